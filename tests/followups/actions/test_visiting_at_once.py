"""Two send the record of one visit at the same moment: with one key it counts once, with two the second is refused."""

import uuid

import pytest

from organs.refusals import Refused
from suggestions.actions import ledger
from suggestions.models import Suggestion
from tests import factories
from tests.followups import visits
from tests.followups.actions.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def w(transactional_db):
    found = factories.world()
    found.suggestion = factories.served(found)
    found.visit = visits.planned(found, found.suggestion)
    return found


def send_both(w, first: uuid.UUID, second: uuid.UUID) -> list[Refused]:
    def send(key):
        visits.record(w, w.visit, visits.result(1, photos=(visits.photo(),)), key=key)

    return at_once(lambda: send(first), lambda: send(second))


def assert_one(w) -> None:
    found = Suggestion.objects.get(pk=w.suggestion.pk)
    assert found.events.filter(track="visit", step="record").count() == 1
    assert found.documents.filter(kind="visit_record").count() == 1
    assert found.attachments.filter(about__startswith="visitedmeasure:").count() == 1
    assert ledger.breaks(found) == []


def test_the_same_record_sent_twice_at_once_is_one_visit_and_nobody_is_refused(w):
    key = uuid.uuid4()
    assert send_both(w, key, key) == []
    assert_one(w)
    w.visit.refresh_from_db()
    assert w.visit.key == key


def test_of_two_records_sent_at_once_one_is_taken_and_the_other_says_by_whom(w):
    (refused,) = send_both(w, uuid.uuid4(), uuid.uuid4())
    assert "承办检察官甲" in str(refused)
    assert_one(w)
