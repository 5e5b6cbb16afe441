"""Each request says for whom it prints: the person who is signed in, and nobody before and after."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from desk.office import desk_views
from suggestions.confined import turns
from suggestions.printing import renderer
from tests import factories

pytestmark = pytest.mark.django_db
render = renderer.render  # before any fixture puts another in its place


def test_a_page_prints_for_whoever_asks_for_it(w, client, monkeypatch):
    asked = []
    monkeypatch.setattr(
        desk_views, "render", lambda *_given, **_options: asked.append(turns._person.get()) or HttpResponse()
    )
    for person in (w.handling, w.head):
        client.force_login(person, backend="organs.sign_in.PersonBackend")
        client.get(reverse("desk"))
    assert asked == [w.handling.pk, w.head.pk]
    assert turns._person.get() is None


def test_the_second_preview_of_one_person_is_told_in_words(w, client, monkeypatch, settings, tmp_path):
    """The same person in another window, while the first document is made."""
    settings.VAR = tmp_path
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    monkeypatch.setattr(renderer, "render", render)
    suggestion = factories.drafted(w)
    client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
    with turns.of(w.handling.pk), turns.turn():
        answer = client.get(reverse("draft-pdf", args=[suggestion.pk]))
    assert answer.status_code == 422
    assert "仍在生成" in answer.content.decode()
