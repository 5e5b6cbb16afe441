"""Leaves the trace of a Set-up action, and refuses a form that was filled in before somebody else changed the same thing."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from organs.access import Access
from organs.models import SetupEvent
from organs.refusals import Stale


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


def last(subject: Model) -> int:
    """Returns the last event about a thing, zero when there is none: what a form carries as `expected_change`."""
    about = SetupEvent.objects.filter(subject_kind=subject._meta.model_name, subject_id=str(subject.pk))
    return about.aggregate(last=Max("id"))["last"] or 0


def last_of(subjects: Sequence[Model]) -> dict[int, int]:
    """Returns the same for many things of one kind, by their keys, in one query."""
    if not subjects:
        return {}
    about = SetupEvent.objects.filter(
        subject_kind=subjects[0]._meta.model_name, subject_id__in=[str(each.pk) for each in subjects]
    )
    known = dict(about.order_by().values_list("subject_id").annotate(last=Max("id")))
    return {each.pk: known.get(str(each.pk), 0) for each in subjects}


def claim(subject: Model, *, expected_change: int | None) -> None:
    """Locks the thing until the transaction ends; raises Stale when it was changed after `expected_change` (None asks nothing)."""
    type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    if expected_change is not None and last(subject) != expected_change:
        raise Stale(_("Somebody else changed this while you were writing. Look at it as it is now, then decide."))
