"""The main path by keyboard alone: sign in, save and submit a draft, answer a measure; and how many keys lead to the buttons."""

import pytest
from django.urls import reverse

from followups.models import Answer
from organs import clock
from suggestions.models import Suggestion
from tests import factories
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUSED = """() => {
  const it = document.activeElement;
  return [it.tagName, it.name ?? "", it.value ?? "", it.labels?.[0]?.innerText ?? "", it.innerText ?? ""].join(" | ");
}"""
# From the top of a page to the buttons of its form, with the two ways past what lies between.
MOST_STOPS = 12


def tab_to(visitor: Visitor, words: str, *, most: int = 80) -> int:
    """Presses Tab until what has the focus says this; returns how often."""
    seen = []
    for count in range(1, most + 1):
        visitor.page.keyboard.press("Tab")
        seen.append(visitor.page.evaluate(FOCUSED))
        if words in seen[-1]:
            return count
    raise AssertionError(f"{words} is not reached by Tab:\n" + "\n".join(seen))


def enter(visitor: Visitor) -> None:
    """Presses Enter on what leads to another page."""
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def signed_in(browser, live_server, username: str) -> Visitor:
    visitor = Visitor(browser, live_server.url)
    visitor.go("/sign-in/")
    if "username" not in visitor.page.evaluate(FOCUSED):
        tab_to(visitor, "username")
    visitor.page.keyboard.type(username)
    tab_to(visitor, "password")
    visitor.page.keyboard.type(factories.PASSWORD)
    enter(visitor)
    assert "/sign-in/" not in visitor.page.url
    return visitor


def test_a_draft_is_saved_and_submitted_by_keyboard_alone(browser, live_server):
    draft = factories.drafted(factories.world())
    visitor = signed_in(browser, live_server, "handling")
    visitor.go(f"/suggestions/{draft.pk}/draft/")
    stops = tab_to(visitor, "Skip to content")
    visitor.page.keyboard.press("Enter")
    stops += tab_to(visitor, "Skip to the buttons of this form")
    visitor.page.keyboard.press("Enter")
    stops += tab_to(visitor, "BUTTON | do | save")
    assert stops <= MOST_STOPS, f"{stops} stops to the buttons"
    enter(visitor)
    tab_to(visitor, "BUTTON | do | submit")
    enter(visitor)
    assert Suggestion.objects.get(pk=draft.pk).document_state == "in_review"
    visitor.leave()


@pytest.mark.parametrize("page", ["new", "draft", "answers"])
def test_kept_text_on_offer_lengthens_the_way_to_no_button(browser, live_server, page):
    w = factories.world()
    path, username, field = {
        "new": lambda: (reverse("draft-new"), "handling", "title"),
        "draft": lambda: (reverse("draft", args=[factories.drafted(w).pk]), "handling", "facts"),
        "answers": lambda: (
            reverse("portal-letter", args=[factories.served(w, on=clock.today()).pk]),
            "liaison",
            None,
        ),
    }[page]()
    visitor = signed_in(browser, live_server, username)
    with visitor.page.expect_response("**/kept/"):
        visitor.go(path)
    control = f'[name="{field}"]' if field else '#measures input[type="radio"]'
    if field:
        visitor.page.fill(control, "尚未保存的文字")
    else:
        visitor.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        visitor.page.locator(control).first.check()
    visitor.page.locator(".keeping [role=status]", has_text="Kept").wait_for()
    visitor.go(path)
    visitor.page.locator(".keeping .buttons button").first.wait_for()
    stops = tab_to(visitor, "Skip to content")
    visitor.page.keyboard.press("Enter")
    stops += tab_to(visitor, "Skip to the buttons of this form")
    visitor.page.keyboard.press("Enter")
    stops += tab_to(visitor, "BUTTON | ")
    assert stops <= MOST_STOPS, f"{stops} stops to the buttons"
    visitor.leave()


def test_what_a_search_found_has_the_focus(browser, live_server):
    w = factories.world()
    visitor = signed_in(browser, live_server, "handling")
    visitor.go(reverse("draft-new"))
    visitor.page.fill('[name="unit_words"]', w.unit.name[:3])
    with visitor.page.expect_navigation():
        visitor.page.locator('button[value="find"]').click()
    visitor.page.wait_for_function("document.activeElement.name === 'unit'")
    assert visitor.page.evaluate("document.activeElement.getBoundingClientRect().top < innerHeight")
    visitor.leave()


def test_a_unit_answers_a_measure_by_keyboard_alone(browser, live_server):
    w = factories.world()
    letter = factories.served(w, on=clock.today())
    visitor = signed_in(browser, live_server, "liaison")
    visitor.go(reverse("portal-letter", args=[letter.pk]))
    tab_to(visitor, "Your unit's answer")
    visitor.page.keyboard.press("Enter")
    tab_to(visitor, "-attitude | accepted")
    for _way in range(4):
        visitor.page.keyboard.press("ArrowDown")
    tab_to(visitor, "-text_refused")
    visitor.page.keyboard.type("不属于本单位职责。")
    tab_to(visitor, "BUTTON | go |  |  | Save")
    enter(visitor)
    assert (Answer.objects.get().attitude, Answer.objects.get().text) == ("refused", "不属于本单位职责。")
    visitor.leave()
