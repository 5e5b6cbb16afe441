"""How many due days are counted in a second, beside a yardstick: the same ends by date arithmetic alone, without a calendar.

Part of `benchmarks.clocks`; needs no database, one core.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from suggestions.rules.counting import count, months_later
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.rest_days import RestDays, seed_rows, seed_years

ROUNDS = 15
FIRST_START, LAST_START = date(2004, 1, 1), date(2026, 9, 1)
LENGTHS = (
    Length(2, LengthUnit.MONTHS),
    Length(1, LengthUnit.MONTHS),
    Length(3, LengthUnit.MONTHS),
    Length(15, LengthUnit.DAYS),
    Length(5, LengthUnit.DAYS),
)


def due_dates() -> dict[str, float]:
    """Return due days a second, whole and as the floor, over every start day of 2004 to 2026 and the usual terms."""
    calendar = RestDays(rows=seed_rows(), published_years=seed_years())
    starts = [FIRST_START + timedelta(days=after) for after in range((LAST_START - FIRST_START).days + 1)]
    many = len(starts) * len(LENGTHS)
    whole = many / seconds(lambda: counted(starts, calendar))
    floor = many / seconds(lambda: ends(starts))
    return {"due_days": many, "a_second": whole, "floor_a_second": floor, "share_of_the_floor": whole / floor}


def counted(starts: Sequence[date], calendar: RestDays) -> None:
    """Count every term from every start, with its derivation."""
    for length in LENGTHS:
        for start in starts:
            count(start=start, length=length, days=calendar)


def ends(starts: Sequence[date]) -> None:
    """Find the same ends by date arithmetic: nothing that counts terms can be faster."""
    for length in LENGTHS:
        for start in starts:
            if length.unit is LengthUnit.MONTHS:
                months_later(start, length.amount)
            else:
                start + timedelta(days=length.amount)


def seconds(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Return the median processor time of one call, after one that warms up."""
    work()
    times = []
    for _round in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)
