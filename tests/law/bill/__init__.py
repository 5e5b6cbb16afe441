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
            coverage=Coverage.PARTLY,
            authority=Authority.UNVERIFIED,
            note="Terms have versions by day; kinds, names of documents and the articles on pages have none.",
            tests=(
                "tests/suggestions/rules/test_terms.py::"
                "test_versions_of_one_term_follow_each_other_without_gap_or_overlap",
            ),
        ),
        Rule(
            paragraph="codes of law",
            text="Since 2026-08-15 the Ecological and Environmental Code (生态环境法典) takes the place of ten laws; a basis "
            "in a letter of later days cites the Code.",
            coverage=Coverage.PARTLY,
            note="A basis is typed freely; the sample letters cite the laws of their day.",
            tests=(
                "tests/suggestions/documents/test_completeness.py::"
                "test_a_paper_of_the_case_that_is_missing_is_named_with_its_article",
            ),
        ),
    ),
)
