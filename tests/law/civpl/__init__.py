"""The Civil Procedure Law: periods and service."""

from tests.law.rules import Coverage, Rule, Statute

SERVICE = "tests/desk/steps/test_service.py::TestService::test_each_mode_asks_for_its_facts_and_keeps_the_rest"

STATUTE = Statute(
    abbreviation="CIVPL",
    english="Civil Procedure Law (2023)",
    chinese="中华人民共和国民事诉讼法",
    in_force="Articles by the version of 2023; in 2019 to 2021 the same rules had other numbers, which is not shown.",
    names=("CIVPL", "Civil Procedure Law"),
    remark="Applied by analogy where no article speaks of suggestions.",
    rules=(
        Rule(
            paragraph="86",
            text="Who was prevented without fault asks within ten days after the impediment ended for the period to be "
            "extended.",
            coverage=Coverage.PARTLY,
            note="A later day is agreed with the unit and stands beside the legal one, which it never replaces.",
            tests=(
                "tests/followups/actions/test_postponing.py::"
                "test_the_head_agrees_on_the_handling_prosecutors_view_and_the_legal_day_stays",
            ),
        ),
        Rule(
            paragraph="88",
            text="An organisation's legal representative or head signs, or who is in charge of receiving mail.",
            coverage=Coverage.PARTLY,
            note="Who signed is a text; the admitted persons are not a choice.",
            tests=(SERVICE,),
        ),
        Rule(
            paragraph="91",
            text="Service by post: the day on the receipt is that of service.",
            tests=(SERVICE,),
        ),
    ),
)
