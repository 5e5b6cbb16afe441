"""Tries at the same moment: a thousand at once count as a thousand, and one code opens for one of them."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from organs import clock
from organs.models import Person
from signin.actions import codes, devices, factors, slowing
from signin.models import KnownDevice, TriedKey
from signin.rules.session_marks import Factor
from signin.rules.slowing import ALLOWANCES, Tried
from tests import factories
from tests.races import Race
from tests.signin import second_factors
from tests.signin.second_factors import access

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY = 12


@pytest.fixture
def w():
    return factories.world(with_calendar=False)


def held(rows, *acts) -> list[BaseException]:
    """Holds the row until every act waits for it; returns what went wrong."""
    race = Race(*acts)
    with transaction.atomic():
        rows.select_for_update().get()
        race.start()
    race.finish()
    return race.errors


def test_many_tries_at_once_are_all_counted_before_one_is_judged(w):
    tried, at = {Tried.NAME: "handling"}, clock.now()
    assert slowing.claim(at=at, tried=tried) == 0
    waits: list[int] = []
    acts = [lambda: waits.append(slowing.claim(at=at, tried=tried))] * MANY
    assert held(TriedKey.objects.filter(key=slowing.digest(Tried.NAME, "handling")), *acts) == []
    assert waits.count(0) == ALLOWANCES[Tried.NAME].free - 1
    assert len(waits) == MANY


def test_one_code_opens_once_however_many_send_it(w):
    code = second_factors.code(second_factors.give_app(w.chief))
    taken: list[Factor] = []
    acts = [lambda: taken.append(codes.take(at=clock.now(), person=w.chief, code=code))] * MANY
    assert held(Authenticator.objects.filter(user=w.chief), *acts) == []
    assert (taken.count(Factor.CODE), taken.count(Factor.NONE)) == (1, MANY - 1)


def test_so_does_a_recovery_code(w):
    second_factors.give_app(w.chief)
    code = second_factors.give_recovery_codes(w.chief)[0]
    taken: list[Factor] = []
    acts = [lambda: taken.append(codes.take(at=clock.now(), person=w.chief, code=code))] * MANY
    assert held(Authenticator.objects.filter(user=w.chief, type="recovery_codes"), *acts) == []
    assert (taken.count(Factor.RECOVERY), taken.count(Factor.NONE)) == (1, MANY - 1)


def test_an_app_set_up_twice_at_once_is_one_app(w):
    secrets = [codes.new_secret() for _each in range(4)]
    person = access(w.chief)

    def add(secret: str) -> None:
        code = second_factors.code(secret, periods=0)
        codes.add_app(access=person, at=clock.now(), person=w.chief, encrypted=secret, code=code)

    acts = [lambda secret=secret: add(secret) for secret in secrets]
    assert held(Person.objects.filter(pk=w.chief.pk), *acts) == []
    assert [row.kind for row in factors.listed(w.chief)] == [factors.APP]


def test_a_browser_that_signs_in_twice_at_once_is_known_once(w):
    def remember() -> None:
        devices.remember(at=clock.now(), person=w.chief, value="the-same", browser="", network="")

    race = Race(*[remember] * 4)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE signin_knowndevice IN EXCLUSIVE MODE")
        race.start()
    race.finish()
    assert race.errors == []
    assert KnownDevice.objects.filter(person=w.chief).count() == 1
