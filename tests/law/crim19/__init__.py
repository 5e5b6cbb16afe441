"""The procuratorial rules of 2019 on criminal procedure: general violations, and the notice that is no suggestion."""

from tests.law.rules import Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="CRIM19",
    english="Criminal Procedure Rules of the Procuratorates (2019)",
    chinese="人民检察院刑事诉讼规则",
    in_force="In force since 2019-12-30 (the day was not read).",
    names=("CRIM19", "Criminal Procedure Rules", "Criminal Rules"),
    spelt=("人民检察院刑事诉讼规则",),
    rules=(
        Rule(
            paragraph="554",
            text="A notice to correct violations (纠正违法通知书) is examined again within seven days when its recipient "
            "asks for it.",
            coverage=Coverage.LEFT_OUT,
            note="The seven days belong to the notice to correct violations (纠正违法通知书), which is no suggestion (P19 Art. 12).",
        ),
    ),
)
