"""`manage.py migrate`: Django's, as the owner of the tables, followed by the grants of the application's role."""

from typing import Any

from django.core.checks import CheckMessage
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from procuracy import checks, roles


class Command(migrate.Command):
    # The wall stands only after the grants, so that it cannot be asked for before.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with roles.as_owner(connection):
            if options["check_unapplied"] or options["plan"]:
                super().handle(*args, **options)
                return
            if not options.get("skip_checks"):
                self.check()
            self.refuse(checks.check_server(connection))
            try:
                roles.make_application_role(connection)
            except roles.NeedsAdministrator as refusal:
                raise CommandError(str(refusal))
            super().handle(*args, **options)
            roles.grant_application_role(connection)
            self.refuse(checks.check_wall(connection))

    def refuse(self, found: list[CheckMessage]) -> None:
        """Says what is wrong with the server, if anything is."""
        if found:
            raise CommandError("\n".join(f"{message.msg} {message.hint or ''}".strip() for message in found))
