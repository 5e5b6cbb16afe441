"""EXEC16 Art. 17: the court's own objection."""

from suggestions.rules.kinds import KINDS
from tests.law.clocks import clock
from tests.law.rules import also, noted


@also(
    "tests/suggestions/rules/test_articles_of_kinds.py::test_the_answer_to_an_objection_rests_on_the_article_that_the_letter_promised"
)
def test_a_courts_objection_on_enforcement_is_answered_within_three_months():
    """17: The procuratorate answers a court's written objection on enforcement within three months."""
    assert (
        clock("objection_court_enforcement") == "3 months from objection_raised to objection_answered, owed by office"
    )


@noted(
    "Our reading: the article says how the procuratorate answers; the period is that of P19 Art. 16. Reviewers see it."
)
def test_the_letter_tells_the_court_how_its_objection_is_answered():
    """17 (letter): The letter tells the court how its objection is answered."""
    sentence = KINDS["violation_civil_enforcement"].versions[-1].objection
    said = sentence.said(period="十日", name="检察建议", document="检察建议书")
    assert said.startswith("你院如对本检察建议有异议，请自收到本检察建议书之日起十日内书面提出")
    assert "民事执行活动法律监督若干问题的规定》第十七条" in said and sentence.is_reading
