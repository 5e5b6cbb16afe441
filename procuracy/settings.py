"""Settings of the project: what may differ between two installations comes from the environment, all else is fixed here."""

from pathlib import Path
from typing import NotRequired, TypedDict

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from procuracy import databases, logs, mailers, secret_key
from procuracy.embedded import postgres, valkey
from procuracy.embedded.places import Places
from procuracy.environment import Environment

env = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.str("PROCURACY_VAR", default=str(BASE_DIR / "var"))).resolve()

# Production refuses what is convenient on the first day: a generated key, sample people, plain HTTP.
PRODUCTION = env.bool("PROCURACY_PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if PRODUCTION:
    SECRET_KEY = secret_key.checked(SECRET_KEY)
SECRET_KEY = SECRET_KEY or secret_key.kept(VAR)
# Former keys while a new one comes in: sessions signed and second factors encrypted under them stay good.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

OWN_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Production needs ALLOWED_HOSTS: the names under which people reach it, with commas.")
if PRODUCTION and (DEBUG or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Production does not run with DEBUG, nor with * in ALLOWED_HOSTS.")
# Days and due days are real ones: only the settings of a fault run (tests/faults) let PROCURACY_CLOCK_SHIFT_DAYS move them.
CLOCK_MAY_BE_SHIFTED = False
if PRODUCTION and "PROCURACY_CLOCK_SHIFT_DAYS" in env.ENVIRON:
    raise ImproperlyConfigured(
        "Production runs on the real day: take PROCURACY_CLOCK_SHIFT_DAYS out of the environment."
    )
# A host that is named here shows one side only (procuracy/sides.py); any other shows both.
OFFICE_HOSTS = env.list("OFFICE_HOSTS", default=[])
PORTAL_HOSTS = env.list("PORTAL_HOSTS", default=[])
if both := set(OFFICE_HOSTS) & set(PORTAL_HOSTS):
    raise ImproperlyConfigured(f"A host shows one side: {', '.join(sorted(both))} is in OFFICE_HOSTS and PORTAL_HOSTS.")
if unknown := {*OFFICE_HOSTS, *PORTAL_HOSTS} - set(ALLOWED_HOSTS):
    raise ImproperlyConfigured(f"Hosts of a side must be in ALLOWED_HOSTS: {', '.join(sorted(unknown))}.")
ALLOWED_HOSTS += OWN_HOSTS
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# With __Host- a browser takes a cookie from this host only, over TLS, for all of it.
COOKIE_PREFIX = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MESSAGE_COOKIE_NAME = f"{COOKIE_PREFIX}messages"
LANGUAGE_COOKIE_HTTPONLY = True  # the one of the forms is read by the page that records visits without a network
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "procuracy.cookies.MessageStorage"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
# HSTS for subdomains binds hosts that are not ours, so that it is the operator's choice; so is the browsers' own list.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
LOGGING = logs.configuration(as_json=PRODUCTION)

# From the pages down to who there is; what stands lower does not know what stands above (pyproject.toml, importlinter).
OWN_APPS = [
    "procuracy",
    "desk",
    "sample",
    "insights",
    "followups",
    "signin",
    "pending",
    "notices",
    "suggestions",
    "organs",
]
INSTALLED_APPS = [
    *OWN_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "django_htmx",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "procuracy.headers.HeadersMiddleware",
    "procuracy.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "procuracy.unreadable.UnreadableMiddleware",
    "django.middleware.common.CommonMiddleware",
    "procuracy.sides.SidesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "desk.middleware.AccessMiddleware",
    "procuracy.turns.TurnsMiddleware",
    "desk.middleware.WatchMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "desk.sent_once.SentOnceMiddleware",
]

ROOT_URLCONF = "procuracy.urls"
WSGI_APPLICATION = "procuracy.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "desk.context.frame",
            ],
            "builtins": ["desk.templatetags.words"],
        },
    }
]

# The application logs in as a role that owns nothing; `migrate`, `backup` and `restore` as the owner (procuracy/roles.py), whose
# address the environment of web server, worker and beat does not hold.
DATABASES = {
    "default": databases.from_url(env, "DATABASE")
    or {
        "ENGINE": "procuracy.embedded",
        "NAME": postgres.DATABASE,
        "USER": postgres.APPLICATION_ROLE,
        "PASSWORD": "",  # the engine reads it from a file when it connects
        "HOST": str(Places(VAR).sockets),
        "PORT": str(postgres.PORT),
    }
}
DATABASE_LOGINS = databases.logins(DATABASES["default"], owner=databases.from_url(env, "DATABASE_OWNER"))
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}

# Redis carries wake-ups, the cache and the marks of life; no fact is kept in it.
REDIS_URL = databases.with_password(
    env.str("REDIS_URL", default=f"unix://{valkey.socket_path(Places(VAR))}?db=0"),
    password=env.str("REDIS_PASSWORD", default=""),
)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},  # a page must not wait for it
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BEAT_SCHEDULER = "procuracy.celery:StaticScheduler"
CELERY_TIMEZONE = "Asia/Shanghai"


class WakeUp(TypedDict):
    """Which task is called, and every how many seconds."""

    task: str
    schedule: float
    options: NotRequired[dict[str, int]]


# By name; a wake-up that nobody took in time is not worth keeping ("expires").
CELERY_BEAT_SCHEDULE: dict[str, WakeUp] = {
    "deliver-notices": {"task": "notices.tasks.deliver_notices", "schedule": 5.0, "options": {"expires": 5}},
    "remind": {"task": "notices.tasks.remind", "schedule": 300.0, "options": {"expires": 300}},
    "begin-examinations": {
        "task": "notices.tasks.begin_examinations",
        "schedule": 900.0,
        "options": {"expires": 900},
    },
    "compose-mail": {"task": "notices.tasks.compose_mail", "schedule": 60.0, "options": {"expires": 60}},
    "send-mail": {"task": "notices.tasks.send_mail", "schedule": 15.0, "options": {"expires": 15}},
    "watch-jobs": {"task": "notices.tasks.watch_jobs", "schedule": 60.0, "options": {"expires": 60}},
    "sweep-orphan-files": {"task": "notices.tasks.sweep_orphan_files", "schedule": 6 * 3600.0},
    "sweep-pending": {"task": "pending.tasks.sweep_pending", "schedule": 900.0, "options": {"expires": 900}},
    "clear-sign-ins": {"task": "signin.tasks.clear_sign_ins", "schedule": 3600.0, "options": {"expires": 3600}},
}

# E-mail is off until EMAIL_URL names a mail server (smtp://, smtp+tls://, smtp+ssl://); inboxes need none. Mails link to
# these addresses: the prosecutors' side, and the recipients' portal where it stands on a host of its own.
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_IS_ON = bool(EMAIL_URL)
if not MAIL_IS_ON:
    SILENCED_SYSTEM_CHECKS.append("mail.E001")  # that nothing is mailed is then what was chosen
MAILERS = mailers.configuration(EMAIL_URL)
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="procuracy@localhost")
ORIGINS = CSRF_TRUSTED_ORIGINS or [f"http://localhost:{env.str('PORT', default='8000')}"]
SITE_URL = (env.str("SITE_URL", default="") or ORIGINS[0]).rstrip("/")
PORTAL_URL = (env.str("PORTAL_URL", default="") or SITE_URL).rstrip("/")
# Mails are made from this hour of the day on: one digest a person, and at most so many urgent ones; the rest waits for the next digest.
MAIL_DIGEST_HOUR: int = env.int("MAIL_DIGEST_HOUR", default=8)
MAIL_URGENT_PER_DAY: int = env.int("MAIL_URGENT_PER_DAY", default=3)
MAIL_LEASE: int = env.int("MAIL_LEASE", default=300)  # seconds

AUTH_USER_MODEL = "organs.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "organs.sign_in.PersonBackend"]
# How long a one-time link opens by which a person sets the own password.
# For how long electronic service that nobody of the unit has seen may be called back; 0 allows none.
# Whether a suggestion is carried further only after an urging that came after the legal day. P19 Art. 25 does not ask for it: a
# stricter habit of the office.
URGED_AFTER_THE_LEGAL_DAY: bool = env.bool("URGED_AFTER_THE_LEGAL_DAY", default=False)
# For how long an archived file is kept unless somebody chooses otherwise: permanent, 30 or 10 (years). The office's own, not law.
ARCHIVE_RETENTION: str = env.str("ARCHIVE_RETENTION", default="30")
CALL_BACK_MINUTES: int = env.int("CALL_BACK_MINUTES", default=10)
SIGN_IN_LINK_DAYS: int = env.int("SIGN_IN_LINK_DAYS", default=7)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "signin.password_validation.DressedUpValidator"},
    {"NAME": "signin.password_validation.OwnWordsValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
# How many of our own proxies stand before the application: their entries at the right of X-Forwarded-For are believed.
TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0)
# axes keeps the log of sign-ins and failures; who has to wait is decided in signin/rules/slowing.py.
AXES_LOCK_OUT_AT_FAILURE = False
AXES_RESET_ON_SUCCESS = False
AXES_CLIENT_IP_CALLABLE = "signin.request_address.of"
AXES_VERBOSE = False
# Days. The Cybersecurity Law asks for network logs of at least six months.
SIGN_IN_LOG_DAYS: int = env.int("SIGN_IN_LOG_DAYS", default=190)
KNOWN_DEVICE_DAYS: int = env.int("KNOWN_DEVICE_DAYS", default=180)
KNOWN_DEVICE_COOKIE = "__Host-device" if PRODUCTION else "device"
# Files that came with a form that was refused wait a day for its next sending: so many of one person, and so many bytes.
PENDING_UPLOADS_MOST: int = env.int("PENDING_UPLOADS_MOST", default=60)
PENDING_UPLOADS_BYTES: int = env.int("PENDING_UPLOADS_BYTES", default=500 * 1024 * 1024)
# What is typed and not sent is kept for its author so many days. The cookie, one for each person (its name goes on), is half of
# the key with which a browser hides a copy while the server is away; it goes at sign-out.
KEPT_TEXT_DAYS: int = env.int("KEPT_TEXT_DAYS", default=14)
KEEPING_COOKIE = "__Host-keeping" if PRODUCTION else "keeping"

# A session rests at most so long between two requests (what is typed into a form is kept, and that is one), and lasts at most so long.
SESSION_ENGINE = "signin.session_store"
SESSION_IDLE_MINUTES_OFFICE: int = env.int("SESSION_IDLE_MINUTES_OFFICE", default=30)
SESSION_IDLE_MINUTES_UNIT: int = env.int("SESSION_IDLE_MINUTES_UNIT", default=120)
SESSION_LONGEST_HOURS: int = env.int("SESSION_LONGEST_HOURS", default=12)
SESSION_COOKIE_AGE = SESSION_LONGEST_HOURS * 3600

# Of which sides a second factor is required: "office", "unit", both with a comma, or nothing. Whoever has one is asked for it anyway.
SECOND_FACTOR_REQUIRED = env.list("SECOND_FACTOR_REQUIRED", default=["office"] if PRODUCTION else [])
if not set(SECOND_FACTOR_REQUIRED) <= {"office", "unit"}:
    raise ImproperlyConfigured("SECOND_FACTOR_REQUIRED names sides: office, unit, both with a comma, or nothing.")
# Before what signs or sets up, the second factor was shown at most so many minutes ago.
STEP_UP_MINUTES: int = env.int("STEP_UP_MINUTES", default=15)
MFA_ADAPTER = "signin.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # periods of 30 seconds before and after
MFA_TOTP_ISSUER = "Procuracy"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"

# An office's identity provider (OpenID Connect): off until OIDC_ISSUER names it. It opens accounts that exist, by the claim that
# holds the sign-in name, then by the subject; it never makes one. With OIDC_PROCURATORATE (a code) only those of that
# procuratorate and below. OIDC_SECOND_FACTOR names the values of `amr` or `acr` that count as a second factor; none by default.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="").rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", default="OpenID Connect")
OIDC_CLAIM = env.str("OIDC_CLAIM", default="preferred_username")
OIDC_PROCURATORATE = env.str("OIDC_PROCURATORATE", default="")
OIDC_SECOND_FACTOR = env.list("OIDC_SECOND_FACTOR", default=[])
if PRODUCTION and OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("Production needs an OIDC_ISSUER that begins with https://.")
OIDC_CLIENT_SECRET_FILE = env.str("OIDC_CLIENT_SECRET_FILE", default="")
SOCIALACCOUNT_ADAPTER = "desk.accounts.identity_provider.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile"],
        "APPS": [
            {
                "provider_id": "office",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": Path(OIDC_CLIENT_SECRET_FILE).read_text().strip() if OIDC_CLIENT_SECRET_FILE else "",
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

FILES = VAR / "files"
# A virus scanner that looks at each upload: unix:/run/clamav/clamd.ctl or tcp://host:3310. Named, no file passes without it.
CLAMD_URL = env.str("CLAMD_URL", default="")
# /healthz: who bears the token is told which part fails; free disk below this much is a failing part.
MONITOR_TOKEN = env.str("MONITOR_TOKEN", default="")
HEALTH_LEAST_DISK_MB = env.int("HEALTH_LEAST_DISK_MB", default=1024)

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "report-uri": "/csp-report/",
}
X_FRAME_OPTIONS = "DENY"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Whether a make-up working day counts as a working day at the end of a term: practice, not law (domain.md 2.4).
MAKE_UP_DAYS_WORK = env.bool("MAKE_UP_DAYS_WORK", default=True)
# Whether regional holidays move deadlines: not settled by any article, so off.
REGIONAL_DAYS_MOVE_DEADLINES = env.bool("REGIONAL_DAYS_MOVE_DEADLINES", default=False)
