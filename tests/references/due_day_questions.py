"""Random calendars and terms, and the question of each: on which day is it due, and is that day final?

It is asked as the application counts: the calendar is read from its table, a term is counted from its start, kept as JSON,
and counted again each time that it is prolonged or paused.
"""

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import override_settings

from organs.models import Procuratorate
from suggestions.actions import clocks
from suggestions.models import CalendarDay, CalendarYear, Clock, Suggestion
from suggestions.rules import counting
from suggestions.rules.derivations import CountedTerm
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.pauses import Pause, PauseCause
from suggestions.rules.rest_days import RestDays
from tests.references import due_day_reference as reference
from tests.references.answers import Answers
from tests.references.due_day_reference import CalendarFacts, TermFacts

FIRST_START, STARTS = date(2023, 11, 1), 150
REGIONS = ("", "65", "6523", "652328", "652325", "34", "3401")
MEASURES = {"days": 150, "months": 8, "working_days": 90}


def ask(random: Random, is_small: bool) -> Answers:
    """Draws a calendar, enters it and asks about terms on it; the caller takes the rows away again."""
    calendar = _draw_calendar(random)
    _enter(calendar)
    answers = Answers()
    switches = {
        "REGIONAL_DAYS_MOVE_DEADLINES": calendar.local_days_count,
        "MAKE_UP_DAYS_WORK": calendar.make_up_days_work,
    }
    with override_settings(**switches):
        days = clocks.rest_days(first=FIRST_START, last=FIRST_START + timedelta(days=STARTS))
        for _term in range(3 if is_small else 1000):
            term = _draw_term(random)
            due_on, awaited = reference.due_day(term, calendar)
            counted = _count(term, days, random)
            answers.compare(
                expected=(due_on, tuple(sorted(awaited)), bool(awaited)),
                found=(counted.due_on, counted.awaited_years, counted.is_provisional),
                question=lambda term=term: f"When is {term} due on {_near(term, calendar)}?",
            )
    return answers


def _draw_calendar(random: Random) -> CalendarFacts:
    """Draws holidays of some days, weekends that are worked, weekdays off in exchange, and a few local days."""
    entered: dict[tuple[date, str], str] = {}
    for _holiday in range(random.randint(0, 25)):
        begin = FIRST_START + timedelta(days=random.randint(-30, 700))
        for day in (begin + timedelta(days=n) for n in range(random.randint(1, 9))):
            entered[day, ""] = random.choice(("holiday", "rest"))
    for _local in range(random.randint(0, 60)):
        day = FIRST_START + timedelta(days=random.randint(-30, 500))
        entered[day, random.choice(REGIONS[1:])] = random.choice(("holiday", "rest"))
    for _make_up in range(random.randint(0, 40)):
        day = FIRST_START + timedelta(days=random.randint(-30, 700))
        while day.weekday() < reference.SATURDAY:
            day += reference.NEXT
        entered[day, random.choice(REGIONS)] = "make_up"
    return CalendarFacts(
        entered=entered,
        published_years=frozenset(random.sample((2023, 2024, 2025, 2026), k=random.randint(1, 4))),
        local_days_count=random.random() < 0.5,
        make_up_days_work=random.random() < 0.7,
    )


def _enter(calendar: CalendarFacts) -> None:
    at = datetime(2023, 11, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    CalendarYear.objects.bulk_create(
        CalendarYear(year=year, source="通知", entered_at=at) for year in calendar.published_years
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, kind=kind, name="节日", region=region) for (day, region), kind in calendar.entered.items()
    )


def _draw_term(random: Random) -> TermFacts:
    measure = random.choice(tuple(MEASURES))
    start = FIRST_START + timedelta(days=random.randint(0, STARTS))
    most = MEASURES[measure]
    prolonged_by = tuple(random.randint(1, max(1, most // 4)) for _time in range(random.choice((0, 0, 1, 2))))
    pauses = []
    day = start
    for _pause in range(random.choice((0, 0, 1, 2, 3))):
        from_on = day + timedelta(days=random.randint(0, 40))
        day = from_on + timedelta(days=random.randint(0, 45))
        pauses.append((from_on, day))
    return TermFacts(
        start=start,
        amount=random.randint(1, most),
        measure=measure,
        prolonged_by=prolonged_by,
        pauses=tuple(pauses),
        region=random.choice(REGIONS),
    )


def _count(term: TermFacts, days: RestDays, random: Random) -> CountedTerm:
    """Counts as a clock is counted: first from the start, then again with each thing that befell it, in any order."""
    counted = counting.count(
        start=term.start,
        length=Length(term.amount, LengthUnit(term.measure)),
        days=days,
        region=term.region or None,
        make_up_days_work=settings.MAKE_UP_DAYS_WORK,
    )
    befell: list[dict[str, tuple]] = [
        *({"prolonged": (Length(more, LengthUnit(term.measure)),)} for more in term.prolonged_by),
        *({"pauses": (Pause(random.choice(tuple(PauseCause)), *pause),)} for pause in term.pauses),
    ]
    random.shuffle(befell)
    case = Suggestion(procuratorate=Procuratorate(region_code=term.region))
    for change in befell:
        kept = json.loads(json.dumps(counted.to_json()))
        clock = Clock(suggestion=case, started_on=term.start, derivation=kept)
        counted = clocks.counted_again(clock, days=days, **change)
    return counted


def _near(term: TermFacts, calendar: CalendarFacts) -> str:
    """What was entered from the start of the term on, by day, for the words of a difference."""
    found = defaultdict(dict)
    for (day, region), kind in sorted(calendar.entered.items()):
        if day >= term.start:
            found[day.isoformat()][region] = kind
    switches = (calendar.published_years, calendar.local_days_count, calendar.make_up_days_work)
    return f"a calendar (years, local days count, make-up days work: {switches}) with {dict(found)}"
