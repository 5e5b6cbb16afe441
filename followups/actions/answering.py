"""The unit's side of each measure: answer, promise, progress, claim; by the unit, or by the office from paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions import evidence_versions
from followups.conditions import days_on_the_way, legal_day
from followups.conditions.days_on_the_way import DayOnTheWay
from followups.models import Answer, Attitude, Claim, Progress, Promise
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused, Stale, raise_first, refusals
from suggestions.actions import clocks, files, ledger, objecting
from suggestions.actions.ledger import Actor
from suggestions.models import Attachment, Event, Measure
from suggestions.rules import terms
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """One answer as it is typed; empty fields are allowed until it is sent. `milestones` are pairs of a day and words."""

    attitude: str = ""
    promised_on: date | None = None
    text: str = ""
    done_on: date | None = None
    more: str = ""
    responsible: str = ""
    milestones: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> "AnswerDraft":
        """Returns a kept answer as it was typed."""
        return cls(
            attitude=answer.attitude,
            promised_on=answer.promised_on,
            text=answer.text,
            done_on=answer.done_on,
            more=answer.more,
            responsible=answer.responsible,
            milestones=tuple((day, words) for day, words in answer.milestones),
        )


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Marks what the office records from paper, with the scan; None in its place means that the unit acts itself.

    `is_with_reply`: the scan is kept with the written reply that the answer came in.
    """

    scan: tuple[files.Given, ...]
    is_with_reply: bool = False


def prepared(measure: Measure) -> Answer | None:
    """Returns the answer of this round that is saved and not sent."""
    return measure.answers.filter(round=measure.round, sent_at__isnull=True).select_related("saved_by").first()


def mark_of(answer: Answer | None) -> str:
    """Returns by what a form tells the saved answer that it showed from a later one; "" for none."""
    return str(int(answer.saved_at.timestamp() * 1_000_000)) if answer else ""


def save_draft(
    *, access: Access, at: datetime, measure: Measure, draft: AnswerDraft, mark: str | None = None
) -> Answer:
    """Keeps an answer that is not sent yet; the office does not see it.

    `mark` is that of the saved answer which the form showed. Raises Stale when a colleague saved or sent one meanwhile.
    """
    if measure.suggestion.unit_id not in access.unit_ids:
        raise NotAllowed(_("Only the recipient unit prepares its answers."))
    with transaction.atomic():
        ledger.lock(measure)
        if Measure.objects.values_list("state", flat=True).get(pk=measure.pk) != "asked":
            raise Stale(_("This measure is answered already. Change the answer with a reason instead."))
        present = prepared(measure)
        if mark is not None and mark_of(present) != mark:
            name = present.saved_by.name if present and present.saved_by else ""
            raise Stale(_("%(name)s saved another answer meanwhile. Yours is kept below.") % {"name": name})
        answer, _created = Answer.objects.update_or_create(
            measure=measure,
            round=measure.round,
            sent_at=None,
            defaults={**vars(draft), "saved_by_id": access.person_id, "saved_at": at},
        )
    return answer


def send(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    draft: AnswerDraft,
    on: date | None = None,
    evidence: tuple[files.Given, ...] = (),
    replaces: Attachment | None = None,
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Event:
    """Sends the answer to one measure: accepted with a day, another way with a day, already done, or refused with reasons."""
    on = on or clock.civil_day(at)
    _require_day(on, at=at)
    require_complete(draft, on=on)
    is_done = draft.attitude == Attitude.DONE_SINCE
    _require_done_since(measure, draft, has_files=paper is not None or bool(evidence) or _has_evidence(measure))
    is_alone_on_paper = paper is not None and not paper.is_with_reply
    objecting.require_paper(paper=is_alone_on_paper, uploads=paper.scan if paper else ())
    admitted = files.admit((*evidence, *(paper.scan if paper else ())))
    with transaction.atomic():
        ledger.lock(measure)
        evidence_versions.require(replaces, measure=measure, new=admitted)
        event = ledger.take(
            step=TABLE["measure.answer"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            to="claimed" if is_done else draft.attitude,
            on=on,
            text=draft.text,
            expected_moves=expected_moves,
            details={
                "attitude": draft.attitude,
                **_promised(measure, draft.promised_on),
                **({"done_on": _iso(draft.done_on)} if draft.done_on else {}),
                **files.said(admitted),
                **evidence_versions.said(replaces),
            },
            values={"promised_on": draft.promised_on, **({"claimed_on": draft.done_on} if is_done else {})},
        )
        if is_done and draft.done_on:
            _claimed(access=access, measure=measure, on=draft.done_on, text=draft.text, paper=paper)
        _keep(access=access, at=at, measure=measure, draft=draft)
        _promise(measure=measure, event=event, on=draft.promised_on, former=None, reason="", at=at)
        _attach(access=access, at=at, measure=measure, event=event, uploads=admitted, replaces=replaces)
    return event


def revise(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    draft: AnswerDraft,
    reason: str,
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Event:
    """Changes an answer that was sent, with a reason; the former answer stays."""
    require_complete(draft, on=clock.civil_day(at))
    if draft.attitude == Attitude.DONE_SINCE:
        raise Refused(_("The measure is answered. Claim it done instead, with what shows it."), field="attitude")
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    admitted = files.admit(paper.scan if paper else ())
    with transaction.atomic():
        former = measure.promised_on
        event = ledger.take(
            step=TABLE["measure.revise"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            to=draft.attitude,
            text=reason,
            expected_moves=expected_moves,
            details={
                "attitude": draft.attitude,
                **_promised(measure, draft.promised_on),
                **files.said(admitted),
            },
            values={"promised_on": draft.promised_on},
        )
        _keep(access=access, at=at, measure=measure, draft=draft)
        _promise(measure=measure, event=event, on=draft.promised_on, former=former, reason=reason, at=at)
        _attach(access=access, at=at, measure=measure, event=event, uploads=admitted)
    return event


def _keep(*, access: Access, at: datetime, measure: Measure, draft: AnswerDraft) -> None:
    Answer.objects.filter(measure=measure, sent_at__isnull=True).delete()
    Answer.objects.create(
        measure=measure, round=measure.round, saved_by_id=access.person_id, saved_at=at, sent_at=at, **vars(draft)
    )


def require_complete(draft: AnswerDraft, *, on: date) -> None:
    """Raises Refused at the first field that an answer still lacks before it can be sent."""
    raise_first(lacking(draft, on=on))


def lacking(draft: AnswerDraft, *, on: date) -> Iterator[Refused]:
    """Yields all that an answer still lacks before it can be sent, each at its field."""
    if draft.attitude not in Attitude.values:
        yield Refused(_("Choose how you answer this measure."), field="attitude")
        return
    yield from _day_faults(draft, on=on)
    words = {
        Attitude.REFUSED: _("Write the reasons for refusing."),
        Attitude.DONE_SINCE: _("Write what was done."),
        Attitude.OTHER_WAY: _("Write in which other way it will be done."),
        Attitude.ALREADY_DONE: _("Write what was done before the letter came."),
    }
    if draft.attitude in words and not draft.text.strip():
        yield Refused(words[Attitude(draft.attitude)], field="text")


def _day_faults(draft: AnswerDraft, *, on: date) -> Iterator[Refused]:
    promised_on, done_on = draft.promised_on, draft.done_on
    if draft.attitude in {Attitude.ACCEPTED, Attitude.OTHER_WAY}:
        if promised_on is None:
            yield Refused(_("Promise a day by which it will be done."), field="promised_on")
        elif promised_on < on:
            yield Refused(
                _("The promised day lies in the past. For what is done already, say so."), field="promised_on"
            )
        else:
            yield from refusals(
                lambda: days.require(promised_on, meaning=DayMeaning.COMING, today=on, field="promised_on")
            )
    elif promised_on is not None:
        yield Refused(_("A day belongs only to what is still to be done."), field="promised_on")
    if draft.attitude == Attitude.DONE_SINCE and done_on is None:
        yield Refused(_("Write the day on which it was done."), field="done_on")
    yield from refusals(lambda: days.require(done_on, meaning=DayMeaning.PAST, today=on, field="done_on"))


def _promise(
    *, measure: Measure, event: Event, on: date | None, former: date | None, reason: str, at: datetime
) -> None:
    """Keeps a promised day with its clock: one that moves keeps its clock, with the former day and the reason."""
    if on is not None and on == former:
        return
    about = ledger.subject_name(measure)
    running = measure.suggestion.clocks.running().filter(term="promise", about=about).first()
    if on is not None:
        Promise.objects.create(
            measure=measure,
            promised_on=on,
            former_on=former,
            reason=reason,
            made_at=at,
            legal_on=legal_day.beyond(measure.suggestion, on),
        )
    if on is not None and running is not None:
        clocks.move(clock=running, due_on=on, reason=reason, event=event)
        return
    clocks.stop(what=Trigger.CLAIMED, suggestion=measure.suggestion, event=event, on=event.taken_on, about=about)
    if on is not None:
        clocks.start(
            suggestion=measure.suggestion,
            term=terms.find("promise", on=event.taken_on),
            event=event,
            on=event.taken_on,
            due_on=on,
            about=about,
        )


def move_promise(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    to: date,
    reason: str,
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Event:
    """Moves the promised day with a reason; every former day stays."""
    if to < clock.civil_day(at):
        raise Refused(_("The new day lies in the past."), field="promised_on")
    days.require(to, meaning=DayMeaning.COMING, today=clock.civil_day(at), field="promised_on")
    if to == measure.promised_on:
        raise Refused(_("This is the day already promised."), field="promised_on")
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    former = measure.promised_on
    admitted = files.admit(paper.scan if paper else ())
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["measure.move_promise"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"former": _iso(former), **_promised(measure, to), **files.said(admitted)},
            values={"promised_on": to},
        )
        _promise(measure=measure, event=event, on=to, former=former, reason=reason, at=at)
        _attach(access=access, at=at, measure=measure, event=event, uploads=admitted)
    return event


def log_progress(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    on: date,
    text: str,
    reaches: str = "",
    evidence: tuple[files.Given, ...] = (),
    replaces: Attachment | None = None,
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Progress:
    """Logs what was done on a day, with files as evidence; `reaches` is the key of a day on the way that it reaches.

    `replaces` is the earlier file that the only new one replaces.
    """
    _require_day(on, at=at)
    if not text.strip():
        raise Refused(_("Write what was done."), field="text")
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    admitted = files.admit((*evidence, *(paper.scan if paper else ())))
    with transaction.atomic():
        ledger.lock(measure)
        evidence_versions.require(replaces, measure=measure, new=admitted)
        event = ledger.take(
            step=TABLE["measure.log_progress"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            on=on,
            text=text,
            expected_moves=expected_moves,
            details={
                **({"reaches": reaches} if reaches else {}),
                **files.said(admitted),
                **evidence_versions.said(replaces),
            },
        )
        _attach(access=access, at=at, measure=measure, event=event, uploads=admitted, replaces=replaces)
        milestone = _open_milestone(measure, reaches) if reaches else None
        return Progress.objects.create(
            measure=measure,
            done_on=on,
            text=text.strip(),
            logged_at=at,
            logged_by_id=None if paper else access.person_id,
            milestone_on=date.fromisoformat(milestone.day) if milestone else None,
            milestone=milestone.words if milestone else "",
        )


def _open_milestone(measure: Measure, key: str) -> DayOnTheWay:
    """Returns the day on the way that a key names. Raises Refused for one that is none, or was reached meanwhile."""
    for each in days_on_the_way.still_open(measure):
        if each.key == key:
            return each
    raise Refused(_("This is no day on the way that is still open."), field="reaches")


def claim(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    on: date,
    text: str,
    evidence: tuple[files.Given, ...] = (),
    replaces: Attachment | None = None,
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Claim:
    """Claims a measure done, with evidence; the promise clock stops. Raises Refused when nothing shows it."""
    _require_day(on, at=at)
    if not text.strip():
        raise Refused(_("Write what was done."), field="text")
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    about = ledger.subject_name(measure)
    if paper is None:
        raise_first(unshown(measure, evidence=evidence))
    admitted = files.admit((*evidence, *(paper.scan if paper else ())))
    with transaction.atomic():
        ledger.lock(measure)
        evidence_versions.require(replaces, measure=measure, new=admitted)
        event = ledger.take(
            step=TABLE["measure.claim"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            on=on,
            text=text,
            expected_moves=expected_moves,
            details={**files.said(admitted), **evidence_versions.said(replaces)},
            values={"claimed_on": on},
        )
        _attach(access=access, at=at, measure=measure, event=event, uploads=admitted, replaces=replaces)
        clocks.stop(what=Trigger.CLAIMED, suggestion=measure.suggestion, event=event, on=on, about=about)
        return _claimed(access=access, measure=measure, on=on, text=text, paper=paper)


def unshown(measure: Measure, *, evidence: tuple[files.Given, ...]) -> Iterator[Refused]:
    """Yields the refusal of a claim that nothing shows: no file with it, and none since the measure was last asked."""
    if not evidence and not _has_evidence(measure):
        yield Refused(_("Attach at least one file that shows it."), field="files")


def _claimed(*, access: Access, measure: Measure, on: date, text: str, paper: Paper | None) -> Claim:
    return Claim.objects.create(
        measure=measure,
        round=measure.round,
        claimed_on=on,
        text=text.strip(),
        claimed_by_id=None if paper else access.person_id,
        recorded_by_id=access.person_id,
    )


def _require_done_since(measure: Measure, draft: AnswerDraft, *, has_files: bool) -> None:
    """Raises Refused for what was done since receipt, with a day before it or with nothing that shows it."""
    if draft.attitude != Attitude.DONE_SINCE:
        return
    served_on = measure.suggestion.served_on
    if draft.done_on and served_on and draft.done_on < served_on:
        raise Refused(
            _("This day lies before the letter was received. Say that it was done before receipt."), field="done_on"
        )
    if not has_files:
        raise Refused(_("Attach at least one file that shows it."), field="files")


def _has_evidence(measure: Measure) -> bool:
    """Tells whether something was attached since the measure was last asked; what showed a former round does not show this."""
    about, suggestion = ledger.subject_name(measure), measure.suggestion
    asked_anew = suggestion.events.filter(subject=about, step__in=["new_round", "reword"]).order_by("-seq").first()
    since = asked_anew.seq if asked_anew else 0
    return suggestion.attachments.filter(about=about, event__seq__gt=since).exists()


def _require_day(on: date, *, at: datetime) -> None:
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")


def _attach(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    event: Event,
    uploads: tuple[files.Given, ...],
    replaces: Attachment | None = None,
) -> None:
    files.attach(
        files=uploads,
        suggestion=measure.suggestion,
        about=ledger.subject_name(measure),
        shown_to=Shown.BOTH,
        added_by_id=access.person_id,
        at=at,
        event=event,
        replaces=replaces,
    )


def _promised(measure: Measure, on: date | None) -> dict[str, str]:
    """Returns a promised day for the event, and the legal day where it lies beyond it."""
    legal = legal_day.beyond(measure.suggestion, on)
    return {"promised_on": _iso(on), **({"legal_on": _iso(legal)} if legal else {})}


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""
