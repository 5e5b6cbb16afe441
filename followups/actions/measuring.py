"""Sets the outcome indicator of a measure and records its readings: figures of the institution or the place, never of people."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from followups.models import Indicator, Reading
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.actions import ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Measure

MOST = Decimal(10) ** 12


@dataclass(frozen=True, kw_only=True)
class IndicatorDraft:
    """What is measured, in which unit, the figure before with its day, the figure aimed at, and where the figures come from."""

    name: str
    unit: str
    baseline: Decimal
    baseline_on: date
    target: Decimal
    source: str


def set_indicator(
    *, access: Access, at: datetime, measure: Measure, draft: IndicatorDraft, expected_moves: int | None = None
) -> Indicator:
    """Sets the one indicator of a measure that was served."""
    _require_words(name=draft.name, source=draft.source)
    _require_figures(baseline=draft.baseline, target=draft.target)
    if draft.baseline == draft.target:
        raise Refused(_("The target is the figure before: nothing would have to change."), field="target")
    days.require(draft.baseline_on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="baseline_on")
    with transaction.atomic():
        if ledger.lock(measure).served_on is None:
            raise Refused(_("The letter was not served yet: nothing is asked of the unit."))
        if Indicator.objects.filter(measure=measure).exists():
            raise Refused(_("The measure has an indicator already. Record its readings."))
        ledger.take(
            step=TABLE["measure.set_indicator"],
            subject=measure,
            actor=Actor(access=access),
            at=at,
            text=draft.name.strip(),
            expected_moves=expected_moves,
            details={"baseline": str(draft.baseline), "target": str(draft.target)},
        )
        return Indicator.objects.create(
            measure=measure,
            name=draft.name.strip(),
            unit=draft.unit.strip(),
            baseline=draft.baseline,
            baseline_on=draft.baseline_on,
            target=draft.target,
            source=draft.source.strip(),
        )


def read(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    on: date,
    value: Decimal,
    source: str,
    expected_moves: int | None = None,
) -> Reading:
    """Records the indicator on a day, with the source; not before the day of the figure before."""
    _require_words(source=source)
    _require_figures(value=value)
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    with transaction.atomic():
        ledger.lock(measure)
        indicator = Indicator.objects.filter(measure=measure).first()
        if indicator is None:
            raise Refused(_("The measure has no indicator yet. Set one first."))
        if on < indicator.baseline_on:
            raise Refused(_("This day lies before that of the figure before."), field="on")
        ledger.take(
            step=TABLE["measure.read_indicator"],
            subject=measure,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=source.strip(),
            expected_moves=expected_moves,
            details={"value": str(value)},
        )
        return Reading.objects.create(indicator=indicator, read_on=on, value=value, source=source.strip())


def _require_words(**words: str) -> None:
    for name, text in words.items():
        if not text.strip():
            raise Refused(_("Write this: without it the figure says nothing."), field=name)


def _require_figures(**figures: Decimal) -> None:
    for name, figure in figures.items():
        if not figure.is_finite() or abs(figure) >= MOST:
            raise Refused(_("Write a figure below a million millions."), field=name)
