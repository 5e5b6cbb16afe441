"""Which columns of `notices` hold what of people, and where each may be shown."""

from organs.data_protection import Crossing, DataClass, PersonalData, Whose, personal, plain, table

OWN = Crossing.OWN

NOTICE = DataClass(
    name="Inboxes",
    what=PersonalData.TOLD,
    whose=Whose.EITHER_SIDE,
    why="what each person was told of, and whether it was read: nobody misses a day unnoticed, nobody is told twice",
    until="as long as somebody may say that nothing was told; no term is set",
)
MAIL = DataClass(
    name="E-mails",
    what=PersonalData.TOLD,
    whose=Whose.EITHER_SIDE,
    why="made whole before it is sent, so that every attempt hands over the same; number, duty, day and link, no content",
    until="until it was handed over, and as long as that may be questioned; no term is set",
)
OWN_REMINDER = DataClass(
    name="Own reminders",
    what=PersonalData.ACCOUNT,
    whose=Whose.EITHER_SIDE,
    why="a person wants to be reminded of a case on a day; nobody else sees it",
    until="until the day has come, or it was called off",
)

TABLES = (
    table(
        "notices_notice",
        "What a person finds in the inbox.",
        personal(NOTICE, "person_id event_id suggestion_id about delivered_at read_at", OWN),
        # Who may act for a unit is told to all its people.
        personal(NOTICE, "details", Crossing.SITE),
        personal(NOTICE, "mailing unit_id mail_id"),
        plain("id"),
    ),
    table(
        "notices_mail",
        "E-mails on their way out and gone; the address is read when one is sent.",
        personal(MAIL, "person_id unit_id kind day subject body made_at sent_at state"),
        plain("id message_id failures next_attempt_at claimed_until last_error"),
    ),
    table(
        "notices_ownreminder",
        "Days of which a person wants to be reminded.",
        personal(OWN_REMINDER, "person_id suggestion_id remind_on note made_at sent_at cancelled_at"),
        plain("id"),
        crossing=OWN,
    ),
    table(
        "notices_reminder",
        "That a rule is to speak of a due day; whom it tells is found when it does.",
        plain(
            "id rule_id clock_id due_on planned_for planned_at sent_at told_count superseded_by_id cancelled_at"
            " cancelled_because is_open"
        ),
    ),
    table(
        "notices_reminderrule",
        "When to remind of what, and whom by relation.",
        plain("id procuratorate_id subject days grace relations channel is_enabled made_at retired_at"),
    ),
    table(
        "notices_jobrun",
        "When each periodic job last ran.",
        plain("id name expected_every last_started_at last_ended_at last_well_at last_result incident_at"),
    ),
)
