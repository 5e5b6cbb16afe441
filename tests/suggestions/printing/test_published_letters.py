"""Twenty published suggestions, set as letters again, beside the figures of the standard (GB/T 9704-2012)."""

import pytest

from . import published_letters
from .published_letters import CELLS, LINES, MANY, SEAL, TITLE, Figures


@pytest.mark.slow
def test_twenty_published_letters_have_the_figures_of_the_standard() -> None:
    found = [published_letters.figures(*each) for each in published_letters.printed()]
    assert len({each.key for each in found}) == MANY
    for each in found:
        assert each.left == pytest.approx(0, abs=0.05), each
        assert each.right <= 0.3, each
        assert each.above >= -0.05, each
        assert each.below >= -0.05, each
        assert each.grid == pytest.approx(0, abs=0.05), each
        assert each.line_end <= 0.3, each
        assert each.title == pytest.approx(TITLE, abs=0.1), each
        assert each.seal == pytest.approx(SEAL, abs=0.1), each
        assert each.seal_from_date <= 0.15, each
        assert each.is_sealed_over_both, each
        assert each.lines_with_seal >= 1, each
    assert most(found, "lines") == LINES
    assert most(found, "cells") == CELLS


def most(found: list[Figures], name: str) -> int:
    """Return the largest figure of all letters: a short page, or one without a line of Chinese alone, has fewer."""
    return max(getattr(each, name) for each in found)
