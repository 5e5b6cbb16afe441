"""The notice of withdrawal is served with a record and a return of its own, and no period runs on it (P19 Art. 18, 22)."""

import pytest
from django.urls import reverse

from desk.case import waiting
from organs.refusals import NotAllowed, Refused
from suggestions.actions import serving
from suggestions.actions.serving import ServiceDraft
from suggestions.models import Document, Suggestion
from suggestions.rules.service_channels import SIGNERS
from tests import factories
from tests.desk.steps.step_pages import client_of, step_url
from tests.factories import access, at, later
from tests.suggestions.actions.test_amending import decide, propose_withdrawal, text_of

pytestmark = pytest.mark.django_db
SERVED_ON = later(12)
SIGNED_AS = next(iter(SIGNERS))


def withdrawn(w, *, served: bool = True) -> Suggestion:
    suggestion = factories.served(w) if served else factories.issued(w)
    decide(w, propose_withdrawal(w, suggestion))
    return Suggestion.objects.get(pk=suggestion.pk)


def serve(w, suggestion, *, on=SERVED_ON, who=None, **facts):
    draft = ServiceDraft(
        **{"mode": "direct", "received_on": on, "signed_by": "收发室", "signed_as": SIGNED_AS, **facts}
    )
    return serving.serve_withdrawal(
        access=access(who or w.handling, SERVED_ON), at=at(SERVED_ON), suggestion=suggestion, service=draft
    )


def asked(suggestion) -> list[str]:
    [loaded] = waiting.load(Suggestion.objects.filter(pk=suggestion.pk))
    return [wait.step for wait in waiting.waits(loaded)]


def test_it_is_served_once_with_a_return_that_names_the_notice(w):
    suggestion = withdrawn(w)
    former, first = suggestion.served_on, serving.of_receipt(suggestion)
    row = serve(w, suggestion)
    assert (row.withdrawal, row.received_on) == (suggestion.amendments.get(), SERVED_ON)
    printed = Document.objects.filter(suggestion=suggestion, kind="service_return").order_by("id")
    assert printed.count() == 2 and "撤回检察建议通知书" in text_of(printed.last())
    again = Suggestion.objects.get(pk=suggestion.pk)
    assert (again.served_on, again.document_state, serving.of_receipt(again)) == (former, "withdrawn", first)
    assert not again.clocks.running().of_reply().exists()
    with pytest.raises(Refused):
        serve(w, again)


def test_a_letter_that_never_reached_the_unit_needs_no_notice_and_one_that_stands_has_none(w):
    for suggestion in (withdrawn(w, served=False), factories.served(w)):
        assert serving.unserved_withdrawal(suggestion) is None
        with pytest.raises(Refused):
            serve(w, suggestion)


def test_it_is_not_served_before_the_withdrawal_nor_without_a_signature_nor_by_who_serves_nothing(w):
    suggestion = withdrawn(w)
    for facts in ({"on": later(9)}, {"on": later(13)}, {"signed_by": ""}, {"mode": "electronic"}):
        with pytest.raises(Refused):
            serve(w, suggestion, **facts)
    with pytest.raises(NotAllowed):
        serve(w, suggestion, who=w.head)


def test_it_waits_with_the_prosecutor_until_it_is_served_and_stands_on_both_sides(w):
    suggestion = withdrawn(w)
    step = step_url(suggestion, "document.serve_withdrawal")
    case = reverse("suggestion", args=[suggestion.pk])
    assert step in client_of(w.handling).get(case).content.decode()
    assert "document.serve_withdrawal" in asked(suggestion)
    serve(w, suggestion)
    assert "document.serve_withdrawal" not in asked(suggestion)
    office = client_of(w.handling).get(case).content.decode()
    assert step not in office and "Service of the notice of withdrawal" in office
    unit = client_of(w.liaison).get(reverse("portal-letter", args=[suggestion.pk])).content.decode()
    assert f"The notice of withdrawal was served on {SERVED_ON.isoformat()}." in unit
