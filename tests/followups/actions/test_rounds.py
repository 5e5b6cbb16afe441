"""A further round: the unit reads which, why and from when; nothing of an earlier round stands for this one, and a suit closes nothing."""

from datetime import timedelta

import pytest
from django.utils import translation

from desk.case import turns, waiting
from desk.portal import guards, letter_page
from desk.portal.answer_forms import Answers
from desk.steps.forms.closing import _first_findings
from followups.actions import closing, looking_back
from followups.actions.closing import ClosingFindings
from followups.actions.looking_back import FindingDraft
from followups.conditions import closing_conditions
from organs.refusals import NotAllowed, Refused
from suggestions.actions import case_papers, examining
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LOOKED = later(400)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def closed(w) -> Suggestion:
    suggestion = factories.whole(w)
    suggestion.refresh_from_db()
    return suggestion


def look_back(w, suggestion, *found: str, next_on=None) -> None:
    measures = looking_back.looked_at_in(suggestion)
    drafts = [FindingDraft(measure=each, found=how, text="现场查看") for each, how in zip(measures, found, strict=True)]
    looking_back.record(
        access=access(w.head, LOOKED),
        at=at(LOOKED),
        suggestion=suggestion,
        on=LOOKED,
        basis="走访",
        findings=drafts,
        next_on=next_on,
    )
    suggestion.refresh_from_db()


def ask_again(w, suggestion, on=LOOKED) -> None:
    looking_back.ask_again(
        access=access(w.handling, on), at=at(on), suggestion=suggestion, reason="桶装鲜乳再次出现", reply_days=30
    )


def portal(w, suggestion, on=LOOKED) -> dict[str, object]:
    who = access(w.liaison, on)
    row = guards.open_as_recipient(who, suggestion.pk)
    return letter_page.context(access=who, suggestion=row, today=on, answers=Answers(row))


def waits(suggestion) -> list[tuple[str, str]]:
    found = waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get()
    return [(wait.relation, str(wait.what)) for wait in waiting.waits(found)]


def test_a_rebound_is_never_nothing_is_asked_of_you_and_closes_nothing(w):
    suggestion = closed(w)
    look_back(w, suggestion, "rebounded", "holding")
    turn = portal(w, suggestion)["turn"]
    assert turn.what == "Asks anew for what did not hold: measure 1" and "Nothing" not in str(turn.what_note)
    obstacles = [each.reason for each in closing_conditions.obstacles(suggestion)]
    assert any("Measure 1 is not judged" in each for each in obstacles)


def test_the_unit_reads_which_round_why_and_from_which_day_and_the_judgement_before_is_marked_as_earlier(w):
    suggestion = closed(w)
    assert portal(w, suggestion)["verdict"]["is_earlier"] is False
    look_back(w, suggestion, "rebounded", "holding")
    assert portal(w, suggestion)["verdict"]["is_earlier"] is True
    ask_again(w, suggestion)
    shown = portal(w, suggestion)
    notice = shown["notices"][0]
    assert notice.title == f"Round 2 since {LOOKED.isoformat()}"
    assert "measure 1." in notice.text and "桶装鲜乳再次出现" in notice.text
    assert (shown["verdict"]["is_earlier"], shown["verdict"]["round"]) == (True, 1)
    assert portal(w, factories.served(w))["notices"] == []


def test_what_holds_only_partly_in_a_closed_case_is_the_prosecutors_task_and_on_that_desk(w):
    suggestion = closed(w)
    assert not [each for each in waits(suggestion) if "partly" in each[1]]
    look_back(w, suggestion, "partly", "holding")
    assert suggestion.case_state == "closed"
    assert ("handling", "Measure 1 holds only partly: reopen the case and ask again, or look back anew") in waits(
        suggestion
    )
    acting = Suggestion.objects.filter(waiting.acting_on(access(w.handling, LOOKED)))
    assert acting.filter(pk=suggestion.pk).count() == 1
    turn = portal(w, suggestion)["turn"]
    assert "was found to hold only partly" in turn.what


def test_closing_in_a_further_round_repeats_nothing_of_the_one_before_and_a_proposal_of_this_round_is_kept(w):
    suggestion = closed(w)
    assert _first_findings(suggestion)["rectified"] == "已整改"
    look_back(w, suggestion, "rebounded", "holding")
    assert (suggestion.round, suggestion.case_state) == (2, "open")
    said = _first_findings(suggestion)
    assert set(said) == {"rectified"} and "核实" not in said["rectified"] and "建议二" not in said["rectified"]


def sued(w) -> Suggestion:
    suggestion = factories.served(w, "public_interest")
    factories.replied(w, suggestion)
    factories.judged(w, suggestion, verdict="inadequate")
    on = later(80)
    examining.begin(access=access(w.handling, on), at=at(on), suggestion=suggestion)
    factories.reported(w, suggestion, on=on, proposal="sue")
    examining.sue(
        access=access(w.chief, on),
        at=at(on),
        suggestion=suggestion,
        reason="公共利益仍受侵害",
        claims="责令依法履行职责",
    )
    suggestion.refresh_from_db()
    return suggestion


def test_a_running_suit_closes_nothing_until_it_is_recorded_how_it_ended(w):
    suggestion, on = sued(w), later(90)
    assert "A suit is before the court." in [each.reason for each in closing_conditions.obstacles(suggestion)]
    with pytest.raises(closing_conditions.CannotClose):
        closing.propose(
            access=access(w.handling, on),
            at=at(on),
            suggestion=suggestion,
            findings=ClosingFindings(
                rectified="是",
                industry_governance="是",
                long_term_mechanism="是",
                risk="low",
                risk_reason="无",
                look_back_reason="一并",
            ),
            look_back_on=later(400),
        )
    assert ("handling", "Record how the suit ended, once it has") in waits(suggestion)
    end = {"access": access(w.handling, on), "at": at(on), "suggestion": suggestion, "reason": "法院判决支持诉讼请求"}
    end["result"] = "judged"
    for day in (later(79), later(91)):
        with pytest.raises(Refused):
            examining.end_suit(on=day, **end)
    examining.end_suit(on=on, **end)
    suggestion.refresh_from_db()
    assert suggestion.examination_state == "suit_ended"
    reasons = [each.reason for each in closing_conditions.obstacles(suggestion)]
    assert not [each for each in reasons if "suit" in each or "Measure" in each]


def decide(w, suggestion, kind, on, **written):
    draft = case_papers.Draft(**{"text": "行政机关已依法履职", "addressee": "基层人民法院", **written})
    return case_papers.make(
        access=access(w.chief, later(90)), at=at(later(90)), suggestion=suggestion, kind=kind, draft=draft, on=on
    )


def test_the_chief_procurator_decides_that_a_suit_is_withdrawn_and_the_court_has_it_in_three_days(w):
    suggestion, on = sued(w), later(90)
    end = {"access": access(w.handling, on), "at": at(on), "on": on, "suggestion": suggestion, "reason": "已撤回"}
    with pytest.raises(Refused) as undecided:
        examining.end_suit(result="withdrawn", **end)
    assert undecided.value.field == "result" and "84" in undecided.value.article
    with pytest.raises(Refused, match="brought on"):
        decide(w, suggestion, "suit_withdrawal", later(79))
    given = {"suggestion": suggestion, "kind": "suit_withdrawal", "on": on, "at": at(on)}
    given["draft"] = case_papers.Draft(text="行政机关已依法履职", addressee="基层人民法院")
    with pytest.raises(NotAllowed):
        case_papers.make(access=access(w.handling, on), **given)
    paper = case_papers.make(access=access(w.chief, on), **given)
    clock = suggestion.clocks.get(about=f"casepaper:{paper.pk}")
    assert (clock.term, clock.started_on) == ("suit_decision", on)
    assert on + timedelta(days=3) <= clock.due_on <= on + timedelta(days=6)
    text = suggestion.documents.get(kind="suit_withdrawal").facts["facts"]
    assert (text["受理法院"], text["正文"]) == ("基层人民法院", "行政机关已依法履职")
    assert ("handling", "Submit to the court the decision to withdraw the suit") in waits(suggestion)
    case_papers.submit(access=access(w.handling, later(92)), at=at(later(92)), paper=paper, on=later(92))
    clock.refresh_from_db()
    assert (paper.state, clock.stopped_on) == ("served", later(92))
    examining.end_suit(result="withdrawn", **end)


def test_the_claims_of_a_suit_change_by_a_decision_of_their_own(w):
    suggestion, on = sued(w), later(90)
    paper = decide(w, suggestion, "claims_change", on, text="责令限期清除全部填埋物")
    assert suggestion.clocks.get(about=f"casepaper:{paper.pk}").term == "suit_decision"
    assert suggestion.documents.get(kind="claims_change").title == "变更诉讼请求决定书"
    end = {"access": access(w.handling, on), "at": at(on), "on": on, "suggestion": suggestion, "reason": "判决"}
    examining.end_suit(result="judged", **end)
    with pytest.raises(Refused, match="No suit"):
        decide(w, suggestion, "suit_withdrawal", on)


def test_while_a_suit_runs_the_unit_is_told_so(w):
    suggestion = sued(w)
    on = later(85)
    row = guards.open_as_recipient(access(w.liaison, on), suggestion.pk)
    row.reply_state = "adequate"
    row.asked_measures = []
    turn = turns.for_unit(row, today=on)
    assert turn.who == "The court" and "stays open" in str(turn.what_note)
