"""The Ecological and Environmental Code, and the law before it: on what environmental cases rest."""

from tests.law.rules import Authority, Rule, Statute

BY_FACTS = (
    "tests/suggestions/documents/test_legal_basis.py::TestLetter::"
    "test_facts_until_a_day_are_judged_by_its_law_and_a_draft_without_one_by_that_of_the_decision"
)
STATUTE = Statute(
    abbreviation="EEC",
    english="Ecological and Environmental Code (2026)",
    chinese="中华人民共和国生态环境法典",
    in_force="In force since 2026-08-15, in place of the Environmental Protection Law and nine others.",
    names=("EEC", "Ecological and Environmental Code"),
    spelt=("中华人民共和国生态环境法典", "中华人民共和国环境保护法"),
    remark="Art. 10 is of the Environmental Protection Law (2014), which the Code replaced.",
    rules=(
        Rule(
            paragraph="10",
            text="Until 2026-08-14: the environmental authority of the place supervises the protection of the environment.",
            authority=Authority.UNVERIFIED,
            note="Known, not read in the source; a letter rests on it where the facts ended before the Code; without a day of theirs, where the case was opened before it.",
            tests=(
                "tests/suggestions/documents/test_legal_basis.py::test_the_environment_rests_on_the_code_from_its_first_day_on",
                BY_FACTS,
            ),
        ),
        Rule(
            paragraph="1076",
            text="Where a local government or an authority of the environment acts unlawfully or not at all and harm is "
            "done, the procuratorate may sue.",
            note="It says nothing of a suggestion before the suit: the letter rests on APL Art. 25(4) as well.",
            tests=(
                "tests/suggestions/documents/test_legal_basis.py::test_the_environment_rests_on_the_code_from_its_first_day_on",
                BY_FACTS,
            ),
        ),
    ),
)
