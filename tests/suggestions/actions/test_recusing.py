"""Recusals: who asks and who decides, that nobody recused takes a step, and to whom the case falls (PIL21 Art. 19-23)."""

import json
from datetime import date

import pytest

from notices.queries import addressees
from organs.refusals import NotAllowed, Refused
from organs.roles import Work
from suggestions.access import permissions, person_relations, vacancies
from suggestions.actions import absences, drafting, recusing
from suggestions.models import Clock, Recusal, Suggestion, standing
from suggestions.rules import recusals, relations
from suggestions.rules.kinds import KINDS
from suggestions.rules.lifecycle import TABLE as LIFECYCLE
from suggestions.rules.tracks import TABLE as TRACKS
from tests import factories
from tests.factories import DAY, access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STEPS = [*LIFECYCLE.steps.values(), *TRACKS.steps.values()]


def asked(w, suggestion, person, *, by=None, asked_by="self", ground="relation", on: date = DAY, **facts) -> Recusal:
    return recusing.ask(
        access=access(by or person, on),
        at=at(on, 12),
        suggestion=suggestion,
        person=person,
        asked_by=asked_by,
        ground=ground,
        manner="written",
        on=on,
        **facts,
    )


def decided(w, recusal, *, by=None, is_recused=True, on: date = DAY, **facts) -> Recusal:
    recusing.decide(
        access=access(by or w.chief, on), at=at(on, 13), recusal=recusal, is_recused=is_recused, on=on, **facts
    )
    return recusal


def recused(w, suggestion, person) -> Recusal:
    by_committee = {"by": w.secretary, "resolution": factories.resolution()} if person == w.chief else {}
    by_deputy = {"by": w.deputy} if person == w.secretary else {}
    return decided(w, asked(w, suggestion, person), **by_committee, **by_deputy)


def taken_by(person, suggestion) -> set[str]:
    """Returns the steps that the person may take."""
    suggestion.refresh_from_db()
    mine = access(person)
    return {step.name for step in STEPS if permissions.may(access=mine, step=step, suggestion=suggestion)}


@pytest.mark.parametrize(
    "who", ["handling", "assistant", "head", "policy", "chief", "secretary", "registrar", "manager"]
)
def test_whoever_is_recused_takes_no_step_of_the_case_and_of_another_case_all_of_them(w, who):
    suggestion, other = factories.served(w, "public_interest"), factories.approved(w, "public_interest")
    person = getattr(w, who)
    before, elsewhere = taken_by(person, suggestion), taken_by(person, other)
    assert before
    recused(w, suggestion, person)
    assert taken_by(person, suggestion) == set() and taken_by(person, other) == elsewhere
    with pytest.raises(NotAllowed, match=r"recusal|回避"):
        permissions.require(access=access(person), step=TRACKS["recusal.ask"], suggestion=suggestion)


def test_a_draft_is_no_longer_seen_by_who_is_recused_and_a_letter_that_left_is_read_like_by_all_of_the_office(w):
    draft, served = factories.drafted(w, "public_interest"), factories.served(w, "public_interest")
    for each in (draft, served):
        recused(w, each, w.handling)
    seen = Suggestion.objects.visible_to(access(w.handling))
    assert set(seen.filter(pk__in=[draft.pk, served.pk])) == {served}
    shown = person_relations.visibility(access=access(w.handling), suggestion=served)
    assert shown == relations.Visibility.OFFICE
    assert person_relations.of(access=access(w.handling), suggestion=served) == {"own"}


def test_a_draft_stands_before_the_chief_only_while_a_recusal_waits(w):
    draft = factories.drafted(w, "public_interest")
    sees = lambda person: Suggestion.objects.visible_to(access(person)).filter(pk=draft.pk).exists()  # noqa: E731
    assert not sees(w.chief) and not sees(w.secretary)
    recusal = asked(w, draft, w.second)
    assert sees(w.chief) and sees(w.secretary) and sees(w.deputy) and not sees(w.policy)
    decided(w, recusal, is_recused=False)
    assert not sees(w.chief) and not sees(w.secretary)


def test_the_case_falls_to_the_head_until_it_is_handed_over_and_never_back(w):
    suggestion = factories.served(w, "public_interest")
    assert not Suggestion.objects.filter(standing.handled_by_nobody(DAY), pk=suggestion.pk).exists()
    recused(w, suggestion, w.handling)
    assert Suggestion.objects.filter(standing.handled_by_nobody(DAY)).get() == suggestion
    vacant = vacancies.of([suggestion], on=DAY)
    assert vacant.is_vacant(suggestion, "handling") and vacant.keepers(suggestion) == [w.head]
    assert addressees.of(relation="handling", suggestion=suggestion, on=DAY) == {w.head.pk}
    given = {"access": access(w.head), "at": at(DAY, 14), "suggestion": suggestion, "reason": "回避"}
    suggestion.refresh_from_db()
    drafting.hand_over(**given, to=w.second)
    assert addressees.of(relation="handling", suggestion=suggestion, on=DAY) == {w.second.pk}
    assert not Suggestion.objects.filter(standing.handled_by_nobody(DAY)).exists()
    with pytest.raises(Refused, match=r"kept off|回避"):
        drafting.hand_over(**given, to=w.handling)


def test_where_the_head_is_recused_too_it_falls_to_the_deputy_chief_and_a_draft_to_the_chiefs(w):
    served, draft = factories.served(w, "public_interest"), factories.drafted(w, "public_interest")
    for suggestion in (served, draft):
        for person in (w.handling, w.head):
            recused(w, suggestion, person)
        assert vacancies.of([suggestion], on=DAY).keepers(suggestion) == [w.deputy]
        assert addressees.of(relation="handling", suggestion=suggestion, on=DAY) == {w.deputy.pk}
        assert addressees.of(relation="head", suggestion=served, on=DAY) == {w.deputy.pk}
    assert "keeper" in person_relations.of(access=access(w.deputy), suggestion=draft)


def test_a_recusal_of_the_chief_is_decided_by_the_committee_and_nobody_decides_on_the_own(w):
    suggestion = factories.served(w, "public_interest")
    of_chief, of_deputy = asked(w, suggestion, w.chief), asked(w, suggestion, w.deputy)
    for decider in (w.chief, w.deputy):
        with pytest.raises((NotAllowed, Refused)):
            decided(w, of_chief, by=decider)
    with pytest.raises(NotAllowed, match=r"own recusal|本人"):
        decided(w, of_deputy, by=w.deputy)
    with pytest.raises(NotAllowed):
        decided(w, of_deputy, by=w.head)
    decided(w, of_chief, by=w.secretary, resolution=factories.resolution())
    of_chief.refresh_from_db()
    assert (of_chief.state, of_chief.resolution.number) == ("recused", "检委会〔2026〕1号")
    event = suggestion.events.order_by("seq").last()
    assert (event.step, event.to_state, event.details["resolution"]) == ("decide", "recused", "检委会〔2026〕1号")
    with pytest.raises(NotAllowed):
        decided(w, of_deputy, by=w.chief)


@pytest.mark.parametrize(("kind", "keeps_off"), [("public_interest", False), ("retrial_civil", True)])
def test_until_it_is_decided_the_rules_on_litigation_alone_keep_off_who_is_asked(w, kind, keeps_off):
    suggestion = factories.submitted(w, kind)
    by_whom = (
        {"asked_by": "party", "litigant": "applicant", "litigant_number": 2} if keeps_off else {"asked_by": "unit"}
    )
    recusal = asked(w, suggestion, w.handling, by=w.manager, **by_whom)
    assert bool(taken_by(w.handling, suggestion)) is not keeps_off
    decided(w, recusal, is_recused=False, told_on=DAY)
    assert taken_by(w.handling, suggestion), "who stays on the case works on"
    recusal.refresh_from_db()
    assert (recusal.state, recusal.told_on) == ("rejected", DAY)


def test_of_an_applicant_role_and_number_are_kept_and_the_decision_is_due_in_three_days_and_once_more(w):
    suggestion = factories.submitted(w, "retrial_civil")
    facts = {"asked_by": "party", "litigant": "other_party", "litigant_number": 1}
    recusal = asked(w, suggestion, w.policy, by=w.handling, ground="favours", **facts)
    clock = Clock.objects.running().get(term="recusal", about=f"recusal:{recusal.pk}")
    assert (clock.started_on, clock.due_on) == (DAY, later(3))
    decided(w, recusal, is_recused=False, on=later(1))
    assert not Clock.objects.running().filter(term="recusal").exists()
    again = {"access": access(w.manager, later(2)), "at": at(later(2)), "recusal": recusal, "on": later(2)}
    recusing.ask_again(**again)
    assert Clock.objects.running().get(term="recusal").started_on == later(2)
    with pytest.raises(Refused):
        recusing.ask_again(**again)
    final = {"access": access(w.chief, later(3)), "at": at(later(3)), "recusal": recusal, "on": later(3)}
    recusing.reconsider(**final, is_recused=False)
    recusal.refresh_from_db()
    assert recusal.state == "rejected_again"
    with pytest.raises(Refused):
        recusing.ask_again(**again)
    told = json.dumps(
        list(suggestion.events.filter(track="recusal").values_list("details", flat=True)), ensure_ascii=False
    )
    assert "other_party" in told and "favours" in told


def test_what_is_asked_is_a_ground_of_the_rules_of_the_case_by_somebody_whom_they_name(w):
    suggestion = factories.submitted(w, "public_interest")
    for wrong, field in (
        ({"ground": "favours"}, "ground"),
        ({"ground": "其妻之兄"}, "ground"),
        ({"asked_by": "party", "litigant": "applicant", "litigant_number": 1}, "asked_by"),
        ({"by": w.manager}, "person"),
    ):
        with pytest.raises(Refused) as refused:
            asked(w, suggestion, w.handling, **wrong)
        assert refused.value.field == field
    asked(w, suggestion, w.handling)
    with pytest.raises(Refused, match=r"already|已"):
        asked(w, suggestion, w.handling)
    with pytest.raises(Refused):
        asked(w, suggestion, w.outsider, by=w.manager, asked_by="office")


def test_a_party_asks_before_it_is_decided_that_a_suggestion_to_the_court_is_raised(w):
    suggestion = factories.approved(w, "retrial_civil")
    with pytest.raises(Refused) as refused:
        asked(w, suggestion, w.handling, by=w.manager, asked_by="party", litigant="applicant", litigant_number=1)
    assert refused.value.field == "asked_by"


def test_every_kind_has_its_rules_and_no_column_or_event_holds_free_text():
    assert {kind for row in recusals.ROWS for kind in row.kinds} == set(KINDS)
    assert sum(len(row.kinds) for row in recusals.ROWS) == len(KINDS)
    words = {field.name for field in Recusal._meta.get_fields() if field.get_internal_type() == "TextField"}
    assert words == set() and not any(TRACKS[f"recusal.{key}"].needs_reason for key in ("ask", "decide"))


def test_a_deputy_does_not_act_for_who_is_recused_nor_who_is_recused_as_deputy(w):
    suggestion = factories.served(w, "public_interest")
    suggestion.members.filter(person=w.second).update(to_at=at())
    absences.record(
        access=access(w.handling),
        at=at(),
        person=w.handling,
        procuratorate=w.county,
        first_on=DAY,
        last_on=later(3),
        deputies={Work.CASES: w.second},
    )
    as_deputy = person_relations.of(access=access(w.second), suggestion=suggestion)
    assert "handling" in as_deputy
    first = recused(w, suggestion, w.second)
    assert person_relations.of(access=access(w.second), suggestion=suggestion) == {"own"}
    Recusal.objects.filter(pk=first.pk).delete()
    recused(w, suggestion, w.handling)
    assert "handling" not in person_relations.of(access=access(w.second), suggestion=suggestion)
