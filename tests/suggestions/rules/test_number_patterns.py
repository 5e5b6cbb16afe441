"""Numbers are compared in the form in which the standard writes them."""

import pytest

from suggestions.rules import number_patterns

PATTERN = number_patterns.pattern_of("木检建")


@pytest.mark.parametrize(
    "typed",
    [
        "木检建〔2026〕5号",
        "木检建[2026]5号",
        "木检建［２０２６］５号",
        " 木检建 （2026） 第005号 ",
        "木检建【2026】5 号",
        "木检建﹝2026﹞5号",
        "木检建\u3000〔2026〕\u00a05号",
    ],
)
def test_one_number_has_one_form(typed):
    assert number_patterns.normalised(typed) == "木检建〔2026〕5号"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("木检建〔2026〕Z12号", "木检建〔2026〕Z12号"),
        ("无 文号", "无文号"),
        ("木检建〔26〕5号", "木检建〔26〕5号"),
        ("木检建〔2026〕000号", "木检建〔2026〕000号"),
        ("", ""),
    ],
)
def test_what_is_no_number_keeps_its_words(typed, kept):
    assert number_patterns.normalised(typed) == kept


def test_only_what_the_pattern_prints_is_read():
    read = number_patterns.read
    assert read(PATTERN, number="木检建〔2026〕5号") == (2026, 5)
    assert read(PATTERN, number="木检建〔2026〕Z5号") == (2026, 5)
    for other in (
        "木检建[2026]5号",
        "木检建〔2026〕05号",
        "奇检建〔2026〕5号",
        "木检建〔2026〕5号 😀",
        "木检建〔2026〕1234567号",
    ):
        assert read(PATTERN, number=other) is None
