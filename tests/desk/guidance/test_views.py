"""Circulars and model letters as their pages show them."""

import pytest
from django.urls import reverse

from followups.actions import collecting
from followups.models import Circular, ModelLetter
from organs import clock
from organs.roles import Role
from tests import factories
from tests.desk.steps.step_pages import client_of
from tests.followups.actions.test_circulating import TEXT
from tests.followups.actions.test_collecting import made

pytestmark = pytest.mark.django_db
TODAY = clock.today().isoformat()


def test_a_circular_goes_from_the_chief_above_to_the_desks_below_and_back_as_notices(w):
    above = factories.person("above", "乙市检察长", Role.CHIEF, procuratorate=w.prefecture)
    given = {
        "office": w.prefecture.pk,
        "number": "乙检通〔2026〕3号",
        "title": "回访通报",
        "text": TEXT,
        "issued_on": TODAY,
    }
    answer = client_of(above).post(reverse("circular-new"), given)
    circular = Circular.objects.get()
    assert answer.url == reverse("circular", args=[circular.pk])
    head = client_of(w.head)
    assert "has not taken notice of 1 circular yet" in head.get(reverse("desk")).content.decode()
    page = head.get(answer.url).content.decode()
    assert TEXT in page and "Have not taken notice" not in page
    assert head.post(reverse("circular-acknowledge", args=[circular.pk]), {}).status_code == 302
    assert "has not taken notice" not in head.get(reverse("desk")).content.decode()
    seen = client_of(above).get(answer.url)
    assert [row.person_name for row in seen.context["taken"]] == [w.head.name]
    assert (seen.context["left"], seen.context["count"]) == ([w.sibling], 2)
    assert client_of(w.liaison).get(answer.url).status_code == 404
    assert client_of(w.manager).get(reverse("circular-new")).status_code == 404


def test_a_model_is_made_from_the_page_of_the_letter_and_read_in_the_collection(w):
    suggestion = factories.served(w)
    address = reverse("model-letter-new", args=[suggestion.pk])
    assert address in client_of(w.manager).get(reverse("suggestion", args=[suggestion.pk])).content.decode()
    assert address not in client_of(w.handling).get(reverse("suggestion", args=[suggestion.pk])).content.decode()
    assert client_of(w.handling).get(address).status_code == 404
    form = client_of(w.manager).get(address).context["form"]
    given = {name: form[name].initial or "" for name in form.fields}
    assert not any(w.unit.name in str(text) for text in given.values())
    refused = client_of(w.manager).post(address, {**given, "merits": "说理充分"})
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {"nobody_is_named"}
    answer = client_of(w.manager).post(address, {**given, "merits": "说理充分", "nobody_is_named": "on"})
    model = ModelLetter.objects.get()
    assert answer.url == reverse("model-letter", args=[model.pk])
    page = client_of(w.head).get(answer.url).content.decode()
    assert "nobody looked back yet" in page and "not named" in page and w.unit.name not in page
    assert answer.url in client_of(w.head).get(reverse("model-letters")).content.decode()


def test_a_model_is_taken_out_by_its_office_with_a_reason(w):
    model = made(w, factories.served(w))
    address = reverse("model-letter-take-out", args=[model.pk])
    assert client_of(w.registrar).get(address).status_code == 404
    assert client_of(w.manager).post(address, {"reason": "单位请求"}).status_code == 302
    model.refresh_from_db()
    assert model.taken_out_because == "单位请求" and not collecting.office_for(
        factories.access(w.handling), model.suggestion
    )
