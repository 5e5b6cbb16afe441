"""PIL21 Art. 75: who decides on a public-interest letter, what it says, and its filing."""

from django.utils import translation

from suggestions.documents import composing
from suggestions.rules.kinds import KINDS
from tests import factories
from tests.law.clocks import clock
from tests.law.rules import also, noted, partly


def test_the_chief_procurator_decides():
    """75 (decision): The chief procurator decides on a public-interest letter."""
    gate = KINDS["public_interest"].versions[-1].gates[-1]
    assert (gate.relation, gate.decides, gate.by_resolution) == ("chief", True, False)


@noted("No period for an objection is among them: P19 Art. 16 adds none to the special list.")
def test_the_letter_says_what_the_article_lists_under_its_own_names():
    """75 (contents): The letter names the organ, the source, the facts of the harm, the facts and reasons why the duty
    is not performed, the legal basis on which it is raised, what is suggested, the rectification period, and other
    matters."""
    kind = KINDS["public_interest"].versions[-1]
    with translation.override("zh-hans"):
        named = [str(content.label) for content in (kind.recipient, *kind.contents)]
    assert named == [
        *("行政机关的名称", "案件来源", "国家利益或者社会公共利益受到侵害的事实"),
        *("认定行政机关不依法履行职责的事实和理由", "提出检察建议的法律依据", "建议的具体内容"),
        *("整改期限", "其他需要说明的事项"),
    ]
    assert not kind.has_objection_period


@noted("The interpretation of 2020 was not read: the reviewer sees the mark, the letter does not.")
@also(
    "tests/suggestions/documents/test_legal_basis.py::TestLetter::"
    "test_a_draft_without_it_is_not_complete_and_the_article_says_why",
    "tests/suggestions/documents/test_legal_basis.py::test_the_environment_rests_on_the_code_from_its_first_day_on",
)
def test_the_letter_says_on_which_law_it_is_raised(w):
    """75 (basis): The legal basis on which the suggestion is raised is a content of its own, required here."""
    suggestion = factories.drafted(w, "public_interest")
    said = [block.text for block in composing.letter(suggestion.letter).blocks]
    assert "根据《中华人民共和国行政诉讼法》第二十五条第四款的规定，现向你单位提出如下检察建议：" in said


@partly("It is said on the page of the draft; nothing compares the two.")
def test_the_drafter_is_told_that_what_is_asked_must_match_a_later_claim():
    """75 (claim): What the letter suggests must match what a later suit could claim."""
    with translation.override("en"):
        assert "match a possible later claim" in str(KINDS["public_interest"].versions[-1].content("measures").help)


@also("tests/suggestions/rules/test_articles_of_kinds.py::test_filing_rests_on_the_article_that_its_form_prints")
@also(
    "tests/suggestions/actions/test_clocks.py::"
    "test_of_public_interest_approval_starts_service_and_service_starts_reply_examination_and_filing"
)
def test_it_is_filed_within_five_days_of_service_and_not_of_issue():
    """75 (filing): The letter is filed with the procuratorate above within five days of its service."""
    assert clock("filing_pil") == "5 days from served to filed, owed by office"
