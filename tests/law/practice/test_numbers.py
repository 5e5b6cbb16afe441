"""How a document number is written."""

import pytest

from suggestions.rules import number_patterns
from tests.law.rules import practice


@practice
@pytest.mark.parametrize(
    ("pattern", "is_one"),
    [
        ("丙检建〔{year}〕{serial}号", True),
        ("丙检建[{year}]{serial}号", False),
        ("丙检建〔{year}〕{serial}", False),
    ],
)
def test_a_number_has_its_year_in_six_cornered_brackets_and_ends_with_its_serial(pattern, is_one):
    """form of numbers: Code, year in 〔〕, serial without leading zeros and without 第, 号."""
    assert (number_patterns.prefix_of(pattern) is not None) is is_one
