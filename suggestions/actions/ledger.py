"""Takes a step of a lifecycle table: right, state and event in one transaction; the one writer of states and events."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from django.db import connection, models
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access, StandIn
from organs.days import DayMeaning
from organs.refusals import Refused, Stale
from organs.roles import Role
from organs.words import both_names
from suggestions.access import permissions, person_relations
from suggestions.actions import calendar_locks
from suggestions.models import Event, EventText, Outbox, Suggestion
from suggestions.models.suggestion import AXES
from suggestions.rules import digests
from suggestions.rules.part_names import PartName
from suggestions.rules.steps import Step

Details = dict[str, str | int]
VERSION = 1
#: Of the words of one event, in characters: the findings of a visit to ten measures, at their longest.
LONGEST_TEXT = 100_000


@runtime_checkable
class PartOfSuggestion(Protocol):
    """A record that belongs to a suggestion, whatever app keeps it."""

    suggestion: Suggestion
    suggestion_id: int


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who takes a step, and for whom: `paper` means that the office records what the unit did on paper.

    `stands_as` are the relations by which the step is taken where not all do that may take it, as at a gate of review.
    """

    access: Access
    paper: bool = False
    stands_as: frozenset[str] | None = None

    def absent(self, *, step: Step, suggestion: Suggestion) -> StandIn | None:
        """Returns who is away and for whom the step is taken by a deputy; None in the own name."""
        keys = permissions.relations_that_may_take(step, from_paper=self.paper)
        if self.stands_as is not None:
            keys &= self.stands_as
        return person_relations.acting_for(access=self.access, suggestion=suggestion, keys=keys)

    def signed_name(self, *, step: Step, suggestion: Suggestion) -> str:
        """Returns the name under which the step is taken, in the language of the record: both names where a deputy takes it."""
        absent = self.absent(step=step, suggestion=suggestion)
        return both_names(self.access.name, absent.name if absent else "")


@dataclass(frozen=True)
class ByItself:
    """What no person does; the name that the record keeps, in Chinese."""

    name: str


BY_TIME = ByItself("期限届满")
BY_IMPORT = ByItself("导入程序")


def take(
    *,
    step: Step,
    subject: models.Model,
    actor: Actor,
    at: datetime,
    to: str | None = None,
    on: date | None = None,
    precision: str = "day",
    text: str = "",
    details: Mapping[str, str | int] | None = None,
    digest: str = "",
    expected_moves: int | None = None,
    values: dict[str, object] | None = None,
    notify: bool = True,
) -> Event:
    """Moves `subject` along its table and appends the event; the caller holds the transaction.

    `to` chooses among the targets of a step; `expected_moves` is the number of moves that the form showed. `notify` False leaves
    out the notices. Raises NotAllowed, Stale when somebody acted meanwhile, Refused when a reason is missing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a step is taken inside the transaction of its action")
    _require_days(on, values or {}, today=clock.civil_day(at))
    suggestion = lock(subject)
    permissions.require(access=actor.access, step=step, suggestion=suggestion, from_paper=actor.paper)
    permissions.require_confirmed(access=actor.access, step=step)
    _require_served(step=step, suggestion=suggestion, on=on)
    if step.needs_reason and not text.strip():
        raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reason")
    if len(text) > LONGEST_TEXT:
        raise Refused(_("Write at most %d characters.") % LONGEST_TEXT, field="reason")
    # Asked before the move: where the step itself ends the relation, it was taken by it all the same.
    absent = actor.absent(step=step, suggestion=suggestion)
    target = _target(step, to)
    from_state = _move(
        step=step,
        subject=subject,
        target=target,
        expected_moves=expected_moves,
        values=values or {},
        suggestion=suggestion,
    )
    return append(
        step=step,
        suggestion=suggestion,
        subject=subject,
        actor=actor,
        at=at,
        from_state=from_state,
        to_state=target or from_state,
        on=on or clock.civil_day(at),
        precision=precision,
        text=text.strip(),
        details=dict(details or {}),
        digest=digest,
        notify=notify,
        absent=absent,
    )


def take_by_time(*, step: Step, suggestion: Suggestion, at: datetime) -> Event:
    """Moves a suggestion along its table because a day has passed, as its rule says: nobody acts, and nobody is said to.

    The caller holds the transaction and the lock. Raises Stale when the step cannot be taken any more.
    """
    target = _target(step, None)
    from_state = _move(
        step=step, subject=suggestion, target=target, expected_moves=None, values={}, suggestion=suggestion
    )
    return append(
        step=step,
        suggestion=suggestion,
        subject=suggestion,
        actor=BY_TIME,
        at=at,
        from_state=from_state,
        to_state=target or from_state,
        on=clock.civil_day(at),
        precision="day",
        text="",
        details={},
    )


def _require_served(*, step: Step, suggestion: Suggestion, on: date | None) -> None:
    """Raises Refused for a step of the recipient before the letter was served: nothing is asked of the unit yet."""
    if not step.is_of_recipient:
        return
    if suggestion.served_on is None:
        raise Refused(_("The letter was not served yet: nothing is asked of the unit."))
    if on is not None and on < suggestion.served_on:
        raise Refused(_("This day lies before the letter was received."), field="on")


def _require_days(on: date | None, values: Mapping[str, object], *, today: date) -> None:
    """Raises Refused for a step in the future, and for a day that no case has: the calendar ends, and pages count on."""
    days.require(on, meaning=DayMeaning.PAST, today=today, field="on")
    for name, value in values.items():
        if isinstance(value, date) and not isinstance(value, datetime):
            days.require(value, meaning=DayMeaning.ANY, today=today, field=name)


def lock(subject: models.Model, *, expected_moves: int | None = None) -> Suggestion:
    """Locks the suggestion's row, so that everything on one suggestion happens one after another, on a calendar that stands still.

    `expected_moves` is the suggestion's number of moves that a form showed, for an action that begins before its step; raises
    Stale when somebody acted meanwhile.
    """
    pk = subject.pk if isinstance(subject, Suggestion) else _part(subject).suggestion_id
    calendar_locks.while_counting()
    locked = Suggestion.objects.select_for_update(of=("self",)).get(pk=pk)
    if expected_moves is not None and expected_moves != locked.moves:
        raise Stale(_stale_words(locked))
    return locked


def subject_name(subject: models.Model) -> str:
    """Returns the name under which events and attachments speak of a thing: `measure:12`, "" for the suggestion."""
    return "" if isinstance(subject, Suggestion) else str(PartName.of(subject))


def _part(subject: models.Model) -> PartOfSuggestion:
    if not isinstance(subject, PartOfSuggestion):
        raise TypeError(f"a {subject._meta.model_name} belongs to no suggestion")
    return subject


def _target(step: Step, to: str | None) -> str | None:
    if not step.targets:
        return step.target
    if to not in step.targets:
        raise Refused(_("Choose one of the answers."), field="to")
    return to


def _move(
    *,
    step: Step,
    subject: models.Model,
    target: str | None,
    expected_moves: int | None,
    values: dict[str, object],
    suggestion: Suggestion,
) -> str:
    """Compares and sets the state; returns the state before. A row without sources has just been made."""
    field = AXES.get(step.track) if isinstance(subject, Suggestion) else "state"
    if field is None:
        raise LookupError(f"{step.name} does not move a {subject._meta.model_name}")
    rows = type(subject)._base_manager.filter(pk=subject.pk)
    if not step.sources:
        if values:
            rows.update(**values)
            _mirror(subject, values)
        return ""
    before: str = rows.values_list(field, flat=True).get()
    guarded = rows.filter(**{f"{field}__in": step.sources})
    if expected_moves is not None:
        guarded = guarded.filter(moves=expected_moves)
    change = {**values, **({field: target} if target else {})}
    if guarded.update(moves=F("moves") + (0 if step.is_quiet else 1), **change) != 1:
        raise Stale(_stale_words(suggestion))
    _mirror(subject, {**change, "moves": rows.values_list("moves", flat=True).get()})
    return before


def _mirror(subject: models.Model, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(subject, name, value)


def _stale_words(suggestion: Suggestion) -> str:
    last = suggestion.events.order_by("-seq").first()
    if last is None:
        return _("This is no longer possible here. Read the page again.")
    return _("Somebody acted meanwhile (%(who)s, %(when)s). Read what changed; what you typed is kept below.") % {
        "who": last.signed_name,
        "when": timezone.localtime(last.recorded_at).strftime("%Y-%m-%d %H:%M"),
    }


def append(
    *,
    step: Step,
    suggestion: Suggestion,
    subject: models.Model,
    actor: Actor | ByItself | None,
    at: datetime,
    from_state: str,
    to_state: str,
    on: date | None,
    precision: str,
    text: str,
    details: Details,
    digest: str = "",
    notify: bool = True,
    absent: StandIn | None = None,
) -> Event:
    """Appends one event to the suggestion's chain, which is locked, and leaves the notices in the outbox.

    `absent` is who is away, where a deputy acts.
    """
    salt = secrets.token_hex(16) if text else ""
    event = Event(
        suggestion=suggestion,
        seq=suggestion.seq + 1,
        track=step.track,
        step=step.key,
        from_state=from_state,
        to_state=to_state,
        subject=subject_name(subject),
        from_paper=isinstance(actor, Actor) and actor.paper,
        occurred_on=on,
        precision=precision,
        recorded_at=at,
        shown_to=step.shown_to,
        details=details,
        digest=digest,
        previous_hash=suggestion.head_hash,
        acted_for_id=absent.person_id if absent else None,
        acted_for_name=absent.name if absent else "",
        **_actor(suggestion=suggestion, actor=actor, step=step),
    )
    event.canonical = _canonical(event, words=digests.digest(salt + text) if text else "")
    event.hash = digests.digest(event.canonical)
    event.save(force_insert=True)
    if text:
        EventText.objects.create(event=event, salt=salt, text=text)
    head = {"seq": event.seq, "head_hash": event.hash}
    Suggestion.objects.filter(pk=suggestion.pk).update(**head)
    _mirror(suggestion, head)
    _mirror(subject if isinstance(subject, Suggestion) else _part(subject).suggestion, head)
    if notify:
        Outbox.objects.bulk_create(
            Outbox(event=event, suggestion=suggestion, relation=relation, created_at=at)
            for relation in sorted(step.notify)
        )
    return event


def _canonical(event: Event, *, words: str) -> str:
    """Returns the text that an event's hash is given over; of the free text only its salted digest (design 4.6).

    Who was away stands in it only where a deputy acted, so that the texts before are the same as ever.
    """
    acted_for: dict[str, digests.Plain] = (
        {"for": event.acted_for_name, "for_id": event.acted_for_id or 0} if event.acted_for_id else {}
    )
    return digests.canonical(
        {
            "v": VERSION,
            "suggestion": event.suggestion_id,
            "seq": event.seq,
            "previous": event.previous_hash,
            "track": event.track,
            "step": event.step,
            "from": event.from_state,
            "to": event.to_state,
            "subject": event.subject,
            "actor": event.actor_name,
            "actor_id": event.actor_id or 0,
            "post": event.actor_post,
            "recorded_by": event.recorded_by_name,
            "recorded_by_id": event.recorded_by_id or 0,
            "paper": int(event.from_paper),
            "on": event.occurred_on.isoformat() if event.occurred_on else "",
            "precision": event.precision,
            "at": int(event.recorded_at.timestamp() * 1_000_000),
            "shown_to": str(event.shown_to),
            "details": event.details,
            "digest": event.digest,
            "text": words,
            **acted_for,
        }
    )


def _actor(*, suggestion: Suggestion, actor: Actor | ByItself | None, step: Step) -> dict[str, object]:
    """Returns who is said to have acted: on paper the unit, with the office person as recorder."""
    if not isinstance(actor, Actor):
        return {
            "actor_id": None,
            "actor_name": (actor or BY_IMPORT).name,
            "actor_post": "",
            "recorded_by_id": None,
            "recorded_by_name": "",
        }
    access = actor.access
    by_unit_itself = step.by_unit and access.is_unit
    name = suggestion.unit.name if step.by_unit and actor.paper else access.name
    return {
        "actor_id": None if actor.paper and step.by_unit else access.person_id,
        "actor_name": name,
        "actor_post": suggestion.unit.name if by_unit_itself else "" if actor.paper else post_text(access, suggestion),
        "recorded_by_id": access.person_id,
        "recorded_by_name": access.name,
    }


def post_text(access: Access, suggestion: Suggestion) -> str:
    """Returns the post under which a person acts on a suggestion, in Chinese, as events keep it."""
    post = (
        access.post_at(procuratorate_id=suggestion.procuratorate_id)
        or access.post_at(unit_id=suggestion.unit_id)
        or access.main
    )
    if post is None:
        return ""
    with translation.override("zh-hans"):
        label = str(Role(post.role).label)
    acting = f"（代理{post.acting_for}）" if post.acting_for else ""
    return f"{post.place} {label}{acting}"


def breaks(suggestion: Suggestion) -> list[str]:
    """Returns what is wrong with a suggestion's chain, in words; an empty list says that every link holds."""
    found: list[str] = []
    previous, seq = "", 0
    for event in suggestion.events.order_by("seq").select_related("words"):
        seq += 1
        if event.seq != seq:
            found.append(f"{suggestion.pk}: event {seq} is missing")
            seq = event.seq
        if digests.digest(event.canonical) != event.hash:
            found.append(f"{event}: the text does not have its digest")
        if event.previous_hash != previous:
            found.append(f"{event}: does not follow the event before")
        words = getattr(event, "words", None)
        kept = json.loads(event.canonical).get("text", "")
        if _canonical(event, words=kept) != event.canonical:
            found.append(f"{event}: the row does not say what the text says")
        if words and digests.digest(words.salt + words.text) != kept:
            found.append(f"{event}: the words were changed")
        previous = event.hash
    if (suggestion.seq, suggestion.head_hash) != (seq, previous):
        found.append(f"{suggestion.pk}: the head does not match the last event")
    return found
