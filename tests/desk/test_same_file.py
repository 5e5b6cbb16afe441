"""One file as proof of two measures: both sides read so at both measures, and nobody is told of a file that is not shown to him."""

import io

import pytest
from django.urls import reverse
from django.utils import translation

from desk.steps import evidence
from followups.actions import answering
from organs import clock
from suggestions.actions import files
from suggestions.actions.files import Upload
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility
from tests import factories
from tests.desk.portal.portal_pages import browser
from tests.factories import access
from tests.suggestions.real_files import PLAIN_PDF, ofd

pytestmark = pytest.mark.django_db

OFD = ofd()
BOTH = "the same file also stands at measure"


@pytest.fixture(scope="module")
def w(module_transaction):
    return factories.world()


@pytest.fixture(scope="module")
def case_pk(w):
    """A case of which the unit shows the first two measures by the same file, and the first by another one as well."""
    suggestion = factories.served(w, on=clock.today())
    factories.answered(w, suggestion, on=clock.today())
    first, second = suggestion.measures.order_by("position")[:2]
    claim(w, first, Upload("验收单.pdf", io.BytesIO(PLAIN_PDF)), Upload("发票.ofd", io.BytesIO(OFD)))
    claim(w, second, Upload("第二份.pdf", io.BytesIO(PLAIN_PDF)))
    return suggestion.pk


def claim(w, measure, *uploads: Upload) -> None:
    today = clock.today()
    answering.claim(
        access=access(w.liaison, today), at=clock.now(), measure=measure, on=today, text="已完成。", evidence=uploads
    )


@pytest.fixture
def case(case_pk) -> Suggestion:
    return Suggestion.objects.get(pk=case_pk)


def page_of(client, address: str) -> str:
    return " ".join(client.get(address, headers={"accept-language": "en"}).content.decode().split())


def card(page: str, measure) -> str:
    return page.partition(f'id="measure-{measure.pk}"')[2].partition("</article>")[0]


@pytest.mark.parametrize("side", ["office", "unit"])
def test_both_sides_read_at_both_measures_that_the_file_is_the_same(w, case, side):
    is_office = side == "office"
    address = reverse("suggestion" if is_office else "portal-letter", args=[case.pk])
    page = page_of(browser(w.handling if is_office else w.liaison), address)
    first, second = case.measures.order_by("position")[:2]
    assert "验收单.pdf</a> (the same file also stands at measure 2)" in card(page, first)
    assert "发票.ofd</a>" in card(page, first) and "发票.ofd</a> (" not in card(page, first)
    assert "第二份.pdf</a> (the same file also stands at measure 1)" in card(page, second)
    assert page.count(f"<small>{BOTH}") == 2  # in the list of all files


def test_whoever_judges_a_claim_reads_it_beside_the_claim(w, case):
    measure = case.measures.order_by("position")[1]
    with translation.override("en"):
        words = evidence.of_measure(measure)
    assert words.endswith("第二份.pdf</a> (the same file also stands at measure 1)") and "验收单" not in words


def test_a_file_of_the_office_alone_is_not_spoken_of_to_the_unit(w, case):
    first, second = case.measures.order_by("position")[:2]
    files.attach(
        files=[Upload("内部.ofd", io.BytesIO(OFD))], suggestion=case, about=f"measure:{second.pk}", shown_to="office",
        added_by_id=w.handling.pk, at=clock.now(),
    )  # fmt: skip
    with translation.override("en"):
        theirs = evidence.at_measures(case, visibility=Visibility.RECIPIENT)
        ours = evidence.at_measures(case, visibility=Visibility.OFFICE)
    assert "内部.ofd" not in str(theirs[second.pk].value) and str(theirs[first.pk].value).endswith("发票.ofd</a>")
    assert "内部.ofd</a> (the same file also stands at measure 1)" in str(ours[second.pk].value)
    assert "发票.ofd</a> (the same file also stands at measure 2)" in str(ours[first.pk].value)
