"""Closes the accounts of the sample world, so that a database that once held it can serve in production."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from organs.actions import setup_events
from organs.models import Person
from organs.origins import Origin


def close_all(*, at: datetime) -> int:
    """Closes every open account of sample origin and makes its printed password useless; returns how many there were."""
    with transaction.atomic():
        people = list(Person.objects.select_for_update().filter(origin=Origin.SAMPLE, is_active=True).order_by("pk"))
        for person in people:
            person.is_active, person.deactivated_at, person.password = False, at, make_password(None)
            person.save(update_fields=["is_active", "deactivated_at", "password"])
            setup_events.record(access=None, at=at, verb="deactivate", subject=person)
    return len(people)
