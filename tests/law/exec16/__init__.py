"""The joint provisions of 2016 on civil enforcement: the court's answer, and its objection."""

from tests.law.rules import Statute

STATUTE = Statute(
    abbreviation="EXEC16",
    english="Provisions on Legal Supervision of Civil Enforcement (2016)",
    chinese="最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定",
    in_force="In force since 2017-01-01 (the day was not read).",
    names=("EXEC16", "Provisions on Supervision of Civil Enforcement", "Civil Enforcement Provisions"),
    spelt=("最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定",),
)
