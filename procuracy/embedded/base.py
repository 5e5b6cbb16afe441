"""The database engine of the default settings: Django's PostgreSQL, started when the first connection is wanted."""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from procuracy.embedded import holding
from procuracy.embedded.places import Places
from procuracy.embedded.postgres import Postgres


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections to the embedded PostgreSQL."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connects; a server that is not running is started and held until this process ends."""
        holding.hold(Postgres(Places(settings.VAR)))
        return super().get_new_connection(conn_params)
