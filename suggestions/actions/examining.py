"""Examines, after a public-interest letter, whether to sue; a suspension stops this clock, never the unit's (PIL21 47, 78)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organs import clock
from organs.access import Access
from organs.refusals import Refused
from organs.roles import Side
from organs.words import listed
from suggestions.actions import case_papers, clocks, documents, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import document_facts
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Clock, Event, Suggestion
from suggestions.rules import ending_grounds, terms
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.pauses import Pause, PauseCause
from suggestions.rules.states import EXAMINATION, MEASURE
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import TERMS, Trigger
from suggestions.rules.unperformed import UNPERFORMED

TERM = "examination_pil"
RULE_FROM = min(term.valid_from for term in TERMS if term.key == TERM)
MOST_MONTHS = 12
#: How a public-interest suit ends.
SUIT_RESULTS = {
    "judged": gettext_lazy("Judged"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "performed": gettext_lazy("The duty was performed while the suit ran"),
}


def begin(*, access: Access, at: datetime, suggestion: Suggestion, expected_moves: int | None = None) -> None:
    """Begins the examination; its month runs from the end of the rectification period, by analogy from a reopening.

    That month was set when the letter was served: who begins early, after a reply, moves no day.
    """
    today = clock.civil_day(at)
    with transaction.atomic():
        lacking = not_yet(ledger.lock(suggestion), today=today)
        if lacking:
            raise Refused(lacking, article=_("PIL Case Rules, Art. 47"))
        event = ledger.take(
            step=TABLE["examination.begin"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
        )
        _start_clock(suggestion, event=event, today=today)


def begin_those_due(*, at: datetime) -> int:
    """Begins every examination whose rectification period has ended, whatever was answered; returns how many (PIL21 47)."""
    awaited = _awaited(clock.civil_day(at)).values_list("pk", flat=True)
    return sum(begin_if_due(suggestion=Suggestion(pk=pk), at=at) for pk in list(awaited))


def begin_if_due(*, suggestion: Suggestion, at: datetime) -> bool:
    """Begins the examination of one suggestion, by itself, where its rectification period has ended; returns whether."""
    today = clock.civil_day(at)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if not _awaited(today).filter(pk=locked.pk).exists():
            return False
        event = ledger.take_by_time(step=TABLE["examination.begin"], suggestion=locked, at=at)
        _start_clock(locked, event=event, today=today)
        return True


def _awaited(today: date) -> QuerySet[Suggestion]:
    """Returns the suggestions whose examination has not begun although the period of rectification is over."""
    ends = Clock.objects.of_reply().filter(suggestion=OuterRef("pk"))
    return Suggestion.objects.filter(
        Exists(ends.filter(due_on__gte=RULE_FROM, due_on__lt=today)),
        ~Exists(ends.filter(due_on__gte=today)),
        kind__in=sorted(TABLE["examination.begin"].kinds or ()),
        document_state="served",
        case_state="open",
        examination_state="not_begun",
        round=1,
    ).order_by("pk")


def _start_clock(suggestion: Suggestion, *, event: Event, today: date) -> None:
    """Starts the month where it does not run already: a letter served before it began by itself, or another round."""
    if suggestion.clocks.running().filter(term=TERM).exists():
        return
    reply = suggestion.clocks.of_reply().order_by("-id").first()
    is_first = suggestion.round == 1 and not suggestion.clocks.filter(term=TERM).exists()
    on = reply.due_on if is_first and reply else today
    clocks.happened(what=Trigger.REPLY_DUE, suggestion=suggestion, event=event, on=on)


def not_yet(suggestion: Suggestion, *, today: date) -> str:
    """Returns, in words, why the examination cannot begin; "" when it can (PIL21 Art. 47)."""
    if suggestion.document_state != "served":
        return _("The examination follows service and the rectification period (PIL Case Rules, Art. 47).")
    if suggestion.case_state == "closed":
        return _("The case is closed. Reopen it first, with the new fact.")
    if suggestion.examination_state in EXAMINATION.of("over") and not _goes_on_since(suggestion):
        return _(
            "This examination has ended. Another one follows when a measure is asked for again or the case is reopened."
        )
    reply = suggestion.clocks.of_reply().order_by("-id").first()
    if suggestion.round == 1 and reply and reply.stopped_on is None and today <= reply.due_on:
        return _(
            "The rectification period still runs until %(day)s. The examination begins when it ends or a reply came."
        ) % {"day": reply.due_on.isoformat()}
    return ""


def _goes_on_since(suggestion: Suggestion) -> bool:
    """Tells whether the case was reopened, or a measure asked for in a new round, after the examination or the suit ended."""
    events = suggestion.events.order_by("-seq")
    ended = events.filter(track="examination", step__in=["end", "end_suit"]).first()
    anew = events.filter(Q(track="case", step="reopen") | Q(track="measure", step="new_round")).first()
    return bool(anew and (ended is None or anew.seq > ended.seq))


def is_unfinished(suggestion: Suggestion) -> bool:
    """Tells whether the chief procurator has still to end the examination, or to sue (PIL21 Art. 74, 79)."""
    if suggestion.examination_state == "not_begun":
        return suggestion.clocks.filter(term=TERM).exists()
    return suggestion.examination_state in EXAMINATION.of("under way")


def has_ended(suggestion: Suggestion) -> bool:
    """Tells whether the decision stands that the case ends: nothing is asked of the unit any more in this round (PIL21 Art. 80)."""
    return (
        suggestion.examination_state == "ended"
        and suggestion.papers.filter(kind="ending_decision", round=suggestion.round).exists()
        and not _goes_on_since(suggestion)
    )


def no_report(suggestion: Suggestion) -> str:
    """Returns, in words, that the report which the chief procurator decides on is not there yet; "" when it is (PIL21 Art. 79)."""
    if case_papers.report_of(suggestion):
        return ""
    return _("The chief procurator decides on the report that concludes the examination. It is not written yet.")


def suspend(
    *, access: Access, at: datetime, suggestion: Suggestion, reason: str, expected_moves: int | None = None
) -> None:
    """Suspends the examination; the days until it resumes are given back to its clock (PIL21 Art. 78)."""
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["examination.suspend"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
        )
        suggestion.clocks.running().filter(term=TERM).update(stopped_on=event.taken_on, stopped_by=event)
        case_papers.of_decision(
            kind="suspension_decision", suggestion=suggestion, event=event, by_id=access.person_id, text=reason
        )


def resume(
    *, access: Access, at: datetime, suggestion: Suggestion, reason: str, expected_moves: int | None = None
) -> None:
    """Resumes the examination: the clock runs again with the days of the suspension given back."""
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["examination.resume"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
        )
        case_papers.of_decision(
            kind="resumption_decision", suggestion=suggestion, event=event, by_id=access.person_id, text=reason
        )
        paused = suggestion.clocks.filter(term=TERM).select_related("suggestion__procuratorate").order_by("-id").first()
        if paused is None or paused.stopped_on is None:
            return
        # Before the period of rectification has ended, no day of the month runs that could be given back.
        stopped_on = max(paused.stopped_on, paused.started_on)
        pauses = (Pause(PauseCause.SUSPENSION, stopped_on, event.taken_on),) if stopped_on < event.taken_on else ()
        Clock.objects.filter(pk=paused.pk).update(stopped_on=None, stopped_by=None)
        paused.stopped_on = paused.stopped_by = None
        if not pauses:
            return
        counted = clocks.counted_again(paused, pauses=pauses)
        clocks.move(clock=paused, due_on=counted.due_on, reason=reason, event=event, derivation=counted.to_json())


def exclude_appraisal(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    from_on: date,
    to_on: date,
    reason: str,
    expected_moves: int | None = None,
) -> None:
    """Gives back the days of an appraisal, which do not count; the days lie within the examination (PIL21 Art. 48)."""
    with transaction.atomic():
        ledger.lock(suggestion)
        running = _running(suggestion)
        if not running.started_on <= from_on < to_on <= clock.civil_day(at):
            raise Refused(_("An appraisal lies between the start of the examination and today."), field="from_on")
        pause = Pause(PauseCause.APPRAISAL, from_on, to_on)
        if any(pause.overlaps(other) for other in clocks.derivation_of(running).pauses):
            raise Refused(_("Some of these days were given back already."), field="from_on")
        event = ledger.take(
            step=TABLE["examination.exclude_appraisal"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"from_on": from_on.isoformat(), "to_on": to_on.isoformat()},
        )
        counted = clocks.counted_again(running, pauses=(pause,))
        clocks.move(clock=running, due_on=counted.due_on, reason=reason, event=event, derivation=counted.to_json())


def extend(
    *, access: Access, at: datetime, suggestion: Suggestion, reason: str, expected_moves: int | None = None
) -> None:
    """Extends the examination once by the chief procurator, by the month that Art. 47 allows, before it has ended."""
    with transaction.atomic():
        lacking = cannot_extend(ledger.lock(suggestion), today=clock.civil_day(at))
        if lacking:
            raise Refused(lacking, article=_("PIL Case Rules, Art. 47"))
        running = _running(suggestion)
        governing = terms.governing(key=running.term, rule_version=running.rule_version)
        if governing is None or governing.extension is None:
            raise LookupError(f"no row of the terms extends {running.term} {running.rule_version}")
        _prolong(
            step="examination.extend",
            by=governing.extension,
            clock_row=running,
            access=access,
            at=at,
            reason=reason,
            expected_moves=expected_moves,
        )


def extend_further(
    *, access: Access, at: datetime, suggestion: Suggestion, months: int, reason: str, expected_moves: int | None = None
) -> None:
    """Extends it further by the next-higher procuratorate, which sets the months: the article names none."""
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(_("Extend it by one to twelve months."), field="months")
    with transaction.atomic():
        lacking = cannot_extend(ledger.lock(suggestion), today=clock.civil_day(at), further=True)
        if lacking:
            raise Refused(lacking, article=_("PIL Case Rules, Art. 47"))
        _prolong(
            step="examination.extend_further",
            by=Length(months, LengthUnit.MONTHS),
            clock_row=_running(suggestion),
            access=access,
            at=at,
            reason=reason,
            expected_moves=expected_moves,
        )


def cannot_extend(suggestion: Suggestion, *, today: date, further: bool = False) -> str:
    """Returns, in words, why the examination cannot be extended now; "" when it can (PIL21 Art. 47)."""
    running = suggestion.clocks.running().filter(term=TERM).first()
    if running is None:
        return _("The examination does not run.")
    if running.due_on < today:
        return _("The examination ended on %(day)s; it is extended before it ends.") % {
            "day": running.due_on.isoformat()
        }
    is_extended = bool(clocks.derivation_of(running).prolonged)
    if further and not is_extended:
        return _("The chief procurator extends it first, once; the next-higher procuratorate after that.")
    if is_extended and not further:
        return _(
            "The chief procurator has extended it already; only the next-higher procuratorate may extend it further."
        )
    return ""


def _running(suggestion: Suggestion) -> Clock:
    """Returns the clock of the examination; a step out of turn is left to the table."""
    running = suggestion.clocks.running().filter(term=TERM).first()
    if running is None:
        raise Refused(_("The examination does not run."))
    running.suggestion = suggestion
    return running


def _prolong(
    *, step: str, by: Length, clock_row: Clock, access: Access, at: datetime, reason: str, expected_moves: int | None
) -> None:
    event = ledger.take(
        step=TABLE[step],
        subject=clock_row.suggestion,
        actor=Actor(access=access),
        at=at,
        text=reason,
        expected_moves=expected_moves,
        details={"months": by.amount},
    )
    counted = clocks.counted_again(clock_row, prolonged=(by,))
    clocks.move(clock=clock_row, due_on=counted.due_on, reason=reason, event=event, derivation=counted.to_json())


def end(
    *, access: Access, at: datetime, suggestion: Suggestion, ground: str, reason: str, expected_moves: int | None = None
) -> None:
    """Ends the examination without suit, on the report; the decision that the case ends is served on the organ (PIL21 Art. 74, 80).

    `ground` is one of those that the article lists; the event keeps it, and the decision names it.
    """
    if ground not in ending_grounds.GROUNDS:
        raise Refused(_("Say on which ground of the article the case ends."), field="ground")
    with transaction.atomic():
        if against := contradiction(ledger.lock(suggestion), ground=ground):
            raise Refused(against, field="ground", article=_("PIL Case Rules, Art. 74(1), Art. 80"))
        event = _finish(
            "examination.end",
            access=access,
            at=at,
            suggestion=suggestion,
            reason=reason,
            expected_moves=expected_moves,
            details={"ending_ground": ground},
        )
        clocks.stop_all(suggestion=suggestion, event=event, on=event.taken_on, side=Side.UNIT)
        case_papers.end_by_decision(suggestion=suggestion, event=event, by_id=access.person_id, text=reason)


def contradiction(suggestion: Suggestion, *, ground: str) -> str:
    """Returns what speaks against a ground: what is noted as not performed, or measures that are not done; "" where nothing does.

    A measure that was refused, promised, claimed and not verified, or that fell back, is not done.
    """
    noted = document_facts.noted_unperformed(suggestion)
    if ending_grounds.GROUNDS[ground].says_duty_is_performed and noted and noted.keys:
        words = _(
            "It stands noted that the duty is not performed: %(items)s (Art. 82). Note first what applies now, or choose "
            "another ground."
        )
        return words % {"items": listed(str(UNPERFORMED[key].label) for key in noted.keys)}
    if not ending_grounds.GROUNDS[ground].says_all_is_done:
        return ""
    measures = suggestion.measures.exclude(state__in=sorted(MEASURE.of("holds") | MEASURE.of("ended") | {"proposed"}))
    undone = [f"{each.position} ({MEASURE[each.state].label})" for each in measures.order_by("position")]
    if not undone:
        return ""
    return _(
        "This ground says that every measure was taken, and not verified as done is: measure %(numbers)s. Verify it first,"
        " or choose another ground."
    ) % {"numbers": listed(undone)}


def sue(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reason: str,
    claims: str = "",
    court: str = "",
    statement_of_claim: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> None:
    """Records that public-interest litigation was brought (PIL21 Art. 81).

    The statement of claim is the uploaded one, or is printed from the claims for the court; it is filed within five days (Art. 46).
    """
    if not statement_of_claim and not claims.strip():
        raise Refused(_("Write the claims of the suit, or add the statement of claim."), field="claims")
    admitted = files.admit(statement_of_claim, field="statement_of_claim")
    with transaction.atomic():
        event = _finish(
            "examination.sue", access=access, at=at, suggestion=suggestion, reason=reason, expected_moves=expected_moves
        )
        paper = case_papers.of_step(
            kind="statement_of_claim",
            suggestion=suggestion,
            event=event,
            by_id=access.person_id,
            text=claims.strip(),
            addressee=court.strip(),
        )
        if not admitted:
            documents.keep(kind=KINDS["statement_of_claim"], record=paper, suggestion=suggestion, at=at)
        files.attach(
            files=admitted,
            suggestion=suggestion,
            about=ledger.subject_name(paper),
            shown_to=Shown.OFFICE,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )


def note_unperformed(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    grounds: Collection[str],
    note: str = "",
    expected_moves: int | None = None,
) -> None:
    """Notes which items of Art. 82 apply, in place of what was noted before; none says that the duty is performed."""
    if not set(grounds) <= set(UNPERFORMED):
        raise Refused(_("Choose among what the article lists."), field="grounds")
    with transaction.atomic():
        ledger.take(
            step=TABLE["examination.note_unperformed"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=note,
            expected_moves=expected_moves,
            details={"unperformed": ",".join(key for key in UNPERFORMED if key in grounds)},
        )


def end_suit(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    on: date,
    result: str,
    reason: str,
    expected_moves: int | None = None,
) -> None:
    """Records how a suit ended: judged, withdrawn or settled, and whether the duty was performed; then the case may be closed."""
    if result not in SUIT_RESULTS:
        raise Refused(_("Say how the suit ended."), field="result")
    if on > clock.civil_day(at):
        raise Refused(_("This day lies in the future."), field="on")
    with transaction.atomic():
        sued = ledger.lock(suggestion).events.filter(track="examination", step="sue").order_by("-seq").first()
        if sued is not None and on < sued.taken_on:
            raise Refused(_("The suit cannot have ended before it was brought."), field="on")
        if result == "withdrawn" and (lacking := _no_withdrawal(suggestion)):
            raise Refused(lacking, field="result", article=_("PIL Case Rules, Art. 84"))
        ledger.take(
            step=TABLE["examination.end_suit"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=reason,
            expected_moves=expected_moves,
            details={"result": result},
        )


def _no_withdrawal(suggestion: Suggestion) -> str:
    """Returns, in words, that nobody decided to withdraw the suit of this round; "" where the decision is there (PIL21 84)."""
    if suggestion.papers.filter(kind="suit_withdrawal", round=suggestion.round).exists():
        return ""
    return _("The chief procurator decides first that the suit is withdrawn.")


def _finish(
    step: str,
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reason: str,
    expected_moves: int | None,
    details: ledger.Details | None = None,
) -> Event:
    with transaction.atomic():
        event = ledger.take(
            step=TABLE[step],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details=details,
        )
        if lacking := no_report(suggestion):
            raise Refused(lacking, article=_("PIL Case Rules, Art. 79"))
        clocks.stop(what=Trigger.EXAMINED, suggestion=suggestion, event=event, on=event.taken_on)
        return event
