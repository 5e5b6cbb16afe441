"""`manage.py messages`: collect what is to be translated, compile the Chinese catalogue, say what is missing; `--check` only looks."""

import importlib
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

CODE = ("procuracy", "desk", "insights", "clues", "followups", "notices", "suggestions", "organs")


class Command(BaseCommand):
    help = "Collects translatable strings, compiles the Chinese catalogue and lists what is untranslated."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when anything is missing or stale"
        )
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="the project's folder")

    def handle(self, *, check: bool, root: Path, **options: object) -> None:
        try:
            catalogues = importlib.import_module("desk.catalogues")
        except ModuleNotFoundError as missing:
            raise CommandError(f"{missing}. Collecting messages needs Babel: install the extra `check`.")
        folder = root / "locale" / "zh_Hans" / "LC_MESSAGES"
        po, mo = folder / "django.po", folder / "django.mo"
        collected = catalogues.collect(code=[root / name for name in CODE], templates=[root / "templates"])
        catalogue = catalogues.merge(collected, catalogues.read(po))
        text = catalogues.written(catalogue)
        faults = catalogues.faults(catalogue)
        if check:
            if not po.exists() or po.read_bytes() != text:
                faults.append(f"out of date: {po.name} (run manage.py messages)")
            if not catalogues.is_compiled_from(mo, catalogue):
                faults.append(f"stale: {mo.name} (run manage.py messages)")
        else:
            folder.mkdir(parents=True, exist_ok=True)
            po.write_bytes(text)
            if not catalogues.is_compiled_from(mo, catalogue):
                mo.write_bytes(catalogues.compiled(catalogue))
        for fault in faults:
            self.stdout.write(fault)
        if check and faults:
            raise CommandError(f"{len(faults)} faults in the Chinese catalogue")
        self.stdout.write(f"{len(catalogues.messages(catalogue))} messages, {len(faults)} faults")
