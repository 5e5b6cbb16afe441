"""Leaves the trace of a Set-up action, and refuses a form that was filled in before somebody else changed the same thing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from organs.access import Access
from organs.models import Person, Proposal, SetupEvent, SetupOutbox, Unit
from organs.refusals import NotConfirmed, Stale

# [before, after] of each field that differs, as text; "" stands for nothing.
type Changes = dict[str, list[str]]
# No field is kept whose name has one of these words in it.
SECRETS = ("password", "token", "hash", "secret")


class SecretInTrace(Exception):
    """A field that nobody may read was about to be kept in the trace."""


def record(
    *,
    access: Access | None,
    at: datetime,
    verb: str,
    subject: Model,
    changes: Changes | None = None,
    details: Mapping[str, str] | None = None,
    actor: Person | None = None,
    tells_person: Person | None = None,
    tells_unit: Unit | None = None,
    tells_deciders: Proposal | None = None,
    needs_confirmation: bool = True,
) -> None:
    """Adds a SetupEvent; without `access` the `actor` acted, who is not signed in yet, or else the command line.

    Raises NotConfirmed for whoever must show the second factor again; what a person does with the own account alone
    asks by itself (`needs_confirmation`).

    `changes` comes from `differences`; `details` is what is said beside it and is no change, as a reason or a count. Raises
    SecretInTrace for a field of either that is named like a secret. `tells_unit` tells all people of the unit and the offices with
    open letters to it, `tells_person` the person, `tells_deciders` who may decide a proposal.
    """
    for name in (*(changes or ()), *(details or ())):
        if any(word in name for word in SECRETS):
            raise SecretInTrace(name)
    if needs_confirmation and access is not None and access.must_confirm:
        raise NotConfirmed()
    event = SetupEvent.objects.create(
        at=at,
        actor_id=access.person_id if access else actor.pk if actor else None,
        actor_name=access.name if access else actor.name if actor else "manage.py",
        verb=verb,
        subject_kind=_kind(subject),
        subject_id=str(subject.pk),
        subject_name=str(subject)[:200],
        changes=changes or {},
        details={name: words for name, words in (details or {}).items() if words},
    )
    if tells_unit is not None:
        SetupOutbox.objects.create(event=event, unit=tells_unit)
    if tells_person is not None:
        SetupOutbox.objects.create(event=event, person=tells_person)
    if tells_deciders is not None:
        SetupOutbox.objects.create(event=event, proposal=tells_deciders)


def differences(*, before: Mapping[str, object] | None = None, after: Mapping[str, object] | None = None) -> Changes:
    """Returns [before, after] of each field that differs; without `before` the thing is new, without `after` it is gone."""
    old, new = before or {}, after or {}
    pairs = {name: [_text(old.get(name)), _text(new.get(name))] for name in {**old, **new}}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def values(subject: Model, names: Iterable[str]) -> dict[str, object]:
    """Returns the named fields of a thing as they stand, for `differences`."""
    return {name: getattr(subject, name) for name in names}


def _kind(subject: Model) -> str:
    """Returns the name of the model, in small letters, by which the trace tells one thing from another."""
    return str(subject._meta.model_name)  # also of a person who stands lazily on a request


def _text(value: object) -> str:
    """Returns a value as the trace keeps it: "" for nothing and for no, dates as in ISO 8601, several values with commas."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, date):
        return value.isoformat()
    return ",".join(_text(each) for each in value) if isinstance(value, list) else str(value)


def last(subject: Model) -> int:
    """Returns the last event about a thing, zero when there is none: what a form carries as `expected_change`."""
    about = SetupEvent.objects.filter(subject_kind=_kind(subject), subject_id=str(subject.pk))
    return about.aggregate(last=Max("id"))["last"] or 0


def last_of(subjects: Sequence[Model]) -> dict[int, int]:
    """Returns the same for many things of one kind, by their keys, in one query."""
    if not subjects:
        return {}
    about = SetupEvent.objects.filter(
        subject_kind=_kind(subjects[0]), subject_id__in=[str(each.pk) for each in subjects]
    )
    known = dict(about.order_by().values_list("subject_id").annotate(last=Max("id")))
    return {each.pk: known.get(str(each.pk), 0) for each in subjects}


def claim[Thing: Model](subject: Thing, *, expected_change: int | None) -> Thing:
    """Locks the thing until the transaction ends, and returns it as it stands now.

    Raises Stale when it was changed after `expected_change` (None asks nothing).
    """
    locked = type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    if expected_change is not None and last(subject) != expected_change:
        raise Stale(_("Somebody else changed this while you were writing. Look at it as it is now, then decide."))
    return locked
