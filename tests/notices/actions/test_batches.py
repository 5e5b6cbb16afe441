"""Work piece by piece: one that fails leaves nothing behind, keeps no other waiting, and is not kept silent."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, OperationalError

from notices.actions.batches import FaultTolerantBatch
from notices.models import JobRun
from tests import factories

pytestmark = pytest.mark.django_db


def write(name: str) -> None:
    JobRun.objects.create(name=name, expected_every=factories.at() - factories.at())


def written() -> list[str]:
    return list(JobRun.objects.values_list("name", flat=True))


def test_each_piece_is_done_whole_or_not_at_all_and_the_others_go_on(db):
    batch = FaultTolerantBatch()
    for name in ("a", "b", "c", "d"):
        with batch.one():
            write(name)
            if name in {"b", "c"}:
                raise ValueError(name)
    assert written() == ["a", "d"]
    assert batch.done == 2
    with pytest.raises(ValueError, match="b"):
        batch.end()


def test_a_piece_that_breaks_a_key_does_not_break_the_next(db):
    batch = FaultTolerantBatch()
    for name in ("a", "a", "b"):
        with batch.one():
            write(name)
    assert written() == ["a", "b"]
    with pytest.raises(IntegrityError):
        batch.end()


def test_when_all_went_well_it_says_how_many(db):
    batch = FaultTolerantBatch()
    for name in ("a", "b"):
        with batch.one():
            write(name)
    assert batch.end() == 2


@pytest.mark.parametrize("ends_all", [OperationalError, SoftTimeLimitExceeded])
def test_a_database_that_went_away_or_time_that_is_over_ends_all_at_once(db, ends_all):
    batch = FaultTolerantBatch()
    with pytest.raises(ends_all), batch.one():
        write("a")
        raise ends_all
    assert written() == []
