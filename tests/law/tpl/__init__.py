"""What circulates and was not read at its source: a template of a court's letter, a joint opinion, codes of numbers."""

from tests.law.rules import Authority, Rule, Statute

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
            authority=Authority.UNVERIFIED,
            tests=(
                "tests/suggestions/printing/test_documents.py::"
                "test_a_letter_of_a_kind_has_its_own_skeleton_and_says_on_which_law_it_is_raised",
                "tests/suggestions/printing/test_documents.py::test_words_of_sending_never_part_from_the_courts_name",
            ),
        ),
        Rule(
            paragraph="codes",
            text="Numbers of the form ×检民违监〔年〕号 for violations in civil trial, and like ones for other kinds.",
            authority=Authority.UNVERIFIED,
            note="Only that code and 检建 were seen in use; the others are proposals, and every office sets its own.",
            tests=(
                "tests/suggestions/actions/test_series.py::test_every_kind_with_a_code_has_a_default_pattern_of_its_own",
            ),
        ),
    ),
)
