"""Signing in: who has to wait and who has not, the second factor after the password, and sessions that end."""

import re
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings as installed
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from notices.models import Notice
from organs import clock
from organs.actions import people as people_actions
from organs.actions import posts, sign_in_links
from signin.actions import devices
from signin.models import KnownDevice, Session, TriedKey
from signin.rules.slowing import ALLOWANCES, Tried
from tests import factories
from tests.signin import second_factors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FREE = ALLOWANCES[Tried.NAME].free


@pytest.fixture
def w() -> SimpleNamespace:
    return factories.world(with_calendar=False)


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """The shortest wait is a second: no test is so slow that it runs off meanwhile."""
    with time_machine.travel(clock.now(), tick=False):
        yield


def sign_in(client: Client, username: str, password: str = factories.PASSWORD, **more):
    return client.post(reverse("sign-in"), {"username": username, "password": password}, **more)


@pytest.mark.parametrize("username", ["handling", "nobody-here"])
def test_what_is_wrong_is_said_in_our_words_and_the_same_for_every_name(client, w, username):
    shown = sign_in(client, username, "wrong").content.decode()
    assert "登录名或者密码错误，请注意区分大小写。" in shown and "username" not in re.sub(r"<[^>]*>", "", shown)


class TestWaiting:
    def test_after_the_free_failures_the_right_password_waits_too(self, client, w):
        for _try in range(FREE):
            assert sign_in(client, "handling", "wrong").status_code == 200
        answer = sign_in(client, "handling")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
        assert b'value="handling"' in answer.content
        with time_machine.travel(clock.now() + timedelta(seconds=2)):
            assert sign_in(client, "handling").status_code == 302

    def test_a_name_that_does_not_exist_is_answered_alike(self, client, w):
        def answers(name: str) -> list[tuple[int, str | None]]:
            tried = [sign_in(client, name, "wrong", REMOTE_ADDR=f"192.0.2.{len(name)}") for _try in range(FREE + 2)]
            return [(each.status_code, each.headers.get("Retry-After")) for each in tried]

        assert answers("handling") == answers("nobody-at-all")

    def test_a_name_is_slowed_from_whatever_address_it_is_tried(self, client, w):
        for number in range(FREE):
            sign_in(client, "handling", "wrong", REMOTE_ADDR=f"192.0.2.{number}")
        assert sign_in(client, "handling", REMOTE_ADDR="192.0.2.99").status_code == 429
        assert sign_in(client, "HANDLING ", REMOTE_ADDR="192.0.2.98").status_code == 429

    def test_an_address_is_slowed_over_all_names_and_nobody_elsewhere(self, client, w):
        free = ALLOWANCES[Tried.ADDRESS].free
        for number in range(free):
            assert sign_in(client, f"name{number % 8}", "wrong").status_code in (200, 429)
        assert free > 8
        tried = TriedKey.objects.get(key__startswith="address:").failures
        for number in range(free - tried):
            sign_in(client, f"other{number}", "wrong")
        assert sign_in(client, "chief").status_code == 429
        assert sign_in(Client(), "chief", REMOTE_ADDR="192.0.2.50").status_code == 302

    def test_signing_in_to_an_own_account_does_not_wipe_out_guesses_at_others(self, client, w):
        for number in range(4):
            sign_in(client, f"name{number}", "wrong")
            sign_in(Client(), "outsider")
        assert TriedKey.objects.get(key__startswith="address:").failures == 4

    def test_a_known_browser_is_not_kept_out_by_strangers_and_has_a_limit_of_its_own(self, client, w):
        sign_in(client, "handling")
        client.post(reverse("sign-out"))
        stranger = Client()
        for _try in range(FREE + 1):
            sign_in(stranger, "handling", "wrong")
        assert sign_in(stranger, "handling").status_code == 429
        assert sign_in(client, "handling").status_code == 302
        client.post(reverse("sign-out"))
        for _try in range(FREE):
            sign_in(client, "handling", "wrong")
        assert sign_in(client, "handling").status_code == 429

    def test_a_browser_is_known_for_its_own_names_only_and_by_our_signature(self, client, w):
        sign_in(Client(), "handling")
        sign_in(client, "outsider")
        client.post(reverse("sign-out"))
        owner, forged = Client(), Client()
        cookie = sign_in(owner, "handling").cookies[installed.KNOWN_DEVICE_COOKIE].value
        forged.cookies[installed.KNOWN_DEVICE_COOKIE] = devices.value_of(cookie)
        for _try in range(FREE):
            sign_in(forged, "handling", "wrong")
        assert sign_in(forged, "handling").status_code == 429
        assert sign_in(client, "handling").status_code == 429

    def test_behind_a_proxy_everybody_has_an_own_address(self, client, w, settings: Settings):
        settings.TRUSTED_PROXY_COUNT = 1
        for number in range(ALLOWANCES[Tried.ADDRESS].free):
            sign_in(client, f"name{number}", "wrong", HTTP_X_FORWARDED_FOR="203.0.113.9")
        assert sign_in(client, "chief", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9").status_code == 429
        assert sign_in(client, "chief", HTTP_X_FORWARDED_FOR="203.0.113.10").status_code == 302

    def test_no_typed_name_is_kept_in_the_counters(self, client, w):
        sign_in(client, "a-password-in-the-wrong-field", "wrong")
        assert not [row for row in TriedKey.objects.all() if "wrong-field" in row.key]


class TestSecondStep:
    def test_the_password_alone_signs_nobody_in_who_has_a_second_factor(self, client, w):
        secret = second_factors.give_app(w.handling)
        assert sign_in(client, "handling")["Location"] == reverse("sign-in-second")
        assert client.get(reverse("desk"))["Location"].startswith(reverse("sign-in"))
        answer = client.post(reverse("sign-in-second"), {"second_factor_code": second_factors.code(secret)})
        assert answer["Location"] == reverse("home")
        assert client.get(reverse("desk")).status_code == 200

    def test_a_wrong_code_is_said_and_many_must_wait(self, client, w):
        secret = second_factors.give_app(w.handling)
        sign_in(client, "handling")
        for _try in range(ALLOWANCES[Tried.SECOND_FACTOR].free):
            assert client.post(reverse("sign-in-second"), {"second_factor_code": "000000"}).status_code == 422
        right = {"second_factor_code": second_factors.code(secret)}
        assert client.post(reverse("sign-in-second"), right).status_code == 429
        assert Notice.objects.filter(person=w.handling, about__startswith="account:factor_tried").count() == 1

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"second_factor_code": "一二三四五六"},
            {"second_factor_proof": "[]"},
            {"second_factor_proof": "{"},
            {"second_factor_proof": '{"response": {"clientDataJSON": "AA"}}'},
            {"second_factor_code": "1" * 5000},
        ],
    )
    def test_nonsense_is_refused_in_words(self, client, w, sent):
        second_factors.give_app(w.handling)
        sign_in(client, "handling")
        assert client.post(reverse("sign-in-second"), sent).status_code == 422

    def test_it_waits_ten_minutes_and_not_for_another_password(self, client, w):
        secret = second_factors.give_app(w.handling)
        sign_in(client, "handling")
        with time_machine.travel(clock.now() + timedelta(minutes=11)):
            sent = {"second_factor_code": second_factors.code(secret)}
            assert client.post(reverse("sign-in-second"), sent)["Location"] == reverse("sign-in")
        sign_in(client, "handling")
        link = sign_in_links.issue(access=None, at=clock.now(), person=w.handling)
        sign_in_links.use(secret=link, at=clock.now(), password="another-one-entirely")
        sent = {"second_factor_code": second_factors.code(secret)}
        assert client.post(reverse("sign-in-second"), sent)["Location"] == reverse("sign-in")

    def test_a_recovery_code_opens_once(self, client, w):
        second_factors.give_app(w.handling)
        (first, *_others) = second_factors.give_recovery_codes(w.handling)
        sent = {"second_factor_code": f"{first[:4]} {first[4:]}"}
        sign_in(client, "handling")
        assert client.post(reverse("sign-in-second"), sent)["Location"] == reverse("home")
        client.post(reverse("sign-out"))
        sign_in(client, "handling")
        assert client.post(reverse("sign-in-second"), sent).status_code == 422


class TestSessions:
    def test_an_idle_session_ends_and_says_so(self, client, w):
        sign_in(client, "handling")
        with time_machine.travel(clock.now() + timedelta(minutes=installed.SESSION_IDLE_MINUTES_OFFICE + 1)):
            answer = client.get(reverse("desk"))
            assert answer["Location"] == f"{reverse('sign-in')}?next={reverse('desk')}"
            assert client.get(answer["Location"]).context["was_over"]

    def test_requests_keep_it_alive_until_it_lasted_its_longest(self, client, w):
        sign_in(client, "handling")
        began = clock.now()
        minutes = installed.SESSION_IDLE_MINUTES_OFFICE - 1
        for number in range(1, installed.SESSION_LONGEST_HOURS * 60 // minutes + 1):
            with time_machine.travel(began + timedelta(minutes=number * minutes)):
                assert client.get(reverse("account")).status_code == 200
        with time_machine.travel(began + timedelta(hours=installed.SESSION_LONGEST_HOURS, seconds=1)):
            assert client.get(reverse("account")).status_code == 302

    def test_people_of_units_may_rest_longer(self, client, w):
        sign_in(client, "liaison")
        with time_machine.travel(clock.now() + timedelta(minutes=installed.SESSION_IDLE_MINUTES_UNIT - 1)):
            assert client.get(reverse("portal")).status_code == 200

    def test_the_own_ones_are_listed_and_one_can_be_ended(self, client, w):
        other = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"})
        sign_in(client, "handling")
        sign_in(other, "handling", REMOTE_ADDR="203.0.113.9")
        sign_in(Client(), "chief")
        page = client.get(reverse("account"))
        numbers = {row.browser: number for row, number in page.context["sessions"]}
        assert len(numbers) == 2
        assert "203.0.113.x" in page.content.decode()
        assert "203.0.113.9" not in page.content.decode()
        assert not [row for row, _number in page.context["sessions"] if row.session_key in page.content.decode()]
        client.post(reverse("sessions-end"), {"session": numbers["Firefox · Linux"]})
        assert other.get(reverse("desk")).status_code == 302
        assert client.get(reverse("desk")).status_code == 200
        own = client.get(reverse("account")).context["sessions"][0][1]
        assert client.post(reverse("sessions-end"), {"session": own})["Location"] == reverse("sign-in")
        assert client.get(reverse("desk")).status_code == 302

    def test_nobody_ends_the_session_of_another(self, client, w):
        chief = Client()
        sign_in(chief, "chief")
        number = chief.get(reverse("account")).context["sessions"][0][1]
        sign_in(client, "handling")
        client.post(reverse("sessions-end"), {"session": number})
        client.post(reverse("sessions-end"))
        assert chief.get(reverse("desk")).status_code == 200

    @pytest.mark.parametrize("change", ["password", "closed", "last post"])
    def test_all_others_end_when_the_account_changes(self, client, w, change):
        sign_in(client, "outsider")
        assert Session.objects.of(w.outsider.pk).exists()
        if change == "password":
            own = Client()
            sign_in(own, "outsider")
            new = {
                "old_password": factories.PASSWORD,
                "new_password1": "snow-on-tianshan-7",
                "new_password2": "snow-on-tianshan-7",
            }
            assert own.post(reverse("password"), new).status_code == 302
            assert own.get(reverse("account")).status_code == 200
        elif change == "closed":
            people_actions.deactivate(access=None, at=clock.now(), on=clock.today(), person=w.outsider, reason="调离")
            people_actions.reactivate(access=None, at=clock.now(), person=w.outsider)
        else:
            for post in w.outsider.posts.all():
                yesterday = clock.today() - timedelta(days=1)
                posts.end(access=None, at=clock.now(), post=post, on=yesterday)
        assert client.get(reverse("account"))["Location"].startswith(reverse("sign-in"))

    def test_a_post_that_goes_on_keeps_the_session(self, client, w):
        post = posts.appoint(
            at=clock.now(),
            person=w.outsider,
            role="analyst",
            from_on=clock.today(),
            procuratorate=w.county,
        )
        sign_in(client, "outsider")
        posts.end(access=None, at=clock.now(), post=post, on=clock.today())
        assert client.get(reverse("account")).status_code == 200

    def test_a_new_browser_is_told_once_and_the_first_one_not(self, client, w):
        sign_in(client, "handling")
        assert not Notice.objects.filter(person=w.handling, about__startswith="account:").exists()
        other = Client()
        for _time in range(2):
            sign_in(other, "handling")
            other.post(reverse("sign-out"))
        assert Notice.objects.filter(person=w.handling, about__startswith="account:new_device").count() == 1
        assert KnownDevice.objects.filter(person=w.handling).count() == 2
        sign_in(client, "handling")
        assert "203.0" not in client.get(reverse("desk")).content.decode()
        assert client.get(reverse("desk")).status_code == 200

    def test_a_person_of_a_unit_reads_it_in_the_portal(self, client, w):
        sign_in(Client(), "liaison")
        sign_in(client, "liaison")
        page = client.get(reverse("portal"))
        assert page.status_code == 200
        assert reverse("account").encode() in page.content
        assert "在新的浏览器中登录" in page.content.decode()

    def test_the_cookie_of_the_browser_is_out_of_reach_for_scripts(self, client, w):
        cookie = sign_in(client, "handling").cookies[installed.KNOWN_DEVICE_COOKIE]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
