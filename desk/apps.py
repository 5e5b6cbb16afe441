"""The app `desk`: the pages that show several apps; no models."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        """Registers the checks, and what addresses may carry."""
        from desk import checks, converters  # noqa: F401

        converters.register()
