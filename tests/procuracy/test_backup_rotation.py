"""Which backups are kept, and when the next one is made."""

import datetime
import random

import pytest

from procuracy.backup_rotation import monday, next_turn, to_keep

TODAY = datetime.date(2026, 11, 29)  # a Sunday


def made(day: datetime.date, hour: int = 2) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, 30))


def nightly(days: int) -> list[datetime.datetime]:
    return [made(TODAY - datetime.timedelta(days=back)) for back in range(days)]


def test_the_last_days_are_kept_each() -> None:
    assert to_keep(nightly(20), on=TODAY, days=14, weeks=1) == set(nightly(14))


def test_of_each_week_before_the_newest_is_kept() -> None:
    kept = sorted(to_keep(nightly(60), on=TODAY, days=3, weeks=4))
    assert [moment.date().isoformat() for moment in kept] == [
        "2026-11-08",
        "2026-11-15",
        "2026-11-22",
        "2026-11-27",
        "2026-11-28",
        "2026-11-29",
    ]


def test_several_of_a_kept_day_are_kept() -> None:
    two = [made(TODAY, 2), made(TODAY, 14)]
    assert to_keep(two, on=TODAY, days=1, weeks=0) == set(two)


def test_the_newest_is_kept_however_old_it_is() -> None:
    old = [made(datetime.date(2020, 1, 1)), made(datetime.date(2020, 1, 2))]
    assert to_keep(old, on=TODAY, days=14, weeks=8) == {old[1]}
    assert to_keep([], on=TODAY, days=14, weeks=8) == set()


def test_whatever_was_made_nothing_young_is_given_up_and_each_week_keeps_one() -> None:
    chance = random.Random(11)
    for _ in range(200):
        found = [made(TODAY - datetime.timedelta(days=chance.randrange(120)), chance.randrange(24)) for _ in range(40)]
        days, weeks = chance.randrange(1, 20), chance.randrange(0, 12)
        kept = to_keep(found, on=TODAY, days=days, weeks=weeks)
        assert kept <= set(found)
        assert max(found) in kept
        assert {moment for moment in found if (TODAY - moment.date()).days < days} <= kept
        for week in {monday(moment.date()) for moment in found}:
            if (monday(TODAY) - week).days < 7 * weeks:
                assert any(monday(moment.date()) == week for moment in kept)


@pytest.mark.parametrize(
    ("now", "turn"),
    [
        ("2026-11-29T01:00", "2026-11-29T02:30"),
        ("2026-11-29T02:30", "2026-11-30T02:30"),
        ("2026-12-31T23:59", "2027-01-01T02:30"),
    ],
)
def test_the_next_turn_lies_ahead(now: str, turn: str) -> None:
    moment = datetime.datetime.fromisoformat(now)
    assert next_turn(moment, at=datetime.time(2, 30)) == datetime.datetime.fromisoformat(turn)
