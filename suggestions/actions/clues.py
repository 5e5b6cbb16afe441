"""Registers clues, or instructs a lower office with one, and says what became of each: a draft, closed with the reason, or transferred."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
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
LONGEST = {"matter": 200, "found": 20000, "to_suggest": 20000}
#: The kind of source of a case that came with an instruction: transferred or assigned.
ASSIGNED = "transfer"


@dataclass(frozen=True, kw_only=True)
class InstructionDraft:
    """What a lower office is to suggest: to which institution, in what matter, on what was found, and until which day."""

    institution: str
    matter: str
    found: str
    to_suggest: str
    report_by: date


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


def below(office: Procuratorate) -> QuerySet[Procuratorate]:
    """Returns the open offices below an office."""
    rows = Procuratorate.objects.current().below(procuratorate_id=office.pk, depth=office.depth)
    return rows.filter(origin=office.origin).exclude(pk=office.pk)


def instructing(access: Access) -> list[Procuratorate]:
    """Returns the offices for which the person may instruct a lower one: each has offices below it."""
    own = {post.procuratorate_id for post in access.holding(*clues.INSTRUCTING) if post.procuratorate_id}
    return [office for office in Procuratorate.objects.current().filter(pk__in=own) if below(office).exists()]


def instruct(
    *, access: Access, at: datetime, office: Procuratorate, lower: Procuratorate, draft: InstructionDraft
) -> Clue:
    """Instructs a lower office to suggest, which finds the clue in its register and on its desk (P19 Art. 3(3)).

    Raises NotAllowed without the post, Refused for an office that is not below and for what is missing.
    """
    article = _("Provisions, Art. 3(3)")
    if office not in instructing(access):
        raise NotAllowed(_("The chief procurator of an office with offices below it instructs them."), article=article)
    if not below(office).filter(pk=lower.pk).exists():
        raise Refused(_("Choose a procuratorate below your own."), field="lower", article=article)
    texts = {name: getattr(draft, name).strip() for name in LONGEST}
    for name, text in texts.items():
        if not text:
            raise Refused(_("This is asked for."), field=name)
        if len(text) > LONGEST[name]:
            raise Refused(_("Write at most %d characters.") % LONGEST[name], field=name)
    institution = draft.institution.strip()
    if not institution:
        raise Refused(_("Name the institution that it concerns."), field="institution")
    today = clock.civil_day(at)
    days.require(draft.report_by, meaning=DayMeaning.COMING, today=today, field="report_by")
    unit = _unit_named(institution, origin=access.origin)
    with transaction.atomic():
        clue = Clue.objects.create(
            procuratorate=lower,
            origin=access.origin,
            source=ASSIGNED,
            unit=unit,
            institution="" if unit else institution,
            registered_on=today,
            registered_by_id=access.person_id,
            instructed_by=office,
            report_by=draft.report_by,
            **texts,
        )
        _append(clue, clues.STEPS["instruct"], access=access, at=at, on=today)
    return clue


def first_texts(clue: Clue) -> dict[str, str]:
    """Returns what a draft begins with that is opened from the clue: what the instructing office found."""
    return {"facts": clue.found} if clue.found else {}


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


def decline(*, access: Access, at: datetime, clue: Clue, reason: str, on: date) -> None:
    """Answers the instructing office that nothing is suggested, with the reasons."""
    _take("decline", access=access, at=at, clue=clue, on=on, values={"answer": _written(reason, "decline")})


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
    if step.instructed not in {None, clue.is_instructed}:
        raise Refused(
            _("An instruction to suggest leads to a draft, or is answered with reasons by the chief or a head."),
            article=_("Provisions, Art. 3(3)"),
        )
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
