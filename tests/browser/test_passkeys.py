"""Passkeys in a real browser, with the browser's own virtual device: set up, at sign-in, and before a change in Set-up."""

import pytest
from django.test import override_settings

from signin.actions import factors
from signin.rules import session_marks
from tests import factories
from tests.browser.visitor import PICTURES, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_device(visitor: Visitor):
    """Gives the browser a device that makes and shows passkeys, and whose owner is always verified."""
    device = visitor.context.new_cdp_session(visitor.page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    return device, device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


@override_settings(SECOND_FACTOR_REQUIRED=["office"], STEP_UP_MINUTES=15)
def test_a_passkey_is_set_up_shown_at_sign_in_and_asked_for_before_a_change(browser, live_server, monkeypatch):
    world = factories.world(with_calendar=False)
    visitor = Visitor(browser, live_server.url)
    device, number = with_device(visitor)

    visitor.sign_in("administrator")
    visitor.reads("Set up a second factor first")
    visitor.pictures("second-factor-required")
    visitor.follow("Add a passkey")
    visitor.pictures("second-factor-passkey")
    visitor.fill(name="办公电脑")
    visitor.press("Make the passkey")
    visitor.reads("Your recovery codes")
    visitor.follow("I have them, go on")
    assert [row.name for row in factors.listed(world.administrator)] == ["办公电脑"]
    assert len(device.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]) == 1

    visitor.go("/account/")
    visitor.pictures("account-sessions")
    visitor.go("/account/second-factor/")
    visitor.pictures("second-factor")
    visitor.go("/account/second-factor/app/")
    visitor.pictures("second-factor-app")

    visitor.press("Sign out")
    visitor.sign_in("administrator")
    visitor.reads("Second step of signing in")
    visitor.pictures("second-step")
    visitor.press("Use your passkey")
    visitor.go(f"/setup/procuratorates/{world.county.pk}/departments/new/")

    visitor.fill(name="第九检察部")
    monkeypatch.setattr(session_marks.Marks, "is_confirmed", lambda *_args, **_more: False)
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button").last.click()
    visitor.reads("what you typed is kept on this page")
    visitor.page.screenshot(path=str(PICTURES / "step-up.png"), full_page=True)
    visitor.press("Use your passkey")
    assert world.county.departments.filter(name="第九检察部").exists()
    visitor.leave()


def test_a_passkey_of_another_device_does_not_open_the_account(browser, live_server):
    world = factories.world(with_calendar=False)
    owner = Visitor(browser, live_server.url)
    with_device(owner)
    owner.sign_in("chief")
    owner.go("/account/second-factor/passkey/")
    owner.press("Make the passkey")
    thief = Visitor(browser, live_server.url)
    with_device(thief)
    thief.sign_in("chief")
    thief.page.get_by_role("button", name="Use your passkey").click()
    thief.page.get_by_text("The passkey was not used.").wait_for()
    thief.go("/sign-in/second/")
    assert factors.has_any(world.chief)
    owner.leave()
    thief.leave()
