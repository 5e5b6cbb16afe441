"""Clocks as readers of either side see them: whose duty, which day, and why that day; counts nothing itself."""

from collections.abc import Mapping
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _

from desk import wording
from desk.deeds.registry import STEPS
from desk.parts import Clock as Shape
from desk.parts import Step
from organs.roles import Side
from suggestions import terms
from suggestions.counting import Counted, Length, StepKind, Unit
from suggestions.models import Clock, Event, Suggestion
from suggestions.terms import Basis, MeasuredBy, Term

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
    }
)
# What the recipient may know of the office's clocks: Art. 23 asks for an answer to the objection at once.
TOLD_TO_UNIT = frozenset({"answer_objection"}) | {
    term.key for term in terms.TERMS if term.key.startswith("objection_court")
}
ENDS = frozenset({StepKind.LAST_OF_DAYS, StepKind.LAST_OF_WORKING_DAYS, StepKind.CORRESPONDING_DAY, StepKind.MONTH_END})


def clock_shapes(suggestion: Suggestion, *, today: date, reader: Side) -> tuple[list[Shape], list[Shape]]:
    """Returns the running clocks that the reader may see, nearest first, and the stopped ones, latest first."""
    rows = suggestion.clocks.select_related("started_by", "stopped_by").order_by("due_on", "id")
    numbers = {f"measure:{pk}": position for pk, position in suggestion.measures.values_list("pk", "position")}
    running: list[Shape] = []
    stopped: list[Shape] = []
    for clock in rows:
        if reader == Side.UNIT and clock.owes not in {"unit", "court"} and clock.term not in TOLD_TO_UNIT:
            continue
        clock.suggestion = suggestion
        shape = clock_shape(clock, today=today, reader=reader, numbers=numbers)
        (stopped if shape.state == "still" else running).append(shape)
    return running, stopped[::-1]


def clock_shape(
    clock: Clock, *, today: date, reader: Side, numbers: Mapping[str, int] | None = None, is_open: bool = False
) -> Shape:
    """Returns one clock; `numbers` gives the position of each measure by the name under which clocks speak of it."""
    is_running = clock.stopped_on is None and not _has_lapsed(clock, today)
    is_late = is_running and clock.due_on < today
    return Shape(
        duty=_duty(clock, numbers or {}),
        owner=_owner(clock, reader),
        due=clock.due_on,
        beside=_beside(clock, today),
        state="late" if is_late else "running" if is_running else "still",
        share=_share(clock, today) if is_running else None,
        steps=derivation(clock),
        note=_note(clock),
        is_open=is_open,
    )


def _has_lapsed(clock: Clock, today: date) -> bool:
    """Tells whether a right was not used in its period: nothing is late then."""
    last = min(today, clock.stopped_on or today)
    return clock.term == "objection" and not _is_met(clock) and clock.due_on < last


def term_of(clock: Clock) -> Term | None:
    """Returns the row of the terms table under which a clock runs, in the version that it keeps."""
    named = [term for term in terms.TERMS if term.key == clock.term]
    exact = [term for term in named if f"{term.valid_from.isoformat()}/{term.version}" == clock.rule_version]
    return (exact or named or [None])[0]


def derivation(clock: Clock) -> list[Step]:
    """Returns why it is this day, in the order of thought; the last step is the day."""
    if clock.derivation.get("start_on"):
        counted = Counted.from_json(clock.derivation)
        steps = _counted(clock, counted)
        return steps if counted.due_on == clock.due_on else [*steps, _set_anew(clock)]
    if clock.former:
        return [
            Step(day=date.fromisoformat(clock.former[-1]["due_on"]), text=_("the day until then")),
            _set_anew(clock),
        ]
    return [
        Step(day=clock.started_on, text=_told(clock.started_by) or _("start")),
        Step(day=clock.due_on, text=_("the day that was set, not counted from a period")),
    ]


def _set_anew(clock: Clock) -> Step:
    return Step(day=clock.due_on, text=_("set anew"), note=clock.former[-1]["reason"] if clock.former else "")


def _counted(clock: Clock, counted: Counted) -> list[Step]:
    start = _told(clock.started_by)
    first = _("%(what)s; this day does not count") % {"what": start} if start else _("this day does not count")
    return [
        Step(day=counted.start_on, text=first),
        Step(
            term=f"+ {counted.length.text()}",
            text=_ground(clock, counted.length),
            note=_article(clock, counted),
        ),
        *_end(counted),
    ]


def _end(counted: Counted) -> list[Step]:
    """Returns the last day of the term and, where it was moved, the day it was moved to."""
    if not counted.rolled:
        text = _("%(end)s, %(weekday)s, %(standing)s; not moved") % {
            "end": _end_words(counted),
            "weekday": _weekday(counted.due_on),
            "standing": counted.due_standing.label(),
        }
        return [Step(day=counted.due_on, text=text, note=_awaited(counted))]
    text = _("%(end)s, %(weekday)s, %(standing)s") % {
        "end": _end_words(counted),
        "weekday": _weekday(counted.raw_end),
        "standing": counted.rolled[0].label(),
    }
    moved = _("moved to the first day after the rest days, %(weekday)s") % {"weekday": _weekday(counted.due_on)}
    return [Step(day=counted.raw_end, text=text), Step(day=counted.due_on, text=moved, note=_awaited(counted))]


def _end_words(counted: Counted) -> str:
    end = next(step.kind for step in counted.steps if step.kind in ENDS)
    if end is StepKind.CORRESPONDING_DAY:
        return _("the corresponding day")
    if end is StepKind.MONTH_END:
        return _("the last day of the month, which has no corresponding day")
    return _("the last day")


def _awaited(counted: Counted) -> str:
    if not counted.awaited_years:
        return ""
    years = ", ".join(str(year) for year in counted.awaited_years)
    return _("The holiday calendar of %(years)s is not published yet; this day may still move.") % {"years": years}


def _ground(clock: Clock, length: Length) -> str:
    """Returns what the length rests on: law, the letter, or the office."""
    term = term_of(clock)
    if term is None:
        return _("period")
    if term.measured_by is MeasuredBy.LETTER or (term.length and term.length != length):
        return _("the period printed in the letter")
    words = {
        Basis.LAW: _("the period set by law"),
        Basis.LOCAL: _("the period set by a local rule"),
        Basis.UNVERIFIED: _("a period in circulation, its source not verified"),
        Basis.OFFICE: _("set by the procuratorate, not a legal period"),
    }
    return words[term.basis]


def _article(clock: Clock, counted: Counted) -> str:
    term = term_of(clock)
    article = str(term.article) if term else ""
    if counted.length.unit is Unit.WORKING_DAYS and counted.not_counted:
        skipped = _("%(days)d rest days are not counted") % {"days": len(counted.not_counted)}
        return f"{article}; {skipped}" if article else skipped
    return article


def _duty(clock: Clock, numbers: Mapping[str, int]) -> str:
    term = term_of(clock)
    duty = str(term.duty) if term else clock.term
    if clock.about in numbers:
        return _("Measure %(number)s: %(duty)s") % {"number": wording.ordinal(numbers[clock.about]), "duty": duty}
    return duty


def _owner(clock: Clock, reader: Side) -> str:
    if reader == Side.UNIT:
        if clock.term == "objection":
            return _("a right, not a duty")
        return _("Your unit") if clock.owes in {"unit", "court"} else clock.suggestion.issued_by.name
    if clock.owes in {"unit", "court"}:
        return clock.suggestion.unit.name
    return _("Our procuratorate") if clock.owes == "office" else _("Next-higher procuratorate")


def _beside(clock: Clock, today: date) -> str:
    if _has_lapsed(clock, today):
        return _("the period has passed")
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
    return step not in SET_ASIDE and (clock.term != "objection" or step == "objection.raise")


def _share(clock: Clock, today: date) -> int:
    whole = (clock.due_on - clock.started_on).days
    return 100 if whole <= 0 else max(0, min(100, round(100 * (today - clock.started_on).days / whole)))


def _note(clock: Clock) -> str:
    if clock.agreed_on:
        return _("Agreed for %(day)s; the legal day stays as it is.") % {"day": clock.agreed_on.isoformat()}
    if clock.former:
        return _("Formerly %(day)s.") % {"day": clock.former[-1]["due_on"]}
    return ""


def _told(event: Event | None) -> str:
    step = STEPS.get(f"{event.track}.{event.step}") if event else None
    return str(step.told) if step else ""


def _weekday(day: date) -> str:
    return dateformat.format(day, "l")
