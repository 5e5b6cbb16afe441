"""Which columns of `pending` hold what of people; nothing of it is shown to anybody but its owner."""

from organs.data_protection import Crossing, DataClass, Ending, PersonalData, Whose, personal, plain, table

OWN = Crossing.OWN
SWEPT = Ending("deleted by the job that clears up what waited", by="pending.actions.sweeping.sweep")

TYPED = DataClass(
    name="Text that is not sent yet",
    what=PersonalData.WORDS,
    whose=Whose.NAMED,
    why="nothing that somebody types is lost by a network, a session or a tab that ends; its author alone gets it back",
    until="until the form is sent or the text discarded, at most KEPT_TEXT_DAYS days after the last typing",
    ending=SWEPT,
)
WAITING = DataClass(
    name="Files that wait for their form",
    what=PersonalData.FILE,
    whose=Whose.NAMED,
    why="a file that came with a form that was refused need not be chosen again; bytes as sent, for its sender alone",
    until="until the form is taken, at most a day",
    ending=SWEPT,
)
SENT = DataClass(
    name="Forms that were sent",
    what=PersonalData.ACT,
    whose=Whose.EITHER_SIDE,
    why="a form that is sent twice does its thing once; of what was typed only a digest is kept",
    until="two days after it was sent",
    ending=SWEPT,
)

# What removes rows in the course of work.
REMOVALS = (
    Ending("the token of a form that was refused", by="pending.actions.sending.give_back"),
    Ending("files whose form was taken", by="pending.actions.uploading.drop"),
    Ending("a file that its sender does not want, or that is not taken", by="pending.actions.uploading.remove"),
    Ending("text whose form was sent", by="pending.actions.keeping.drop"),
    Ending("text that its author discards", by="pending.actions.keeping.discard"),
    Ending("the oldest text of an author who keeps very many", by="pending.actions.keeping.keep"),
)

TABLES = (
    table(
        "pending_kepttext",
        "What somebody typed into a form and did not send yet.",
        personal(TYPED, "person_id address fields kept_at", OWN),
        plain("id"),
    ),
    table(
        "pending_pendingupload",
        "Files that wait for their form, whole or in part.",
        personal(WAITING, "id person_id address field name size added_at missing mark received", OWN),
        plain("media_type holds rules"),
    ),
    table(
        "pending_sentform",
        "Which form was sent, and which page answered it.",
        personal(SENT, "person_id digest sent_at"),
        personal(SENT, "leads_to", OWN),
        plain("id token"),
    ),
)
