"""Settings of the project: what may differ between two installations comes from the environment, all else is fixed here."""

from pathlib import Path
from typing import NotRequired, TypedDict

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from procuracy import logs, mailers, secret_key
from procuracy.embedded import postgres, valkey
from procuracy.embedded.places import Places

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.str("PROCURACY_VAR", default=str(BASE_DIR / "var"))).resolve()

# Production refuses what is convenient on the first day: a generated key, sample people, plain HTTP.
PRODUCTION = env.bool("PROCURACY_PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if PRODUCTION:
    SECRET_KEY = secret_key.checked(SECRET_KEY)
SECRET_KEY = SECRET_KEY or secret_key.kept(VAR)

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
ALLOWED_HOSTS += OWN_HOSTS
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=30 * 24 * 3600 if PRODUCTION else 0)
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
LOGGING = logs.configuration(as_json=PRODUCTION)

# From the pages down to who there is; what stands lower does not know what stands above (pyproject.toml, importlinter).
OWN_APPS = ["procuracy", "desk", "sample", "insights", "followups", "notices", "suggestions", "organs"]
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
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "desk.middleware.AccessMiddleware",
    "desk.middleware.WatchMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
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

if "DATABASE_URL" in env.ENVIRON:
    DATABASES = {"default": env.db_url("DATABASE_URL", engine="django.db.backends.postgresql")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "procuracy.embedded",
            "NAME": postgres.DATABASE,
            "USER": postgres.OWNER,
            "HOST": str(Places(VAR).sockets),
            "PORT": postgres.PORT,
        }
    }
# The application works as a role that owns nothing; `migrate`, `restore` and tests work as the owner (procuracy/roles.py).
DATABASES["default"] |= {
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": DATABASES["default"].get("OPTIONS", {}) | {"assume_role": postgres.APPLICATION_ROLE},
}

# Redis carries wake-ups, the cache and the marks of life; no fact is kept in it.
REDIS_URL = env.str("REDIS_URL", default=f"unix://{valkey.socket_path(Places(VAR))}?db=0")
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
    "compose-mail": {"task": "notices.tasks.compose_mail", "schedule": 60.0, "options": {"expires": 60}},
    "send-mail": {"task": "notices.tasks.send_mail", "schedule": 15.0, "options": {"expires": 15}},
    "watch-jobs": {"task": "notices.tasks.watch_jobs", "schedule": 60.0, "options": {"expires": 60}},
    "sweep-orphan-files": {"task": "notices.tasks.sweep_orphan_files", "schedule": 6 * 3600.0},
}

# E-mail is off until EMAIL_URL names a mail server (smtp://, smtp+tls://, smtp+ssl://); inboxes need none. Mails link to
# these addresses: the prosecutors' side, and the recipients' portal where it stands on a host of its own.
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_IS_ON = bool(EMAIL_URL)
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
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "locked_out.html"
AXES_VERBOSE = False

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

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
X_FRAME_OPTIONS = "SAMEORIGIN"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Whether a make-up working day counts as a working day at the end of a term: practice, not law (domain.md 2.4).
MAKE_UP_DAYS_WORK = env.bool("MAKE_UP_DAYS_WORK", default=True)
# Whether regional holidays move deadlines: not settled by any article, so off.
REGIONAL_DAYS_MOVE_DEADLINES = env.bool("REGIONAL_DAYS_MOVE_DEADLINES", default=False)
