"""`manage.py alive worker|beat`: whether it left its mark just now, for the health checks of containers."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procuracy import health


class Command(BaseCommand):
    help = "Succeeds when worker or beat is alive; says otherwise what is wrong."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=["worker", "beat"])

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        if trouble := health.heartbeat_trouble(name):
            raise CommandError(f"{name}: {trouble}")
        self.stdout.write(f"{name}: ok")
