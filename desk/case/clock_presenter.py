"""Clocks as readers of either side see them: whose duty, which day, and why that day; counts nothing itself."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from desk import wording
from desk.case import derivation_steps
from desk.components import Action, ClockCard
from organs.roles import Side
from organs.words import listed
from suggestions.models import Clock, Suggestion
from suggestions.rules import duties
from suggestions.rules.part_names import PartName

# A clock that such a step stops was not met: the duty itself ended or got another day.
SET_ASIDE = frozenset(
    {
        "document.withdraw",
        "document.drop",
        "document.modify",
        "measure.move_promise",
        "measure.revise",
        "measure.freeze",
        "measure.drop",
        "measure.reword",
        "reply.record_absence",
        "case.reopen",
        "examination.suspend",
        "visit.call_off",
    }
)


def clock_shapes(
    suggestion: Suggestion, *, today: date, reader: Side, of_reply: Sequence[Action] = ()
) -> tuple[list[ClockCard], list[ClockCard]]:
    """Returns the running clocks that the reader may see, nearest first, and the stopped ones, latest first.

    `of_reply` is what may be done with the day of the reply; a clock that a suspension halts stands among the running.
    """
    rows = suggestion.clocks.select_related("started_by", "stopped_by").order_by("due_on", "id")
    found = numbers(suggestion)
    running: list[ClockCard] = []
    stopped: list[ClockCard] = []
    for clock in rows:
        if not is_shown(clock, reader=reader):
            continue
        clock.suggestion = suggestion
        actions = of_reply if clock.is_of_reply else ()
        shape = clock_shape(clock, today=today, reader=reader, numbers=found, actions=actions)
        (stopped if shape.state == "still" and not is_halted(clock) else running).append(shape)
    return running, stopped[::-1]


def numbers(suggestion: Suggestion) -> dict[str, int]:
    """Returns the number of each measure by what its clocks are about."""
    return {
        str(PartName("measure", pk)): position for pk, position in suggestion.measures.values_list("pk", "position")
    }


def is_shown(clock: Clock, *, reader: Side) -> bool:
    """Tells whether a reader may know of a clock: the unit of its own, and of how long its objection is weighed."""
    return reader == Side.OFFICE or clock.duty.is_open


def is_halted(clock: Clock) -> bool:
    """Tells whether a clock stands still until the examination resumes (PIL21 Art. 78)."""
    by = clock.stopped_by
    return bool(by and by.step == "suspend" and clock.suggestion.examination_state == "suspended")


def address(clock: Clock, *, reader: Side) -> str:
    """Returns the page that says why it is this day."""
    return reverse("portal-clock" if reader == Side.UNIT else "clock", args=[clock.pk]) if clock.pk else ""


def clock_shape(
    clock: Clock,
    *,
    today: date,
    reader: Side,
    numbers: Mapping[str, int] | None = None,
    is_open: bool = False,
    actions: Sequence[Action] = (),
) -> ClockCard:
    """Returns one clock; `numbers` gives the position of each measure by the name under which clocks speak of it."""
    is_running = clock.stopped_on is None and not _has_lapsed(clock, today)
    is_late = is_running and clock.due_on < today
    return ClockCard(
        duty=duty(clock, numbers or {}),
        owner=owner(clock, reader),
        due=clock.due_on,
        beside=_beside(clock, today),
        state="late" if is_late else "running" if is_running else "still",
        share=_share(clock, today) if is_running else None,
        steps=derivation_steps.derivation(clock),
        note=_note(clock),
        is_open=is_open,
        href=address(clock, reader=reader),
        actions=actions if is_running else (),
    )


def _has_lapsed(clock: Clock, today: date) -> bool:
    """Tells whether a right was not used in its period: nothing is late then."""
    last = min(today, clock.stopped_on or today)
    return clock.duty.is_right and not _is_met(clock) and clock.due_on < last


def duty(clock: Clock, numbers: Mapping[str, int]) -> str:
    """Returns what is owed; of which measure, where `numbers` gives its position."""
    term = derivation_steps.governing(clock)
    words = term.owed(clock.suggestion.kind) if term else clock.term
    if clock.stopped_on is not None and clock.is_of_reply:
        words = str(duties.REPLY.label)  # it ended with the reply: nothing is said to be done by that
    if clock.about in numbers:
        return _("Measure %(number)s: %(duty)s") % {"number": wording.ordinal(numbers[clock.about]), "duty": words}
    return words


def owner(clock: Clock, reader: Side) -> str:
    """Returns who owes it, as the reader calls them."""
    if reader == Side.UNIT:
        if clock.duty.is_right:
            return _("a right, not a duty")
        return _("Your unit") if clock.side is Side.UNIT else clock.suggestion.issued_by.name
    if clock.side is Side.UNIT:
        return clock.suggestion.unit.name
    return clock.suggestion.procuratorate.name if clock.owes == "office" else _("Next-higher procuratorate")


def _beside(clock: Clock, today: date) -> str:
    if _has_lapsed(clock, today):
        return _("the period has passed")
    if is_halted(clock):
        return _("stands still since %(day)s") % {"day": clock.stopped_on.isoformat()}
    if clock.stopped_on is None:
        return wording.from_today(clock.due_on, today)
    if not _is_met(clock):
        return _("ended %(day)s, not by being met") % {"day": clock.stopped_on.isoformat()}
    return wording.against_due(clock.due_on, clock.stopped_on)


def _is_met(clock: Clock) -> bool:
    """Tells whether the clock was stopped by what it waits for."""
    event = clock.stopped_by
    if clock.stopped_on is None or event is None:
        return False
    step = f"{event.track}.{event.step}"
    if step == "examination.end" and clock.side is Side.UNIT:
        return False  # the case ended: nothing is asked of the unit any more
    return step not in SET_ASIDE and (clock.term != "objection" or step == "objection.raise")


def _share(clock: Clock, today: date) -> int:
    whole = (clock.due_on - clock.started_on).days
    return 100 if whole <= 0 else max(0, min(100, round(100 * (today - clock.started_on).days / whole)))


def _note(clock: Clock) -> str:
    days = dict.fromkeys(
        each["due_on"] for each in clock.former
    )  # one that was moved and is back, or moved in name only
    former = listed(day for day in days if day != clock.due_on.isoformat())
    said = [
        _("Agreed for %(day)s; the legal day stays as it is.") % {"day": clock.agreed_on.isoformat()}
        if clock.agreed_on
        else "",
        _("Formerly %(day)s.") % {"day": former} if former else "",
    ]
    return " ".join(words for words in said if words)
