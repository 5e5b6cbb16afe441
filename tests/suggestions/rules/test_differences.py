"""A difference by word from which both texts can be read again, whatever they are."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from suggestions.rules import differences
from suggestions.rules.differences import DifferenceRun

# Letters mix scripts: pieces that repeat make differences with something in common.
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["建议", "依法", "查处", "八家门店", " ", "\n", "Art. 16", "2026", "12", "é", "。", "𠮷", "👨‍👩‍👧"]
        ),
        max_size=25,
    ).map("".join),
)


def read(runs: list[DifferenceRun], *kinds: str) -> str:
    return "".join(run.text for run in runs if run.kind in kinds)


@settings(max_examples=300, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_both_texts_can_be_read_from_the_runs(before, after):
    runs = differences.runs(before=before, after=after)
    assert read(runs, "same", "deleted") == before
    assert read(runs, "same", "inserted") == after


@settings(max_examples=200, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_runs_are_never_empty_and_no_two_of_a_kind_stand_together(before, after):
    runs = differences.runs(before=before, after=after)
    assert all(run.text for run in runs)
    assert all(first.kind != second.kind for first, second in pairwise(runs))


@settings(deadline=None)
@given(text=TEXTS)
def test_equal_texts_have_no_difference(text):
    assert differences.runs(before=text, after=text) == ([DifferenceRun(text, "same")] if text else [])


def test_chinese_differs_by_character():
    assert differences.runs(before="依法查处商户", after="依法查封商户") == [
        DifferenceRun("依法查", "same"),
        DifferenceRun("处", "deleted"),
        DifferenceRun("封", "inserted"),
        DifferenceRun("商户", "same"),
    ]


def test_numbers_and_latin_words_differ_whole():
    assert differences.runs(before="15 日内 reply", after="10 日内 replied") == [
        DifferenceRun("15", "deleted"),
        DifferenceRun("10", "inserted"),
        DifferenceRun(" 日内 ", "same"),
        DifferenceRun("reply", "deleted"),
        DifferenceRun("replied", "inserted"),
    ]


def test_what_was_added_and_what_was_taken_away_is_shown_alone():
    assert differences.runs(before="", after="新增") == [DifferenceRun("新增", "inserted")]
    assert differences.runs(before="删去", after="") == [DifferenceRun("删去", "deleted")]
