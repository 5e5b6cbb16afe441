"""The mail server as Django asks for it, from one address; without an address e-mail is off and nothing leaves the house."""

import environ
from django.core.exceptions import ImproperlyConfigured

OFF = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
TIME_LIMIT = 20  # seconds for each answer of the server
LIKE = "Write it like smtp+tls://name:password@mail.example:587, with %XX for signs such as # and / in the password."

Mailers = dict[str, dict[str, object]]


def configuration(url: str) -> Mailers:
    """Returns the setting MAILERS for an address such as `smtp+tls://name:word@mail.example:587`.

    Without a port Django takes the usual one. Raises ImproperlyConfigured, which never repeats what may be a password.
    """
    if not url:
        return OFF
    try:
        read = environ.Env.email_url_config(url)
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read. {LIKE}") from None
    mailer: dict[str, object] = {"BACKEND": read["EMAIL_BACKEND"]}
    if read["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        if not read["EMAIL_HOST"]:
            raise ImproperlyConfigured(f"EMAIL_URL names no mail server. {LIKE}")
        if bool(read["EMAIL_HOST_USER"]) != bool(read["EMAIL_HOST_PASSWORD"]):
            raise ImproperlyConfigured(f"EMAIL_URL has a name without a password, or a password without a name. {LIKE}")
        mailer["OPTIONS"] = {
            "host": read["EMAIL_HOST"],
            "port": read["EMAIL_PORT"],
            "username": read["EMAIL_HOST_USER"] or "",
            "password": read["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": read.get("EMAIL_USE_TLS", False),
            "use_ssl": read.get("EMAIL_USE_SSL", False),
            "timeout": TIME_LIMIT,
        }
    elif read["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        if read["EMAIL_HOST"] or not read["EMAIL_FILE_PATH"]:
            raise ImproperlyConfigured("EMAIL_URL names no folder. Write it like filemail:///folder/of/mails.")
        mailer["OPTIONS"] = {"file_path": f"/{read['EMAIL_FILE_PATH']}"}
    return {"default": mailer}
