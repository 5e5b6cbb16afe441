"""A prosecutor whose network dies in the middle of a long letter pasted from a word processor, at a browser that others use (issue 12)."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from organs import typed_text
from pending.models import KeptText
from suggestions.models import Suggestion
from tests import factories
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# As Word puts it into the clipboard: soft breaks, line separators, bullets of its symbol face, the cells of a table.
PARAGRAPH = (
    "经查，该县农贸市场八家门店以普通塑料桶盛装散装生鲜乳，\x0b未见冷藏设施，亦无检测记录。\u2028"
    "\uf0b7\u00a0第一，无许可证；\r\n\uf0b7\u00a0第二，无台账。\r\n门店\x07许可证\x07\x07甲店\x07无\x07\x07"
)
PASTED = (PARAGRAPH * 70)[:5_000]
HALF = len(PARAGRAPH) * 30
# A sign of a symbol face of which nobody knows what it means: it is kept, named, and not printed.
UNKNOWN = "\uf0e8"


@pytest.fixture
def draft() -> Suggestion:
    return factories.drafted(factories.world())


@pytest.fixture
def visitor(browser, live_server, draft) -> Iterator[Visitor]:
    """The handling prosecutor at the draft, in the browser of a shared desk."""
    found = Visitor(browser, live_server.url).sign_in("handling")
    opens(found, draft)
    yield found
    found.leave()


def test_the_letter_is_there_whole_after_the_network_died_and_somebody_else_was_here(visitor, draft):
    visitor.fill(facts="")
    pastes(visitor, PASTED[:HALF])
    says(visitor, "Kept ")
    dies(visitor)
    pastes(visitor, PASTED[HALF:] + UNKNOWN)
    says(visitor, "Kept in this browser only")
    visitor.picture("network-away")
    comes_back_without_session(visitor)
    somebody_else_sees_nothing(visitor, draft)
    signs_in_again(visitor, draft)
    facts = visitor.page.locator('[name="facts"]').input_value()
    assert facts == as_a_text_area_has_it(PASTED + UNKNOWN)
    visitor.press("Save")
    visitor.picture("network-saved")
    kept = Suggestion.objects.get(pk=draft.pk).letter.contents["facts"]
    assert kept == typed_text.clean(PASTED + UNKNOWN).strip()
    assert not set(kept) & {"\x0b", "\x07", "\u2028", "\uf0b7"}
    assert kept.startswith(
        "经查，该县农贸市场八家门店以普通塑料桶盛装散装生鲜乳，\n未见冷藏设施，亦无检测记录。\n•\u00a0第一，无许可证；\n"
    )
    assert "门店\t许可证\t\t甲店\t无" in kept
    checks(visitor, draft)


def as_a_text_area_has_it(text: str) -> str:
    return text.replace("\r\n", "\n")


def opens(visitor: Visitor, draft: Suggestion) -> None:
    with visitor.page.expect_response("**/kept/"):
        visitor.go(f"/suggestions/{draft.pk}/draft/")


def pastes(visitor: Visitor, text: str) -> None:
    """Puts text after what stands in the facts, as one act of the hand."""
    field = visitor.page.locator('[name="facts"]')
    field.focus()
    visitor.page.keyboard.press("Control+End")
    visitor.page.keyboard.insert_text(text)


def says(visitor: Visitor, words: str) -> None:
    visitor.page.locator(".keeping [role=status]", has_text=words).wait_for(timeout=9_000)


def dies(visitor: Visitor) -> None:
    """Cuts the network as the browser itself can, in the protocol of its developer tools."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    cut = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    session.send("Network.emulateNetworkConditions", cut)


def comes_back_without_session(visitor: Visitor) -> None:
    """The tab is closed; what the browser is given next has a network again and no session."""
    visitor.page.close()
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    visitor.page = visitor.context.new_page()


def somebody_else_sees_nothing(visitor: Visitor, draft: Suggestion) -> None:
    """A colleague of the same case works here and signs out, which takes nothing from the prosecutor."""
    visitor.sign_in("assistant")
    opens(visitor, draft)
    visitor.page.wait_for_timeout(500)
    assert visitor.page.locator(".keeping").is_hidden()
    assert "未见冷藏设施" not in visitor.page.content()
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Sign out", exact=True).click()


def signs_in_again(visitor: Visitor, draft: Suggestion) -> None:
    visitor.sign_in("handling")
    opens(visitor, draft)
    says(visitor, "Text that you typed here and did not send")
    visitor.page.get_by_role("button", name="Take up again", exact=True).click()
    says(visitor, "is back in the form")


def checks(visitor: Visitor, draft: Suggestion) -> None:
    """The list names the sign that cannot be printed, with its place; without it the letter is ready."""
    assert not KeptText.objects.exists()
    visitor.reads("U+F0E8")
    assert "Ready to submit" not in visitor.page.inner_text("main")
    field = visitor.page.locator('[name="facts"]')
    field.fill(field.input_value().replace(UNKNOWN, ""))
    visitor.press("Save")
    visitor.reads("Ready to submit")
    visitor.press("Save and submit to: Department head")
    draft.refresh_from_db()
    assert draft.document_state == "in_review"
