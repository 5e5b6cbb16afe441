"""Documents are printed in confinement: the same bytes as here, the same refusals in words, and an end after its time."""

from dataclasses import replace

import pytest
from django.utils import translation

from suggestions.confined import calling, limits, turns
from suggestions.printing import fonts, isolation, renderer
from tests import factories

render = renderer.render  # before any fixture puts another in its place
PARAGRAPH = "<html lang='zh-CN'><body><p>检察建议书</p>"


@pytest.fixture
def press(monkeypatch):
    """The press of an installation, as the room has one; the other tests print on packaged faces."""
    monkeypatch.undo()
    return renderer.Printer(work=renderer.work_folder())


def test_the_bytes_are_those_that_are_printed_here(press):
    assert render(PARAGRAPH, title="文") == press.render(PARAGRAPH, title="文")


def test_a_picture_comes_along(press):
    html = PARAGRAPH + "<img src='memory:/seal' width=20 height=20>"
    assets = {"memory:/seal": ("image/png", factories.PNG)}
    assert render(html, title="文", assets=assets) == press.render(html, title="文", assets=assets)


def test_a_character_that_no_face_has_is_named_in_the_language_of_the_reader(press):
    html = PARAGRAPH + "<p>\U00013000</p>"
    said = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            with pytest.raises(ValueError, match="\U00013000") as here:
                press.render(html, title="文")
            with pytest.raises(ValueError) as there:
                render(html, title="文")
            assert isinstance(here.value, fonts.MissingGlyphs)
            assert str(there.value) == str(here.value)
            said.append(str(there.value))
    assert said[0] != said[1]


def test_an_address_outside_the_document_stays_an_error_of_the_template(press):
    with pytest.raises(isolation.FetchRefused):
        render(PARAGRAPH + "<img src='https://198.51.100.7/a.png'>", title="文")


def test_a_picture_that_is_none_is_refused(press):
    html = PARAGRAPH + "<img src='memory:/seal'>"
    with pytest.raises(renderer.PictureRefused):
        render(html, title="文", assets={"memory:/seal": ("image/png", b"no picture")})


def test_what_takes_too_long_is_refused_in_words(press, monkeypatch):
    monkeypatch.setattr(calling, "GRACE", 0)
    monkeypatch.setitem(limits.JOBS, "print", replace(limits.JOBS["print"], patience=0.001))
    with pytest.raises(renderer.TooLong):
        render(PARAGRAPH, title="文")


def test_a_person_prints_one_document_at_a_time(press, monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    with turns.of(7), turns.turn(), pytest.raises(turns.Busy):
        render(PARAGRAPH, title="文")


def test_printing_ends_after_thirty_seconds():
    assert limits.JOBS["print"].patience == 30
