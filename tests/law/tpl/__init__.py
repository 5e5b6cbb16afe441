"""What circulates and was not read at its source: a template of a court's letter, a joint opinion, codes of numbers."""

from tests.law.rules import Authority, Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="TPL",
    english="Circulating template, and what it is said to rest on",
    chinese="检察建议书（×检民违监）样式",
    in_force="A template of a letter on a violation in civil trial; its basis is said to be a joint opinion of 2011.",
    names=("TPL",),
    rules=(
        Rule(
            paragraph="skeleton",
            text="A court's letter says where the case came from, what was found, what the procuratorate holds, on "
            "which article it therefore suggests what, by when to answer, 此致 with the court's name, day and seal.",
            coverage=Coverage.WRONG,
            authority=Authority.UNVERIFIED,
            note="One sentence for all kinds (“向你单位提出如下检察建议”), no article on which it is raised, and 此致 may "
            "part from the court's name at a page break.",
        ),
        Rule(
            paragraph="codes",
            text="Numbers of the form ×检民违监〔年〕号 for violations in civil trial, and like ones for other kinds.",
            authority=Authority.UNVERIFIED,
            note="Only that code and 检建 were seen in use; the others are proposals, and every office sets its own.",
            tests=("tests/suggestions/actions/test_series.py::test_every_kind_has_a_default_pattern_of_its_own",),
        ),
    ),
)
