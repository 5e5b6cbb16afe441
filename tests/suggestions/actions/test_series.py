"""Numbers of letters: gap-free per procuratorate, kind and year; given once, never twice, void for ever."""

from datetime import date

import pytest
from django.db import transaction

from organs.refusals import NotAllowed, Refused
from suggestions.actions import issuing, series
from suggestions.models import GivenNumber, NumberSeries, SeriesYear
from suggestions.rules.kinds import KINDS
from tests import factories

pytestmark = pytest.mark.django_db

DECEMBER, JANUARY = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.first, w.second_one = factories.opened(w), factories.opened(w)
    w.of_other_kind = factories.opened(w, "public_interest")
    w.approved = factories.approved(w)
    return w


@pytest.fixture
def w(built, db):
    for suggestion in (built.first, built.second_one, built.of_other_kind, built.approved):
        suggestion.refresh_from_db()
    return built


def give(suggestion, on=factories.DAY, number="") -> GivenNumber:
    return series.give(suggestion=suggestion, on=on, at=factories.at(on), national_number=number)


def define(w, **facts) -> NumberSeries:
    values = {
        "access": factories.access(w.administrator),
        "procuratorate": w.county,
        "kind": "social_governance",
        "mode": "own",
        "pattern": "丙检建〔{year}〕{serial}号",
        "origin": "live",
    }
    return series.define(at=factories.at(), **{**values, **facts})


def test_numbers_follow_each_other_without_a_gap(w):
    assert [give(w.first).printed for _time in range(3)] == [
        "丙县检建〔2026〕1号",
        "丙县检建〔2026〕2号",
        "丙县检建〔2026〕3号",
    ]


def test_each_kind_counts_by_itself(w):
    assert give(w.first).serial == 1
    assert give(w.of_other_kind).printed == "丙县检行公建〔2026〕1号"
    assert give(w.second_one).serial == 2


def test_each_procuratorate_counts_by_itself(w):
    define(w, procuratorate=w.sibling, pattern="丁检建〔{year}〕{serial}号")
    assert give(w.first).serial == 1
    w.second_one.issued_by = w.sibling
    assert give(w.second_one).printed == "丁检建〔2026〕1号"


def test_each_year_begins_with_one_and_the_old_year_goes_on(w):
    assert [give(w.first, DECEMBER).serial, give(w.first, DECEMBER).serial] == [1, 2]
    assert give(w.first, JANUARY).printed == "丙县检建〔2027〕1号"
    assert give(w.first, DECEMBER).printed == "丙县检建〔2026〕3号"


def test_a_number_that_was_not_used_in_the_end_is_given_to_the_next(w):
    with transaction.atomic():
        assert give(w.first).serial == 1
        transaction.set_rollback(True)
    assert give(w.second_one).serial == 1


def test_a_void_number_stays_void(w):
    void = give(w.first)
    GivenNumber.objects.filter(pk=void.pk).update(voided_at=factories.at())
    assert give(w.second_one).serial == void.serial + 1
    define(w, mode="national")
    with pytest.raises(Refused, match=void.printed):
        give(w.second_one, number=void.printed)


def test_a_changed_pattern_goes_on_counting(w):
    give(w.first)
    define(w, pattern="丙检社建〔{year}〕{serial}号")
    assert give(w.second_one).printed == "丙检社建〔2026〕2号"


def test_an_own_series_takes_no_number_from_outside(w):
    with pytest.raises(Refused) as refusal:
        give(w.first, number="丙检建〔2026〕9号")
    assert refusal.value.field == "number"
    assert not SeriesYear.objects.exists()


def test_issuing_waits_for_the_number_of_the_national_system(w):
    define(w, mode="national")
    facts = {"access": factories.access(w.registrar), "at": factories.at(), "suggestion": w.approved}
    with pytest.raises(Refused) as refusal:
        issuing.issue(**facts, national_number="  ")
    assert refusal.value.field == "number"
    w.approved.refresh_from_db()
    assert (w.approved.document_state, w.approved.numbers.count()) == ("approved", 0)
    issuing.issue(**facts, national_number=" 丙检建〔2026〕77号 ")
    w.approved.refresh_from_db()
    assert w.approved.letter.document_number == "丙检建〔2026〕77号"
    assert w.approved.numbers.get().serial is None
    assert not SeriesYear.objects.exists()


def test_a_national_number_is_taken_once(w):
    define(w, mode="national")
    give(w.first, number="丙检建〔2026〕77号")
    with pytest.raises(Refused) as refusal:
        give(w.second_one, number="丙检建〔2026〕77号 ")
    assert refusal.value.field == "number"
    assert GivenNumber.objects.count() == 1


def test_a_number_that_once_came_from_outside_is_refused_in_words_when_the_own_series_reaches_it(w):
    define(w, mode="national")
    give(w.first, number="丙县检建〔2026〕1号")
    define(w, mode="own", pattern="丙县检建〔{year}〕{serial}号")
    with pytest.raises(Refused, match="丙县检建〔2026〕1号"):
        give(w.second_one)


def test_a_kind_without_a_series_is_refused_in_words(w):
    NumberSeries.objects.filter(procuratorate=w.county, kind="social_governance").delete()
    with pytest.raises(Refused) as refusal:
        give(w.first)
    assert refusal.value.field == "number"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "丙检建",
        "丙检建〔{year}〕号",
        "丙检建{serial}号",
        "丙检建[{year}]{serial}号",
        "丙检建（{year}）{serial}号",
        "丙检建〔{year}〕第{serial}号",
        "丙检建〔{year}〕{serial}",
        "丙检建〔{year}〕{serial:03d}号",
        "丙检建〔{year}〕{serial}号{serial}号",
        "丙检建〔{year}〕{serial}号{year.__class__}",
        "丙检{0}建〔{year}〕{serial}号",
        "丙检建〔2026〕{serial}号",
    ],
)
def test_a_pattern_of_another_shape_is_refused(w, pattern):
    with pytest.raises(Refused) as refusal:
        define(w, pattern=pattern)
    assert refusal.value.field == "pattern"


def test_two_series_never_print_the_same_numbers(w):
    define(w, pattern="丙检建〔{year}〕{serial}号")
    with pytest.raises(Refused) as refusal:
        define(w, kind="other", pattern=" 丙检建〔{year}〕{serial}号 ")
    assert refusal.value.field == "pattern"
    define(w, pattern="丙检建〔{year}〕{serial}号")


@pytest.mark.parametrize("facts", [{"kind": "unheard_of"}, {"mode": "lottery"}])
def test_an_unknown_kind_or_mode_is_refused(w, facts):
    with pytest.raises(Refused) as refusal:
        define(w, **facts)
    assert refusal.value.field == next(iter(facts))


def test_only_an_administrator_sets_a_series(w):
    with pytest.raises(NotAllowed):
        define(w, access=factories.access(w.registrar))


def test_every_kind_has_a_default_pattern_of_its_own(w):
    patterns = {series.default_pattern(procuratorate=w.county, kind=kind) for kind in KINDS}
    assert len(patterns) == len(KINDS)
    assert {series.example(pattern=pattern, year=2026, last=0)[-7:] for pattern in patterns} == {"〔2026〕1号"[-7:]}


def test_defaults_are_added_only_where_none_is_set(w):
    kept = define(w, pattern="丙检社建〔{year}〕{serial}号")
    NumberSeries.objects.filter(procuratorate=w.county, kind="other").delete()
    facts = {"access": None, "at": factories.at(), "procuratorate": w.county, "mode": "own", "origin": "live"}
    assert series.define_defaults(**facts) == 1
    assert series.define_defaults(**facts) == 0
    kept.refresh_from_db()
    assert kept.pattern == "丙检社建〔{year}〕{serial}号"
