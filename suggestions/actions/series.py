"""Number series and the numbers they give: gap-free per procuratorate, kind and year, also when two issue at once."""

from datetime import date, datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organs import permissions as organ_permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Refused
from suggestions.actions import number_prefixes
from suggestions.models import GivenNumber, NumberSeries, SeriesYear, Suggestion, VoidReason, VoidSerial
from suggestions.rules import kinds, number_patterns

SHARED_KIND = "social_governance"  # 检建, with which every kind without a code of its own counts by default


def define(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    kind: str,
    mode: str,
    pattern: str,
    origin: str,
    expected_change: int | None = None,
) -> NumberSeries:
    """Sets the series of a kind; the pattern is like `木检民监〔{year}〕{serial}号`, and begins with the office's own word.

    Raises Refused, for `pattern`, when the prefix is another office's or printed by another series already.
    """
    _require_kind(access, procuratorate=procuratorate, kind=kind)
    if mode not in dict(NumberSeries.MODES):
        raise Refused(_("Choose where the numbers come from: counted here, or the unified system."), field="mode")
    pattern = pattern.strip()
    prefix = number_prefixes.require_own(number_patterns.prefix_of(pattern), procuratorate=procuratorate)
    with transaction.atomic():
        known = NumberSeries.objects.filter(procuratorate=procuratorate, kind=kind).first()
        before = {}
        if known:
            locked = setup_events.claim(known, expected_change=expected_change)
            before = _facts(locked)
        values = {"mode": mode, "pattern": pattern, "prefix": prefix, "origin": origin}
        series = _write(procuratorate, kind, known, **values, shares=None)
        _record(access, at, series, before=before)
    return series


def share(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    kind: str,
    with_kind: str,
    origin: str,
    expected_change: int | None = None,
) -> NumberSeries:
    """Lets a kind count with another kind of its office, one number after another over both (P19 Art. 7).

    Raises Refused, for `shares`, when the other one has no series of its own, or when others count with this one's.
    """
    _require_kind(access, procuratorate=procuratorate, kind=kind)
    with transaction.atomic():
        rows = {row.kind: row for row in procuratorate.number_series.select_for_update().order_by("pk")}
        known, other = rows.get(kind), rows.get(with_kind)
        if other is None or other.shares_id or with_kind == kind:
            raise Refused(_("Choose a kind that has a series of its own."), field="shares")
        if known and any(row.shares_id == known.pk for row in rows.values()):
            raise Refused(_("Other kinds count with this series. Give them another one first."), field="shares")
        before = {}
        if known:
            before = _facts(setup_events.claim(known, expected_change=expected_change))
        values = {"mode": other.mode, "pattern": "", "prefix": "", "origin": origin, "shares": other}
        series, _created = NumberSeries.objects.update_or_create(
            procuratorate=procuratorate, kind=kind, defaults=values
        )
        _record(access, at, series, before=before)
    return series


def _require_kind(access: Access | None, *, procuratorate: Procuratorate, kind: str) -> None:
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    if kind not in kinds.KINDS:
        raise Refused(_("There is no such kind of suggestion."), field="kind")
    if procuratorate.closed_on:
        raise Refused(_("This procuratorate is closed."))


def _facts(series: NumberSeries) -> dict[str, object]:
    shares = series.shares.kind if series.shares else ""
    return {**setup_events.values(series, ("mode", "pattern")), "shares": shares}


def _record(access: Access | None, at: datetime, series: NumberSeries, *, before: dict[str, object]) -> None:
    if changes := setup_events.differences(before=before, after=_facts(series)):
        details = {"place": series.procuratorate.name, "kind": series.kind}
        setup_events.record(access=access, at=at, verb="define", subject=series, changes=changes, details=details)


def _write(procuratorate: Procuratorate, kind: str, known: NumberSeries | None, **values: object) -> NumberSeries:
    """Writes the series; raises Refused when another one has the prefix, also when somebody set it a moment ago."""
    prefix = str(values["prefix"])
    if other := number_prefixes.holder(prefix, but=known):
        raise Refused(number_prefixes.taken_words(other), field="pattern")
    try:
        with transaction.atomic():
            series, _created = NumberSeries.objects.update_or_create(
                procuratorate=procuratorate, kind=kind, defaults=values
            )
    except IntegrityError as taken:
        other = number_prefixes.holder(prefix, but=known)
        if other is None:
            raise
        raise Refused(number_prefixes.taken_words(other), field="pattern") from taken
    return series


def default_pattern(*, procuratorate: Procuratorate, kind: str) -> str:
    """Returns a pattern to start from, made of the short name and the kind's code [K]; an office may set another.

    It is empty for a kind of which no source shows a code: that one shares the series of `SHARED_KIND`.
    """
    code = kinds.KINDS[kind].number_code
    return number_patterns.pattern_of(number_prefixes.word_of(procuratorate) + code) if code else ""


def define_defaults(
    *, access: Access | None, at: datetime, procuratorate: Procuratorate, mode: str, origin: str
) -> int:
    """Sets a series with the default pattern, or the shared one, for every kind that has none; returns how many were added."""
    known = set(procuratorate.number_series.values_list("kind", flat=True))
    patterns = {
        kind: default_pattern(procuratorate=procuratorate, kind=kind) for kind in kinds.KINDS if kind not in known
    }
    set_own = partial(define, access=access, at=at, procuratorate=procuratorate, origin=origin, mode=mode)
    set_shared = partial(share, access=access, at=at, procuratorate=procuratorate, origin=origin)
    with transaction.atomic():
        for kind, pattern in sorted(patterns.items(), key=lambda each: not each[1]):
            if pattern:
                set_own(kind=kind, pattern=pattern)
            else:
                set_shared(kind=kind, with_kind=SHARED_KIND)
    return len(patterns)


def example(*, pattern: str, year: int, last: int) -> str:
    """Returns the number that the pattern would print after `last`; empty when it is not a pattern."""
    prefix = number_patterns.prefix_of(pattern)
    if prefix is None or not number_patterns.is_plain(prefix):
        return ""
    return number_patterns.printed(pattern, year=year, serial=last + 1)


def upcoming(series: NumberSeries, *, year: int) -> str:
    """Returns the number that the kind gets next as things stand now, past those that are on other letters already."""
    series = series.counted_by
    counter = SeriesYear.objects.filter(series=series, year=year).first()
    serial = (counter.last if counter else 0) + 1
    while _is_on_a_letter(printed := number_patterns.printed(series.pattern, year=year, serial=serial)):
        serial += 1
    return printed


def of(suggestion: Suggestion) -> NumberSeries:
    """Returns the series from which the suggestion takes its number; raises Refused when none is set up."""
    rows = NumberSeries.objects.filter(procuratorate_id=suggestion.issued_by_id, kind=suggestion.kind)
    series = rows.select_related("shares").first()
    if series is None:
        raise Refused(
            _("No number series is set up for this kind. An administrator adds one in Set-up, Number patterns."),
            field="number",
        )
    return series.counted_by


def give(*, suggestion: Suggestion, on: date, at: datetime, national_number: str = "") -> GivenNumber:
    """Gives the next number of the series, or takes the national system's; the caller holds the transaction.

    The counter row stays locked until commit, so that a number is only taken when the letter is issued: no gap, no
    double. A serial that another letter bears already is recorded void, with the reason, and the next one is number. Raises
    Refused when the national number is missing, is none of this series, or stands on another letter.
    """
    series = of(suggestion)
    _require_own_numbers(series)
    if series.mode == "national":
        return _take_national(
            series, suggestion=suggestion, on=on, at=at, printed=number_patterns.normalised(national_number)
        )
    if national_number.strip():
        raise Refused(_("This series counts here; leave the number empty."), field="number")
    SeriesYear.objects.get_or_create(series=series, year=on.year)
    counter = SeriesYear.objects.select_for_update().get(series=series, year=on.year)
    number = None
    while number is None:
        counter.last += 1
        number = _give_or_void(series, suggestion=suggestion, year=on.year, serial=counter.last, at=at)
    counter.save(update_fields=["last"])
    return number


def _require_own_numbers(series: NumberSeries) -> None:
    """Raises Refused for a series from before prefixes were checked whose numbers are those of another series today."""
    if series.prefix:
        return
    before_year = series.pattern.partition("〔")[0]
    if other := number_prefixes.holder(before_year, but=series):
        raise Refused(number_prefixes.taken_words(other), field="number")


def _give_or_void(
    series: NumberSeries, *, suggestion: Suggestion, year: int, serial: int, at: datetime
) -> GivenNumber | None:
    """Gives the serial; None when another letter bears its number, which is then recorded as void."""
    printed = number_patterns.printed(series.pattern, year=year, serial=serial)
    if not _is_on_a_letter(printed):
        try:
            with transaction.atomic():
                return GivenNumber.objects.create(
                    series=series, year=year, serial=serial, printed=printed, suggestion=suggestion, given_at=at
                )
        except IntegrityError:  # somebody else printed it a moment ago
            if not _is_on_a_letter(printed):
                raise
    VoidSerial.objects.create(
        series=series,
        year=year,
        serial=serial,
        printed=printed,
        reason=VoidReason.ON_ANOTHER_LETTER,
        recorded_at=at,
    )
    return None


def _is_on_a_letter(printed: str) -> bool:
    return GivenNumber.objects.filter(printed=printed).exists()


def _take_national(
    series: NumberSeries, *, suggestion: Suggestion, on: date, at: datetime, printed: str
) -> GivenNumber:
    """Takes a number of the unified system: as the series writes it, whatever the width and brackets typed, of this year or the last."""
    if not printed:
        raise Refused(_("This series waits for the number of the unified system. Enter it."), field="number")
    found = number_patterns.read(series.pattern, number=printed)
    if found is None:
        like = number_patterns.printed(series.pattern, year=on.year, serial=1)
        raise Refused(
            _("Numbers of this series are written like %(example)s: enter it with the same words and signs.")
            % {"example": like},
            field="number",
        )
    year, _serial = found
    if year not in (on.year, on.year - 1):
        raise Refused(
            _(
                "The number is of %(year)s. It has to be of the year in which the letter is issued, or of the one before."
            )
            % {"year": year},
            field="number",
        )
    try:
        with transaction.atomic():
            return GivenNumber.objects.create(
                series=series, year=year, serial=None, printed=printed, suggestion=suggestion, given_at=at
            )
    except IntegrityError as used:  # also when somebody else took it a moment ago
        raise Refused(
            _("The number %(number)s is already on another letter.") % {"number": printed}, field="number"
        ) from used
