"""Codes of an app and recovery codes: none is taken twice, and whoever reads the database alone can make none."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from pytest_django.fixtures import Settings
from redis import ConnectionError as RedisAway

from notices.models import Notice
from organs import clock
from organs.refusals import Refused
from signin.actions import codes, factors
from signin.rules.session_marks import Factor
from tests.signin import second_factors
from tests.signin.second_factors import access

pytestmark = pytest.mark.django_db


def take(person, code: str) -> Factor:
    return codes.take(at=clock.now(), person=person, code=code)


class TestApp:
    def test_a_code_is_taken_once_though_the_cache_was_emptied_meanwhile(self, w):
        code = second_factors.code(second_factors.give_app(w.chief))
        assert take(w.chief, code) == Factor.CODE
        cache.clear()
        assert take(w.chief, code) == Factor.NONE

    def test_a_code_of_before_is_not_taken_after_a_later_one(self, w):
        secret = codes.new_secret()
        now = second_factors.code(secret, periods=0)
        earlier = second_factors.code(secret, periods=-1)
        codes.add_app(access=access(w.chief), at=clock.now(), person=w.chief, encrypted=secret, code=now)
        assert take(w.chief, earlier) == Factor.NONE

    def test_it_is_judged_while_the_cache_is_away(self, w, monkeypatch):
        def away(*_args: object, **_more: object) -> None:
            raise RedisAway

        secret = second_factors.give_app(w.chief)
        for name in ("get", "set", "add", "incr"):
            monkeypatch.setattr(LocMemCache, name, away)
        assert take(w.chief, second_factors.code(secret)) == Factor.CODE
        assert take(w.chief, "000000") == Factor.NONE

    def test_a_code_of_two_periods_away_is_wrong(self, w):
        secret = second_factors.give_app(w.chief)
        assert take(w.chief, second_factors.code(secret, periods=3)) == Factor.NONE
        with time_machine.travel(clock.now() + timedelta(seconds=120)):
            assert take(w.chief, second_factors.code(secret, periods=-3)) == Factor.NONE

    def test_the_code_of_another_person_opens_nothing(self, w):
        secret = second_factors.give_app(w.chief)
        second_factors.give_app(w.head)
        assert take(w.head, second_factors.code(secret)) == Factor.NONE

    @pytest.mark.parametrize("typed", ["", "１２３４５６", "12345", "١٢٣٤٥٦", "abcdef", "0" * 4000, "\ud800"])
    def test_what_is_no_code_is_wrong(self, w, typed):
        second_factors.give_app(w.chief)
        assert take(w.chief, typed) == Factor.NONE

    def test_a_wrong_first_code_adds_nothing(self, w):
        with pytest.raises(Refused):
            codes.add_app(
                access=access(w.chief), at=clock.now(), person=w.chief, encrypted=codes.new_secret(), code="000000"
            )
        assert not factors.has_any(w.chief)


class TestKept:
    def test_the_secret_is_encrypted_at_rest(self, w):
        secret = second_factors.give_app(w.chief)
        second_factors.give_recovery_codes(w.chief)
        plain = codes.typed_secret(secret).replace(" ", "")
        for row in Authenticator.objects.filter(user=w.chief):
            kept = row.data.get("secret") or row.data["seed"]
            assert kept.startswith("gAAAA")
            assert plain not in str(row.data)

    def test_a_former_key_still_opens_it_and_a_lost_one_is_said_in_words(self, w, settings: Settings):
        secret = second_factors.give_app(w.chief)
        former, code = settings.SECRET_KEY, second_factors.code(secret)
        settings.SECRET_KEY = "another-key-that-nobody-guesses-at-all-0123456789-abcdefgh"
        settings.SECRET_KEY_FALLBACKS = []
        with pytest.raises(Refused):
            take(w.chief, code)
        settings.SECRET_KEY_FALLBACKS = [former]
        assert take(w.chief, code) == Factor.CODE


class TestRecovery:
    def test_each_code_opens_once_and_new_ones_close_those_before(self, w):
        second_factors.give_app(w.chief)
        first, second, *_others = second_factors.give_recovery_codes(w.chief)
        assert (take(w.chief, first), take(w.chief, first)) == (Factor.RECOVERY, Factor.NONE)
        assert factors.codes_left(w.chief) == 9
        second_factors.give_recovery_codes(w.chief)
        assert take(w.chief, second) == Factor.NONE

    def test_each_use_is_told(self, w):
        second_factors.give_app(w.chief)
        first, second, *_others = second_factors.give_recovery_codes(w.chief)
        take(w.chief, first)
        take(w.chief, first)
        take(w.chief, second)
        assert Notice.objects.filter(person=w.chief, about__startswith="account:code_used").count() == 2

    def test_whoever_has_hardly_any_left_is_told(self, w):
        second_factors.give_app(w.chief)
        made = second_factors.give_recovery_codes(w.chief)
        for code in made[:6]:
            take(w.chief, code)
        told = Notice.objects.filter(person=w.chief, about__startswith="account:codes_run_out")
        assert not told.exists()
        take(w.chief, made[6])
        assert told.count() == 1

    def test_without_a_second_factor_there_are_none(self, w):
        with pytest.raises(Refused):
            second_factors.give_recovery_codes(w.chief)
