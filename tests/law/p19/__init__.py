"""The Provisions of 2019, article by article; here are the rules that have no example of their own."""

from tests.law.rules import Authority, Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="P19",
    english="Provisions on the Work of Procuratorial Suggestions (2019)",
    chinese="人民检察院检察建议工作规定",
    in_force="In force since 2019-02-26; 32 articles.",
    names=("P19", "Provisions on Procuratorial Suggestions", "Provisions"),
    spelt=("人民检察院检察建议工作规定", "检察建议工作规定"),
    remark="It replaced the trial version of 2009. An “Art.” without a name, in code and on pages, is one of these.",
    rules=(
        Rule(
            paragraph="8",
            text="A retrial suggestion goes to the court of the same level, on a statutory ground for retrial.",
            coverage=Coverage.PARTLY,
            note="The ground is part of the text and is not asked for by itself.",
            tests=("tests/suggestions/documents/test_recipients.py::test_no_draft_is_opened_to_anybody_else",),
        ),
        Rule(
            paragraph="14",
            text="The investigation may query, copy, ask, hear the unit, consult, commission an appraisal or audit and "
            "inspect; it restricts nobody's liberty and seals, seizes or freezes nothing.",
            note="The register holds means, day, staff and institution; of a person role and number. What was found stands in the report.",
            tests=(
                "tests/suggestions/actions/test_investigating.py::test_an_act_is_by_a_means_of_the_article_and_names_no_person",
                "tests/desk/steps/test_investigations.py::test_the_form_names_what_is_forbidden_and_asks_for_no_name",
            ),
        ),
        Rule(
            paragraph="26",
            text="The procuratorial committee evaluates at intervals what the suggestions of its own office achieved.",
            tests=(
                "tests/desk/draws/test_evaluations.py::test_the_secretary_records_what_the_committee_says_of_a_draw",
            ),
        ),
        Rule(
            paragraph="27",
            text="The case-management department reviews the quality of letters and files at intervals (质量评查).",
            tests=(
                "tests/followups/actions/test_quality_reviewing.py::test_what_both_say_holds",
                "tests/followups/actions/test_quality_reviewing.py::test_where_they_differ_a_third_decides_and_only_that",
            ),
        ),
        Rule(
            paragraph="28",
            text="Quality and effect of suggestions count in the appraisal of prosecutors.",
            coverage=Coverage.LEFT_OUT,
            note="On purpose: the software judges suggestions and ranks nobody.",
        ),
        Rule(
            paragraph="29",
            text="Higher procuratorates guide those below, circulate what they find and help with difficulties.",
            note="They read all cases below them, send circulars of which each office takes notice, and collect models of letters. Advice on one case is given outside the software.",
            tests=(
                "tests/followups/actions/test_circulating.py::"
                "test_each_office_below_takes_notice_once_by_who_may_and_the_rest_is_what_has_not",
                "tests/followups/actions/test_circulating.py::"
                "test_it_is_read_by_the_own_office_and_those_below_but_by_no_unit_and_not_above",
                "tests/followups/actions/test_collecting.py::"
                "test_a_second_person_makes_it_and_neither_the_author_nor_the_unit",
                "tests/followups/actions/test_collecting.py::test_it_begins_without_the_names_of_the_case_and_none_is_taken",
                "tests/followups/actions/test_collecting.py::"
                "test_offices_below_read_what_the_office_above_collects_and_not_one_another",
                "tests/desk/office/test_suggestion_views.py::"
                "test_an_issued_letter_is_read_by_the_own_office_and_those_above_but_not_beside",
            ),
        ),
        Rule(
            paragraph="not regulated",
            text="The length of the objection period, the number of visits, looking back (回头看), who signs the reply, "
            "what counts as adopted, service by electronic means, the form of filing, the order in which several offices "
            "sign one letter and the years in the archive are not in the Provisions; the software marks what it does "
            "there as the office's own.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/suggestions/rules/test_terms.py::test_the_rows_of_the_office_are_not_called_law",
                "tests/suggestions/actions/test_joining.py::"
                "test_it_is_issued_when_all_have_signed_in_order_under_the_number_of_the_host",
                "tests/suggestions/actions/test_joining.py::test_a_signature_over_a_former_text_counts_for_nothing",
            ),
        ),
    ),
)
