"""Which columns of `signin` hold what of people; sessions and second factors are never shown to anybody but their owner."""

from organs.data_protection import Crossing, DataClass, Ending, PersonalData, Whose, personal, plain, table

OWN = Crossing.OWN
CLEARED = Ending("deleted by the hourly job", by="signin.actions.clearing.clear")

SESSION = DataClass(
    name="Sessions",
    what=PersonalData.SIGN_IN,
    whose=Whose.EITHER_SIDE,
    why="remembers who signed in, and lets the person see where and end it; browser by family, address without its end",
    until="until sign-out, or until it rested or lasted too long (SESSION_IDLE_MINUTES_…, SESSION_LONGEST_HOURS)",
    ending=CLEARED,
)
DEVICE = DataClass(
    name="Known browsers",
    what=PersonalData.SIGN_IN,
    whose=Whose.EITHER_SIDE,
    why="a person is told of a new one, and is not slowed down in a known one by what strangers try",
    until="the days of KNOWN_DEVICE_DAYS after the last sign-in there",
    ending=CLEARED,
)
TRIES = DataClass(
    name="Counted tries",
    what=PersonalData.SIGN_IN,
    whose=Whose.WHO_SIGNS_IN,
    why="slows down whoever tries passwords or codes; name and address are kept as keyed digests only",
    until="a day after the last try",
    ending=CLEARED,
)

# What removes rows in the course of work.
REMOVALS = (
    Ending("an app that is replaced by another one", by="signin.actions.codes.add_app"),
    Ending("recovery codes that are made anew", by="signin.actions.factors.make_recovery_codes"),
    Ending("all second factors of a person who lost them", by="signin.actions.factors._remove_all"),
    Ending("a second factor that its owner removes", by="signin.actions.factors.remove"),
    Ending("tries that turned out well", by="signin.actions.slowing.forgive"),
    Ending("a session that its owner ends", by="signin.actions.sessions.end"),
    Ending("the other sessions of its owner", by="signin.actions.sessions.end_others"),
)

TABLES = (
    table(
        "signin_session",
        "Who is signed in, where and since when.",
        personal(SESSION, "person_id began_at seen_at browser network", OWN),
        personal(SESSION, "session_key session_data expire_date"),
    ),
    table(
        "signin_knowndevice",
        "Browsers in which a person has signed in.",
        personal(DEVICE, "person_id digest browser first_at last_at"),
        plain("id"),
    ),
    table(
        "signin_triedkey", "How often something was tried in vain.", personal(TRIES, "key failures last_at before_at")
    ),
)
