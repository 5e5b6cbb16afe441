"""Which columns of `followups` hold what of people, and where each may be shown."""

from organs.data_classes import OFFICE_ACT, OFFICE_WORDS, SIGNER, UNIT_ACT, UNIT_WORDS
from organs.data_protection import Crossing, Ending, personal, plain, table

BOTH, BUNDLE, SITE, STAYS = Crossing.BOTH, Crossing.BUNDLE, Crossing.SITE, Crossing.STAYS

#: Code that removes rows in the course of work, and none that was ever sent.
REMOVALS = (
    Ending("the draft of an answer, when the answer is sent", by="followups.actions.answering._keep"),
    Ending("a period until a look-back that is set anew", by="followups.actions.look_back_periods._replaced"),
)

TABLES = (
    table(
        "followups_answer",
        "A unit's answers to measures; a draft is the unit's own until it is sent.",
        personal(UNIT_WORDS, "text"),
        personal(UNIT_ACT, "saved_by_id saved_at sent_at", SITE),
        plain("id measure_id round attitude promised_on"),
        crossing=BOTH,
    ),
    table(
        "followups_promise",
        "Promised days, and why one was changed.",
        personal(UNIT_WORDS, "reason"),
        plain("id measure_id promised_on former_on made_at"),
        crossing=BOTH,
    ),
    table(
        "followups_progress",
        "What was done on a day.",
        personal(UNIT_WORDS, "text"),
        plain("id measure_id done_on logged_at"),
        crossing=BOTH,
    ),
    table(
        "followups_claim",
        "A unit's word that a measure is done.",
        personal(UNIT_ACT, "claimed_by_id claimed_on", SITE),
        personal(OFFICE_ACT, "recorded_by_id", SITE),
        personal(UNIT_WORDS, "text"),
        personal(OFFICE_WORDS, "sent_back_reason"),
        plain("id measure_id round"),
        crossing=BOTH,
    ),
    table(
        "followups_verification",
        "The office's finding that a measure is done.",
        personal(OFFICE_ACT, "verified_by_id verified_on"),
        personal(OFFICE_WORDS, "finding"),
        plain("id measure_id round method"),
        crossing=BOTH,
    ),
    table(
        "followups_reply",
        "Written replies.",
        personal(SIGNER, "signed_by signed_by_title"),
        personal(UNIT_WORDS, "text"),
        plain("id suggestion_id round received_on posted_on reference from_paper document_id received_at"),
        crossing=BOTH,
    ),
    table(
        "followups_assessment",
        "How a reply was judged; the unit is told once it is countersigned.",
        personal(OFFICE_ACT, "proposed_by_id proposed_at countersigned_by_id countersigned_at", BUNDLE),
        personal(OFFICE_ACT, "returned_at"),
        personal(OFFICE_WORDS, "reasons", BOTH),
        personal(OFFICE_WORDS, "returned_reason"),
        plain("id suggestion_id reply_id verdict outcome", BOTH),
    ),
    table(
        "followups_assessedmeasure",
        "What was said of each measure of a judged reply.",
        personal(OFFICE_WORDS, "reason"),
        plain("id assessment_id measure_id verdict"),
        crossing=BOTH,
    ),
    table(
        "followups_urging",
        "Urgings.",
        personal(OFFICE_ACT, "urged_by_id urged_on"),
        personal(OFFICE_WORDS, "text"),
        plain("id suggestion_id means new_day document_id"),
        crossing=BOTH,
    ),
    table(
        "followups_laterdate",
        "Later days for the reply, as asked for and decided; the view of the office stays inside.",
        personal(UNIT_WORDS, "reason", SITE),
        personal(OFFICE_WORDS, "decision_reasons", SITE),
        personal(OFFICE_ACT, "decided_at", SITE),
        personal(OFFICE_ACT, "advised_by_id decided_by_id"),
        personal(OFFICE_WORDS, "advice"),
        plain("id suggestion_id clock_id state asked_on legal_on amount unit wanted_on agreed_on", SITE),
        plain("moves advised_on"),
    ),
    table(
        "followups_escalation",
        "Reports and notices on what was not followed.",
        personal(OFFICE_WORDS, "addressee undone no_justified_reason necessity reasons", BUNDLE),
        personal(OFFICE_ACT, "decided_at", BUNDLE),
        personal(OFFICE_ACT, "proposed_by_id proposed_at decided_by_id called_off_by_id called_off_at"),
        personal(OFFICE_WORDS, "decision_reasons result called_off_reason"),
        plain("id suggestion_id rung", BUNDLE),
        plain("state moves sent_on sent_how answered_on"),
    ),
    table(
        "followups_visit",
        "Visits and talks, planned and held.",
        personal(OFFICE_ACT, "recorded_by_id present_office visited_on", BUNDLE),
        personal(OFFICE_ACT, "planned_by_id planned_at recorded_at"),
        personal(SIGNER, "expected present", BUNDLE),
        personal(OFFICE_WORDS, "place findings next_step unsigned_because", BUNDLE),
        personal(OFFICE_WORDS, "called_off_because"),
        plain("id suggestion_id means planned_on document_id", BUNDLE),
        plain("state moves key"),
    ),
    table(
        "followups_visit_people",
        "Who of the office takes part in a visit.",
        personal(OFFICE_ACT, "person_id"),
        plain("id visit_id"),
        crossing=BUNDLE,
    ),
    table(
        "followups_visitmove",
        "Former days of a planned visit.",
        personal(OFFICE_WORDS, "reason"),
        plain("id visit_id former_on"),
        plain("moved_at", STAYS),
        crossing=BUNDLE,
    ),
    table(
        "followups_visitedmeasure",
        "What a visit looked at.",
        personal(OFFICE_WORDS, "criterion text"),
        plain("id visit_id measure_id number found follow"),
        crossing=BUNDLE,
    ),
    table(
        "followups_signature",
        "Who signed the record of a visit.",
        personal(SIGNER, "name title way picture_id"),
        plain("id visit_id side"),
        crossing=BUNDLE,
    ),
    table(
        "followups_lookback",
        "Looks back at a suggestion.",
        personal(OFFICE_ACT, "looked_by_id looked_on", BOTH),
        personal(OFFICE_ACT, "recorded_at"),
        personal(OFFICE_WORDS, "basis", BUNDLE),
        plain("id suggestion_id next_on", BUNDLE),
    ),
    table(
        "followups_finding",
        "What a look back found of a measure.",
        personal(OFFICE_WORDS, "text"),
        plain("id look_back_id measure_id found days_held"),
        crossing=BOTH,
    ),
    table(
        "followups_lookbackperiod",
        "After how many months an office looks back.",
        plain("id procuratorate_id type risk months"),
    ),
    table(
        "followups_draw",
        "Draws of closed cases for looking back.",
        personal(OFFICE_ACT, "drawn_by_id drawn_on", BUNDLE),
        personal(OFFICE_ACT, "drawn_at"),
        plain("id look_back_on", BUNDLE),
        plain(
            "procuratorate_id department_id with_below origin closed_from closed_to types states recent_days strata size"
            " seed seed_from algorithm digest"
        ),
    ),
    table(
        "followups_drawncase",
        "The cases of a draw.",
        personal(OFFICE_WORDS, "because"),
        plain("id draw_id suggestion_id standing stratum exclusion sha256 rank"),
    ),
)
