"""What an installation still lacks before work can begin, found in a few queries; each line leads to where it is added."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.components import CheckItem
from organs import permissions
from organs.access import Access
from organs.models import BusinessLine, Department, Line, Post, Procuratorate, Unit
from organs.roles import CHIEFS, Role
from organs.words import listed
from suggestions.models import CalendarYear, ProblemCategory
from suggestions.rules import kinds

NAMED = 8
# Without these nothing can be drafted, approved and issued; a deputy may stand for the chief (Organic Law, Art. 29).
NEEDED: dict[str, tuple[Role, ...]] = {
    "prosecutors": (Role.PROSECUTOR,),
    "heads": (Role.DEPARTMENT_HEAD,),
    "chiefs": CHIEFS,
    "registrars": (Role.REGISTRAR,),
}


def checks(access: Access, *, on: date) -> list[CheckItem]:
    """Returns what is missing; a finished installation has an empty list."""
    rows = permissions.administered_by(access).filter(origin=access.origin, closed_on__isnull=True)
    return [*_shared(on), *_units(access), *_places(rows, on=on)]


def _shared(on: date) -> Iterator[CheckItem]:
    """Names the words and years that everybody needs."""
    if not Line.objects.exists() or not BusinessLine.objects.exists():
        yield _missing(_("No lines or business lines yet"), _("`manage.py set_up` adds the usual ones."), "setup-lines")
    if not ProblemCategory.objects.exists():
        note = _("`manage.py set_up` adds the first 25.")
        yield _missing(_("No problem category yet"), note, "setup-problem-categories")
    published = set(CalendarYear.objects.values_list("year", flat=True))
    for year in (on.year, on.year + 1):
        if year not in published:
            yield CheckItem(
                text=_("Calendar: the notice for %(year)s is not entered") % {"year": year},
                is_met=False,
                note=_("Due days that fall in this year are provisional until then."),
                href=reverse("setup-calendar-year", args=[year]),
            )


def _units(access: Access) -> Iterator[CheckItem]:
    if not Unit.objects.filter(origin=access.origin).exists():
        note = _("A letter needs a recipient. Prosecutors can register units too, while drafting.")
        yield _missing(_("No unit is registered yet"), note, "setup-units")


def _places(rows: QuerySet[Procuratorate], *, on: date) -> Iterator[CheckItem]:
    """Names the first procuratorates, from the top down, that cannot work yet, each with all that it lacks."""
    held = Post.objects.current(on).filter(procuratorate=OuterRef("pk"), person__is_active=True)
    departments = Department.objects.filter(procuratorate=OuterRef("pk"), closed_on__isnull=True)
    found = rows.annotate(
        has_departments=Exists(departments),
        series=Count("number_series", distinct=True),
        series_anew=Count(
            "number_series", filter=Q(number_series__prefix="", number_series__shares=None), distinct=True
        ),
        **{f"has_{name}": Exists(held.filter(role__in=roles)) for name, roles in NEEDED.items()},
    )
    whole = Q(has_departments=True, series=len(kinds.KINDS), series_anew=0, **{f"has_{name}": True for name in NEEDED})
    unfinished = found.exclude(whole).order_by("depth", "code")
    for procuratorate in unfinished[:NAMED]:
        yield CheckItem(
            text=procuratorate.name,
            is_met=False,
            note=" · ".join(_lacks(procuratorate)),
            href=reverse("setup-procuratorate", args=[procuratorate.pk]),
        )
    if (more := unfinished.count() - NAMED) > 0:
        words = ngettext(
            "%(count)s more procuratorate is not finished", "%(count)s more procuratorates are not finished", more
        )
        yield _missing(words % {"count": more}, "", "setup-procuratorates")


def _lacks(procuratorate: Procuratorate) -> Iterator[str]:
    """Names what an annotated procuratorate lacks."""
    if not procuratorate.has_departments:
        yield _("no department yet")
    vacant = [str(roles[0].label) for name, roles in NEEDED.items() if not getattr(procuratorate, f"has_{name}")]
    if vacant:
        yield _("nobody is yet: %(roles)s") % {"roles": listed(vacant)}
    if procuratorate.series < len(kinds.KINDS):
        count = len(kinds.KINDS) - procuratorate.series
        yield ngettext("no number series for %(count)s kind", "no number series for %(count)s kinds", count) % {
            "count": count
        }
    if count := procuratorate.series_anew:
        yield ngettext(
            "the number pattern of %(count)s kind is to be set anew",
            "the number patterns of %(count)s kinds are to be set anew",
            count,
        ) % {"count": count}


def _missing(text: str, note: str, name: str) -> CheckItem:
    return CheckItem(text=text, is_met=False, note=note, href=reverse(name))
