"""The examination whether to sue has a clock of its own; its suspension never touches the unit's (PIL21 Art. 47, 78)."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from django.utils import translation

from desk.case import waiting
from followups.actions import closing, urging
from followups.conditions import closing_conditions
from followups.documents import document_facts
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Side
from suggestions.actions import case_papers, examining, files, ledger, serving
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def served(w):
    return factories.served(w, "public_interest")


def begin(w, suggestion, who=None, on=None):
    on = on or later(70)
    examining.begin(access=access(who or w.handling, on), at=at(on), suggestion=suggestion)


def take(action, w, suggestion, who=None, on=None, reason="理由"):
    on = on or later(75)
    more = {}
    if action in (examining.end, examining.sue):
        if not case_papers.report_of(suggestion) and suggestion.document_state == "served":
            factories.reported(w, suggestion, on=on)
        more = {"claims": "确认违法并责令履行职责"} if action is examining.sue else {"ground": "protected"}
    action(access=access(who or w.chief, on), at=at(on), suggestion=suggestion, reason=reason, **more)


def clock_of(suggestion):
    return suggestion.clocks.filter(term="examination_pil").latest("id")


@pytest.mark.slow
def test_it_begins_when_the_rectification_period_has_ended_and_is_counted_from_its_end(w, served):
    due_on = served.clocks.of_reply().get().due_on
    with pytest.raises(Refused, match=due_on.isoformat()):
        begin(w, served, on=due_on)
    with pytest.raises(NotAllowed):
        begin(w, served, who=w.chief)
    begin(w, served)
    assert (served.examination_state, clock_of(served).started_on) == ("running", due_on)
    assert served.clocks.filter(term="examination_pil").count() == 1
    with pytest.raises(Stale):
        begin(w, served)


@pytest.mark.slow
def test_whoever_begins_early_after_the_reply_moves_no_day(w, served):
    before = clock_of(served)
    factories.replied(w, served)
    begin(w, served, on=later(8))
    after = clock_of(served)
    assert (served.examination_state, after.pk, after.former) == ("running", before.pk, [])
    # The period of rectification ends on 6 May whatever was answered; one month from then is a Saturday.
    assert (after.started_on, after.due_on) == (date(2026, 5, 6), date(2026, 6, 8))


def test_it_is_known_at_service_and_begins_by_itself_whatever_was_answered(w, served):
    factories.replied(w, served)
    due_on = served.clocks.of_reply().get().due_on
    assert (clock_of(served).started_on, clock_of(served).due_on) == (due_on, date(2026, 6, 8))
    assert examining.begin_those_due(at=at(due_on)) == 0
    assert examining.begin_those_due(at=at(due_on + timedelta(days=1))) == 1
    served.refresh_from_db()
    event = served.events.get(track="examination", step="begin")
    assert (served.examination_state, event.actor, event.actor_name) == ("running", None, "期限届满")
    assert ledger.breaks(served) == []
    assert examining.begin_those_due(at=at(due_on + timedelta(days=2))) == 0
    assert served.clocks.filter(term="examination_pil").count() == 1


def test_the_next_day_of_a_letter_served_before_the_rule_was_kept_is_set_when_it_begins(w, served):
    due_on = served.clocks.of_reply().get().due_on
    served.clocks.filter(term="examination_pil").delete()
    assert examining.begin_those_due(at=at(due_on + timedelta(days=30))) == 1
    assert (clock_of(served).started_on, clock_of(served).due_on) == (due_on, date(2026, 6, 8))


@pytest.mark.parametrize("kind", ["social_governance", "violation_civil_trial"])
def test_no_other_kind_is_examined_by_itself(w, kind):
    factories.served(w, kind)
    assert examining.begin_those_due(at=at(later(200))) == 0


@pytest.mark.slow
def test_a_corrected_day_of_receipt_moves_it_with_the_period(w, served):
    serving.correct_receipt(
        access=access(w.head, later(10)), at=at(later(10)), suggestion=served, on=later(1), reason="误"
    )
    reply, examination = served.clocks.of_reply().get(), clock_of(served)
    assert (examination.started_on, examination.due_on) == (reply.due_on, date(2026, 6, 8))
    assert examination.derivation["start_on"] == reply.due_on.isoformat()


@pytest.mark.slow
def test_a_suspension_before_the_period_has_ended_gives_back_only_days_of_the_month(w, served):
    factories.replied(w, served)
    begin(w, served, on=later(8))
    take(examining.suspend, w, served, on=later(10))
    take(examining.resume, w, served, on=later(20))
    assert (clock_of(served).due_on, clock_of(served).stopped_on) == (date(2026, 6, 8), None)
    take(examining.suspend, w, served, on=later(30))
    take(examining.resume, w, served, on=date(2026, 5, 16))
    assert clock_of(served).due_on == date(2026, 6, 16)


@pytest.mark.slow
def test_only_a_public_interest_letter_is_examined(w):
    with pytest.raises(NotAllowed, match="kind"):
        begin(w, factories.served(w))


@pytest.mark.slow
def test_a_suspension_stops_our_clock_and_gives_its_days_back_and_the_units_runs_on(w, served):
    begin(w, served)
    before, unit = clock_of(served), served.clocks.running().of_reply().get()
    with pytest.raises(NotAllowed):
        take(examining.suspend, w, served, who=w.handling)
    with pytest.raises(Refused):
        take(examining.suspend, w, served, reason=" ")
    take(examining.suspend, w, served)
    assert clock_of(served).stopped_on == later(75)
    assert served.clocks.running().of_reply().get() == unit
    with pytest.raises(Stale):
        take(examining.sue, w, served)
    take(examining.resume, w, served, on=later(85))
    after = clock_of(served)
    # The month ends on Saturday 6 June, so that it was due on Monday the 8th; ten days are given back to the month itself.
    assert (before.due_on, after.stopped_on, after.due_on) == (date(2026, 6, 8), None, date(2026, 6, 16))
    assert after.former[0]["due_on"] == before.due_on.isoformat()


@pytest.mark.slow
@pytest.mark.parametrize(("action", "state"), [(examining.end, "ended"), (examining.sue, "sued")])
def test_the_chief_procurator_ends_it_or_sues_and_its_clock_stops(w, served, action, state):
    begin(w, served)
    assert [each for each in closing_conditions.obstacles(served) if "examination" in each.reason]
    with pytest.raises(NotAllowed):
        take(action, w, served, who=w.handling)
    with pytest.raises(Refused):
        take(action, w, served, reason="")
    take(action, w, served)
    assert (served.examination_state, clock_of(served).stopped_on) == (state, later(75))
    named = [each.reason for each in closing_conditions.obstacles(served)]
    assert not [reason for reason in named if "examination" in reason]
    assert not [reason for reason in named if reason.startswith("Measure")]


@pytest.mark.slow
def test_what_the_chief_procurator_has_ended_is_not_begun_again_without_a_new_round(w, served):
    begin(w, served)
    take(examining.end, w, served)
    with pytest.raises(Refused, match="has ended"):
        begin(w, served, on=later(80))
    assert served.examination_state == "ended"


@pytest.mark.slow
def test_each_decision_is_printed_and_only_that_the_case_ends_is_for_the_unit(w, served):
    begin(w, served)
    take(examining.suspend, w, served, reason="冬季不能施工")
    take(examining.resume, w, served, on=later(85), reason="已经开工")
    take(examining.end, w, served, on=later(90), reason="植被已经恢复")
    kept = {document.kind: document for document in served.documents.filter(about__startswith="event:")}
    assert {kind: kept[kind].shown_to for kind in kept} == {
        "suspension_decision": "office",
        "resumption_decision": "office",
        "case_ending_decision": "both",
    }
    assert "植被已经恢复" in text_of(kept["case_ending_decision"])
    assert "终结案件决定书" in text_of(kept["case_ending_decision"])
    assert "2026年5月16日决定中止审查" in text_of(kept["resumption_decision"])
    assert served.events.get(step="end").shown_to == "both"


def text_of(document):
    pages = pypdf.PdfReader(io.BytesIO(files.place(document.blob_id).read_bytes())).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


@pytest.mark.slow
def test_public_interest_is_not_closed_before_the_chief_procurator_has_ended_the_examination(w, served):
    factories.filed(w, served)
    factories.replied(w, served)
    factories.judged(w, served)
    factories.verified(w, served)
    served.refresh_from_db()
    named = [each.reason for each in closing_conditions.obstacles(served)]
    assert served.examination_state == "not_begun" and [reason for reason in named if "examination" in reason]
    begin(w, served, on=later(28))
    take(examining.end, w, served, on=later(29))
    [left] = closing_conditions.obstacles(served)
    assert left.reason == "A paper is open: Decision that the case ends."
    case_papers.serve(
        access=access(w.handling, later(29)),
        at=at(later(29), 15),
        paper=served.papers.get(kind="ending_decision"),
        channel="direct",
        on=later(29),
        received_by="收发室",
        received_as="mail",
    )
    assert closing_conditions.obstacles(served) == []


@pytest.mark.slow
def test_a_closed_case_is_not_examined_before_it_is_reopened(w):
    suggestion = factories.whole(w, "public_interest")
    with pytest.raises(Refused, match="Reopen"):
        begin(w, suggestion)
    closing.reopen(access=access(w.handling, later(70)), at=at(later(70)), suggestion=suggestion, reason="新线索")
    begin(w, suggestion)
    assert suggestion.examination_state == "running"


def extend(w, suggestion, who=None, on=None, reason="案情复杂"):
    on = on or later(75)
    examining.extend(access=access(who or w.chief, on), at=at(on), suggestion=suggestion, reason=reason)


def further(w, suggestion, who=None, on=None, months=2):
    on = on or later(80)
    examining.extend_further(
        access=access(who or w.higher, on), at=at(on), suggestion=suggestion, months=months, reason="同意"
    )


def test_the_days_given_back_are_counted_again_and_end_on_a_working_day(w, served):
    begin(w, served)
    take(examining.suspend, w, served)
    take(examining.resume, w, served, on=later(88))
    after = clock_of(served)
    # one month from 6 May is Saturday 6 June; thirteen days later, 19 June, is the Dragon Boat Festival until the 21st
    assert (after.derivation["raw_end"], after.due_on.isoformat()) == ("2026-06-19", "2026-06-22")
    assert after.derivation["pauses"] == [{"cause": "suspension", "from_on": "2026-05-16", "to_on": "2026-05-29"}]


@pytest.mark.slow
def test_the_chief_procurator_extends_it_once_by_a_month_before_it_has_ended(w, served):
    begin(w, served)
    before = clock_of(served)
    with pytest.raises(NotAllowed):
        extend(w, served, who=w.handling)
    with pytest.raises(Refused):
        extend(w, served, reason=" ")
    with pytest.raises(Refused, match=before.due_on.isoformat()):
        extend(w, served, on=before.due_on + timedelta(days=1))
    extend(w, served)
    after = clock_of(served)
    assert (before.due_on.isoformat(), after.due_on.isoformat()) == ("2026-06-08", "2026-07-06")
    assert (after.former[0]["due_on"], after.former[0]["reason"]) == ("2026-06-08", "案情复杂")
    assert after.rule_version == before.rule_version
    with pytest.raises(Refused, match="next-higher"):
        extend(w, served)


@pytest.mark.slow
def test_only_the_next_higher_procuratorate_extends_it_further_and_only_then(w, served):
    begin(w, served)
    with pytest.raises(Refused, match="first"):
        further(w, served)
    extend(w, served)
    with pytest.raises(NotAllowed):
        further(w, served, who=w.chief)
    for months in (0, 13):
        with pytest.raises(Refused, match="twelve"):
            further(w, served, months=months)
    further(w, served)
    after = clock_of(served)
    assert after.due_on.isoformat() == "2026-09-07"
    assert [each["due_on"] for each in after.former] == ["2026-06-08", "2026-07-06"]


@pytest.mark.slow
def test_an_extension_and_a_suspension_do_not_undo_each_other(w, served):
    begin(w, served)
    extend(w, served, on=later(70))
    take(examining.suspend, w, served, on=later(75))
    with pytest.raises(Refused, match="does not run"):
        further(w, served)
    take(examining.resume, w, served, on=later(85))
    assert clock_of(served).due_on.isoformat() == "2026-07-16"


def exclude(w, suggestion, from_on, to_on, who=None, on=None):
    on = on or later(85)
    examining.exclude_appraisal(
        access=access(who or w.head, on), at=at(on), suggestion=suggestion, from_on=from_on, to_on=to_on, reason="鉴定"
    )


@pytest.mark.slow
def test_the_time_of_an_appraisal_is_taken_out_once(w, served):
    begin(w, served)
    unit = served.clocks.running().of_reply().get()
    with pytest.raises(NotAllowed):
        exclude(w, served, later(72), later(79), who=w.handling)
    for from_on, to_on in ((later(60), later(70)), (later(79), later(79)), (later(79), later(86))):
        with pytest.raises(Refused) as refusal:
            exclude(w, served, from_on, to_on)
        assert refusal.value.field == "from_on"
    exclude(w, served, later(72), later(79))
    assert clock_of(served).due_on.isoformat() == "2026-06-15"
    with pytest.raises(Refused, match="already"):
        exclude(w, served, later(78), later(80))
    assert served.clocks.running().of_reply().get().due_on == unit.due_on


def test_a_ground_that_says_the_duty_is_performed_is_asked_back_while_art_82_stands_noted(w, served):
    begin(w, served)
    on = later(72)
    note = {"access": access(w.handling, on), "at": at(on), "suggestion": served}
    examining.note_unperformed(**note, grounds=("partial",))
    with pytest.raises(Refused, match="Replied in time") as refused:
        take(examining.end, w, served)
    assert refused.value.field == "ground"
    examining.note_unperformed(**note, grounds=())
    take(examining.end, w, served)
    served.refresh_from_db()
    assert served.examination_state == "ended"


def test_after_the_case_ended_nothing_is_asked_of_the_unit_and_closing_comes_next(w, served):
    factories.filed(w, served)
    begin(w, served)
    take(examining.end, w, served)
    assert not served.clocks.running().owed_by(Side.UNIT).exists()
    with pytest.raises(Refused, match="ended by decision"):
        urging.urge(
            access=access(w.handling, later(76)), at=at(later(76)), suggestion=served, means="call", text="催办"
        )
    waits = [
        (wait.relation, str(wait.what))
        for wait in waiting.waits(waiting.load(Suggestion.objects.filter(pk=served.pk)).get())
    ]
    assert ("handling", "Serve the decision that the case ends") in waits
    assert not [what for relation, what in waits if relation == "unit" or "rge" in what]
    paper = served.papers.get(kind="ending_decision")
    type(served).objects.get(pk=served.pk).papers.filter(pk=paper.pk).update(state="served", settled_on=later(76))
    loaded = waiting.load(Suggestion.objects.filter(pk=served.pk)).get()
    assert [str(wait.what) for wait in waiting.waits(loaded) if wait.relation == "handling"] == [
        "Propose to close the case"
    ]
    assert closing_conditions.obstacles(served) == []


def test_the_closing_decision_names_the_result_of_the_suit(w, served):
    begin(w, served)
    take(examining.sue, w, served)
    assert (document_facts.sued_on(served), document_facts.suit_result(served)) == (None, "")
    on = later(90)
    examining.end_suit(
        access=access(w.handling, on), at=at(on), suggestion=served, on=on, result="judged", reason="判决限期履行"
    )
    served.refresh_from_db()
    assert (document_facts.sued_on(served), document_facts.suit_result(served)) == (later(75), "人民法院已作出裁判")
