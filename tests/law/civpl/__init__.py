"""The Civil Procedure Law: periods and service."""

from tests.law.rules import Authority, Rule, Statute

SERVICE = "tests/desk/steps/test_service.py::TestService::test_each_mode_asks_for_its_facts_and_keeps_the_rest"
GROUNDS = "tests/suggestions/rules/test_articles.py::test_a_period_is_explained_by_the_law_of_the_day_on_which_it_began"

STATUTE = Statute(
    abbreviation="CIVPL",
    english="Civil Procedure Law (2023)",
    chinese="中华人民共和国民事诉讼法",
    in_force="Articles by the version of 2023. Art. 85 was Art. 82 until 2021; periods that began then cite it, marked as not "
    "verified. The articles on service are cited by their numbers of today.",
    names=("CIVPL", "Civil Procedure Law"),
    spelt=("中华人民共和国民事诉讼法",),
    remark="Applied by analogy where no article speaks of suggestions.",
    rules=(
        Rule(
            paragraph="208, 215, 235, 242",
            text="Until 2021 and until 2023: a procuratorate suggests a retrial, or that a violation in trial or "
            "enforcement be rectified.",
            authority=Authority.UNVERIFIED,
            note="Known, not read in the source: letters of cases of those years rest on them, and reviewers see the mark.",
            tests=(
                "tests/suggestions/documents/test_legal_basis.py::test_civil_procedure_is_cited_by_the_numbers_of_the_day",
            ),
        ),
        Rule(
            paragraph="219(2), 219(3), 246",
            text="A procuratorate may suggest a retrial to the court of its own level, suggests to it that a violation in "
            "trial be rectified, and supervises enforcement.",
            tests=(
                "tests/suggestions/documents/test_legal_basis.py::test_civil_procedure_is_cited_by_the_numbers_of_the_day",
            ),
        ),
        Rule(
            paragraph="82(2), 82(3)",
            text="Until 2021: the day of the beginning does not count, and a rest day does not end a period.",
            authority=Authority.UNVERIFIED,
            note="Known, not read in the source; pages mark it so.",
            tests=(GROUNDS,),
        ),
        Rule(
            paragraph="86",
            text="Who was prevented without fault asks within ten days after the impediment ended for the period to be "
            "extended.",
            note="Applied by analogy: the head or a chief procurator extends the period, by which the legal day itself moves. "
            "A later day without an impediment stands beside the legal one, which it never replaces.",
            tests=(
                "tests/followups/actions/test_postponing.py::"
                "test_an_impediment_without_fault_extends_the_period_itself_when_asked_for_within_ten_days",
            ),
        ),
        Rule(
            paragraph="88",
            text="An organisation's legal representative or head signs, or who is in charge of receiving mail.",
            note="As what somebody signed is a choice at the service that the office records.",
            tests=(
                SERVICE,
                "tests/desk/steps/test_service.py::TestService::test_who_signs_for_a_unit_is_one_whom_the_law_names",
            ),
        ),
        Rule(
            paragraph="91",
            text="Service by post: the day on the receipt is that of service.",
            tests=(SERVICE,),
        ),
    ),
)
