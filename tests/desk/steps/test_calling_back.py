"""Electronic service is called back for some minutes, while nobody of the unit has seen it: no period ran, and both logs say so."""

from datetime import timedelta

import pytest

from insights import conditions
from organs import clock
from organs.refusals import NotAllowed, Refused
from suggestions.actions import calling_back, ledger, serving
from suggestions.models import Suggestion
from tests import factories
from tests.desk.portal.portal_pages import browser, page_of
from tests.desk.steps.step_pages import get, post
from tests.factories import access

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def serve(w, suggestion, mode: str = "electronic") -> None:
    on = clock.today()
    facts = {"consented_on": on, "consent_by": "局长", "electronic_address": "office@unit.example"}
    serving.serve(
        access=access(w.handling, on),
        at=clock.now(),
        suggestion=suggestion,
        service=serving.ServiceDraft(mode=mode, received_on=on, signed_by="收发室", signed_as="mail", **facts),
    )
    suggestion.refresh_from_db()


@pytest.fixture
def sent(w) -> Suggestion:
    suggestion = factories.issued(w, on=clock.today())
    serve(w, suggestion)
    return suggestion


def call_back(w, suggestion, who=None, at=None) -> None:
    calling_back.call_back(
        access=access(who or w.handling, clock.today()), at=at or clock.now(), suggestion=suggestion, reason="附件有误"
    )


def test_what_is_called_back_is_unserved_again_no_clock_ran_and_it_may_be_served_anew(w, sent):
    assert sent.clocks.running().of_reply().exists()
    assert post(w.handling, sent, "document.call_back", {"reason": "附件有误"}).status_code == 302
    sent.refresh_from_db()
    assert (sent.document_state, sent.reply_state, sent.served_on) == ("issued", "not_due", None)
    assert not sent.clocks.of_reply().exists() and not sent.clocks.running().filter(owes="unit").exists()
    assert browser(w.liaison).get(page_of(sent)).status_code == 404
    assert ledger.breaks(sent) == []
    ours = browser(w.handling).get(f"/suggestions/{sent.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "Serve the letter again: it was called back" in ours and "the last attempt failed" not in ours
    assert ours.count("of a service that was called back: it proves nothing") == 1
    assert "electronic" in {each.key for each in serving.means_left(sent)}
    serve(w, sent)
    served = browser(w.handling).get(f"/suggestions/{sent.pk}/", headers={"accept-language": "en"}).content.decode()
    assert served.count("of a service that was called back: it proves nothing") == 1
    assert sent.clocks.of_reply().count() == 1 and sent.services.filter(succeeded=True).count() == 1
    kept = Suggestion.objects.filter(conditions.first_reply(stopped_on__isnull=False), pk=sent.pk)
    assert not kept.exists()
    page = browser(w.liaison).get(page_of(sent), headers={"accept-language": "en"}).content.decode()
    assert "Electronic service called back, unopened; no period ran" in page


def test_once_somebody_of_the_unit_has_opened_it_or_the_minutes_have_passed_it_is_not_called_back(w, sent, settings):
    late = clock.now() + timedelta(minutes=settings.CALL_BACK_MINUTES, seconds=1)
    with pytest.raises(Refused):
        call_back(w, sent, at=late)
    browser(w.liaison).get(page_of(sent))
    with pytest.raises(Refused):
        call_back(w, sent)
    assert get(w.handling, sent, "document.call_back").status_code == 403
    sent.refresh_from_db()
    assert sent.document_state == "served"


def test_only_electronic_service_and_only_by_who_serves(w, sent, settings):
    for who in (w.head, w.outsider, w.liaison):
        with pytest.raises(NotAllowed):
            call_back(w, sent, who=who)
    other = factories.issued(w, on=clock.today())
    serve(w, other, mode="direct")
    with pytest.raises(Refused):
        call_back(w, other)
    settings.CALL_BACK_MINUTES = 0
    with pytest.raises(Refused):
        call_back(w, sent)
