"""SPCciv Art. 414 and 417: the court and a retrial suggestion."""

from datetime import date

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS, Type
from tests.law.clocks import clock, reply
from tests.law.rules import unverified


def test_no_retrial_suggestion_goes_out_without_the_committee():
    """414: A court may refuse a retrial suggestion on which the procuratorial committee did not decide."""
    retrial = [kind for kind in KINDS.values() if kind.type == Type.RETRIAL]
    assert len(retrial) == 2
    assert all(version.gates[-1].by_resolution for kind in retrial for version in kind.versions)


def test_the_court_examines_a_retrial_suggestion_within_three_months():
    """417: The court examines a retrial suggestion within three months, and replies in writing where it does not reopen
    the case."""
    assert reply("retrial_civil") == clock("retrial_court") == "3 months from served to replied, owed by court"


@unverified
def test_before_the_tenth_of_april_2022_the_same_rule_had_another_number():
    """417, 419 (2015): The rule stood in Art. 419 until the version of 2022; that day is known and was not read."""
    before, since = (terms.find("retrial_court", on=date(2022, 4, day)) for day in (9, 10))
    assert (before.version, since.version, before.length) == (1, 2, since.length)
