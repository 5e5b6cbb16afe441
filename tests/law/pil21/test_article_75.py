"""PIL21 Art. 75: who decides on a public-interest letter, what it says, and its filing."""

from django.utils import translation

from suggestions.rules.kinds import KINDS
from tests.law.clocks import clock
from tests.law.rules import also, noted, partly


def test_the_chief_procurator_decides():
    """75 (decision): The chief procurator decides on a public-interest letter."""
    gate = KINDS["public_interest"].versions[-1].gates[-1]
    assert (gate.relation, gate.decides, gate.by_resolution) == ("chief", True, False)


@noted("No period for an objection is among them: P19 Art. 16 adds none to the special list.")
def test_the_letter_says_what_the_article_lists():
    """75 (contents): The letter names the organ, the source, the facts of the harm, the facts and reasons why the duty
    is not performed, what is suggested, the rectification period, and other matters."""
    kind = KINDS["public_interest"].versions[-1]
    assert [content.key for content in kind.contents] == [
        *("source", "facts", "problems", "measures", "reply_period", "other"),
    ]
    assert not kind.has_objection_period


@partly("It is said on the page of the draft; nothing compares the two.")
def test_the_drafter_is_told_that_what_is_asked_must_match_a_later_claim():
    """75 (claim): What the letter suggests must match what a later suit could claim."""
    with translation.override("en"):
        assert "match a possible later claim" in str(KINDS["public_interest"].versions[-1].content("measures").help)


@also(
    "tests/suggestions/actions/test_clocks.py::"
    "test_of_public_interest_approval_starts_service_and_service_starts_reply_examination_and_filing"
)
def test_it_is_filed_within_five_days_of_service_and_not_of_issue():
    """75 (filing): The letter is filed with the procuratorate above within five days of its service."""
    assert clock("filing_pil") == "5 days from served to filed, owed by office"
