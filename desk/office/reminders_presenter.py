"""Reminders as they would go out on a day: whose clock, which rung, whom it would tell, and what would cancel it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk import reminder_rule_words, wording
from desk.case import clock_presenter
from desk.guards import suggestion_address
from desk.lists import rows
from notices.models import ReminderRule
from notices.queries import reminder_query
from notices.queries.reminder_outlook import Mark
from notices.queries.reminder_query import Outgoing
from organs import numerals
from organs.models import Person
from organs.roles import Side
from organs.words import Words, listed
from suggestions.models import Clock, Measure
from suggestions.rules import duties, part_names, relations
from suggestions.rules.part_names import PartName

RELATED = ("suggestion__unit", "suggestion__letter", "suggestion__procuratorate")
WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Addressees:
    """One relation of the rung and who stands in it: officials by name, the unit as the institution it is."""

    label: Words
    names: str


@dataclass(frozen=True, kw_only=True)
class ReminderRow:
    """One reminder as it would go out."""

    due: date
    due_words: str
    due_href: str
    is_agreed: bool
    title: str
    href: str
    number: str
    unit: str
    organ: str
    duty: str
    rule: str
    channel: Words
    addressees: Sequence[Addressees]
    met: Words


@dataclass(frozen=True, kw_only=True)
class ReminderDay:
    """One day of the coming week with how many go out on it."""

    day: date
    weekday: str
    count: int
    is_open: bool


def days(counts: Mapping[date, int], *, today: date, chosen: date) -> list[ReminderDay]:
    """Returns today and the coming week."""
    week = [today + timedelta(days=number) for number in range(WEEK + 1)]
    return [
        ReminderDay(day=day, weekday=wording.week_day(day), count=counts.get(day, 0), is_open=day == chosen)
        for day in week
    ]


def lines(found: Sequence[Outgoing], *, on: date, today: date) -> list[ReminderRow]:
    """Returns the lines of a page; who stands in each relation on that day is asked for all at once."""
    clocks = Clock.objects.select_related(*RELATED).in_bulk([row.clock_id for row in found])
    rules = ReminderRule.objects.in_bulk({row.rule_id for row in found})
    pairs = [
        (clocks[row.clock_id].suggestion_id, relation) for row in found for relation in rules[row.rule_id].relations
    ]
    reached = reminder_query.reached(pairs=pairs, on=on)
    names = dict(Person.objects.filter(pk__in=set().union(*reached.values())).values_list("pk", "name"))
    numbers = _positions(clocks.values())
    return [
        _line(row, clocks[row.clock_id], rules[row.rule_id], today=today, reached=reached, names=names, numbers=numbers)
        for row in found
    ]


def _line(
    row: Outgoing,
    clock: Clock,
    rule: ReminderRule,
    *,
    today: date,
    reached: Mapping[tuple[int, str], set[int]],
    names: Mapping[int, str],
    numbers: Mapping[str, int],
) -> ReminderRow:
    suggestion = clock.suggestion
    return ReminderRow(
        due=row.due_on,
        due_words=wording.from_today(row.due_on, today),
        due_href=clock_presenter.address(clock, reader=Side.OFFICE),
        is_agreed=row.due_on != clock.due_on,
        title=suggestion.title,
        href=suggestion_address(suggestion.pk),
        number=(suggestion.letter.document_number if suggestion.letter else "") or "",
        unit=rows.unit_name(suggestion),
        organ=rows.organ_name(suggestion),
        duty=clock_presenter.duty(clock, numbers),
        rule=reminder_rule_words.when(rule.days, rule.grace),
        channel=rule.get_channel_display(),
        addressees=[
            _addressees(relation, reached.get((suggestion.pk, relation), set()), names, unit=rows.unit_name(suggestion))
            for relation in rule.relations
        ],
        met=duties.REMINDED[rule.subject].met,
    )


def _addressees(relation: str, people: set[int], names: Mapping[int, str], *, unit: str) -> Addressees:
    if relation == "unit":
        who = [unit] if people else []
    else:
        who = [names[pk] for pk in sorted(people)]
    return Addressees(label=relations.BY_KEY[relation].label, names=listed(who))


def _positions(clocks: Iterable[Clock]) -> dict[str, int]:
    """Returns the number of each measure that a clock speaks of, by the name under which it does."""
    keys = {part_names.number_of(clock.about, kind="measure") for clock in clocks} - {None}
    found = Measure.objects.filter(pk__in=keys).values_list("pk", "position")
    return {str(PartName("measure", pk)): position for pk, position in found}


def mark_of(row: Outgoing) -> str:
    """Returns where a page ends or begins, as it stands in an address."""
    return f"{row.due_on.isoformat()}.{row.clock_id}"


def read_mark(text: str) -> Mark | None:
    """Reads a mark of an address; one that cannot be read gives the first page."""
    day, _dot, written = text.partition(".")
    key = numerals.key_of(written)
    try:
        return (date.fromisoformat(day), key) if key is not None else None
    except ValueError:
        return None
