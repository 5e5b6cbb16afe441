"""`manage.py migrate`: Django's, as the owner of the tables, followed by the grants of the application's role."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from procuracy import roles


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with roles.as_owner(connection):
            roles.make_application_role(connection)
            super().handle(*args, **options)
            roles.grant_application_role(connection)
