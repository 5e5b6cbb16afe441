"""Done since receipt on a day, more than asked, who answers for it and the days on the way: as answers, on both sides and in print."""

import pytest

from desk.case import measure_presenter
from desk.steps import per_measure
from followups.actions import answering, replying, verifying
from followups.actions.answering import AnswerDraft, Paper
from followups.actions.replying import ReplyDraft
from followups.documents import document_facts
from followups.models import Reply
from organs import clock
from organs.refusals import NotAllowed, Refused
from suggestions.models import Measure
from tests import factories
from tests.desk.portal.portal_pages import browser, in_days, page_of
from tests.factories import access, at, later, picture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DONE = {
    "attitude": "done_since",
    "done_on": later(3),
    "text": "八家门店已停售。",
    "more": "另对二十家门店开展排查。",
    "responsible": "食品经营监管科",
    "milestones": ((later(2).isoformat(), "立案"), (later(3).isoformat(), "停售")),
}


@pytest.fixture
def suggestion(w):
    return factories.served(w)


def answer(w, suggestion, who=None, *, paper=False, evidence=(), **facts):
    measure = suggestion.measures.first()
    answering.send(
        access=access(who or w.liaison, later(5)),
        at=at(later(5)),
        measure=measure,
        draft=AnswerDraft(**{**DONE, **facts}),
        evidence=evidence,
        paper=Paper(scan=(picture(),)) if paper else None,
    )
    return measure


def test_what_was_done_since_receipt_is_claimed_with_its_day_and_verified_by_another(w, suggestion):
    measure = answer(w, suggestion, w.second, paper=True)
    claim = measure.claims.get()
    assert (measure.state, measure.claimed_on, measure.promised_on) == ("claimed", later(3), None)
    assert (claim.claimed_on, claim.text, claim.recorded_by_id) == (later(3), "八家门店已停售。", w.second.pk)
    assert not suggestion.clocks.filter(term="promise").exists()
    finding = {"method": "on_paper", "on": later(6), "finding": "材料齐全"}
    with pytest.raises(NotAllowed):
        verifying.verify(access=access(w.second, later(6)), at=at(later(6)), measure=measure, **finding)
    verifying.verify(access=access(w.handling, later(6)), at=at(later(6)), measure=measure, **finding)
    assert measure.state == "verified"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"done_on": None}, "done_on"),
        ({"done_on": later(6)}, "done_on"),
        ({"done_on": later(-1)}, "done_on"),
        ({"text": " "}, "text"),
        ({"promised_on": later(9)}, "promised_on"),
        ({}, "files"),
    ],
)
def test_it_needs_a_day_since_receipt_words_and_something_that_shows_it(w, suggestion, facts, field):
    with pytest.raises(Refused) as refusal:
        answer(w, suggestion, evidence=(picture(),) if facts else (), **facts)
    assert refusal.value.field == field
    assert suggestion.measures.first().state == "asked"


def test_both_sides_and_the_reply_say_all_of_it(w, suggestion):
    measure = answer(w, suggestion, evidence=(picture(),))
    said = " ".join(str(pair.value) for pair in per_measure.said_of(measure))
    card = measure_presenter.measure(measure, look_back_on=None)
    shown = " ".join(str(pair.value) for pair in [*card.first, *card.pairs])
    for words in (later(3).isoformat(), "另对二十家门店", "食品经营监管科", f"{later(2).isoformat()} 立案"):
        assert words in said
        assert words in shown
    assert [(each.state, each.day) for each in card.milestones[:2]] == [("done", later(3)), ("done", later(3))]
    row = document_facts.answers(Reply(suggestion=suggestion))[0]
    assert (row["attitude"], row["done_on"]) == ("采纳，收到后已整改", later(3))
    assert (row["responsible"], row["more"]) == ("食品经营监管科", "另对二十家门店开展排查。")
    assert row["milestones"] == f"{later(2).isoformat()} 立案；{later(3).isoformat()} 停售"


def test_prepared_answers_go_with_the_reply_as_they_were_typed(w, suggestion):
    first, second = suggestion.measures.all()
    for measure, draft in (
        (first, AnswerDraft(**DONE)),
        (second, AnswerDraft(attitude="accepted", promised_on=later(30), responsible="宣传科")),
    ):
        answering.save_draft(access=access(w.liaison, later(5)), at=at(later(5)), measure=measure, draft=draft)
    replying.reply(
        access=access(w.liaison, later(5)),
        at=at(later(5)),
        suggestion=suggestion,
        draft=ReplyDraft(signed_by="单位负责人甲", evidence={first.pk: (picture(),)}),
    )
    assert [each.state for each in Measure.objects.filter(suggestion=suggestion)] == ["claimed", "accepted"]
    assert AnswerDraft.of(first.answers.get()) == AnswerDraft(**DONE)
    assert second.answers.get().responsible == "宣传科"


def test_the_unit_types_it_in_the_portal_and_finds_it_there(w):
    letter = factories.served(w, on=clock.today())
    first = letter.measures.first()
    client, name = browser(w.liaison), f"m{first.pk}"
    typed = {
        f"{name}-mark": "",
        f"{name}-attitude": "done_since",
        f"{name}-done_on": in_days(0),
        f"{name}-text_done_since": "已停售。",
        f"{name}-responsible": "监管科",
        f"{name}-milestones": f"{in_days(-3)} 立案",
        f"{name}-more": "另行排查",
    }
    assert client.post(f"{page_of(letter)}answers/", typed | {f"{name}-milestones": "尽快"}).status_code == 422
    assert client.post(f"{page_of(letter)}answers/", typed).status_code == 302
    kept = first.answers.get()
    assert (kept.attitude, kept.done_on, kept.responsible) == ("done_since", clock.today(), "监管科")
    assert kept.milestones == [[in_days(-3), "立案"]]
    page = client.get(page_of(letter)).content.decode()
    for words in ("监管科", f"{in_days(-3)} 立案", "另行排查"):
        assert words in page
