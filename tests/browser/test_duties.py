"""The duties of both sides on a phone: the head of every column can be read without moving the table."""

import pytest

from tests import factories
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_on_a_phone_no_column_of_either_side_is_cut_off(browser, live_server):
    world = factories.world()
    factories.served(world)
    visitor = Visitor(browser, live_server.url).sign_in("handling")
    visitor.page.set_viewport_size({"width": 390, "height": 900})
    for language in ("en", "zh"):
        visitor.speak(language)
        visitor.go("/duties/")
        tables = visitor.page.locator(".table-wrap")
        hidden = tables.evaluate_all("all => all.map(table => table.scrollWidth - table.clientWidth)")
        assert hidden == [0, 0], language
    visitor.pictures("duties")
    visitor.leave()
