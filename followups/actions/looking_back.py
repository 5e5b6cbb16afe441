"""Looks back at a closed case: each measure holding, partly, rebounded or not to be judged; a rebound reopens the case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from followups.actions import closing
from followups.documents.document_kinds import KINDS
from followups.models import Finding, Found, LookBack, Verification
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused, raise_first, refusals
from organs.words import in_language_of_record
from suggestions.actions import clocks, documents, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Measure, Suggestion
from suggestions.rules import terms
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.states import MEASURE
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger
from suggestions.rules.tracks import TABLE as TRACKS

LOOKED_AT = sorted(MEASURE.of("verified"))


@dataclass(frozen=True, kw_only=True)
class FindingDraft:
    """What was found of one measure."""

    measure: Measure
    found: str
    text: str


def record(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    on: date,
    basis: str,
    findings: list[FindingDraft],
    next_on: date | None = None,
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> LookBack:
    """Records a look back; a rebound reopens the case for another round in the same transaction.

    Without a rebound a next day may be set. Raises NotAllowed for who verified a measure, Refused for a measure without
    a finding.
    """
    admitted = files.admit(evidence)
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        _require(suggestion=locked, access=access, at=at, on=on, basis=basis, findings=findings, next_on=next_on)
        access = access.apart_from(verifiers(locked))
        look_back = LookBack.objects.create(
            suggestion=suggestion,
            looked_on=on,
            basis=basis.strip(),
            looked_by_id=access.person_id,
            recorded_at=at,
            next_on=next_on,
        )
        for draft in findings:
            said = files.said(admitted) if draft is findings[-1] else {}
            _find(access=access, at=at, look_back=look_back, draft=draft, said=said)
        _keep(access=access, at=at, look_back=look_back, evidence=admitted)
        rebounded = [draft for draft in findings if draft.found == Found.REBOUNDED]
        _settle_clock(suggestion=suggestion, on=on, next_on=None if rebounded else next_on)
        if rebounded:
            numbers = ", ".join(str(draft.measure.position) for draft in rebounded)
            with in_language_of_record():
                reason = _("Looking back found a rebound of measure %(numbers)s.") % {"numbers": numbers}
            closing.reopen(access=access, at=at, suggestion=suggestion, reason=reason)
    return look_back


def day_faults(suggestion: Suggestion, *, on: date | None, next_on: date | None, today: date) -> Iterator[Refused]:
    """Yields what is wrong with the day of a look-back and with that of the next one."""
    yield from refusals(lambda: days.require(on, meaning=DayMeaning.PAST, today=today, field="on"))
    if on and suggestion.closed_on and on < suggestion.closed_on:
        yield Refused(_("This day lies before the case was closed."), field="on")
    if on and next_on and next_on <= on:
        yield Refused(_("The next look back lies after this one."), field="next_on")
    yield from refusals(lambda: days.require(next_on, meaning=DayMeaning.NEAR, today=today, field="next_on"))


def _require(
    *,
    suggestion: Suggestion,
    access: Access,
    at: datetime,
    on: date,
    basis: str,
    findings: list[FindingDraft],
    next_on: date | None,
) -> None:
    if suggestion.case_state != "closed":
        raise Refused(_("The case is open: its measures are verified, and looked back at once it is closed."))
    raise_first(day_faults(suggestion, on=on, next_on=next_on, today=clock.civil_day(at)))
    if not basis.strip():
        raise Refused(_("Write on what the look back rests: visit, ledgers, talks, sample."), field="basis")
    looked_at = {measure.pk for measure in looked_at_in(suggestion)}
    if not looked_at or {draft.measure.pk for draft in findings} != looked_at:
        raise Refused(_("Find something of every measure that was verified."), field="findings")
    for draft in findings:
        if draft.found not in Found.values or not draft.text.strip():
            raise Refused(
                _("Measure %(number)d needs a finding in words.") % {"number": draft.measure.position},
                field="findings",
            )
    if has_verified(suggestion, person_id=access.person_id):
        raise NotAllowed(
            _("Who verified a measure does not look back at it. Another member of the case group, or the head, does.")
        )


def looked_at_in(suggestion: Suggestion) -> list[Measure]:
    """Returns the measures that a look back must find something of."""
    return list(suggestion.measures.filter(state__in=LOOKED_AT).select_related("text").order_by("position"))


def verifiers(suggestion: Suggestion) -> frozenset[int]:
    """Returns who verified one of the measures that are looked back at: another must look (design 3)."""
    looked_at = suggestion.measures.filter(state__in=LOOKED_AT)
    return frozenset(Verification.objects.filter(measure__in=looked_at).values_list("verified_by_id", flat=True))


def has_verified(suggestion: Suggestion, *, person_id: int) -> bool:
    """Tells whether the person verified one of the measures that are looked back at: then another must look (design 3)."""
    return person_id in verifiers(suggestion)


def _find(*, access: Access, at: datetime, look_back: LookBack, draft: FindingDraft, said: Mapping[str, str]) -> None:
    """Takes the step of one measure; with the last one stands what is said of the files, which hang on its event."""
    measure = draft.measure
    to = measure.state if draft.found == Found.UNJUDGED else draft.found
    ledger.take(
        step=TABLE["measure.look_back"],
        subject=measure,
        actor=Actor(access=access),
        at=at,
        to=to,
        on=look_back.looked_on,
        text=draft.text,
        details={"found": draft.found, **said},
        values={} if draft.found == Found.UNJUDGED else {"looked_back_on": look_back.looked_on},
    )
    Finding.objects.create(
        look_back=look_back,
        measure=measure,
        found=draft.found,
        text=draft.text.strip(),
        days_held=_days_since_verified(measure, on=look_back.looked_on),
    )


def _days_since_verified(measure: Measure, *, on: date) -> int | None:
    """Returns the days from the last verification to the look back; of a rebound, the time to it."""
    verified = measure.verifications.filter(round=measure.round).last()
    return max(0, (on - verified.verified_on).days) if verified else None


def _keep(*, access: Access, at: datetime, look_back: LookBack, evidence: tuple[files.Admitted, ...]) -> None:
    about = ledger.subject_name(look_back)
    suggestion = look_back.suggestion
    documents.keep(kind=KINDS["look_back_record"], record=look_back, suggestion=suggestion, at=at)
    files.attach(
        files=evidence,
        suggestion=suggestion,
        about=about,
        shown_to=Shown.OFFICE,
        added_by_id=access.person_id,
        at=at,
        event=suggestion.events.order_by("-seq").first(),
    )


def _settle_clock(*, suggestion: Suggestion, on: date, next_on: date | None) -> None:
    event = suggestion.events.latest("seq")
    clocks.stop(what=Trigger.LOOKED_BACK, suggestion=suggestion, event=event, on=on)
    Suggestion.objects.filter(pk=suggestion.pk).update(look_back_on=next_on, moves=F("moves") + 1)
    suggestion.look_back_on, suggestion.moves = next_on, suggestion.moves + 1
    if next_on:
        closing.set_look_back(suggestion=suggestion, event=event, on=on, due_on=next_on)


def ask_again(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reason: str,
    reply_days: int,
    expected_moves: int | None = None,
) -> None:
    """Begins the next round: rebounded and partly holding measures are asked again, with a period set by the office."""
    on = clock.civil_day(at)
    if not 1 <= reply_days <= 366:
        raise Refused(_("Set a period of 1 to 366 days."), field="reply_days")
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if locked.case_state != "open":
            raise Refused(_("The case is closed. Reopen it first, with the new fact."))
        again = list(locked.measures.filter(state__in=sorted(MEASURE.of("fell back"))).order_by("position"))
        if not again:
            raise Refused(_("No measure has rebounded or holds only partly."))
        for measure in again:
            ledger.take(
                step=TABLE["measure.new_round"],
                subject=measure,
                actor=Actor(access=access),
                at=at,
                text=reason,
                details={"round": measure.round + 1},
                values={
                    "round": measure.round + 1,
                    "promised_on": None,
                    "claimed_on": None,
                    "verified_on": None,
                    "judged": "",
                },
            )
        event = ledger.take(
            step=TRACKS["reply.await"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            values={"outcome": "", "replied_on": None},
        )
        former = suggestion.clocks.of_reply().order_by("id").last()
        clocks.start(
            suggestion=suggestion,
            term=terms.find(former.term if former else "reply", on=on),
            event=event,
            on=on,
            length=Length(reply_days, LengthUnit.DAYS),
        )
