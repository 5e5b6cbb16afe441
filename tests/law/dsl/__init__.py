"""The Data Security Law, as far as the software meets it."""

from tests.law.rules import Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="DSL",
    english="Data Security Law (2021)",
    chinese="中华人民共和国数据安全法",
    in_force="In force since 2021-09-01 (the day was not read).",
    names=("DSL", "Data Security Law"),
    rules=(
        Rule(
            paragraph="21, 27",
            text="Data are classified and graded, and secured from beginning to end.",
            coverage=Coverage.LEFT_OUT,
            note="Grading is for who runs the installation.",
        ),
        Rule(
            paragraph="38–39",
            text="Organs of the state collect and use data within their powers, and keep privacy and trade secrets.",
            coverage=Coverage.PARTLY,
            note="Who may see what is decided for every row; nothing marks a trade secret.",
            tests=(
                "tests/suggestions/access/test_permissions.py::"
                "test_seeing_follows_state_and_relation_in_lists_and_on_pages_alike",
            ),
        ),
        Rule(
            paragraph="40",
            text="Building and running it by others needs strict approval; they keep and use no data of it.",
            coverage=Coverage.LEFT_OUT,
            note="For who runs the installation.",
        ),
    ),
)
