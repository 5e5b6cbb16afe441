"""Signing in and out, the first own password, lockout, where each person lands, and the one-time link of a unit."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from organs import clock, sample_people
from organs.actions import people, posts, units
from organs.models import Person, SetupEvent, Unit
from organs.refusals import NotAllowed
from organs.roles import Role
from organs.sign_in import SamplePeopleInProduction
from procuracy import production
from suggestions.actions import admitting
from tests import factories

pytestmark = pytest.mark.django_db

NEW = "snow-on-tianshan-7"


@pytest.fixture
def w() -> SimpleNamespace:
    return factories.world(with_calendar=False)


@pytest.fixture
def served() -> SimpleNamespace:
    """A world with a served letter and a fresh one-time link."""
    w = factories.world()
    w.suggestion = factories.served(w)
    w.token = admitting.invite(access=factories.access(w.handling), at=clock.now(), suggestion=w.suggestion)
    return w


def sign_in(client: Client, username: str, password: str = factories.PASSWORD, **more: str):
    return client.post(reverse("sign-in"), {"username": username, "password": password, **more})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("username", "place"),
    [("handling", "desk"), ("analyst", "desk"), ("liaison", "portal"), ("administrator", "setup")],
)
def test_each_person_lands_where_the_own_work_waits(client, w, username, place):
    assert sign_in(client, username)["Location"] == reverse("home")
    assert client.get(reverse("home"))["Location"] == reverse(place)


@pytest.mark.slow
def test_a_wrong_password_is_said_and_the_name_stays(client, w):
    answer = sign_in(client, "handling", "wrong")
    assert answer.status_code == 200
    assert b'value="handling"' in answer.content
    assert client.get(reverse("home"))["Location"].startswith(reverse("sign-in"))


@pytest.mark.slow
def test_everything_but_signing_in_asks_for_it(client, w):
    for name in ("home", "password", "setup"):
        assert client.get(reverse(name))["Location"] == f"{reverse('sign-in')}?next={reverse(name)}"


@pytest.mark.slow
def test_next_never_leads_to_another_host(client, w):
    assert sign_in(client, "handling", next="https://example.org/")["Location"] == reverse("home")
    answer = client.post(reverse("set_language"), {"language": "en", "next": "https://example.org/"})
    assert "example.org" not in answer["Location"]


@pytest.mark.slow
def test_signing_out_is_a_post(client, w):
    sign_in(client, "handling")
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["Location"] == reverse("sign-in")
    assert client.get(reverse("home"))["Location"].startswith(reverse("sign-in"))


@pytest.mark.slow
def test_the_language_can_be_chosen_before_signing_in(client, w):
    client.post(reverse("set_language"), {"language": "en", "next": reverse("sign-in")})
    assert b"Sign-in name" in client.get(reverse("sign-in")).content


@pytest.mark.slow
def test_a_person_without_a_post_is_told_so(client, w):
    for post in w.outsider.posts.all():
        posts.end(access=None, at=clock.now(), post=post, on=clock.today() - timedelta(days=1))
    sign_in(client, "outsider")
    answer = client.get(reverse("home"))
    assert (answer.status_code, answer.templates[0].name) == (200, "accounts/no_post.html")
    assert "请" in answer.content.decode()


@pytest.mark.slow
def test_a_person_whose_post_waits_is_told_of_it(client, w):
    person = people.admit(access=factories.access(w.administrator, clock.today()), at=clock.now(), username="waiting",
                          name="待任者", origin="live")  # fmt: skip
    person.set_password(factories.PASSWORD)
    person.save()
    posts.propose(
        access=factories.access(w.administrator, clock.today()), at=clock.now(), person=person, role=Role.CHIEF,
        from_on=clock.today(), procuratorate=w.county,
    )  # fmt: skip
    client.post(reverse("set_language"), {"language": "en"})
    sign_in(client, "waiting")
    shown = client.get(reverse("home")).content.decode()
    assert f"Chief procurator, {w.county.name}: proposed on {clock.today().isoformat()}" in shown
    assert "Ask the administrator" not in shown


class TestOwnPassword:
    @pytest.mark.slow
    def test_a_new_one_replaces_the_former_and_keeps_the_session(self, client, w):
        sign_in(client, "second")
        given = {"old_password": factories.PASSWORD, "new_password1": NEW, "new_password2": NEW}
        assert client.post(reverse("password"), given)["Location"] == reverse("home")
        assert client.get(reverse("home"))["Location"] == reverse("desk")
        person = Person.objects.get(username="second")
        assert person.check_password(NEW)
        last = SetupEvent.objects.first()
        assert (last.verb, last.actor_id, last.changes) == ("set password", person.pk, {})

    @pytest.mark.slow
    @pytest.mark.parametrize("new", ["short", factories.PASSWORD, "1234567890123", "password123", "secondabcde"])
    def test_a_weak_or_the_present_one_is_refused(self, client, w, new):
        sign_in(client, "second")
        given = {"old_password": factories.PASSWORD, "new_password1": new, "new_password2": new}
        assert client.post(reverse("password"), given).context["form"].errors
        assert Person.objects.get(username="second").check_password(factories.PASSWORD)


@pytest.mark.slow
class TestSamplePeopleInProduction:
    @pytest.fixture
    def sample(self, settings: Settings) -> SimpleNamespace:
        w = factories.world(origin="sample", with_calendar=False)
        settings.PRODUCTION = True
        return w

    def test_they_do_not_sign_in(self, client, sample):
        assert sign_in(client, "administrator").status_code == 200
        assert "_auth_user_id" not in client.session

    def test_nor_does_a_session_from_before_go_on(self, client, sample, settings: Settings):
        settings.PRODUCTION = False
        sign_in(client, "administrator")
        assert client.get(reverse("home")).status_code == 302
        settings.PRODUCTION = True
        assert client.get(reverse("home"))["Location"].startswith(reverse("sign-in"))

    def test_people_of_the_installation_do(self, client, settings: Settings):
        factories.world(with_calendar=False)
        settings.PRODUCTION = True
        assert sign_in(client, "administrator")["Location"] == reverse("home")

    def test_it_does_not_start_before_they_are_closed(self, sample):
        with pytest.raises(SamplePeopleInProduction):
            production.refuse_to_start_with_sample_people()
        call_command("close_sample_accounts", verbosity=0)
        production.refuse_to_start_with_sample_people()
        assert not Person.objects.filter(is_active=True).exists()


@pytest.mark.slow
class TestSampleAccounts:
    def test_a_live_installation_prints_nobody(self, client, w):
        assert not client.get(reverse("sign-in")).context["sample_accounts"]

    def test_a_sample_one_shows_every_role_once_and_at_most_fifteen(self, client):
        factories.world(origin="sample", with_calendar=False)
        answer = client.get(reverse("sign-in"))
        shown = answer.context["sample_accounts"]
        everybody = sample_people.accounts(on=clock.today())
        assert len(shown) == 15 < len(everybody)
        assert {account.role for account in shown} == {account.role for account in everybody}
        assert "administrator" in {account.username for account in shown}
        assert sample_people.PASSWORD in answer.content.decode()

    def test_production_never_shows_them(self, client, settings: Settings):
        factories.world(origin="sample", with_calendar=False)
        settings.PRODUCTION = True
        answer = client.get(reverse("sign-in"))
        assert "sample_accounts" not in answer.context
        assert sample_people.PASSWORD not in answer.content.decode()


@pytest.mark.slow
class TestOneTimeLink:
    given = {
        "name": "联络员丁",
        "username": "lianluoyuan-ding",
        "role": "liaison",
        "password1": NEW,
        "password2": NEW,
    }

    def test_the_token_leaves_the_address_at_once(self, client, served):
        answer = client.get(reverse("portal-enter", args=[served.token]))
        assert answer["Location"] == reverse("portal-enter-account")
        assert answer["Referrer-Policy"] == "same-origin"
        page = client.get(answer["Location"])
        assert page.status_code == 200
        assert served.token not in page.content.decode()
        assert "no-store" in page["Cache-Control"]

    def test_it_opens_an_account_of_the_unit_and_signs_in(self, client, served):
        client.get(reverse("portal-enter", args=[served.token]))
        answer = client.post(reverse("portal-enter-account"), self.given)
        assert answer["Location"] == reverse("portal")
        person = Person.objects.get(username="lianluoyuan-ding")
        assert client.session["_auth_user_id"] == str(person.pk)
        post = person.posts.get()
        assert (post.unit, post.role) == (served.unit, "liaison")
        assert client.get(reverse("home"))["Location"] == reverse("portal")

    def test_it_works_once(self, client, served):
        client.get(reverse("portal-enter", args=[served.token]))
        client.post(reverse("portal-enter-account"), self.given)
        other = Client()
        other.get(reverse("portal-enter", args=[served.token]))
        assert other.get(reverse("portal-enter-account")).status_code == 410
        answer = other.post(reverse("portal-enter-account"), self.given | {"username": "another"})
        assert answer.status_code == 410
        assert not Person.objects.filter(username="another").exists()

    @pytest.mark.parametrize("token", ["unknown", "x" * 400, "木垒"])
    def test_an_unknown_one_says_no_more_than_an_old_one(self, client, served, token, caplog):
        with caplog.at_level(logging.DEBUG):
            client.get(reverse("portal-enter", args=[token]))
            answer = client.get(reverse("portal-enter-account"))
        assert answer.status_code == 410
        assert served.unit.name not in answer.content.decode()
        assert token not in caplog.text

    def test_without_a_link_there_is_nothing_to_open(self, client, served):
        assert client.get(reverse("portal-enter-account")).status_code == 410

    def test_after_thirty_days_it_is_too_old(self, client, served):
        served.suggestion.invitations.update(expires_at=clock.now())
        client.get(reverse("portal-enter", args=[served.token]))
        assert client.get(reverse("portal-enter-account")).status_code == 410

    def test_what_was_typed_stays_when_the_name_is_taken(self, client, served):
        client.get(reverse("portal-enter", args=[served.token]))
        answer = client.post(reverse("portal-enter-account"), self.given | {"username": "LIAISON"})
        assert answer.status_code == 422
        assert "username" in answer.context["form"].errors
        assert "联络员丁" in answer.content.decode()
        assert client.post(reverse("portal-enter-account"), self.given).status_code == 302

    @pytest.mark.parametrize(
        "wrong", [{"password2": "different-1-2"}, {"password1": "short", "password2": "short"}, {"role": "chief"}]
    )
    def test_a_bad_form_opens_nothing(self, client, served, wrong):
        client.get(reverse("portal-enter", args=[served.token]))
        answer = client.post(reverse("portal-enter-account"), self.given | wrong)
        assert answer.status_code == 422
        assert not Person.objects.filter(username=self.given["username"]).exists()

    @pytest.mark.parametrize(
        ("who", "opens_already", "has_form"), [("liaison", True, True), ("handling", False, False)]
    )
    def test_who_needs_it_not_or_stands_on_the_other_side_uses_nothing_up(
        self, client, served, who, opens_already, has_form
    ):
        client.force_login(getattr(served, who), backend="organs.sign_in.PersonBackend")
        client.get(reverse("portal-enter", args=[served.token]))
        answer = client.get(reverse("portal-enter-account"))
        assert (answer.context["opens_already"], bool(answer.context["form"])) == (opens_already, has_form)
        client.post(reverse("portal-enter-account"), {"role": "liaison"})
        assert admitting.find_invitation(token=served.token, at=clock.now())

    def test_somebody_of_another_unit_acts_for_this_one_too(self, client, served):
        client.force_login(served.other_liaison, backend="organs.sign_in.PersonBackend")
        client.get(reverse("portal-enter", args=[served.token]))
        assert client.get(reverse("portal-enter-account")).context["form"]
        answer = client.post(reverse("portal-enter-account"), {"role": "liaison"})
        assert answer["Location"] == reverse("portal")
        inbox = client.get(reverse("portal"), headers={"accept-language": "en"}).content.decode()
        assert f"to {served.unit.name}" in inbox
        letter = client.get(reverse("portal-letter", args=[served.suggestion.pk]), headers={"accept-language": "en"})
        assert f"You act here as Liaison of the unit, {served.unit.name}" in letter.content.decode()


@pytest.mark.slow
class TestAccount:
    def page(self, client: Client, w, who: str):
        client.force_login(getattr(w, who), backend="organs.sign_in.PersonBackend")
        return client.get(reverse("account"), headers={"accept-language": "en"})

    @pytest.mark.parametrize("who", ["handling", "liaison"])
    def test_either_side_chooses_e_mail_and_its_language_and_changes_it_back(self, client, w, settings, who):
        settings.MAIL_IS_ON = True
        Person.objects.update(email="someone@example.org")
        words = self.page(client, w, who).content.decode()
        assert "someone@example.org" in words
        assert "Your inbox here always has everything." in words
        assert "This installation sends no e-mail." not in words
        for given, kept in (
            ({"language": "en"}, (False, "en")),
            ({"wants_mail": "on", "language": "zh-hans"}, (True, "zh-hans")),
        ):
            assert client.post(reverse("account"), given)["Location"] == reverse("account")
            person = Person.objects.get(username=who)
            assert (person.wants_mail, person.mail_language) == kept
        assert Person.objects.filter(wants_mail=False).count() == 0

    def test_without_an_address_or_a_mail_server_it_says_so(self, client, w, settings):
        settings.MAIL_IS_ON = False
        words = self.page(client, w, "handling").content.decode()
        assert "This installation sends no e-mail." in words
        assert "none, so that no e-mail reaches you" in words

    def test_another_language_is_refused_and_nothing_is_kept(self, client, w):
        self.page(client, w, "handling")
        answer = client.post(reverse("account"), {"language": "fr"})
        assert answer.status_code == 422
        assert "language" in answer.context["form"].errors
        assert Person.objects.get(username="handling").wants_mail

    def test_it_leads_to_password_and_calendar_and_the_frame_leads_to_it(self, client, w):
        words = self.page(client, w, "liaison").content.decode()
        for name in ("password", "calendar-address", "account"):
            assert f'href="{reverse(name)}"' in words


@pytest.mark.slow
class TestMailbox:
    @pytest.fixture(autouse=True)
    def by_the_liaison(self, client, w):
        client.force_login(w.liaison, backend="organs.sign_in.PersonBackend")

    def name(self, client: Client, unit, mailbox: str):
        href = reverse("account-mailbox", args=[unit.pk])
        return client.post(href, {"mailbox": mailbox}, headers={"accept-language": "en"})

    def test_people_of_a_unit_name_its_mailbox_and_empty_it_again_with_a_trace(self, client, w):
        assert self.name(client, w.unit, "all@unit.example")["Location"] == reverse("account")
        w.unit.refresh_from_db()
        assert w.unit.mailbox == "all@unit.example"
        words = client.get(reverse("account"), headers={"accept-language": "en"}).content.decode()
        assert "reminders for you go to the mailbox of your unit" in words
        assert "all@unit.example" in words
        self.name(client, w.unit, "")
        w.unit.refresh_from_db()
        assert w.unit.mailbox == ""
        traces = SetupEvent.objects.filter(subject_kind="unit", actor_id=w.liaison.pk).order_by("id")
        assert [event.changes["mailbox"] for event in traces] == [["", "all@unit.example"], ["all@unit.example", ""]]

    def test_the_same_again_leaves_no_trace(self, client, w):
        self.name(client, w.unit, "")
        assert not SetupEvent.objects.filter(subject_kind="unit", actor_id=w.liaison.pk).exists()

    def test_what_is_no_address_is_said_at_its_field_and_stays(self, client, w):
        answer = self.name(client, w.unit, "收发室")
        assert answer.status_code == 422
        assert 'value="收发室"' in answer.content.decode()
        w.unit.refresh_from_db()
        assert w.unit.mailbox == ""

    def test_that_of_another_unit_is_not_there(self, client, w):
        assert self.name(client, w.other_unit, "all@unit.example").status_code == 404
        client.force_login(w.administrator, backend="organs.sign_in.PersonBackend")
        assert self.name(client, w.unit, "all@unit.example").status_code == 404
        with pytest.raises(NotAllowed):
            units.name_mailbox(
                access=factories.access(w.handling), at=clock.now(), unit=w.unit, mailbox="all@unit.example"
            )
        assert not Unit.objects.exclude(mailbox="").exists()
