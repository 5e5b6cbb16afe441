"""Receives the written reply, composed from the unit's entries or entered from paper, or records that none came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions import answering, judging, postponing, withdrawing
from followups.actions.answering import AnswerDraft, Paper
from followups.documents.document_kinds import KINDS
from followups.models import Answer, Assessment, Outcome, Reply
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused, raise_first, refusals
from suggestions.actions import clocks, documents, files, ledger, objecting
from suggestions.actions.ledger import Actor
from suggestions.models import Measure, Suggestion
from suggestions.rules.counting import posted_in_time
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class ReplyDraft:
    """The facts of a reply letter; `received_on` is today in the portal and the day of receipt on paper.

    `evidence` holds, by the id of a measure, what is attached to the prepared answer that goes with the reply; `answers`
    what a reply on paper says of each measure that it speaks of.
    """

    signed_by: str
    signed_by_title: str = ""
    signed_as: str = ""
    text: str = ""
    reference: str = ""
    received_on: date | None = None
    posted_on: date | None = None
    attachments: tuple[files.Given, ...] = ()
    evidence: Mapping[int, tuple[files.Given, ...]] = field(default_factory=dict)
    # Why it replaces the reply that waits to be judged; asked for only where one does.
    replaces_because: str = ""
    answers: Mapping[int, AnswerDraft] = field(default_factory=dict)


def unsent(suggestion: Suggestion) -> list[tuple[Measure, Answer | None]]:
    """Returns the measures that still wait for an answer, each with its unsent draft."""
    drafts = {
        answer.measure_id: answer
        for answer in Answer.objects.filter(measure__suggestion=suggestion, sent_at__isnull=True)
    }
    return [(measure, drafts.get(measure.pk)) for measure in suggestion.measures.filter(state="asked")]


def reply(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    draft: ReplyDraft,
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> Reply:
    """Sends the written reply; in the portal every measure must be answered, and prepared answers go with it.

    From paper the office enters what came, with one scan for all measures; what it does not answer stays open. The reply clock stops
    on the day of receipt, or of posting when it was posted before expiry (CIVPL 85(4)).
    """
    today = clock.civil_day(at)
    received_on = (draft.received_on if paper else None) or today
    if not draft.signed_by.strip():
        raise Refused(_("Write who signs the reply for the unit."), field="signed_by")
    raise_first(day_faults(suggestion, received_on=received_on, posted_on=draft.posted_on, today=today))
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    admitted = files.admit((*draft.attachments, *(paper.scan if paper else ())))
    evidence = {key: files.admit(each, field=f"evidence_{key}") for key, each in draft.evidence.items()}
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        judging.require_in_force(locked)
        if paper is None:
            _send_prepared(access=access, at=at, suggestion=suggestion, evidence=evidence)
        else:
            _answer_from_paper(access=access, at=at, suggestion=suggestion, draft=draft, on=received_on)
        return _receive(
            access=access,
            at=at,
            suggestion=suggestion,
            draft=draft,
            paper=paper,
            expected_moves=expected_moves,
            on=received_on,
            attachments=admitted,
            is_after_absence=locked.reply_state == "none",
            is_another=locked.reply_state == "received",
        )


def _receive(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    draft: ReplyDraft,
    paper: Paper | None,
    expected_moves: int | None,
    on: date,
    attachments: tuple[files.Admitted, ...],
    is_after_absence: bool,
    is_another: bool,
) -> Reply:
    """Receives the reply; where it was said that none came, that is the outcome no more, and the reply is to be judged.

    `is_another`: a reply waits to be judged. Who says why replaces it, and is stale without having known of it. Whether the unit was in time stays as the first one said.
    """
    former = withdrawing.current_reply(suggestion) if is_another and draft.replaces_because.strip() else None
    values: dict[str, object] = {"replied_on": on, "outcome": ""} if is_after_absence else {"replied_on": on}
    event = ledger.take(
        step=TABLE["reply.replace" if former else "reply.receive"],
        subject=suggestion,
        actor=Actor(access=access, paper=paper is not None),
        at=at,
        on=on,
        text=draft.replaces_because if former else draft.text,
        expected_moves=expected_moves,
        details={
            "signed_by": draft.signed_by,
            "posted_on": draft.posted_on.isoformat() if draft.posted_on else "",
            **files.said(attachments),
        },
        values=values,
    )
    row = Reply.objects.create(
        suggestion=suggestion,
        round=suggestion.round,
        received_on=on,
        posted_on=draft.posted_on,
        signed_by=draft.signed_by.strip(),
        signed_by_title=draft.signed_by_title.strip(),
        signed_as=draft.signed_as,
        reference=draft.reference.strip(),
        text=draft.text.strip(),
        from_paper=paper is not None,
        received_at=at,
        replaces=former,
    )
    if former is not None:
        withdrawing.set_aside(former, at=at, reason=draft.replaces_because, event=event)
    files.attach(
        files=attachments,
        suggestion=suggestion,
        about=ledger.subject_name(row),
        shown_to=Shown.BOTH,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )
    if paper is None:
        row.document = documents.keep(kind=KINDS["reply"], record=row, suggestion=suggestion, at=at)
        row.save(update_fields=["document"])
    postponing.fall_away(actor=Actor(access=access, paper=paper is not None), at=at, suggestion=suggestion)
    clocks.stop(what=Trigger.REPLIED, suggestion=suggestion, event=event, on=_counts_from(suggestion, draft, on=on))
    clocks.happened(what=Trigger.REPLIED, suggestion=suggestion, event=event, on=on)
    return row


def _counts_from(suggestion: Suggestion, draft: ReplyDraft, *, on: date) -> date:
    """Returns the day that decides whether the reply is in time: that of posting before expiry, else that of receipt."""
    running = suggestion.clocks.running().of_reply().first()
    if draft.posted_on is None or running is None:
        return on
    return draft.posted_on if posted_in_time(posted_on=draft.posted_on, due_on=running.due_on) else on


def day_faults(
    suggestion: Suggestion, *, received_on: date | None, posted_on: date | None, today: date
) -> Iterator[Refused]:
    """Yields what is wrong unless the letter was served, the reply posted, and received, in this order and not after today."""
    served_on = suggestion.served_on
    yield from refusals(lambda: days.require(received_on, meaning=DayMeaning.PAST, today=today, field="received_on"))
    if served_on and received_on and received_on < served_on:
        yield Refused(_("The reply cannot have come before the letter was served."), field="received_on")
    if posted_on and received_on and posted_on > received_on:
        yield Refused(_("The reply cannot have come before it was posted."), field="posted_on")
    if posted_on and served_on and posted_on < served_on:
        yield Refused(_("The reply cannot have been posted before the letter was served."), field="posted_on")


def _send_prepared(
    *, access: Access, at: datetime, suggestion: Suggestion, evidence: Mapping[int, tuple[files.Admitted, ...]]
) -> None:
    waiting = unsent(suggestion)
    for measure, prepared in waiting:
        number = measure.position
        if prepared is None:
            raise Refused(_("Measure %(number)d is not answered yet.") % {"number": number}, field="measures")
        draft = AnswerDraft.of(prepared)
        try:
            answering.send(access=access, at=at, measure=measure, draft=draft, evidence=evidence.get(measure.pk, ()))
        except Refused as refused:
            raise Refused(
                _("Measure %(number)d: %(why)s") % {"number": number, "why": refused}, field="measures"
            ) from refused


def _answer_from_paper(*, access: Access, at: datetime, suggestion: Suggestion, draft: ReplyDraft, on: date) -> None:
    """Records what the reply says of each measure; the scan is kept once, with the reply."""
    for measure, _prepared in unsent(suggestion):
        said = draft.answers.get(measure.pk)
        if said is None:
            continue
        try:
            answering.send(
                access=access, at=at, measure=measure, draft=said, on=on, paper=Paper(scan=(), is_with_reply=True)
            )
        except Refused as refused:
            words = _("Measure %(number)d: %(why)s") % {"number": measure.position, "why": refused}
            raise Refused(words, field=f"{refused.field}-{measure.pk}") from refused


def lacking_for_absence(suggestion: Suggestion, *, today: date) -> list[str]:
    """Returns, in words, what must happen before it may be said that no reply came (P19 Art. 25).

    An urging counts for the period in which it was given: one of a former round says nothing of this one.
    """
    due = suggestion.clocks.running().of_reply().order_by("-due_on").first()
    found = []
    if due and today <= due.due_on:
        found.append(_("The period still runs until %(day)s.") % {"day": due.due_on.isoformat()})
    elif due and due.agreed_on and today <= due.agreed_on:
        found.append(_("A later day was agreed: %(day)s.") % {"day": due.agreed_on.isoformat()})
    urgings = suggestion.urgings.filter(urged_on__gte=due.started_on) if due else suggestion.urgings.all()
    if not urgings.exists():
        found.append(_("The unit has not been urged yet. Urge it first."))
    return found


def record_absence(
    *, access: Access, at: datetime, suggestion: Suggestion, reason: str, expected_moves: int | None = None
) -> None:
    """Records that no reply came, after the due day has passed and the unit was urged (P19 Art. 25)."""
    with transaction.atomic():
        judging.require_in_force(ledger.lock(suggestion))
        lacking = lacking_for_absence(suggestion, today=clock.civil_day(at))
        if lacking:
            raise Refused(" ".join(lacking), article=_("Provisions, Art. 25"))
        event = ledger.take(
            step=TABLE["reply.record_absence"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            values={"outcome": Outcome.NOT},
        )
        clocks.stop(what=Trigger.REPLIED, suggestion=suggestion, event=event, on=event.taken_on)
        Assessment.objects.create(
            suggestion=suggestion,
            verdict="none",
            outcome=Outcome.NOT,
            reasons=reason,
            proposed_by_id=access.person_id,
            proposed_at=at,
            countersigned_by_id=None,
            countersigned_at=at,
        )
