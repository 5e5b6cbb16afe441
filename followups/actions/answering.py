"""The unit's side of each measure: answer, promise, progress, claim; by the unit, or by the office from paper."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.models import Answer, Attitude, Claim, Progress, Promise
from followups.rules.tracks import TABLE
from organs import clock
from organs.access import Access
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import clocks, files, ledger, objecting
from suggestions.actions.ledger import Actor
from suggestions.models import Event, Measure
from suggestions.rules import terms
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """One answer as it is typed; empty fields are allowed until it is sent."""

    attitude: str = ""
    promised_on: date | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Marks what the office records from paper, with the scan; None in its place means that the unit acts itself."""

    scan: tuple[files.Upload, ...]


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
    evidence: tuple[files.Upload, ...] = (),
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Event:
    """Sends the answer to one measure: accepted with a day, another way with a day, already done, or refused with reasons."""
    on = on or clock.civil_day(at)
    _require_day(on, at=at)
    if on < _require_served(measure):
        raise Refused(_("This day lies before the letter was received."), field="on")
    require_complete(draft, on=on)
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["measure.answer"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            to=draft.attitude,
            on=on,
            text=draft.text,
            expected_moves=expected_moves,
            details={"attitude": draft.attitude, "promised_on": _iso(draft.promised_on)},
            values={"promised_on": draft.promised_on},
        )
        _keep(access=access, at=at, measure=measure, draft=draft)
        _promise(measure=measure, event=event, on=draft.promised_on, former=None, reason="", at=at)
        _attach(access=access, at=at, measure=measure, event=event, uploads=(*evidence, *(paper.scan if paper else ())))
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
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
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
            details={"attitude": draft.attitude, "promised_on": _iso(draft.promised_on)},
            values={"promised_on": draft.promised_on},
        )
        _keep(access=access, at=at, measure=measure, draft=draft)
        _promise(measure=measure, event=event, on=draft.promised_on, former=former, reason=reason, at=at)
        _attach(access=access, at=at, measure=measure, event=event, uploads=paper.scan if paper else ())
    return event


def _keep(*, access: Access, at: datetime, measure: Measure, draft: AnswerDraft) -> None:
    Answer.objects.filter(measure=measure, sent_at__isnull=True).delete()
    Answer.objects.create(
        measure=measure, round=measure.round, saved_by_id=access.person_id, saved_at=at, sent_at=at, **vars(draft)
    )


def require_complete(draft: AnswerDraft, *, on: date) -> None:
    """Raises Refused at the field that an answer still lacks before it can be sent."""
    if draft.attitude not in Attitude.values:
        raise Refused(_("Choose how you answer this measure."), field="attitude")
    if draft.attitude in {Attitude.ACCEPTED, Attitude.OTHER_WAY}:
        if draft.promised_on is None:
            raise Refused(_("Promise a day by which it will be done."), field="promised_on")
        if draft.promised_on < on:
            raise Refused(
                _("The promised day lies in the past. For what is done already, say so."), field="promised_on"
            )
    elif draft.promised_on is not None:
        raise Refused(_("A day belongs only to what is still to be done."), field="promised_on")
    if draft.attitude != Attitude.ACCEPTED and not draft.text.strip():
        words = {
            Attitude.REFUSED: _("Write the reasons for refusing."),
            Attitude.OTHER_WAY: _("Write in which other way it will be done."),
            Attitude.ALREADY_DONE: _("Write what was done before the letter came."),
        }
        raise Refused(words[Attitude(draft.attitude)], field="text")


def _promise(
    *, measure: Measure, event: Event, on: date | None, former: date | None, reason: str, at: datetime
) -> None:
    about = ledger.subject_name(measure)
    clocks.stop(what=Trigger.CLAIMED, suggestion=measure.suggestion, event=event, on=event.taken_on, about=about)
    if on is None:
        return
    Promise.objects.create(measure=measure, promised_on=on, former_on=former, reason=reason, made_at=at)
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
    _require_served(measure)
    if to < clock.civil_day(at):
        raise Refused(_("The new day lies in the past."), field="promised_on")
    if to == measure.promised_on:
        raise Refused(_("This is the day already promised."), field="promised_on")
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    former = measure.promised_on
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["measure.move_promise"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"former": _iso(former), "promised_on": to.isoformat()},
            values={"promised_on": to},
        )
        _promise(measure=measure, event=event, on=to, former=former, reason=reason, at=at)
        _attach(access=access, at=at, measure=measure, event=event, uploads=paper.scan if paper else ())
    return event


def log_progress(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    on: date,
    text: str,
    evidence: tuple[files.Upload, ...] = (),
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Progress:
    """Logs what was done on a day, with files as evidence."""
    _require_served(measure)
    _require_day(on, at=at)
    if not text.strip():
        raise Refused(_("Write what was done."), field="text")
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["measure.log_progress"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            on=on,
            text=text,
            expected_moves=expected_moves,
        )
        _attach(access=access, at=at, measure=measure, event=event, uploads=(*evidence, *(paper.scan if paper else ())))
        return Progress.objects.create(measure=measure, done_on=on, text=text.strip(), logged_at=at)


def claim(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    on: date,
    text: str,
    evidence: tuple[files.Upload, ...] = (),
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Claim:
    """Claims a measure done, with evidence; the promise clock stops. Raises Refused when nothing shows it."""
    _require_served(measure)
    _require_day(on, at=at)
    if not text.strip():
        raise Refused(_("Write what was done."), field="text")
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    about = ledger.subject_name(measure)
    if paper is None and not evidence and not _has_evidence(measure):
        raise Refused(_("Attach at least one file that shows it."), field="files")
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["measure.claim"],
            subject=measure,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            on=on,
            text=text,
            expected_moves=expected_moves,
            values={"claimed_on": on},
        )
        _attach(access=access, at=at, measure=measure, event=event, uploads=(*evidence, *(paper.scan if paper else ())))
        clocks.stop(what=Trigger.CLAIMED, suggestion=measure.suggestion, event=event, on=on, about=about)
        return Claim.objects.create(
            measure=measure,
            round=measure.round,
            claimed_on=on,
            text=text.strip(),
            claimed_by_id=None if paper else access.person_id,
            recorded_by_id=access.person_id,
        )


def _has_evidence(measure: Measure) -> bool:
    """Tells whether something was attached since the measure was last asked; what showed a former round does not show this."""
    about, suggestion = ledger.subject_name(measure), measure.suggestion
    asked_anew = suggestion.events.filter(subject=about, step__in=["new_round", "reword"]).order_by("-seq").first()
    since = asked_anew.seq if asked_anew else 0
    return suggestion.attachments.filter(about=about, event__seq__gt=since).exists()


def _require_day(on: date, *, at: datetime) -> None:
    if on > clock.civil_day(at):
        raise Refused(_("This day lies in the future."), field="on")


def _require_served(measure: Measure) -> date:
    """Returns the day of receipt; raises Refused before service: nothing is asked of the unit yet."""
    served_on = measure.suggestion.served_on
    if served_on is None:
        raise Refused(_("The letter was not served yet: nothing is asked of the unit."))
    return served_on


def _attach(*, access: Access, at: datetime, measure: Measure, event: Event, uploads: tuple[files.Upload, ...]) -> None:
    files.attach(
        files=uploads,
        suggestion=measure.suggestion,
        about=ledger.subject_name(measure),
        shown_to=Shown.BOTH,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""
