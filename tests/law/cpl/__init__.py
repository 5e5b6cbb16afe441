"""The Criminal Procedure Law: periods."""

from tests.law.rules import Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="CPL",
    english="Criminal Procedure Law (2018)",
    chinese="中华人民共和国刑事诉讼法",
    in_force="Version of 2018.",
    names=("CPL",),
    rules=(
        Rule(
            paragraph="105",
            text="The beginning does not count, a holiday does not end a period, and what was posted before its "
            "end is in time.",
            tests=("tests/suggestions/rules/test_counting.py::test_what_is_posted_on_the_last_day_is_in_time",),
        ),
        Rule(
            paragraph="106",
            text="Who was prevented asks within five days for the proceedings to be taken up again.",
            coverage=Coverage.LEFT_OUT,
            note="It speaks of parties to criminal proceedings; a suggestion has none.",
        ),
    ),
)
