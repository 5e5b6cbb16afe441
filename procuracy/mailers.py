"""The mail server as Django asks for it, from one address; without an address e-mail is off and nothing leaves the house."""

import environ

OFF = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
TIME_LIMIT = 20  # seconds for each answer of the server

Mailers = dict[str, dict[str, object]]


def configuration(url: str) -> Mailers:
    """Returns the setting MAILERS for an address such as `smtp+tls://name:word@mail.example:587`."""
    if not url:
        return OFF
    read = environ.Env.email_url_config(url)
    mailer: dict[str, object] = {"BACKEND": read["EMAIL_BACKEND"]}
    if read["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        mailer["OPTIONS"] = {
            "host": read["EMAIL_HOST"],
            "port": read["EMAIL_PORT"] or 25,
            "username": read["EMAIL_HOST_USER"] or "",
            "password": read["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": read.get("EMAIL_USE_TLS", False),
            "use_ssl": read.get("EMAIL_USE_SSL", False),
            "timeout": TIME_LIMIT,
        }
    elif read["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        mailer["OPTIONS"] = {"file_path": f"/{read['EMAIL_FILE_PATH']}"}
    return {"default": mailer}
