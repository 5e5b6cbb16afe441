"""A stock to measure with: copies of real cases, whose events verify, and of which nothing is left when it is removed."""

from collections import Counter

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from organs import clock
from organs.models import Person
from organs.refusals import Refused
from sample.scale import offices, stock
from suggestions.actions import ledger
from suggestions.models import Clock, Event, Suggestion
from tests.browser.sample_pages import reading

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

COUNT = 120


def counted() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def load(count: int = COUNT) -> list[str]:
    said: list[str] = []
    stock.load(at=clock.now(), suggestions=count, seed=1, say=said.append)
    return said


@pytest.fixture
def copies(sample_world):
    load()
    return Suggestion.objects.filter(procuratorate__code__startswith=offices.MARK)


def test_copies_stand_in_offices_of_their_own_and_their_chains_verify(copies, sample_world, settings):
    settings.FILES = sample_world
    assert copies.count() == COUNT
    assert [fault for suggestion in copies for fault in ledger.breaks(suggestion)] == []
    events = Event.objects.filter(suggestion__in=copies)
    assert events.exclude(hash="").values("hash").distinct().count() == events.count()
    for suggestion in copies.select_related("procuratorate", "unit"):
        assert suggestion.unit.region_code.startswith(suggestion.procuratorate.region_code)
        assert suggestion.ancestors == suggestion.procuratorate.ancestors
    of_sample = set(Person.objects.exclude(username__startswith=offices.MARK.lower()).values_list("pk", flat=True))
    assert not copies.filter(handling_prosecutor__in=of_sample).exists()
    states = Counter(copies.values_list("document_state", flat=True))
    assert {"draft", "in_review", "served"} <= set(states)
    assert Clock.objects.running().filter(suggestion__in=copies).exists()


def test_who_handles_a_copy_reads_it_and_finds_it_in_the_list(copies, sample_world, settings):
    settings.FILES = sample_world
    suggestion = copies.filter(document_state="served").first()
    client = reading(suggestion.handling_prosecutor)
    assert client.get(reverse("suggestion", args=[suggestion.pk])).status_code == 200
    assert suggestion.unit.name in client.get(reverse("suggestion-list")).content.decode()
    liaison = Person.objects.get(posts__unit=suggestion.unit, username__startswith=offices.MARK.lower())
    assert reading(liaison).get(reverse("portal-letter", args=[suggestion.pk])).status_code == 200


def test_nothing_of_a_stock_is_left_when_it_is_removed(sample_world):
    before = counted()
    load()
    assert counted() != before
    stock.remove()
    assert counted() == before


def test_a_second_stock_and_one_in_production_are_refused(copies, settings):
    with pytest.raises(Refused, match="--remove"):
        load()
    settings.PRODUCTION = True
    with translation.override("en"), pytest.raises(Refused, match="production"):
        load()
