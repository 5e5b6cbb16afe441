"""A modified letter is served with a record of its own, and no period begins anew (P19 Art. 18, 22)."""

import pytest
from django.urls import reverse

from organs.refusals import NotAllowed, Refused
from suggestions.actions import calling_back, serving
from suggestions.actions.serving import ServiceDraft
from suggestions.models import Document, Suggestion
from suggestions.rules.service_channels import SIGNERS
from tests import factories
from tests.desk.steps.step_pages import client_of
from tests.factories import access, at, later
from tests.suggestions.actions.test_amending import decide, propose, text_of

pytestmark = pytest.mark.django_db
ON = later(10)
SIGNED_AS = next(iter(SIGNERS))


def modified(w) -> Suggestion:
    suggestion = factories.served(w)
    decide(w, propose(w, suggestion))
    return Suggestion.objects.get(pk=suggestion.pk)


SERVED_ON = later(12)


def serve(w, suggestion, *, on=SERVED_ON, who=None, **facts):
    draft = ServiceDraft(
        **{"mode": "direct", "received_on": on, "signed_by": "收发室", "signed_as": SIGNED_AS, **facts}
    )
    return serving.serve_modified(
        access=access(who or w.handling, later(12)), at=at(later(12)), suggestion=suggestion, service=draft
    )


def test_it_is_served_once_with_a_return_that_names_letter_and_notice(w):
    suggestion = modified(w)
    former = suggestion.served_on
    due = list(suggestion.clocks.running().values_list("term", "due_on"))
    assert serving.awaits_service(suggestion) == suggestion.letter
    row = serve(w, suggestion)
    assert (row.letter, row.received_on) == (suggestion.letter, later(12))
    printed = Document.objects.filter(suggestion=suggestion, kind="service_return").order_by("id")
    assert printed.count() == 2 and "变更检察建议通知书" in text_of(printed.last())
    again = Suggestion.objects.get(pk=suggestion.pk)
    assert again.served_on == former and list(again.clocks.running().values_list("term", "due_on")) == due
    assert serving.awaits_service(again) is None
    with pytest.raises(Refused):
        serve(w, again)


def test_a_letter_that_was_not_modified_waits_for_no_second_service(w):
    suggestion = factories.served(w)
    assert serving.awaits_service(suggestion) is None
    with pytest.raises(Refused):
        serve(w, suggestion)


def test_it_is_not_served_before_it_stood_and_not_without_a_signature_or_by_the_unit(w):
    suggestion = modified(w)
    for facts in ({"on": later(9)}, {"on": later(13)}, {"signed_by": ""}, {"mode": "electronic"}):
        with pytest.raises(Refused):
            serve(w, suggestion, **facts)
    with pytest.raises(NotAllowed):
        serve(w, suggestion, who=w.head)


def test_the_day_of_receipt_that_counts_stays_that_of_the_first_service(w):
    suggestion = modified(w)
    first = serving.of_receipt(suggestion)
    serve(w, suggestion)
    assert serving.of_receipt(suggestion) == first
    serving.correct_receipt(
        access=access(w.head, later(13)), at=at(later(13)), suggestion=suggestion, on=later(1), reason="回证日期有误"
    )
    first.refresh_from_db()
    assert first.received_on == later(1) == Suggestion.objects.get(pk=suggestion.pk).served_on
    assert calling_back.served_electronically(suggestion) is None


def test_a_letter_that_was_modified_before_its_service_is_served_once(w):
    suggestion = factories.issued(w)
    decide(w, propose(w, suggestion))
    suggestion = Suggestion.objects.get(pk=suggestion.pk)
    assert suggestion.letter.version == 2 and serving.awaits_service(suggestion) is None
    serving.serve(
        access=access(w.handling, later(12)),
        at=at(later(12)),
        suggestion=suggestion,
        service=ServiceDraft(mode="direct", received_on=later(12), signed_by="收发室", signed_as=SIGNED_AS),
    )
    assert serving.awaits_service(Suggestion.objects.get(pk=suggestion.pk)) is None


def test_the_case_page_tells_the_second_service_from_the_first(w):
    suggestion = modified(w)
    client, address = client_of(w.handling), reverse("suggestion", args=[suggestion.pk])
    client.cookies["django_language"] = "zh-hans"
    assert "变更后送达</th>" not in client.get(address).content.decode()
    serve(w, suggestion)
    assert client.get(address).content.decode().count("变更后送达</th>") == 1
