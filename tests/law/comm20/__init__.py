"""The work rules of 2020 of the procuratorial committees: the papers of a decision."""

from tests.law.rules import Authority, Rule, Statute

STATUTE = Statute(
    abbreviation="COMM20",
    english="Work Rules of the Procuratorial Committees (2020)",
    chinese="人民检察院检察委员会工作规则",
    in_force="In force since 2020.",
    names=("COMM20", "Work Rules of the Procuratorial Committees"),
    rules=(
        Rule(
            paragraph="28",
            text="The committee's decision is kept as minutes (会议纪要) and sent out as a notice of the decided matter "
            "(检察委员会决定事项通知书).",
            note="The notice is printed and kept with the documents of the case when the decision is recorded; without the minutes on file none on a retrial "
            "suggestion is recorded. The text of the rules was not read by us.",
            authority=Authority.UNVERIFIED,
            tests=(
                "tests/law/civ21/test_article_087.py::test_the_committees_notice_is_printed_and_rests_on_its_minutes",
                "tests/desk/office/test_reviews_views.py::TestCommittee::"
                "test_a_retrial_is_approved_by_the_committees_resolution_only",
            ),
        ),
    ),
)
