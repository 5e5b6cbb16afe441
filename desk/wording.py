"""Dates, counts, sizes and digests as words in the reader's language. No markup, no database, and today is always an argument."""

import datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext, ngettext, pgettext

from organs import clock
from organs.words import is_chinese
from suggestions.documents import document_facts
from suggestions.rules.lengths import Length, LengthUnit

DIGITS = "一二三四五六七八九"
PRECISIONS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def civil_day(value: datetime.date | datetime.datetime) -> datetime.date:
    """Returns the day in the project's time zone (a day ends at 24:00 there)."""
    return clock.civil_day(value) if isinstance(value, datetime.datetime) else value


def long_day(value: datetime.date | datetime.datetime) -> str:
    """Returns "Mon 13 January 2020" or 2020年1月13日 星期一."""
    # Translators: a format of Django's date filter; in Chinese "Y年n月j日 l".
    return dateformat.format(civil_day(value), pgettext("long day, format", "D j F Y"))


def month_day(value: datetime.date | datetime.datetime) -> str:
    """Returns "17 Aug" or 8月17日, for places that stand under a year."""
    # Translators: a format of Django's date filter; in Chinese "n月j日".
    return dateformat.format(civil_day(value), pgettext("month and day, format", "j M"))


def week_day(value: datetime.date | datetime.datetime) -> str:
    """Returns "Mon" or 周一."""
    names = (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )
    return names[civil_day(value).weekday()]


def clock_time(value: datetime.datetime) -> str:
    """Returns the local day and minute, "2021-08-19 15:42"."""
    return f"{timezone.localtime(value, timezone.get_default_timezone()):%Y-%m-%d %H:%M}"


def partial_date(value: datetime.date, precision: str) -> str:
    """Returns as much of the date as is known; precision is day, month or year."""
    return value.strftime(PRECISIONS[precision])


def from_today(due: datetime.date, today: datetime.date) -> str:
    """Returns how far a due day lies from today: "in 5 days", "today", "3 days late"."""
    days = (due - today).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days > 1:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number(days)}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": number(-days)}


def against_due(due: datetime.date, done: datetime.date) -> str:
    """Returns how a duty was met: "53 days early", "on the day", "3 days late"."""
    days = (due - done).days
    if days == 0:
        return gettext("on the day")
    if days > 0:
        return ngettext("%(days)s day early", "%(days)s days early", days) % {"days": number(days)}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": number(-days)}


def waited(since: datetime.date, today: datetime.date) -> str:
    """Returns how long a thing without a due day has been waiting: "waiting 9 days"."""
    days = (today - since).days
    if days <= 0:
        return gettext("since today")
    return ngettext("waiting %(days)s day", "waiting %(days)s days", days) % {"days": number(days)}


def span(length: datetime.timedelta) -> str:
    """Returns a length of time in its largest whole unit: "5 seconds", "3 minutes", "6 hours", "10 days"."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": number(seconds)}
    if seconds < 3600:
        return ngettext("%(count)s minute", "%(count)s minutes", seconds // 60) % {"count": number(seconds // 60)}
    if seconds < 24 * 3600:
        return ngettext("%(count)s hour", "%(count)s hours", seconds // 3600) % {"count": number(seconds // 3600)}
    days = seconds // (24 * 3600)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": number(days)}


def ago(moment: datetime.datetime, now: datetime.datetime) -> str:
    """Returns how long ago a moment was: "3 minutes ago"."""
    return gettext("%(span)s ago") % {"span": span(now - moment)}


def second(value: datetime.datetime) -> str:
    """Returns the local day and second, "2021-08-19 15:42:07", where seconds matter."""
    return f"{timezone.localtime(value, timezone.get_default_timezone()):%Y-%m-%d %H:%M:%S}"


def number(value: int) -> str:
    """Returns 1,286: the same grouping in both languages, as the statistics print it."""
    return f"{value:,}"


def rate(numerator: int, denominator: int) -> str:
    """Returns "92.6%", or nothing under ten cases, where only the fraction may stand (design.md 6)."""
    return f"{100 * numerator / denominator:.1f}%" if denominator >= 10 else ""


def short_hash(digest: str) -> str:
    """Returns the head and tail of a hexadecimal digest: "9f3c 71ae … 04d2"."""
    return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}" if len(digest) > 12 else digest


def file_size(size: int) -> str:
    """Returns a size in bytes as "86 KB" or "1.2 MB" (1 KB = 1,024 bytes, rounded up)."""
    if size < 1024 * 1024:
        return f"{max(1, -(-size // 1024)):,} KB"
    return f"{size / (1024 * 1024):.1f} MB"


def ordinal(value: int) -> str:
    """Returns the number of a measure as the letter prints it: 一, 二 … 九十九 in Chinese, figures in English."""
    if not is_chinese() or not 1 <= value <= 99:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens - 1]}十"
    return head + (DIGITS[ones - 1] if ones else "")


def period(amount: int | None, unit: str) -> str:
    """Returns a period in words: 十五日 as the letter prints it, "15 days" in English; "" when it is not set."""
    if not amount:
        return ""
    return document_facts.period(amount, unit) if is_chinese() else Length(amount, LengthUnit(unit)).text()
