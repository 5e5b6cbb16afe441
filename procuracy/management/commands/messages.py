"""`manage.py messages`: collect what is to be translated and say what is missing; `--check` only looks, `--compile` only compiles."""

from argparse import ArgumentParser
from pathlib import Path

from babel.messages import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from procuracy import translations

SOURCE = "en"  # the strings in code and templates


class Command(BaseCommand):
    help = "Collects translatable strings, compiles the catalogues and lists what is untranslated."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--check", action="store_true", help="change nothing; fail when anything is missing or stale")
        only.add_argument("--compile", action="store_true", help="only compile what is written, if it is newer")
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="the project's folder")

    def handle(self, *, check: bool, compile: bool, root: Path, **options: object) -> None:
        if compile:
            translations.compile_when_stale(root)
            return
        collected = translations.collect(
            code=[root / name for name in settings.OWN_APPS], templates=[root / "templates"]
        )
        found = [
            self._update(root / translations.po_of(language), collected, check=check)
            for language, _name in settings.LANGUAGES
            if language != SOURCE
        ]
        if not check:
            translations.compile_when_stale(root)
        elif any(found):
            raise CommandError(f"{sum(found)} faults in the catalogues")

    def _update(self, po: Path, collected: Catalog, *, check: bool) -> int:
        """Writes one catalogue, or only looks at it; says what is wrong, and returns how many faults it has."""
        catalogue = translations.merge(collected, translations.read(po))
        text = translations.written(catalogue)
        faults = translations.faults(catalogue)
        if not check:
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_bytes(text)
        elif not po.exists() or po.read_bytes() != text:
            faults.append(f"out of date: {po.name} (run manage.py messages)")
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(f"{catalogue.locale}: {len(translations.messages(catalogue))} messages, {len(faults)} faults")
        return len(faults)
