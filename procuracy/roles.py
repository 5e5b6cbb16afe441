"""The two database logins: the owner, who changes the schema, and the application's, which owns nothing and is a member of nothing.

Web server, worker and beat log in as the application and never know the owner's password; `migrate`, `backup` and `restore`
log in as the owner. What the application may do with each table stands in `procuracy/database_rights.py`.
"""

import contextlib
from collections.abc import Iterator, Mapping

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg import sql

from procuracy.database_rights import RIGHTS, SEQUENCES

LIMITS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
EVERYBODY = sql.SQL("PUBLIC")
ROLE_IS_AS_IT_SHOULD_BE = """
    SELECT rolcanlogin AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)
    FROM pg_roles WHERE rolname = %s
"""
MEMBER_OF = """
    SELECT above.rolname FROM pg_auth_members
    JOIN pg_roles above ON above.oid = roleid JOIN pg_roles below ON below.oid = member
    WHERE below.rolname = %s ORDER BY 1
"""
OWNS = """
    SELECT oid::regclass::text FROM pg_class WHERE relowner = %(role)s::regrole
    UNION SELECT datname FROM pg_database WHERE datdba = %(role)s::regrole
    UNION SELECT nspname FROM pg_namespace WHERE nspowner = %(role)s::regrole ORDER BY 1
"""
MAY_MAKE = """
    SELECT concat_ws(', ',
        CASE WHEN has_database_privilege(%(role)s, current_database(), 'TEMPORARY') THEN 'temporary tables' END,
        CASE WHEN has_database_privilege(%(role)s, current_database(), 'CREATE') THEN 'schemas' END,
        CASE WHEN has_schema_privilege(%(role)s, 'public', 'CREATE') THEN 'tables' END)
"""
OWNS_DATABASE = "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
GRANTED = """
    SELECT relname, array_agg(privilege_type::text) FROM pg_class, aclexplode(relacl)
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S') AND grantee = %s::regrole GROUP BY relname
"""
EXISTING = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S')
"""


class NeedsAdministrator(Exception):
    """The owner may not do what is needed; the message is one sentence with the statement that an administrator runs."""


@contextlib.contextmanager
def as_owner(connection: DatabaseWrapper) -> Iterator[None]:
    """Makes this connection log in as the owner of the tables until the block ends. Raises ImproperlyConfigured."""
    owner: Mapping[str, str] = settings.DATABASE_LOGINS["owner"]
    if not owner:
        raise ImproperlyConfigured(
            "DATABASE_OWNER_URL is missing: migrate, backup and restore log in as the owner of the tables."
        )
    before = {name: connection.settings_dict[name] for name in owner}
    if before == owner:
        yield
        return
    connection.close()
    connection.settings_dict.update(owner)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def application_login() -> str:
    """The name under which web server, worker and beat log in."""
    name: str = settings.DATABASE_LOGINS["application"]["USER"]
    return name


def make_application_role(connection: DatabaseWrapper) -> None:
    """Makes the application's login, or takes from it what it must not have. Raises NeedsAdministrator."""
    name, password = application_login(), settings.DATABASE_LOGINS["application"]["PASSWORD"]
    if name == settings.DATABASE_LOGINS["owner"].get("USER"):
        raise NeedsAdministrator(
            f"Application and owner log in as the same role {name}: name another one in DATABASE_URL, "
            "and the owner of the tables in DATABASE_OWNER_URL."
        )
    role = sql.Identifier(name)
    with connection.cursor() as cursor:
        cursor.execute(ROLE_IS_AS_IT_SHOULD_BE, [name])
        found = cursor.fetchone()
        if found is None or not found[0]:
            verb = "CREATE" if found is None else "ALTER"
            statement = sql.SQL("{} ROLE {} {}").format(sql.SQL(verb), role, sql.SQL(LIMITS))
            hint = f"{verb} ROLE {name} {LIMITS}" + (" PASSWORD '…'" if password else "")
            if password:
                statement += sql.SQL(" PASSWORD {}").format(sql.Literal(_verifier(connection, name, password)))
            _execute(connection, statement, hint=hint, why=f"the application's login {name} is missing or may too much")
        cursor.execute(MEMBER_OF, [name])
        for (above,) in cursor.fetchall():
            statement = sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(above), role)
            _execute(connection, statement, hint=f"REVOKE {above} FROM {name}", why=f"{name} is a member of {above}")


def _verifier(connection: DatabaseWrapper, name: str, password: str) -> str:
    """What the server keeps in place of a password, so that the password itself is in no statement."""
    connection.ensure_connection()
    made: bytes = connection.connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    return made.decode()


def _execute(connection: DatabaseWrapper, statement: sql.Composed, *, hint: str, why: str) -> None:
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            raise
        owner = connection.settings_dict["USER"]
        raise NeedsAdministrator(
            f"In the database {why}, and {owner} may not change that: have an administrator of the server run: {hint};"
        )


def grant_application_role(connection: DatabaseWrapper) -> None:
    """Gives the application's login its verbs on every table and nothing else, in one transaction; everybody else gets nothing."""
    role = sql.Identifier(application_login())
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(OWNS_DATABASE)
        if cursor.fetchone()[0]:
            database = sql.Identifier(connection.settings_dict["NAME"])
            cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM {}, {}").format(database, EVERYBODY, role))
            cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role))
        for scope in ("ALL TABLES IN SCHEMA public", "ALL SEQUENCES IN SCHEMA public", "SCHEMA public"):
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}, {}").format(sql.SQL(scope), EVERYBODY, role))
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        for table in set(RIGHTS) & set(connection.introspection.table_names(cursor)):
            verbs = sql.SQL(", ".join(sorted(RIGHTS[table].verbs)))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(verbs, sql.Identifier(table), role))
        for sequence in SEQUENCES:
            cursor.execute("SELECT to_regclass(%s)", [sequence])
            if cursor.fetchone()[0]:
                cursor.execute(sql.SQL("GRANT USAGE ON SEQUENCE {} TO {}").format(sql.Identifier(sequence), role))


def differing(connection: DatabaseWrapper) -> list[str]:
    """The tables and sequences on which the application's login has other verbs than their rows say."""
    expected = {table: right.verbs for table, right in RIGHTS.items()} | dict.fromkeys(SEQUENCES, frozenset({"USAGE"}))
    with connection.cursor() as cursor:
        cursor.execute(GRANTED, [application_login()])
        granted = {name: frozenset(verbs) for name, verbs in cursor.fetchall()}
        cursor.execute(EXISTING)
        existing = {name for (name,) in cursor.fetchall()}
    return sorted(name for name in existing if granted.get(name) != expected.get(name))


def excesses(connection: DatabaseWrapper) -> list[str]:
    """What the application's login has and must not have, each with the statement that takes it away; empty when all is well."""
    name = application_login()
    with connection.cursor() as cursor:
        cursor.execute(ROLE_IS_AS_IT_SHOULD_BE, [name])
        found = cursor.fetchone()
        if found is None:
            return [f"there is no login {name}"]
        said = [] if found[0] else [f"{name} may more than work on tables: ALTER ROLE {name} {LIMITS};"]
        cursor.execute(MEMBER_OF, [name])
        said += [f"{name} is a member of {above}: REVOKE {above} FROM {name};" for (above,) in cursor.fetchall()]
        cursor.execute(OWNS, {"role": name})
        said += [f"{name} owns {owned}: give it to the owner of the tables" for (owned,) in cursor.fetchall()]
        cursor.execute(MAY_MAKE, {"role": name})
        if made := cursor.fetchone()[0]:
            database = connection.settings_dict["NAME"]
            said.append(
                f"{name} may make {made}: REVOKE ALL ON DATABASE {database} FROM PUBLIC; GRANT CONNECT ON DATABASE {database} TO {name};"
            )
    return said
