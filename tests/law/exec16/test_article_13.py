"""EXEC16 Art. 13: the court's answer to a suggestion on enforcement."""

from suggestions.rules import terms
from tests.law.clocks import TODAY, due, months, reply
from tests.law.rules import also, noted


@noted("Administrative enforcement follows it by analogy, which was not verified.")
def test_the_court_answers_within_three_months():
    """13: The court answers a suggestion on enforcement in writing (回复意见函) within three months, with reasons where
    it does not adopt it."""
    expected = "3 months from served to replied, owed by court"
    assert reply("violation_civil_enforcement") == reply("violation_administrative_enforcement") == expected
    assert due("2023-11-30", months(3)) == "2024-02-29"


@also(
    "tests/followups/actions/test_prolonging.py::"
    "test_the_legal_day_moves_by_the_month_of_the_rule_and_the_former_one_stays"
)
def test_the_courts_president_prolongs_it_by_one_month():
    """13 (president): The president of the court may prolong it by one month."""
    assert terms.find("reply_enforcement", on=TODAY).extension == months(1)
