"""The pictures of the documentation can be made from the sample world: each page is there, for whom it is taken."""

import pytest
from PIL import Image

from organs import clock
from sample import world
from tests.docs import pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_that_is_pictured_can_be_pictured(browser, live_server, tmp_path):
    assert world.load(at=clock.now(), say=lambda line: None)
    pictures.of_pages(browser, live_server.url, tmp_path)
    for picture in pictures.PICTURES:
        image = Image.open(tmp_path / f"{picture.name}.png")
        assert image.size == (picture.width, picture.height)
        assert len(image.convert("RGB").getcolors(maxcolors=256)) > 20, "an empty page"
