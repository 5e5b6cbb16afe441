"""The decision to investigate and the register of acts: who decides, what is entered, and what a draft lacks (P19 Art. 13-14)."""

import pytest
from django.utils import translation

from notices.queries import addressees
from organs.refusals import NotAllowed, Refused
from suggestions.actions import drafting, investigating, recusing
from suggestions.documents import completeness
from suggestions.models import InvestigationAct, Suggestion
from suggestions.rules import investigations
from suggestions.rules.kinds import KINDS
from tests import factories
from tests.factories import DAY, access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def asked(w, suggestion, *, on=DAY):
    return investigating.ask(
        access=access(w.handling, on), at=at(on, 9), suggestion=suggestion, grounds="检查发现隐患", on=on
    )


def decided(w, investigation, *, by=None, is_ordered=True, on=DAY):
    investigating.decide(
        access=access(by or w.chief, on),
        at=at(on, 11),
        investigation=investigation,
        is_ordered=is_ordered,
        reasons="情况属实，应当调查核实",
        on=on,
    )


def entered(w, suggestion, *, on=DAY, means="hear_unit", **facts) -> InvestigationAct:
    values = {"first": w.handling, "second": w.assistant, **facts}
    act = investigating.Act(means=means, on=on, **values)
    return investigating.enter(access=access(w.handling, on), at=at(on, 12), suggestion=suggestion, act=act)


def lacking(suggestion, on=DAY):
    found = Suggestion.objects.get(pk=suggestion.pk)
    return [each.step for each in completeness.missing(suggestion=found, letter=found.letter, on=on)]


def test_the_prosecutor_asks_and_the_chief_decides_with_day_and_reason(w):
    suggestion = factories.opened(w, investigation_decided_on=None, investigation_decided_by="")
    sees = lambda person: Suggestion.objects.visible_to(access(person)).filter(pk=suggestion.pk).exists()  # noqa: E731
    assert not sees(w.chief) and not suggestion.clocks.running().filter(term="investigation").exists()
    with pytest.raises(NotAllowed):
        investigating.ask(access=access(w.assistant), at=at(), suggestion=suggestion, grounds="隐患", on=DAY)
    investigation = asked(w, suggestion)
    assert sees(w.chief) and sees(w.deputy) and not sees(w.secretary) and not sees(w.policy)
    told = {
        key: addressees.of(relation=key, suggestion=suggestion, on=DAY) for key in ("draft_chief", "draft_secretary")
    }
    assert told == {"draft_chief": {w.chief.pk, w.deputy.pk}, "draft_secretary": set()}
    with pytest.raises(Refused):
        asked(w, suggestion)
    with pytest.raises(NotAllowed):
        decided(w, investigation, by=w.head)
    decided(w, investigation, on=later(2))
    suggestion.refresh_from_db()
    assert (suggestion.investigation_decided_on, suggestion.investigation_decided_by) == (later(2), w.chief.name)
    assert suggestion.clocks.running().get(term="investigation").started_on == later(2)
    event = suggestion.events.get(track="investigation", step="decide")
    assert event.words.text and event.occurred_on == later(2) and not sees(w.chief)


def test_a_refused_request_starts_nothing_and_may_be_made_again(w):
    suggestion = factories.opened(w, investigation_decided_on=None, investigation_decided_by="")
    decided(w, asked(w, suggestion), is_ordered=False)
    suggestion.refresh_from_db()
    assert suggestion.investigation_decided_on is None and not suggestion.clocks.running().exists()
    decided(w, asked(w, suggestion, on=later(1)), on=later(1), by=w.deputy)
    assert Suggestion.objects.get(pk=suggestion.pk).investigation_decided_by == w.deputy.name


def test_nobody_decides_on_the_own_request_nor_after_the_draft_was_submitted(w):
    suggestion = factories.drafted(w)
    investigation = asked(w, suggestion)
    Suggestion.objects.filter(pk=suggestion.pk).update(handling_prosecutor=w.deputy)
    with pytest.raises(NotAllowed, match=r"own|本人"):
        decided(w, investigation, by=w.deputy)
    with pytest.raises(Refused):
        asked(w, factories.submitted(w))


def test_what_was_decided_here_is_no_longer_typed(w):
    suggestion = factories.opened(w, investigation_decided_on=None, investigation_decided_by="")
    decided(w, asked(w, suggestion))
    suggestion.refresh_from_db()
    head = factories.head(w, title="另一标题", investigation_decided_on=later(-9), investigation_decided_by="某某")
    body = factories.body("social_governance")
    drafting.save(access=access(w.handling), at=at(DAY, 14), suggestion=suggestion, head=head, body=body)
    suggestion.refresh_from_db()
    assert (suggestion.title, suggestion.investigation_decided_on) == ("另一标题", DAY)
    assert suggestion.investigation_decided_by == w.chief.name


def complete_without_decision(w) -> Suggestion:
    """Returns a complete draft that says who decided and when, of which the chief procurator knows nothing."""
    suggestion = factories.opened(w, investigation_decided_on=None)
    drafting.save(
        access=access(w.handling),
        at=at(),
        suggestion=suggestion,
        head=factories.head(w),
        body=factories.body("social_governance"),
    )
    suggestion.refresh_from_db()
    assert suggestion.investigation_decided_on and suggestion.investigation_decided_by
    return suggestion


def test_a_day_that_was_typed_is_no_decision_and_keeps_the_draft_from_review(w):
    suggestion = complete_without_decision(w)
    assert lacking(suggestion) == ["investigation.ask"]
    investigation = None
    for step in ("investigation.ask", ""):  # once it was asked for, there is nothing to press: it waits for the chief
        with pytest.raises(completeness.Incomplete) as refused:
            drafting.submit(access=access(w.handling), at=at(), suggestion=suggestion)
        assert [(each.anchor, each.step) for each in refused.value.missing] == [("investigation", step)]
        investigation = investigation or asked(w, suggestion)
    decided(w, investigation)
    suggestion.refresh_from_db()
    assert suggestion.investigation_decided_on == DAY and lacking(suggestion) == []
    drafting.submit(access=access(w.handling), at=at(), suggestion=suggestion)


def test_acts_that_no_decision_covers_keep_a_draft_from_review(w):
    suggestion = complete_without_decision(w)
    act = entered(w, suggestion)
    assert lacking(suggestion) == ["investigation.ask"]
    decided(w, asked(w, suggestion, on=later(1)), on=later(1))
    assert lacking(suggestion, later(1)) == ["investigation.ask"], "the act was before the decision"
    investigating.strike(access=access(w.handling), at=at(later(1), 13), act=act, reason="日期登记有误")
    entered(w, suggestion, on=later(1))
    assert lacking(suggestion, later(1)) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_two_of_staff_take_each_act_where_the_rules_ask_for_two(w, kind):
    suggestion = factories.drafted(w, kind)
    article = investigations.TWO_OF_STAFF.get(kind)
    if article is None:
        assert entered(w, suggestion, second=None).second is None
        return
    with pytest.raises(Refused) as refused:
        entered(w, suggestion, second=None)
    assert refused.value.article == str(article) and refused.value.field == "second"
    assert entered(w, suggestion).second == w.assistant


def test_the_articles_that_ask_for_two_are_those_of_the_three_rules(w):
    with translation.override("en"):
        asks = {kind: str(article) for kind, article in investigations.TWO_OF_STAFF.items()}
    assert asks["public_interest"].endswith("Art. 36") and "social_governance" not in asks
    assert asks["retrial_civil"].endswith("Art. 69") and asks["retrial_administrative"].endswith("Art. 65")


def test_an_act_is_by_a_means_of_the_article_and_names_no_person(w):
    suggestion = factories.drafted(w)
    assert [row.key for row in investigations.ROWS] == [
        *("copy", "question", "hear_unit", "consult", "appraise", "inspect", "other")
    ]
    for bad in ({"means": "seize"}, {"means": "question"}, {"means": "question", "questioned": "informed"}):
        with pytest.raises(Refused):
            entered(w, suggestion, **bad)
    with pytest.raises(Refused):
        entered(w, suggestion, second=w.handling)
    with pytest.raises(Refused):
        entered(w, suggestion, second=w.liaison)
    act = entered(w, suggestion, means="question", questioned="informed", questioned_number=2, institution="某公司")
    assert (act.of_whom.split()[-1], act.institution) == ("2", "")
    event = suggestion.events.get(track="inquiry")
    assert event.details == {"inquiry_means": "question", "questioned": "informed", "questioned_number": 2}
    columns = {field.name for field in InvestigationAct._meta.get_fields()}
    assert columns.isdisjoint({"name", "person", "text", "note"})


def test_who_is_recused_enters_nothing_and_a_closed_case_takes_no_act(w):
    suggestion = factories.served(w)
    common = {"asked_by": "office", "ground": "relation", "manner": "oral", "on": DAY}
    recusal = recusing.ask(access=access(w.manager), at=at(), suggestion=suggestion, person=w.handling, **common)
    recusing.decide(access=access(w.chief), at=at(), recusal=recusal, is_recused=True, on=DAY)
    with pytest.raises(NotAllowed):
        entered(w, suggestion)
    other = factories.drafted(w)
    Suggestion.objects.filter(pk=other.pk).update(document_state="dropped")
    with pytest.raises(Refused):
        entered(w, other)


def test_no_act_lies_before_the_decision(w):
    suggestion = factories.opened(w)
    with pytest.raises(Refused, match="2026-02-10") as refused:
        entered(w, suggestion, on=later(-21))
    assert refused.value.field == "on"
    assert entered(w, suggestion, on=later(-20)).done_on == later(-20)
