"""Numbers of letters: gap-free per procuratorate, kind and year; given once, never twice, void for ever."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import translation

from organs.models import Procuratorate, SetupEvent
from organs.refusals import NotAllowed, Refused
from suggestions.actions import issuing, series
from suggestions.models import GivenNumber, NumberSeries, SeriesYear, VoidReason, VoidSerial
from suggestions.rules.kinds import KINDS
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

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
    rows = (built.first, built.second_one, built.of_other_kind, built.approved, built.county, built.sibling)
    for row in rows:
        row.refresh_from_db()
    return built


def give(suggestion, on=factories.DAY, number="") -> GivenNumber:
    return series.give(suggestion=suggestion, on=on, at=factories.at(on), national_number=number)


def define(w, **facts) -> NumberSeries:
    values = {
        "access": factories.access(w.administrator),
        "procuratorate": w.county,
        "kind": "social_governance",
        "mode": "own",
        "pattern": "丙县检建〔{year}〕{serial}号",
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
    define(w, procuratorate=w.sibling, pattern="丁县检建〔{year}〕{serial}号")
    assert give(w.first).serial == 1
    w.second_one.issued_by = w.sibling
    assert give(w.second_one).printed == "丁县检建〔2026〕1号"


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
    define(w, pattern="丙县检社建〔{year}〕{serial}号")
    assert give(w.second_one).printed == "丙县检社建〔2026〕2号"


def test_an_own_series_takes_no_number_from_outside(w):
    with pytest.raises(Refused) as refusal:
        give(w.first, number="丙县检建〔2026〕9号")
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
    issuing.issue(**facts, national_number=" 丙县检建〔2026〕77号 ")
    w.approved.refresh_from_db()
    assert w.approved.letter.document_number == "丙县检建〔2026〕77号"
    assert w.approved.numbers.get().serial is None
    assert not SeriesYear.objects.exists()


def test_a_national_number_is_taken_once(w):
    define(w, mode="national")
    give(w.first, number="丙县检建〔2026〕77号")
    with pytest.raises(Refused) as refusal:
        give(w.second_one, number="丙县检建〔2026〕77号 ")
    assert refusal.value.field == "number"
    assert GivenNumber.objects.count() == 1


@pytest.mark.parametrize("typed", ["丙县检建[2026]77号", "丙县检建（２０２６）第077号", "丙县检建 〔2026〕 77 号"])
def test_a_national_number_is_the_same_however_it_is_typed(w, typed):
    define(w, mode="national")
    assert give(w.first, number=typed).printed == "丙县检建〔2026〕77号"
    with pytest.raises(Refused):
        give(w.second_one, number="丙县检建〔2026〕77号")


def test_a_serial_that_another_letter_bears_is_void_with_its_reason_and_the_next_one_is_given(w):
    define(w, mode="national")
    give(w.first, number="丙县检建〔2026〕1号")
    give(w.first, number="丙县检建〔2026〕2号")
    define(w, mode="own")
    assert give(w.second_one).printed == "丙县检建〔2026〕3号"
    assert [(void.serial, void.printed, void.reason) for void in VoidSerial.objects.order_by("serial")] == [
        (1, "丙县检建〔2026〕1号", VoidReason.ON_ANOTHER_LETTER),
        (2, "丙县检建〔2026〕2号", VoidReason.ON_ANOTHER_LETTER),
    ]
    assert give(w.second_one).serial == 4
    assert VoidSerial.objects.count() == 2


def test_a_void_serial_goes_with_the_issue_that_met_it(w):
    define(w, mode="national")
    give(w.first, number="丙县检建〔2026〕1号")
    define(w, mode="own")
    with transaction.atomic():
        assert give(w.second_one).serial == 2
        transaction.set_rollback(True)
    assert not VoidSerial.objects.exists()
    assert give(w.second_one).serial == 2


def test_what_comes_next_is_told_past_the_numbers_on_other_letters(w):
    national = define(w, mode="national")
    give(w.first, number="丙县检建〔2026〕1号")
    assert series.upcoming(national, year=2026) == "丙县检建〔2026〕2号"
    assert series.upcoming(national, year=2027) == "丙县检建〔2027〕1号"


@pytest.mark.parametrize(
    "number",
    [
        "丁县检建〔2026〕1号",
        "丙县检行公建〔2026〕1号",
        "丙县检建〔2026〕0号",
        "丙县检建〔2026〕1234567号",
        "丙县检建〔2026〕²号",
        "丙县检建〔2026〕第一号",
        "丙县检建〔2026〕1号\n丙县检建〔2026〕2号",
        "丙县检建〔2027〕1号",
        "丙县检建〔2024〕1号",
        "丙县检建〔2026〕1号 😀",
        "=1+1",
    ],
)
def test_a_national_number_that_is_none_of_the_own_series_is_refused(w, number):
    define(w, mode="national")
    with pytest.raises(Refused) as refusal:
        give(w.first, number=number)
    assert refusal.value.field == "number"
    assert not GivenNumber.objects.exists()


def test_a_national_number_may_be_of_the_year_before(w):
    define(w, mode="national")
    assert give(w.first, JANUARY, number="丙县检建〔2026〕9号").year == 2026
    assert give(w.first, JANUARY, number="丙县检建〔2027〕1号").year == 2027


def test_a_kind_without_a_series_is_refused_in_words(w):
    NumberSeries.objects.filter(procuratorate=w.county, kind="social_governance").delete()
    with pytest.raises(Refused) as refusal:
        give(w.first)
    assert refusal.value.field == "number"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "丙县检建",
        "丙县检建〔{year}〕号",
        "丙县检建{serial}号",
        "丙县检建[{year}]{serial}号",
        "丙县检建（{year}）{serial}号",
        "丙县检建〔{year}〕第{serial}号",
        "丙县检建〔{year}〕{serial}",
        "丙县检建〔{year}〕{serial:03d}号",
        "丙县检建〔{year}〕{serial}号{serial}号",
        "丙县检建〔{year}〕{serial}号{year.__class__}",
        "丙县检{0}建〔{year}〕{serial}号",
        "丙县检建〔2026〕{serial}号",
    ],
)
def test_a_pattern_of_another_shape_is_refused(w, pattern):
    with pytest.raises(Refused) as refusal:
        define(w, pattern=pattern)
    assert refusal.value.field == "pattern"


@pytest.mark.parametrize(
    "prefix",
    [
        "丁县检建",
        "丙检建",
        "县检建",
        "丙县建",
        "丙县检建2",
        "丙县检 建",
        "丙县检建\n",
        "丙县检\n建",
        "丙县检\u202e建",
        "丙县检\u200b建",
        "丙县检\x00建",
        "丙县检（建）",
        "丙县检Ａ",
        "丙县检建\uff0d",
        "=丙县检建",
        "+丙县检建",
        "-丙县检建",
        "@丙县检建",
        "＝丙县检建",
        "丙县检\uf900",
        "丙县检" + "建" * 38,
    ],
)
def test_a_prefix_is_of_letters_and_of_the_own_office(w, prefix):
    with pytest.raises(Refused) as refusal:
        define(w, pattern=f"{prefix}〔{{year}}〕{{serial}}号")
    assert refusal.value.field == "pattern"


def test_a_longer_word_of_another_office_is_not_taken_by_a_shorter_one(w):
    Procuratorate.objects.filter(pk=w.sibling.pk).update(short_name="丙县检新检")
    with pytest.raises(Refused, match="丁县人民检察院"):
        define(w, pattern="丙县检新检建〔{year}〕{serial}号")
    define(w, pattern="丙县检新建〔{year}〕{serial}号")


def test_an_office_that_takes_the_word_of_another_one_takes_none_of_its_numbers(w):
    Procuratorate.objects.filter(pk=w.sibling.pk).update(short_name="丙县检")
    w.sibling.refresh_from_db()
    with pytest.raises(Refused, match="丙县人民检察院"):
        define(w, procuratorate=w.sibling, pattern="丙县检新建〔{year}〕{serial}号")
    define(w, pattern="丙县检新建〔{year}〕{serial}号")


@pytest.mark.parametrize("short_name", ["丙 县检", "丙2检", "检", "=丙检"])
def test_a_short_name_that_cannot_stand_in_numbers_is_named(w, short_name):
    Procuratorate.objects.filter(pk=w.county.pk).update(short_name=short_name)
    w.county.refresh_from_db()
    with pytest.raises(Refused, match=w.county.name) as refusal:
        define(w, pattern=series.default_pattern(procuratorate=w.county, kind="social_governance"))
    assert refusal.value.field == "pattern"


def test_two_series_never_print_the_same_numbers(w):
    define(w, pattern="丙县检建〔{year}〕{serial}号")
    with pytest.raises(Refused) as refusal, translation.override("zh-hans"):
        define(w, kind="other", pattern=" 丙县检建〔{year}〕{serial}号 ")
    assert refusal.value.field == "pattern"
    with translation.override("zh-hans"):
        assert str(KINDS["social_governance"].label) in str(refusal.value)
    assert w.county.name in str(refusal.value)
    define(w, pattern="丙县检建〔{year}〕{serial}号")


def before_prefixes(w, pattern: str, mode: str = "own") -> None:
    """Gives the county's series the shape that it could have before prefixes were checked."""
    NumberSeries.objects.filter(procuratorate=w.county, kind="social_governance").update(
        pattern=pattern, prefix="", mode=mode
    )


def test_a_series_from_before_goes_on_with_its_own_numbers(w):
    before_prefixes(w, "丙检〔{year}〕Z{serial}号")
    assert give(w.first).printed == "丙检〔2026〕Z1号"
    before_prefixes(w, "丙检〔{year}〕Z{serial}号", mode="national")
    assert give(w.first, number="丙检〔2026〕Z7号").printed == "丙检〔2026〕Z7号"


@pytest.mark.parametrize("mode", ["own", "national"])
def test_a_series_from_before_gives_no_number_of_another_office_any_more(w, mode):
    before_prefixes(w, "丁县检建〔{year}〕{serial}号", mode=mode)
    define(w, procuratorate=w.sibling, pattern="丁县检建〔{year}〕{serial}号")
    with pytest.raises(Refused, match="丁县人民检察院"):
        give(w.first, number="丁县检建〔2026〕1号" if mode == "national" else "")
    assert not GivenNumber.objects.exists()


@pytest.mark.parametrize("facts", [{"kind": "unheard_of"}, {"mode": "lottery"}])
def test_an_unknown_kind_or_mode_is_refused(w, facts):
    with pytest.raises(Refused) as refusal:
        define(w, **facts)
    assert refusal.value.field == next(iter(facts))


def test_only_an_administrator_sets_a_series(w):
    with pytest.raises(NotAllowed):
        define(w, access=factories.access(w.registrar))


class TestShared:
    """Several kinds of an office may count by one series (P19 Art. 7)."""

    def share(self, w, kind="public_interest", with_kind="social_governance") -> NumberSeries:
        facts = {"access": factories.access(w.administrator), "at": factories.at(), "procuratorate": w.county}
        return series.share(kind=kind, with_kind=with_kind, origin="live", **facts)

    def test_one_number_follows_another_over_both_kinds(self, w):
        self.share(w)
        printed = [give(each).printed for each in (w.first, w.of_other_kind, w.second_one)]
        assert printed == ["丙县检建〔2026〕1号", "丙县检建〔2026〕2号", "丙县检建〔2026〕3号"]
        assert series.upcoming(series.of(w.of_other_kind), year=2026) == "丙县检建〔2026〕4号"
        assert SetupEvent.objects.filter(verb="define").latest("id").changes["shares"] == ["", "social_governance"]

    def test_a_kind_that_counts_on_its_own_again_goes_on_where_it_was(self, w):
        assert give(w.of_other_kind).printed == "丙县检行公建〔2026〕1号"
        self.share(w)
        assert give(w.of_other_kind).printed == "丙县检建〔2026〕1号"
        define(w, kind="public_interest", pattern="丙县检行公建〔{year}〕{serial}号")
        assert give(w.of_other_kind).printed == "丙县检行公建〔2026〕2号"

    @pytest.mark.parametrize(
        ("kind", "with_kind"), [("other", "public_interest"), ("social_governance", "other"), ("other", "other")]
    )
    def test_only_a_series_of_its_own_is_shared_and_none_that_shares(self, w, kind, with_kind):
        self.share(w)
        with pytest.raises(Refused) as refusal:
            self.share(w, kind, with_kind)
        assert refusal.value.field == "shares"


def test_every_kind_with_a_code_has_a_default_pattern_of_its_own(w):
    patterns = {
        series.default_pattern(procuratorate=w.county, kind=kind) for kind, row in KINDS.items() if row.number_code
    }
    assert len(patterns) == sum(bool(row.number_code) for row in KINDS.values()) == 7
    assert {series.example(pattern=pattern, year=2026, last=0)[-7:] for pattern in patterns} == {"〔2026〕1号"[-7:]}


def test_defaults_are_added_only_where_none_is_set(w):
    kept = define(w, pattern="丙县检社建〔{year}〕{serial}号")
    NumberSeries.objects.filter(procuratorate=w.county, kind="other").delete()
    facts = {"access": None, "at": factories.at(), "procuratorate": w.county, "mode": "own", "origin": "live"}
    assert series.define_defaults(**facts) == 1
    assert series.define_defaults(**facts) == 0
    kept.refresh_from_db()
    assert kept.pattern == "丙县检社建〔{year}〕{serial}号"
