"""Starts and stops clocks when something happens, by the rows of the terms table; nothing else computes a due day."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from organs import days
from organs.refusals import Refused
from organs.roles import Side
from suggestions.documents import governing, reply_period
from suggestions.models import CalendarDay, CalendarYear, Clock, Event, Suggestion
from suggestions.models.clock import ClockQuerySet
from suggestions.rules import terms
from suggestions.rules.acts import Act
from suggestions.rules.calendar_changes import CalendarChange
from suggestions.rules.counting import count
from suggestions.rules.derivations import CountedTerm
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.pauses import Pause
from suggestions.rules.plain_values import Json
from suggestions.rules.rest_days import CalendarRow, RestDays, RowKind
from suggestions.rules.term_rows import TERMS, MeasuredBy, Term, Trigger

WINDOW = 800  # days
#: Which act of the case an event is, where a version of its kind may govern it.
ACTS: Mapping[Trigger, Act] = {
    Trigger.INVESTIGATION_DECIDED: Act.OPENING,
    Trigger.APPROVED: Act.APPROVAL,
    Trigger.ISSUED: Act.ISSUE,
    Trigger.SERVED: Act.SERVICE,
    Trigger.OBJECTION_RAISED: Act.OBJECTION,
    Trigger.REPLY_DUE: Act.EXAMINATION,
    Trigger.CLOSED: Act.CLOSING,
}
# What is sent to the procuratorate above, if there is one.
FILINGS = frozenset({Trigger.FILED, Trigger.PAPER_FILED})
# What runs from the end of the period of rectification, by itself.
FOLLOWING = frozenset(term.key for term in TERMS if term.starts_with is Trigger.REPLY_DUE)


def happened(
    *,
    what: Trigger,
    suggestion: Suggestion,
    event: Event,
    on: date,
    about: str = "",
) -> list[Clock]:
    """Stops the clocks that this stops and starts those that it starts; returns the started ones."""
    stop(what=what, suggestion=suggestion, event=event, on=on, about=about)
    law_day = _law_day(suggestion, what=what, on=on)
    started = [
        start(suggestion=suggestion, term=term, event=event, on=on, length=term.length, about=about)
        for term in terms.starting(event=what, kind_key=suggestion.kind, on=law_day)
        if term.measured_by is MeasuredBy.ROW and term.length and _has_addressee(term, suggestion)
    ]
    if what is Trigger.SERVED:
        started += _served(suggestion=suggestion, event=event, on=on)
    return started


def _law_day(suggestion: Suggestion, *, what: Trigger, on: date) -> date:
    """Returns the day whose terms an event starts: of what no version of a kind governs, the day itself."""
    act = ACTS.get(what)
    return governing.law_day(suggestion, act=act, on=on) if act else on


def _has_addressee(term: Term, suggestion: Suggestion) -> bool:
    """Tells whether the duty can be met: the Supreme, or an office with no known parent, files with nobody."""
    return term.stopped_by not in FILINGS or suggestion.procuratorate.parent_id is not None


def _served(*, suggestion: Suggestion, event: Event, on: date) -> list[Clock]:
    letter = suggestion.current_letter
    reply = reply_term(suggestion=suggestion, on=on)
    rectification = start(suggestion=suggestion, term=reply, event=event, on=on, length=reply.length)
    started = [
        rectification,
        *happened(what=Trigger.REPLY_DUE, suggestion=suggestion, event=event, on=rectification.due_on),
    ]
    if letter.objection_amount and letter.has_objection_period:
        length = Length(letter.objection_amount, LengthUnit(letter.objection_unit))
        try:
            term = terms.find("objection", on=on)
        except terms.NotInForce as early:
            raise Refused(str(early), field="received_on") from early
        started.append(start(suggestion=suggestion, term=term, event=event, on=on, length=length))
    return started


def expected(*, suggestion: Suggestion, on: date) -> list[tuple[Term, date]]:
    """Returns the periods of the unit that service on that day would begin, each with its last day; it starts none."""
    letter, region = suggestion.current_letter, suggestion.procuratorate.region_code
    reply = reply_term(suggestion=suggestion, on=on)
    found = [(reply, reply.length)]
    if letter.objection_amount and letter.has_objection_period:
        length = Length(letter.objection_amount, LengthUnit(letter.objection_unit))
        found.append((terms.find("objection", on=on), length))
    return [(term, counted_from(on=on, length=length, region=region).due_on) for term, length in found if length]


def reply_term(*, suggestion: Suggestion, on: date) -> Term:
    """Returns the term of the reply as the letter prints it; raises Refused when the rule fixes another period.

    A period that was right when the letter was issued is no fault of it: the rule of the day of receipt then governs.
    """
    letter = suggestion.current_letter
    length = Length(letter.reply_amount, LengthUnit(letter.reply_unit)) if letter.reply_amount else None
    find = partial(reply_period.governing, suggestion=suggestion, urgent=letter.is_urgent)
    try:
        return find(on=on, set_length=length)
    except terms.PeriodFixed as fixed:
        if suggestion.issued_on and _allowed(partial(find, on=suggestion.issued_on, set_length=length)):
            return find(on=on)
        raise Refused(str(fixed), field="reply_amount") from fixed
    except terms.NotInForce as early:
        raise Refused(str(early), field="reply_amount") from early


def _allowed(find: Callable[[], Term]) -> bool:
    try:
        find()
    except (terms.PeriodFixed, terms.NotInForce):
        return False
    return True


def start(
    *,
    suggestion: Suggestion,
    term: Term,
    event: Event,
    on: date,
    length: Length | None = None,
    due_on: date | None = None,
    about: str = "",
) -> Clock:
    """Starts one clock, counted from a length or set to a day; an equal running clock is stopped first."""
    running = suggestion.clocks.running().filter(term=term.key, about=about)
    running.update(stopped_on=on, stopped_by=event)
    values: dict[str, object] = {}
    if due_on is None:
        if length is None:
            raise Refused(_("This clock needs a day or a length."))
        counted = counted_from(on=on, length=length, region=suggestion.procuratorate.region_code)
        values = {
            "amount": length.amount,
            "unit": length.unit,
            "is_provisional": counted.is_provisional,
            "derivation": counted.to_json(),
        }
        due_on = counted.due_on
    return Clock.objects.create(
        suggestion=suggestion,
        term=term.key,
        rule_version=term.rule_version,
        owes=term.owes,
        about=about,
        round=suggestion.round,
        started_by=event,
        started_on=on,
        due_on=due_on,
        **values,
    )


def stop(*, what: Trigger, suggestion: Suggestion, event: Event, on: date, about: str = "") -> int:
    """Stops the running clocks whose term ends with this; returns how many."""
    running = suggestion.clocks.running().filter(term__in=_ended_by(what), about=about)
    return running.update(stopped_on=on, stopped_by=event)


def _ended_by(what: Trigger | None) -> set[str]:
    return {term.key for term in TERMS if term.stopped_by is what}


def stop_those_of(*, what: Trigger, suggestion: Suggestion, event: Event, on: date) -> int:
    """Stops the running clocks that this had started, since it counts no more; returns how many."""
    keys = {term.key for term in TERMS if term.starts_with is what}
    return suggestion.clocks.running().filter(term__in=keys).update(stopped_on=on, stopped_by=event)


def stop_all(
    *, suggestion: Suggestion, event: Event, on: date, side: Side | None = None, but: Trigger | None = None
) -> int:
    """Stops every running clock, or every clock of one side: a dropped or withdrawn suggestion asks nothing.

    What waits for `but` goes on.
    """
    running = suggestion.clocks.running().exclude(term__in=_ended_by(but))
    if side:
        running = running.owed_by(side)
    return running.update(stopped_on=on, stopped_by=event)


def move(
    *, clock: Clock, due_on: date, reason: str, event: Event, derivation: Mapping[str, Json] | None = None
) -> None:
    """Gives a clock another legal day; the former one stays with the reason and the event. An agreed day that the
    legal one reaches has no meaning any more, and stays with the former day."""
    former = {
        "due_on": clock.due_on.isoformat(),
        "agreed_on": clock.agreed_on.isoformat() if clock.agreed_on else "",
        "reason": reason,
        "event": event.seq,
        "at": event.recorded_at.isoformat(),
        "derivation": clock.derivation,
    }
    clock.former = [*clock.former, former]
    clock.due_on, clock.derivation = due_on, derivation or {}
    clock.is_provisional = bool(derivation and derivation.get("awaited_years"))
    if clock.agreed_on and clock.agreed_on <= due_on:
        clock.agreed_on = None
    clock.save(update_fields=["due_on", "former", "derivation", "is_provisional", "agreed_on"])
    if clock.is_of_reply:
        move_followers(leader=clock, reason=reason, event=event)


def followers(leader: Clock) -> ClockQuerySet:
    """Returns the clocks of the same round that run, or are suspended, from the end of this period of rectification."""
    found = leader.suggestion.clocks.filter(term__in=sorted(FOLLOWING), round=leader.round)
    return found.filter(Q(stopped_on=None) | Q(stopped_by__track="examination", stopped_by__step="suspend"))


def move_followers(*, leader: Clock, reason: str, event: Event) -> None:
    """Counts again, from the day on which a period ends now, what runs from its end (PIL21 Art. 47)."""
    for row in followers(leader).select_related("suggestion__procuratorate"):
        counted = counted_again(row, on=leader.due_on)
        Clock.objects.filter(pk=row.pk).update(started_on=leader.due_on, derivation=counted.to_json())
        if counted.due_on != row.due_on:
            move(clock=row, due_on=counted.due_on, reason=reason, event=event, derivation=counted.to_json())


def recount(*, suggestion: Suggestion, event: Event, on: date, reason: str) -> list[Clock]:
    """Counts again, from a corrected day, the clocks that the service started; one set to a day by a person stays."""
    moved = []
    begun = suggestion.clocks.filter(started_by__track="document", started_by__step="serve")
    counted_from_service = begun.filter(derivation__has_key="start_on").exclude(amount=None)
    for clock in counted_from_service.exclude(term__in=sorted(FOLLOWING)):
        counted = counted_again(clock, on=on)
        move(clock=clock, due_on=counted.due_on, reason=reason, event=event, derivation=counted.to_json())
        clock.started_on = on
        clock.save(update_fields=["started_on"])
        moved.append(clock)
    return moved


def counted_again(
    clock: Clock,
    *,
    on: date | None = None,
    prolonged: tuple[Length, ...] = (),
    pauses: tuple[Pause, ...] = (),
    days: RestDays | None = None,
) -> CountedTerm:
    """Counts a clock again under the rule that it keeps, with all that prolonged and paused it, and what is added now.

    `on` is a corrected start; `days` spares reading the calendar once for each of many clocks. Raises Refused for a
    clock whose day was set and never counted.
    """
    before = derivation_of(clock)
    start = on or clock.started_on
    return count(
        start=start,
        length=before.length,
        days=days or rest_days(first=start, last=start),
        region=clock.suggestion.procuratorate.region_code or None,
        make_up_days_work=settings.MAKE_UP_DAYS_WORK,
        prolonged=(*before.prolonged, *prolonged),
        pauses=(*before.pauses, *pauses),
    )


def derivation_of(clock: Clock) -> CountedTerm:
    """Returns how the present day of a clock was counted; raises Refused when it was set."""
    if not clock.derivation.get("start_on"):
        raise Refused(_("This day was set, not counted from a period."))
    return CountedTerm.from_json(clock.derivation)


def counted_from(*, on: date, length: Length, region: str = "") -> CountedTerm:
    """Counts a term on the calendar as it is entered today."""
    return count(
        start=on,
        length=length,
        days=rest_days(first=on, last=on),
        region=region or None,
        make_up_days_work=settings.MAKE_UP_DAYS_WORK,
    )


def rest_days(*, first: date, last: date, change: CalendarChange | None = None) -> RestDays:
    """Returns the calendar from the table, for a window that no term of ours leaves that starts between the two days.

    With `change`, as it would be after that.
    """
    found = CalendarDay.objects.filter(day__range=(days.later(first, days=-40), days.later(last, days=WINDOW)))
    rows = [CalendarRow(row.day, RowKind(row.kind), row.name, row.region) for row in found]
    published = frozenset(CalendarYear.objects.values_list("year", flat=True))
    return RestDays(
        rows=change.rows(rows) if change else rows,
        published_years=change.years(published) if change else published,
        regional_days_move_deadlines=settings.REGIONAL_DAYS_MOVE_DEADLINES,
    )
