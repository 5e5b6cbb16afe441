"""Loads the sample world in one transaction: all of it or nothing; a world that is there is left alone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from notices.actions import delivering, reminder_rules
from notices.models import Notice
from organs import clock
from organs.actions import vocabulary
from organs.models import Person
from organs.origins import Origin
from organs.refusals import Refused
from sample import absences, administration, clues, draws, guidance, mulei, people, places
from sample.letters import LETTERS
from sample.places import MULEI
from sample.stage import Story, World
from sample.stories import SAMPLES
from suggestions.actions import calendars, categories, publishing
from suggestions.models import ProblemCategory, Suggestion
from suggestions.published import ledger_file

Say = Callable[[str], None]
PUBLISHED = settings.BASE_DIR / "data" / "published_suggestions.csv"
READ_AFTER = timedelta(days=14)

# Who plays which part where; `courts` and `second` are other desks of the same place.
CASTS: dict[tuple[str, str], dict[str, str]] = {
    (MULEI, ""): {
        "handling": "prosecutor",
        "assistant": "assistant",
        "head": "head",
        "policy": "policy",
        "chief": "chief",
        "secretary": "secretary",
        "office": "office",
        "cases": "cases",
        "higher": "cj-policy",
    },
    ("6523", ""): {
        "handling": "cj-prosecutor",
        "head": "cj-head",
        "policy": "cj-policy",
        "chief": "cj-chief",
        "secretary": "cj-secretary",
        "office": "cj-office",
        "cases": "cj-cases",
        "higher": "xj-policy",
    },
    ("652325", ""): {
        "handling": "qt-prosecutor",
        "head": "qt-head",
        "policy": "qt-policy",
        "chief": "qt-chief",
        "secretary": "qt-secretary",
        "office": "qt-office",
        "cases": "qt-cases",
        "higher": "cj-policy",
    },
    ("X660601", ""): {
        "handling": "wj-prosecutor",
        "head": "wj-head",
        "policy": "wj-policy",
        "chief": "wj-chief",
        "office": "wj-office",
        "cases": "wj-cases",
        "higher": "b6-policy",
    },
    ("340121", ""): {
        "handling": "cf-prosecutor",
        "head": "cf-head",
        "policy": "cf-policy",
        "chief": "cf-chief",
        "office": "cf-office",
        "cases": "cf-cases",
        "higher": "hf-policy",
    },
}
CASTS[MULEI, "courts"] = {**CASTS[MULEI, ""], "handling": "prosecutor3", "head": "head2"}
CASTS[MULEI, "second"] = {**CASTS[MULEI, ""], "handling": "prosecutor2", "chief": "deputy"}
CASTS["6523", "courts"] = {**CASTS["6523", ""], "handling": "cj-prosecutor2", "head": "cj-head2"}


def load(*, at: datetime, say: Say) -> bool:
    """Loads the sample world; returns False when it is there already. Raises Refused in production (design 4.10)."""
    if settings.PRODUCTION:
        raise Refused(_("A production installation takes no sample people."))
    if Person.objects.filter(origin=Origin.SAMPLE).exists():
        return False
    with transaction.atomic(), translation.override("zh-hans"):
        world = people_and_places(at=at, say=say)
        _import_published(at=at, say=say)
        _tell_mulei(world)
        say("the story of Mulei")
        for number, sample in enumerate(SAMPLES, start=1):
            tell(world=world, letter=sample.letter, place=sample.place, desk=sample.desk).play(sample.acts)
            if number % 10 == 0 or number == len(SAMPLES):
                say(f"{number} of {len(SAMPLES)} invented suggestions")
        draws.make(world=world)
        say("a draw for looking back")
        clues.make(world=world, at=at)
        say("five clues")
        guidance.make(world=world, at=at)
        say("a circular and a model letter")
        absences.make(world=world, at=at)
        say("two absences")
        administration.make(world=world, at=at)
        say("what waits for a second administrator")
        _settle_inboxes(world=world, at=at)
    return True


def people_and_places(*, at: datetime, say: Say) -> World:
    """Founds the sample procuratorates and units and admits the people; no suggestion yet."""
    vocabulary.seed(access=None, at=at)
    categories.seed(access=None, at=at)
    calendars.seed(at=at)
    reminder_rules.seed(at=at)
    found = places.found_procuratorates(at=at)
    places.lay_stationery(at=at, places=found)
    places.open_departments(at=at, places=found)
    units = places.register_units(at=at)
    say(f"{len(found)} procuratorates, {len(units)} units")
    admitted = people.admit_all(at=at, places=found, units=units)
    say(f"{len(admitted)} people")
    return World(
        today=clock.civil_day(at),
        places=found,
        units=units,
        people=admitted,
        categories={category.code: category for category in ProblemCategory.objects.all()},
    )


def tell(*, world: World, letter: str, place: str, desk: str = "") -> Story:
    """Returns a story before its first act, with the cast of its place and the unit's liaison when it has one."""
    text = LETTERS[letter]
    liaisons = [each.username for each in people.PEOPLE if each.place == text.unit and each.role == "liaison"]
    cast = {**CASTS[place, desk], **dict(zip(("unit",), liaisons, strict=False))}
    return Story(world=world, letter=text, place=place, cast=cast, day=date.min)


def _import_published(*, at: datetime, say: Say) -> None:
    rows = list(ledger_file.read(PUBLISHED))
    for row in rows:
        if isinstance(row, ledger_file.RefusedRow):
            raise Refused(f"{PUBLISHED.name} {row.row_number} {row.column}: {row.reason}")
        publishing.register(row=row, at=at)
    say(f"{len(rows)} published suggestions")


def _tell_mulei(world: World) -> None:
    tell(world=world, letter=mulei.LETTER, place=MULEI).play(mulei.acts(world))


def _settle_inboxes(*, world: World, at: datetime) -> None:
    """Delivers what the outbox holds, and marks as read what concerns suggestions on which nothing moved lately."""
    delivering.deliver(at=at)
    delivering.deliver_setup(at=at)
    quiet = Suggestion.objects.filter(origin=Origin.SAMPLE).exclude(events__recorded_at__gt=at - READ_AFTER)
    notified = (
        Notice.objects.filter(suggestion__in=quiet).order_by().values_list("person_id", "suggestion_id").distinct()
    )
    names = dict(Person.objects.values_list("pk", "username"))
    for person_id, suggestion_id in notified:
        delivering.mark_read(access=world.access(names[person_id]), at=at, suggestion_id=suggestion_id)
