"""Copies of patterns, written by COPY: each in an office and on days of its own, with events whose chain verifies."""

import hashlib
import itertools
import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from organs import clock
from sample.scale import ids
from sample.scale.offices import CopiedOffice, CopiedUnit
from sample.scale.patterns import CANONICAL, HASH, PREVIOUS, Blank, Pattern, Placed, name_of, written_columns
from suggestions.models import Event

BATCH = 1000
#: In days: how far back open cases lie, and closed ones.
OPEN_WITHIN, CLOSED_WITHIN = 240, 60 * 30
# A few offices have many cases, most have few: the weight of the n-th is n to this power.
SKEW = -0.6
#: A moment in the text of an event is counted in microseconds.
DAY = 86_400_000_000
TABLES = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def write(
    *, patterns: list[Pattern], desks: list[CopiedOffice], count: int, seed: int, say: Callable[[str], None]
) -> None:
    """Writes so many copies, a thousand to a transaction, and says how far it is."""
    chance = random.Random(seed)  # noqa: S311 – a stock to measure with, no secret
    by_id = {desk.office.pk: desk for desk in desks}
    places = _Places(patterns, desks, chance)
    serials = itertools.count(1)
    for begun in range(0, count, BATCH):
        batch = []
        for _copy in range(min(BATCH, count - begun)):
            pattern, desk, unit = places.draw()
            # The more recent, the more there are.
            days = int((OPEN_WITHIN if pattern.is_open else CLOSED_WITHIN) * chance.random() ** 1.5)
            batch.append(_Copy(pattern, desk, unit, by_id=by_id, days=days, serial=next(serials)))
        with transaction.atomic():
            _write_batch(batch)
        if (begun // BATCH) % 20 == 19:
            say(f"{begun + len(batch):,} of {count:,} suggestions")


class _Places:
    """Where the next case lies, to which unit it goes, and after which pattern."""

    def __init__(self, patterns: list[Pattern], desks: list[CopiedOffice], chance: random.Random) -> None:
        self.chance = chance
        self.patterns: dict[int, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            self.patterns[pattern.depth].append(pattern)
        self.desks = [desk for desk in desks if desk.office.depth in self.patterns]
        chance.shuffle(self.desks)
        self.weights = list(itertools.accumulate((place + 1) ** SKEW for place in range(len(self.desks))))
        self.with_units: dict[int | None, list[CopiedOffice]] = defaultdict(list)
        for desk in desks:
            for pk in desk.office.ancestors if desk.units else ():
                self.with_units[pk].append(desk)

    def draw(self) -> tuple[Pattern, CopiedOffice, CopiedUnit]:
        """Returns the pattern, the desk, and the unit: of the own county, or of one below."""
        [desk] = self.chance.choices(self.desks, cum_weights=self.weights)
        county = self.chance.choice(self.with_units[desk.office.pk])
        return self.chance.choice(self.patterns[desk.office.depth]), desk, self.chance.choice(county.units)


class _Copy:
    """One copy: what stands in each blank of its pattern."""

    def __init__(
        self,
        pattern: Pattern,
        desk: CopiedOffice,
        unit: CopiedUnit,
        *,
        by_id: dict[int, CopiedOffice],
        days: int,
        serial: int,
    ) -> None:
        self.pattern, self.desk, self.unit, self.by_id, self.days, self.serial = (
            pattern,
            desk,
            unit,
            by_id,
            days,
            serial,
        )

    def filled(self, first: dict[str, int]) -> tuple[list[str], dict[str, str]]:
        """Returns the lines of the events, and those of the other tables; `first` is the first free key of each table."""
        places = {blank: place for place, blank in enumerate(self.pattern.blanks)}
        values = [self._value(blank, first) for blank in self.pattern.blanks]
        previous, canonical, digest = places[PREVIOUS], places[CANONICAL], places[HASH]
        events = []
        for text, line in self.pattern.events:
            said = _joined(text, values)
            values[canonical] = said.replace("\\", "\\\\")
            values[digest] = hashlib.sha256(said.encode()).hexdigest()
            events.append(_joined(line, values))
            values[previous] = values[digest]
        return events, {table: _joined(lines, values) for table, lines in self.pattern.lines.items()}

    @property
    def number(self) -> str:
        year = (clock.today() - timedelta(days=self.days)).year
        return f"样{self.desk.office.code[1:]}检建〔{year}〕{self.serial}号"

    def _value(self, blank: Blank, first: dict[str, int]) -> str:
        kind, of = blank.kind, blank.of
        if kind == "key":
            return str(first[of[0]] + of[1])
        if kind == "day":
            return (date.fromisoformat(of[0]) - timedelta(days=self.days)).isoformat()
        if kind == "moment":
            return str(of[0] - self.days * DAY)
        if kind in OF_OFFICES:
            return self._of_office(kind, of)
        return SIMPLE[kind](self) if kind in SIMPLE else ""

    def _of_office(self, kind: str, of: tuple[Any, ...]) -> str:
        """Returns what a copy says of the office at a depth of its line, or of who has a role there."""
        pk = getattr(self.desk.office, f"anc{of[0]}")
        if kind == "office":
            return str(pk) if pk else r"\N"
        at = self.by_id[pk]
        if kind == "office_name":
            return at.office.name
        pk, name = at.people[of[1]]
        return str(pk) if kind == "person" else name


OF_OFFICES = frozenset({"office", "office_name", "person", "person_name"})
SIMPLE: dict[str, Callable[[_Copy], str]] = {
    "area": lambda copy: copy.desk.office.region_name,
    "department": lambda copy: str(copy.desk.department_id),
    "liaison": lambda copy: str(copy.unit.liaison_id),
    "liaison_name": lambda copy: copy.unit.liaison_name,
    "number": lambda copy: copy.number,
    "unit": lambda copy: str(copy.unit.id),
    "unit_name": lambda copy: copy.unit.name,
}


def _joined(text: Placed, values: list[str]) -> str:
    return "".join([values[part] if isinstance(part, int) else part for part in text])


def _write_batch(copies: list[_Copy]) -> None:
    needed: dict[str, int] = defaultdict(int)
    for copy in copies:
        for table, count in copy.pattern.keys.items():
            needed[table] += count
    free = {table: ids.reserve(table, count, column=name_of(TABLES[table]._meta.pk)) for table, count in needed.items()}
    lines: dict[str, list[str]] = defaultdict(list)
    for copy in copies:
        events, others = copy.filled(free)
        lines[Event._meta.db_table] += events
        for table, text in others.items():
            lines[table].append(text)
        for table, count in copy.pattern.keys.items():
            free[table] += count
    with connection.cursor() as cursor:
        for table, texts in lines.items():
            names = ", ".join(f'"{name_of(column)}"' for column in written_columns(TABLES[table]))
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as target:
                target.write("".join(texts).encode())
