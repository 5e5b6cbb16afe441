"""Which steps are offered: nothing on what was compiled from public reports, since every step would be refused there."""

import pytest
from django.urls import resolve

from desk.steps import registry
from organs.roles import Side
from suggestions.models import Suggestion
from tests import factories

pytestmark = pytest.mark.django_db


def test_on_what_was_published_nothing_is_offered(w):
    resolve("/desk/")  # loads the addresses, and with them every form
    suggestion = factories.served(w)
    handling = factories.access(w.handling)
    assert registry.offers(access=handling, suggestion=suggestion, side=Side.OFFICE)
    published = Suggestion(pk=suggestion.pk)
    published.__dict__.update(suggestion.__dict__)
    published.origin = "published"
    assert registry.offers(access=handling, suggestion=published, side=Side.OFFICE) == []
