"""The syntax of the application's own modules, read once for all tests that judge names and imports."""

import ast
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = tuple(settings.OWN_APPS)


@cache
def syntax_trees(*packages: str) -> dict[Path, ast.Module]:
    """Returns the syntax tree of every module of some packages by its path from the root of the project."""
    paths = sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))
    return {path.relative_to(ROOT): ast.parse(path.read_bytes()) for path in paths}
