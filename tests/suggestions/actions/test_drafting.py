"""Tests of drafting: what stops, and what runs on, when a draft comes back."""

import pytest

from organs.refusals import Refused
from suggestions.actions import drafting
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_reopened_text_is_not_to_be_served_until_it_is_approved_again():
    world = factories.world()
    suggestion = factories.approved(world, "public_interest")
    assert suggestion.clocks.running().filter(term="serve_pil").exists()
    drafting.reopen_text(access=factories.access(world.handling), at=factories.at(), suggestion=suggestion)
    assert [clock.term for clock in suggestion.clocks.running()] == ["investigation"]


def test_a_decision_to_investigate_is_not_dated_in_the_future():
    world = factories.world()
    with pytest.raises(Refused) as refusal:
        factories.opened(world, investigation_decided_on=factories.later(1))
    assert refusal.value.field == "investigation_decided_on"
