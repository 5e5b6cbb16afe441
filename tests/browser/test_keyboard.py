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
