"""The second factor where it is required, and before what signs or sets up: nothing typed is lost, nothing goes on without it."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings as installed
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk.setup import urls as setup_urls
from desk.steps.base import STEPS
from organs import clock
from organs.actions import units
from organs.models import Unit
from organs.refusals import NotConfirmed
from signin.actions import factors
from suggestions.access import permissions
from suggestions.actions import issuing, review
from suggestions.documents import content
from suggestions.models import Suggestion
from tests import factories
from tests.signin import second_factors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CODE = "second_factor_code"


@pytest.fixture
def w() -> SimpleNamespace:
    return factories.world()


def in_a_while(minutes: int = installed.STEP_UP_MINUTES) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(minutes=minutes, seconds=1))


class WithFactor:
    """A browser in which a person signed in with password and second factor just now."""

    def __init__(self, person) -> None:
        self.secret, self.client = second_factors.give_app(person), Client()
        self.client.cookies["django_language"] = "en"
        sent = {"username": person.username, "password": factories.PASSWORD}
        self.client.post(reverse("sign-in"), sent)
        assert self.client.post(reverse("sign-in-second"), self.code())["Location"] == reverse("home")

    def code(self) -> dict[str, str]:
        return {CODE: second_factors.code(self.secret)}


def signing(suggestion: Suggestion) -> dict[str, str]:
    suggestion.refresh_from_db()
    return {
        "digest": content.digest(suggestion.letter),
        "moves": str(suggestion.moves),
        "decision": "pass",
        "opinion": "三项均符合\r\n“同意”",
        "necessity": "yes",
        "legality": "yes",
        "reasoning": "yes",
    }


class TestTheTable:
    def test_what_approves_issues_or_decides_is_marked(self):
        assert {name for name, step in STEPS.items() if step.signs} >= {
            "document.pass",
            "document.approve",
            "document.issue",
            "document.drop",
            "document.withdraw",
            "amendment.decide",
            "correction.make",
            "escalation.decide",
        }

    @pytest.mark.parametrize("name", sorted(STEPS))
    def test_each_marked_step_is_refused_to_who_must_confirm_and_no_other(self, w, name):
        stale = replace(factories.access(w.chief), must_confirm=True)
        if STEPS[name].signs:
            with pytest.raises(NotConfirmed):
                permissions.require_confirmed(access=stale, step=STEPS[name])
        else:
            permissions.require_confirmed(access=stale, step=STEPS[name])
        permissions.require_confirmed(access=factories.access(w.chief), step=STEPS[name])

    def test_the_ledger_refuses_whatever_page_forgot_to_ask(self, w):
        suggestion = factories.at_policy(w)
        stale = replace(factories.access(w.policy), must_confirm=True)
        digest = content.digest(suggestion.letter)
        verdicts = {"necessity": True, "legality": True, "reasoning": True}
        with pytest.raises(NotConfirmed):
            review.sign(
                access=stale, at=factories.at(), suggestion=suggestion, digest=digest, opinion="同意", verdicts=verdicts
            )
        assert not suggestion.letter.approvals.filter(gate="policy").exists()
        approved = factories.approved(w)
        with pytest.raises(NotConfirmed):
            issuing.issue(
                access=replace(factories.access(w.registrar), must_confirm=True),
                at=factories.at(),
                suggestion=approved,
            )

    def test_so_does_the_trace_of_set_up(self, w):
        stale = replace(factories.access(w.administrator), must_confirm=True)
        with pytest.raises(NotConfirmed):
            units.change(access=stale, at=factories.at(), on=factories.DAY, unit=w.unit, name="别名")
        assert Unit.objects.get(pk=w.unit.pk).name != "别名"


class TestSigning:
    def test_a_fresh_sign_in_counts(self, w):
        suggestion = factories.at_policy(w)
        by = WithFactor(w.policy)
        assert by.client.post(reverse("review", args=[suggestion.pk]), signing(suggestion)).status_code == 302

    def test_later_the_page_asks_keeps_what_was_typed_and_takes_it_with_the_code(self, w):
        suggestion = factories.at_policy(w)
        by, page = WithFactor(w.policy), reverse("review", args=[suggestion.pk])
        sent = signing(suggestion)
        with in_a_while():
            asked = by.client.post(page, sent)
            assert (asked.status_code, asked.templates[0].name) == (403, "accounts/step_up.html")
            assert dict(asked.context["carried"]) == sent
            assert not suggestion.letter.approvals.filter(gate="policy").exists()
            wrong = by.client.post(page, {**sent, CODE: "000000"})
            assert (wrong.status_code, dict(wrong.context["carried"])) == (403, sent)
            assert by.client.post(page, {**sent, **by.code()}).status_code == 302
        assert suggestion.letter.approvals.get(gate="policy").opinion.split() == ["三项均符合", "“同意”"]

    def test_returning_a_draft_asks_for_nothing(self, w):
        suggestion = factories.at_policy(w)
        by = WithFactor(w.policy)
        with in_a_while():
            sent = {**signing(suggestion), "decision": "return", "reason": "事实不清"}
            assert by.client.post(reverse("review", args=[suggestion.pk]), sent).status_code == 302

    def test_the_form_of_a_step_that_signs_opens_after_the_factor_and_leads_back(self, w):
        suggestion = factories.approved(w)
        by, page = WithFactor(w.registrar), reverse("step", args=[suggestion.pk, "document.issue", 0])
        assert by.client.get(page).status_code == 200
        with in_a_while():
            answer = by.client.get(page)
            assert answer["Location"].startswith(reverse("confirm"))
            confirmed = by.client.post(answer["Location"], {**by.code(), "next": page})
            assert confirmed["Location"] == page
            assert by.client.get(page).status_code == 200

    def test_the_page_of_confirmation_leads_to_no_other_host(self, w):
        by = WithFactor(w.registrar)
        with in_a_while():
            answer = by.client.post(reverse("confirm"), {**by.code(), "next": "https://example.org/"})
        assert answer["Location"] == reverse("second-factor")

    def test_files_are_named_and_asked_for_once_more(self, w):
        by = WithFactor(w.administrator)
        with in_a_while():
            page = reverse("setup-stationery-of", args=[w.county.pk])
            seal = SimpleUploadedFile("院章.png", factories.PNG, content_type="image/png")
            asked = by.client.post(page, {"head": "full", "seal": seal})
        assert asked.context["files"] == [("seal", ["院章.png"])]
        assert b'type="file" name="seal"' in asked.content


class TestSetUp:
    def test_a_change_asks_and_reading_does_not(self, w):
        by, page = WithFactor(w.administrator), reverse("setup-department-new", args=[w.county.pk])
        with in_a_while():
            assert by.client.get(reverse("setup")).status_code == 200
            assert by.client.get(page)["Location"].startswith(reverse("confirm"))
            sent = {"name": "第九检察部"}
            assert by.client.post(page, sent).status_code == 403
            assert not w.county.departments.filter(name="第九检察部").exists()
            assert by.client.post(page, {**sent, **by.code()}).status_code == 302
        assert w.county.departments.filter(name="第九检察部").exists()

    def test_a_preview_asks_for_nothing(self, w):
        by = WithFactor(w.administrator)
        page = reverse("setup-template", args=[w.county.pk, "urging_letter"])
        with in_a_while():
            typed = {"heading": "督促函", "text": "内容", "do": "preview"}
            assert by.client.post(page, typed).status_code != 403
            assert by.client.post(page, {**typed, "do": "save"}).status_code == 403

    def test_every_address_of_set_up_that_takes_a_change_asks(self, w):
        by = WithFactor(w.administrator)
        with in_a_while():
            for pattern in setup_urls.urlpatterns:
                kinds = {"pk": w.county.pk, "year": 2027, "kind": "urging_letter", "subject": "reply"}
                names = pattern.pattern.converters
                answer = by.client.post(reverse(pattern.name, kwargs={name: kinds[name] for name in names}))
                assert answer.status_code in (403, 405), pattern.name
                if answer.status_code == 403:
                    assert answer.templates[0].name == "accounts/step_up.html", pattern.name

    def test_who_has_no_second_factor_and_needs_none_is_asked_for_nothing(self, w):
        client = Client()
        client.force_login(w.administrator, backend="organs.sign_in.PersonBackend")
        client.get(reverse("setup"))
        with in_a_while():
            page = reverse("setup-department-new", args=[w.county.pk])
            assert client.post(page, {"name": "第九检察部"}).status_code == 302


class TestRequired:
    @pytest.fixture(autouse=True)
    def required(self, settings: Settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = ["office"]

    def signed_in(self, person) -> Client:
        client = Client()
        client.post(reverse("sign-in"), {"username": person.username, "password": factories.PASSWORD})
        return client

    def test_an_office_person_without_one_is_led_to_set_it_up_and_opens_nothing_else(self, w):
        client = self.signed_in(w.handling)
        for name in ("desk", "account", "suggestion-list", "calendar-address"):
            assert client.get(reverse(name))["Location"] == reverse("second-factor"), name
        assert client.post(reverse("read-notices"))["Location"] == reverse("second-factor")
        assert client.get(reverse("second-factor")).context["is_required"]

    def test_once_it_is_set_up_the_rest_opens_and_codes_are_shown(self, w):
        client = self.signed_in(w.handling)
        client.get(reverse("second-factor-app"))
        code = second_factors.code(client.session["secret_of_new_app"], periods=0)
        page = client.post(reverse("second-factor-app"), {"code": code}, follow=True)
        assert len(page.context["new_codes"]) == 10
        assert "no-store" in page.headers["Cache-Control"]
        assert client.get(reverse("desk")).status_code == 200
        again = client.get(reverse("second-factor"))
        assert page.context["new_codes"][0][:4] + " " not in again.content.decode()

    def test_people_of_units_need_none(self, w):
        assert self.signed_in(w.liaison).get(reverse("portal")).status_code == 200

    def test_a_session_that_came_in_otherwise_must_show_the_factor(self, w):
        second_factors.give_app(w.handling)
        client = Client()
        client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
        assert client.get(reverse("desk"))["Location"] == reverse("second-factor")

    def test_who_removed_the_last_one_begins_anew(self, w):
        by = WithFactor(w.handling)
        pk = by.client.get(reverse("second-factor")).context["own"][0].pk
        by.client.post(reverse("second-factor-remove", args=[pk]))
        assert by.client.get(reverse("desk"))["Location"] == reverse("second-factor")


class TestChangingFactors:
    def test_so_does_changing_the_password(self, w):
        by = WithFactor(w.handling)
        assert by.client.get(reverse("password")).status_code == 200
        with in_a_while():
            new = {"old_password": factories.PASSWORD, "new_password1": "snow-on-tianshan-7"}
            new["new_password2"] = new["new_password1"]
            assert by.client.post(reverse("password"), new)["Location"].startswith(reverse("confirm"))
        w.handling.refresh_from_db()
        assert w.handling.check_password(factories.PASSWORD)

    def test_it_needs_the_factor_shown_just_now(self, w):
        by = WithFactor(w.handling)
        pk = by.client.get(reverse("second-factor")).context["own"][0].pk
        with in_a_while():
            for name, args in (("second-factor-app", ()), ("second-factor-passkey", ())):
                assert by.client.get(reverse(name, args=args))["Location"].startswith(reverse("confirm"))
            for name, args in (("second-factor-remove", (pk,)), ("second-factor-codes", ())):
                assert by.client.post(reverse(name, args=args))["Location"] == reverse("confirm")
            assert by.client.get(reverse("second-factor")).context["own"]

    def test_what_cannot_be_taken_back_is_asked_first(self, w):
        by = WithFactor(w.handling)
        pk = by.client.get(reverse("second-factor")).context["own"][0].pk
        asked = by.client.get(reverse("second-factor-remove", args=[pk]))
        assert asked.status_code == 200 and "It is your last one" in asked.content.decode()
        assert by.client.get(reverse("second-factor-codes")).status_code == 200
        assert by.client.get(reverse("second-factor-remove", args=[pk + 1])).status_code == 404
        assert factors.has_any(w.handling) and factors.codes_left(w.handling) == 0
        by.client.post(reverse("second-factor-codes"))
        assert factors.codes_left(w.handling) == 10

    def test_the_first_one_needs_a_fresh_sign_in_or_the_password(self, w):
        client = Client()
        client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
        assert client.get(reverse("second-factor-app")).status_code == 200
        with in_a_while():
            assert client.get(reverse("second-factor-app"))["Location"].startswith(reverse("confirm"))
            assert client.post(reverse("confirm"), {"password": "wrong"}).status_code == 422
            assert client.post(reverse("confirm"), {"password": factories.PASSWORD}).status_code == 302
            assert client.get(reverse("second-factor-app")).status_code == 200

    def test_the_other_sessions_end_and_this_one_stays(self, w):
        other, client = Client(), Client()
        for each in (other, client):
            each.force_login(w.handling, backend="organs.sign_in.PersonBackend")
        client.get(reverse("second-factor-app"))
        code = second_factors.code(client.session["secret_of_new_app"], periods=0)
        client.post(reverse("second-factor-app"), {"code": code})
        assert other.get(reverse("desk")).status_code == 302
        assert client.get(reverse("desk")).status_code == 200
