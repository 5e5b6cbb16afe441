"""Leaves the trace of a Set-up action."""

from datetime import datetime

from organs.access import Access
from organs.models import SetupEvent


def record(*, access: Access | None, at: datetime, verb: str, subject, changes: dict[str, str] | None = None) -> None:
    """Adds a SetupEvent; `access` is None when the command line acts."""
    SetupEvent.objects.create(
        at=at,
        actor_id=access.person_id if access else None,
        actor_name=access.name if access else "manage.py",
        verb=verb,
        subject_kind=subject._meta.model_name,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:200],
        changes=changes or {},
    )
