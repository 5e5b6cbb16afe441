"""Every component renders from plain parts alone, in both languages, as sound HTML without inline style or script."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation

from tests.desk import component_examples

TEMPLATES = settings.BASE_DIR / "templates"
PARTS_OF_A_PAGE = {"field", "header", "messages", "keeping"}
VOID = {"input", "meta", "link", "br", "img", "hr"}
INLINE = re.compile(r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE)
CHINESE = re.compile(r"[一-鿿]")


class Nesting(HTMLParser):
    """Notes elements that are closed in the wrong order or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def nesting_faults(html: str) -> list[str]:
    """Returns what is wrong with the nesting of the elements."""
    parser = Nesting()
    parser.feed(html)
    return parser.faults + parser.open


def all_templates() -> list[Path]:
    """Returns the templates of all pages; printed documents have an engine and tests of their own."""
    return sorted(path for path in TEMPLATES.rglob("*.html") if "documents" not in path.parts)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", sorted(component_examples.COMPONENTS))
def test_a_component_renders_from_plain_parts(name: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"components/{name}.html", component_examples.COMPONENTS[name])
    assert nesting_faults(html) == []
    assert not INLINE.search(html)
    assert "None" not in html


def test_every_component_has_a_sample() -> None:
    names = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert names - PARTS_OF_A_PAGE == set(component_examples.COMPONENTS)


@pytest.mark.parametrize("path", all_templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_compiles_and_holds_no_inline_style_or_script(path: Path) -> None:
    assert get_template(str(path.relative_to(TEMPLATES)))
    assert not INLINE.search(path.read_text())


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.stem)
def test_a_component_opens_with_its_context_and_holds_no_chinese_words(path: Path) -> None:
    source = path.read_text()
    assert source.startswith(("{# ", "{% comment %}"))
    assert not CHINESE.search(source)


def test_a_late_clock_is_marked_and_a_kept_one_is_still() -> None:
    html = render_to_string("components/clocks.html", {"clocks": component_examples.CLOCKS})
    assert html.count('class="clock--late"') == 1
    assert html.count('class="clock--still"') == 2


def test_the_derivation_ends_with_the_day() -> None:
    html = render_to_string("components/why_day.html", {"steps": component_examples.STEPS, "is_open": True})
    assert '<details class="why-day" open>' in html
    assert html.rindex("2020-01-13") > html.rindex("2020-01-11")


def test_a_posting_action_carries_the_token_and_its_fields() -> None:
    html = render_to_string(
        "components/action.html", {"action": component_examples.POST, "kind": "", "csrf_token": "token-1"}
    )
    assert 'name="csrfmiddlewaretoken" value="token-1"' in html
    assert 'name="digest" value="9f3c"' in html


def test_a_refusal_stands_where_the_button_would_be() -> None:
    html = render_to_string("components/may.html", {"actions": [], "refusals": component_examples.REFUSALS})
    assert "不能结案" in html
    assert "请先作出判断" in html
    assert "<button" not in html


def test_a_page_of_nothing_says_so() -> None:
    with translation.override("en"):
        assert "No files." in render_to_string("components/files.html", {"files": []})
        assert "No difference." in render_to_string("components/diff.html", {"changes": []})
        assert render_to_string("components/pager.html", {"previous": "", "next": ""}).strip() == ""


def test_a_figure_under_ten_shows_the_fraction_only() -> None:
    html = render_to_string("components/funnel.html", {"ratios": component_examples.RATIOS})
    assert "92.6%" in html
    assert '<p class="rate"></p>' in html
