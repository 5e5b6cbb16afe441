"""ADM21 Art. 128: the court's own objection."""

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import MeasuredBy
from tests.law.clocks import TODAY, clock
from tests.law.rules import also, noted


@also(
    "tests/suggestions/rules/test_articles_of_kinds.py::test_the_answer_to_an_objection_rests_on_the_article_that_the_letter_promised"
)
def test_a_courts_objection_is_answered_within_the_prescribed_period():
    """128: A court's objection is answered within the prescribed period; the article names no number, so somebody sets
    a date."""
    assert clock("objection_court_administrative") == "from objection_raised to objection_answered, owed by office"
    assert terms.find("objection_court_administrative", on=TODAY).measured_by is MeasuredBy.DATE


@noted(
    "Our reading: the article says how the procuratorate answers; the period is that of P19 Art. 16. Reviewers see it."
)
def test_the_letter_tells_the_court_how_its_objection_is_answered():
    """128 (letter): The letter tells the court how its objection is answered."""
    sentence = KINDS["retrial_administrative"].versions[-1].objection
    said = sentence.said(period="十日", name="检察建议", document="检察建议书")
    assert said.startswith("你院如对本检察建议有异议，请自收到本检察建议书之日起十日内书面提出")
    assert "《人民检察院行政诉讼监督规则》第一百二十八条" in said and sentence.is_reading
