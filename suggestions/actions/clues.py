"""Registers clues and says what became of each: a draft, closed with the reason, or transferred with where to."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Procuratorate, Unit
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.models import Clue, ClueEvent, Suggestion
from suggestions.rules import case_sources, clues
from suggestions.rules.clues import ClueStep

LONGEST_ANSWER = 2000


def may(*, access: Access, step: ClueStep, procuratorate_id: int) -> bool:
    """Tells whether the person holds a post there that takes the step."""
    return any(post.procuratorate_id == procuratorate_id for post in access.holding(*step.roles))


def register(
    *,
    access: Access,
    at: datetime,
    procuratorate: Procuratorate,
    source: str,
    matter: str,
    institution: str,
    on: date,
) -> Clue:
    """Registers a clue in the own office; an institution that is a registered unit is linked to it.

    Raises NotAllowed without a post that registers, Refused for what is missing.
    """
    step = clues.STEPS["register"]
    _require(access, step, procuratorate.pk)
    if source not in case_sources.CASE_SOURCES:
        raise Refused(_("Choose the kind of source."), field="source")
    if not matter.strip():
        raise Refused(_("Say what it is about."), field="matter")
    if not institution.strip():
        raise Refused(_("Name the institution that it concerns."), field="institution")
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    unit = _unit_named(institution.strip(), origin=access.origin)
    with transaction.atomic():
        clue = Clue.objects.create(
            procuratorate=procuratorate,
            origin=access.origin,
            source=source,
            matter=matter.strip(),
            unit=unit,
            institution="" if unit else institution.strip(),
            registered_on=on,
            registered_by_id=access.person_id,
        )
        _append(clue, step, access=access, at=at, on=on)
    return clue


def _unit_named(name: str, *, origin: str) -> Unit | None:
    """Returns the unit of exactly this name, present or former; None where there is none, or more than one."""
    found = [unit for unit in Unit.objects.filter(origin=origin).named(name)[:12] if unit.name == name]
    return found[0] if len(found) == 1 else None


def lead_to(*, access: Access, at: datetime, clue: Clue, suggestion: Suggestion) -> None:
    """Says that the clue was assessed and led to this draft; the caller opens it in the same transaction."""
    if clue.procuratorate_id != suggestion.procuratorate_id:
        raise Refused(_("The draft is opened in the office that registered the clue."), field="procuratorate")
    _take("draft", access=access, at=at, clue=clue, on=clock.civil_day(at), values={"suggestion_id": suggestion.pk})


def close(*, access: Access, at: datetime, clue: Clue, reason: str, on: date) -> None:
    """Closes a clue that leads to no draft, with the reason."""
    _take("close", access=access, at=at, clue=clue, on=on, values={"answer": _written(reason, "close")})


def transfer(*, access: Access, at: datetime, clue: Clue, to: str, on: date) -> None:
    """Says to which institution a clue was transferred."""
    _take("transfer", access=access, at=at, clue=clue, on=on, values={"answer": _written(to, "transfer")})


def _written(text: str, step: str) -> str:
    if not text.strip():
        raise Refused(_("Write: %(what)s.") % {"what": clues.STEPS[step].asks}, field="answer")
    if len(text) > LONGEST_ANSWER:
        raise Refused(_("Write at most %d characters.") % LONGEST_ANSWER, field="answer")
    return text.strip()


def _require(access: Access, step: ClueStep, procuratorate_id: int) -> None:
    if not may(access=access, step=step, procuratorate_id=procuratorate_id):
        raise NotAllowed(_("Prosecutors register and assess the clues of their own office; case management registers."))


def _take(key: str, *, access: Access, at: datetime, clue: Clue, on: date, values: Mapping[str, object]) -> None:
    step = clues.STEPS[key]
    _require(access, step, clue.procuratorate_id)
    if not clue.registered_on <= on <= clock.civil_day(at):
        raise Refused(_("This day lies between the step before and today."), field="on")
    with transaction.atomic():
        rows = Clue.objects.filter(pk=clue.pk, state=step.source)
        change = {**values, "state": step.target, "decided_on": on, "decided_by_id": access.person_id}
        if rows.update(**change) != 1:
            raise Stale(_("Somebody said meanwhile what became of this clue. Read it again."))
        clue.refresh_from_db()
        _append(clue, step, access=access, at=at, on=on)


def _append(clue: Clue, step: ClueStep, *, access: Access, at: datetime, on: date) -> None:
    ClueEvent.objects.create(
        clue=clue,
        step=step.key,
        to_state=step.target,
        taken_on=on,
        recorded_at=at,
        person_id=access.person_id,
        person_name=access.name,
        note=clue.answer,
    )
