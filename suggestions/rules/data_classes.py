"""Which columns of `suggestions` hold what of people, and where each may be shown."""

from organs.data_classes import (
    CASE_FILE,
    OFFICE_ACT,
    OFFICE_WORDS,
    SIGNER,
    TRADER_NAME,
    UNIT_ACT,
    UNIT_WORDS,
)
from organs.data_protection import Crossing, DataClass, Ending, PersonalData, Whose, personal, plain, table

BOTH, BUNDLE, SITE, STAYS = Crossing.BOTH, Crossing.BUNDLE, Crossing.SITE, Crossing.STAYS

LETTER_WORDS = DataClass(
    name="Words of the letter",
    what=PersonalData.WORDS,
    whose=Whose.NAMED,
    why="what is asked of a unit and on which facts: signed, served, and kept as it was printed",
    until=CASE_FILE,
)
REPORT_WORDS = DataClass(
    name="Words of public reports",
    what=PersonalData.WORDS,
    whose=Whose.NAMED,
    why="what a published report said of a suggestion, with its source; offices compare their own work with it",
    until="as long as the comparison is of use; no term is set",
)
CHAINED_ACT = DataClass(
    name="Acts in the chained ledger",
    what=PersonalData.ACT,
    whose=Whose.EITHER_SIDE,
    why="the ledger proves who did what; name and post are under the chain's digests, so that nobody can change them unseen",
    until=CASE_FILE,
    ending=Ending("nothing yet, and nothing could without breaking the chain"),
)
CHAINED_WORDS = DataClass(
    name="Free text of the ledger",
    what=PersonalData.WORDS,
    whose=Whose.NAMED,
    why="the reasons that a step asks for; only a salted digest of them is in the chain",
    until=CASE_FILE,
    ending=Ending("nothing yet; the row can go and the chain still holds"),
)
INVITED_PERSON = DataClass(
    name="Invited third parties",
    what=PersonalData.NAME,
    whose=Whose.INVITED,
    why="the record of a proclamation says who was asked to attend, in which capacity, and what they said",
    until=CASE_FILE,
)
READING = DataClass(
    name="Readings",
    what=PersonalData.READING,
    whose=Whose.EITHER_SIDE,
    why="shows afterwards who opened a letter or a file; no decision and no figure rests on it",
    until="no term is set",
)
KEPT_FILE = DataClass(
    name="Files",
    what=PersonalData.FILE,
    whose=Whose.NAMED,
    why="the letter, the formal documents and what either side attached are the evidence of a case",
    until=CASE_FILE,
    ending=Ending(
        "files that no row names are removed after a day",
        by="suggestions.actions.files.sweep",
        leaves="every file that was ever kept: no code removes the row that names it",
    ),
)
ATTACHED = DataClass(
    name="Attachments",
    what=PersonalData.FILE,
    whose=Whose.NAMED,
    why="who gave which file to a case; its name is as it was given",
    until=CASE_FILE,
    ending=Ending(
        "an enclosure can be taken out of a draft",
        by="suggestions.actions.drafting.take_out",
        leaves="all others",
    ),
)
TAKEN = DataClass(
    name="Day and place of taking",
    what=PersonalData.FILE,
    whose=Whose.NAMED,
    why="shows where and when a picture was taken, only where its sender ticked so (PIPL Art. 28, 29)",
    until=CASE_FILE,
    ending=Ending("goes with the enclosure", by="suggestions.actions.drafting.take_out", leaves="all others"),
)
LINK = DataClass(
    name="One-time links",
    what=PersonalData.KEY,
    whose=Whose.UNIT,
    why="lets a unit open its first account from the service slip; only a digest is kept",
    until="thirty days, or its use",
    ending=Ending("nothing yet; the link no longer opens anything, its row stays"),
)

#: Code that removes rows in the course of work, and none that was ever sent, signed or served.
REMOVALS = (
    Ending(
        "measures that are taken out of a draft, with their texts", by="suggestions.actions.drafting._write_measures"
    ),
    Ending("joint issuers of a draft that are named anew", by="suggestions.actions.joining.name"),
    Ending("copies that are taken out of a draft", by="suggestions.actions.drafting._write_body"),
    Ending(
        "measures of a modification that was refused or sent back",
        by="suggestions.actions.amending.deciding._set_aside",
    ),
    Ending("days of the calendar that were entered wrongly", by="suggestions.actions.wanted_changes.take_out"),
    Ending(
        "place, camera, moment and texts beside a picture, before it is kept",
        by="suggestions.photographs.cleaned",
        leaves="day and place where the sender ticked that they are kept",
    ),
    Ending("pictures of pages that nobody looked at for a day", by="suggestions.printing.pictures.sweep"),
)

TABLES = (
    table(
        "suggestions_suggestion",
        "Suggestions: who sends them to whom, and where each axis stands.",
        personal(LETTER_WORDS, "title case_name", BOTH),
        personal(OFFICE_ACT, "handling_prosecutor_id", BOTH),
        personal(OFFICE_ACT, "investigation_decided_by investigation_decided_on", BUNDLE),
        personal(OFFICE_WORDS, "closing_findings", BUNDLE),
        personal(OFFICE_WORDS, "route_note case_code"),
        personal(TRADER_NAME, "unit_as_stated"),
        personal(UNIT_ACT, "acknowledged_at first_opened_at", SITE),
        plain(
            "id procuratorate_id issued_by_id department_id unit_id kind document_state reply_state case_state"
            " examination_state round letter_id opened_at issued_on announced_on served_on replied_on closed_on"
            " look_back_on outcome",
            BOTH,
        ),
        plain(
            "drafted_by_id issuer_as_stated route addressed_as anc1 anc2 anc3 anc4 anc5 depth batch_id origin industry"
            " problem_category_id case_source case_source_note gate moves closing_proposed issued_precision seq head_hash"
            " opening_version closing_version merged_into_id"
            " reported_to_id"
        ),
    ),
    table(
        "suggestions_gateorder",
        "In which order an office's gates read its drafts.",
        plain("id procuratorate_id policy_first"),
    ),
    table(
        "suggestions_jointsigning",
        "Procuratorates that issue a letter jointly, in the order of signing, and who signed for each.",
        personal(OFFICE_ACT, "signed_by_id signed_on"),
        plain("id suggestion_id office_id position", BOTH),
        plain("state moves digest"),
    ),
    table("suggestions_batch", "Letters of one text to several units.", plain("id name created_at")),
    table("suggestions_problemcategory", "Words for problems.", plain("code zh en is_environmental")),
    table(
        "suggestions_casemember",
        "Who works on a case beside the handling prosecutor.",
        personal(OFFICE_ACT, "person_id from_at to_at"),
        plain("id suggestion_id"),
    ),
    table(
        "suggestions_letterversion",
        "The letter in its versions.",
        personal(LETTER_WORDS, "contents", BOTH),
        personal(TRADER_NAME, "recipient_name", BOTH),
        personal(OFFICE_WORDS, "conclusion_report", BUNDLE),
        personal(OFFICE_WORDS, "route_papers"),
        plain("digest revision", BUNDLE),
        plain(
            "id suggestion_id version kind_version objection_amount objection_unit reply_amount reply_unit is_urgent marking governance_ground facts_until"
            " template_id document_number issued_on superseded_at pdf_id rendered_at"
        ),
        crossing=BOTH,
    ),
    table(
        "suggestions_revision",
        "Every save of a draft, by whom.",
        personal(OFFICE_ACT, "saved_by_id saved_at"),
        personal(OFFICE_WORDS, "content"),
        plain("id letter_id number digest"),
    ),
    table(
        "suggestions_measure",
        "Measures: what is followed up.",
        plain("id suggestion_id position state round promised_on claimed_on verified_on looked_back_on judged text_id"),
        plain("moves", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_measuretext",
        "What a measure asks, in each version.",
        personal(LETTER_WORDS, "text criterion legal_basis"),
        plain("id measure_id letter_id position fate"),
        crossing=BOTH,
    ),
    table(
        "suggestions_approval",
        "Verdicts at the gates, each over the digest of the text that was read.",
        personal(OFFICE_ACT, "by_id by_name by_post signed_for_id signed_for_name at voided_at settled_at"),
        personal(OFFICE_WORDS, "opinion"),
        personal(OFFICE_WORDS, "verdicts", STAYS),
        plain("id letter_id gate verdict digest resolution_id"),
        crossing=BUNDLE,
    ),
    table(
        "suggestions_resolution",
        "Decisions of the procuratorial committee.",
        personal(OFFICE_ACT, "recorded_by_id recorded_at"),
        personal(OFFICE_WORDS, "result"),
        plain("id suggestion_id matter decided_on number minutes_id"),
        crossing=BUNDLE,
    ),
    table(
        "suggestions_opinion",
        "Opinions sought before issue, and what was answered.",
        personal(OFFICE_ACT, "asked_by_id asked_on", BUNDLE),
        personal(OFFICE_WORDS, "addressee questions", BUNDLE),
        personal(SIGNER, "answered_by_name"),
        personal(UNIT_WORDS, "answer"),
        plain("letter_id asked_of answer_by", BUNDLE),
        plain("id suggestion_id office_id state moves answered_on has_agreed"),
    ),
    table(
        "suggestions_casepaper",
        "Papers of the case beside its letter; a party is a role and a number, and no more.",
        personal(OFFICE_ACT, "made_by_id made_on", BUNDLE),
        personal(OFFICE_WORDS, "text", BOTH),  # of decisions that the unit is served
        personal(OFFICE_WORDS, "addressee answer", BUNDLE),
        personal(SIGNER, "received_by received_as"),
        plain("litigant litigant_number proposal", BUNDLE),
        plain("id suggestion_id kind round state moves received_on settled_on channel"),
    ),
    table(
        "suggestions_recusal",
        "Recusals: who of the office withdraws on which ground of the law; of an applicant a role and a number, and no more.",
        personal(OFFICE_ACT, "person_id recorded_by_id decided_by_id asked_on decided_on", STAYS),
        plain("id suggestion_id asked_by litigant litigant_number manner ground state moves keeps_off", STAYS),
        plain("resolution_id told_on asked_again_on", STAYS),
    ),
    table(
        "suggestions_clue",
        "Clues before a draft: kind of source, matter and institution, and what became of each; who reported it is not kept.",
        personal(OFFICE_ACT, "registered_by_id registered_on decided_by_id decided_on", STAYS),
        personal(OFFICE_WORDS, "matter institution answer found to_suggest", STAYS),
        plain("id procuratorate_id origin source unit_id state suggestion_id instructed_by_id report_by", STAYS),
    ),
    table(
        "suggestions_clueevent",
        "What was done with a clue, and by whom of the office.",
        personal(OFFICE_ACT, "person_id person_name taken_on recorded_at", STAYS),
        personal(OFFICE_WORDS, "note", STAYS),
        plain("id clue_id step to_state", STAYS),
    ),
    table(
        "suggestions_investigation",
        "Decisions to investigate: who asked the chief procurator, who decided, and when; the reasons stand in the events.",
        personal(OFFICE_ACT, "asked_by_id asked_on decided_by_id decided_on decided_name", BUNDLE),
        plain("id suggestion_id state moves"),
    ),
    table(
        "suggestions_investigationact",
        "Acts of investigation: the means, and who of the office took part; of who was asked a role and a number, and no more.",
        personal(OFFICE_ACT, "first_id second_id entered_by_id done_on", BUNDLE),
        plain("means questioned questioned_number institution", BUNDLE),
        plain("id suggestion_id state moves"),
    ),
    table(
        "suggestions_numberseries",
        "Series of document numbers.",
        plain("id procuratorate_id kind mode pattern prefix shares_id origin"),
    ),
    table("suggestions_seriesyear", "The counter of a series.", plain("id series_id year last")),
    table(
        "suggestions_givennumber",
        "Every number that was given.",
        plain("id series_id year serial printed suggestion_id given_at voided_at"),
    ),
    table(
        "suggestions_voidserial",
        "Serials that no letter bears, each with the reason.",
        plain("id series_id year serial printed reason recorded_at"),
    ),
    table(
        "suggestions_service",
        "Every attempt at service.",
        personal(OFFICE_ACT, "server_id recorded_at"),
        personal(SIGNER, "signed_by signed_by_title signed_as witness consent_by consented_on electronic_address"),
        personal(OFFICE_WORDS, "place refusal note"),
        plain("id suggestion_id letter_id mode succeeded attempted_on received_on tracking_number"),
        plain("kind_version next_on corrected_address withdrawal_id", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_proclamation",
        "The reading of a letter face to face.",
        personal(OFFICE_ACT, "host reader"),
        personal(SIGNER, "unit_head unit_head_title"),
        personal(UNIT_WORDS, "statement"),
        personal(OFFICE_WORDS, "evidence_shown reasoning"),
        plain("id service_id started_at"),
        crossing=BOTH,
    ),
    table(
        "suggestions_invited",
        "Third parties who attended a reading.",
        personal(INVITED_PERSON, "name capacity comment"),
        plain("id proclamation_id"),
        crossing=BOTH,
    ),
    table(
        "suggestions_servicepaper",
        "Scans that belong to a service.",
        plain("id service_id attachment_id"),
        crossing=BOTH,
    ),
    table(
        "suggestions_receiptcorrection",
        "Former days of receipt.",
        personal(OFFICE_WORDS, "reason"),
        plain("id service_id former_on corrected_on at"),
    ),
    table(
        "suggestions_headpaper",
        "Sealed papers on which units name their heads.",
        personal(SIGNER, "blob_id name"),
        plain("id proposal_id post_id"),
    ),
    table(
        "suggestions_invitation",
        "One-time links on service slips.",
        personal(OFFICE_ACT, "created_by_id created_at"),
        personal(UNIT_ACT, "used_by_id used_at"),
        personal(LINK, "token_digest"),
        plain("id suggestion_id unit_id expires_at revoked_at"),
    ),
    table(
        "suggestions_filing",
        "Filing on record with the next-higher procuratorate.",
        plain("id suggestion_id higher_id filed_on"),
        plain("state moves kind_version received_on line_received_on policy_received_on reviewed_on", STAYS),
        crossing=BUNDLE,
    ),
    table(
        "suggestions_instruction",
        "Instructions of a higher procuratorate to change or withdraw a letter.",
        personal(OFFICE_WORDS, "reason", BOTH),
        personal(OFFICE_ACT, "given_by_id"),
        plain("id suggestion_id office_id what given_on", BOTH),
        plain("filing_id state moves followed_on"),
    ),
    table(
        "suggestions_copy",
        "Copies of a letter to other units.",
        plain("id suggestion_id unit_id state sent_on acknowledged_on"),
        plain("ground moves", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_objection",
        "Objections of recipients.",
        personal(UNIT_WORDS, "grounds withdrawn_because"),
        personal(OFFICE_WORDS, "reasons"),
        personal(OFFICE_WORDS, "advice", STAYS),
        plain("id suggestion_id letter_id state raised_on is_late decided_on replaces_id"),
        plain("moves kind_version", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_amendment",
        "Modifications and withdrawals of issued letters.",
        personal(OFFICE_WORDS, "reasons", BOTH),
        personal(OFFICE_ACT, "decided_at", BOTH),
        personal(OFFICE_ACT, "proposed_by_id proposed_at decided_by_id"),
        personal(OFFICE_WORDS, "decision_reasons"),
        plain("id suggestion_id what instruction_id letter_id new_due_on", BOTH),
        plain("state moves kind_version objection_id digest resolution_id"),
    ),
    table(
        "suggestions_correction",
        "Clerical corrections of issued letters.",
        personal(LETTER_WORDS, "place wrong right"),
        personal(OFFICE_WORDS, "reason"),
        personal(OFFICE_ACT, "decided_at"),
        personal(OFFICE_ACT, "proposed_by_id proposed_at decided_by_id", STAYS),
        personal(OFFICE_WORDS, "decision_reasons", STAYS),
        plain("id suggestion_id letter_id state"),
        plain("moves", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_event",
        "The ledger: what happened, chained by digests; a row is shown to whom its `shown_to` says.",
        personal(CHAINED_ACT, "actor_name actor_post acted_for_name recorded_by_name occurred_on details", BOTH),
        personal(CHAINED_ACT, "actor_id acted_for_id recorded_by_id recorded_at", SITE),
        personal(CHAINED_ACT, "canonical"),
        plain("id suggestion_id track step subject from_paper precision", SITE),
        plain("seq from_state to_state shown_to digest previous_hash hash"),
    ),
    table(
        "suggestions_eventtext",
        "The free text of an event; shown with it, and the reasons of the decision that ends a case printed.",
        personal(CHAINED_WORDS, "text", BOTH),
        plain("id event_id salt"),
    ),
    table(
        "suggestions_outbox",
        "Events of which somebody is to be told.",
        plain("id event_id suggestion_id relation created_at sent_at"),
    ),
    table(
        "suggestions_accesslog",
        "Who opened which letter, file or bundle.",
        personal(READING, "person_id at what"),
        plain("id suggestion_id"),
    ),
    table(
        "suggestions_clock",
        "Duties with their day, and how it was counted.",
        plain(
            "id suggestion_id term owes about round started_by_id started_on amount unit due_on is_provisional"
            " derivation agreed_on stopped_by_id stopped_on former"
        ),
        plain("rule_version", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_calendaryear", "Years whose holidays are entered.", plain("year source entered_at"), crossing=SITE
    ),
    table("suggestions_calendarday", "Holidays and make-up days.", plain("id day kind name region"), crossing=SITE),
    table(
        "suggestions_localrule",
        "Local rules on the period of the reply, as adopted.",
        personal(OFFICE_ACT, "adopted_by_id adopted_at given_up_by_id given_up_at"),
        personal(OFFICE_WORDS, "reason until_reason"),
        plain("id procuratorate_id term from_on until_on title provision subject_id"),
    ),
    table(
        "suggestions_blob",
        "Files by their digest; the bytes lie in a folder beside the database.",
        personal(KEPT_FILE, "sha256"),
        plain("size media_type stored_at"),
        crossing=BOTH,
    ),
    table(
        "suggestions_attachment",
        "What was attached to a case; a row is shown to whom its `shown_to` says.",
        personal(ATTACHED, "name title added_by_id added_at blob_id received"),
        personal(TAKEN, "taken_on taken_place"),
        plain("id suggestion_id about event_id holds replaces_id"),
        plain("shown_to", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_document",
        "Formal documents as they were printed; a row is shown to whom its `shown_to` says.",
        personal(KEPT_FILE, "title blob_id facts"),
        plain("id suggestion_id kind about pages rendered_at template_id"),
        plain("shown_to made_with", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_documenttemplate",
        "Templates of documents in their versions.",
        personal(OFFICE_ACT, "made_by_id made_at", STAYS),
        personal(OFFICE_WORDS, "reason", STAYS),
        plain("id kind suggestion_kind procuratorate_id number heading text"),
        plain("sha256", STAYS),
        crossing=BOTH,
    ),
    table(
        "suggestions_stationery",
        "How the letters of a procuratorate look.",
        plain("id procuratorate_id head mark printing_office enquiry_line has_copy_number remark seal_id"),
        crossing=BOTH,
    ),
    table(
        "suggestions_publishedrecord",
        "What public reports said of suggestions.",
        personal(REPORT_WORDS, "source source_note case_source reply_summary similar_group legal_basis flags"),
        plain(
            "id suggestion_id source_id row_digest imported_at region issued_on_stated replied_on_stated service_mode"
            " outcome_stated look_back_on_stated look_back_result"
        ),
    ),
)
