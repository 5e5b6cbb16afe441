"""The file of a closed case goes to the archive: day, number and term stand in its record, and on its page."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.urls import reverse

from followups.actions import archiving, closing
from followups.conditions.archive import archived
from followups.documents import bundle
from organs import clock
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import ledger
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility
from tests import factories
from tests.desk.steps.step_pages import client_of, offered, post
from tests.factories import access, at

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def closed(w) -> Suggestion:
    suggestion = factories.whole(w)
    suggestion.refresh_from_db()
    return suggestion


def archive(w, suggestion, who=None, **facts):
    on = facts.pop("on", suggestion.closed_on or clock.today())
    given = {"on": on, "number": "2027-ZH-0031", "retention": "30"} | facts
    return archiving.archive(access=access(who or w.registrar, on), at=at(on), suggestion=suggestion, **given)


def test_the_record_says_when_under_which_number_and_for_how_long(w, closed):
    event = archive(w, closed)
    closed.refresh_from_db()
    assert archived(closed) == event and ledger.breaks(closed) == []
    assert event.details["documents"] == closed.documents.count() > 0
    page = client_of(w.handling).get(reverse("suggestion", args=[closed.pk])).content.decode()
    assert "2027-ZH-0031" in page and "30 years" in page


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"number": " "}, "number"), ({"number": "号" * 61}, "number"), ({"retention": "7"}, "retention")],
)
def test_what_is_missing_is_named_at_its_field(w, closed, facts, field):
    with pytest.raises(Refused) as refused:
        archive(w, closed, **facts)
    assert refused.value.field == field


def test_not_before_the_closing_nor_in_the_future(w, closed):
    for on in (closed.closed_on - timedelta(days=1), clock.civil_day(at(closed.closed_on)) + timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            archiving.archive(
                access=access(w.registrar, closed.closed_on),
                at=at(closed.closed_on),
                suggestion=closed,
                on=on,
                number="1",
                retention="10",
            )
        assert refused.value.field == "on"


def test_an_open_case_is_not_archived_nor_by_just_anybody(w, closed):
    with pytest.raises(Stale):
        archive(w, factories.served(w), on=factories.DAY)
    for who in (w.liaison, w.policy, w.analyst):
        with pytest.raises(NotAllowed):
            archive(w, closed, who=who)


def test_what_is_opened_again_is_back_with_the_office(w, closed):
    archive(w, closed)
    closing.reopen(
        access=access(w.handling, closed.closed_on),
        at=at(closed.closed_on, 15),
        suggestion=closed,
        reason="出现新的事实",
    )
    closed.refresh_from_db()
    assert archived(closed) is None


def test_it_is_recorded_on_its_page_with_the_term_of_the_office_chosen_beforehand(w, closed):
    given = {"on": clock.today().isoformat(), "number": "卷12", "retention": "permanent"}
    assert post(w.registrar, closed, "case.archive", given).status_code == 302
    assert archived(Suggestion.objects.get(pk=closed.pk)).details["retention"] == "permanent"


def test_it_is_offered_once_and_the_contents_name_number_and_term(w, closed):
    assert any("case.archive" in href for href in offered(w.handling, closed))
    archive(w, closed)
    closed.refresh_from_db()
    assert not any("case.archive" in href for href in offered(w.handling, closed))
    content = bundle.of(closed, visibility=Visibility.INTERNAL)
    first = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "2027-ZH-0031" in first and "30年" in first
