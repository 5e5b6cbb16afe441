"""What a try that turned out well takes back."""

from datetime import timedelta

import pytest

from organs import clock
from signin.actions import slowing
from signin.models import TriedKey
from signin.rules.slowing import ALLOWANCES, Tried

pytestmark = pytest.mark.django_db
ADDRESS = {Tried.ADDRESS: "198.51.100.7"}


def test_colleagues_who_sign_in_do_not_keep_an_address_from_becoming_quiet():
    start, allowance = clock.now(), ALLOWANCES[Tried.ADDRESS]
    for second in range(allowance.free):
        assert slowing.claim(at=start + timedelta(seconds=second), tried=ADDRESS) == 0
    last = TriedKey.objects.get().last_at
    for minute in (5, 10):
        assert slowing.claim(at=start + timedelta(minutes=minute), tried=ADDRESS) == 0
        slowing.forgive(tried=ADDRESS)
    row = TriedKey.objects.get()
    assert (row.failures, row.last_at) == (allowance.free, last)
    assert slowing.claim(at=last + allowance.forgotten_after + timedelta(seconds=1), tried=ADDRESS) == 0
    assert TriedKey.objects.get().failures == 1
