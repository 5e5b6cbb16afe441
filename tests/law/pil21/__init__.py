"""The rules of 2021 on public-interest cases; here are those without an example of their own."""

from tests.law.rules import Authority, Coverage, Rule, Statute

RECUSING = "tests/suggestions/actions/test_recusing.py::"
MERGING = "tests/suggestions/actions/test_merging.py::"

STATUTE = Statute(
    abbreviation="PIL21",
    english="Rules on Handling Public-Interest Litigation (2021)",
    chinese="人民检察院公益诉讼办案规则",
    in_force="In force since 2021-07-01.",
    names=("PIL21", "Rules on Handling Public-Interest Litigation", "PIL Case Rules"),
    spelt=("人民检察院公益诉讼办案规则",),
    remark="They go before the Provisions for public-interest letters (P19 Art. 30).",
    rules=(
        Rule(
            paragraph="5",
            text="The chief procurator may refer a matter of a public-interest case to the procuratorial committee.",
            coverage=Coverage.PARTLY,
            note="A draft is referred with reasons, and the committee alone decides on it then; whether a case ends or a suit is "
            "brought is the chief procurator's decision here, and is not referred.",
            tests=(
                "tests/desk/office/test_reviews_views.py::TestReferral::"
                "test_the_chief_refers_a_draft_and_then_the_committee_alone_decides",
                "tests/desk/office/test_reviews_views.py::TestCommittee::"
                "test_the_chief_procurators_own_case_goes_to_the_committee",
            ),
        ),
        Rule(
            paragraph="19–20",
            text="Who is a near relative of the organ's head or of an agent, or stands in another relation that may affect "
            "the case, withdraws by own request, orally or in writing, or by decision (回避).",
            note="A ground is a row of the law; whose relative somebody is stands in the paper file. The rules also bind "
            "translators, appraisers and surveyors, who have no account here.",
            tests=(
                RECUSING + "test_whoever_is_recused_takes_no_step_of_the_case_and_of_another_case_all_of_them",
                RECUSING + "test_what_is_asked_is_a_ground_of_the_rules_of_the_case_by_somebody_whom_they_name",
                RECUSING + "test_the_case_falls_to_the_head_until_it_is_handed_over_and_never_back",
            ),
        ),
        Rule(
            paragraph="21",
            text="Who is asked to withdraw goes on working until it is decided.",
            tests=(RECUSING + "test_until_it_is_decided_the_rules_on_litigation_alone_keep_off_who_is_asked",),
        ),
        Rule(
            paragraph="22",
            text="On the chief procurator the committee decides, on everybody else the chief procurator.",
            note="A deputy chief decides where the chief may be deputised for; never on the own recusal.",
            tests=(RECUSING + "test_a_recusal_of_the_chief_is_decided_by_the_committee_and_nobody_decides_on_the_own",),
        ),
        Rule(
            paragraph="23",
            text="A request is decided within three days and the applicant is told, who may ask once for reconsideration, "
            "decided within three days again.",
            note="The unit asks in its portal, by capacity and ground, or on paper; the decision is printed and shown to it.",
            tests=(
                "tests/suggestions/actions/test_recusal_requests.py::"
                "test_the_unit_asks_of_whom_by_capacity_and_it_reaches_who_decides",
                "tests/suggestions/actions/test_recusal_requests.py::"
                "test_the_decision_is_printed_with_ground_article_and_what_may_be_asked_for",
                RECUSING
                + "test_of_an_applicant_role_and_number_are_kept_and_the_decision_is_due_in_three_days_and_once_more",
            ),
        ),
        Rule(
            paragraph="24–25",
            text="A clue is registered with its source; a major one is filed with the procuratorate above.",
            coverage=Coverage.PARTLY,
            note="Clues are registered by kind of source; that a major one is filed above is not recorded.",
            tests=(
                "tests/suggestions/actions/test_clues.py::"
                "test_prosecutors_and_case_management_register_and_nobody_else",
            ),
        ),
        Rule(
            paragraph="26",
            text="A clue is closed, or transferred to the procuratorate that has jurisdiction.",
            tests=(
                "tests/suggestions/actions/test_clues.py::"
                "test_a_closed_clue_says_why_and_a_transferred_one_where_and_neither_goes_on",
            ),
        ),
        Rule(
            paragraph="27",
            text="A clue is assessed: is it true, can it be checked.",
            coverage=Coverage.MISSING,
            note="No record of an assessment.",
        ),
        Rule(
            paragraph="30",
            text="The chief procurator approves that a case is opened (立案), or that none is.",
            coverage=Coverage.PARTLY,
            note="The decision is recorded with its facts and printed (立案决定书); its approval in writing, and the decision not to open a case, are not.",
            tests=(
                "tests/suggestions/documents/test_completeness.py::"
                "test_a_paper_of_the_case_that_is_missing_is_named_with_its_article",
            ),
        ),
        Rule(
            paragraph="36",
            text="At least two members of the procuratorate's staff take each act of investigation.",
            note="Of the register in the case; who took part elsewhere is not asked.",
            tests=(
                "tests/suggestions/actions/test_investigating.py::"
                "test_two_of_staff_take_each_act_where_the_rules_ask_for_two",
            ),
        ),
        Rule(
            paragraph="43",
            text="What another procuratorate was entrusted with investigating elsewhere is done within 30 days.",
            note="It goes by a letter (委托调查函), whose title and wording are ours.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::test_what_is_asked_has_its_clock_until_it_is_answered",
                "tests/suggestions/actions/test_case_papers.py::"
                "test_what_is_entrusted_elsewhere_goes_by_a_letter_that_names_ground_and_days",
            ),
        ),
        Rule(
            paragraph="46",
            text="The statement of claim of a public-interest suit (公益诉讼起诉书) is filed with the procuratorate above within "
            "five days.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "TestPublicInterest::test_the_statement_of_claim_is_printed_or_uploaded_and_filed_in_five_days",
                "tests/suggestions/actions/test_case_papers.py::"
                "TestPublicInterest::test_a_statement_of_claim_that_is_added_is_not_printed_again",
            ),
        ),
        Rule(
            paragraph="47",
            text="The month in which it is examined whether to sue runs from the end of the rectification period, by "
            "itself and whatever was answered.",
            tests=(
                "tests/suggestions/actions/test_examining.py::"
                "test_it_is_known_at_service_and_begins_by_itself_whatever_was_answered",
                "tests/suggestions/actions/test_examining.py::test_whoever_begins_early_after_the_reply_moves_no_day",
                "tests/suggestions/actions/test_amending.py::"
                "test_the_examination_whether_to_sue_runs_from_the_day_to_which_the_period_is_moved",
            ),
        ),
        Rule(
            paragraph="47 (extension)",
            text="In major, difficult or complex cases the chief procurator extends that month by one, and the "
            "procuratorate above further.",
            tests=(
                "tests/suggestions/actions/test_examining.py::"
                "test_the_chief_procurator_extends_it_once_by_a_month_before_it_has_ended",
                "tests/suggestions/actions/test_examining.py::"
                "test_only_the_next_higher_procuratorate_extends_it_further_and_only_then",
            ),
        ),
        Rule(
            paragraph="48",
            text="The time of an appraisal that was commissioned does not count.",
            tests=("tests/suggestions/actions/test_examining.py::test_the_time_of_an_appraisal_is_taken_out_once",),
        ),
        Rule(
            paragraph="67",
            text="Suggestions are raised in the fields that statutes name: environment and resources, food and drugs, "
            "state property, state land, minors, and those that were added since.",
            coverage=Coverage.PARTLY,
            note="Fields are data in Set-up (categories of problems); there is no list of the statutory ones.",
            tests=(
                "tests/desk/office/test_drafts_views.py::TestWriting::"
                "test_an_open_suggestion_of_the_same_category_is_named",
            ),
        ),
        Rule(
            paragraph="69",
            text="Several violations of one nature by one organ are one case; what is found later is merged into "
            "it before the letter is issued.",
            note="Whether two violations are of one nature is the prosecutor's reason; the draft names what is open already.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_a_later_find_is_merged_before_the_letter_is_issued",
                MERGING
                + "test_the_merged_case_ends_with_its_pointer_and_the_other_gets_a_later_find_with_texts_and_files",
                MERGING + "test_a_merged_case_is_an_open_duty_nowhere_and_takes_no_step_any_more",
                MERGING + "test_the_other_is_open_and_against_the_same_unit_and_its_letter_is_not_issued",
            ),
        ),
        Rule(
            paragraph="70",
            text="The decision to open a case (立案决定书) is served within seven days; before the suggestion the "
            "procuratorate may consult with the organ (磋商).",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "test_the_decision_to_open_a_case_is_served_within_seven_days",
                "tests/suggestions/actions/test_case_papers.py::test_the_record_of_a_consultation_is_printed",
            ),
        ),
        Rule(
            paragraph="73",
            text="The investigation ends with a report (调查终结报告).",
            note="It is written with the draft, or a paper of its own where the rules name one, and printed as a document.",
            tests=(
                "tests/suggestions/documents/test_completeness.py::"
                "test_a_paper_of_the_case_that_is_missing_is_named_with_its_article",
                "tests/followups/documents/test_investigation_report.py::"
                "test_the_report_tells_decision_acts_facts_and_conclusion",
            ),
        ),
        Rule(
            paragraph="74, 79, 80",
            text="After the follow-up a report (审查终结报告) goes to the chief procurator, who decides that the case ends; "
            "the decision (终结案件决定书) is served on the organ.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "TestPublicInterest::test_the_chief_procurator_decides_on_the_report_of_this_round",
                "tests/suggestions/actions/test_case_papers.py::"
                "TestPublicInterest::test_the_decision_that_the_case_ends_is_served_and_the_chief_procurator_closes",
            ),
        ),
        Rule(
            paragraph="79 (transfer)",
            text="The report may also propose that the case goes to another procuratorate (移送其他人民检察院处理).",
            coverage=Coverage.MISSING,
            note="It proposes an end or a suit; no case goes from one procuratorate to another here.",
        ),
        Rule(
            paragraph="84",
            text="That a suit is withdrawn, or its claims change, is decided by the chief procurator, and the decision "
            "(撤回起诉决定书, 变更诉讼请求决定书) reaches the court within three days.",
            tests=(
                "tests/followups/actions/test_rounds.py::"
                "test_the_chief_procurator_decides_that_a_suit_is_withdrawn_and_the_court_has_it_in_three_days",
                "tests/followups/actions/test_rounds.py::test_the_claims_of_a_suit_change_by_a_decision_of_their_own",
            ),
        ),
        Rule(
            paragraph="76 (refusal)",
            text="Where receipt is refused, the letter is left in place, with a note on the return and a photograph or "
            "recording.",
            tests=(
                "tests/desk/steps/test_service.py::TestService::test_each_mode_asks_for_its_facts_and_keeps_the_rest",
            ),
        ),
        Rule(
            paragraph="77",
            text="The procuratorate follows up whether the organ performs its duty.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "TestPublicInterest::test_the_chief_procurator_decides_on_the_report_of_this_round",
            ),
        ),
        Rule(
            paragraph="78 (documents)",
            text="Suspension and resumption are decisions on paper (中止审查决定书, 恢复审查决定书); the first is filed with "
            "the procuratorate above.",
            note="The article names no number of days; the office takes five.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "TestPublicInterest::test_suspension_and_resumption_are_filed_with_the_office_above",
            ),
        ),
        Rule(
            paragraph="82",
            text="Seven cases count as duty not performed, among them a plan that is not carried out and a reply "
            "in time with no or only partial measures.",
            tests=(
                "tests/suggestions/actions/test_case_papers.py::"
                "TestPublicInterest::test_what_counts_as_not_performed_is_noted_in_place_of_what_was",
            ),
        ),
        Rule(
            paragraph="105",
            text="The forms of documents are set by the Supreme People's Procuratorate.",
            coverage=Coverage.PARTLY,
            authority=Authority.UNVERIFIED,
            note="The forms of 2020 were not found. Templates are data: every office may replace them in Set-up.",
            tests=(
                "tests/suggestions/actions/test_templates.py::TestVersions::"
                "test_a_version_is_added_with_its_reason_and_left_in_the_trace",
            ),
        ),
        Rule(
            paragraph="106",
            text="The file is bound and archived.",
            note="The file is bound as one PDF, and a step records when, under which number and for how long it is archived.",
            tests=(
                "tests/followups/documents/test_bundle.py::"
                "test_it_holds_everything_in_order_with_the_approval_sheet_before_the_letter",
                "tests/followups/actions/test_archiving.py::test_the_record_says_when_under_which_number_and_for_how_long",
            ),
        ),
        Rule(
            paragraph="111",
            text="What these rules do not say follows the laws of civil procedure and administrative litigation; "
            "so does the counting of days.",
            tests=("tests/suggestions/rules/test_counting.py::test_the_worked_dates_come_out",),
        ),
    ),
)
