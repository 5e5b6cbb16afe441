"""The app `desk`: the pages that show several apps; no models."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        """Registers the checks."""
        from desk import checks  # noqa: F401
