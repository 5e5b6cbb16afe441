"""Tests made from the tables: every state × step × person of every track, and every stage × person of seeing."""

import pytest
from django.db import transaction

from desk.steps.base import STEPS
from followups.models import Escalation, LaterDate, QualityReview, Support, Visit
from followups.rules.tracks import TABLE as FOLLOWUPS
from organs.actions import procuratorates
from organs.refusals import NotAllowed, Stale
from suggestions.access import permissions, person_relations
from suggestions.actions import ledger
from suggestions.actions.ledger import Actor
from suggestions.models import (
    Amendment,
    CasePaper,
    Copy,
    Correction,
    Instruction,
    Investigation,
    InvestigationAct,
    JointSigning,
    Objection,
    Opinion,
    Recusal,
    Suggestion,
)
from suggestions.models.suggestion import AXES
from suggestions.rules import lifecycle, relations, states, tracks
from suggestions.rules.recusals import GROUNDS
from tests import factories
from tests.followups.draws import drawn_cases

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PEOPLE = (
    "handling",
    "second",
    "assistant",
    "head",
    "other_head",
    "policy",
    "chief",
    "deputy",
    "secretary",
    "registrar",
    "manager",
    "analyst",
    "administrator",
    "higher",
    "supervisor",
    "outsider",
    "liaison",
    "unit_head",
    "other_liaison",
    "copied_liaison",
)

# How each person of the test world stands to its suggestion: what the generated expectations rest on.
STANDING = {
    "handling": {"handling", "own"},
    "second": {"team", "own"},
    "assistant": {"team", "own"},
    "head": {"head", "own"},
    "other_head": {"own"},
    "policy": {"policy", "own"},
    "chief": {"chief", "own"},
    "deputy": {"chief", "own"},
    "secretary": {"secretary", "own"},
    "registrar": {"registrar", "own"},
    "manager": {"case_manager", "own"},
    "analyst": {"own"},
    "administrator": {"above"},
    "higher": {"higher", "above"},
    "supervisor": {"above", "supervising"},
    "outsider": set(),
    "liaison": {"unit"},
    "unit_head": {"unit"},
    "other_liaison": set(),
    "copied_liaison": {"copied"},
}


class Undone(Exception):
    """Rolls a trial back."""


@pytest.fixture(scope="module")
def built(module_transaction):
    world = factories.world()
    world.suggestion = factories.served(world, "public_interest")
    factories.opened(world, "public_interest")
    suggestion = world.suggestion
    copy = Copy.objects.create(suggestion=suggestion, unit=world.copied_unit, ground="departments", state="sent")
    objection = Objection.objects.create(
        suggestion=suggestion,
        letter=suggestion.letter,
        raised_on=factories.DAY,
        grounds="事实不准",
        withdrawn_because="已核实",
    )
    amendment = Amendment.objects.create(
        suggestion=suggestion,
        what="withdraw",
        reasons="不当",
        proposed_by=world.handling,
        proposed_at=factories.at(),
        digest="0" * 64,
    )
    proposed = {"suggestion": suggestion, "proposed_by": world.handling, "proposed_at": factories.at()}
    world.subjects = {
        "opinion": Opinion.objects.create(
            suggestion=suggestion,
            letter=suggestion.letter,
            asked_of="recipient",
            addressee=world.unit.name,
            questions="建议是否可行",
            asked_on=factories.DAY,
            asked_by=world.handling,
            answered_on=factories.DAY,
            answer="可行",
            has_agreed=True,
        ),
        "paper": CasePaper.objects.create(
            suggestion=suggestion,
            kind="enforcement_question",
            made_on=factories.DAY,
            made_by=world.handling,
            text="请说明执行情况",
            settled_on=factories.DAY,
        ),
        # Settled, and of somebody who stands in no relation to the case: what one changes is tested in test_recusing.py.
        "recusal": Recusal.objects.create(
            suggestion=suggestion,
            person=world.other_liaison,
            asked_by="unit",
            state="rejected",
            manner="written",
            ground=sorted(GROUNDS)[0],
            asked_on=factories.DAY,
            recorded_by=world.handling,
            decided_on=factories.DAY,
            decided_by=world.chief,
        ),
        "investigation": Investigation.objects.create(
            suggestion=suggestion,
            asked_on=factories.DAY,
            asked_by=world.handling,
            state="ordered",
            decided_on=factories.DAY,
            decided_by=world.chief,
        ),
        "inquiry": InvestigationAct.objects.create(
            suggestion=suggestion,
            means="hear_unit",
            done_on=factories.DAY,
            first=world.handling,
            entered_by=world.handling,
        ),
        "correction": Correction.objects.create(
            **proposed, letter=suggestion.letter, place="事实部分", wrong="八家", right="8家", reason="笔误"
        ),
        "escalation": Escalation.objects.create(
            **proposed,
            rung="report_higher",
            addressee=world.prefecture.name,
            undone="未整改",
            no_justified_reason="没有说明理由",
            reasons="请予协调",
            decided_by=world.chief,
            sent_on=factories.DAY,
            called_off_by=world.chief,
            called_off_reason="已整改",
        ),
        "visit": Visit.objects.create(
            suggestion=suggestion,
            means="visit",
            state="planned",
            planned_on=factories.DAY,
            planned_by=world.handling,
            called_off_because="单位已撤并",
            visited_on=factories.DAY,
            recorded_by=world.handling,
            recorded_at=factories.at(),
        ),
        "later_date": LaterDate.objects.create(
            suggestion=suggestion,
            clock=suggestion.clocks.of_reply().get(),
            asked_on=factories.DAY,
            legal_on=factories.later(60),
            wanted_on=factories.later(70),
            reason="施工受汛期影响",
            advice="属实",
            advised_by=world.handling,
            agreed_on=factories.later(70),
            decided_by=world.head,
        ),
        "quality_review": QualityReview.objects.create(
            suggestion=suggestion,
            drawn_case=drawn_cases.row_of(world, suggestion),
            looked_back=False,
            assigned_by=world.manager,
            assigned_on=factories.DAY,
        ),
        "instruction": Instruction.objects.create(
            suggestion=suggestion,
            office=world.prefecture,
            what="change",
            reason="措施超出单位职责",
            given_on=factories.DAY,
            given_by=world.handling,
        ),
        "joint": JointSigning.objects.create(
            suggestion=suggestion,
            office=procuratorates.found(
                access=None,
                at=factories.at(),
                code="652399",
                name="戊县人民检察院",
                short_name="戊县检",
                level="basic",
                line=world.county.line,
                origin="live",
                parent=world.prefecture,
                region_code="652399",
            ),
            position=1,
            digest="0" * 64,
            signed_on=factories.DAY,
            signed_by=world.chief,
        ),
        "support": Support.objects.create(
            suggestion=suggestion,
            kind="training",
            given_on=factories.DAY,
            text="为执法人员讲授条例",
            recorded_by=world.handling,
            recorded_at=factories.at(),
            confirmed_on=factories.DAY,
        ),
        "measure": suggestion.measures.first(),
        "filing": suggestion.filings.get(),
        "copies": copy,
        "objection": objection,
        "amendment": amendment,
    }
    world.accesses = {name: factories.access(getattr(world, name)) for name in PEOPLE}
    return world


@pytest.fixture
def w(built, db):
    """Returns the world as it was built: each test undoes what it did to the rows, and they are read again, things when needed."""
    built.suggestion.refresh_from_db()
    return built


def find_subject(w, step):
    return w.subjects.get(step.track, w.suggestion)


def set_state(w, step, state):
    """Puts the thing of a step into a state, around the actions: only a test may."""
    subject = find_subject(w, step)
    field = AXES.get(step.track, "state")
    type(subject).objects.filter(pk=subject.pk).update(**{field: state}, **beside(step, state))
    w.suggestion.refresh_from_db()
    if subject is not w.suggestion:
        subject.refresh_from_db()
        subject.suggestion = w.suggestion
    return subject


def beside(step, state):
    """Returns what must stand beside a state in a row."""
    if step.track == "recusal":
        return {"keeps_off": state == "recused"}
    if step.track == "document":
        other = Suggestion.objects.latest("pk") if state == "merged" else None
        return {"merged_into": other, **({"gate": "head"} if state == "in_review" else {})}
    return {}


def attempt(w, step, subject, person):
    """Takes a step and undoes it; returns None or the class of the refusal."""
    to = sorted(step.targets)[0] if step.targets else None
    try:
        with transaction.atomic():
            ledger.take(
                step=step,
                subject=subject,
                actor=Actor(access=w.accesses[person]),
                at=factories.at(),
                to=to,
                text="理由",
                values=beside(step, to or step.target),
            )
            raise Undone
    except Undone:
        return None
    except (NotAllowed, Stale) as refusal:
        return type(refusal)


def expected_seeing(person, state):
    """Says, from the written standing alone, whether a person sees the suggestion when its document is in a state."""
    standing = STANDING[person]
    out = state in {"issued", "served", "withdrawn"}
    if standing & {"handling", "team", "head", "case_manager"}:
        return True
    if standing & {"policy", "chief", "secretary"} and state != "draft":
        return True
    if "registrar" in standing and (out or state == "approved"):
        return True
    if standing & {"own", "above", "higher", "copied"} and out:
        return True
    return "unit" in standing


def test_people_stand_to_the_suggestion_as_the_table_of_this_test_says(w):
    for person in PEOPLE:
        held = person_relations.of(access=w.accesses[person], suggestion=w.suggestion)
        assert held == STANDING[person], person


@pytest.mark.parametrize("state", sorted(states.DOCUMENT))
def test_seeing_follows_state_and_relation_in_lists_and_on_pages_alike(w, state):
    set_state(w, STEPS["document.submit"], state)
    for person in PEOPLE:
        access = w.accesses[person]
        by_query = Suggestion.objects.visible_to(access).filter(pk=w.suggestion.pk).exists()
        by_visibility = (
            person_relations.visibility(access=access, suggestion=w.suggestion) > relations.Visibility.NOTHING
        )
        assert by_query == by_visibility == expected_seeing(person, state), (person, state)


def test_without_a_post_nothing_is_seen(w):
    nobody = factories.people_actions.admit(
        access=None, at=factories.at(), username="nobody", name="无岗位", password=factories.PASSWORD, origin="live"
    )
    assert not Suggestion.objects.visible_to(factories.access(nobody)).exists()


def test_a_unit_sees_nothing_before_service_or_the_notice_of_a_proclamation(w):
    Suggestion.objects.filter(pk=w.suggestion.pk).update(document_state="issued", served_on=None)
    liaison = w.accesses["liaison"]
    assert not Suggestion.objects.visible_to(liaison).exists()
    Suggestion.objects.filter(pk=w.suggestion.pk).update(announced_on=factories.DAY)
    assert Suggestion.objects.visible_to(liaison).exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(STEPS))
def test_a_step_is_taken_from_its_own_states_only(w, name):
    step = STEPS[name]
    person = actor_of(step)
    if person is None or not step.sources:
        return
    of_a_kind_for(w, step)
    for state in states.STATES[step.track]:
        subject = set_state(w, step, state)
        if (
            person_relations.visibility(access=w.accesses[person], suggestion=w.suggestion)
            == relations.Visibility.NOTHING
        ):
            continue
        refusal = attempt(w, step, subject, person)
        assert refusal == (None if state in step.sources else Stale), (name, state, person)


@pytest.mark.parametrize("name", sorted(STEPS))
def test_a_step_is_taken_by_its_own_relations_only(w, name):
    step = STEPS[name]
    of_a_kind_for(w, step)
    state = sorted(step.sources)[0] if step.sources else None
    if state:
        set_state(w, step, state)
    document_state = w.suggestion.document_state
    for person in PEOPLE:
        held = frozenset(STANDING[person])  # what the database says too, by the first test here
        may = permissions.may(access=w.accesses[person], step=step, suggestion=w.suggestion, held=held)
        sees = expected_seeing(person, document_state)
        assert may == (sees and bool(STANDING[person] & step.who)), (name, person)


def test_what_the_unit_does_the_office_may_record_from_paper_and_nobody_else(w):
    for name, step in STEPS.items():
        if not step.by_unit or step.track == "copies":
            continue
        of_a_kind_for(w, step)
        for person in PEOPLE:
            held = frozenset(STANDING[person])
            may = permissions.may(
                access=w.accesses[person], step=step, suggestion=w.suggestion, from_paper=True, held=held
            )
            assert may == bool(STANDING[person] & {"handling", "team", "registrar"}), (name, person)


def test_a_court_alone_prolongs_its_reply_on_enforcement_alone(w):
    prolong = STEPS["reply.prolong"]
    assert not permissions.may(access=w.accesses["liaison"], step=prolong, suggestion=w.suggestion)
    of_a_kind_for(w, prolong)
    assert permissions.may(access=w.accesses["liaison"], step=prolong, suggestion=w.suggestion)
    assert not permissions.may(access=w.accesses["chief"], step=prolong, suggestion=w.suggestion)


def test_examination_is_for_public_interest_only(w):
    set_state(w, STEPS["examination.begin"], "not_begun")
    Suggestion.objects.filter(pk=w.suggestion.pk).update(kind="social_governance")
    w.suggestion.refresh_from_db()
    for step in lifecycle.TABLE.of("examination"):
        assert not permissions.may(access=w.accesses["chief"], step=step, suggestion=w.suggestion), step.name


def test_every_state_of_every_table_is_reached_by_some_step():
    tables = (lifecycle.TABLE, tracks.TABLE, FOLLOWUPS)
    initial = {
        "case": {"open"},
        "reply": {"not_due"},
        "examination": {"not_begun"},
        "measure": {"asked", "proposed"},
        "filing": {"due"},
    }
    for track, of_track in states.STATES.items():
        reached = set(initial.get(track, set()))
        for table in tables:
            for step in table.of(track):
                reached |= step.targets | ({step.target} if step.target else set())
        assert reached == set(of_track), track


def of_a_kind_for(w, step):
    """Lets the suggestion be of a kind to which the step applies."""
    if step.kinds and w.suggestion.kind not in step.kinds:
        Suggestion.objects.filter(pk=w.suggestion.pk).update(kind=min(step.kinds))
        w.suggestion.refresh_from_db()


def actor_of(step):
    """Returns somebody of the test world who stands as the step asks."""
    return next((person for person in PEOPLE if STANDING[person] & step.who), None)
