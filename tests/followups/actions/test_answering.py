"""What the unit says of a measure: only of a letter that it has received, and not before that day."""

import pytest

from desk.steps.registry import offers
from followups.actions import answering
from followups.actions.answering import AnswerDraft, Paper
from organs.refusals import Refused
from organs.roles import Side
from tests import factories
from tests.factories import access, at, later

pytestmark = pytest.mark.django_db

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
