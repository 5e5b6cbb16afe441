"""Why it is this day, as steps to read: start, term, what prolonged and paused it, its end, and the days it had before."""

from collections.abc import Iterator
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.components import WhyStep
from desk.steps.base import STEPS
from organs.words import Words, clauses, listed
from suggestions.models import Clock, Event
from suggestions.rules import terms
from suggestions.rules.derivations import GROUNDS, PAUSED, CountedTerm, StepKind
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.pauses import Pause, PauseCause
from suggestions.rules.term_rows import Basis, MeasuredBy, Term, Trigger

NEW_YEARS_DAY = (1, 1)
ENDS = frozenset({StepKind.LAST_OF_DAYS, StepKind.LAST_OF_WORKING_DAYS, StepKind.CORRESPONDING_DAY, StepKind.MONTH_END})


def governing(clock: Clock) -> Term | None:
    """Returns the row of the terms table under which a clock runs, in the version that it keeps."""
    return terms.governing(key=clock.term, rule_version=clock.rule_version)


def derivation(clock: Clock) -> list[WhyStep]:
    """Returns why it is this day, in the order of thought; the last step is the day."""
    if clock.derivation.get("start_on"):
        counted = CountedTerm.from_json(clock.derivation)
        steps = list(_counted(clock, counted))
        return steps if counted.due_on == clock.due_on else [*steps, _set_anew(clock)]
    if clock.former:
        return [
            WhyStep(day=date.fromisoformat(clock.former[-1]["due_on"]), text=_("the day until then")),
            _set_anew(clock),
        ]
    return [
        WhyStep(day=clock.started_on, text=start_label(clock.started_by) or _("start")),
        WhyStep(day=clock.due_on, text=_("the day that was set, not counted from a period")),
    ]


def _set_anew(clock: Clock) -> WhyStep:
    return WhyStep(day=clock.due_on, text=_("set anew"), note=clock.former[-1]["reason"] if clock.former else "")


def _counted(clock: Clock, counted: CountedTerm) -> Iterator[WhyStep]:
    start = start_words(clock)
    first = _("%(what)s; this day does not count") % {"what": start} if start else _("this day does not count")
    yield WhyStep(day=counted.start_on, text=first)
    yield WhyStep(term=f"+ {counted.length.text()}", text=_ground(clock, counted.length), note=_article(clock, counted))
    for more in counted.prolonged:
        yield WhyStep(term=f"+ {more.text()}", text=_("prolonged"), note=_ground_of_prolonging(clock))
    if counted.pauses:
        yield WhyStep(day=counted.unpaused_end, text=_end_words(counted))
        yield from (_paused(pause) for pause in counted.pauses)
    yield from _end(counted)


def _paused(pause: Pause) -> WhyStep:
    """Returns a stretch that did not count, with its days as a term that is added."""
    words = {
        PauseCause.SUSPENSION: _("suspended from %(begin)s to %(end)s; the days are given back"),
        PauseCause.APPRAISAL: _("appraisal from %(begin)s to %(end)s; the days are given back"),
    }
    return WhyStep(
        term="+ " + ngettext("%(amount)d day", "%(amount)d days", pause.days) % {"amount": pause.days},
        text=words[pause.cause] % {"begin": pause.from_on.isoformat(), "end": pause.to_on.isoformat()},
        note=GROUNDS[PAUSED[pause.cause]].text(pause.from_on),
    )


def _end(counted: CountedTerm) -> Iterator[WhyStep]:
    """Yields the last day of the term and, where it was moved, the day it was moved to."""
    end = _("the last day with what was given back") if counted.pauses else _end_words(counted)
    if not counted.rolled:
        text = _("%(end)s, %(weekday)s, %(standing)s; not moved") % {
            "end": end,
            "weekday": weekday(counted.due_on),
            "standing": counted.due_standing.label(),
        }
        yield WhyStep(day=counted.due_on, text=text, note=_awaited(counted))
        return
    text = _("%(end)s, %(weekday)s, %(standing)s") % {
        "end": end,
        "weekday": weekday(counted.raw_end),
        "standing": counted.rolled[0].label(),
    }
    moved = _("moved to the first day after the rest days, %(weekday)s") % {"weekday": weekday(counted.due_on)}
    yield WhyStep(day=counted.raw_end, text=text)
    yield WhyStep(day=counted.due_on, text=moved, note=_awaited(counted))


def _end_words(counted: CountedTerm) -> str:
    end = next(step.kind for step in counted.steps if step.kind in ENDS)
    if end is StepKind.CORRESPONDING_DAY:
        return _("the corresponding day")
    if end is StepKind.MONTH_END:
        return _("the last day of the month, which has no corresponding day")
    return _("the last day")


def _awaited(counted: CountedTerm) -> str:
    if not counted.awaited_years:
        return ""
    years = listed(str(year) for year in counted.awaited_years)
    if (counted.due_on.month, counted.due_on.day) == NEW_YEARS_DAY:
        return _(
            "This is New Year's Day, a rest day in every year: once the holiday calendar of %(years)s is published, the day "
            "moves to the first working day after it."
        ) % {"years": years}
    return _("The holiday calendar of %(years)s is not published yet; this day may still move.") % {"years": years}


def _ground(clock: Clock, length: Length) -> str:
    """Returns what the length rests on: law, the letter, or the office."""
    term = governing(clock)
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


def _ground_of_prolonging(clock: Clock) -> Words:
    term = governing(clock)
    return (term and term.extension_article) or GROUNDS[StepKind.PROLONGED].text(clock.started_on)


def _article(clock: Clock, counted: CountedTerm) -> str:
    term = governing(clock)
    article = term.cited(clock.suggestion.kind, on=clock.started_on) if term else ""
    if counted.length.unit is LengthUnit.WORKING_DAYS and counted.not_counted:
        skipped = _("%(days)d rest days are not counted") % {"days": len(counted.not_counted)}
        return clauses(filter(None, [article, skipped]))
    return article


def start_words(clock: Clock) -> str:
    """Returns what a clock started with: the event, or what the event only recorded.

    The decision to investigate is recorded with a draft; the end of the period before was set ahead of its day.
    """
    term, event = governing(clock), clock.started_by
    if term and term.starts_with is Trigger.REPLY_DUE and (event is None or event.taken_on != clock.started_on):
        return _("End of the rectification period")
    if term and term.starts_with is Trigger.INVESTIGATION_DECIDED:
        return _("Decision to investigate")  # the draft that names it is opened, or saved, later
    return start_label(event)


def start_label(event: Event | None) -> str:
    """Returns what an event is called in the timeline; "" for none."""
    step = STEPS.get(f"{event.track}.{event.step}") if event else None
    return str(step.done_label) if step else ""


def weekday(day: date) -> str:
    return dateformat.format(day, "l")
