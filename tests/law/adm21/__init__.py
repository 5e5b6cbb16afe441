"""The rules of 2021 on the supervision of administrative litigation; here are those without an example of their own."""

from tests.law.rules import Coverage, Rule, Statute

RECUSING = "tests/suggestions/actions/test_recusing.py::"

STATUTE = Statute(
    abbreviation="ADM21",
    english="Rules on the Supervision of Administrative Litigation (2021)",
    chinese="人民检察院行政诉讼监督规则",
    in_force="In force since 2021-09-01.",
    names=("ADM21", "Administrative Supervision Rules", "Administrative Rules"),
    spelt=("人民检察院行政诉讼监督规则",),
    rules=(
        Rule(
            paragraph="13–17",
            text="Recusal as in the civil rules, with a ground more: who was witness, agent, judge or law-enforcement "
            "officer in the matter.",
            note="Urgent measures are no exception here; a refusal on the spot is recorded like any other.",
            tests=(
                RECUSING + "test_every_kind_has_its_rules_and_no_column_or_event_holds_free_text",
                RECUSING + "test_a_party_asks_before_it_is_decided_that_a_suggestion_to_the_court_is_raised",
            ),
        ),
        Rule(
            paragraph="52",
            text="When the review ends the prosecutor writes a report (审查终结报告), with the facts and a proposal.",
            note="A paper of the case; every gate asks for it, and the issue.",
            tests=(
                "tests/suggestions/documents/test_completeness.py::"
                "test_nobody_decides_on_a_letter_to_a_court_before_the_report_that_ends_its_review",
                "tests/suggestions/documents/test_completeness.py::"
                "test_a_letter_that_is_under_review_or_approved_without_its_report_goes_no_further",
            ),
        ),
        Rule(
            paragraph="65",
            text="At least two members of the staff take each act of investigation.",
            note="Of the register in the case; who took part elsewhere is not asked.",
            tests=(
                "tests/suggestions/actions/test_investigating.py::"
                "test_two_of_staff_take_each_act_where_the_rules_ask_for_two",
            ),
        ),
        Rule(
            paragraph="56",
            text="The review ends within three months of the acceptance of a party's application; time for files of the court, "
            "appraisals and experts does not count.",
            coverage=Coverage.MISSING,
            note="Acceptance is not recorded: a case begins here with the decision to investigate, and its two months (P19 "
            "Art. 15) are counted.",
        ),
        Rule(
            paragraph="80–81",
            text="The review is suspended or ended for the causes that the article lists, by a decision (中止审查决定书, "
            "终结审查决定书) that the parties get.",
            coverage=Coverage.MISSING,
            note="A draft on which no suggestion follows is dropped with the reason (P19 Art. 15); neither decision is printed.",
        ),
        Rule(
            paragraph="66",
            text="What a lower procuratorate or one elsewhere was told or entrusted to investigate is done and answered in "
            "writing within 15 days of the receipt of the letter, or the reason is written why it cannot be.",
            note="Counted from the day of the letter, the earlier one: the receipt elsewhere is not recorded here. Title and "
            "wording of the letter (委托调查函) are ours.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::test_what_is_asked_has_its_clock_until_it_is_answered",
                "tests/suggestions/actions/test_case_papers.py::"
                "test_what_is_entrusted_elsewhere_goes_by_a_letter_that_names_ground_and_days",
            ),
        ),
        Rule(
            paragraph="92, 106, 113 (file)",
            text="The case file goes to the court together with the letter (移送).",
            note="The service return of the letter says so.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_the_return_of_a_letter_to_a_court_says_that_the_file_is_handed_over_with_it",
            ),
        ),
        Rule(
            paragraph="92 (parties)",
            text="When a retrial suggestion is raised, the parties get a notice (通知书).",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_a_party_is_a_role_and_a_number_in_the_row_the_event_and_the_notice",
                "tests/desk/steps/test_case_papers.py::test_telling_the_parties_is_a_task_until_it_is_done",
            ),
        ),
        Rule(
            paragraph="104, 105, 109, 110, 111",
            text="A suggestion on trial or enforcement goes to the court of the same level.",
            tests=("tests/suggestions/documents/test_recipients.py::test_no_draft_is_opened_to_anybody_else",),
        ),
        Rule(
            paragraph="106, 113 (notice)",
            text="When a suggestion on trial or enforcement is raised in a case that a party applied for, the applicant "
            "gets a notice (通知书).",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_every_letter_to_a_court_has_its_notice_to_the_parties",
                "tests/desk/steps/test_case_papers.py::test_telling_the_parties_is_a_task_until_it_is_done",
                "tests/desk/steps/test_case_papers.py::"
                "test_where_nobody_applied_the_reason_why_none_is_told_settles_it_and_not_on_a_retrial",
            ),
        ),
        Rule(
            paragraph="112",
            text="A court explains a suspected slack enforcement within 15 days of receiving the request.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_the_fifteen_days_of_an_explanation_run_from_the_day_on_which_the_court_received_the_request",
            ),
        ),
        Rule(
            paragraph="118",
            text="A notice of process monitoring is answered within ten days.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::test_what_is_asked_has_its_clock_until_it_is_answered",
                "tests/suggestions/actions/test_case_papers.py::"
                "test_case_management_alone_sends_a_notice_of_process_monitoring",
            ),
        ),
        Rule(
            paragraph="119",
            text="A suggestion on a class of cases may be raised.",
            note="The class is a source of the case.",
            tests=("tests/suggestions/rules/test_case_sources.py::test_a_class_of_cases_is_a_source",),
        ),
        Rule(
            paragraph="129",
            text="The forms of documents are set by the Supreme People's Procuratorate.",
            coverage=Coverage.PARTLY,
            note="Templates are data of each office.",
            tests=(
                "tests/suggestions/actions/test_templates.py::TestVersions::"
                "test_a_lower_procuratorate_inherits_until_it_writes_its_own",
            ),
        ),
        Rule(
            paragraph="130",
            text="What these rules do not say on service follows the laws of procedure.",
            tests=(
                "tests/desk/steps/test_service.py::TestService::test_each_mode_asks_for_its_facts_and_keeps_the_rest",
            ),
        ),
        Rule(
            paragraph="131",
            text="Slips of the pen are put right by a correction (补正决定书).",
            tests=(
                "tests/suggestions/actions/test_correcting.py::"
                "test_a_slip_stands_in_the_title_the_recipient_the_contents_or_a_measure",
            ),
        ),
    ),
)
