"""The months until a look-back in Set-up: shown with what holds above, set at once, refused at their place."""

import pytest
from django.urls import reverse

from followups.actions.look_back_periods import set_periods
from followups.models import LookBackPeriod
from tests import factories

pytestmark = pytest.mark.django_db


def page(place) -> str:
    return reverse("setup-look-backs-of", args=[place.pk])


@pytest.mark.slow
def test_a_procuratorate_sets_its_months_and_what_it_leaves_empty_follows_those_above(by, w):
    set_periods(access=None, at=factories.at(), procuratorate=w.prefecture, months={("other", "high"): 9})
    client = by(w.local)
    form = client.get(page(w.county)).context["form"]
    expected_change = form["expected_change"].value()
    assert form["other-high"].value() is None
    assert (form.above["other", "high"].months, form.above["other", "high"].set_by) == (9, w.prefecture.name)
    answer = client.post(page(w.county), {"expected_change": expected_change, "public_interest-high": "2"})
    assert answer.status_code == 302
    kept = LookBackPeriod.objects.filter(procuratorate=w.county)
    assert list(kept.values_list("type", "risk", "months")) == [("public_interest", "high", 2)]
    assert client.get(page(w.county)).context["form"]["public_interest-high"].value() == 2
    assert client.post(page(w.county), {"expected_change": expected_change, "other-low": "3"}).status_code == 409
    assert w.county.name in by(w.administrator).get(reverse("setup-changes")).content.decode()


@pytest.mark.slow
def test_a_number_that_cannot_be_stays_where_it_was_typed(by, w):
    answer = by(w.local).post(page(w.county), {"other-low": "99"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"other-low"})
    assert not LookBackPeriod.objects.exists()


def test_the_page_leads_to_the_own_place_and_shows_no_other(by, w):
    assert by(w.local).get(reverse("setup-look-backs")).url == page(w.prefecture)
    assert by(w.elsewhere).get(page(w.county)).status_code == 404
