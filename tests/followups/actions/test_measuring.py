"""The outcome indicator of a measure: set once after service, read by day and source, shown to both sides and to who looks back."""

from decimal import Decimal

import pytest

from desk.steps import per_measure
from followups.actions import measuring
from followups.actions.measuring import IndicatorDraft
from followups.documents import document_facts
from followups.models import Finding, LookBack
from organs.refusals import NotAllowed, Refused
from tests import factories
from tests.desk.portal.portal_pages import browser
from tests.desk.steps.step_pages import offered, step_url
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DRAFT = {
    "name": "违规销售的门店",
    "unit": "家",
    "baseline": Decimal("8"),
    "baseline_on": later(-5),
    "target": Decimal("0"),
    "source": "执法台账",
}


@pytest.fixture
def measure(w):
    return factories.served(w).measures.first()


def set_up(w, measure, who=None, **facts):
    return measuring.set_indicator(
        access=access(who or w.handling, later(5)),
        at=at(later(5)),
        measure=measure,
        draft=IndicatorDraft(**{**DRAFT, **facts}),
    )


def read(w, measure, who=None, on=None, value="2.50", source="门店抽查"):
    on = on or later(20)
    return measuring.read(
        access=access(who or w.second, later(20)),
        at=at(later(20)),
        measure=measure,
        on=on,
        value=Decimal(value),
        source=source,
    )


def test_both_sides_and_who_looks_back_read_it_with_its_readings(w, measure):
    set_up(w, measure)
    read(w, measure)
    said = [str(pair.value) for pair in per_measure.said_of(measure)]
    words = f"违规销售的门店: 8家 on {later(-5).isoformat()}, aimed at 0家 (执法台账)"
    readings = f"{later(20).isoformat()}: 2.5家 · 门店抽查"
    assert words in said
    assert readings in said
    for who, address in ((w.handling, "suggestions"), (w.liaison, "portal/letters")):
        page = browser(who).get(f"/{address}/{measure.suggestion_id}/").content.decode()
        assert readings in page, address
    look_back = LookBack(suggestion=measure.suggestion, looked_on=later(30))
    printed = document_facts.indicator(Finding(look_back=look_back, measure=measure))
    assert printed == ("违规销售的门店，基数8家（2026年2月25日），目标0家；2026年3月22日2.5家（门店抽查）")
    assert document_facts.indicator(Finding(look_back=look_back, measure=measure.suggestion.measures.last())) == ""


def test_it_is_set_once_by_those_of_the_case_and_offered_to_them_only(w, measure):
    suggestion = measure.suggestion
    address = step_url(suggestion, "measure.set_indicator", measure)
    assert address in offered(w.handling, suggestion)
    for who in (w.liaison, w.head, w.outsider):
        with pytest.raises(NotAllowed):
            set_up(w, measure, who=who)
    set_up(w, measure)
    with pytest.raises(Refused, match="already"):
        set_up(w, measure)
    found = offered(w.handling, suggestion)
    assert address not in found
    assert step_url(suggestion, "measure.read_indicator", measure) in found


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"source": ""}, "source"),
        ({"target": Decimal("8.00")}, "target"),
        ({"baseline": Decimal("NaN")}, "baseline"),
        ({"target": Decimal(10) ** 12}, "target"),
        ({"baseline_on": later(6)}, "baseline_on"),
    ],
)
def test_it_needs_words_two_figures_and_a_day_that_has_come(w, measure, facts, field):
    with pytest.raises(Refused) as refusal:
        set_up(w, measure, **facts)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": later(-6)}, "on"),
        ({"on": later(21)}, "on"),
        ({"value": "Infinity"}, "value"),
        ({"source": " "}, "source"),
    ],
)
def test_a_reading_has_a_day_since_the_figure_before_a_figure_and_a_source(w, measure, facts, field):
    with pytest.raises(Refused, match="no indicator"):
        read(w, measure)
    set_up(w, measure)
    with pytest.raises(Refused) as refusal:
        read(w, measure, **facts)
    assert refusal.value.field == field
    assert not measure.indicator.readings.exists()


def test_before_service_nothing_is_measured(w):
    suggestion = factories.issued(w)
    with pytest.raises(Refused, match="not served"):
        set_up(w, suggestion.measures.first())
