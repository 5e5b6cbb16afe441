"""Marks the personal texts of a world, each column with a character of its own, so that a page shows from where its texts come.

Traced are the declared personal columns that hold free text or JSON. Days, choices and keys to other rows carry no mark.
"""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client
from psycopg import sql

from followups.documents.document_kinds import KINDS
from organs.data_protection import Crossing, DeclaredColumn
from organs.models import Person
from procuracy import data_inventory
from suggestions.access import visible_records
from suggestions.documents import composing
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility
from suggestions.rules.steps import Shown

# Two areas of private use: no text of ours has their characters, and what follows a mark says whose row it is.
FIRST_MARK, FIRST_OWNER = 0xE000, 0xF0000
# The contents of a bundle name documents and attachments; everything else in it is a document of its own.
DOCUMENTS = [kind for kind in KINDS.values() if kind.key != "bundle"]


@dataclass(frozen=True)
class Traced:
    """A marked text that was found: its column, and whose row it is where that is a person's own row."""

    name: str
    column: DeclaredColumn
    owner: int | None


class Traces:
    """The marks that were set in a world."""

    def __init__(self) -> None:
        self.columns: dict[str, tuple[str, DeclaredColumn]] = {}
        self.unmarked: list[str] = []

    def found_in(self, text: str) -> set[Traced]:
        """Returns what of the world stands in a text, be it HTML."""
        read = html.unescape(text)
        found = set()
        for place, character in enumerate(read):
            if character in self.columns:
                after = ord(read[place + 1]) if place + 1 < len(read) else 0
                owner = after - FIRST_OWNER if after >= FIRST_OWNER else None
                found.add(Traced(*self.columns[character], owner=owner))
        return found


def mark() -> Traces:
    """Marks every personal text there is; the caller takes it back with its transaction."""
    traces = Traces()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for number, (field, column) in enumerate(_texts()):
            name, character = f"{field.model._meta.db_table}.{column.name}", chr(FIRST_MARK + number)
            if _mark(cursor, field, column, character):
                traces.columns[character] = (name, column)
            else:
                traces.unmarked.append(name)
    return traces


def _texts() -> Iterator[tuple[models.Field, DeclaredColumn]]:
    """Yields the personal columns that hold free text or JSON, with their fields."""
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for table, column in data_inventory.columns():
        if column.data_class is None or table.name not in tables:
            continue
        fields = {field.column: field for field in tables[table.name]._meta.local_concrete_fields}
        field = fields[column.name]
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if is_text or isinstance(field, models.JSONField):
            yield field, column


def _mark(cursor: CursorWrapper, field: models.Field, column: DeclaredColumn, character: str) -> bool:
    """Marks a column; tells whether there was a row to mark and the database takes a mark there."""
    if isinstance(field, models.JSONField):
        return _mark_json(cursor, field, character)
    filled = sql.SQL("{column} <> ''").format(column=sql.Identifier(column.name))
    # What must not cross is filled in where it is empty, so that there is something to be found.
    fills = column.crossing in {Crossing.STAYS, Crossing.OWN}
    for rows in (sql.SQL("true"), filled) if fills else (filled,):
        try:
            with transaction.atomic():
                cursor.execute(_append(field, column, character, rows))
                return cursor.rowcount > 0
        except DatabaseError:
            continue
    return False


def _append(field: models.Field, column: DeclaredColumn, character: str, rows: sql.Composable) -> sql.Composed:
    table = field.model._meta
    owner: sql.Composable = sql.SQL("''")
    if column.crossing == Crossing.OWN or table.db_table == "organs_person":
        person = sql.Identifier("id" if table.db_table == "organs_person" else "person_id")
        owner = sql.SQL("chr({first} + {person}::int)").format(first=sql.Literal(FIRST_OWNER), person=person)
    room = sql.Literal((field.max_length or 1_000_000) - 2)
    return sql.SQL("UPDATE {table} SET {column} = left({column}, {room}) || {mark} || {owner} WHERE {rows}").format(
        table=sql.Identifier(table.db_table),
        column=sql.Identifier(column.name),
        room=room,
        mark=sql.Literal(character),
        owner=owner,
        rows=rows,
    )


def _mark_json(cursor: CursorWrapper, field: models.JSONField, character: str) -> bool:
    marked = False
    table = field.model._meta
    statement = sql.SQL("UPDATE {table} SET {column} = %s WHERE {key} = %s").format(
        table=sql.Identifier(table.db_table), column=sql.Identifier(field.column), key=sql.Identifier(table.pk.column)
    )
    for pk, value in field.model._base_manager.values_list("pk", field.attname):
        if (after := _marked(value, character)) != value:
            cursor.execute(statement, [json.dumps(after), pk])
            marked = True
    return marked


def _marked(value: object, character: str) -> object:
    """Returns a value with each of its texts marked; what is ASCII is a key, a day or a digest, and is read by the program."""
    match value:
        case dict():
            return {key: _marked(each, character) for key, each in value.items()}
        case list():
            return [_marked(each, character) for each in value]
        case str() if not value.isascii():
            return value + character
    return value


def browser(person: Person) -> Client:
    """Returns a browser in which a person is signed in, who is read anew: the marks changed the password's digest too."""
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk), backend="organs.sign_in.PersonBackend")
    return client


def page(client: Client, path: str) -> str:
    """Returns what a page says, nothing where the address leads elsewhere."""
    response = client.get(path)
    assert response.status_code in {200, 302}, path
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def facts_of(suggestions: list[Suggestion], traces: Traces) -> Iterator[tuple[str, Shown, Traced]]:
    """Yields what the documents of some suggestions say, as they would be printed now: kind, to whom shown, column."""
    for suggestion in suggestions:
        for kind in DOCUMENTS:
            for record in kind.records(suggestion):
                said = json.dumps(composing.sheet(kind, record).facts, ensure_ascii=False, default=str)
                yield from ((kind.key, kind.shown_to, traced) for traced in traces.found_in(said))


def known_to_recipients(suggestion: Suggestion) -> set[int]:
    """Returns the people whom the recipient of the only case in the database may know by what they did in it."""
    seen = visible_records.events(suggestion, visibility=Visibility.RECIPIENT)
    known = {pk for event in seen for pk in (event.actor_id, event.recorded_by_id) if pk}
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for table, column in data_inventory.columns():
        if not column.crossing.reaches_recipients or table.name.startswith(("organs_", "suggestions_event")):
            continue
        fields = {field.column: field for field in tables[table.name]._meta.local_concrete_fields}
        if fields[column.name].related_model is Person:
            known |= set(tables[table.name]._base_manager.values_list(column.name, flat=True))
    return known - {None}


def may_not_be_shown(traced: Traced, *, to: int) -> bool:
    """Tells whether a page of that person of a unit must not have it."""
    if traced.column.crossing == Crossing.OWN:
        return traced.owner != to
    return not traced.column.crossing.reaches_recipients


def may_not_be_printed(traced: Traced, shown_to: Shown) -> bool:
    """Tells whether a document that is shown to those must not have it."""
    crossing = traced.column.crossing
    return not crossing.is_bound or (shown_to == Shown.BOTH and not crossing.reaches_recipients)
