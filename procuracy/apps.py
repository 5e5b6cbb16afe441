"""The app `procuracy`: the project's own commands, checks, tasks and health pages; no models."""

from django.apps import AppConfig


class ProcuracyConfig(AppConfig):
    name = "procuracy"

    def ready(self) -> None:
        """Registers the checks, and the Celery application that `shared_task` belongs to."""
        from procuracy import celery, checks  # noqa: F401
