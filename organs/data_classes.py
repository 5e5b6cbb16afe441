"""Which columns of `organs` hold what of people, and the classes of personal data that several apps share."""

from organs.data_protection import Crossing, DataClass, Ending, PersonalData, Whose, personal, plain, table

BOTH, BUNDLE, OWN, SITE = Crossing.BOTH, Crossing.BUNDLE, Crossing.OWN, Crossing.SITE

CASE_FILE = "as long as the case file; no term of the archive is set"
ACCOUNT_TERM = "as long as the account, and the records of what was done with it"

# Shared by the apps of cases.

OFFICE_ACT = DataClass(
    name="Acts of the office",
    what=PersonalData.ACT,
    whose=Whose.STAFF,
    why="whoever acts in office answers for it: the record says who did it, in which post and when",
    until=CASE_FILE,
)
UNIT_ACT = DataClass(
    name="Acts of the unit",
    what=PersonalData.ACT,
    whose=Whose.UNIT,
    why="what a unit answers or claims counts only where it is known who did so",
    until=CASE_FILE,
)
SIGNER = DataClass(
    name="Signers of the unit",
    what=PersonalData.NAME,
    whose=Whose.UNIT,
    why="proves who received, agreed, attended or signed for the unit",
    until=CASE_FILE,
)
OFFICE_WORDS = DataClass(
    name="Words of the office",
    what=PersonalData.WORDS,
    whose=Whose.NAMED,
    why="findings, reasons and opinions in a case: about institutions, naming people only where the facts need it",
    until=CASE_FILE,
)
UNIT_WORDS = DataClass(
    name="Words of the unit",
    what=PersonalData.WORDS,
    whose=Whose.NAMED,
    why="what the unit answers, reports, claims or objects, as it wrote it",
    until=CASE_FILE,
)
TRADER_NAME = DataClass(
    name="Names of units",
    what=PersonalData.NAME,
    whose=Whose.TRADER,
    why="a letter needs its recipient; a sole trader's unit bears a person's name, is marked so and left out of analysis",
    until=CASE_FILE,
)

# Of `organs` alone.

PERSON_NAME = DataClass(
    name="Names of people with an account",
    what=PersonalData.NAME,
    whose=Whose.EITHER_SIDE,
    why="letters name whom to ask, and records who acted, in which post",
    until=ACCOUNT_TERM,
)
ACCOUNT = DataClass(
    name="Accounts",
    what=PersonalData.ACCOUNT,
    whose=Whose.EITHER_SIDE,
    why="lets a person sign in, and keeps what the person chose",
    until=ACCOUNT_TERM,
)
PASSWORD = DataClass(
    name="Passwords and keys",
    what=PersonalData.KEY,
    whose=Whose.EITHER_SIDE,
    why="shows that it is the same person; only a digest is kept",
    until="until it is replaced, or the account is closed",
)
MAIL_ADDRESS = DataClass(
    name="Mail addresses",
    what=PersonalData.ADDRESS,
    whose=Whose.EITHER_SIDE,
    why="sends reminders to whoever wants them",
    until="as long as the person has a post",
)
UNIT_ADDRESS = DataClass(
    name="Addresses of units",
    what=PersonalData.ADDRESS,
    whose=Whose.UNIT,
    why="serves letters and sends reminders; an address may be that of the one who reads it for the unit",
    until="as long as letters go to the unit",
)
LAST_SIGN_IN = DataClass(
    name="Last sign-in",
    what=PersonalData.READING,
    whose=Whose.EITHER_SIDE,
    why="Django keeps it; it makes links that set a password good for one use",
    until="until the next sign-in",
    ending=Ending(
        "the next sign-in writes over it",
        by="django.contrib.auth.models.update_last_login",
        leaves="that of whoever never signs in again",
    ),
)
ABSENCE = DataClass(
    name="Days away",
    what=PersonalData.ACT,
    whose=Whose.STAFF,
    why="says who does which kind of work on which days, and so in whose name an act counts; why somebody is away is never kept",
    until="as long as what a deputy did in these days may be questioned",
)
SETUP_TRACE = DataClass(
    name="Trace of Set-up",
    what=PersonalData.ACT,
    whose=Whose.EITHER_SIDE,
    why="shows who gave whom which rights, with names, sign-in names and mail addresses before and after a change",
    until="as long as what was changed may be questioned; no term is set",
)

TABLES = (
    table(
        "organs_person",
        "People with an account. A closed account keeps its row: what the person signed stays under the name.",
        personal(PERSON_NAME, "name", BOTH),
        personal(ACCOUNT, "username wants_mail mail_language", OWN),
        personal(ACCOUNT, "id is_active created_at deactivated_at session_epoch"),
        personal(MAIL_ADDRESS, "email", OWN),
        personal(PASSWORD, "password"),
        personal(LAST_SIGN_IN, "last_login"),
        plain("origin"),
    ),
    table(
        "organs_post",
        "Which role a person has, where, and from when until when.",
        personal(PERSON_NAME, "person_id role procuratorate_id department_id unit_id acting_for_id", BOTH),
        personal(PERSON_NAME, "from_on to_on ended_at"),
        plain("id side letters_of_id"),
    ),
    table(
        "organs_absence",
        "On which days somebody of an office is away, so that a deputy does the work.",
        personal(ABSENCE, "person_id first_on last_on", SITE),
        personal(ABSENCE, "recorded_by_id recorded_at ended_at ended_by_id taken_back_at"),
        plain("id procuratorate_id"),
    ),
    table(
        "organs_deputy",
        "Who does which kind of work while somebody is away.",
        personal(ABSENCE, "person_id work", SITE),
        plain("id absence_id"),
    ),
    table(
        "organs_calendaraddress",
        "Secret addresses under which calendar programs read a person's own due days.",
        personal(ACCOUNT, "person_id language made_at revoked_at", OWN),
        personal(PASSWORD, "digest"),
        plain("id"),
    ),
    table(
        "organs_signinlink",
        "One-time links by which a person sets the own password.",
        personal(
            ACCOUNT, "person_id created_by_id created_at expires_at used_at revoked_at word_by_id word_at wrong_words"
        ),
        personal(PASSWORD, "digest word_digest"),
        plain("id needs_word"),
    ),
    table(
        "organs_proposal",
        "What one administrator proposed and a second one decided.",
        personal(SETUP_TRACE, "person_id content proposed_by_id proposed_at decided_by_id decided_at reason"),
        plain("id kind procuratorate_id unit_id outcome"),
    ),
    table(
        "organs_setupoutbox",
        "Who is still to be told of an act in Set-up.",
        personal(SETUP_TRACE, "person_id sent_at"),
        plain("id event_id unit_id proposal_id"),
    ),
    table(
        "organs_setupevent",
        "What administrators changed in Set-up; only added to.",
        personal(SETUP_TRACE, "actor_id actor_name at subject_id subject_name changes details"),
        plain("id verb subject_kind"),
    ),
    table(
        "organs_unit",
        "Recipient units: institutions, and sole traders marked as such.",
        personal(TRADER_NAME, "name", BOTH),
        personal(TRADER_NAME, "credit_code"),
        personal(UNIT_ADDRESS, "address", BOTH),
        personal(UNIT_ADDRESS, "mailbox", SITE),
        personal(UNIT_ADDRESS, "electronic_service_address", BUNDLE),
        personal(UNIT_ADDRESS, "receiving_office"),
        plain(
            "id kind level region_code region_name industry superior_id regulator_id successor_id"
            " is_placeholder is_sole_trader electronic_service_consent_on closed_on origin"
        ),
    ),
    table(
        "organs_unitalias",
        "Former and other names of units.",
        personal(TRADER_NAME, "name"),
        plain("id unit_id until_on"),
    ),
    table(
        "organs_unitoffice",
        "Which procuratorates have to do with a unit.",
        plain("id unit_id procuratorate_id since"),
    ),
    table(
        "organs_procuratorate",
        "Procuratorates, as a tree.",
        plain(
            "id code short_name level line_id region_code region_name parent_id parent_known depth anc1 anc2 anc3 anc4"
            " anc5 closed_on origin"
        ),
        plain("name", BOTH),
    ),
    table("organs_edge", "Who led whom, and when.", plain("id child_id parent_id valid_from valid_to reason")),
    table(
        "organs_department",
        "Departments of procuratorates.",
        plain("id procuratorate_id closed_on"),
        plain("name", BOTH),
    ),
    table("organs_department_lines", "What a department does.", plain("id department_id businessline_id")),
    table("organs_line", "Lines of authority.", plain("code zh en")),
    table("organs_businessline", "Lines of business.", plain("code zh en")),
)
