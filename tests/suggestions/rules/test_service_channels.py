"""Each channel of service says what its form asks for and what may not be missing."""

import dataclasses

import pytest

from desk.steps.forms.service import ProclaimForm, ServeForm
from suggestions.actions.serving import ServiceDraft
from suggestions.models import Service
from suggestions.rules.service_channels import CHANNELS

FACTS = {field.name for field in dataclasses.fields(ServiceDraft)}


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
def test_what_a_channel_asks_for_is_a_field_of_its_form_and_a_fact_of_the_record(channel):
    form = ProclaimForm if channel.is_reading else ServeForm
    asked = {*channel.asked, *channel.needed}
    assert asked <= set(form.base_fields)
    assert asked <= FACTS
    assert asked <= {field.name for field in Service._meta.fields}


def test_one_channel_is_a_reading_face_to_face():
    assert [channel.key for channel in CHANNELS.values() if channel.is_reading] == ["proclamation"]
