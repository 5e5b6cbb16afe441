"""Which columns of Django's own tables and of axes hold what of people; the tables of ours are declared in their apps."""

from organs.data_protection import DataClass, Ending, PersonalData, Whose, personal, plain, table

ATTEMPT = DataClass(
    name="Failed sign-ins",
    what=PersonalData.SIGN_IN,
    whose=Whose.WHO_SIGNS_IN,
    why="locks out whoever tries passwords; the typed name and the network address say whom",
    until="a quarter of an hour (AXES_COOLOFF_TIME)",
    ending=Ending(
        "deleted by the next sign-in, failed sign-in or sign-out of anybody after that",
        by="axes.handlers.database.AxesDatabaseHandler.clean_expired_user_attempts",
    ),
)
SIGN_IN_LOG = DataClass(
    name="Log of sign-ins",
    what=PersonalData.SIGN_IN,
    whose=Whose.EITHER_SIDE,
    why="shows after the fact that an account was used by somebody else",
    until="no term is set",
    ending=Ending("nothing yet; `manage.py axes_reset_logs --age DAYS` can, by hand"),
)
FAILURE_LOG = DataClass(
    name="Log of failed sign-ins",
    what=PersonalData.SIGN_IN,
    whose=Whose.WHO_SIGNS_IN,
    why="none: it is switched off (AXES_ENABLE_ACCESS_FAILURE_LOG) and the table stays empty",
    until="never filled",
    ending=Ending(
        "would be cut to the last thousand of a name",
        by="axes.handlers.database.AxesDatabaseHandler.remove_out_of_limit_failure_logs",
    ),
)
SESSION = DataClass(
    name="Sessions",
    what=PersonalData.ACCOUNT,
    whose=Whose.EITHER_SIDE,
    why="remembers between two pages who signed in, and in which language",
    until="until sign-out, at most two weeks",
    ending=Ending(
        "deleted at sign-out",
        by="django.contrib.sessions.backends.base.SessionBase.flush",
        leaves="the session of whoever never signs out: it opens nothing after two weeks, and no job clears it",
    ),
)
SIGN_IN_COLUMNS = "username ip_address user_agent http_accept path_info attempt_time"

TABLES = (
    table(
        "axes_accessattempt",
        "Failed sign-ins of the last quarter of an hour; a typed password is masked before it is kept.",
        personal(ATTEMPT, f"{SIGN_IN_COLUMNS} get_data post_data failures_since_start"),
        plain("id"),
    ),
    table(
        "axes_accessattemptexpiration",
        "When an attempt is forgotten; not used, the period is the same for all.",
        plain("access_attempt_id expires_at"),
    ),
    table(
        "axes_accesslog",
        "Sign-ins and sign-outs.",
        personal(SIGN_IN_LOG, f"{SIGN_IN_COLUMNS} logout_time session_hash"),
        plain("id"),
    ),
    table(
        "axes_accessfailurelog",
        "Failed sign-ins for ever; switched off, and empty.",
        personal(FAILURE_LOG, f"{SIGN_IN_COLUMNS} locked_out"),
        plain("id"),
    ),
    table("django_session", "Who is signed in.", personal(SESSION, "session_key session_data expire_date")),
    table("auth_group", "Groups of Django; not used, rights come from posts.", plain("id name")),
    table("auth_group_permissions", "Rights of Django's groups; not used.", plain("id group_id permission_id")),
    table("auth_permission", "Rights as Django names them; not used.", plain("id name content_type_id codename")),
    table("django_content_type", "The names of the models.", plain("id app_label model")),
    table("django_migrations", "Which migrations have run.", plain("id app name applied")),
)
