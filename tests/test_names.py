"""Names in the application: hardly a class shares its name with another, and words that were given up do not come back.

Names are read from the syntax: modules, classes, functions, parameters, variables, attributes, and keywords of calls.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.syntax_trees import PACKAGES, syntax_trees

MOST_SHARED = 9

# Given up wherever they stand in a name, alone or with other words.
NOWHERE = {
    *("deed", "deeds", "sight", "sights", "taker", "takers", "happening", "happenings", "ladder", "ladders"),
}
# Given up as whole names.
NEVER_ALONE = {
    *("doors", "pieces", "told", "thing", "things", "given", "seen", "specimen", "specimens", "paperwork", "press"),
    *("face", "faces", "repertoire", "amended", "rung", "Asked", "Choice", "choosing", "shapes"),
}
NO_MODULE = {"papers"}
# Art. 25 climbs rung by rung: there the word is the law's.
RUNGS = re.compile(r"sample/.*|followups/.*escalat.*|desk/steps/forms/escalations\.py|desk/case/event_words\.py")


def modules() -> dict[str, ast.Module]:
    """Every module of the application by its path; migrations repeat what models were once called, and are left out."""
    return {path.as_posix(): tree for path, tree in syntax_trees(*PACKAGES).items() if "migrations" not in path.parts}


def names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yields every name that a module gives to something, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.keyword(arg=str(name)):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.alias(asname=str(name)):
                yield name, node.lineno
            case (
                ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.TypeAlias(name=ast.Name(id=name))
            ):
                yield name, node.lineno


def words(name: str) -> set[str]:
    """Returns the words of a snake_case or CamelCase name, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def is_given_up(name: str, path: str) -> bool:
    if name in NEVER_ALONE or name.strip("_") in NEVER_ALONE:
        return name != "rung" or not RUNGS.fullmatch(path)
    return bool(words(name) & NOWHERE)


def offenders() -> list[str]:
    """Returns where a word stands that was given up, as file:line: name."""
    found = []
    for path, tree in modules().items():
        stem = Path(path).parent.name if path.endswith("__init__.py") else Path(path).stem
        if stem in NO_MODULE or is_given_up(stem, path):
            found.append(f"{path}:1: module {stem}")
        found += [f"{path}:{line}: {name}" for name, line in sorted(set(names(tree))) if is_given_up(name, path)]
    return found


def shared_class_names() -> dict[str, list[str]]:
    """Returns each name that two or more classes bear, with where they stand; Django's inner classes are left out."""
    where = defaultdict(list)
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name not in {"Meta", "Media", "Command"}:
                where[node.name].append(f"{path}:{node.lineno}")
    return {name: places for name, places in sorted(where.items()) if len(places) > 1}


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("deed_of", "desk/steps/registry.py", True),
        ("TakerForm", "desk/steps/registry.py", True),
        ("given", "desk/fields.py", True),
        ("given_on", "desk/fields.py", False),
        ("insight", "desk/fields.py", False),
        ("rung", "followups/rules/escalation_rungs.py", False),
        ("rung", "notices/rules/job_words.py", True),
        ("Choice", "insights/filters.py", True),
        ("choice", "insights/filters.py", False),
    ],
)
def test_a_word_that_was_given_up_is_found_where_it_stands(name, path, expected):
    assert is_given_up(name, path) is expected


def test_at_most_nine_names_are_shared_by_classes():
    shared = shared_class_names()
    listed = "\n".join(f"{name}: {', '.join(places)}" for name, places in shared.items())
    assert len(shared) <= MOST_SHARED, f"{len(shared)} names:\n{listed}"


def test_no_name_is_a_word_that_was_given_up():
    found = offenders()
    assert not found, f"{len(found)} names:\n" + "\n".join(found)
