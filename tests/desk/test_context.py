"""The frame of every page: navigation by what a person may open, language, sign-out, and pages that tell of errors."""

import pytest
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.utils import translation
from pytest_django.fixtures import Settings

from desk import context
from organs.access import Access, HeldPost


def answer(request: HttpRequest) -> None:
    """Stands for any page; the tests ask only for its address."""


urlpatterns = [
    path("", answer, name="home"),
    path("desk/", answer, name="desk"),
    path("suggestions/", answer, name="suggestion-list"),
    path("setup/", answer, name="setup"),
    path("portal/", answer, name="portal"),
    path("sign-in/", answer, name="sign-in"),
    path("sign-out/", answer, name="sign-out"),
    path("language/", answer, name="set_language"),
]


def post(role: str, *, unit_id: int | None = None) -> HeldPost:
    """Returns a current post, at a procuratorate unless a unit is named."""
    return HeldPost(
        id=1,
        role=role,
        label=role,
        place="木垒哈萨克自治县人民检察院",
        procuratorate_id=None if unit_id else 1,
        depth=1,
        department_id=None,
        unit_id=unit_id,
        acting_for="",
    )


def access(*posts: HeldPost, origin: str = "sample") -> Access:
    """Returns what a signed-in person is today."""
    return Access(person_id=1, name="承办检察官甲", origin=origin, posts=posts)


OFFICER = access(post("handling_prosecutor"))
ADMINISTRATOR = access(post("administrator"))
CONTACT = access(post("contact", unit_id=7))


def request_by(person: Access | None, address: str = "/suggestions/1/?page=2") -> HttpRequest:
    """Returns a request as the middleware leaves it."""
    request = RequestFactory().get(address)
    request.access = person  # type: ignore[attr-defined]
    return request


@pytest.fixture(autouse=True)
def own_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def labels(person: Access | None) -> list[str]:
    """Returns the words of the navigation in English."""
    with translation.override("en"):
        return [item.label for item in context.PageFrame(request_by(person)).navigation]


def test_the_navigation_shows_only_what_exists_and_may_be_opened() -> None:
    assert labels(OFFICER) == ["Desk", "Suggestions"]
    assert labels(ADMINISTRATOR) == ["Desk", "Suggestions", "Set-up"]
    assert labels(CONTACT) == []
    assert labels(None) == []


def test_the_navigation_marks_the_page_under_which_one_is() -> None:
    items = context.PageFrame(request_by(OFFICER)).navigation
    assert [item.href for item in items if item.is_current] == ["/suggestions/"]


def test_what_is_unread_stands_beside_the_desk_and_opens_the_inbox() -> None:
    request = request_by(OFFICER)
    request.inbox_count = 7  # type: ignore[attr-defined]
    items = context.PageFrame(request).navigation
    assert [(item.href, item.count) for item in items] == [("/desk/", 0), ("/desk/#inbox", 7), ("/suggestions/", 0)]


@pytest.mark.parametrize(
    ("person", "base"),
    [(OFFICER, "base_office.html"), (CONTACT, "base_portal.html"), (None, "base_plain.html")],
)
def test_each_side_has_its_own_frame(person: Access | None, base: str) -> None:
    assert context.PageFrame(request_by(person)).base == base


def test_only_sample_people_are_told_that_the_data_are_invented() -> None:
    assert context.footnote(OFFICER)
    assert context.footnote(access(post("handling_prosecutor"), origin="live")) == ""
    assert context.footnote(None) == ""


@pytest.mark.parametrize(
    ("language", "tag", "words"),
    [("zh-hans", 'lang="zh-Hans-CN"', "没有您可以看的这一页"), ("en", 'lang="en"', "no such page")],
)
def test_a_page_speaks_the_language_of_its_reader(language: str, tag: str, words: str) -> None:
    with translation.override(language):
        html = render(request_by(OFFICER), "404.html").content.decode()
    assert f"<html {tag}>" in html
    assert words in html
    assert 'name="next" value="/suggestions/1/?page=2"' in html


def test_the_page_of_a_unit_links_nothing_of_the_office() -> None:
    html = render(request_by(CONTACT), "404.html").content.decode()
    assert 'href="/suggestions/"' not in html
    assert 'href="/portal/"' in html


def test_signing_out_is_a_post_and_offered_only_to_whom_is_signed_in() -> None:
    button = 'method="post" action="/sign-out/"'
    assert button in render(request_by(OFFICER), "404.html").content.decode()
    assert button not in render(request_by(None), "404.html").content.decode()


def test_a_refusal_is_shown_in_its_own_words() -> None:
    html = render(request_by(OFFICER), "403.html", {"exception": "您是本稿的作者，不能审核它。"}).content.decode()
    assert "您是本稿的作者，不能审核它。" in html


def test_the_page_for_a_fault_of_ours_needs_no_request() -> None:
    with translation.override("en"):
        assert "Something went wrong on our side" in render_to_string("500.html")
