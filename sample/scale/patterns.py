"""Cases of the sample world, made by the real actions, read as patterns: their rows as text with blanks for what a copy changes.

A blank is a key, a day, a person, a place, a number or a digest. What a digest was given over (the contents of a letter, the words
of an event) stays as it was, so that it holds; events are digested anew, and their chain verifies.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import connection, models

from notices.models import Notice
from organs.models import Department, Person, Post, Procuratorate, Unit
from organs.models.procuratorate import DEPTHS
from organs.origins import Origin
from organs.roles import Side
from suggestions.models import CaseMember, Event, Suggestion

# What belongs to a draw or a clue, was told already, or is given to nobody twice.
LEFT_OUT = frozenset(
    {
        "followups.drawncase",
        "followups.qualityreview",
        "followups.qualitysheet",
        "followups.reading",
        "followups.signature",
        "followups.visit",
        "followups.visitedmeasure",
        "followups.visitmove",
        "suggestions.accesslog",
        "suggestions.clue",
        "suggestions.clueevent",
        "suggestions.givennumber",
        "suggestions.invitation",
        "suggestions.invited",
        "suggestions.outbox",
        "suggestions.publishedrecord",
        "suggestions.voidserial",
    }
)
# Texts over which a digest was given, and what was printed.
SIGNED = frozenset({"contents", "facts", "text", "salt", "digest", "sha256"})
DAY = r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
PART = re.compile(r"^([a-z_]+):(\d+)$")
NULL = r"\N"


@dataclass(frozen=True, slots=True)
class Blank:
    """What a copy fills in: its kind, and what stood there or for whom it stands."""

    kind: str
    of: tuple[Any, ...] = ()


#: A text and its blanks by turns; in a pattern a blank is its place among `Pattern.blanks`.
Text = list[str | Blank]
Placed = list[str | int]
PREVIOUS, CANONICAL, HASH = Blank("previous"), Blank("canonical"), Blank("hash")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One case: the lines of each table, how many keys it takes of each, and its events in the order of their chain.

    An event is the text that its digest is given over, and its line.
    """

    depth: int
    is_open: bool
    blanks: list[Blank]
    lines: dict[str, Placed]
    keys: dict[str, int]
    events: list[tuple[Placed, Placed]]


def read_all() -> Iterator[Pattern]:
    """Yields a pattern of each case of the sample world that was neither merged nor compiled from reports."""
    of_cases = tables(Suggestion)
    for suggestion in Suggestion.objects.filter(origin=Origin.SAMPLE, merged_into=None).order_by("pk"):
        yield _Reader(suggestion, of_cases).read()


def tables(*roots: type[models.Model], left_out: frozenset[str] = LEFT_OUT) -> list[type[models.Model]]:
    """Returns the roots and the tables that hang on them, each after those that its rows cannot be without."""
    found = set(roots)
    while more := {
        model
        for model in apps.get_models(include_auto_created=True)
        if model not in found
        and model._meta.label_lower not in left_out
        and any(key.related_model in found for key in keys(model))
    }:
        found |= more
    order = sorted(found, key=lambda model: (model not in roots, model._meta.label))
    needs = {
        model: [key.related_model for key in keys(model) if key.related_model in found and not key.null]
        for model in order
    }
    return [*TopologicalSorter(needs).static_order()]


def keys(model: type[models.Model]) -> "list[models.ForeignKey[Any, Any]]":
    """Returns the columns of a table that name a row of another."""
    return [column for column in model._meta.concrete_fields if isinstance(column, models.ForeignKey)]


@dataclass
class _Reader:
    """Reads one case."""

    suggestion: Suggestion
    tables: list[type[models.Model]]
    rows: dict[type[models.Model], dict[int, dict[str, str]]] = field(default_factory=dict)
    numbers: dict[Blank, int] = field(default_factory=dict)

    def read(self) -> Pattern:
        self._gather()
        self._names = self._blanks_by_name()
        names = "|".join(re.escape(name) for name in sorted(self._names, key=len, reverse=True))
        self._named = re.compile(f"({names})")
        self._named_or_day = re.compile(f"({names}|{DAY})")
        lines = {
            model._meta.db_table: self._placed(self._lines(model, rows))
            for model, rows in self.rows.items()
            if model is not Event
        }
        events = [
            (self._placed(self._canonical(row)), self._placed(self._line(Event, row)))
            for row in sorted(self.rows[Event].values(), key=lambda row: int(row["seq"]))
        ]
        return Pattern(
            depth=self.suggestion.depth,
            is_open=self.suggestion.case_state == "open",
            blanks=list(self.numbers),
            lines=lines,
            keys={model._meta.db_table: len(rows) for model, rows in self.rows.items()},
            events=events,
        )

    def _gather(self) -> None:
        """Fetches the rows of every table that belong to the case, as the texts of COPY by column."""
        for model in self.tables:
            owners_of = [
                key for key in keys(model) if key.related_model in self.rows and key.column != "merged_into_id"
            ]
            found = {self.suggestion.pk} if model is Suggestion else set()
            for key in () if model is Suggestion else owners_of:
                owners = list(self.rows[key.related_model])
                found |= set(model._base_manager.filter(**{f"{key.name}__in": owners}).values_list("pk", flat=True))
            if found and (rows := self._once_each(model, _copied(model, sorted(found)))):
                self.rows[model] = rows

    def _once_each(self, model: type[models.Model], rows: dict[int, dict[str, str]]) -> dict[int, dict[str, str]]:
        """Returns the rows without those that name a second of two people whom a copy makes one, and people of no copy."""
        if model not in ONCE_A_PERSON:
            return rows
        named = {
            (self.people.get(int(row["person_id"])), row.get("event_id")): pk for pk, row in reversed(rows.items())
        }
        return {pk: rows[pk] for (person, _event), pk in sorted(named.items(), key=lambda pair: pair[1]) if person}

    def _blanks_by_name(self) -> dict[str, Blank]:
        """Returns what a copy calls otherwise wherever it is named: offices, the unit, people, the number of the letter."""
        named: dict[str, Blank] = {self.suggestion.unit.name: Blank("unit_name")}
        offices = Procuratorate.objects.in_bulk([pk for pk in self.suggestion.ancestors if pk])
        for depth, pk in zip(DEPTHS, self.suggestion.ancestors, strict=True):
            if pk and depth > 1:
                named[offices[pk].name] = Blank("office_name", (depth,))
        people = Person.objects.in_bulk(self.people)
        for pk, blank in self.people.items():
            named.setdefault(people[pk].name, Blank(f"{blank.kind}_name", blank.of))
        number = self.suggestion.current_letter.document_number
        return named | ({number: Blank("number")} if number else {})

    @functools.cached_property
    def people(self) -> dict[int, Blank]:
        """Returns by person whom a copy names instead: who has the same role in the office of the same depth, or in the unit."""
        found: dict[int, Blank] = {}
        ancestors = self.suggestion.ancestors
        for post in Post.objects.order_by("-pk"):
            if post.side == Side.UNIT:
                if post.unit_id == self.suggestion.unit_id:
                    found[post.person_id] = Blank("liaison")
            elif post.procuratorate_id in ancestors[1:]:
                depth = ancestors.index(post.procuratorate_id) + 1
                found[post.person_id] = Blank("person", (depth, post.role))
        return found

    def _lines(self, model: type[models.Model], rows: dict[int, dict[str, str]]) -> Text:
        return [part for row in rows.values() for part in self._line(model, row)]

    def _line(self, model: type[models.Model], row: dict[str, str]) -> Text:
        """Returns a row as a line of COPY with its blanks."""
        line: Text = []
        for place, column in enumerate(written_columns(model)):
            line += ["\t"] if place else []
            line += self._value(model, column, row[name_of(column)])
        return [*line, "\n"]

    def _value(self, model: type[models.Model], column: "models.Field[Any, Any]", value: str) -> Text:
        if model is Event and (special := EVENT_DIGESTS.get(name_of(column))):
            return [special]
        if model is Suggestion and column.column == "head_hash":
            return [PREVIOUS]
        if value in {NULL, ""} or column.name in SIGNED:
            return [value]
        if column.primary_key:
            return [self._key(model, int(value))]
        if isinstance(column, models.ForeignKey):
            return [(value.isdigit() and self._foreign(column.related_model, int(value))) or value]
        if model is Suggestion and (own := self._of_suggestion(column)):
            return own
        if isinstance(column, models.DateField | models.JSONField):
            return self._marked(value, self._named_or_day)
        if part := PART.match(value):
            return self._part(part) or [value]
        return self._marked(value, self._named) if isinstance(column, models.CharField | models.TextField) else [value]

    def _of_suggestion(self, column: "models.Field[Any, Any]") -> Text:
        """Returns what a copy says of its place in the tree, and a title that tells it from its like."""
        if column.name.startswith("anc"):
            return [Blank("office", (int(column.name.removeprefix("anc")),))]
        return [self.suggestion.title, "（", Blank("area"), "）"] if column.name == "title" else []

    def _key(self, model: type[models.Model], pk: int) -> Blank:
        return Blank("key", (model._meta.db_table, list(self.rows[model]).index(pk)))

    def _foreign(self, model: Any, pk: int) -> Blank | None:
        """Returns the blank of another row that is the copy's own, None for what all copies share."""
        if model in self.rows:
            return self._key(model, pk) if pk in self.rows[model] else None
        if model is Person:
            return self.people.get(pk)
        if model is Unit and pk == self.suggestion.unit_id:
            return Blank("unit")
        if model is Department and pk == self.suggestion.department_id:
            return Blank("department")
        if model is Procuratorate and pk in self.suggestion.ancestors[1:]:
            return Blank("office", (self.suggestion.ancestors.index(pk) + 1,))
        return None

    def _part(self, found: re.Match[str]) -> Text | None:
        """Returns the name of a part of the case, such as `measure:12`, with its own key in it."""
        model = next((each for each in self.rows if each._meta.model_name == found[1].replace("_", "")), None)
        if model is None or int(found[2]) not in self.rows[model]:
            return None
        return [f"{found[1]}:", self._key(model, int(found[2]))]

    def _marked(self, value: str, what: re.Pattern[str]) -> Text:
        """Returns a text with blanks for the names and days in it."""
        parts: Text = []
        for part in what.split(value):
            parts.append(self._names.get(part) or (Blank("day", (part,)) if re.fullmatch(DAY, part) else part))
        return parts

    def _canonical(self, row: dict[str, str]) -> Text:
        """Returns the text of an event's digest with the same blanks as its line."""
        parts: Text = []
        text, begin = _unescaped(row["canonical"]), 0
        for found in CANONICAL_VALUE.finditer(text):
            parts += self._marked(text[begin : found.start()], self._named_or_day)
            parts += [found[1], *self._canonical_value(found)]
            begin = found.end()
        return [*parts, *self._marked(text[begin:], self._named_or_day)]

    def _canonical_value(self, found: re.Match[str]) -> Text:
        name, value = found["name"], found["value"]
        if name == "at":
            return [Blank("moment", (int(value),))]
        if name == "previous":
            return ['"', PREVIOUS, '"']
        if name == "suggestion":
            return [self._key(Suggestion, int(value))]
        if name == "subject":
            part = PART.match(value.strip('"'))
            return ['"', *((part and self._part(part)) or [value.strip('"')]), '"']
        return [self.people.get(int(value)) or value]

    def _placed(self, text: Text) -> Placed:
        """Returns the text with each blank as its place among the blanks of the pattern; neighbouring texts become one."""
        placed: Placed = []
        for part in text:
            if isinstance(part, Blank):
                placed.append(self.numbers.setdefault(part, len(self.numbers)))
            elif placed and isinstance(placed[-1], str):
                placed[-1] += part
            elif part:
                placed.append(part)
        return placed


ONCE_A_PERSON = frozenset({CaseMember, Notice})
EVENT_DIGESTS = {"canonical": CANONICAL, "hash": HASH, "previous_hash": PREVIOUS}
CANONICAL_VALUE = re.compile(
    r'("(?P<name>actor_id|recorded_by_id|for_id|at|previous|suggestion|subject)":)(?P<value>\d+|"[^"]*")'
)


def written_columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Returns the columns of a table that are not computed, in their order."""
    return [column for column in model._meta.concrete_fields if not getattr(column, "generated", False)]


def name_of(column: "models.Field[Any, Any]") -> str:
    """Returns what the database calls a column."""
    return str(column.get_attname_column()[1])


def _copied(model: type[models.Model], keys: Iterable[int]) -> dict[int, dict[str, str]]:
    """Returns the rows with these keys as COPY writes them, by key."""
    columns = [name_of(column) for column in written_columns(model)]
    names, own = ", ".join(f'"{name}"' for name in columns), name_of(model._meta.pk)
    # The names are those of our own tables and columns.
    query = f'COPY (SELECT {names} FROM "{model._meta.db_table}" WHERE "{own}" = ANY(%s) ORDER BY "{own}") TO STDOUT'  # noqa: S608
    with connection.cursor() as cursor, cursor.copy(query, [list(keys)]) as source:
        lines = b"".join(source).decode().split("\n")[:-1]
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
    return {int(row[own]): row for row in rows}


def _unescaped(value: str) -> str:
    """Returns a value of COPY as it is in the table."""
    return value.replace("\\\\", "\\")
