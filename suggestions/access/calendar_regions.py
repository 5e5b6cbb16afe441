"""Who may change which days of the calendar: the nation's the top alone, those of a region whoever administers that region."""

from django.utils.translation import gettext as _

from organs import permissions
from organs.access import Access
from organs.models import Procuratorate
from organs.refusals import NotAllowed
from organs.roles import Role


def regions(access: Access) -> dict[str, int]:
    """Returns the codes of the regions whose days the person may change, each with the procuratorate that gives the right.

    It is the region of the office in which the post is held: one that somebody founded below it gives no further right.
    """
    places = [post.procuratorate_id for post in access.holding(Role.ADMINISTRATOR)]
    rows = Procuratorate.objects.filter(pk__in=places).exclude(region_code="").order_by("region_code", "pk")
    return dict(rows.values_list("region_code", "pk"))


def may_change(access: Access, *, region: str) -> bool:
    """Tells whether the person may change the days of a region; "" is the whole country."""
    if permissions.administers_all(access):
        return True
    return bool(region) and any(region.startswith(code) for code in regions(access))


def deciding_place(access: Access, *, region: str) -> int | None:
    """Returns the procuratorate whose administrators decide what the person proposes for the region; None for those at the top.

    Raises NotAllowed for days that are not the person's to change.
    """
    if permissions.administers_all(access):
        return None
    if not region:
        raise NotAllowed(
            _("The national calendar is kept by the administrators at the top. Here you enter days of your own region.")
        )
    own = {code: place for code, place in regions(access).items() if region.startswith(code)}
    if not own:
        raise NotAllowed(_("Only days of your own region: its code begins with that of your procuratorate."))
    return own[max(own, key=len)]
