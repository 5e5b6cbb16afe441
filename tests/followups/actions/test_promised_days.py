"""A promised day that moves: former days with their reasons on its clock, the present day everywhere, and the office's word beyond the legal day."""

import pytest

from desk.case import clock_page, inbox, measure_presenter, waiting
from desk.steps import answer_fields, case_pairs, per_measure
from followups.actions import answering, verifying
from followups.actions.answering import AnswerDraft
from followups.conditions import legal_day
from notices.actions import delivering
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Side
from suggestions.models import Suggestion
from tests import factories
from tests.desk.portal.portal_pages import browser
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# The letter is served on 2 March 2026: two months, of which the last day is a rest day, end on 6 May.
LEGAL = later(65)
FORMER, NEW = later(35), later(90)


@pytest.fixture
def measure(w):
    suggestion = factories.served(w)
    factories.answered(w, suggestion)
    return suggestion.measures.first()


def move(w, measure, to=NEW, reason="设备未到货"):
    answering.move_promise(access=access(w.liaison, later(6)), at=at(later(6)), measure=measure, to=to, reason=reason)


def weigh(w, measure, who=None, word="too_late", reason="设备可以租用"):
    verifying.weigh_promise(
        access=access(who or w.handling, later(7)), at=at(later(7)), measure=measure, word=word, reason=reason
    )


def promise_clock(measure):
    return measure.suggestion.clocks.running().get(about=f"measure:{measure.pk}")


def waits(measure):
    row = waiting.load(Suggestion.objects.filter(pk=measure.suggestion_id)).get()
    return [str(wait.what) for wait in waiting.waits(row)]


@pytest.mark.parametrize("reader", [Side.OFFICE, Side.UNIT])
def test_the_page_of_its_clock_keeps_every_former_day_with_its_reason(w, measure, reader):
    move(w, measure)
    move(w, measure, to=later(80), reason="可以提前")
    found = clock_page.context(promise_clock(measure), reader=reader, today=later(7))["former"]
    assert [(each.day, each.reason) for each in found] == [(FORMER, "设备未到货"), (NEW, "可以提前")]
    assert found[0].changed_on == later(6)


def test_a_changed_answer_moves_the_day_of_the_same_clock_and_an_equal_day_moves_nothing(w, measure):
    clock = promise_clock(measure)
    for day, reason in ((FORMER, "只改办法"), (later(40), "改期")):
        draft = AnswerDraft(attitude="other_way", promised_on=day, text="另行安排")
        answering.revise(
            access=access(w.liaison, later(6)), at=at(later(6)), measure=measure, draft=draft, reason=reason
        )
    clock.refresh_from_db()
    assert (promise_clock(measure).pk, clock.due_on) == (clock.pk, later(40))
    assert [(each["due_on"], each["reason"]) for each in clock.former] == [(FORMER.isoformat(), "改期")]
    assert list(measure.promises.values_list("promised_on", "former_on")) == [(FORMER, None), (later(40), FORMER)]


def test_former_days_stay_when_a_claim_is_sent_back(w, measure):
    move(w, measure)
    answering.claim(
        access=access(w.liaison, later(8)),
        at=at(later(8)),
        measure=measure,
        on=later(8),
        text="已完成",
        evidence=(factories.picture(),),
    )
    verifying.send_back(access=access(w.handling, later(9)), at=at(later(9)), measure=measure, reason="未见效果")
    clock = promise_clock(measure)
    assert (clock.due_on, [each["due_on"] for each in clock.former]) == (NEW, [FORMER.isoformat()])


def test_each_form_shows_the_present_day_and_not_the_one_first_answered(w, measure):
    move(w, measure)
    said = " ".join(str(pair.value) for pair in per_measure.said_of(measure))
    assert f"by {NEW.isoformat()}" in said
    assert f"by {FORMER.isoformat()}" not in said
    assert answer_fields.fields_of(answer_fields.sent_answer(measure))["promised_on"] == NEW


def test_a_day_beyond_the_legal_day_waits_for_the_offices_word_and_both_sides_read_it(w, measure):
    assert legal_day.of(measure.suggestion) == LEGAL
    assert not [words for words in waits(measure) if "beyond the legal day" in words]
    move(w, measure)
    assert [words for words in waits(measure) if "beyond the legal day" in words]
    page = browser(w.handling).get(f"/suggestions/{measure.suggestion_id}/").content.decode()
    assert "measure.weigh_promise" in page
    weigh(w, measure)
    assert not [words for words in waits(measure) if "beyond the legal day" in words]
    for who, address in ((w.handling, "suggestions"), (w.liaison, "portal/letters")):
        page = browser(who).get(f"/{address}/{measure.suggestion_id}/").content.decode()
        assert f"beyond the legal day, {LEGAL.isoformat()}" in page
        assert "设备可以租用" in page
        assert "measure.weigh_promise" not in page


def test_the_word_is_the_offices_with_reasons_once_for_each_day(w, measure):
    with pytest.raises(Stale):
        weigh(w, measure)  # the first day lies before the legal one
    move(w, measure)
    with pytest.raises(NotAllowed):
        weigh(w, measure, who=w.liaison)
    for facts, field in (({"word": "perhaps"}, "word"), ({"reason": " "}, "reason")):
        with pytest.raises(Refused) as refusal:
            weigh(w, measure, **facts)
        assert refusal.value.field == field
    weigh(w, measure, who=w.head, word="acceptable")
    with pytest.raises(Stale):
        weigh(w, measure)
    move(w, measure, to=later(95))
    assert legal_day.waits_for_word(measure).promised_on == later(95)
    measure.refresh_from_db()
    assert case_pairs.promised(measure)[0].value == (
        f"{later(95).isoformat()} · formerly {FORMER.isoformat()}, {NEW.isoformat()}"
        f" · beyond the legal day, {LEGAL.isoformat()}"
    )


def test_the_office_reads_the_slip_with_its_days_in_the_inbox(w, measure):
    move(w, measure)
    delivering.deliver(at=at(later(6), 12))
    notice = inbox.unread(access(w.handling)).filter(event__step="move_promise").get()
    title = inbox.entry_of(notice, today=later(6), is_unit=False).title
    assert all(day.isoformat() in title for day in (FORMER, NEW, LEGAL))


def test_the_legal_day_stands_at_every_measure_that_is_not_done(w, measure):
    factories.verified(w, measure.suggestion)
    measure.refresh_from_db()
    open_one = measure.suggestion.measures.last()
    type(open_one).objects.filter(pk=open_one.pk).update(state="accepted")
    open_one.refresh_from_db()
    shown = {
        row.pk: [str(pair.value) for pair in measure_presenter.measure(row, look_back_on=None, legal_on=LEGAL).first]
        for row in (measure, open_one)
    }
    assert LEGAL.isoformat() not in shown[measure.pk]
    assert LEGAL.isoformat() in shown[open_one.pk]


def test_who_promises_a_day_beyond_the_legal_day_is_warned(w, measure):
    client = browser(w.liaison)
    address = f"/portal/letters/{measure.suggestion_id}/do/measure.move_promise/{measure.pk}/"
    assert f"The legal day is {LEGAL.isoformat()}" in client.get(address).content.decode()
