"""The rules of 2021 on the supervision of civil litigation; here are those without an example of their own."""

from tests.law.rules import Coverage, Rule, Statute

RECUSING = "tests/suggestions/actions/test_recusing.py::"

STATUTE = Statute(
    abbreviation="CIV21",
    english="Rules on the Supervision of Civil Litigation (2021)",
    chinese="人民检察院民事诉讼监督规则",
    in_force="In force since 2021-08-01.",
    names=("CIV21", "Civil Supervision Rules", "Civil Rules"),
    spelt=("人民检察院民事诉讼监督规则",),
    rules=(
        Rule(
            paragraph="12–17",
            text="Who has a stake in the case withdraws (回避); a party asks before the decision to raise a suggestion; who "
            "is asked takes no part until it is decided; the committee decides on the chief procurator.",
            note="The exception for urgent measures (Art. 14) is not made: the head hands the case over.",
            tests=(
                RECUSING + "test_until_it_is_decided_the_rules_on_litigation_alone_keep_off_who_is_asked",
                RECUSING + "test_a_party_asks_before_it_is_decided_that_a_suggestion_to_the_court_is_raised",
                RECUSING
                + "test_of_an_applicant_role_and_number_are_kept_and_the_decision_is_due_in_three_days_and_once_more",
            ),
        ),
        Rule(
            paragraph="48",
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
            paragraph="69",
            text="At least two members of the staff take each act of investigation.",
            note="Of the register in the case; who took part elsewhere is not asked.",
            tests=(
                "tests/suggestions/actions/test_investigating.py::"
                "test_two_of_staff_take_each_act_where_the_rules_ask_for_two",
            ),
        ),
        Rule(
            paragraph="52",
            text="The review ends within three months of the acceptance of a party's application; time for files of the court, "
            "appraisals and experts does not count.",
            coverage=Coverage.MISSING,
            note="Acceptance is not recorded: a case begins here with the decision to investigate, and its two months (P19 "
            "Art. 15) are counted.",
        ),
        Rule(
            paragraph="72–73",
            text="The review is suspended or ended for the causes that the article lists, by a decision (中止审查决定书, "
            "终结审查决定书) that the parties get.",
            coverage=Coverage.MISSING,
            note="A draft on which no suggestion follows is dropped with the reason (P19 Art. 15); neither decision is printed.",
        ),
        Rule(
            paragraph="70",
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
            paragraph="87, 102, 108 (file)",
            text="The case file goes to the court together with the letter (移送).",
            note="The service return of the letter says so.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_the_return_of_a_letter_to_a_court_says_that_the_file_is_handed_over_with_it",
            ),
        ),
        Rule(
            paragraph="87 (parties)",
            text="When a retrial suggestion is raised, the parties get a notice (通知书).",
            note="Name and address of a party stand in the paper file alone.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_a_party_is_a_role_and_a_number_in_the_row_the_event_and_the_notice",
                "tests/desk/steps/test_case_papers.py::test_telling_the_parties_is_a_task_until_it_is_done",
            ),
        ),
        Rule(
            paragraph="100, 106, 110",
            text="A suggestion on trial or enforcement goes to the court of the same level.",
            tests=("tests/suggestions/documents/test_recipients.py::test_no_draft_is_opened_to_anybody_else",),
        ),
        Rule(
            paragraph="102, 108 (notice)",
            text="When a suggestion on trial or enforcement is raised, the applicant or the parties get a notice "
            "(通知书).",
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
            text="A notice of process monitoring (案件流程监控通知书) is answered within ten days.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::test_what_is_asked_has_its_clock_until_it_is_answered",
                "tests/suggestions/actions/test_case_papers.py::"
                "test_case_management_alone_sends_a_notice_of_process_monitoring",
            ),
        ),
        Rule(
            paragraph="117",
            text="Where cases of a class show the same violation, a suggestion on the class (类案) may be raised.",
            note="The class is a source of the case.",
            tests=("tests/suggestions/rules/test_case_sources.py::test_a_class_of_cases_is_a_source",),
        ),
        Rule(
            paragraph="123–124",
            text="What the court decided is reviewed with a form (处理结果审查登记表); where it does not answer in time or "
            "decides wrongly, it may be supervised again.",
            coverage=Coverage.PARTLY,
            note="The court's reply is judged with reasons, the form is printed and is a task from then on; no case is kept "
            "open for it. A case is supervised again in a further round.",
            tests=(
                "tests/desk/steps/test_case_papers.py::test_what_a_court_decided_is_reviewed_on_its_form_once_the_reply_is_judged",
                "tests/desk/steps/test_followups.py::TestTheReply::test_it_is_judged_by_two_people_through_their_pages",
            ),
        ),
        Rule(
            paragraph="127",
            text="The forms of documents are set by the Supreme People's Procuratorate.",
            coverage=Coverage.PARTLY,
            note="The forms of 2020 were not found. Templates are data of each office, of a document and a kind.",
            tests=("tests/suggestions/printing/test_documents.py::test_the_recipient_stands_first_or_for_courts_last",),
        ),
        Rule(
            paragraph="128",
            text="What these rules do not say on service follows civil procedure.",
            tests=(
                "tests/desk/steps/test_service.py::TestService::test_each_mode_asks_for_its_facts_and_keeps_the_rest",
            ),
        ),
        Rule(
            paragraph="130",
            text="The file is bound and archived.",
            note="The file is bound as one PDF, and a step records when, under which number and for how long it is archived.",
            tests=(
                "tests/followups/documents/test_bundle.py::"
                "test_it_holds_everything_in_order_with_the_approval_sheet_before_the_letter",
                "tests/followups/actions/test_archiving.py::test_the_record_says_when_under_which_number_and_for_how_long",
            ),
        ),
    ),
)
