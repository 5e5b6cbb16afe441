"""The law of 2024 on state secrets: work secrets."""

from tests.law.rules import Authority, Rule, Statute

STATUTE = Statute(
    abbreviation="SEC24",
    english="Law on Guarding State Secrets (2024)",
    chinese="中华人民共和国保守国家秘密法",
    in_force="In force since 2024-05-01 (the day was not read).",
    names=("SEC24",),
    remark="The software keeps no state secrets, and says so in its README.",
    rules=(
        Rule(
            paragraph="64",
            text="Work secrets (工作秘密) are protected too; a suggestion before it is issued is read as one.",
            authority=Authority.UNVERIFIED,
            note="The reading is known and was not read in a source.",
            tests=(
                "tests/desk/office/test_suggestion_views.py::"
                "test_a_draft_is_not_there_for_colleagues_other_offices_and_the_unit",
            ),
        ),
    ),
)
