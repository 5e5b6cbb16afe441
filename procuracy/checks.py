"""System checks: database, typesetting library, renderer, and that every column has a data class.

`manage.py check --database default` runs all.
"""

import ctypes.util
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from procuracy import data_inventory, database_rights, roles

OLDEST_POSTGRES = 18
OLDEST_WEASYPRINT = 70
LOCALE = "C.UTF-8"


@register(Tags.database)
def check_databases(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Every database that is asked for can hold what we write, and lets the application do no more than it must."""
    asked = [connections[alias] for alias in databases or ()]
    return [message for each in asked for message in (*check_server(each), *check_wall(each))]


def check_server(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """The server is new enough and its locale knows Chinese characters: with LC_CTYPE=C the trigram search is blind."""
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(datlocale, datctype) FROM pg_database WHERE datname = current_database()")
        locale = cursor.fetchone()[0]
    if connection.pg_version < OLDEST_POSTGRES * 10000:
        major = connection.pg_version // 10000
        found.append(Error(f"PostgreSQL is {major}; it must be {OLDEST_POSTGRES} or newer.", id="procuracy.E001"))
    if locale.replace("utf8", "UTF-8") != LOCALE:
        hint = f"Create it with: initdb --locale={LOCALE} --locale-provider=builtin --builtin-locale={LOCALE}"
        found.append(Error(f"The database's locale is {locale}, not {LOCALE}.", hint=hint, id="procuracy.E002"))
    return found


def check_wall(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """The application's login owns nothing, may become nobody else, and has the verbs of the rows and no other."""
    said = roles.excesses(connection)
    if not said and (tables := roles.differing(connection)):
        said.append(
            f"the application's rights are not those of their rows ({', '.join(tables[:5])}): run manage.py migrate"
        )
    return [Error(f"The wall of the database is open: {text}.", id="procuracy.E006") for text in said]


@register()
def check_database_rights(**_: Any) -> list[CheckMessage]:
    """Every table says which verbs the application uses on it."""
    hint = "Give it a row in procuracy/database_rights.py; without one the application may not even read it."
    return [Error(f"{fault}.", hint=hint, id="procuracy.E005") for fault in database_rights.faults()]


@register()
def check_typesetting(**_: Any) -> list[CheckMessage]:
    """Letters can be typeset safely and in time."""
    found: list[CheckMessage] = []
    weasyprint = version("weasyprint")
    if int(weasyprint.split(".")[0]) < OLDEST_WEASYPRINT:
        text = f"WeasyPrint is {weasyprint}; before {OLDEST_WEASYPRINT} documents could fetch local files."
        found.append(Error(text, hint="Install from requirements.lock.", id="procuracy.E003"))
    if ctypes.util.find_library("harfbuzz-subset") is None:
        text = "libharfbuzz-subset is missing: a letter takes several times as long, with a rare character ten seconds."
        found.append(Warning(text, hint="apt-get install libharfbuzz-subset0", id="procuracy.W001"))
    return found


@register()
def check_data_classes(**_: Any) -> list[CheckMessage]:
    """Every column of every table is declared: what it holds of people, why, until when, and where it may be shown."""
    hint = f"Declare it in {', '.join(data_inventory.DECLARED)}; docs/data-classes.md says how it is read."
    found = data_inventory.faults(data_inventory.tables(), data_inventory.of_models())
    return [Error(f"{fault}.", hint=hint, id="procuracy.E004") for fault in found]
