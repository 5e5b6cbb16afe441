"""A reference that imports what it judges could repeat its error: each stands on the standard library alone."""

import ast
import sys
from pathlib import Path

import pytest

REFERENCES = sorted(Path(__file__).parent.glob("*_reference.py"))


def imported(tree: ast.Module) -> set[str]:
    """Returns the packages that a module imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
def test_a_reference_imports_nothing_of_the_application(path):
    assert imported(ast.parse(path.read_text())) <= sys.stdlib_module_names


def test_all_three_references_are_looked_at():
    assert len(REFERENCES) == 3
