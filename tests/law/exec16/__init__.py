"""The joint provisions of 2016 on civil enforcement: the court's answer, and its objection."""

from tests.law.rules import Authority, Rule, Statute

STATUTE = Statute(
    abbreviation="EXEC16",
    english="Provisions on Legal Supervision of Civil Enforcement (2016)",
    chinese="最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定",
    in_force="In force since 2017-01-01 (the day was not read).",
    names=("EXEC16", "Provisions on Supervision of Civil Enforcement", "Civil Enforcement Provisions"),
    spelt=("最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定",),
    rules=(
        Rule(
            paragraph="10",
            text="Asked in writing about slack enforcement, the court explains it and replies within 15 days.",
            authority=Authority.UNVERIFIED,
            note="The duty was read in a report on the provisions, the number of its article was not; pages mark it.",
            tests=("tests/suggestions/rules/test_articles_of_kinds.py::test_a_clock_cites_the_article_of_its_kind",),
        ),
    ),
)
