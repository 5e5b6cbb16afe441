"""The four figures of docs/security.md, each for about a minute: the whole runs are commands of their own (Makefile)."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.security import access_reference, cells

pytestmark = pytest.mark.slow
MINUTES = 20 * 60  # seconds: a machine that does much else is slow


def ran(module: str, *arguments: str) -> str:
    """Runs a command of this folder on a database of its own; returns what it printed."""
    command = [sys.executable, "-m", f"tests.security.{module}", *arguments]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=MINUTES)
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-4_000:]
    return done.stdout


def test_the_matrix_holds_for_a_minute(record_property):
    record_property("summary", ran("matrix", "--seconds", "60", "--seed", "3"))


def test_odd_requests_meet_no_fault_and_show_nothing_foreign(record_property):
    record_property("summary", ran("fuzz", "--requests", "1500", "--people", "8", "--objects", "1", "--seed", "3"))


def test_races_double_and_lose_nothing(record_property):
    record_property("summary", ran("races", "--races", "60", "--seed", "3"))


def test_no_view_is_exempt_from_the_token_against_forged_requests():
    """But for what a browser itself reports, which has no page to take a token from."""
    exempt = {pattern.name for pattern in _patterns(get_resolver()) if getattr(pattern.callback, "csrf_exempt", False)}
    assert exempt <= {"csp-report", "csp-reports"}


def _patterns(resolver):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from _patterns(each)
        else:
            yield each


def test_every_address_has_its_sentence_in_the_reference():
    assert cells.without_rule() == []


def test_the_reference_knows_nothing_of_the_application():
    """It stands on the standard library and on other references; else it could repeat an error of what it judges."""
    import ast
    from pathlib import Path

    known = {"tests.references", "tests.security"}
    for module in (access_reference, sys.modules["tests.security.steps_reference"]):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names or name.startswith(tuple(known)), name
