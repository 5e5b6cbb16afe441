"""The month by which a court's president prolongs the court's own reply moves the legal day, once, on a document (EXEC16 Art. 13)."""

from datetime import date, timedelta

import pytest

from desk.case import clock_presenter
from followups.actions import prolonging, replying
from followups.actions.prolonging import Decision
from organs.refusals import NotAllowed, Refused
from organs.roles import Side
from suggestions.actions import serving
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at, later, picture

pytestmark = pytest.mark.slow

LEGAL = date(2026, 6, 2)  # three months after service on 2 March
PROLONGED = date(2026, 7, 2)


@pytest.fixture
def served(w):
    return factories.served(w, "violation_civil_enforcement")


def prolong(w, suggestion, who=None, today=None, paper=False, **decision):
    today = today or later(60)
    facts = {"on": later(58), "reason": "执行线索较多", "document": (picture(),), "reference": "（2026）丙0321函5号"}
    prolonging.prolong(
        access=access(who or (w.registrar if paper else w.liaison), today),
        at=at(today),
        suggestion=Suggestion.objects.get(pk=suggestion.pk),
        decision=Decision(**{**facts, **decision}),
        paper=paper,
    )


def reply_clock(suggestion):
    return suggestion.clocks.of_reply().get()


def test_the_legal_day_moves_by_the_month_of_the_rule_and_the_former_one_stays(w, served):
    before = reply_clock(served)
    prolong(w, served)
    after = reply_clock(served)
    event = served.events.get(track="reply", step="prolong")
    assert (before.due_on, after.due_on) == (LEGAL, PROLONGED)
    [former] = after.former
    assert (former["due_on"], former["reason"], former["event"]) == (LEGAL.isoformat(), "执行线索较多", event.seq)
    assert former["derivation"] == before.derivation
    assert (event.details["approved_on"], event.details["months"]) == (later(58).isoformat(), 1)
    assert (event.shown_to, event.from_paper) == ("both", False)
    assert event.attachments.get().about == f"clock:{after.pk}"
    assert Suggestion.objects.get(pk=served.pk).reply_state == "awaited"


def test_why_this_day_names_the_article_of_the_extension(w, served):
    prolong(w, served)
    shape = clock_presenter.clock_shape(reply_clock(served), today=later(60), reader=Side.OFFICE)
    [step] = [step for step in shape.steps if step.text == "prolonged"]
    assert "Civil Enforcement (2016), Art. 13" in str(step.note)
    assert LEGAL.isoformat() in shape.note


def test_the_office_records_it_from_paper_and_is_named(w, served):
    prolong(w, served, paper=True)
    event = served.events.get(track="reply", step="prolong")
    assert (event.from_paper, event.recorded_by) == (True, w.registrar)
    assert reply_clock(served).due_on == PROLONGED


def test_it_is_for_the_court_itself(w, served):
    for who in (w.other_liaison, w.copied_liaison, w.handling, w.chief):
        with pytest.raises(NotAllowed):
            prolong(w, served, who=who)
    with pytest.raises(NotAllowed):
        prolong(w, served, who=w.outsider, paper=True)
    assert reply_clock(served).former == []


@pytest.mark.parametrize("kind", ["social_governance", "violation_civil_trial", "retrial_civil"])
def test_only_the_reply_on_enforcement_is_prolonged(w, kind):
    with pytest.raises(NotAllowed, match="kind"):
        prolong(w, factories.served(w, kind))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"document": ()}, "files"),
        ({"reason": " "}, "reason"),
        ({"on": later(61)}, "on"),
        ({"on": later(-1)}, "on"),
    ],
)
def test_what_is_missing_is_refused_at_its_field(w, served, given, field):
    with pytest.raises(Refused) as refused:
        prolong(w, served, **given)
    assert refused.value.field == field
    assert reply_clock(served).due_on == LEGAL


def test_the_president_decides_within_the_period_though_it_may_become_known_later(w, served):
    known = LEGAL + timedelta(days=3)
    with pytest.raises(Refused, match=LEGAL.isoformat()):
        prolong(w, served, today=known, on=LEGAL + timedelta(days=1))
    prolong(w, served, today=known, on=LEGAL)
    assert reply_clock(served).due_on == PROLONGED


def test_it_is_prolonged_once(w, served):
    prolong(w, served)
    with pytest.raises(Refused, match="once"):
        prolong(w, served)
    assert len(reply_clock(served).former) == 1


def test_a_corrected_day_of_receipt_keeps_the_month(w, served):
    prolong(w, served)
    on = later(61)
    serving.correct_receipt(access=access(w.head, on), at=at(on), suggestion=served, on=later(1), reason="回证有误")
    assert reply_clock(served).due_on == PROLONGED + timedelta(days=1)


def test_after_the_reply_there_is_nothing_to_prolong(w, served):
    factories.replied(w, served)
    with pytest.raises(Refused, match="No reply is owed"):
        prolong(w, served)


def test_an_absence_is_not_recorded_before_the_prolonged_day_has_passed(w, served):
    prolong(w, served)
    served.refresh_from_db()
    lacking = replying.lacking_for_absence(served, today=LEGAL + timedelta(days=1))
    assert any(PROLONGED.isoformat() in words for words in lacking)
