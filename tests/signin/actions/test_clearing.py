"""What is kept of coming in goes when its time is over, and not before."""

from datetime import timedelta

import pytest
from django.conf import settings as installed
from django.test import Client
from django.urls import reverse

from notices.models import JobRun
from organs import clock
from signin import tasks
from signin.actions import clearing
from signin.models import KnownDevice, Session, TriedKey
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(w) -> None:
    """Somebody signed in, and somebody tried in vain."""
    Client().post(reverse("sign-in"), {"username": "handling", "password": factories.PASSWORD})
    Client().post(reverse("sign-in"), {"username": "handling", "password": "wrong"})


def counts() -> tuple[int, int, int]:
    names = TriedKey.objects.filter(failures__gt=0)
    return Session.objects.count(), names.count(), KnownDevice.objects.count()


def test_what_still_counts_stays(used):
    before = counts()
    clearing.clear(at=clock.now() + timedelta(minutes=29))
    assert counts() == before == (1, 2, 1)


def test_each_goes_in_its_time(used):
    now = clock.now()
    clearing.clear(at=now + timedelta(minutes=installed.SESSION_IDLE_MINUTES_UNIT + 1))
    assert counts() == (0, 2, 1)
    clearing.clear(at=now + timedelta(days=1, minutes=1))
    assert counts() == (0, 0, 1)
    clearing.clear(at=now + timedelta(days=installed.KNOWN_DEVICE_DAYS, minutes=1))
    assert counts() == (0, 0, 0)


def test_the_job_leaves_its_row(used):
    tasks.clear_sign_ins()
    assert JobRun.objects.get(name="clear-sign-ins").last_well_at is not None
