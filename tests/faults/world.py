"""The small world of a fault run, what falls due in it, and by a second, plain reckoning who must be told of what.

Nothing here asks the application who is told: each case was made with its readers, and what falls due is added up by hand.
"""

import dataclasses
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from django.db import connection, models, transaction

from notices.models import Mail, Notice, OwnReminder, Reminder, ReminderRule
from organs import clock
from organs.models import Person, Unit
from organs.roles import Role
from procuracy import roles
from suggestions.actions import ledger
from suggestions.models import Clock, Outbox, Suggestion
from suggestions.rules import lifecycle
from tests import factories

HANDLERS = 8
# The rungs of the run: subject, days from the due day, who is told, by which channel.
RULES = (
    ("judging", -3, ("handling", "head"), "urgent"),
    ("answer_objection", -3, ("unit", "handling"), "urgent"),
    ("promise", -3, ("unit",), "digest"),
    ("reply", -3, ("unit", "handling", "head"), "urgent"),
    ("reply", 4, ("unit", "handling"), "urgent"),
)
TERMS = {"judging": "judge_reply", "answer_objection": "answer_objection", "promise": "promise", "reply": "reply"}
# Keys that would hide a thing done twice: the run does without them, so that it would be seen.
KEYLESS: tuple[type[models.Model], ...] = (Notice, Reminder, Mail, Outbox)


@dataclass(frozen=True)
class Case:
    """One suggestion with those who stand in each relation to it."""

    suggestion: Suggestion
    readers: dict[str, frozenset[int]]


@dataclass
class World:
    """The cases, and what is expected: pairs of a person and a thing, such as (3, "clock:17:2")."""

    cases: list[Case]
    rules: dict[tuple[str, int], ReminderRule]
    without_mail: frozenset[int]
    administrators: frozenset[int]
    notified: set[tuple[int, str]] = field(default_factory=set)
    mailed: set[tuple[int, str]] = field(default_factory=set)
    fed: int = 0

    @property
    def urgent(self) -> int:
        """How many notices of those fed go out in a mail of their own."""
        return len(self.mailed)


def build() -> World:
    """Makes a case for each handler, the rungs, and people with addresses.

    One has none, one wants no mail, and one is reached through the mailbox that the unit shares.
    """
    # It clears away what making it left behind; the application itself deletes none of that.
    with roles.as_owner(connection), transaction.atomic():
        w = factories.world()
        handlers = [w.handling, w.second, *(_prosecutor(w, number) for number in range(HANDLERS - 2))]
        Person.objects.update(email=models.functions.Concat("username", models.Value("@mail.example")))
        Person.objects.filter(pk__in=[w.second.pk, w.other_liaison.pk]).update(email="")
        Unit.objects.filter(pk=w.other_unit.pk).update(mailbox="unit@mail.example")
        Person.objects.filter(pk=w.unit_head.pk).update(wants_mail=False)
        cases = [_case(w, handler, number) for number, handler in enumerate(handlers)]
        Outbox.objects.all().delete()
        Clock.objects.update(stopped_on=clock.today())
        rules = {(subject, days): _rule(subject, days, told, channel) for subject, days, told, channel in RULES}
    drop_keys()
    return World(cases, rules, frozenset({w.second.pk, w.unit_head.pk}), frozenset({w.administrator.pk}))


def _prosecutor(w: SimpleNamespace, number: int) -> Person:
    place = {"procuratorate": w.county, "department": w.department}
    return factories.person(f"prosecutor{number}", f"检察官{number}", Role.PROSECUTOR, **place)


def _case(w: SimpleNamespace, handler: Person, number: int) -> Case:
    unit, in_unit = [(w.unit, {w.liaison.pk, w.unit_head.pk}), (w.other_unit, {w.other_liaison.pk})][number % 2]
    suggestion = factories.opened(w, unit=unit)
    today = clock.today()
    Suggestion.objects.filter(pk=suggestion.pk).update(
        handling_prosecutor=handler, document_state="served", issued_on=today, served_on=today
    )
    suggestion.refresh_from_db()
    readers = {"handling": {handler.pk}, "head": {w.head.pk}, "unit": in_unit}
    return Case(suggestion, {relation: frozenset(found) for relation, found in readers.items()})


def _rule(subject: str, days: int, told: tuple[str, ...], channel: str) -> ReminderRule:
    return ReminderRule.objects.create(
        subject=subject, days=days, relations=list(told), channel=channel, made_at=clock.now()
    )


def drop_keys() -> None:
    """Takes the unique keys of inbox, reminders, mails and outbox out of the run's database."""
    with roles.as_owner(connection), connection.schema_editor() as editor:
        for model in KEYLESS:
            for constraint in model._meta.constraints:
                if isinstance(constraint, models.UniqueConstraint):
                    editor.remove_constraint(model, constraint)


def feed(world: World, *, urgent: int) -> None:
    """Lets things fall due today until so many notices in all go out in a mail of their own; others come along."""
    while world.urgent < urgent:
        world.fed += 1
        case = world.cases[world.fed % len(world.cases)]
        due(world, case, ("judging", "answer_objection")[world.fed // len(world.cases) % 2], days=3)
        if world.fed % 2 == 0:
            happen(world, case)
        if world.fed % 8 == 3:
            due(world, case, "promise", days=3)
        if world.fed % 8 == 7:
            remember(world, case)


def feed_backlog(world: World, *, urgent: int) -> None:
    """Lets clocks run whose rungs all speak within the next nine days: whoever sleeps through them is told of the last only."""
    while world.urgent < urgent:
        world.fed += 1
        due(world, world.cases[world.fed % len(world.cases)], "reply", days=5, speaks=4)


def due(world: World, case: Case, subject: str, *, days: int, speaks: int = -3) -> None:
    """Starts a clock that is due in so many days, of which the rung `speaks` tells people."""
    today, rule = clock.today(), world.rules[subject, speaks]
    row = Clock.objects.create(
        suggestion=case.suggestion,
        term=TERMS[subject],
        owes="office",
        about=f"fault:{world.fed}",
        started_on=today - timedelta(days=30),
        due_on=today + timedelta(days=days),
    )
    people_told = {person for relation in rule.relations for person in case.readers[relation]}
    _expect(world, people_told, f"clock:{row.pk}:{rule.pk}", is_urgent=rule.channel == "urgent")


def happen(world: World, case: Case) -> None:
    """Appends an event to the ledger as an action does, which tells the handler and the unit."""
    step = dataclasses.replace(lifecycle.TABLE["document.pass"], notify=frozenset({"handling", "unit"}))
    with transaction.atomic():
        suggestion = ledger.lock(case.suggestion)
        event = ledger.append(
            step=step,
            suggestion=suggestion,
            subject=suggestion,
            actor=None,
            at=clock.now(),
            from_state="",
            to_state="",
            on=clock.today(),
            precision="day",
            text="",
            details={},
        )
    _expect(world, case.readers["handling"] | case.readers["unit"], f"event:{event.pk}", is_urgent=False)


def remember(world: World, case: Case) -> None:
    """Sets a reminder of a person's own."""
    [person] = case.readers["handling"]
    row = OwnReminder.objects.create(
        person_id=person, suggestion=case.suggestion, remind_on=clock.today(), note="", made_at=clock.now()
    )
    _expect(world, {person}, f"own:{row.pk}", is_urgent=False)


def _expect(world: World, notified: set[int] | frozenset[int], subject: str, *, is_urgent: bool) -> None:
    world.notified |= {(person, subject) for person in notified}
    if is_urgent:
        world.mailed |= {(person, subject) for person in notified - world.without_mail}
