"""Rows that were built once are copied as they were, and nothing is built upon a row that was changed."""

import pytest
from django.db import transaction

from organs.models import BusinessLine
from tests.row_snapshots import built_once

pytestmark = pytest.mark.django_db

CALLS = []


def add(code: str) -> BusinessLine:
    CALLS.append(code)
    return BusinessLine.objects.create(code=code, zh="反斜杠\\与\t制表\n换行", en="Any")


def rename(code: str) -> None:
    BusinessLine.objects.update(en=code)


def undone(code: str) -> tuple[BusinessLine, BusinessLine]:
    """Returns what is built and the row that the database then holds; undoes it."""
    with transaction.atomic():
        built = built_once(add, code=code)
        kept = BusinessLine.objects.get(code=code)
        transaction.set_rollback(True)
    return built, kept


def test_the_second_time_the_same_row_is_there_without_building_it():
    CALLS.clear()
    first, second = undone("once"), undone("once")
    assert CALLS == ["once"]
    assert {line.pk for line in (*first, *second)} == {first[0].pk}
    assert second[1].zh == first[1].zh == "反斜杠\\与\t制表\n换行"
    assert add("next").pk != first[0].pk


def test_over_other_rows_it_is_built_anew():
    CALLS.clear()
    undone("again")
    BusinessLine.objects.create(code="other", zh="别的", en="Other")
    undone("again")
    assert CALLS == ["again", "again"]


def test_a_build_that_changes_a_row_is_refused():
    add("there")
    with pytest.raises(AssertionError, match="were changed"):
        built_once(rename, code="x")
