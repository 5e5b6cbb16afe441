"""What an installation still lacks before work can begin, found in a few queries; each line leads to where it is added."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.parts import Check
from organs import permissions
from organs.access import Access
from organs.models import BusinessLine, Department, Line, Post, Procuratorate, Unit
from organs.roles import Role
from suggestions import kinds
from suggestions.models import CalendarYear, NumberSeries, ProblemCategory

NAMED = 3
# Without these nothing can be drafted, approved and issued.
NEEDED_ROLES = (Role.PROSECUTOR, Role.DEPARTMENT_HEAD, Role.CHIEF, Role.REGISTRAR)


def checks(access: Access, *, on: date) -> list[Check]:
    """Returns what is missing, then nothing else: a finished installation has an empty list."""
    rows = permissions.administered_by(access).filter(origin=access.origin, closed_on__isnull=True)
    return [*_shared(on), *_places(rows), *_people(rows, on=on), *_numbers(rows), *_units(access)]


def _shared(on: date) -> Iterator[Check]:
    if not Line.objects.exists() or not BusinessLine.objects.exists():
        yield _missing(_("No lines or business lines yet"), _("`manage.py set_up` adds the usual ones."), "setup-lines")
    if not ProblemCategory.objects.exists():
        yield _missing(
            _("No problem category yet"), _("`manage.py set_up` adds the first 25."), "setup-problem-categories"
        )
    published = set(CalendarYear.objects.values_list("year", flat=True))
    for year in (on.year, on.year + 1):
        if year not in published:
            yield Check(
                text=_("Calendar: the notice for %(year)s is not entered") % {"year": year},
                is_met=False,
                note=_("Due days that fall in this year are provisional until then."),
                href=reverse("setup-calendar-year", args=[year]),
            )


def _places(rows: QuerySet[Procuratorate]) -> Iterator[Check]:
    departments = Department.objects.filter(procuratorate=OuterRef("pk"), closed_on__isnull=True)
    yield from _of_places(
        rows.filter(~Exists(departments)),
        lambda name: _("%(name)s: no department yet") % {"name": name},
        lambda count: ngettext(
            "%(count)s procuratorate has no department yet", "%(count)s procuratorates have no department yet", count
        ),
        "setup-department-new",
    )


def _people(rows: QuerySet[Procuratorate], *, on: date) -> Iterator[Check]:
    """Names the roles that nobody holds, in procuratorates that have people at all."""
    held = Post.objects.current(on).filter(procuratorate=OuterRef("pk"), person__is_active=True)
    for role in NEEDED_ROLES:
        equals = (Role.CHIEF, Role.DEPUTY_CHIEF) if role == Role.CHIEF else (role,)
        label = str(role.label)
        yield from _of_places(
            rows.filter(Exists(held), ~Exists(held.filter(role__in=equals))),
            lambda name, label=label: _("%(name)s: nobody is %(role)s yet") % {"name": name, "role": label},
            lambda count, label=label: (
                ngettext(
                    "%(count)s procuratorate has no %(role)s yet",
                    "%(count)s procuratorates have no %(role)s yet",
                    count,
                )
                % {"count": "%(count)s", "role": label}
            ),
            "setup-procuratorate",
        )
    yield from _of_places(
        rows.filter(~Exists(held)),
        lambda name: _("%(name)s: nobody has a post yet") % {"name": name},
        lambda count: ngettext(
            "In %(count)s procuratorate nobody has a post yet",
            "In %(count)s procuratorates nobody has a post yet",
            count,
        ),
        "setup-procuratorate",
    )


def _numbers(rows: QuerySet[Procuratorate]) -> Iterator[Check]:
    """Names the kinds without a series where few lack, in procuratorates that have people."""
    staffed = rows.filter(Exists(Post.objects.filter(procuratorate=OuterRef("pk"))))
    lacking = staffed.annotate(series=Count("number_series", distinct=True)).filter(series__lt=len(kinds.KINDS))
    for procuratorate in lacking.order_by("code")[:NAMED]:
        known = set(NumberSeries.objects.filter(procuratorate=procuratorate).values_list("kind", flat=True))
        labels = [str(kind.label) for kind in kinds.KINDS.values() if kind.key not in known]
        yield Check(
            text=_("%(name)s: no number series for %(count)s kinds")
            % {"name": procuratorate.name, "count": len(labels)},
            is_met=False,
            note=" · ".join(labels),
            href=reverse("setup-numbers-of", args=[procuratorate.pk]),
        )
    if (more := lacking.count() - NAMED) > 0:
        words = ngettext(
            "%(count)s more procuratorate lacks a number series",
            "%(count)s more procuratorates lack number series",
            more,
        )
        yield _missing(words % {"count": more}, "", "setup-numbers")


def _units(access: Access) -> Iterator[Check]:
    if not Unit.objects.filter(Q(origin=access.origin)).exists():
        note = _("A letter needs a recipient. Prosecutors can register units too, while drafting.")
        yield _missing(_("No unit is registered yet"), note, "setup-units")


def _of_places(rows: QuerySet[Procuratorate], one, many, name: str) -> Iterator[Check]:
    """Names up to three places one by one, and counts when there are more."""
    found = list(rows.order_by("code")[: NAMED + 1])
    if len(found) > NAMED:
        count = rows.count()
        yield _missing(many(count) % {"count": count}, "", "setup-procuratorates")
        return
    for procuratorate in found:
        yield Check(text=one(procuratorate.name), is_met=False, href=reverse(name, args=[procuratorate.pk]))


def _missing(text: str, note: str, name: str) -> Check:
    return Check(text=text, is_met=False, note=note, href=reverse(name))
