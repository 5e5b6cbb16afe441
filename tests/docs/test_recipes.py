"""docs/recipes.md: each recipe has its parts, and the files and tests that it names are there."""

import ast
import importlib.util
import re

import pytest
from django.core.management import get_commands

from tests.docs import markdown

PAGE = markdown.ROOT / "docs" / "recipes.md"
EXPECTED = (
    "A new kind of suggestion",
    "A law changes",
    "A reply term in one province",
    "A new channel of service",
    "A new document",
    "A new figure",
    "A new reminder rule",
    "A step that a unit may take",
    "A field of the letter",
    "A third language",
    "A new role",
    "A new address",
    "The look of a card",
)
MOST_FILES = 6  # of a role; all others have at most five
PART = re.compile(r"^\*\*(Leads|Afterwards|Files):\*\* (.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^(\d)\. `([^`]+)`", re.MULTILINE)
NAMED_PATH = re.compile(r"`((?:\w+/)+[\w.]*\.\w+|(?:\w+/)+)`")
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def recipes() -> dict[str, str]:
    """Returns the text of each recipe by its heading."""
    parts = re.split(r"^## (.+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def functions_of(path: str) -> set[str]:
    """Returns the names of the functions of a file of tests, those in classes too."""
    tree = ast.parse((markdown.ROOT / path).read_bytes())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_recipe_is_there():
    assert tuple(recipes()) == EXPECTED


@pytest.mark.parametrize("name", EXPECTED)
def test_a_recipe_has_its_parts_and_counts_its_files(name):
    text = recipes()[name]
    parts = dict(PART.findall(text))
    assert set(parts) == {"Leads", "Afterwards", "Files"}
    numbers = [int(number) for number, _path in STEP.findall(text)]
    assert numbers == list(range(1, int(parts["Files"]) + 1))
    assert len(numbers) <= MOST_FILES


@pytest.mark.parametrize("name", EXPECTED)
def test_the_test_that_leads_exists(name):
    leading = NAMED_TEST.findall(dict(PART.findall(recipes()[name]))["Leads"])
    assert leading
    assert [f"{path}::{test}" for path, test in leading if test not in functions_of(path)] == []


def test_every_path_that_a_recipe_names_exists():
    named = set(NAMED_PATH.findall(PAGE.read_text(encoding="utf-8")))
    assert len(named) > 40
    assert {path for path in named if not (markdown.ROOT / path).exists()} == set()


def test_every_command_that_a_recipe_names_exists():
    text = PAGE.read_text(encoding="utf-8")
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert len(commands) > 3
    assert commands <= set(get_commands())
    modules = set(re.findall(r"python -m ([\w.]+)", text))
    assert len(modules) > 2
    assert {module for module in modules if importlib.util.find_spec(module) is None} == set()
