"""The Supreme Court's interpretation on civil procedure, as far as retrial suggestions go."""

from tests.law.rules import Rule, Statute

STATUTE = Statute(
    abbreviation="SPCciv",
    english="Supreme People's Court on civil procedure (2015, 2022)",
    chinese="最高人民法院关于适用《中华人民共和国民事诉讼法》的解释",
    in_force="The version of 2022 is in force since 2022-04-10 (the day was not read); before, that of 2015.",
    names=("SPCciv", "Supreme Court on civil procedure"),
    rules=(
        Rule(
            paragraph="130–131",
            text="For an organisation its legal representative, head, or the staff in charge of receiving mail sign; a "
            "duty room or mailroom will do.",
            tests=(
                "tests/desk/steps/test_service.py::TestService::test_each_mode_asks_for_its_facts_and_keeps_the_rest",
            ),
            note="Who signed is a text; the admitted persons are not a choice.",
        ),
    ),
)
