"""The declared data classes of all tables, gathered from the apps, and what is wrong with them beside the models."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from django.apps import apps
from django.db.migrations.recorder import MigrationRecorder

from followups.rules import data_classes as of_followups
from notices.rules import data_classes as of_notices
from organs import data_classes as of_organs
from organs.data_protection import NOTHING_YET, DataClass, DeclaredColumn, DeclaredTable, Ending
from pending.rules import data_classes as of_pending
from procuracy import third_party_data_classes as of_third_parties
from signin.rules import data_classes as of_signin
from suggestions.rules import data_classes as of_suggestions

#: By the file in which it stands.
DECLARED: dict[str, tuple[DeclaredTable, ...]] = {
    "organs/data_classes.py": of_organs.TABLES,
    "suggestions/rules/data_classes.py": of_suggestions.TABLES,
    "followups/rules/data_classes.py": of_followups.TABLES,
    "notices/rules/data_classes.py": of_notices.TABLES,
    "signin/rules/data_classes.py": of_signin.TABLES,
    "pending/rules/data_classes.py": of_pending.TABLES,
    "procuracy/third_party_data_classes.py": of_third_parties.TABLES,
}
REMOVALS: tuple[Ending, ...] = (
    *of_suggestions.REMOVALS,
    *of_followups.REMOVALS,
    *of_signin.REMOVALS,
    *of_pending.REMOVALS,
)

type ColumnNames = Mapping[str, Iterable[str]]


def tables() -> list[DeclaredTable]:
    """Returns every declared table, in the order of the apps."""
    return [table for rows in DECLARED.values() for table in rows]


def columns() -> Iterator[tuple[DeclaredTable, DeclaredColumn]]:
    """Yields every declared column with its table."""
    yield from ((table, column) for table in tables() for column in table.columns)


def classes() -> list[DataClass]:
    """Returns the classes of personal data in the order in which columns name them."""
    return list(dict.fromkeys(column.data_class for _table, column in columns() if column.data_class))


def endings() -> list[Ending]:
    """Returns all that removes or masks personal data: what ends a class, and what removes rows in the course of work."""
    return [ending for ending in (*(each.ending for each in classes()), *REMOVALS) if ending.by]


def not_ended() -> list[DataClass]:
    """Returns the classes of which code ends nothing, or not all."""
    return [each for each in classes() if not each.ending.is_whole]


def of_models() -> dict[str, list[str]]:
    """Returns the columns of each table that a migration makes, those between many and many and that of migrations among them."""
    models = [*apps.get_models(include_auto_created=True), MigrationRecorder.Migration]
    return {
        model._meta.db_table: [field.column for field in model._meta.local_concrete_fields]
        for model in models
        if model._meta.managed and not model._meta.proxy
    }


def faults(declared: Iterable[DeclaredTable], existing: ColumnNames) -> list[str]:
    """Returns in words what is missing, gone, named twice, or said only in part."""
    rows = list(declared)
    found = [f"{name} is declared twice" for name, count in Counter(row.name for row in rows).items() if count > 1]
    by_name = {row.name: {column.name for column in row.columns} for row in rows}
    for name, names in existing.items():
        missing = [column for column in names if column not in by_name.get(name, ())]
        found += [f"{name}.{column} has no data class" for column in missing]
    for row in rows:
        counts = Counter(column.name for column in row.columns)
        found += [f"{row.name}.{column} is declared twice" for column, count in counts.items() if count > 1]
        gone = [column for column in counts if column not in existing.get(row.name, ())]
        found += [f"{row.name}.{column} is declared and does not exist" for column in gone]
    named = {column.data_class for row in rows for column in row.columns if column.data_class}
    for each in sorted(named, key=lambda each: each.name):
        said = {"name": each.name, "purpose": each.why, "term": each.until, "end": each.ending.words}
        found += [f"The data class {each.name!r} has no {what}" for what, words in said.items() if not words.strip()]
    return found


def count() -> dict[str, int]:
    """Returns how many tables and columns there are, how many are declared, personal, and ended by nothing yet."""
    existing = of_models()
    declared = [(table.name, column) for table, column in columns() if column.name in existing.get(table.name, ())]
    personal = [column.data_class for _table, column in declared if column.data_class]
    return {
        "tables": len(existing),
        "columns": sum(len(names) for names in existing.values()),
        "declared": len(declared),
        "personal": len(personal),
        "in classes": len(classes()),
        "nothing ends": sum(each.ending.by == NOTHING_YET.by for each in personal),
        "ended in part": sum(bool(each.ending.by) and not each.ending.is_whole for each in personal),
        "ended": sum(each.ending.is_whole for each in personal),
    }


def summary() -> str:
    """Returns the count in one line."""
    n = count()
    return (
        f"{n['declared']} of {n['columns']} columns of {n['tables']} tables declared; {n['personal']} personal, of"
        f" {n['in classes']} classes: {n['ended']} ended by code, {n['ended in part']} in part,"
        f" {n['nothing ends']} by nothing yet"
    )
