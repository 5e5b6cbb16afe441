"""Nothing typed is lost: a tab that closes, a network that dies, a session that ends, another language; and nobody else reads it."""

import re

import pytest
from django.conf import settings

from pending.models import KeptText, PendingUpload
from suggestions.models import Suggestion
from tests import factories
from tests.browser.visitor import Visitor, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTER = "经查，该县农贸市场八家门店以普通塑料桶盛装散装生鲜乳，未见冷藏设施，亦无检测记录。" * 125  # 5,000 characters
FOUND = "Text that you typed here and did not send"
TAKEN = "is back in the form"
AWAY = "Kept in this browser only"
KEPT = re.compile(r"^Kept \d\d:\d\d$")


@pytest.fixture
def draft() -> Suggestion:
    return factories.drafted(factories.world())


@pytest.fixture
def writer(browser, live_server, draft):
    """The handling prosecutor at the draft; the script has begun."""
    visitor = Visitor(browser, live_server.url)
    visitor.sign_in("handling")
    opened(visitor, draft)
    yield visitor
    visitor.leave()


def page_of(draft: Suggestion) -> str:
    return f"/suggestions/{draft.pk}/draft/"


def opened(visitor: Visitor, draft: Suggestion) -> None:
    with visitor.page.expect_response("**/kept/"):
        visitor.go(page_of(draft))


def in_new_tab(visitor: Visitor, draft: Suggestion) -> None:
    """Closes the tab as it is and opens the draft in another one."""
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    opened(visitor, draft)


def says(visitor: Visitor, words: str | re.Pattern[str], *, within: float = 5_000) -> None:
    visitor.page.locator(".keeping [role=status]", has_text=words).wait_for(timeout=within)


def facts(visitor: Visitor) -> str:
    return visitor.page.locator('[name="facts"]').input_value()


def press(visitor: Visitor, words: str) -> None:
    visitor.page.get_by_role("button", name=words, exact=True).first.click()


def sign_in(visitor: Visitor, username: str) -> None:
    visitor.page.fill("input[name=username]", username)
    visitor.page.fill("input[name=password]", factories.PASSWORD)
    with visitor.page.expect_navigation():
        press(visitor, "Sign in")


def in_browser(visitor: Visitor) -> list[str]:
    """Returns what this browser keeps, as text."""
    return visitor.page.evaluate(
        """async () => {
          if (!(await indexedDB.databases()).some(({ name }) => name === "procuracy-typed")) return [];
          const asked = indexedDB.open("procuracy-typed");
          const store = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
          const all = store.transaction("typed").objectStore("typed").getAll();
          const rows = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
          store.close();
          return rows.map((row) => JSON.stringify(row) + new TextDecoder().decode(row.hidden));
        }"""
    )


def test_what_is_typed_is_at_the_server_within_five_seconds_and_survives_the_tab(writer, draft):
    writer.page.fill('[name="facts"]', "经查，八家门店")
    says(writer, KEPT)
    assert KeptText.objects.get().fields["facts"] == ["经查，八家门店"]
    in_new_tab(writer, draft)
    says(writer, FOUND)
    assert facts(writer) != "经查，八家门店"
    press(writer, "Take up again")
    says(writer, TAKEN)
    assert facts(writer) == "经查，八家门店"
    writer.press("Save")
    assert not KeptText.objects.exists()
    assert Suggestion.objects.get(pk=draft.pk).letter.contents["facts"] == "经查，八家门店"


def test_what_is_not_wanted_any_more_is_discarded(writer, draft):
    before = facts(writer)
    writer.page.fill('[name="facts"]', "不要的一段")
    says(writer, KEPT)
    in_new_tab(writer, draft)
    says(writer, FOUND)
    with writer.page.expect_response("**/kept/"):
        press(writer, "Discard")
    assert facts(writer) == before and not KeptText.objects.exists()
    opened(writer, draft)
    writer.page.wait_for_timeout(300)
    assert writer.page.locator(".keeping").is_hidden()


def test_what_is_on_offer_is_not_lost_by_typing_or_sending(writer, draft):
    before = facts(writer)
    writer.page.fill('[name="facts"]', "昨天写的事实")
    says(writer, KEPT)
    in_new_tab(writer, draft)
    says(writer, FOUND)
    with writer.page.expect_response("**/kept/"):
        writer.page.fill('[name="problems"]', "今天写的问题")
    assert KeptText.objects.get(address=page_of(draft)).fields["facts"] == ["昨天写的事实"]
    writer.page.get_by_role("button", name="Save", exact=True).first.click()
    says(writer, "Not sent yet")
    assert Suggestion.objects.get(pk=draft.pk).letter.contents["facts"] == before
    press(writer, "Take up again")
    says(writer, TAKEN)
    assert facts(writer) == "昨天写的事实"
    assert writer.page.locator('[name="problems"]').input_value() == "今天写的问题"
    writer.press("Save")
    assert not KeptText.objects.exists()
    contents = Suggestion.objects.get(pk=draft.pk).letter.contents
    assert (contents["facts"], contents["problems"]) == ("昨天写的事实", "今天写的问题")


def test_what_is_on_offer_survives_typing_in_the_same_field_and_both_can_be_had(writer, draft):
    writer.page.fill('[name="facts"]', "昨天写的事实")
    says(writer, KEPT)
    in_new_tab(writer, draft)
    says(writer, FOUND)
    with writer.page.expect_response("**/kept/"):
        writer.page.fill('[name="facts"]', "今天写的")
    assert {row.fields["facts"][0] for row in KeptText.objects.all()} == {"昨天写的事实", "今天写的"}
    in_new_tab(writer, draft)
    says(writer, FOUND)
    press(writer, "Take up again")
    says(writer, TAKEN)
    assert facts(writer) == "今天写的"
    for text in ("昨天写的事实", "今天写的", "昨天写的事实"):
        says(writer, FOUND)
        press(writer, "Take up again")
        writer.page.wait_for_function("text => document.querySelector('[name=facts]').value === text", arg=text)
    says(writer, FOUND)
    press(writer, "Discard")
    says(writer, "discarded")
    assert facts(writer) == "昨天写的事实"
    writer.press("Save")
    assert not KeptText.objects.exists()
    assert Suggestion.objects.get(pk=draft.pk).letter.contents["facts"] == "昨天写的事实"


def test_what_only_this_browser_kept_survives_typing_while_it_is_on_offer(writer, draft):
    writer.context.set_offline(True)
    writer.page.fill('[name="facts"]', "断网时写的事实")
    says(writer, AWAY)
    writer.page.close()
    writer.context.set_offline(False)
    writer.page = writer.context.new_page()
    opened(writer, draft)
    says(writer, FOUND)
    writer.context.set_offline(True)
    writer.page.fill('[name="facts"]', "又写的")
    says(writer, AWAY)
    in_browser_and_server = KeptText.objects.get().fields["facts"][0]
    assert in_browser_and_server == "断网时写的事实" and len(in_browser(writer)) == 1
    writer.context.set_offline(False)
    in_new_tab(writer, draft)
    says(writer, FOUND)
    press(writer, "Take up again")
    says(writer, TAKEN)
    assert facts(writer) == "又写的"
    press(writer, "Take up again")
    writer.page.wait_for_function("document.querySelector('[name=facts]').value === '断网时写的事实'")


def test_a_letter_of_five_thousand_characters_survives_a_network_that_dies(writer, draft):
    writer.context.set_offline(True)
    writer.page.fill('[name="facts"]', LETTER)
    says(writer, AWAY)
    (hidden,) = in_browser(writer)
    assert "生鲜乳" not in hidden and "facts" not in hidden and page_of(draft) not in hidden
    assert not KeptText.objects.exists()
    writer.page.close()
    writer.context.set_offline(False)
    writer.page = writer.context.new_page()
    opened(writer, draft)
    says(writer, FOUND)
    press(writer, "Take up again")
    says(writer, TAKEN)
    assert facts(writer) == LETTER
    writer.press("Save")
    assert Suggestion.objects.get(pk=draft.pk).letter.contents["facts"] == LETTER
    opened(writer, draft)
    writer.page.wait_for_timeout(300)
    assert in_browser(writer) == []


def test_when_the_network_is_back_the_server_has_it_and_the_browser_keeps_nothing(writer, draft):
    writer.context.set_offline(True)
    writer.page.fill('[name="facts"]', LETTER)
    says(writer, AWAY)
    writer.context.set_offline(False)
    says(writer, KEPT, within=9_000)
    assert KeptText.objects.get().fields["facts"] == [LETTER]
    assert in_browser(writer) == []


def test_whose_session_is_gone_signs_in_and_is_back_at_the_form_with_the_text_in_it(writer, draft):
    writer.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    writer.page.fill('[name="facts"]', LETTER)
    with writer.page.expect_navigation(url="**/sign-in/**"):
        press(writer, "Save")
    sign_in(writer, "handling")
    assert page_of(draft) in writer.page.url
    says(writer, TAKEN)
    assert facts(writer) == LETTER
    writer.press("Save")
    assert Suggestion.objects.get(pk=draft.pk).letter.contents["facts"] == LETTER


def test_a_file_chosen_without_a_session_is_named_before_and_after_sign_in(writer, draft):
    png = {"name": "现场.png", "mimeType": "image/png", "buffer": factories.PNG}
    writer.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    writer.page.set_input_files('[name="files"]', [png])
    field = writer.page.locator(".field:has([name=files])")
    field.get_by_text("was not received. Choose it again after signing in").wait_for()
    assert "is sent with the form" not in field.inner_text()
    writer.page.fill('[name="facts"]', "经查，八家门店")
    with writer.page.expect_navigation(url="**/sign-in/**"):
        press(writer, "Save")
    sign_in(writer, "handling")
    says(writer, TAKEN)
    field.get_by_text("“现场.png” was not received, because you were signed out").wait_for()
    assert not PendingUpload.objects.exists()
    writer.page.set_input_files('[name="files"]', [png])
    field.get_by_text("Received and not saved yet").wait_for()
    assert "was not received" not in field.inner_text()
    writer.press("Save")
    assert [row.name for row in draft.attachments.all()] == ["现场.png"]
    assert "was not received" not in writer.page.locator(".field:has([name=files])").inner_text()


def test_another_person_at_the_same_browser_sees_nothing(writer, draft):
    writer.context.set_offline(True)
    writer.page.fill('[name="facts"]', LETTER)
    says(writer, AWAY)
    writer.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    writer.context.set_offline(False)
    writer.page.close()
    writer.page = writer.context.new_page()
    writer.page.goto(writer.site + page_of(draft))
    with writer.page.expect_response("**/kept/"):
        sign_in(writer, "assistant")
    assert page_of(draft) in writer.page.url
    writer.page.wait_for_timeout(500)
    assert writer.page.locator(".keeping").is_hidden()
    assert facts(writer) != LETTER and "冷藏设施" not in writer.page.content()
    assert not KeptText.objects.exists()


def test_signing_out_leaves_nothing_in_the_browser(writer, draft):
    writer.context.set_offline(True)
    writer.page.fill('[name="facts"]', LETTER)
    says(writer, AWAY)
    assert len(in_browser(writer)) == 1
    writer.context.set_offline(False)
    with writer.page.expect_navigation():
        press(writer, "Sign out")
    assert in_browser(writer) == []
    assert not [each for each in writer.context.cookies() if each["name"].startswith(settings.KEEPING_COOKIE)]


def test_another_language_keeps_what_is_typed(writer, draft):
    writer.page.fill('[name="facts"]', "换一种语言")
    with writer.page.expect_navigation():
        press(writer, "中文")
    says(writer, "已恢复到表单中")
    assert facts(writer) == "换一种语言"


def test_a_page_with_nothing_to_keep_speaks_another_language_too(writer):
    writer.go("/desk/")
    with writer.page.expect_navigation():
        press(writer, "中文")
    assert writer.page.locator("html").get_attribute("lang") == "zh-Hans-CN"


def test_one_signs_out_where_nothing_can_be_hidden(writer):
    writer.page.add_init_script(
        "delete window.indexedDB; Object.defineProperty(window, 'isSecureContext', {value: false})"
    )
    writer.go("/desk/")
    with writer.page.expect_navigation():
        press(writer, "Sign out")
    assert "/sign-in/" in writer.page.url


def test_rows_that_were_added_and_not_saved_are_back_too(writer, draft):
    writer.press("Add a measure")
    rows = writer.page.locator('[name$="-text"][name^="measures-"]')
    last = rows.count() - 1
    rows.nth(last).fill("尚未保存的一项措施")
    says(writer, KEPT)
    in_new_tab(writer, draft)
    says(writer, FOUND)
    with writer.page.expect_navigation():
        press(writer, "Take up again")
    assert writer.page.locator(f'[name="measures-{last}-text"]').input_value() == "尚未保存的一项措施"


def test_a_chosen_file_is_received_at_once_and_listed_by_name(writer, draft):
    writer.page.set_input_files(
        '[name="files"]', [{"name": "现场.png", "mimeType": "image/png", "buffer": factories.PNG}]
    )
    field = writer.page.locator(".field:has([name=files])")
    field.get_by_text("Received and not saved yet").wait_for()
    assert PendingUpload.objects.get().name == "现场.png" and not draft.attachments.exists()
    assert field.locator("label.choice").inner_text().startswith("现场.png")
    writer.page.fill('[name="title"]', "")
    with writer.page.expect_navigation():
        press(writer, "Save")
    assert "现场.png" in writer.page.locator(".field:has([name=files])").inner_text()
    writer.page.fill('[name="title"]', draft.title)
    writer.press("Save")
    assert [row.name for row in draft.attachments.all()] == ["现场.png"]


def test_a_file_that_is_not_taken_says_why_and_is_not_called_received(writer):
    writer.page.set_input_files(
        '[name="files"]', [{"name": "说明.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + bytes(200)}]
    )
    field = writer.page.locator(".field:has([name=files])")
    field.locator("p.error").wait_for()
    assert "Received" not in field.inner_text() and not PendingUpload.objects.exists()


def test_a_file_that_did_not_arrive_stays_in_the_field_and_is_not_called_received(writer, draft):
    writer.context.set_offline(True)
    writer.page.set_input_files(
        '[name="files"]', [{"name": "现场.png", "mimeType": "image/png", "buffer": factories.PNG}]
    )
    field = writer.page.locator(".field:has([name=files])")
    field.get_by_text("Not received yet").wait_for()
    assert field.locator("label.choice").count() == 0
    writer.context.set_offline(False)
    writer.press("Save")
    assert [row.name for row in draft.attachments.all()] == ["现场.png"]


def test_the_line_says_so_quietly_and_can_be_read(writer, draft):
    writer.page.fill('[name="facts"]', "经查，八家门店")
    says(writer, KEPT)
    in_new_tab(writer, draft)
    says(writer, FOUND)
    assert faults(writer) == []
    writer.pictures("kept-text")
