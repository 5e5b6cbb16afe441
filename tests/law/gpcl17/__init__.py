"""The General Provisions of the Civil Law, which the Civil Code took over: periods that began in 2019 and 2020."""

from tests.law.rules import Authority, Rule, Statute

STATUTE = Statute(
    abbreviation="GPCL",
    english="General Provisions of the Civil Law (2017)",
    chinese="中华人民共和国民法总则",
    in_force="In force from 2017-10-01 to 2020-12-31.",
    names=("GPCL", "General Provisions of the Civil Law"),
    remark="The articles on periods have the same numbers and words as in the Civil Code.",
    rules=tuple(
        Rule(
            paragraph=paragraph,
            text=text,
            authority=Authority.UNVERIFIED,
            tests=(
                "tests/suggestions/rules/test_articles.py::"
                "test_a_period_is_explained_by_the_law_of_the_day_on_which_it_began",
            ),
        )
        for paragraph, text in (
            ("200", "Periods are counted in years, months, days and hours."),
            ("201", "The day of the beginning does not count."),
            ("202", "A period of months ends on the corresponding day, or on the last of a month that has none."),
            ("203", "A rest day does not end a period; its last day ends at 24:00."),
        )
    ),
)
