"""A reply on paper: one form and one scan for all measures; what it does not answer stays open, and nothing promised is called done."""

import pytest
from django.utils import translation

from desk.case import clock_presenter, event_words, turns
from desk.portal import guards
from followups.actions import replying
from followups.actions.answering import AnswerDraft, Paper
from followups.actions.replying import ReplyDraft
from followups.conditions import legal_day
from followups.documents import document_facts
from organs import clock
from organs.roles import Side
from suggestions.models import Suggestion
from tests import factories
from tests.desk.portal.portal_pages import browser, in_days, page_of, upload
from tests.factories import MeasureDraft, access, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIVE = tuple(
    MeasureDraft(text=f"整改第{number}项", criterion=f"完成第{number}项", legal_basis="《奶业条例》")
    for number in range(1, 6)
)


@pytest.fixture
def letter(w):
    return factories.served(w, on=clock.today(), measures=FIVE)


def address(letter):
    return f"/suggestions/{letter.pk}/paper/reply.receive/0/"


def typed(letter, *, without=(), **more):
    """Returns the form: accepted by a day, done since receipt, refused, another way, done before receipt."""
    today = clock.today().isoformat()
    said = (
        ("accepted", in_days(30), ""),
        ("done_since", today, "已停售。"),
        ("refused", "", "不属于本单位职责。"),
        ("other_way", in_days(40), "改为联合检查。"),
        ("already_done", "", "收到前已开展培训。"),
    )
    given = {"received_on": today, "signed_by": "局长甲", "signed_by_title": "局长", "signed_as": "principal"}
    for measure, (attitude, day, text) in zip(letter.measures.all(), said, strict=True):
        if measure.position not in without:
            given |= {f"attitude-{measure.pk}": attitude, f"day-{measure.pk}": day, f"said-{measure.pk}": text}
    return given | more


def test_five_measures_are_recorded_with_one_form_and_one_scan(w, letter):
    client = browser(w.handling)
    page = client.get(address(letter)).content.decode()
    assert page.count('name="attitude-') == 5
    assert page.count('type="file"') == 1
    response = client.post(address(letter), typed(letter) | {"files": upload("回复函.png")})
    assert response.status_code == 302, response.content.decode()
    assert [each.state for each in letter.measures.all()] == [
        "accepted",
        "claimed",
        "refused",
        "other_way",
        "already_done",
    ]
    assert [each.name for each in letter.attachments.exclude(event__track="document")] == ["回复函.png"]
    assert letter.replies.get().signed_as == "principal"
    events = letter.events.filter(track="measure", step="answer")
    assert {(each.actor_name, each.recorded_by_name, each.from_paper) for each in events} == {
        (w.unit.name, "承办检察官甲", True)
    }


def test_responsible_post_days_on_the_way_and_more_come_with_the_paper_too(w, letter):
    first = letter.measures.get(position=1)
    beside = {
        f"responsible-{first.pk}": "食品经营监管科",
        f"milestones-{first.pk}": f"{in_days(10)} 立案",
        f"more-{first.pk}": "另对二十家门店开展排查。",
    }
    client = browser(w.handling)
    wrong = client.post(address(letter), typed(letter) | {**beside, f"milestones-{first.pk}": "尽快"})
    assert wrong.status_code == 422
    assert f"milestones-{first.pk}" in wrong.context["form"].errors
    assert wrong.context["form"].blocks()[0].is_unfolded and not wrong.context["form"].blocks()[1].is_unfolded
    assert client.post(address(letter), typed(letter) | beside | {"files": upload()}).status_code == 302
    answer = first.answers.get(sent_at__isnull=False)
    assert (answer.responsible, answer.more) == ("食品经营监管科", "另对二十家门店开展排查。")
    assert answer.milestones == [[in_days(10), "立案"]]


def test_what_is_beside_an_answer_needs_the_answer(w, letter):
    last = letter.measures.get(position=5)
    given = typed(letter, without=(5,)) | {f"responsible-{last.pk}": "食品经营监管科", "files": upload()}
    response = browser(w.handling).post(address(letter), given)
    assert response.status_code == 422 and f"attitude-{last.pk}" in response.context["form"].errors


def test_what_the_reply_does_not_answer_stays_open_with_its_legal_day_on_both_sides(w, letter):
    client = browser(w.handling)
    response = client.post(address(letter), typed(letter, without=(2, 5)) | {"files": upload()}, follow=True)
    legal = legal_day.of(letter).isoformat()
    assert f"does not answer 2 measures, which stay open; their legal day is {legal}" in response.content.decode()
    assert list(letter.measures.filter(state="asked").values_list("position", flat=True)) == [2, 5]
    first_open = letter.measures.get(position=2)
    office = response.content.decode().partition(f'id="measure-{first_open.pk}"')[2].partition("</article>")[0]
    unit = browser(w.liaison).get(page_of(letter)).content.decode()
    own = unit.partition(f'id="answer-{first_open.pk}"')[2].partition("</article>")[0]
    assert legal in office
    assert legal in own
    suggestion, _visibility = guards.open_letter(access(w.liaison), letter.pk)
    turn = turns.for_unit(suggestion, today=clock.today())
    assert (turn.by.isoformat(), turn.is_late) == (legal, False)


def test_each_answer_is_judged_at_its_own_field_and_nothing_is_kept_by_halves(w, letter):
    first, second, third = letter.measures.all()[:3]
    given = typed(letter) | {
        f"day-{first.pk}": "",
        f"day-{second.pk}": in_days(-3),
        f"said-{third.pk}": " ",
        "files": upload(),
    }
    response = browser(w.handling).post(address(letter), given)
    assert response.status_code == 422
    form = response.context["form"]
    assert set(form.errors) == {f"day-{first.pk}", f"said-{third.pk}"}
    given |= {f"day-{first.pk}": in_days(9), f"said-{third.pk}": "不属于职责", "files": upload()}
    response = browser(w.handling).post(address(letter), given)
    assert set(response.context["form"].errors) == {f"day-{second.pk}"}
    assert set(letter.measures.values_list("state", flat=True)) == {"asked"}
    assert not letter.replies.exists()


def replied_on_paper(w, letter):
    replying.reply(
        access=access(w.handling, clock.today()),
        at=clock.now(),
        suggestion=letter,
        draft=ReplyDraft(
            signed_by="局长甲",
            answers={
                measure.pk: AnswerDraft(attitude="accepted", promised_on=clock.today())
                for measure in letter.measures.all()
            },
        ),
        paper=Paper(scan=(factories.picture(),)),
    )
    return Suggestion.objects.get(pk=letter.pk)


def test_its_signer_signed_and_did_not_sign_for_receipt(w, letter):
    found = replied_on_paper(w, letter)
    reply = found.events.get(track="reply", step="receive")
    served = found.events.get(track="document", step="serve")
    with translation.override("zh-hans"):
        assert "局长甲签署" in event_words.details(reply)
        assert "收发室签收" in event_words.details(served) or "signed_by" not in served.details


@translation.override("en")
def test_the_stopped_clock_of_a_reply_is_named_for_the_reply(w, letter):
    running, _stopped = clock_presenter.clock_shapes(letter, today=clock.today(), reader=Side.UNIT)
    assert "Act on the suggestion and reply in writing" in {shape.duty for shape in running}
    _running, stopped = clock_presenter.clock_shapes(replied_on_paper(w, letter), today=clock.today(), reader=Side.UNIT)
    assert [shape.duty for shape in stopped] == ["Written reply"]


def test_an_adequate_reply_certifies_no_promise_as_done(w):
    suggestion = factories.served(w)
    factories.replied(w, suggestion)
    factories.judged(w, suggestion)
    row = suggestion.assessments.get()
    assert document_facts.verdict(row) == "回复充分（各项建议尚未全部核实落实）"
    assert {each["state"] for each in document_facts.assessed(row)} == {"已承诺，未完成"}
    factories.verified(w, suggestion, on=later(20))
    assert document_facts.verdict(suggestion.assessments.get()) == "符合要求"
