"""A letter with characters that no declared face prints: saved, named in the check list, refused before the first signature."""

import pytest
from django.urls import reverse

from suggestions.actions import drafting
from suggestions.documents import completeness
from suggestions.documents.completeness import Incomplete
from suggestions.models import LetterVersion, MeasureText
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = factories.at()


def unprintable(suggestion) -> list[tuple[str, str]]:
    """Returns the place and the code of each character that the check list names."""
    lacking = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    return [(check.anchor, check.text) for check in lacking if "U+" in check.text]


def store(suggestion, **texts: str) -> None:
    """Writes texts into the row as a release before this one kept them."""
    letter = suggestion.letter
    LetterVersion.objects.filter(pk=letter.pk).update(contents={**letter.contents, **texts})
    suggestion.letter.refresh_from_db()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("现场\x0b照片", "000B"),
        ("附\u202e件", "202E"),
        ("上\u2028下", "2028"),
        ("单元\x07格", "0007"),
        ("已整改👍", "1F44D"),
    ],
)
def test_the_check_list_names_it_with_its_place_and_every_page_opens(w, client, text, code):
    suggestion = factories.drafted(w)
    assert unprintable(suggestion) == []
    store(suggestion, facts=text)
    [(anchor, words)] = unprintable(suggestion)
    assert anchor == "facts" and f"U+{code}" in words
    client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
    for name in ("suggestion", "draft", "draft-revisions", "versions", "desk"):
        arguments = [] if name == "desk" else [suggestion.pk]
        assert client.get(reverse(name, args=arguments)).status_code == 200, name
    page = client.get(reverse("draft", args=[suggestion.pk])).content.decode()
    assert f"U+{code}" in page


def test_it_is_refused_at_submission_and_not_first_at_issue(w):
    suggestion = factories.drafted(w)
    store(suggestion, facts="已整改👍")
    access = factories.access(w.handling)
    with pytest.raises(Incomplete, match=r"U\+1F44D"):
        drafting.submit(access=access, at=NOW, suggestion=suggestion)


def test_measures_units_and_enclosures_are_looked_at_too(w):
    suggestion = factories.drafted(w)
    measure = suggestion.letter.measure_texts.first()
    MeasureText.objects.filter(pk=measure.pk).update(criterion="安装😀")
    LetterVersion.objects.filter(pk=suggestion.letter.pk).update(recipient_name="某\ue000公司")
    suggestion.letter.refresh_from_db()
    assert [anchor for anchor, _words in unprintable(suggestion)] == ["unit", "measure-1-criterion"]


def test_a_draft_with_an_emoji_is_saved(w, client):
    suggestion = factories.drafted(w)
    client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
    page = client.get(reverse("draft", args=[suggestion.pk]))
    values = {bound.html_name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "")}
    values |= {"facts": "第一行\x0b第二行👍", "do": "save"}
    assert client.post(reverse("draft", args=[suggestion.pk]), values).status_code == 302
    suggestion.letter.refresh_from_db()
    assert suggestion.letter.contents["facts"] == "第一行\n第二行👍"
