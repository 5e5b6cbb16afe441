"""The provisions of 2015 on procuratorial mail."""

from tests.law.rules import Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="MAIL15",
    english="Provisions on Service by Procuratorial Mail (2015)",
    chinese="检察专递邮寄送达规定",
    in_force="In force since 2015.",
    names=("MAIL15",),
    rules=(
        Rule(
            paragraph="3–4",
            text="Addresses, and the consent to electronic service, are confirmed in writing (送达地址确认书).",
            coverage=Coverage.MISSING,
            note="Consent and address are recorded with the service; no confirmation is printed.",
        ),
        Rule(
            paragraph="9",
            text="For an organisation its office, mailroom or duty room may sign for mail.",
            coverage=Coverage.PARTLY,
            note="Who signed is a text.",
            tests=(
                "tests/desk/steps/test_service.py::TestService::test_each_mode_asks_for_its_facts_and_keeps_the_rest",
            ),
        ),
    ),
)
