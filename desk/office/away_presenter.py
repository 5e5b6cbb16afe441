"""Absences as the pages show them: who, which days, who does what meanwhile, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from desk import wording
from desk.components import Badge, Pair
from desk.steps.base import STEPS
from organs.access import Access
from organs.models import Absence
from organs.words import clauses, listed
from suggestions.models import Event


@dataclass(frozen=True, kw_only=True)
class AbsenceRow:
    """One line of a list; `to_take_back` where what came meanwhile still waits for who was away."""

    key: int
    name: str
    place: str
    first_on: date
    last_on: date
    deputies: str
    href: str
    badge: Badge
    is_own: bool
    is_deputy: bool
    to_take_back: bool


@dataclass(frozen=True, kw_only=True)
class DoneLine:
    """One thing that a deputy did."""

    title: str
    href: str
    note: str
    by: str
    at: object


def rows(absences: Sequence[Absence], *, access: Access, today: date) -> list[AbsenceRow]:
    """Returns the lines of absences whose deputies were fetched with them."""
    return [row(absence, access=access, today=today) for absence in absences]


def row(absence: Absence, *, access: Access, today: date) -> AbsenceRow:
    """Returns one line."""
    return AbsenceRow(
        key=absence.pk,
        name=absence.person.name,
        place=absence.procuratorate.name,
        first_on=absence.first_on,
        last_on=absence.last_on,
        deputies=clauses(_deputies(absence)),
        href=reverse("absence", args=[absence.pk]),
        badge=_badge(absence, today),
        is_own=absence.person_id == access.person_id,
        is_deputy=any(deputy.person_id == access.person_id for deputy in absence.deputies.all()),
        to_take_back=absence.is_over(today) and absence.taken_back_at is None,
    )


def _deputies(absence: Absence) -> list[str]:
    """Returns each deputy with the kinds of work."""
    works: dict[str, list[str]] = {}
    for deputy in absence.deputies.all():
        works.setdefault(deputy.person.name, []).append(str(deputy.get_work_display()))
    return [_("%(name)s: %(works)s") % {"name": name, "works": listed(each)} for name, each in works.items()]


def _badge(absence: Absence, today: date) -> Badge:
    if absence.is_over(today):
        return Badge(text=_("Over"), icon="done")
    if absence.is_running(today):
        return Badge(text=_("Away today"), icon="next", tone="strong")
    return Badge(text=_("Coming"), icon="wait")


def words(absence: Absence) -> str:
    """Returns who is away and when."""
    return _("%(name)s, %(first)s to %(last)s") % {
        "name": absence.person.name,
        "first": absence.first_on.isoformat(),
        "last": absence.last_on.isoformat(),
    }


def pairs(absence: Absence) -> list[Pair]:
    """Returns the facts of an absence."""
    found = [
        Pair(label=_("Procuratorate"), value=absence.procuratorate.name, lang="zh-Hans"),
        Pair(label=_("First day away"), value=absence.first_on.isoformat()),
        Pair(label=_("Last day away"), value=absence.last_on.isoformat()),
    ]
    found += [Pair(label=_("Deputies"), value=line) for line in _deputies(absence)]
    recorded = f"{absence.recorded_by.name} · {wording.clock_time(absence.recorded_at)}"
    found.append(Pair(label=_("Recorded by"), value=recorded))
    if absence.ended_at and absence.ended_by:
        found.append(
            Pair(label=_("Ended early"), value=f"{absence.ended_by.name} · {wording.clock_time(absence.ended_at)}")
        )
    return found


def done(event: Event) -> DoneLine:
    """Returns one thing that a deputy did, with its case."""
    suggestion = event.suggestion
    unit = suggestion.unit.name if suggestion.unit else ""
    return DoneLine(
        title=str(STEPS[f"{event.track}.{event.step}"].done_label),
        href=reverse("suggestion", args=[suggestion.pk]),
        note=" · ".join(part for part in (suggestion.title, unit) if part),
        by=event.signed_name,
        at=event.recorded_at,
    )
