"""What the application's database login may do, asked of the database itself, over a connection of its own and with each table."""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from psycopg import sql
from pytest_django.fixtures import Settings

from organs import clock
from procuracy import checks, database_rights, roles
from procuracy.database_rights import APPEND_ONLY_TABLES, KEPT_TABLES, RIGHTS
from procuracy.embedded import passwords
from procuracy.embedded.places import Places
from procuracy.embedded.postgres import APPLICATION_ROLE, OWNER
from sample import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REFUSED = psycopg.errors.InsufficientPrivilege


@pytest.fixture
def as_application() -> Iterator[None]:
    """Works as the application does, until the test's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APPLICATION_ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture
def application() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection that web server, worker and beat have: by the application's own login, with nothing assumed."""
    said = connection.get_connection_params()
    password = passwords.read(Places(settings.VAR), APPLICATION_ROLE)
    with psycopg.connect(
        host=said["host"],
        port=said["port"],
        dbname=said["dbname"],
        user=APPLICATION_ROLE,
        password=password,
        autocommit=True,
    ) as own:
        yield own


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


@pytest.mark.parametrize(
    "statement",
    [
        f"SET ROLE {OWNER}",
        f"SET SESSION AUTHORIZATION {OWNER}",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/written'",
        "CREATE TEMPORARY TABLE t (a text); COPY t FROM '/etc/passwd'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_read_binary_file('/etc/passwd')",
        "SELECT pg_ls_dir('/')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT * FROM pg_authid",
        "SELECT * FROM pg_shadow",
        "SELECT * FROM pg_hba_file_rules",
        "CREATE TABLE own (a text)",
        "CREATE TEMPORARY TABLE own (a text)",
        "CREATE SCHEMA own",
        "CREATE ROLE another",
        "CREATE DATABASE another",
        "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE EXTENSION dblink",
        f"ALTER ROLE {APPLICATION_ROLE} SUPERUSER",
        f"GRANT {OWNER} TO {APPLICATION_ROLE}",
        "ALTER SYSTEM SET log_statement = 'all'",
        "ALTER TABLE suggestions_event DISABLE TRIGGER ALL",
        "DROP TABLE suggestions_event",
        "TRUNCATE suggestions_event",
        "SET session_replication_role = replica",
        "DELETE FROM suggestions_event",
        "UPDATE django_migrations SET name = name",
    ],
)
def test_the_application_is_refused_what_the_owner_may(
    application: psycopg.Connection[tuple[object, ...]], statement: str
) -> None:
    with pytest.raises(psycopg.Error) as refusal:
        application.execute(statement)
    assert isinstance(refusal.value, REFUSED | psycopg.errors.UndefinedFile), refusal.value


def test_resetting_the_role_leads_nowhere(application: psycopg.Connection[tuple[object, ...]]) -> None:
    application.execute("RESET ROLE")
    application.execute("RESET SESSION AUTHORIZATION")
    found = application.execute("SELECT current_user, session_user, current_setting('is_superuser')").fetchone()
    assert found == (APPLICATION_ROLE, APPLICATION_ROLE, "off")
    assert (
        application.execute(
            "SELECT rolname FROM pg_roles WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')"
        ).fetchall()
        == []
    )


def test_the_settings_log_in_as_the_application() -> None:
    application, owner = settings.DATABASE_LOGINS["application"], settings.DATABASE_LOGINS["owner"]
    assert (application["USER"], owner["USER"]) == (APPLICATION_ROLE, OWNER)
    assert "assume_role" not in settings.DATABASES["default"]["OPTIONS"]


@pytest.mark.parametrize("login", [OWNER, APPLICATION_ROLE])
@pytest.mark.parametrize("password", ["", "guessed"])
def test_nobody_logs_in_without_the_password(login: str, password: str) -> None:
    said = connection.get_connection_params()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            host=said["host"],
            port=said["port"],
            dbname=said["dbname"],
            user=login,
            password=password,
            connect_timeout=5,
        )


@pytest.mark.parametrize("table", sorted(RIGHTS))
def test_each_table_grants_the_verbs_of_its_row_and_no_other(table: str) -> None:
    verbs = {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT verb FROM unnest(%s::text[]) AS verb WHERE has_table_privilege(%s, %s, verb)",
            [sorted(verbs), APPLICATION_ROLE, table],
        )
        assert {verb for (verb,) in cursor.fetchall()} == RIGHTS[table].verbs


@pytest.mark.parametrize("table", sorted(APPEND_ONLY_TABLES))
@pytest.mark.parametrize(
    "statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}"]
)
def test_the_application_cannot_change_what_was_recorded(as_application: None, table: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=f"permission denied for table {table}"):
        execute(statement.format(table=table, column=columns(table)[0]))


@pytest.mark.parametrize("table", sorted(APPEND_ONLY_TABLES))
def test_the_application_can_read_and_add_to_the_ledgers(as_application: None, table: str) -> None:
    execute(f"SELECT * FROM {table}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'INSERT')", [table])
        assert cursor.fetchone()[0]


@pytest.mark.parametrize("table", sorted(KEPT_TABLES))
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "TRUNCATE {table}"])
def test_the_application_deletes_nothing_that_is_kept(as_application: None, table: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=f"permission denied for table {table}"):
        execute(statement.format(table=table))


def test_what_is_pointed_to_without_a_check_is_kept() -> None:
    pointed_to = {
        field.related_model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and not field.db_constraint
    }
    assert pointed_to
    assert pointed_to <= APPEND_ONLY_TABLES | KEPT_TABLES


DELETING = sorted(table for table, right in RIGHTS.items() if "DELETE" in right.verbs)


@pytest.mark.parametrize("table", DELETING)
def test_whoever_may_delete_from_a_table_names_the_function_that_does(table: str) -> None:
    module, _dot, name = RIGHTS[table].deleted_by.rpartition(".")
    try:
        holder = importlib.import_module(module)
    except ModuleNotFoundError:
        module, _dot, class_name = module.rpartition(".")
        holder = getattr(importlib.import_module(module), class_name)
    source = inspect.getsource(getattr(holder, name))
    assert ".delete(" in source or ".set(" in source


@pytest.mark.parametrize("sequence", sorted(database_rights.SEQUENCES))
def test_a_sequence_that_may_be_used_names_the_function_that_does(sequence: str) -> None:
    module, _dot, name = database_rights.SEQUENCES[sequence].rpartition(".")
    assert "nextval" in inspect.getsource(getattr(importlib.import_module(module), name))


@pytest.mark.slow
def test_the_sample_world_is_made_with_these_rights(as_application: None, tmp_path: Path, settings: Settings) -> None:
    """Some sixty cases from the first draft to looking back, by all the actions that they take."""
    settings.FILES = tmp_path
    assert world.load(at=clock.now(), say=lambda line: None)


def test_every_table_has_its_row() -> None:
    assert database_rights.faults() == []


def test_a_table_without_a_row_is_named_by_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(RIGHTS, "organs_person")
    monkeypatch.setitem(RIGHTS, "no_such_table", database_rights.reads())
    monkeypatch.setitem(RIGHTS, "suggestions_event", database_rights.changes())
    said = [message.msg for message in checks.check_database_rights()]
    assert said == [
        "The table organs_person has no row of rights.",
        "There is no table no_such_table for its row of rights.",
        "suggestions_event may only be added to.",
    ]


def test_no_table_is_filled_by_a_sequence_that_the_application_would_need() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_default LIKE 'nextval%%'")
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"ALTER ROLE {APPLICATION_ROLE} SUPERUSER", f"ALTER ROLE {APPLICATION_ROLE} {roles.LIMITS};"),
        (f"ALTER ROLE {APPLICATION_ROLE} BYPASSRLS", f"ALTER ROLE {APPLICATION_ROLE} {roles.LIMITS};"),
        (f"GRANT pg_read_all_data TO {APPLICATION_ROLE}", f"REVOKE pg_read_all_data FROM {APPLICATION_ROLE};"),
        (f"ALTER TABLE organs_line OWNER TO {APPLICATION_ROLE}", "owns organs_line"),
        ("GRANT CREATE ON SCHEMA public TO PUBLIC", "may make tables"),
        ("GRANT UPDATE ON suggestions_event TO procuracy_app", "suggestions_event): run manage.py migrate"),
        ("REVOKE SELECT ON organs_line FROM procuracy_app", "organs_line): run manage.py migrate"),
    ],
)
def test_a_wall_that_stands_open_is_named_with_the_statement_that_closes_it(statement: str, said: str) -> None:
    assert checks.check_databases(databases=["default"]) == []
    execute(statement)
    found = checks.check_databases(databases=["default"])
    assert {message.id for message in found} == {"procuracy.E006"}
    assert any(said in message.msg for message in found)


def test_migrating_takes_away_what_the_application_must_not_have() -> None:
    execute(f"ALTER ROLE {APPLICATION_ROLE} CREATEROLE")
    execute(f"GRANT pg_read_all_data TO {APPLICATION_ROLE}")
    execute("GRANT ALL ON suggestions_event TO PUBLIC")
    roles.make_application_role(connection)
    roles.grant_application_role(connection)
    assert checks.check_databases(databases=["default"]) == []


@pytest.fixture
def poor_owner() -> Iterator[str]:
    """An owner as an office's database service gives it: it may make no role."""
    execute("CREATE ROLE poor_owner LOGIN NOSUPERUSER NOCREATEROLE")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE poor_owner")
    yield "poor_owner"
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_an_owner_that_may_make_no_role_is_told_the_statement(poor_owner: str, settings: Settings) -> None:
    login = settings.DATABASE_LOGINS["application"]
    settings.DATABASE_LOGINS = settings.DATABASE_LOGINS | {
        "application": login | {"USER": "new_app", "PASSWORD": "word"}
    }
    with pytest.raises(CommandError) as refusal:
        call_command("migrate", verbosity=0)
    said = str(refusal.value)
    assert f"have an administrator of the server run: CREATE ROLE new_app {roles.LIMITS} PASSWORD '…';" in said
    assert "word" not in said
    assert "\n" not in said


def test_one_login_for_both_is_refused(settings: Settings) -> None:
    settings.DATABASE_LOGINS = dict.fromkeys(("application", "owner"), settings.DATABASE_LOGINS["owner"])
    with pytest.raises(roles.NeedsAdministrator, match="log in as the same role"):
        roles.make_application_role(connection)


def test_without_the_owner_nothing_is_done_as_the_owner(settings: Settings) -> None:
    settings.DATABASE_LOGINS = settings.DATABASE_LOGINS | {"owner": {}}
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL is missing"), roles.as_owner(connection):
        pass


def test_a_new_login_is_made_with_its_password_and_without_naming_it(settings: Settings) -> None:
    login = settings.DATABASE_LOGINS["application"]
    settings.DATABASE_LOGINS = settings.DATABASE_LOGINS | {
        "application": login | {"USER": "new_app", "PASSWORD": "word"}
    }
    statements: list[str] = []

    def note(execute, statement, params, many, context):
        text = statement.as_string(connection.connection) if isinstance(statement, sql.Composable) else str(statement)
        statements.append(text)
        return execute(statement, params, many, context)

    with connection.execute_wrapper(note):
        roles.make_application_role(connection)
        roles.grant_application_role(connection)
    assert roles.excesses(connection) == []
    assert roles.differing(connection) == []
    assert any("CREATE ROLE" in statement and "SCRAM-SHA-256$" in statement for statement in statements)
    assert not any("'word'" in statement for statement in statements)
