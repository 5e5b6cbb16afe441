"""A visit is recorded on a phone whose network comes and goes: nothing typed, drawn or photographed is lost, nothing counts twice."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from followups.models import Visit
from organs import clock
from organs.models import Person
from suggestions.models import Attachment
from tests import factories
from tests.browser.visitor import Visitor, faults
from tests.followups import visits
from tests.suggestions.phone_photographs import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READY = "This page now works without network."


@pytest.fixture
def visit() -> Visit:
    w, today = factories.world(), clock.today()
    suggestion = factories.served(w, on=today - timedelta(days=20))
    return visits.planned(w, suggestion, today=today, on=today)


@pytest.fixture
def phone(browser, live_server, visit):
    """The handling prosecutor, signed in on a phone, with the form open and kept for the time without network."""
    visitor = Visitor(browser, live_server.url)
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    visitor.sign_in("handling")
    visitor.go(form(visit))
    visitor.page.get_by_text(READY).wait_for()
    yield visitor
    visitor.leave()


def form(visit: Visit) -> str:
    return f"/visits/{visit.pk}/form/"


def state(phone: Visitor, words: str) -> None:
    """Waits until the line of state says this."""
    phone.page.locator("#visit-words", has_text=words).wait_for(timeout=40_000)


def fill_in(phone: Visitor) -> None:
    """Findings, a photo and a signature, as at the place itself."""
    page = phone.page
    for number in (1, 2):
        page.locator(f'[name="found-{number}"][value="in_order"]').check()
        page.locator(f'[name="text-{number}"]').fill(f"现场查看第{number}项，台账齐全。")
    page.locator('[name="photos-1"]').set_input_files(
        [{"name": "IMG_0417.jpg", "mimeType": "image/jpeg", "buffer": photograph()}]
    )
    page.locator(".photos small", has_text="IMG_0417.jpg").wait_for()
    page.locator('[name="unit_name"]').fill("王科长")
    sign(phone, "signature_unit")
    until(phone, lambda: kept(phone)[0]["files"].get("signature_unit"))
    state(phone, "Kept on this phone")


def is_locked(phone: Visitor) -> bool:
    """Tells whether nothing can be typed: the record waits to be sent, or for an answer."""
    return phone.page.locator("#visit-fields").evaluate("fields => fields.disabled")


def until(phone: Visitor, happens) -> None:
    """Waits until something is so: what is drawn is on disk a moment later."""
    for _turn in range(50):
        if happens():
            return
        phone.page.wait_for_timeout(100)
    raise AssertionError("it did not happen")


def sign(phone: Visitor, name: str) -> None:
    canvas = phone.page.locator(f'[data-pad="{name}"] canvas')
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    mouse = phone.page.mouse
    mouse.move(box["x"] + 30, box["y"] + 60)
    mouse.down()
    mouse.move(box["x"] + 160, box["y"] + 30, steps=5)
    mouse.move(box["x"] + 220, box["y"] + 80, steps=5)
    mouse.up()


def is_signed(phone: Visitor, name: str) -> bool:
    """Tells whether there is ink on the pad."""
    phone.page.wait_for_timeout(200)
    return phone.page.locator(f'[data-pad="{name}"] canvas').evaluate(
        "pad => pad.getContext('2d').getImageData(0, 0, pad.width, pad.height).data.some((part) => part < 100)"
    )


def kept(phone: Visitor) -> list[dict]:
    """Returns what the phone's store holds, files by their sizes."""
    return phone.page.evaluate(
        """async () => {
          const keeping = await import(document.querySelector("link[href$='visits/keeping.js']").href);
          const row = await keeping.read(Number(document.getElementById("visit").dataset.visit));
          return row ? [{ ...row, files: Object.fromEntries(
            Object.entries(row.files).map(([name, files]) => [name, files.map((file) => file.content.size)])) }] : [];
        }"""
    )


def in_store(phone: Visitor) -> list[str]:
    """Returns all that the phone's store holds of visits, as the text that anybody would read there."""
    return phone.page.evaluate(
        """async () => {
          const asked = indexedDB.open("procuracy-visits");
          const store = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
          const found = [];
          for (const name of store.objectStoreNames) {
            const all = store.transaction(name).objectStore(name).getAll();
            const rows = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
            for (const row of rows) {
              const parts = [row.text?.hidden, ...(await Promise.all((row.files ?? []).map((file) => file.hidden.arrayBuffer())))];
              found.push([JSON.stringify(row), ...parts.map((part) => new TextDecoder().decode(part))].join("\\n"));
            }
          }
          store.close();
          return found;
        }"""
    )


def keys_held(phone: Visitor) -> int:
    """Returns how many keys of visits this browser holds."""
    return phone.page.evaluate(
        """async () => {
          const asked = indexedDB.open("procuracy-visit-keys");
          const store = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
          const count = store.transaction("keys").objectStore("keys").count();
          const found = await new Promise((resolve) => { count.onsuccess = () => resolve(count.result); });
          store.close();
          return found;
        }"""
    )


def test_what_the_phone_keeps_is_hidden_and_locked_after_sign_out_until_the_same_person_is_back(phone, visit):
    fill_in(phone)
    (row,) = in_store(phone)
    assert not [words for words in ("台账齐全", "IMG_0417", "王科长", "found-1", "JFIF") if words in row]
    assert keys_held(phone) == 1
    phone.page.set_viewport_size({"width": 1440, "height": 900})
    phone.go("/desk/")
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Sign out").click()
    assert keys_held(phone) == 0 and len(in_store(phone)) == 1
    phone.context.set_offline(True)
    phone.page.goto(phone.site + form(visit))
    state(phone, "is locked")
    assert is_locked(phone) and phone.page.locator('[name="text-1"]').input_value() == ""
    phone.context.set_offline(False)
    phone.sign_in("handling")
    phone.go(form(visit))
    state(phone, "Kept on this phone, not sent.")
    assert phone.page.locator('[name="text-1"]').input_value() == "现场查看第1项，台账齐全。"
    assert phone.page.locator(".photos small").all_inner_texts() == ["IMG_0417.jpg"]


def test_a_key_that_was_not_used_for_a_day_is_gone(phone, visit):
    fill_in(phone)
    phone.page.evaluate(
        """async () => {
          const asked = indexedDB.open("procuracy-visit-keys");
          const store = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
          const rows = store.transaction("keys", "readwrite").objectStore("keys");
          const all = rows.getAll();
          await new Promise((resolve) => { all.onsuccess = resolve; });
          const put = rows.put({ ...all.result[0], at: Date.now() - 25 * 3600 * 1000 });
          await new Promise((resolve) => { put.onsuccess = resolve; });
          store.close();
        }"""
    )
    phone.context.set_offline(True)
    phone.page.reload()
    state(phone, "is locked")
    phone.context.set_offline(False)
    phone.go("/desk/")
    until(phone, lambda: keys_held(phone) == 0)


def test_another_person_at_the_same_phone_opens_an_empty_record(phone, visit):
    fill_in(phone)
    phone.context.clear_cookies()
    phone.speak("en")
    phone.sign_in("second")
    phone.page.goto(phone.site + form(visit))
    phone.page.wait_for_timeout(500)
    assert "台账齐全" not in phone.page.content()
    shown = phone.page.locator('[name="text-1"]')
    assert not shown.count() or shown.input_value() == ""
    assert len(in_store(phone)) >= 1


def cached(phone: Visitor) -> str:
    """Returns all text that the caches of this site hold."""
    return phone.page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
          }
          return found.join("\\n");
        }"""
    )


def assert_recorded_once(visit: Visit) -> Visit:
    held = Visit.objects.select_related("suggestion").get(pk=visit.pk)
    assert held.state == "held"
    assert [look.text for look in held.looks.all()] == ["现场查看第1项，台账齐全。", "现场查看第2项，台账齐全。"]
    assert held.suggestion.visits.count() == 1
    assert held.suggestion.events.filter(track="visit", step="record").count() == 1
    assert held.suggestion.documents.filter(kind="visit_record").count() == 1
    looks = [f"visitedmeasure:{look.pk}" for look in held.looks.all()]
    assert [row.name for row in Attachment.objects.filter(about__in=looks)] == ["IMG_0417.jpg"]
    assert {row.side: row.way for row in held.signatures.all()} == {"unit": "drawn", "office": "typed"}
    return held


def test_what_is_written_without_network_survives_a_reload_and_arrives_whole_and_once(phone, visit):
    phone.context.set_offline(True)
    fill_in(phone)
    phone.page.reload()
    phone.page.get_by_text("Without network: only the fields are here.").wait_for()
    state(phone, "Kept on this phone, not sent.")
    assert phone.page.locator('[name="text-2"]').input_value() == "现场查看第2项，台账齐全。"
    assert phone.page.locator('[name="found-1"][value="in_order"]').is_checked()
    assert phone.page.locator(".photos small").all_inner_texts() == ["IMG_0417.jpg"]
    assert is_signed(phone, "signature_unit") and not is_signed(phone, "signature_office")

    phone.page.get_by_role("button", name="Send the record").click()
    phone.page.get_by_role("button", name="Send now").wait_for()
    assert Visit.objects.get(pk=visit.pk).state == "planned"
    phone.page.reload()
    phone.page.get_by_role("button", name="Send now").wait_for()
    assert is_locked(phone) and len(kept(phone)) == 1

    phone.context.set_offline(False)
    state(phone, "Sent. Nothing of it is kept")
    held = assert_recorded_once(visit)
    assert kept(phone) == []
    assert cached(phone) == ""
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Back to the suggestion").click()
    phone.page.get_by_text("What came of it").click()
    phone.reads("王科长")
    phone.go(form(visit))
    phone.reads("Nothing more is recorded here")
    assert held.visited_on == clock.today()


def test_the_phone_holds_nothing_of_the_case(phone, visit):
    suggestion = visit.suggestion
    texts = [text.text for text in suggestion.letter.measure_texts.all()]
    case = [suggestion.title, suggestion.unit.name, suggestion.letter.document_number, visit.place, "承办检察官甲"]
    assert all(words in strip_tags(phone.page.content()) for words in (*case, *texts))
    fill_in(phone)
    held = cached(phone)
    held += strip_tags(held)
    assert "found-2" in held and "/shell/" in held
    assert [words for words in (*case, *texts, "八家门店停止销售", "食品科") if words in held] == []
    (row,) = kept(phone)
    assert set(row["fields"]) == {"found-1", "found-2", "text-1", "text-2", "unit_name"}
    assert set(row["files"]) == {"photos-1", "signature_unit"}
    assert uuid.UUID(row["key"]).version == 4


def test_an_answer_that_was_lost_doubles_nothing(phone, visit):
    lost = []

    def handled_then_cut(route):
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    phone.page.route("**/form/send/", handled_then_cut, times=1)
    fill_in(phone)
    phone.page.get_by_role("button", name="Send the record").click()
    state(phone, "No answer came.")
    assert lost == [200]
    assert_recorded_once(visit)
    assert is_locked(phone) and phone.page.get_by_role("button", name="Change it first").is_hidden()
    key = Visit.objects.get(pk=visit.pk).key
    assert [row["key"] for row in kept(phone)] == [str(key)]

    phone.page.reload()
    state(phone, "Sent. Nothing of it is kept")
    assert assert_recorded_once(visit).key == key
    assert kept(phone) == []


def test_a_sign_in_that_ended_meanwhile_loses_nothing(phone, visit):
    fill_in(phone)
    phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    phone.page.get_by_role("button", name="Send the record").click()
    state(phone, "You are signed out.")
    assert Visit.objects.get(pk=visit.pk).state == "planned"
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Sign in again").click()
    phone.page.fill("input[name=username]", "handling")
    phone.page.fill("input[name=password]", factories.PASSWORD)
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Sign in").click()
    state(phone, "Sent. Nothing of it is kept")
    assert_recorded_once(visit)


def test_a_record_that_is_refused_stays_and_says_why(phone, visit):
    phone.page.locator('[name="text-1"]').fill("现场查看第1项，台账齐全。")
    phone.page.get_by_role("button", name="Send the record").click()
    state(phone, "Not taken")
    said = phone.page.locator("#visit-refusals").inner_text()
    assert "Measure 1: what was seen" in said and "Measure 2: in words" in said
    assert not is_locked(phone)
    assert Visit.objects.get(pk=visit.pk).state == "planned"


def test_a_visit_that_a_colleague_recorded_is_refused_by_name_and_what_was_typed_stays(phone, visit):
    fill_in(phone)
    today = clock.today()
    colleague = Person.objects.get(username="second")
    visits.record(SimpleNamespace(handling=colleague), visit, today=today, on=today)
    phone.page.get_by_role("button", name="Send the record").click()
    state(phone, "Not taken")
    assert "检察官乙" in phone.page.locator("#visit-refusals").inner_text()
    phone.page.reload()
    phone.reads("Nothing more is recorded here")
    assert phone.page.locator('[name="text-1"]').input_value() == "现场查看第1项，台账齐全。"
    phone.page.on("dialog", lambda dialog: dialog.accept())
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Delete from this phone").click()
    assert phone.page.locator('[name="text-1"]').is_hidden()
    assert kept(phone) == []


def test_somebody_elses_visit_is_refused_in_words_and_what_was_typed_stays(phone, visit):
    fill_in(phone)
    phone.context.clear_cookies()
    phone.speak("en")
    phone.go("/sign-in/")
    phone.page.fill("input[name=username]", "outsider")
    phone.page.fill("input[name=password]", factories.PASSWORD)
    phone.press("Sign in")
    answer = phone.page.goto(phone.site + form(visit))
    assert answer.status == 404
    assert len(in_store(phone)) == 1
    assert Visit.objects.get(pk=visit.pk).state == "planned"


def test_the_page_is_read_and_signed_without_drawing(phone, visit):
    assert faults(phone) == []
    phone.pictures("visit-form")
    phone.page.set_viewport_size({"width": 390, "height": 844})
    clear = phone.page.locator('[data-pad="signature_unit"] button')
    clear.focus()
    phone.page.keyboard.press("Enter")
    fill_in(phone)
    phone.page.locator('[data-pad="signature_unit"] button').press("Enter")
    phone.page.get_by_role("button", name="Send the record").press("Enter")
    state(phone, "Sent. Nothing of it is kept")
    assert Visit.objects.get(pk=visit.pk).signatures.get(side="unit").way == "typed"
