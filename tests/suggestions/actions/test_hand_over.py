"""A case goes to somebody who has a post there on the civil day of the place, half an hour after midnight too."""

from datetime import date, datetime

import pytest

from organs.models import Person, Post
from organs.refusals import Refused
from suggestions.actions import drafting
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
# In UTC it is still the day before.
JUST_AFTER_MIDNIGHT = datetime(2026, 3, 3, 0, 30, tzinfo=factories.SHANGHAI)


def hand_over(w, suggestion, to: Person) -> None:
    access = factories.access(w.head, DAY)
    drafting.hand_over(access=access, at=JUST_AFTER_MIDNIGHT, suggestion=suggestion, to=to, reason="分工调整")


@pytest.fixture
def suggestion(w):
    return factories.drafted(w)


def test_a_post_that_begins_on_that_day_counts(w, suggestion):
    Post.objects.filter(person=w.second).update(from_on=DAY)
    hand_over(w, suggestion, w.second)
    suggestion.refresh_from_db()
    assert suggestion.handling_prosecutor == w.second


def test_one_that_ended_the_day_before_does_not(w, suggestion):
    Post.objects.filter(person=w.second).update(to_on=date(2026, 3, 2))
    with pytest.raises(Refused) as refused:
        hand_over(w, suggestion, w.second)
    assert refused.value.field == "to"


def test_nor_does_that_of_a_closed_account(w, suggestion):
    Person.objects.filter(pk=w.second.pk).update(is_active=False, deactivated_at=JUST_AFTER_MIDNIGHT)
    with pytest.raises(Refused):
        hand_over(w, suggestion, w.second)
