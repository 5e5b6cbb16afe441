"""Which backups are kept: the last days each, then one of each week; pure, it removes nothing by itself."""

import datetime
from collections.abc import Iterable


def to_keep(made: Iterable[datetime.datetime], *, on: datetime.date, days: int, weeks: int) -> set[datetime.datetime]:
    """Returns those of the moments whose backups are kept.

    All of the last `days` days, the newest of each of the last `weeks` weeks (Monday to Sunday), and always the newest.
    """
    moments = sorted(made)
    first_day = on - datetime.timedelta(days=days - 1)
    first_week = monday(on) - datetime.timedelta(weeks=weeks - 1)
    newest_of_week = {monday(moment.date()): moment for moment in moments}
    kept = {moment for moment in moments if moment.date() >= first_day}
    kept |= {moment for week, moment in newest_of_week.items() if week >= first_week}
    return kept | set(moments[-1:])


def monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def next_turn(now: datetime.datetime, *, at: datetime.time) -> datetime.datetime:
    """Returns when the clock shows `at` the next time, after now."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today > now else today + datetime.timedelta(days=1)
