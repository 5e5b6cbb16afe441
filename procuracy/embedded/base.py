"""The database engine of the default settings: Django's PostgreSQL, started when the first connection is wanted."""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from procuracy.embedded import holding, passwords
from procuracy.embedded.places import Places
from procuracy.embedded.postgres import Postgres


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections to the embedded PostgreSQL."""

    def get_connection_params(self) -> dict[str, Any]:
        """Says how to connect; a server that is not running is started first, and held until this process ends."""
        places = Places(settings.VAR)
        holding.hold(Postgres(places))
        found: dict[str, Any] = super().get_connection_params()
        password = passwords.read(places, found["user"])
        if not password:
            raise holding.NotAnswering(
                "The embedded postgres was started by a former version: stop all that uses it, then start again."
            )
        return found | {"password": password}
