"""The embedded PostgreSQL: how its cluster is made, its command line, whether it answers. Starting it is the keeper's work."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from procuracy.embedded.binaries import reachable_postgres
from procuracy.embedded.places import Places, ServerAccount

DATABASE = "procuracy"
OWNER = "procuracy"
APPLICATION_ROLE = "procuracy_app"
PORT = 5432

# Chinese text needs a locale that knows its characters; no wheel brings ICU, the built-in provider is everywhere.
INITDB_OPTIONS = [
    f"--username={OWNER}",
    "--auth-local=trust",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
]
SETTINGS = {
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
    "log_min_duration_statement": "1000",
}


class Postgres:
    """One embedded PostgreSQL, described for the keeper and for those who use it."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": sessions are ended, nothing is lost

    def __init__(self, places: Places) -> None:
        self.places = places
        self.cluster = places.state / "postgres"

    def prepare(self) -> None:
        """Makes the cluster with its database and the application's role, if it is not there; half made, it is made anew."""
        if self.cluster.exists():
            return
        fresh = self.cluster.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.places.give(fresh)
        self._run("initdb", *INITDB_OPTIONS, "-D", fresh)
        statements = f"CREATE ROLE {APPLICATION_ROLE} NOLOGIN;\nCREATE DATABASE {DATABASE};\n"
        self._run("postgres", "--single", "-D", fresh, "postgres", statements=statements)
        fresh.rename(self.cluster)

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
        """Whether a connection can be made now."""
        try:
            psycopg.connect(
                host=str(self.places.sockets), port=PORT, user=OWNER, dbname=DATABASE, connect_timeout=5
            ).close()
        except psycopg.OperationalError:
            return False
        return True

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
