"""What the application's database role may do with each table, asked of the database itself."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from procuracy import roles
from procuracy.embedded.postgres import APPLICATION_ROLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_application() -> Iterator[None]:
    """Works as the application does, until the test's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APPLICATION_ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


@pytest.mark.parametrize("table", sorted(roles.APPEND_ONLY_TABLES))
@pytest.mark.parametrize(
    "statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}"]
)
def test_the_application_cannot_change_what_was_recorded(as_application: None, table: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=f"permission denied for table {table}"):
        execute(statement.format(table=table, column=columns(table)[0]))


@pytest.mark.parametrize("table", sorted(roles.APPEND_ONLY_TABLES))
def test_the_application_can_read_and_add_to_the_ledgers(as_application: None, table: str) -> None:
    execute(f"SELECT * FROM {table}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'INSERT')", [table])
        assert cursor.fetchone()[0]


@pytest.mark.parametrize("table", sorted(roles.KEPT_TABLES))
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
    assert pointed_to <= roles.APPEND_ONLY_TABLES | roles.KEPT_TABLES


def test_the_application_works_on_every_other_table(as_application: None) -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - roles.APPEND_ONLY_TABLES
    for table in sorted(tables):
        execute(f"UPDATE {table} SET {columns(table)[0]} = {columns(table)[0]} WHERE false")
    for table in sorted(tables - roles.KEPT_TABLES):
        execute(f"DELETE FROM {table} WHERE false")


def test_the_application_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relowner = %s::regrole", [APPLICATION_ROLE])
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolcanlogin FROM pg_roles WHERE rolname = %s",
            [APPLICATION_ROLE],
        )
        assert cursor.fetchone() == (False,)


def test_every_table_of_the_lists_exists() -> None:
    assert set(connection.introspection.table_names()) >= roles.APPEND_ONLY_TABLES | roles.KEPT_TABLES
