"""The Administrative Litigation Law: on what public-interest, retrial and trial suggestions rest."""

from tests.law.rules import Rule, Statute

ROW = "tests/suggestions/documents/test_legal_basis.py::test_every_kind_has_a_row_and_every_letter_a_place"

STATUTE = Statute(
    abbreviation="APL",
    english="Administrative Litigation Law (2017)",
    chinese="中华人民共和国行政诉讼法",
    in_force="In force by the amendment of 2017 since 2017-07-01.",
    names=("APL", "Administrative Litigation Law"),
    spelt=("中华人民共和国行政诉讼法",),
    rules=(
        Rule(
            paragraph="25(4)",
            text="Where an organ acts unlawfully or not at all and the interest of the state or the public is harmed, the "
            "procuratorate suggests that it performs its duty; where it does not, it sues.",
            tests=(
                ROW,
                "tests/suggestions/documents/test_legal_basis.py::test_the_environment_rests_on_the_code_from_its_first_day_on",
            ),
        ),
        Rule(
            paragraph="93(2), 93(3)",
            text="A procuratorate may suggest a retrial to the court of its own level, and suggests to it that a violation "
            "in trial be rectified.",
            tests=(ROW,),
        ),
        Rule(
            paragraph="101",
            text="What this law does not say of the supervision of enforcement follows civil procedure.",
            tests=(ROW,),
        ),
    ),
)
