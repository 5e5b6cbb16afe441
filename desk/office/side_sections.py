"""What stands beside the main line on a suggestion's page: opinions before issue, corrections, escalations, draws."""

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.components import NoticeBox
from followups.models import Draw, DrawnCase
from organs.access import Access
from organs.origins import Origin
from suggestions.actions import consulting
from suggestions.models import Suggestion
from suggestions.rules import relations


def rows(found: Suggestion, *, access: Access, visibility: relations.Visibility) -> dict[str, object]:
    """Returns the rows that the reader is shown: opinions and undecided corrections are the case's own."""
    if found.origin == Origin.PUBLISHED:
        return {}
    is_internal = visibility >= relations.Visibility.INTERNAL
    corrections = found.corrections.select_related("letter", "decided_by")
    return {
        "opinions": found.opinions.all() if is_internal else [],
        "elsewhere": _elsewhere(found) if is_internal else None,
        "corrections": corrections if is_internal else corrections.filter(state="made"),
        "escalations": found.escalations.all() if visibility >= relations.Visibility.OFFICE else [],
        "draws": _draws(found, access) if visibility >= relations.Visibility.OFFICE else [],
    }


def _draws(found: Suggestion, access: Access) -> list[tuple[DrawnCase, str]]:
    """Returns the draws that drew the case; each with its page where the reader may open it: those below may not."""
    cases = list(found.draws.drawn().select_related("draw__procuratorate").order_by("draw_id"))
    if not cases:
        return []
    drawn = {case.draw_id for case in cases}
    open_to = set(Draw.objects.visible_to(access).filter(pk__in=drawn).values_list("pk", flat=True))
    return [(case, reverse("draw", args=[case.draw_id]) if case.draw_id in open_to else "") for case in cases]


def _elsewhere(found: Suggestion) -> NoticeBox | None:
    """Returns what Art. 3(4) still asks for, as a notice on the page."""
    words = consulting.elsewhere(found)
    return NoticeBox(title=_("The recipient is in another place"), text=words) if words else None
