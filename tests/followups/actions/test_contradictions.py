"""A judgement that the measures speak against is asked back, and stands only when it is confirmed with a reason."""

import pytest

from desk.steps import registry
from desk.steps.base import context_of
from followups.actions import judging
from followups.actions.judging import MeasureJudgement
from followups.conditions import contradictions
from organs.refusals import Refused
from organs.roles import Side
from suggestions.models import Measure, Suggestion
from tests import factories
from tests.desk.steps.step_pages import get, post
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def rows(*pairs):
    return [(Measure(position=number, state=state), outcome) for number, (state, outcome) in enumerate(pairs, start=1)]


@pytest.mark.parametrize(
    ("verdict", "pairs", "said"),
    [
        ("adequate", [("accepted", "adopted"), ("claimed", "adopted")], []),
        ("adequate", [("accepted", "adopted"), ("refused", "not_adopted")], ["not adopted is: measure 2"]),
        ("adequate", [("refused", "adopted")], ["Measure 1 is adopted, and the unit declined it"]),
        ("adequate", [("asked", "adopted")], ["Measure 1 is adopted, and the unit did not answer it"]),
        ("adequate_other", [("other_way", "other_way")], []),
        ("adequate_other", [("accepted", "adopted")], ["no measure is adopted another way"]),
        ("inadequate", [("accepted", "adopted"), ("asked", "not_adopted")], []),
        ("inadequate", [("accepted", "adopted")], ["every measure is adopted"]),
        ("refused", [("refused", "not_adopted")], []),
        ("refused", [("refused", "not_adopted"), ("claimed", "adopted")], ["adopted is: measure 2"]),
        ("inadequate", [("verified", "not_adopted")], ["Measure 1 is not adopted, and it was verified as done"]),
        ("adequate", [("refused", "not_applicable"), ("accepted", "adopted")], []),
    ],
)
def test_each_contradiction_is_named_and_what_agrees_is_not(verdict, pairs, said):
    found = contradictions.found(verdict=verdict, judged=rows(*pairs))
    assert len(found) == len(said)
    for words, sentence in zip(said, found, strict=True):
        assert words in sentence


def declined(w):
    """Returns a reply that declines its second measure."""
    suggestion = factories.served(w)
    factories.replied(w, suggestion)
    Measure.objects.filter(pk=suggestion.measures.last().pk).update(state="refused")
    return Suggestion.objects.get(pk=suggestion.pk)


def propose(w, suggestion, **facts):
    return judging.propose(
        access=access(w.handling, later(7)),
        at=at(later(7)),
        suggestion=suggestion,
        verdict="adequate",
        judgements=[MeasureJudgement(measure=each, verdict="adopted") for each in suggestion.measures.all()],
        reasons="已逐项回复。",
        **facts,
    )


def test_adopted_in_full_while_a_measure_is_declined_is_asked_back(w):
    suggestion = declined(w)
    for despite in ("", "  "):
        with pytest.raises(Refused, match="Measure 2 is adopted, and the unit declined it") as refusal:
            propose(w, suggestion, despite=despite)
        assert refusal.value.field == "despite"
    assert not suggestion.assessments.exists()
    assert propose(w, suggestion, despite="单位此后口头同意").despite == "单位此后口头同意"


def test_a_judgement_without_contradiction_keeps_no_reason_for_one(w):
    suggestion = factories.served(w)
    factories.replied(w, suggestion)
    assert propose(w, suggestion, despite="多余的话").despite == ""


def test_the_form_asks_for_tick_and_reason_and_the_head_reads_both_sides_of_it(w):
    suggestion = declined(w)
    given = {"verdict": "adequate", "reasons": "已逐项回复。"}
    given |= {f"verdict-{each.pk}": "adopted" for each in suggestion.measures.all()}
    step = "reply.propose_judgement"
    page = post(w.handling, suggestion, step, given)
    assert page.status_code == 422
    assert "the unit declined it" in page.content.decode()
    page = post(w.handling, suggestion, step, given | {"despite": "此后同意"})
    assert list(page.context["form"].errors) == ["is_confirmed"]
    assert post(w.handling, suggestion, step, given | {"despite": "此后同意", "is_confirmed": "on"}).status_code == 302
    seen = get(w.head, suggestion, "reply.judge").content.decode()
    assert "Measure 2 is adopted, and the unit declined it" in seen
    assert "此后同意" in seen


def test_a_verification_on_site_names_its_visit_or_its_proof(w):
    form = registry.REGISTRY[Side.OFFICE, False, "measure.verify"]
    suggestion = factories.served(w)
    factories.replied(w, suggestion, attitude="already_done")
    measure = suggestion.measures.first()
    given = {"method": "on_site", "on": factories.DAY.isoformat(), "finding": "属实"}
    page = post(w.handling, suggestion, "measure.verify", given, measure)
    assert list(page.context["form"].errors) == ["visit"]
    context = context_of(
        access=access(w.handling),
        suggestion=Suggestion.objects.visible_to(access(w.handling))
        .with_relations_of(access(w.handling))
        .get(pk=suggestion.pk),
        subject=measure,
    )
    assert list(form(context=context).fields["visit"].queryset) == []
    assert post(w.handling, suggestion, "measure.verify", given | {"method": "on_paper"}, measure).status_code == 302
