"""Wherever several people are listed they stand by the rank of their highest post, then by name."""

from datetime import timedelta

import pytest

from organs.actions import posts
from organs.models import Person, Post
from organs.roles import RANKS, Role
from suggestions.access import absences
from tests import factories

pytestmark = pytest.mark.django_db
ON = factories.DAY


def test_every_role_has_its_rank():
    assert sorted(RANKS) == sorted(Role)


def test_people_stand_by_their_highest_post_of_the_day_then_by_name(w):
    former = factories.person("former", "甲", Role.CHIEF, procuratorate=w.county)
    Post.objects.filter(person=former).update(to_on=ON - timedelta(days=1))
    posts.appoint(at=factories.at(), person=w.analyst, role=Role.DEPARTMENT_HEAD, from_on=ON, procuratorate=w.county)
    shown = [w.second, former, w.analyst, w.policy, w.handling, w.other_head, w.head, w.deputy, w.assistant, w.chief]
    heads = [w.analyst, w.other_head, w.head]
    expected = [w.chief, w.deputy, *heads, w.handling, w.second, w.assistant, w.policy, former]
    assert list(Person.objects.filter(pk__in=[person.pk for person in shown]).in_order(ON)) == expected
    tomorrow = ON - timedelta(days=2)
    assert Person.objects.filter(pk__in=[former.pk, w.deputy.pk]).in_order(tomorrow).last() == w.deputy


def test_posts_stand_in_the_same_order(w):
    rows = w.county.posts.current(ON).in_order()
    ranks = [(RANKS.index(post.role), post.person.name) for post in rows]
    assert len(ranks) > 9 and ranks == sorted(ranks)


def test_who_may_be_named_a_deputy_is_offered_in_that_order(w):
    found = absences.choices(person=w.handling, procuratorate=w.county, on=ON)
    assert any(len(choice.candidates) > 2 for choice in found)
    for choice in found:
        held = [min(RANKS.index(post.role) for post in person.posts.current(ON)) for person in choice.candidates]
        assert held == sorted(held)
