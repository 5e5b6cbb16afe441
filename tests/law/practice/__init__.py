"""What the office does where no article says it, and the documents that practice has; never shown as law."""

from tests.law.rules import Authority, Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="Practice",
    english="The office's own practice",
    chinese="本院惯例",
    in_force="Set by the software or by an office; every office may do otherwise where Set-up lets it.",
    names=(),
    rules=(
        Rule(
            paragraph="signatures",
            text="A signature is given over the text that was seen; an edit voids it, and only the text that was "
            "signed is issued.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/desk/office/test_reviews_views.py::TestText::"
                "test_a_signature_over_a_text_that_changed_is_stale_and_keeps_the_opinion",
            ),
        ),
        Rule(
            paragraph="period in the letter",
            text="The draft names a period for the reply that no rule allows; two months is what the Provisions give.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/suggestions/documents/test_completeness.py::test_a_period_that_the_rule_does_not_allow_is_named",
            ),
        ),
        Rule(
            paragraph="measures",
            text="Each thing that a letter asks for is a measure of its own: answered, promised, claimed, "
            "verified, looked back at, each step by somebody who may.",
            authority=Authority.PRACTICE,
            tests=("tests/test_story.py::test_a_suggestion_of_every_kind_can_be_carried_to_its_close",),
        ),
        Rule(
            paragraph="why this day",
            text="Every due day is shown with how it was counted, rule, article and rest days.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/suggestions/management/test_due_date.py::"
                "test_the_derivation_stands_below_with_rule_article_and_every_rest_day",
            ),
        ),
        Rule(
            paragraph="closing",
            text="A case is closed once its filing is done, no objection is open, the latest reply is judged or "
            "its absence recorded, every measure is judged, and a day for looking back is set.",
            authority=Authority.PRACTICE,
            note="For public-interest cases the law has another decider and a decision of its own: PIL21 Art. 74.",
            tests=(
                "tests/followups/actions/test_closing.py::"
                "test_the_guard_names_everything_that_is_missing_with_its_help",
            ),
        ),
        Rule(
            paragraph="reopening",
            text="A closed case is opened again for another round on a rebound or a new fact.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/followups/actions/test_closing.py::"
                "test_a_closed_case_is_reopened_on_a_new_fact_for_another_round",
            ),
        ),
        Rule(
            paragraph="archive",
            text="A closed case is bound and archived.",
            authority=Authority.PRACTICE,
            note="The term is the office's own setting: no article on suggestions sets one.",
            tests=(
                "tests/followups/documents/test_bundle.py::"
                "test_it_holds_everything_in_order_with_the_approval_sheet_before_the_letter",
                "tests/followups/actions/test_archiving.py::"
                "test_the_record_says_when_under_which_number_and_for_how_long",
            ),
        ),
        Rule(
            paragraph="late",
            text="A reply is late by the legal day; that it is late is counted and never stored.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/followups/actions/test_replying.py::"
                "test_a_reply_that_came_late_is_received_and_its_clock_says_so",
            ),
        ),
        Rule(
            paragraph="failed attempt",
            text="An attempt at service that failed is kept and starts nothing.",
            authority=Authority.PRACTICE,
            tests=("tests/desk/steps/test_service.py::TestService::test_a_failed_attempt_is_a_row_and_starts_nothing",),
        ),
        Rule(
            paragraph="receipt corrected",
            text="A wrong day of receipt is corrected with a reason; the former day stays, and the clocks are "
            "counted again.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/suggestions/actions/test_clocks.py::"
                "test_a_corrected_day_of_receipt_counts_again_and_keeps_what_was",
            ),
        ),
        Rule(
            paragraph="filing",
            text="Filing runs beside the rest: due, filed, received, reviewed or returned with an instruction; a "
            "case is not closed before it.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/desk/steps/test_filing.py::TestFiling::test_the_office_above_receives_and_reviews",
                "tests/followups/actions/test_closing.py::test_an_instruction_from_above_keeps_the_case_open",
            ),
        ),
        Rule(
            paragraph="copies",
            text="A copied unit reads the letter and nothing else.",
            authority=Authority.PRACTICE,
            tests=("tests/desk/case/test_picture_views.py::test_a_copied_unit_sees_the_letter_and_no_other_document",),
        ),
        Rule(
            paragraph="looking back",
            text="What was found done is looked at again after months that follow from type and risk, by somebody "
            "who did not verify it; a rebound opens the case again (回头看).",
            authority=Authority.PRACTICE,
            tests=(
                "tests/followups/actions/test_looking_back.py::"
                "test_a_rebound_reopens_the_case_and_what_was_said_before_stays",
                "tests/followups/actions/test_looking_back.py::"
                "test_who_verified_does_not_look_back_and_a_colleague_or_the_head_does",
            ),
        ),
        Rule(
            paragraph="separation",
            text="Nobody reviews or decides an own text, verifies a claim that they recorded, or countersigns an "
            "own judgement.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/desk/office/test_reviews_views.py::TestGates::test_an_author_reads_in_words_why_not_to_sign",
                "tests/followups/actions/test_verifying.py::"
                "test_who_recorded_a_claim_from_paper_does_not_verify_it_and_a_colleague_does",
            ),
        ),
        Rule(
            paragraph="three facts",
            text="At closing it is judged in words whether it was put right, whether the industry was governed, "
            "and whether a lasting mechanism was built.",
            authority=Authority.PRACTICE,
            note="From the national form of 三书一函.",
            tests=("tests/followups/actions/test_closing.py::test_each_of_the_three_facts_is_judged_in_words",),
        ),
        Rule(
            paragraph="national form",
            text="The form of 三书一函 has 23-digit case code, industry, reply, objection and the three facts.",
            coverage=Coverage.PARTLY,
            authority=Authority.UNVERIFIED,
            note="The fields are there; the form itself and its export are not.",
            tests=("tests/followups/actions/test_closing.py::test_each_of_the_three_facts_is_judged_in_words",),
        ),
        Rule(
            paragraph="numbers",
            text="Every procuratorate has a pattern for each kind.",
            authority=Authority.PRACTICE,
            note="A kind may count with the series of another, such as 检建〔年〕号.",
            tests=(
                "tests/suggestions/actions/test_series.py::test_two_series_never_print_the_same_numbers",
                "tests/suggestions/actions/test_series.py::TestShared::test_one_number_follows_another_over_both_kinds",
            ),
        ),
        Rule(
            paragraph="gaps",
            text="Numbers follow each other without a gap; a void one is not given again.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/suggestions/actions/test_series.py::test_numbers_follow_each_other_without_a_gap",
                "tests/suggestions/actions/test_series.py::test_a_void_number_stays_void",
            ),
        ),
        Rule(
            paragraph="power",
            text="The letter says by which power it is sent: ORG18 Art. 21 and P19 Art. 11 for social governance.",
            authority=Authority.PRACTICE,
            note="Required of public interest alone (PIL21 Art. 75); elsewhere it is proposed.",
            tests=(
                "tests/suggestions/documents/test_legal_basis.py::TestLetter::test_it_stands_in_the_sentence_that_proposes_without_its_mark",
                "tests/desk/office/test_drafts_views.py::TestWriting::"
                "test_the_letter_stands_beside_the_parts_of_its_kind",
            ),
        ),
        Rule(
            paragraph="level",
            text="The level of the recipient is compared with the own level when a letter is drafted.",
            authority=Authority.PRACTICE,
            tests=("tests/law/p19/test_article_03.py::test_a_county_does_not_write_to_an_organ_of_the_province",),
        ),
        Rule(
            paragraph="checks",
            text="Before review a draft has all its contents, a basis for every measure, and its periods.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/suggestions/documents/test_completeness.py::"
                "test_all_that_is_missing_is_named_at_once_and_nothing_is_submitted",
            ),
        ),
        Rule(
            paragraph="twin",
            text="An open suggestion to the same unit on the same problem is named on the draft.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/desk/office/test_drafts_views.py::TestWriting::"
                "test_an_open_suggestion_of_the_same_category_is_named",
            ),
        ),
        Rule(
            paragraph="report of the investigation",
            text="The report that ends the investigation (调查终结报告) is a document.",
            authority=Authority.PRACTICE,
            note="Printed into the bundle from the text of the draft; where the rules name a paper of its own, that one.",
            tests=(
                "tests/followups/documents/test_investigation_report.py::"
                "test_the_report_tells_decision_acts_facts_and_conclusion",
            ),
        ),
        Rule(
            paragraph="opinion of the review",
            text="The opinion of the legal-policy review is a document.",
            authority=Authority.PRACTICE,
            note="A row of the approval sheet, and a document of its own.",
            tests=("tests/desk/case/test_review_opinion.py::test_it_says_what_was_found_of_each_and_by_whom",),
        ),
        Rule(
            paragraph="return",
            text="Service leaves a return (送达回证) with who signed, when and where.",
            authority=Authority.PRACTICE,
            tests=("tests/desk/steps/test_service.py::TestService::test_service_record_and_reply_clock_come_together",),
        ),
        Rule(
            paragraph="confirmation",
            text="A confirmation of addresses and of electronic service (电子送达确认书).",
            authority=Authority.PRACTICE,
            tests=(
                "tests/desk/office/test_before_leaving.py::"
                "test_the_confirmation_of_electronic_service_is_printed_for_the_unit_to_sign",
            ),
        ),
        Rule(
            paragraph="record of a proclamation",
            text="A proclamation leaves a record (宣告笔录); the Provisions do not ask for one.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/desk/steps/test_service.py::TestProclamation::"
                "test_with_it_the_record_is_printed_with_who_was_invited",
            ),
        ),
        Rule(
            paragraph="form of filing",
            text="Filing has a form (备案表); none is prescribed.",
            authority=Authority.PRACTICE,
            note="Its basis and enclosures are those of the Provisions also for an administrative retrial (ADM21 "
            "Art. 92).",
            tests=("tests/desk/steps/test_filing.py::TestFiling::test_sending_stops_the_clock_and_prints_the_form",),
        ),
        Rule(
            paragraph="decision on an objection",
            text="The decision on an objection is a document that the unit reads.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/suggestions/actions/test_objecting.py::"
                "test_the_chief_procurator_decides_with_reasons_that_the_unit_reads",
            ),
        ),
        Rule(
            paragraph="notices of change",
            text="Change and withdrawal each have a notice with the reasons.",
            authority=Authority.PRACTICE,
            note="Each names its article: P19 Art. 22 or 23.",
            tests=(
                "tests/suggestions/documents/test_said_once_more.py::"
                "test_a_notice_cites_on_which_article_the_letter_is_changed",
                "tests/suggestions/actions/test_amending.py::"
                "test_an_upheld_objection_is_followed_by_what_was_decided_and_only_once",
            ),
        ),
        Rule(
            paragraph="reply",
            text="The reply is composed from the answers to the measures.",
            authority=Authority.PRACTICE,
            note="The place for the unit’s seal stands under its day.",
            tests=(
                "tests/followups/actions/test_replying.py::"
                "test_a_reply_in_the_portal_is_composed_as_pdf_from_what_was_answered",
            ),
        ),
        Rule(
            paragraph="urging",
            text="An urging letter (督促函) names what is late.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/suggestions/documents/test_said_once_more.py::"
                "test_an_urging_letter_names_each_measure_with_its_promised_day_and_the_days_since",
                "tests/followups/actions/test_replying.py::"
                "test_an_urging_letter_is_printed_for_the_unit_and_moves_no_legal_day",
            ),
        ),
        Rule(
            paragraph="visit",
            text="A visit has a plan and a record (回访记录).",
            authority=Authority.PRACTICE,
            tests=(
                "tests/followups/actions/test_visiting.py::TestRecording::"
                "test_findings_land_on_the_measures_and_the_record_is_printed_and_kept",
            ),
        ),
        Rule(
            paragraph="record of a look-back",
            text="A look-back has a record that says on what it rests.",
            authority=Authority.PRACTICE,
            tests=(
                "tests/followups/actions/test_looking_back.py::"
                "test_a_look_back_says_on_what_it_rests_and_finds_something_of_every_measure",
            ),
        ),
        Rule(
            paragraph="consultation",
            text="A consultation before a public-interest letter has notes (磋商记录).",
            authority=Authority.PRACTICE,
            tests=("tests/suggestions/actions/test_case_papers.py::test_the_record_of_a_consultation_is_printed",),
        ),
        Rule(
            paragraph="reports upwards",
            text="What is reported or made known above the unit has a document.",
            authority=Authority.PRACTICE,
            note="Its title names unit and letter; a number of its own comes from the office’s register and is not printed.",
            tests=(
                "tests/suggestions/documents/test_said_once_more.py::"
                "test_titles_of_report_and_circular_name_unit_and_letter",
                "tests/followups/actions/test_escalating.py::TestTheWay::"
                "test_it_is_proposed_decided_sent_and_answered_by_different_people",
            ),
        ),
        Rule(
            paragraph="effect",
            text="A form judges the effect (效果评估表).",
            coverage=Coverage.IN,
            authority=Authority.PRACTICE,
            tests=(
                "tests/followups/actions/test_judging.py::"
                "test_the_countersigned_judgement_is_told_to_the_unit_and_stops_our_clock",
            ),
        ),
        Rule(
            paragraph="monitoring notice",
            text="A notice of process monitoring (案件流程监控通知书).",
            authority=Authority.PRACTICE,
            note="In cases of courts, whose rules name it.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_case_management_alone_sends_a_notice_of_process_monitoring",
            ),
        ),
    ),
)
