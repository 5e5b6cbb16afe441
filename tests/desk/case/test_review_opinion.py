"""The opinion of the legal-policy review as a document: printed on request for those inside (P19 Art. 17(1))."""

import io

import pypdf
import pytest
from django.urls import reverse

from suggestions.actions import review
from suggestions.documents import content
from tests import factories
from tests.desk.steps.step_pages import client_of

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def address(suggestion) -> str:
    return reverse("review-opinion", args=[suggestion.pk])


def test_it_says_what_was_found_of_each_and_by_whom(w):
    suggestion = factories.approved(w)
    page = client_of(w.chief).get(reverse("suggestion", args=[suggestion.pk])).content.decode()
    assert address(suggestion) in page
    text = text_of(client_of(w.chief).get(address(suggestion)))
    assert "审核意见" in text and text.count("符合要求") == 3 and w.policy.name in text and "同意。" in text


def test_a_return_with_reasons_is_an_opinion_too(w):
    suggestion = factories.at_policy(w)
    assert client_of(w.handling).get(address(suggestion)).status_code == 404
    review.return_draft(
        access=factories.access(w.policy),
        at=factories.at(),
        suggestion=suggestion,
        digest=content.digest(suggestion.letter),
        reason="第二项缺少法律依据。",
    )
    assert "第二项缺少法律依据。" in text_of(client_of(w.handling).get(address(suggestion)))


@pytest.mark.parametrize("who", ["liaison", "registrar", "higher", "outsider"])
def test_nobody_outside_the_case_prints_it(w, who):
    assert client_of(getattr(w, who)).get(address(factories.approved(w))).status_code == 404


def test_a_kind_without_the_gate_has_none(w):
    suggestion = factories.approved(w, "public_interest")
    assert client_of(w.chief).get(address(suggestion)).status_code == 404
