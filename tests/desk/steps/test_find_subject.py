"""Which things the address of a step reaches: none that stands only in a version not issued yet."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize(("state", "status"), [("proposed", 404), ("asked", 422)])
def test_a_measure_that_is_only_proposed_is_not_there_for_the_unit(w, client, state, status):
    suggestion = factories.served(w)
    measure = suggestion.measures.order_by("position").first()
    type(measure).objects.filter(pk=measure.pk).update(state=state)
    client.force_login(w.liaison, backend="organs.sign_in.PersonBackend")
    address = reverse("portal-step", args=[suggestion.pk, "measure.revise", measure.pk])
    assert client.post(address, {"attitude": "x"}).status_code == status
