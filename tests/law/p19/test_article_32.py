"""P19 Art. 32: since when the Provisions hold."""

from datetime import date

import pytest

from suggestions.rules import terms


def test_no_term_of_the_provisions_runs_before_they_were_in_force():
    """32: The Provisions are in force since 2019-02-26, and the trial version of 2009 no longer is."""
    assert terms.find("reply", on=date(2019, 2, 26)).length
    with pytest.raises(terms.NotInForce):
        terms.find("reply", on=date(2019, 2, 25))
