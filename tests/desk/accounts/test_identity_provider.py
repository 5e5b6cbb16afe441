"""An office's identity provider, run as a process of its own: whose account it opens, whose it never opens, and what it may say."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from organs import clock
from organs.actions import people as people_actions
from organs.models import Person, SetupEvent
from signin.actions import factors
from signin.rules import session_marks
from signin.rules.session_marks import Factor
from tests import factories
from tests.signin import second_factors

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SUBJECT = "a1b2c3"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Starts the provider and returns its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _try in range(100):
            try:
                requests.get(f"{address}/.well-known/openid-configuration", timeout=1).raise_for_status()
                break
            except requests.RequestException:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def w() -> SimpleNamespace:
    return factories.world(with_calendar=False)


@pytest.fixture(autouse=True)
def configured(issuer: str, settings: Settings) -> None:
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "某院统一认证"
    app = {
        "provider_id": "office",
        "name": "x",
        "client_id": "procuracy",
        "secret": "s",
        "settings": {"server_url": issuer},
    }
    provider = {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "profile"], "APPS": [app]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": provider}


def know(issuer: str, sub: str = SUBJECT, **claims: object) -> None:
    """Tells the provider what it says of a subject."""
    requests.put(f"{issuer}/users/{sub}", json=claims, timeout=5).raise_for_status()


def authorise(client: Client, sub: str = SUBJECT, *, next_page: str = "") -> str:
    """Goes to the provider and signs in there as the subject; returns the address to which it leads back."""
    at_provider = client.post(reverse("identity-provider"), {"next": next_page})["Location"]
    back = requests.post(at_provider, data={"sub": sub}, allow_redirects=False, timeout=5)
    return back.headers["Location"]


def come_in(client: Client, sub: str = SUBJECT, **more: str):
    back = urlsplit(authorise(client, sub, **more))
    return client.get(f"{back.path}?{back.query}")


def signed_in_as(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


class TestWhoseAccount:
    def test_the_claim_opens_the_account_of_that_name_and_leads_where_one_wanted_to_go(self, client, w, issuer):
        know(issuer, preferred_username="handling")
        answer = come_in(client, next_page=reverse("suggestion-list"))
        assert answer["Location"] == reverse("suggestion-list")
        assert signed_in_as(client) == str(w.handling.pk)
        assert SetupEvent.objects.filter(verb="link identity", subject_id=str(w.handling.pk)).count() == 1

    def test_afterwards_the_subject_opens_it_whatever_the_claim_says(self, client, w, issuer):
        know(issuer, preferred_username="handling")
        come_in(client)
        know(issuer, preferred_username="chief")
        other = Client()
        come_in(other)
        assert signed_in_as(other) == str(w.handling.pk)

    def test_another_subject_of_the_same_name_is_refused(self, client, w, issuer):
        know(issuer, preferred_username="handling")
        come_in(client)
        know(issuer, "another", preferred_username="handling")
        other = Client()
        assert come_in(other, "another").status_code == 403
        assert not signed_in_as(other)

    def test_it_makes_no_account_and_keeps_neither_claims_nor_tokens(self, client, w, issuer):
        before = Person.objects.count()
        know(issuer, preferred_username="nobody-here", name="某人", email="a@example.org", email_verified=True)
        answer = come_in(client)
        assert (answer.status_code, answer.templates[0].name) == (403, "accounts/provider_refused.html")
        know(issuer, preferred_username="handling", name="某人")
        come_in(client)
        assert Person.objects.count() == before
        assert not EmailAddress.objects.exists()
        assert not SocialToken.objects.exists()
        assert [row.extra_data for row in SocialAccount.objects.all()] == [{}]

    def test_people_of_units_closed_accounts_and_those_without_a_post_stay_out_alike(self, client, w, issuer):
        people_actions.deactivate(access=None, at=clock.now(), on=clock.today(), person=w.second, reason="调离")
        for post in w.outsider.posts.all():
            post.to_on = post.from_on
            post.save()
        pages = set()
        Person.objects.filter(pk=w.head.pk).update(is_active=False, deactivated_at=clock.now())
        for username in ("liaison", "second", "head", "outsider", "nobody-here", ""):
            know(issuer, f"sub-{username}", preferred_username=username)
            answer = come_in(client, f"sub-{username}")
            assert answer.status_code == 403, username
            assert not signed_in_as(client)
            pages.add(answer.context["words"])
        assert len(pages) == 1
        assert not SocialAccount.objects.exists()

    def test_a_provider_of_one_office_opens_nothing_outside_of_it(self, client, w, issuer, settings: Settings):
        settings.OIDC_PROCURATORATE = w.sibling.code
        know(issuer, preferred_username="handling")
        assert come_in(client).status_code == 403
        settings.OIDC_PROCURATORATE = w.prefecture.code
        assert come_in(client).status_code == 302

    def test_two_administrators_loosen_the_link(self, client, w, issuer):
        know(issuer, preferred_username="handling")
        come_in(client)
        access = second_factors.access(w.administrator)
        proposal = factors.propose_reset(access=access, at=clock.now(), person=w.handling, reason="换发证件")
        factors.confirm_reset(access=second_factors.access(w.security), at=clock.now(), proposal=proposal)
        assert not SocialAccount.objects.exists()


class TestTheWay:
    def test_it_asks_by_code_with_pkce_state_and_nonce(self, client, w, issuer):
        asked = client.post(reverse("identity-provider"))["Location"]
        given = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
        assert asked.startswith(issuer)
        assert (given["response_type"], given["code_challenge_method"]) == ("code", "S256")
        assert given["code_challenge"]
        assert given["state"]
        assert given["nonce"]

    def test_the_answer_to_another_browser_is_refused(self, client, w, issuer):
        know(issuer, preferred_username="handling")
        back = urlsplit(authorise(client))
        thief = Client()
        assert thief.get(f"{back.path}?{back.query}").status_code == 403
        assert not signed_in_as(thief)

    def test_a_token_that_was_made_for_another_request_is_refused(self, client, w, issuer):
        know(issuer, preferred_username="handling")
        back = urlsplit(authorise(client))
        session = client.session
        for state, *_more in session["socialaccount_states"].values():
            state["data"]["nonce"] = "another"
        session.save()
        assert client.get(f"{back.path}?{back.query}").status_code == 403
        assert not signed_in_as(client)

    def test_an_answer_is_taken_once(self, client, w, issuer):
        know(issuer, preferred_username="handling")
        back = urlsplit(authorise(client))
        path = f"{back.path}?{back.query}"
        assert client.get(path).status_code == 302
        client.post(reverse("sign-out"))
        assert client.get(path).status_code == 403
        assert not signed_in_as(client)

    @pytest.mark.parametrize("query", ["", "?error=access_denied", "?code=x&state=y", "?error=server_error&state=z"])
    def test_an_answer_that_is_none_is_refused_in_words(self, client, w, query):
        answer = client.get(reverse("openid_connect_callback", args=["office"]) + query)
        assert (answer.status_code, answer.templates[0].name) == (403, "accounts/provider_refused.html")

    def test_a_provider_that_is_away_is_said_in_words(self, client, w, settings: Settings):
        settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
        answer = client.post(reverse("identity-provider"))
        assert (answer.status_code, answer.templates[0].name) == (403, "accounts/provider_refused.html")

    def test_the_pages_that_lead_there_let_their_form_do_so_and_no_other(self, client, w, issuer):
        policy = client.get(reverse("sign-in")).headers["Content-Security-Policy"]
        assert f"form-action 'self' {issuer};" in f"{policy};"
        client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
        assert issuer in client.get(reverse("confirm")).headers["Content-Security-Policy"]
        assert issuer not in client.get(reverse("account")).headers["Content-Security-Policy"]

    def test_without_a_provider_nothing_of_it_is_there(self, client, w, issuer, settings: Settings):
        settings.OIDC_ISSUER = ""
        assert client.post(reverse("identity-provider")).status_code == 404
        assert client.get(reverse("openid_connect_callback", args=["office"])).status_code == 404
        assert "form-action 'self';" in client.get(reverse("sign-in")).headers["Content-Security-Policy"] + ";"


class TestSecondFactor:
    def test_a_local_one_is_asked_for_unless_the_provider_is_believed(self, client, w, issuer):
        second_factors.give_app(w.handling)
        know(issuer, preferred_username="handling", amr=["pwd", "otp"])
        assert come_in(client)["Location"] == reverse("sign-in-second")
        assert not signed_in_as(client)

    @pytest.mark.parametrize("said", [{"amr": ["pwd", "otp"]}, {"acr": "otp"}])
    def test_a_provider_that_is_believed_spares_it(self, client, w, issuer, settings: Settings, said):
        settings.OIDC_SECOND_FACTOR, settings.SECOND_FACTOR_REQUIRED = ["otp"], ["office"]
        know(issuer, preferred_username="handling", **said)
        come_in(client)
        assert session_marks.of(client.session).factor == Factor.PROVIDER
        assert client.get(reverse("desk")).status_code == 200

    @pytest.mark.parametrize("said", [{}, {"amr": ["pwd"]}, {"amr": "otp"}, {"amr": [["otp"], {"otp": 1}]}])
    def test_a_password_there_is_none(self, client, w, issuer, settings: Settings, said):
        settings.OIDC_SECOND_FACTOR, settings.SECOND_FACTOR_REQUIRED = ["otp"], ["office"]
        know(issuer, preferred_username="handling", **said)
        come_in(client)
        assert client.get(reverse("desk"))["Location"] == reverse("second-factor")

    def test_it_confirms_the_same_person_only(self, client, w, issuer, settings: Settings):
        settings.OIDC_SECOND_FACTOR = ["otp"]
        know(issuer, preferred_username="handling", amr=["otp"])
        come_in(client)
        session = client.session
        session_marks.note_factor(session, factor=Factor.PROVIDER, now=1)
        session.save()
        know(issuer, "of-the-chief", preferred_username="chief", amr=["otp"])
        assert come_in(client, "of-the-chief").status_code == 403
        assert session_marks.of(client.session).confirmed == 1
        page = reverse("suggestion-list")
        assert come_in(client, next_page=page)["Location"] == page
        assert session_marks.of(client.session).confirmed > 1
        assert signed_in_as(client) == str(w.handling.pk)
