"""Marks of pages come from addresses: what no page of ours wrote gives the first page, and never a fault."""

import base64
import json

import pytest

from insights import paging
from suggestions.models import Suggestion
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEYS = ("-issued_on", "id")


@pytest.fixture
def rows(w):
    return [factories.served(w) for _each in range(2)]


def marked(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode()


BROKEN = {
    "infinity": marked("[Infinity, 1]"),
    "nan": marked("[NaN, 1]"),
    "a fraction": marked("[null, 1.5]"),
    "deep nesting": marked("[" * 50_000),
    "nested but short": marked("[" * 900 + "]" * 900),
    "many digits": marked(f"[null, {'9' * 5000}]"),
    "no key": marked(f"[null, {2**63}]"),
    "NUL": marked(json.dumps(["\0", 1])),
    "half a character": marked('["\\ud800", 1]'),
    "a raw half": marked('["\ud800", 1]'),
    "an object": marked('[{"a": 1}, 1]'),
    "a list in a list": marked("[null, [1]]"),
    "another length": marked("[1]"),
    "no list": marked("1"),
    "no JSON": marked("{"),
    "no base64": "%%%",
    "Chinese": "页",
    "very long": "A" * 100_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mark_that_nobody_wrote_gives_the_first_page(rows, name):
    page = paging.page(Suggestion.objects.all(), keys=KEYS, after=BROKEN[name])
    assert len(page.rows) == 2
    assert page.before == ""


@pytest.mark.parametrize("name", BROKEN)
def test_so_does_a_mark_of_a_name(w, name):
    from organs.models import Unit

    page = paging.page(Unit.objects.all(), keys=("name", "id"), before=BROKEN[name])
    assert page.rows


def test_a_mark_that_was_written_is_read_back(rows, monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 1)
    first = paging.page(Suggestion.objects.all(), keys=KEYS)
    second = paging.page(Suggestion.objects.all(), keys=KEYS, after=first.after)
    assert {row.pk for row in (*first.rows, *second.rows)} == {row.pk for row in rows}
