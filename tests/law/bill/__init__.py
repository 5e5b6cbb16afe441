"""What is pending: a law on public-interest litigation."""

from tests.law.rules import Authority, Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="BILL",
    english="Bill of a Procuratorial Public-Interest Litigation Law",
    chinese="检察公益诉讼法（草案）",
    in_force="First draft 2025-10-24, second reading 2026; that it was adopted was not found by 2026-11-29.",
    names=("BILL",),
    rules=(
        Rule(
            paragraph="versions",
            text="Type ③ may come to have another document, another period and another effect; the software has to "
            "know which rules held on which day.",
            authority=Authority.UNVERIFIED,
            note="Each act is governed by the rules of its day, unless a transition says otherwise; that is read out of "
            "the principle, since no text of the law was found.",
            tests=(
                "tests/suggestions/rules/test_kind_versions.py::"
                "test_on_any_day_exactly_one_version_of_a_kind_is_in_force",
                "tests/suggestions/rules/test_kind_versions.py::"
                "test_a_transition_leaves_an_act_to_the_former_version_where_an_earlier_act_was_done_under_it",
                "tests/suggestions/actions/test_rules_that_change.py::TestApprovedBefore::"
                "test_it_is_not_issued_after_and_says_what_helps",
            ),
        ),
        Rule(
            paragraph="codes of law",
            text="Since 2026-08-15 the Ecological and Environmental Code (生态环境法典) takes the place of ten laws; a basis "
            "in a letter of later days cites the Code.",
            coverage=Coverage.PARTLY,
            note="The basis of the letter begins with the article of the day; the basis of a measure is typed freely.",
            tests=(
                "tests/suggestions/documents/test_legal_basis.py::test_the_environment_rests_on_the_code_from_its_first_day_on",
            ),
        ),
    ),
)
