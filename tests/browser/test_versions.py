"""Versions of a letter side by side through a real browser: beside each other on a desk, one under the other on a phone."""

import pytest

from organs import clock
from suggestions.models import Suggestion
from tests import factories
from tests.browser.visitor import Visitor, faults
from tests.desk.case.versions import two_versions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEETS = ".page-pair:first-of-type img"


@pytest.fixture
def letter() -> Suggestion:
    return two_versions.in_two_versions(factories.world(), on=clock.today())


@pytest.fixture(params=["handling", "liaison"])
def reader(request: pytest.FixtureRequest, browser, live_server, letter: Suggestion):
    """Signs in on one side and goes by the letter's page to its versions, as a person would."""
    visitor = Visitor(browser, live_server.url).sign_in(request.param)
    visitor.go(f"/suggestions/{letter.pk}/" if request.param == "handling" else f"/portal/letters/{letter.pk}/")
    visitor.follow("Versions side by side")
    visitor.name = request.param
    yield visitor
    visitor.leave()


def places(visitor: Visitor, width: int) -> list[dict[str, float]]:
    """Returns where the pictures of the first pair stand on a page of this width."""
    visitor.page.set_viewport_size({"width": width, "height": 900})
    return [sheet.bounding_box() for sheet in visitor.page.locator(SHEETS).all()[:2]]


def test_texts_and_pages_are_read_side_by_side_and_one_under_the_other(reader: Visitor):
    reader.reads("As text")
    reader.reads("Measure 3: new")
    left, right = places(reader, 1440)
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
    above, below = places(reader, 390)
    assert above["x"] == below["x"] and above["y"] + above["height"] <= below["y"]
    reader.pictures(f"versions-{reader.name}")
    assert faults(reader) == []


def test_the_pictures_are_drawn_and_lead_to_their_pdf(reader: Visitor):
    pictures = reader.page.locator(".page-sheet img")
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        reader.page.wait_for_function(
            "picture => picture.complete && picture.naturalWidth", arg=pictures.nth(number).element_handle()
        )
    href = reader.page.locator(".page-sheet a").first.get_attribute("href")
    answer = reader.page.request.get(reader.site + href.partition("#")[0])
    assert answer.headers["content-type"] == "application/pdf"


def test_the_choice_and_what_is_folded_work_by_keyboard(reader: Visitor):
    reader.page.locator("#earlier").focus()
    for key in ("Tab", "Tab"):
        reader.page.keyboard.press(key)
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert "earlier=1&later=2" in reader.page.url
    reader.page.locator("main summary").focus()
    reader.page.keyboard.press("Enter")
    reader.reads("Measure 1 (formerly 2)")
