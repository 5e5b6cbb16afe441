"""docs/data-classes.md, written from the declarations: classes, tables app by app, what removes something, what nothing ends yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from organs.data_protection import Crossing, DataClass, DeclaredColumn, DeclaredTable, PersonalData
from procuracy import data_inventory

#: Below the project's folder.
PAGE = Path("docs/data-classes.md")

HEAD = """# What is held of people

Every column of every database table: whether it is personal, whose it is, why it is held, until when, what ends it, and
whether it may be shown on the recipients' site or bound into a case bundle. Written by `manage.py data_classes --write` from
the declarations beside the models; change those, not this page.

{summary}.

A column that nobody declared stops the start and every command that runs Django's checks (`procuracy.E004`), and so does a
declared one that is gone, or a class without a purpose, a term or an end. A new column therefore begins with a line in the file
that its section names.

**What cannot be declared.** A declaration says which of these a personal column holds:

{kinds}

There is no word for ethnicity, religion, belief, where somebody comes from, movements, communications or devices: no column
can be declared to hold them, and one that is not declared stops the start. A test reads the names of all columns for such
words as well. What comes nearest are the tables of the guard against tried passwords: they keep the typed name, the network
address and what the browser calls itself, for that alone; no page of the application shows them. Free text can say anything
of anybody; it is declared as text that may name people.

**How to read it.** *Site*: whether people of a recipient unit may read it on their pages or in documents sent to them ("to the
person alone": on the person's own pages). *Bundle*: whether it may be printed in a case bundle; what is "no" for the site and
"yes" for the bundle stands in bundles that only the office binds. Both say what may be, within what a reader sees of the case.
A test marks every personal text of the sample world, opens every page of the recipients' site and reads the facts of
every document: what it finds there must be "yes" here. Keys to people are followed by the names that a page reads through
them, for one case. Days, choices and other keys carry no mark; of those the page is a reviewed statement and no more.
"""

BESIDE = """
## Beside the tables

The bytes of files lie in `var/files` under their digests and end with their rows. Backups (`make backup`) hold all tables and files;
no code removes an old one. The log goes to standard error and is kept by whoever runs the installation; the guard of signing in
masks names and network addresses there, other lines name addresses of pages. Redis carries wake-ups and marks of life, and for a
quarter of an hour a count by network address of whoever asks for a calendar that is not there. Celery has no tables here.
"""


def written() -> str:
    """Returns the whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    kinds = "\n".join(f"- {kind.value}" for kind in PersonalData)
    yield HEAD.format(summary=data_inventory.summary(), kinds=kinds)
    yield "## Classes of personal data\n"
    yield from _table("Class", "What", "Whose", "Why", "Term", "What ends it")
    for each in data_inventory.classes():
        yield _row(each.name, each.what.value, each.whose.value, each.why, each.until, _end(each))
    for file, tables in data_inventory.DECLARED.items():
        yield f"\n## {_title(file)}\n\nDeclared in `{file}`."
        for table in tables:
            yield from _section(table)
    yield "\n## What removes or masks something\n"
    yield from _table("What", "Code", "What it leaves")
    ended = [(f"{each.name}: {each.ending.words}", each.ending) for each in data_inventory.classes() if each.ending.by]
    removed = [(ending.words, ending) for ending in data_inventory.REMOVALS]
    for words, ending in ended + removed:
        yield _row(words, f"`{ending.by}`", ending.leaves or "–")
    yield "\nNothing else in the application removes a row: a test compares this list with the code. No periodic job deletes"
    yield "personal data; the only job that removes anything, `sweep-orphan-files`, removes files that no row names."
    yield BESIDE
    yield "## What nothing ends yet\n"
    yield from _not_ended()


def _section(table: DeclaredTable) -> Iterator[str]:
    """Yields a table: its personal columns first, then the others by where they may be shown."""
    yield f"\n### {table.name}\n\n{table.holds}\n"
    by_class: dict[tuple[DataClass, Crossing], list[str]] = defaultdict(list)
    for column in table.columns:
        if column.data_class:
            by_class[column.data_class, column.crossing].append(column.name)
    if by_class:
        yield from _table("Personal", "Class", "Site", "Bundle")
        for (each, crossing), names in by_class.items():
            yield _row(_code(names), each.name, crossing.on_site, crossing.in_bundle)
        yield ""
    others: dict[Crossing, list[str]] = defaultdict(list)
    for column in _not_personal(table):
        others[column.crossing].append(column.name)
    for crossing, names in others.items():
        yield f"Not personal (site {crossing.on_site}, bundle {crossing.in_bundle}): {_code(names)}."


def _not_personal(table: DeclaredTable) -> list[DeclaredColumn]:
    return [column for column in table.columns if column.data_class is None]


def _not_ended() -> Iterator[str]:
    held: dict[DataClass, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table, column in data_inventory.columns():
        if column.data_class:
            held[column.data_class][table.name].append(column.name)
    for each in data_inventory.not_ended():
        what = f"in part, {_end(each)}" if each.ending.by else _end(each)
        places = "; ".join(f"{table}: {_code(names)}" for table, names in held[each].items())
        yield f"- **{each.name}**: {what}. Term: {each.until}.<br>{places}"


def _end(each: DataClass) -> str:
    ending = each.ending
    return f"{ending.words}; what stays: {ending.leaves}" if ending.leaves else ending.words


def _title(file: str) -> str:
    return "Django, axes and allauth" if file.startswith("procuracy/") else file.split("/")[0]


def _table(*heads: str) -> Iterator[str]:
    yield _row(*heads)
    yield _row(*("---" for _head in heads))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
