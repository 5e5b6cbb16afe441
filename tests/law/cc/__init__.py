"""The Civil Code's rules on periods, which civil procedure shares."""

from tests.law.rules import Statute

STATUTE = Statute(
    abbreviation="CC",
    english="Civil Code, General Part: periods",
    chinese="中华人民共和国民法典 总则编",
    in_force="In force since 2021-01-01. Periods that began before it are explained by the General Provisions of the Civil Law.",
    names=("CC", "Civil Code"),
    remark="No article says how the periods of the Provisions are counted; these are applied by analogy.",
)
