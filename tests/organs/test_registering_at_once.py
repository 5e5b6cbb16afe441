"""Two people register the same thing at the same moment, each having asked whether it is taken: one is told at the field."""

import pytest
from django.db import models

from organs.actions import people, posts, procuratorates, units, vocabulary
from organs.models import Unit
from organs.refusals import Refused
from organs.roles import Role
from suggestions.actions import categories
from tests import factories
from tests.races import Race

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def unit(w, name):
    return units.register(
        access=None, at=factories.at(), name=name, kind="company", origin="live", credit_code="91650000TAKEN00001"
    )


def found(w, name):
    return procuratorates.found(
        access=None, at=factories.at(), code="650777", name=name, level="county", line=w.county.line,
        origin="live", parent=w.county.parent,
    )  # fmt: skip


def department(w, name):
    return procuratorates.open_department(
        access=None, at=factories.at(), procuratorate=w.county, name="同名部", lines=[]
    )


def line(w, name):
    return vocabulary.add_line(access=None, at=factories.at(), code="taken", zh=name, en=name)


def business_line(w, name):
    return vocabulary.add_business_line(access=None, at=factories.at(), code="taken", zh=name, en=name)


def category(w, name):
    return categories.add(access=None, at=factories.at(), code="TAKEN", zh=name, en=name)


REGISTRATIONS = {
    unit: "credit_code",
    found: "code",
    department: "name",
    line: "code",
    business_line: "code",
    category: "code",
}


@pytest.mark.parametrize("register", REGISTRATIONS, ids=lambda each: each.__name__)
def test_of_two_at_once_one_is_told_at_the_field(register, monkeypatch):
    """Both have asked whether it is taken, and neither saw the other."""
    w = factories.world()
    calls = []

    def never_taken(queryset):
        calls.append(queryset)
        return False

    monkeypatch.setattr(models.QuerySet, "exists", never_taken)
    race = Race(lambda: register(w, "甲"), lambda: register(w, "乙"))
    for thread in race.threads:
        thread.start()
    race.finish()
    assert calls
    [refused] = race.errors
    assert isinstance(refused, Refused), refused
    assert refused.field == REGISTRATIONS[register]
    assert str(refused)


def test_of_two_appointments_on_both_sides_one_is_told(monkeypatch):
    w = factories.world()
    person = people.admit(access=None, at=factories.at(), username="both", name="两边", password="x", origin="live")
    recipient = Unit.objects.filter(is_placeholder=False).first()
    monkeypatch.setattr(models.QuerySet, "exists", lambda queryset: False)

    def appoint(role, **place):
        posts.appoint(at=factories.at(), person=person, role=role, from_on=factories.later(0), **place)

    race = Race(lambda: appoint(Role.PROSECUTOR, procuratorate=w.county), lambda: appoint(Role.LIAISON, unit=recipient))
    for thread in race.threads:
        thread.start()
    race.finish()
    [refused] = race.errors
    assert isinstance(refused, Refused), refused
    assert refused.field == "person"
