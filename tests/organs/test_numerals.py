"""Numbers of addresses and hidden fields: ASCII digits that a key can hold; whatever else comes is no number and no fault."""

import pytest

from organs import numerals

NO_NUMBERS = ["", "²", "１２", "٣", "-1", "+1", "1_0", " 1", "1e3", "Infinity", "\x00", "9" * 5000, str(2**63)]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_key_is_none(text):
    assert numerals.key_of(text) is None


def test_the_largest_key_is_one():
    assert numerals.key_of(str(2**63 - 1)) == 2**63 - 1


@pytest.mark.parametrize(("text", "count"), [("3", 3), ("61", 60), ("9" * 5000, 60), ("²", 0), ("", 0), ("-3", 0)])
def test_a_count_is_never_above_the_most(text, count):
    assert numerals.count_of(text, most=60) == count
