"""`manage.py prepare_installation`: what must be done before the processes start; doing it again changes nothing."""

import hashlib
import io
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from organs import clock, sample_people
from organs.sign_in import SamplePeopleInProduction
from procuracy import heartbeats, production, roles, translations
from procuracy.embedded.holding import NotAnswering
from suggestions.printing import fonts

FONTS = "pylopdf-fonts-zh-cn"
SAMPLE_WORLD = "load_sample_world"


def static_digest() -> str:
    """A digest over name, size and time of every static file: the same when there is nothing to collect."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Command(BaseCommand):
    help = "Applies migrations, collects static files, loads the sample world into an empty database."
    requires_system_checks = ()  # they ask the database for its version, and here is said in words when it is away

    def handle(self, *args: Any, **options: Any) -> None:
        self.check_servers()
        self.check()
        if translations.compile_when_stale(settings.BASE_DIR):
            self.say("Translations")
        self.close_folders()
        wait_for_fonts = self.build_font_subsets()
        self.migrate()
        self.collect_static_files()
        self.refuse_sample_people()
        if not settings.PRODUCTION:
            self.load_sample_world()
            self.print_sample_accounts()
        wait_for_fonts()

    def refuse_sample_people(self) -> None:
        """Refuses in one line what no process of production would start with."""
        try:
            production.refuse_to_start_with_sample_people()
        except SamplePeopleInProduction as refused:
            raise CommandError(str(refused)) from None

    def check_servers(self) -> None:
        """Refuses in one line when database or Redis do not answer."""
        try:
            with roles.as_owner(connection):
                connection.ensure_connection()
        except (DatabaseError, NotAnswering) as error:
            raise CommandError(f"The database does not answer: {' '.join(str(error).split())}")
        except ImproperlyConfigured as error:
            raise CommandError(str(error))
        try:
            heartbeats.client().ping()
        except redis.RedisError as error:
            raise CommandError(f"Redis does not answer: {error}")

    def close_folders(self) -> None:
        """Lets nobody else on the machine read files and backups; a former version left them open."""
        for folder in (settings.FILES, settings.VAR / "backups"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)

    def build_font_subsets(self) -> Callable[[], None]:
        """Starts building what makes printing twice as fast, a dozen seconds the first time; returns how to wait for it."""
        mark = settings.VAR / "printing" / ".prepared"
        edition = f"{fonts.edition(work=mark.parent)} {version(FONTS)}"
        if mark.exists() and mark.read_text() == edition:
            return lambda: None
        self.say("Faces of the letters (beside the rest)")
        command = [sys.executable, settings.BASE_DIR / "manage.py", "prepare_fonts"]
        builder = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603

        def wait() -> None:
            if builder.wait():
                raise CommandError("The faces of the letters could not be prepared: try manage.py prepare_fonts.")
            mark.write_text(edition)

        return wait

    def migrate(self) -> None:
        """Applies what is not yet applied, and gives the application's login its rights where they changed."""
        with roles.as_owner(connection):
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            is_behind = plan or roles.excesses(connection) or roles.differing(connection)
        if plan:
            self.say(f"Database: applying {len(plan)} migrations")
        if is_behind:
            call_command("migrate", verbosity=0, interactive=False)
        call_command("check", databases=["default"], stdout=io.StringIO())

    def collect_static_files(self) -> None:
        """Collects when a file is new or changed."""
        mark, digest = Path(settings.STATIC_ROOT) / ".collected", static_digest()
        if mark.exists() and mark.read_text() == digest:
            return
        self.say("Static files")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(digest)

    def load_sample_world(self) -> None:
        """Loads the sample world when there is nobody in the database yet."""
        if get_user_model().objects.exists():
            return
        if SAMPLE_WORLD not in get_commands():
            self.say("No sample world: this version has none")
            return
        self.say("Sample world (a minute at the most)")
        call_command(SAMPLE_WORLD, stdout=self.stdout)

    def print_sample_accounts(self) -> None:
        """Prints one person of each role who may sign in, and where all of them are."""
        shown = sample_people.shown_accounts(on=clock.today())
        if not shown:
            return
        self.stdout.write("\nSample people (name, password, role, place); all of them: manage.py sample_accounts")
        for account in shown:
            self.stdout.write(f"{account.username}\t{sample_people.PASSWORD}\t{account.role}\t{account.place}")

    def say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()
