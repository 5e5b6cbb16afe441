"""A day on the way to a measure is ticked with its day and by whom, by the unit or from paper, and both sides read it."""

import pytest
from django.utils import translation

from desk.steps import answer_fields
from followups.actions import answering
from followups.actions.answering import AnswerDraft
from followups.conditions import days_on_the_way
from followups.documents import document_facts
from organs import clock
from organs.refusals import Refused
from tests import factories
from tests.desk.portal.portal_pages import browser, in_days, page_of, step_url_of, upload
from tests.factories import access

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def letter(w):
    return factories.served(w, on=clock.today())


@pytest.fixture
def measure(w, letter):
    row = letter.measures.first()
    draft = AnswerDraft(
        attitude="accepted",
        promised_on=clock.today().replace(year=clock.today().year + 1),
        milestones=((in_days(10), "立案"), (in_days(20), "停售")),
    )
    answering.send(access=access(w.liaison, clock.today()), at=clock.now(), measure=row, draft=draft)
    row.refresh_from_db()
    return row


def sent(measure):
    return answer_fields.sent_answer(measure)


def test_the_unit_ticks_a_day_and_both_sides_read_when_and_by_whom(w, letter, measure):
    address = step_url_of(letter, "measure.log_progress", measure.pk)
    form = browser(w.liaison).get(address).context["form"]
    assert [key for key, _words in form.fields["reaches"].choices] == ["", f"{in_days(10)} 立案", f"{in_days(20)} 停售"]
    today = clock.today().isoformat()
    given = {"on": today, "text": "已立案。", "reaches": f"{in_days(10)} 立案"}
    assert browser(w.liaison).post(address, given).status_code == 302
    with translation.override("en"):
        (said,) = [pair.value for pair in answer_fields.beside_pairs(sent(measure))]
    assert said == f"{in_days(10)} 立案 (✓ reached on {today}, {w.liaison.name}) · {in_days(20)} 停售"
    for who, page in ((w.liaison, page_of(letter)), (w.handling, f"/suggestions/{letter.pk}/")):
        assert f"reached on {today}" in browser(who).get(page).content.decode()
    event = letter.events.get(track="measure", step="log_progress")
    assert event.details["reaches"] == f"{in_days(10)} 立案" and event.actor_name == w.liaison.name
    assert "完成）；" in document_facts.answered(measure)["milestones"]


def test_what_is_ticked_is_not_offered_again_and_a_second_tick_is_refused(w, letter, measure):
    given = {"on": clock.today(), "text": "已立案。", "reaches": f"{in_days(10)} 立案"}
    answering.log_progress(access=access(w.liaison, clock.today()), at=clock.now(), measure=measure, **given)
    assert [each.words for each in days_on_the_way.still_open(measure)] == ["停售"]
    with pytest.raises(Refused) as refused:
        answering.log_progress(access=access(w.liaison, clock.today()), at=clock.now(), measure=measure, **given)
    assert refused.value.field == "reaches" and measure.progress.count() == 1


def test_from_paper_it_is_the_units_own_word(w, letter, measure):
    address = f"/suggestions/{letter.pk}/paper/measure.log_progress/{measure.pk}/"
    given = {"on": clock.today().isoformat(), "text": "已停售。", "reaches": f"{in_days(20)} 停售"}
    assert browser(w.handling).post(address, given | {"files": upload()}).status_code == 302
    assert measure.progress.get().logged_by is None
    with translation.override("en"):
        assert "on paper" in answer_fields.beside_pairs(sent(measure))[0].value


def test_without_days_on_the_way_nothing_is_asked(w):
    letter = factories.served(w)
    factories.answered(w, letter)
    address = step_url_of(letter, "measure.log_progress", letter.measures.first().pk)
    form = browser(w.liaison).get(address).context["form"]
    assert "reaches" not in form.fields
