"""The law of 2018 on the organisation of procuratorates; here are those without an example of their own."""

from tests.law.rules import Rule, Statute

STATUTE = Statute(
    abbreviation="ORG18",
    english="Organic Law of the People's Procuratorates (2018)",
    chinese="中华人民共和国人民检察院组织法",
    in_force="In force since 2019-01-01 (the day was not read).",
    names=("ORG18", "Organic Law"),
    spelt=("中华人民共和国人民检察院组织法",),
    rules=(
        Rule(
            paragraph="10",
            text="Superior procuratorates lead those below them.",
            tests=(
                "tests/suggestions/access/test_relations.py::"
                "test_table_and_reference_agree_for_everybody_at_every_stage",
            ),
        ),
    ),
)
