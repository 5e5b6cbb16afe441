"""Which columns of Django's own tables, of axes and of allauth hold what of people; the tables of ours are declared in their apps."""

from organs.data_protection import DataClass, Ending, PersonalData, Whose, personal, plain, table

ATTEMPT = DataClass(
    name="Failed sign-ins",
    what=PersonalData.SIGN_IN,
    whose=Whose.WHO_SIGNS_IN,
    why="shows after the fact who tried passwords; the typed name and the network address say whom",
    until="the days of SIGN_IN_LOG_DAYS",
    ending=Ending("deleted by the hourly job", by="signin.actions.clearing.clear"),
)
SIGN_IN_LOG = DataClass(
    name="Log of sign-ins",
    what=PersonalData.SIGN_IN,
    whose=Whose.EITHER_SIDE,
    why="shows after the fact that an account was used by somebody else",
    until="the days of SIGN_IN_LOG_DAYS: the Cybersecurity Law asks for six months of such logs",
    ending=Ending("deleted by the hourly job", by="signin.actions.clearing.clear"),
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
FACTOR = DataClass(
    name="Second factors",
    what=PersonalData.KEY,
    whose=Whose.EITHER_SIDE,
    why="shows that it is the same person; the secret of an app and recovery codes are encrypted, a passkey is a public key",
    until="until its owner removes it, or two administrators reset it",
    ending=Ending(
        "deleted then", by="signin.actions.factors.confirm_reset", leaves="those of an account that was closed"
    ),
)
IDENTITY = DataClass(
    name="Links to an identity provider",
    what=PersonalData.ACCOUNT,
    whose=Whose.STAFF,
    why="the provider's word for a person opens the account that it opened first",
    until="as long as the account comes in that way",
    ending=Ending(
        "deleted when two administrators reset the second factor",
        by="signin.actions.identities.unlink",
        leaves="those of an account that was closed",
    ),
)
UNUSED = DataClass(
    name="Tables of allauth that are not used",
    what=PersonalData.ACCOUNT,
    whose=Whose.EITHER_SIDE,
    why="none: allauth makes them; addresses, tokens and providers are kept elsewhere or not at all, and they stay empty",
    until="never filled",
)
SIGN_IN_COLUMNS = "username ip_address user_agent http_accept path_info attempt_time"

TABLES = (
    table(
        "axes_accessattempt",
        "Failed sign-ins; a typed password is masked before it is kept.",
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
    table(
        "django_session",
        "Sessions as Django would keep them; not used, ours are in signin_session.",
        plain("session_key session_data expire_date"),
    ),
    table(
        "mfa_authenticator",
        "Second factors: apps, passkeys, recovery codes.",
        personal(FACTOR, "user_id type data created_at last_used_at"),
        plain("id"),
    ),
    table(
        "socialaccount_socialaccount",
        "Which subject of an identity provider opens which account; no claims are kept.",
        personal(IDENTITY, "user_id provider uid last_login date_joined extra_data"),
        plain("id"),
    ),
    table(
        "socialaccount_socialapp",
        "Identity providers as allauth would keep them; not used, ours is named by settings.",
        plain("id provider provider_id name client_id secret key settings"),
    ),
    table(
        "socialaccount_socialtoken",
        "Tokens of identity providers; none is kept.",
        personal(UNUSED, "account_id token token_secret expires_at"),
        plain("id app_id"),
    ),
    table(
        "account_emailaddress",
        "Addresses as allauth would keep them; not used, the address is a column of the person.",
        personal(UNUSED, "user_id email verified primary"),
        plain("id"),
    ),
    table(
        "account_emailconfirmation",
        "Confirmations of addresses; not used.",
        personal(UNUSED, "email_address_id created sent key"),
        plain("id"),
    ),
    table("auth_group", "Groups of Django; not used, rights come from posts.", plain("id name")),
    table("auth_group_permissions", "Rights of Django's groups; not used.", plain("id group_id permission_id")),
    table("auth_permission", "Rights as Django names them; not used.", plain("id name content_type_id codename")),
    table("django_content_type", "The names of the models.", plain("id app_label model")),
    table("django_migrations", "Which migrations have run.", plain("id app name applied")),
)
