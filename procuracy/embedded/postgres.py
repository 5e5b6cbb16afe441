"""The embedded PostgreSQL: how its cluster is made, its command line, whether it answers. Starting it is the keeper's work."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from psycopg import pq

from procuracy.embedded import passwords
from procuracy.embedded.binaries import reachable_postgres
from procuracy.embedded.places import Places, ServerAccount

DATABASE = "procuracy"
OWNER = "procuracy"
APPLICATION_ROLE = "procuracy_app"
PORT = 5432

# Chinese text needs a locale that knows its characters; no wheel brings ICU, the built-in provider is everywhere.
INITDB_OPTIONS = [
    f"--username={OWNER}",
    "--auth-local=reject",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
]
# Who may come in, in place of what initdb wrote: two logins, each by its password. A socket alone proves nothing, since
# web server, worker and commands run under one account of the operating system.
ACCESS_RULES = f"""\
# Written by Procuracy; changes are lost at the next start.
local all {OWNER} scram-sha-256
local all {APPLICATION_ROLE} scram-sha-256
"""
LIMITS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
# What people typed stands in the text of a statement, so that no statement, no detail and no parameter is logged.
SILENCE = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
SETTINGS = SILENCE | {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "60",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "password_encryption": "scram-sha-256",
}


class Postgres:
    """One embedded PostgreSQL, described for the keeper and for those who use it."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": sessions are ended, nothing is lost

    def __init__(self, places: Places) -> None:
        self.places = places
        self.cluster = places.state / "postgres"

    def prepare(self) -> None:
        """Makes the cluster with its database and logins, if it is not there; half made, it is made anew.

        One that a former version made, without passwords, is given them.
        """
        if not self.cluster.exists():
            self._make()
        elif self._rules.read_text() != ACCESS_RULES or not self._has_passwords():
            self._close_to_others(self.cluster)

    def _make(self) -> None:
        fresh = self.cluster.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.places.give(fresh)
        self._run("initdb", *INITDB_OPTIONS, "-D", fresh)
        self._close_to_others(fresh, f"CREATE DATABASE {DATABASE};\n")
        fresh.rename(self.cluster)

    def _close_to_others(self, cluster: Path, statements: str = "") -> None:
        """Gives both logins their passwords, then lets nobody in without; broken off, it is done again at the next start."""
        statements += f"DO $$BEGIN CREATE ROLE {APPLICATION_ROLE}; EXCEPTION WHEN duplicate_object THEN NULL; END$$;\n"
        for login, limits in ((OWNER, ""), (APPLICATION_ROLE, LIMITS)):
            statements += f"ALTER ROLE {login} {limits} PASSWORD '{passwords.kept(self.places, login)}';\n"
        self._run("postgres", "--single", "-D", cluster, "postgres", statements=statements)
        fresh = cluster / "pg_hba.conf.new"
        fresh.write_text(ACCESS_RULES)
        fresh.chmod(0o600)
        self.places.give(fresh)
        fresh.rename(cluster / "pg_hba.conf")

    @property
    def _rules(self) -> Path:
        return self.cluster / "pg_hba.conf"

    def _has_passwords(self) -> bool:
        return all(passwords.path(self.places, login).exists() for login in (OWNER, APPLICATION_ROLE))

    def command(self) -> list[str]:
        """The command line that runs the server in the foreground."""
        settings = SETTINGS | {"unix_socket_directories": str(self.places.sockets)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.cluster), *options]

    @property
    def programs(self) -> Path:
        return reachable_postgres(self.places)

    @property
    def run_as(self) -> ServerAccount | None:
        """The account that runs the server when it is not ours; it works only where that account may be."""
        return self.places.account if os.geteuid() == 0 else None

    @property
    def working_folder(self) -> Path:
        return self.places.state

    def answers(self) -> bool:
        """Whether it takes connections now; asked without a login."""
        address = f"host='{self.places.sockets}' port={PORT} dbname={DATABASE} connect_timeout=5"
        return pq.PGconn.ping(address.encode()) == pq.Ping.OK

    def _run(self, program: str, *arguments: str | Path, statements: str = "") -> None:
        account = self.run_as
        done = subprocess.run(
            [self.programs / program, *arguments],
            input=statements,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.working_folder,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}")
