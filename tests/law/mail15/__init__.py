"""The provisions of 2015 on procuratorial mail."""

from tests.law.rules import Rule, Statute

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
            note="The confirmation (电子送达确认书) is printed; consent and address are recorded with the service.",
            tests=(
                "tests/desk/office/test_before_leaving.py::"
                "test_the_confirmation_of_electronic_service_is_printed_for_the_unit_to_sign",
            ),
        ),
        Rule(
            paragraph="9",
            text="For an organisation its office, mailroom or duty room may sign for mail.",
            note="As what somebody signed is a choice: office, mail room or duty room is one.",
            tests=(
                "tests/desk/steps/test_service.py::TestService::test_who_signs_for_a_unit_is_one_whom_the_law_names",
            ),
        ),
    ),
)
