"""The work rules of 2020 of the procuratorial committees: the papers of a decision."""

from tests.law.rules import Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="COMM20",
    english="Work Rules of the Procuratorial Committees (2020)",
    chinese="人民检察院检察委员会工作规则",
    in_force="In force since 2020.",
    names=("COMM20",),
    rules=(
        Rule(
            paragraph="28",
            text="The committee's decision is kept as minutes (会议纪要) and sent out as a notice of the decided matter "
            "(检察委员会决定事项通知书).",
            coverage=Coverage.PARTLY,
            note="The software prints a resolution (检察委员会决议) with the name of the file of the minutes.",
            tests=(
                "tests/desk/office/test_reviews_views.py::TestCommittee::"
                "test_a_retrial_is_approved_by_the_committees_resolution_only",
            ),
        ),
    ),
)
