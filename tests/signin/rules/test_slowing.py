"""How long a try waits: nothing at first, then twice as long each time, never longer than a quarter of an hour."""

from datetime import UTC, datetime, timedelta

import pytest

from signin.rules import slowing
from signin.rules.slowing import ALLOWANCES, LONGEST, Tried

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize("kind", Tried)
def test_the_free_failures_cost_nothing_and_each_further_one_doubles(kind):
    allowance = ALLOWANCES[kind]
    assert [allowance.wait(n) for n in range(allowance.free)] == [timedelta(0)] * allowance.free
    seconds = [allowance.wait(allowance.free + n).total_seconds() for n in range(12)]
    assert seconds[:4] == [1, 2, 4, 8]
    assert seconds[-1] == LONGEST.total_seconds() == 900


@pytest.mark.parametrize("kind", Tried)
def test_a_quiet_key_is_forgotten_and_not_before(kind):
    last_at = NOW - ALLOWANCES[kind].forgotten_after
    assert slowing.standing(kind, failures=50, last_at=last_at, at=NOW) == (0, timedelta(0))
    just_before = last_at + timedelta(seconds=1)
    assert slowing.standing(kind, failures=50, last_at=just_before, at=NOW)[0] == 50


def test_the_wait_runs_off():
    at = NOW + timedelta(seconds=3)
    assert slowing.standing(Tried.NAME, failures=7, last_at=NOW, at=at) == (7, timedelta(seconds=1))
    assert slowing.standing(Tried.NAME, failures=7, last_at=NOW, at=at + timedelta(seconds=1))[1] == timedelta(0)
