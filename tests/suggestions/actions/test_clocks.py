"""Clocks as the real actions start, stop and move them, with the due days that a person counts by hand."""

from dataclasses import replace
from datetime import date

import pytest

from followups.actions import replying
from followups.actions.answering import Paper
from followups.actions.replying import ReplyDraft
from organs.refusals import Refused
from suggestions.actions import drafting, objecting, serving
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.serving import ServiceDraft
from suggestions.models import CalendarDay, CalendarYear, Clock, ReceiptCorrection, Suggestion
from suggestions.rules import terms
from suggestions.rules.lengths import Length, LengthUnit
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.issued = factories.issued(w)
    w.issued_pil = factories.issued(w, "public_interest")
    w.urgent_pil = factories.issued(w, "public_interest", is_urgent=True, reply_amount=15, reply_unit="days")
    w.served = factories.served(w)
    return w


@pytest.fixture
def w(built, db):
    for suggestion in (built.issued, built.issued_pil, built.urgent_pil, built.served):
        suggestion.refresh_from_db()
    return built


def serve(w, suggestion: Suggestion, on: date = factories.DAY, at: date | None = None) -> None:
    serving.serve(
        access=factories.access(w.handling, on),
        at=factories.at(at or on, 11),
        suggestion=suggestion,
        service=ServiceDraft(mode="direct", received_on=on, signed_by="收发室", signed_as="mail"),
    )


def running(suggestion: Suggestion) -> dict[str, date]:
    """Returns the running clocks with their due days."""
    return dict(suggestion.clocks.running().values_list("term", "due_on"))


def clock(suggestion: Suggestion, term: str) -> Clock:
    return suggestion.clocks.filter(term=term).latest("id")


# 2026-03-02 is a Monday; 2 May 2026 is a day of the Labour Day holiday (1-5 May), so that its term ends on the 6th.


def test_issue_starts_the_filing_clock_and_service_the_others(w):
    assert running(w.issued) == {"filing": date(2026, 3, 9)}
    serve(w, w.issued)
    assert running(w.issued) == {
        "filing": date(2026, 3, 9),
        "reply": date(2026, 5, 6),
        "objection": date(2026, 3, 12),
    }
    assert {each.term: each.owes for each in w.issued.clocks.running()} == {
        "filing": "office",
        "reply": "unit",
        "objection": "unit",
    }


def test_of_public_interest_approval_starts_service_and_service_starts_reply_examination_and_filing(w):
    assert running(w.issued_pil) == {"serve_pil": date(2026, 3, 5)}
    serve(w, w.issued_pil)
    assert running(w.issued_pil) == {
        "reply_pil": date(2026, 5, 6),
        "examination_pil": date(2026, 6, 8),
        "filing_pil": date(2026, 3, 9),
    }
    assert clock(w.issued_pil, "serve_pil").stopped_on == factories.DAY


def test_an_urgent_reply_of_public_interest_is_due_after_15_days(w):
    serve(w, w.urgent_pil)
    assert running(w.urgent_pil)["reply_urgent_pil"] == date(2026, 3, 17)


def test_the_investigation_is_due_two_months_after_the_decision_until_it_is_submitted(w):
    suggestion = factories.drafted(w)
    assert running(suggestion) == {"investigation": date(2026, 4, 10)}
    drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
    assert running(suggestion) == {}
    drafting.recall(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
    assert running(suggestion) == {"investigation": date(2026, 4, 10)}


def test_a_service_record_and_its_clocks_are_one(w):
    serve(w, w.issued)
    reply = clock(w.issued, "reply")
    assert (reply.started_by.step, reply.started_by.track) == ("serve", "document")
    assert (reply.started_on, reply.amount, reply.unit, reply.round) == (factories.DAY, 2, "months", 1)
    assert reply.rule_version == "2019-02-26/1"
    assert reply.derivation["start_on"] == "2026-03-02"


def test_the_clock_starts_on_the_day_of_receipt_and_not_on_the_day_it_was_recorded(w):
    serve(w, w.issued, on=factories.DAY, at=factories.later(6))
    assert running(w.issued)["reply"] == date(2026, 5, 6)


# Days of domain.md 2.4, through issue and service on the same day.
@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2023, 10, 24), date(2023, 12, 25)),
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2023, 12, 12), date(2024, 2, 18)),
        (date(2023, 7, 31), date(2023, 10, 7)),
        (date(2026, 8, 1), date(2026, 10, 8)),
    ],
)
def test_the_worked_days_come_out_of_the_real_actions(w, received_on, due_on):
    Suggestion.objects.filter(pk=w.issued.pk).update(issued_on=received_on)
    w.issued.refresh_from_db()
    serve(w, w.issued, on=received_on)
    assert running(w.issued)["reply"] == due_on


def test_a_day_in_a_year_whose_holidays_are_not_published_is_provisional(w):
    CalendarYear.objects.filter(year=2027).delete()
    CalendarDay.objects.filter(day__year=2027).delete()
    on = date(2026, 12, 1)
    serve(w, w.issued, on=on)
    reply, objection = clock(w.issued, "reply"), clock(w.issued, "objection")
    assert (reply.due_on, reply.is_provisional) == (date(2027, 2, 1), True)
    assert reply.derivation["awaited_years"] == [2027]
    assert (objection.due_on, objection.is_provisional) == (date(2026, 12, 11), False)


def test_a_rule_that_was_not_in_force_is_refused_in_words(w):
    early = date(2018, 6, 1)
    for suggestion, kind in ((w.issued, "social_governance"), (w.issued, "retrial_civil")):
        Suggestion.objects.filter(pk=suggestion.pk).update(issued_on=early, kind=kind)
        suggestion.versions.update(reply_amount=3 if kind == "retrial_civil" else 2)
        suggestion.refresh_from_db()
        with pytest.raises(Refused, match="2018-06-01"):
            serve(w, suggestion, on=early)
        suggestion.refresh_from_db()
        assert (suggestion.document_state, suggestion.services.count()) == ("issued", 0)


def reply(w, suggestion: Suggestion, on: date, **facts) -> None:
    replying.reply(
        access=factories.access(w.handling, on),
        at=factories.at(on),
        suggestion=suggestion,
        draft=ReplyDraft(signed_by="局长", received_on=on, **facts),
        paper=Paper(scan=(factories.picture(),)),
    )


def test_a_reply_stops_the_reply_clock_and_starts_judging(w):
    on = date(2026, 4, 1)
    reply(w, w.served, on)
    stopped = clock(w.served, "reply")
    assert (stopped.stopped_on, stopped.stopped_by.step) == (on, "receive")
    # ten working days from 2 April: 4-6 April are the Qingming holiday
    assert running(w.served)["judge_reply"] == date(2026, 4, 16)
    assert "reply" not in running(w.served)


def test_a_reply_posted_before_expiry_stops_the_clock_on_the_day_of_posting(w):
    reply(w, w.served, date(2026, 5, 8), posted_on=date(2026, 5, 6))
    stopped = clock(w.served, "reply")
    assert stopped.stopped_on == stopped.due_on == date(2026, 5, 6)


def test_a_reply_posted_after_expiry_counts_from_its_receipt(w):
    reply(w, w.served, date(2026, 5, 11), posted_on=date(2026, 5, 7))
    stopped = clock(w.served, "reply")
    assert (stopped.due_on, stopped.stopped_on) == (date(2026, 5, 6), date(2026, 5, 11))


@pytest.mark.parametrize("posted_on", [date(2026, 5, 9), factories.later(-1)])
def test_a_reply_is_posted_between_service_and_receipt(w, posted_on):
    with pytest.raises(Refused) as refusal:
        reply(w, w.served, date(2026, 5, 8), posted_on=posted_on)
    assert refusal.value.field == "posted_on"


def test_an_objection_stops_its_own_clock_and_not_the_reply(w):
    on = date(2026, 3, 4)
    objecting.object_to(
        access=factories.access(w.liaison, on), at=factories.at(on), suggestion=w.served, grounds="事实不准"
    )
    found = running(w.served)
    assert "objection" not in found
    assert found["answer_objection"] == date(2026, 3, 11)
    assert found["reply"] == date(2026, 5, 6)


def correct(w, suggestion: Suggestion, on: date) -> None:
    today = factories.later(3)
    serving.correct_receipt(
        access=factories.access(w.head, today),
        at=factories.at(today),
        suggestion=suggestion,
        on=on,
        reason="回证日期有误",
    )


def test_a_corrected_day_of_receipt_counts_again_and_keeps_what_was(w):
    correct(w, w.served, date(2026, 3, 4))
    assert running(w.served) == {
        "filing": date(2026, 3, 9),
        "reply": date(2026, 5, 6),
        "objection": date(2026, 3, 16),
    }
    objection = clock(w.served, "objection")
    [former] = objection.former
    assert (former["due_on"], former["reason"]) == ("2026-03-12", "回证日期有误")
    assert former["derivation"]["start_on"] == "2026-03-02"
    assert (objection.started_on, objection.derivation["start_on"]) == (date(2026, 3, 4), "2026-03-04")
    kept = ReceiptCorrection.objects.get(service__suggestion=w.served)
    assert (kept.former_on, kept.corrected_on) == (factories.DAY, date(2026, 3, 4))
    w.served.refresh_from_db()
    assert w.served.served_on == w.served.services.get().received_on == date(2026, 3, 4)


def test_a_receipt_corrected_twice_keeps_both_former_days(w):
    correct(w, w.served, date(2026, 3, 4))
    correct(w, w.served, date(2026, 3, 3))
    former = [each["due_on"] for each in clock(w.served, "objection").former]
    assert former == ["2026-03-12", "2026-03-16"]
    assert running(w.served)["objection"] == date(2026, 3, 13)


def test_a_correction_moves_nothing_that_began_with_something_else(w):
    on = factories.DAY
    objecting.object_to(
        access=factories.access(w.liaison, on), at=factories.at(on, 12), suggestion=w.served, grounds="事实不准"
    )
    before = running(w.served)
    correct(w, w.served, date(2026, 3, 5))
    after = running(w.served)
    assert (after["filing"], after["answer_objection"]) == (before["filing"], before["answer_objection"])
    assert clock(w.served, "filing").former == []


def test_the_day_that_is_already_recorded_or_a_day_to_come_is_refused(w):
    for on in (factories.DAY, factories.later(9), factories.later(-1)):
        with pytest.raises(Refused) as refusal:
            correct(w, w.served, on)
        assert refusal.value.field == "on"
    assert not ReceiptCorrection.objects.exists()


def test_a_later_version_of_a_rule_never_moves_a_clock_that_runs_under_the_earlier_one(w, monkeypatch):
    [earlier] = terms.TERMS.by_key["reply"]
    later = replace(
        earlier, version=2, valid_from=date(2026, 3, 3), length=Length(30, LengthUnit.DAYS), article="Later law"
    )
    monkeypatch.setitem(terms.TERMS.by_key, "reply", (replace(earlier, valid_to=date(2026, 3, 2)), later))
    assert terms.find("reply", on=date(2026, 3, 3)).length == Length(30, LengthUnit.DAYS)
    correct(w, w.served, date(2026, 3, 4))
    kept = clock(w.served, "reply")
    assert (kept.rule_version, kept.due_on) == ("2019-02-26/1", date(2026, 5, 6))
    assert terms.governing(key="reply", rule_version=kept.rule_version).article == earlier.article
    letter = w.issued.letter
    letter.reply_amount, letter.reply_unit = 30, "days"
    letter.save()
    serve(w, w.issued, on=date(2026, 3, 4), at=date(2026, 3, 4))
    assert (clock(w.issued, "reply").rule_version, running(w.issued)["reply"]) == ("2026-03-03/2", date(2026, 4, 3))


def withdraw(w, suggestion: Suggestion) -> None:
    amendment = proposing.propose_withdrawal(
        access=factories.access(w.handling), at=factories.at(), suggestion=suggestion, reasons="不当", cause=Cause()
    )
    deciding.decide(
        access=factories.access(w.chief),
        at=factories.at(),
        amendment=amendment,
        digest=amendment.digest,
        reasons="同意",
    )


def test_withdrawal_stops_all_that_the_letter_asked(w):
    withdraw(w, w.served)
    # The letter was issued: it is still to be filed (Art. 21).
    assert set(running(w.served)) == {"filing"}
    stopped = w.served.clocks.filter(stopped_by__step="withdraw")
    assert set(stopped.values_list("term", flat=True)) == {"reply", "objection"}


def test_dropping_a_draft_stops_everything(w):
    suggestion = factories.drafted(w)
    drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
    drafting.drop(access=factories.access(w.chief), at=factories.at(), suggestion=suggestion, reason="无必要")
    assert running(suggestion) == {}


def test_a_modified_letter_can_still_have_its_day_of_receipt_corrected(w):
    letter = w.served.letter
    texts = letter.measure_texts.all()
    amendment = proposing.propose_modification(
        access=factories.access(w.handling),
        at=factories.at(),
        suggestion=w.served,
        reasons="表述不准",
        body=factories.body(
            measures=tuple(
                drafting.MeasureDraft(
                    text=text.text, criterion=text.criterion, legal_basis=text.legal_basis, id=text.measure_id
                )
                for text in texts
            )
        ),
        cause=Cause(),
    )
    deciding.decide(
        access=factories.access(w.chief),
        at=factories.at(),
        amendment=amendment,
        digest=amendment.digest,
        reasons="同意",
    )
    w.served.refresh_from_db()
    correct(w, w.served, date(2026, 3, 4))
    assert running(w.served)["objection"] == date(2026, 3, 16)
