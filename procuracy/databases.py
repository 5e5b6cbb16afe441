"""The addresses of database and Redis as the settings take them from the environment."""

from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from procuracy.embedded import postgres
from procuracy.environment import Environment

# What differs between two logins to the same database.
LOGIN = ("USER", "PASSWORD", "HOST", "PORT")


def from_url(env: Environment, name: str) -> dict[str, Any]:
    """What NAME_URL says of a database; NAME_PASSWORD takes the place of a password in it. Empty where there is none."""
    if f"{name}_URL" not in env.ENVIRON:
        return {}
    said: dict[str, Any] = env.db_url(f"{name}_URL", engine="django.db.backends.postgresql")
    return said | {"PASSWORD": env.str(f"{name}_PASSWORD", default=said["PASSWORD"])}


def logins(database: dict[str, Any], *, owner: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The application's login and the owner's; on a real server the owner's is empty where DATABASE_OWNER_URL is not given."""
    application = {name: database[name] for name in LOGIN}
    if database["ENGINE"] == "procuracy.embedded":
        return {"application": application, "owner": application | {"USER": postgres.OWNER}}
    return {"application": application, "owner": {name: owner[name] for name in LOGIN} if owner else {}}


def with_password(url: str, *, password: str) -> str:
    """The address of Redis with a password in it, where one is given beside it."""
    if not password:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f":{quote(password, safe='')}@{parts.netloc.rpartition('@')[2]}"))
