"""Watches which tables our own code writes to, and by which verbs, so that none is without its right in the database.

Tests own their database and may do everything; the application may do what `procuracy/database_rights.py` says. What a
test writes by itself does not count: the nearest of our own files on the stack decides whose statement it is.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = str(Path(__file__).parents[1])
# Tests, and what works as the owner.
NOT_THE_APPLICATION = (
    "tests/",
    "benchmarks/",
    "manage.py",
    "procuracy/management/commands/migrate.py",
    "sample/scale/",
)
FIRST_WORD = re.compile(r"\s*(\w+)")
WRITTEN = re.compile(r'\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:ONLY\s+)?"?(\w+)"?', re.IGNORECASE)
READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?(?:\s+(?:AS\s+)?"?(\w+)"?)?', re.IGNORECASE)
LOCKED = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE(?:\s+OF\s+([\w\", ]+))?", re.IGNORECASE)
UPDATES_ON_CONFLICT = re.compile(r"ON\s+CONFLICT.*DO\s+UPDATE", re.IGNORECASE | re.DOTALL)


def verbs_of(statement: str) -> set[tuple[str, str]]:
    """Returns what a statement needs beside reading, as tables with a verb; a row that is locked needs UPDATE."""
    found = set()
    for verb, table in WRITTEN.findall(statement):
        if verb.upper() == "UPDATE" and table.upper() in {"OF", "SET", "SKIP", "NOWAIT"}:
            continue
        found.add((table, verb.split()[0].upper()))
        if UPDATES_ON_CONFLICT.search(statement):
            found.add((table, "UPDATE"))
    if locked := LOCKED.search(statement):
        names = set(re.findall(r"\w+", locked[1] or "")) - {"SKIP", "LOCKED", "NOWAIT"}
        for table, alias in READ.findall(statement):
            if not names or table in names or alias in names:
                found.add((table, "UPDATE"))
    return found


def writer() -> str:
    """Returns the file of ours from which the statement comes; empty when a test, or nobody of ours, is the nearest."""
    frame: Any = sys._getframe(1)
    while frame:
        name = frame.f_code.co_filename
        if name.startswith(PROJECT) and "/.venv/" not in name and name != __file__:
            path = name[len(PROJECT) + 1 :]
            return "" if path.startswith(NOT_THE_APPLICATION) or "/migrations/" in path else path
        frame = frame.f_back
    return ""


class Watch:
    """An execute wrapper that calls `seen` with table, verb and file for each statement of ours that writes."""

    def __init__(self, seen: Callable[[str, str, str], None]) -> None:
        self.seen = seen

    def __call__(self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any) -> Any:
        text = statement if isinstance(statement, str) else ""
        word = FIRST_WORD.match(text)
        if word and (word[1].upper() != "SELECT" or "UPDATE" in text):
            verbs = verbs_of(text)
            if verbs and (file := writer()):
                for table, verb in verbs:
                    self.seen(table, verb, file)
        return execute(statement, params, many, context)
