"""What the unit says of a measure: only of a letter that it has received, and not before that day."""

import pytest
from django.db import transaction

from desk.steps.base import STEPS
from desk.steps.registry import RELATED_NAMES, offers
from followups.actions import answering
from followups.actions.answering import AnswerDraft, Paper
from organs.refusals import Refused
from organs.roles import Side
from suggestions.actions import drafting, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Measure, Suggestion
from tests import factories
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DRAFT = AnswerDraft(attitude="accepted", text="", promised_on=later(90))
BEFORE_SERVICE = [factories.drafted, factories.submitted, factories.issued]


def answer(w, suggestion, *, on=None):
    return answering.send(
        access=access(w.handling, later(40)),
        at=at(later(40)),
        measure=suggestion.measures.first(),
        draft=DRAFT,
        on=on,
        paper=Paper(scan=(factories.picture(),)),
    )


@pytest.mark.parametrize("stage", BEFORE_SERVICE)
def test_before_service_nothing_is_recorded_as_said_by_the_unit(w, stage):
    suggestion = stage(w)
    measure = suggestion.measures.first()
    with pytest.raises(Refused, match="not served"):
        answer(w, suggestion)
    for act in (answering.log_progress, answering.claim):
        with pytest.raises(Refused, match="not served"):
            act(
                access=access(w.handling),
                at=at(),
                measure=measure,
                on=factories.DAY,
                text="已整改",
                paper=Paper(scan=(factories.picture(),)),
            )
    assert not suggestion.clocks.filter(term="promise").exists()


@pytest.mark.parametrize("stage", BEFORE_SERVICE)
def test_before_service_no_step_of_the_unit_with_a_measure_is_offered(w, stage):
    suggestion = stage(w)
    offered = offers(access=access(w.handling), suggestion=suggestion, side=Side.OFFICE)
    assert not [offer.step.name for offer in offered if offer.step.track == "measure" and offer.step.by_unit]


def test_an_answer_is_not_dated_before_the_letter_came(w):
    suggestion = factories.served(w, on=later(10))
    with pytest.raises(Refused) as refusal:
        answer(w, suggestion, on=later(9))
    assert refusal.value.field == "on"
    assert answer(w, suggestion, on=later(10)).occurred_on == later(10)


OF_THE_RECIPIENT = sorted(step.name for step in STEPS.values() if step.is_of_recipient)


def test_every_step_of_the_unit_but_the_receipt_of_a_copy_is_one_of_the_recipient():
    by_unit = {step.name for step in STEPS.values() if step.by_unit}
    assert by_unit - set(OF_THE_RECIPIENT) == {"copies.acknowledge"}
    assert len(OF_THE_RECIPIENT) > 8


@pytest.mark.parametrize("name", OF_THE_RECIPIENT)
def test_the_table_itself_refuses_each_step_of_the_recipient_before_service(w, name):
    suggestion = factories.issued(w, "violation_civil_enforcement")
    measure = suggestion.measures.first()
    subject = measure if STEPS[name].track == "measure" else suggestion
    assert STEPS[name].track in RELATED_NAMES or subject is suggestion
    with pytest.raises(Refused, match="not served"), transaction.atomic():
        ledger.take(
            step=STEPS[name], subject=subject, actor=Actor(access=access(w.handling), paper=True), at=at(), text="理由"
        )
    assert not suggestion.events.filter(step=STEPS[name].key, track=STEPS[name].track).exists()


@pytest.mark.parametrize("act", [answering.log_progress, answering.claim])
def test_nothing_is_dated_as_done_by_the_unit_before_the_letter_came(w, act):
    suggestion = factories.served(w, on=later(10))
    factories.answered(w, suggestion, on=later(12))
    with pytest.raises(Refused, match="before the letter was received") as refusal:
        act(
            access=access(w.liaison, later(13)),
            at=at(later(13)),
            measure=suggestion.measures.first(),
            on=later(9),
            text="已整改",
            evidence=(factories.picture(),),
        )
    assert refusal.value.field == "on"


def test_a_measure_with_a_history_is_never_deleted_from_a_draft(w):
    """As of one that was answered before service, when that was still possible."""
    suggestion = factories.issued(w)
    measure = suggestion.measures.first()
    Suggestion.objects.filter(pk=suggestion.pk).update(served_on=factories.DAY)
    suggestion.refresh_from_db()
    answer(w, suggestion)
    Suggestion.objects.filter(pk=suggestion.pk).update(served_on=None, document_state="draft", issued_on=None)
    with pytest.raises(Refused, match="has a history") as refusal:
        drafting.save(
            access=access(w.handling), at=at(), suggestion=suggestion, head=factories.head(w), body=factories.body()
        )
    assert refusal.value.field == "measures"
    assert Measure.objects.filter(pk=measure.pk).exists()
