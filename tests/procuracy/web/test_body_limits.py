"""How much each address takes, and that no page which reads files is forgotten."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse

from procuracy import proxy_addresses
from procuracy.web import body_limits
from suggestions.actions import files

PROJECT = Path(__file__).parents[3]
ROWS = {row.name: row for _expression, row in proxy_addresses.walk(get_resolver().url_patterns)}


@pytest.mark.parametrize("path", ["/sign-in/", "/language/", "/portal/enter/", "/portal/enter/x/", "/no/such/page"])
def test_whoever_is_not_signed_in_sends_a_few_words(path: str) -> None:
    assert body_limits.most(path) == body_limits.ANONYMOUS <= 64 * 1024


def test_an_upload_page_takes_what_its_files_may_come_to() -> None:
    assert body_limits.most("/suggestions/1/draft/") > files.MOST_FILES * files.LARGEST
    assert body_limits.most(reverse("kept-file")) > files.LARGEST_VIDEO
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < body_limits.most("/account/") < 3 * 1024 * 1024


def reads_files(module: str) -> bool:
    """Whether a module of views takes files out of a request."""
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    return any(isinstance(node, ast.Attribute) and node.attr == "FILES" for node in ast.walk(tree))


def test_every_page_that_reads_files_has_its_row_and_no_other() -> None:
    modules = {name: inspect.unwrap(row.callback).__module__ for name, row in ROWS.items() if name}
    of_ours = {
        name: module
        for name, module in modules.items()
        if (PROJECT / module.replace(".", "/")).with_suffix(".py").exists()
    }
    reading = {module for module in of_ours.values() if reads_files(module)}
    with_rows = {of_ours[name] for name in body_limits.UPLOADS if not name.startswith("portal-step")}
    assert reading <= with_rows
    assert set(body_limits.UPLOADS) <= set(ROWS)


def test_the_proxy_is_told_the_addresses_as_they_are() -> None:
    for path, text in proxy_addresses.files().items():
        assert (PROJECT / path).read_text() == text, "run manage.py proxy_addresses"
