"""Being away: the deputy may what who is away may, on these days, in that kind of work, and in both names; and nothing beyond."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from organs.actions import people, posts
from organs.models import Absence, Person, Post, SetupEvent
from organs.refusals import NotAllowed, NotConfirmed, Refused, Stale
from organs.roles import Role, Work
from suggestions.access import absences as reach
from suggestions.access import permissions, person_relations
from suggestions.actions import absences, drafting, ledger
from suggestions.documents import document_facts
from suggestions.models import Approval, Revision, Suggestion
from suggestions.rules import relations
from suggestions.rules.kinds import KINDS
from suggestions.rules.lifecycle import TABLE
from tests import factories
from tests.factories import DAY, access, at, later

pytestmark = pytest.mark.slow

FIRST, LAST = later(2), later(6)


def away(
    w: SimpleNamespace,
    person: Person,
    deputies: dict[Work, Person],
    *,
    by: Person | None = None,
    on: date = DAY,
    **facts,
) -> Absence:
    """Records an absence of a person at the county."""
    return absences.record(
        access=access(by or person, on),
        at=at(on),
        person=person,
        procuratorate=w.county,
        **{"first_on": FIRST, "last_on": LAST, "deputies": deputies, **facts},
    )


def submit(w: SimpleNamespace, suggestion: Suggestion, who: Person, on: date) -> None:
    drafting.submit(access=access(who, on), at=at(on), suggestion=suggestion)


@pytest.fixture
def w(db):
    world = factories.world()
    # A prosecutor of another department, who has nothing to do with the case.
    world.elsewhere = factories.person(
        "elsewhere", "检察官戊", Role.PROSECUTOR, procuratorate=world.county, department=world.other_department
    )
    return world


@pytest.fixture
def draft(w):
    return factories.drafted(w)


def sees(w: SimpleNamespace, who: Person, suggestion: Suggestion, on: date) -> bool:
    return Suggestion.objects.visible_to(access(who, on)).filter(pk=suggestion.pk).exists()


# Days.


def test_the_deputy_may_on_these_days_and_on_no_other(w, draft):
    away(w, w.handling, {Work.CASES: w.elsewhere})
    for day, may in ((DAY, False), (later(1), False), (FIRST, True), (LAST, True), (later(7), False)):
        assert sees(w, w.elsewhere, draft, day) is may, day
        allowed = permissions.may(access=access(w.elsewhere, day), step=TABLE["document.submit"], suggestion=draft)
        assert allowed is may, day


def test_an_absence_ended_early_ends_the_rights_at_once(w, draft):
    absence = away(w, w.handling, {Work.CASES: w.elsewhere})
    absences.end(access=access(w.handling, later(3)), at=at(later(3)), absence=absence)
    assert not sees(w, w.elsewhere, draft, later(3))
    with pytest.raises(Refused):
        absences.end(access=access(w.handling, later(3)), at=at(later(3)), absence=absence)


def test_a_later_last_day_lengthens_the_rights_and_an_earlier_one_shortens_them(w, draft):
    absence = away(w, w.handling, {Work.CASES: w.elsewhere})
    absences.move_last_day(access=access(w.handling, FIRST), at=at(FIRST), absence=absence, last_on=later(9), was=LAST)
    assert sees(w, w.elsewhere, draft, later(9))
    absences.move_last_day(
        access=access(w.head, later(3)), at=at(later(3)), absence=absence, last_on=later(3), was=later(9)
    )
    assert sees(w, w.elsewhere, draft, later(3))
    assert not sees(w, w.elsewhere, draft, later(4))
    with pytest.raises(Stale):
        absences.move_last_day(
            access=access(w.handling, later(3)), at=at(later(3)), absence=absence, last_on=later(8), was=LAST
        )


def test_a_later_last_day_is_refused_while_a_deputy_is_away_then(w):
    absence = away(w, w.handling, {Work.CASES: w.elsewhere})
    away(w, w.elsewhere, {Work.CASES: w.second}, first_on=later(8), last_on=later(9))

    def until(day: date) -> None:
        absences.move_last_day(
            access=access(w.handling, FIRST), at=at(FIRST), absence=absence, last_on=day, was=absence.last_on
        )

    with pytest.raises(Refused) as refused:
        until(later(8))
    assert refused.value.field == "last_on"
    until(later(7))
    absence.refresh_from_db()
    assert absence.last_on == later(7)


def test_with_an_account_its_absences_end_and_the_deputy_has_nothing_left_of_them(w, draft):
    absence = away(w, w.handling, {Work.CASES: w.elsewhere})
    people.deactivate(access=None, at=at(FIRST), on=FIRST, person=w.handling, reason="调离")
    absence.refresh_from_db()
    assert absence.ended_at == absence.taken_back_at == at(FIRST)
    assert not sees(w, w.elsewhere, draft, FIRST)
    assert not reach.shown_to(access(w.elsewhere, FIRST), on=FIRST).filter(ended_at__isnull=True).exists()


def test_what_begins_later_can_be_called_off(w, draft):
    absence = away(w, w.handling, {Work.CASES: w.elsewhere})
    absences.end(access=access(w.handling), at=at(), absence=absence)
    assert not sees(w, w.elsewhere, draft, FIRST)
    # And the same days may be recorded anew.
    away(w, w.handling, {Work.CASES: w.second})
    assert not sees(w, w.elsewhere, draft, FIRST)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"first_on": later(-1)}, "first_on"),
        ({"last_on": later(1)}, "last_on"),
        ({"last_on": later(2 + absences.LONGEST)}, "last_on"),
        ({"deputies": {}}, Work.CASES),
    ],
)
def test_days_that_cannot_be_are_refused(w, facts, field):
    with pytest.raises(Refused) as refused:
        away(w, w.handling, facts.pop("deputies", {Work.CASES: w.elsewhere}), **facts)
    assert refused.value.field == field
    assert not Absence.objects.exists()


def test_nobody_is_away_twice_at_once(w):
    away(w, w.handling, {Work.CASES: w.elsewhere})
    with pytest.raises(Refused) as refused:
        away(w, w.handling, {Work.CASES: w.second}, first_on=LAST, last_on=later(9))
    assert refused.value.field == "first_on"
    away(w, w.handling, {Work.CASES: w.second}, first_on=later(7), last_on=later(9))


# Kinds of work.


def test_the_deputy_may_nothing_of_another_kind_of_work(w):
    """Who is head and handles a case of one's own lends the one without the other."""
    own = factories.submitted(w)
    Suggestion.objects.filter(pk=own.pk).update(handling_prosecutor=w.head)
    away(w, w.head, {Work.HEADING: w.other_head})
    held = person_relations.of(access=access(w.other_head, FIRST), suggestion=own)
    assert "handling" in person_relations.of(access=access(w.head, FIRST), suggestion=own)
    assert "head" in held
    assert not held & {"handling", "team", "policy", "chief", "secretary", "registrar", "case_manager"}


def test_each_kind_of_work_lends_its_own_relations_alone():
    lent = {work: {row.key for row in relations.ROWS if row.work == work} for work in Work}
    assert lent == {
        Work.CASES: {"handling", "team"},
        Work.HEADING: {"head"},
        Work.POLICY: {"policy"},
        Work.DECIDING: {"chief", "draft_chief", "keeper"},
        Work.COMMITTEE: {"draft_secretary", "secretary"},
        Work.REGISTRY: {"registrar"},
        Work.CASE_MANAGEMENT: {"case_manager", "supervising"},
    }


@pytest.mark.parametrize(
    ("roles", "works"),
    [
        ({Role.PROSECUTOR}, {Work.CASES: set(relations.BY_KEY["handling"].deputies)}),
        ({Role.ASSISTANT}, {Work.CASES: set(relations.BY_KEY["team"].deputies)}),
        ({Role.CHIEF}, {Work.CASES, Work.DECIDING}),
        ({Role.DEPARTMENT_HEAD}, {Work.CASES, Work.HEADING}),
        ({Role.REGISTRAR, Role.CASE_MANAGER}, {Work.REGISTRY, Work.CASE_MANAGEMENT}),
        ({Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.ANALYST}, set()),
    ],
)
def test_the_posts_say_which_kinds_of_work_somebody_leaves(roles, works):
    found = relations.works_of(roles)
    assert set(found) == set(works)
    if isinstance(works, dict):
        assert found == works


def test_decisions_of_a_chief_are_lent_to_chiefs_alone():
    assert relations.works_of({Role.CHIEF})[Work.DECIDING] == {Role.CHIEF, Role.DEPUTY_CHIEF}


def test_every_deputy_could_do_the_work_by_an_own_post_or_stands_above():
    for row in relations.ROWS:
        assert bool(row.work) == bool(row.deputies), row.key
        if row.work and row.roles:
            assert set(row.roles) <= {*row.deputies}, row.key


# Who may be named.


def candidates(w: SimpleNamespace, person: Person, work: Work) -> set[int]:
    found = reach.choices(person=person, procuratorate=w.county, on=DAY)
    return {each.pk for choice in found if choice.work == work for each in choice.candidates}


def test_a_decision_of_the_chief_is_never_lent_to_who_may_not_decide(w):
    assert candidates(w, w.chief, Work.DECIDING) == {w.deputy.pk}
    with pytest.raises(Refused) as refused:
        away(w, w.chief, {Work.DECIDING: w.head})
    assert refused.value.field == Work.DECIDING


def test_an_assistant_handles_no_case_as_a_deputy(w):
    assert w.assistant.pk not in candidates(w, w.handling, Work.CASES)
    assert w.second.pk in candidates(w, w.handling, Work.CASES)
    with pytest.raises(Refused):
        away(w, w.handling, {Work.CASES: w.assistant})


def test_a_deputy_is_never_of_another_office(w):
    stranger = factories.person("stranger", "丁县检察官", Role.PROSECUTOR, procuratorate=w.sibling)
    assert stranger.pk not in candidates(w, w.handling, Work.CASES)
    with pytest.raises(Refused):
        away(w, w.handling, {Work.CASES: stranger})


def test_who_is_away_then_is_no_deputy(w):
    away(w, w.second, {Work.CASES: w.elsewhere}, first_on=LAST, last_on=later(9))
    with pytest.raises(Refused):
        away(w, w.handling, {Work.CASES: w.second})


def test_whose_post_ends_before_the_last_day_is_no_deputy(w):
    post = Post.objects.get(person=w.second)
    posts.end_checked(access=None, at=at(), post=post, on=later(4))
    with pytest.raises(Refused):
        away(w, w.handling, {Work.CASES: w.second})
    away(w, w.handling, {Work.CASES: w.second}, last_on=later(4))


def test_a_work_that_is_not_ones_own_is_lent_to_nobody(w):
    with pytest.raises(Refused):
        away(w, w.handling, {Work.DECIDING: w.deputy})


@pytest.mark.parametrize("by", ["head", "chief", "deputy"])
def test_the_head_of_the_department_and_the_chiefs_record_it_for_somebody(w, by):
    assert away(w, w.handling, {Work.CASES: w.second}, by=getattr(w, by)).recorded_by == getattr(w, by)


@pytest.mark.parametrize("by", ["second", "other_head", "assistant", "administrator", "registrar", "liaison"])
def test_nobody_else_records_it(w, by):
    with pytest.raises(NotAllowed):
        away(w, w.handling, {Work.CASES: w.second}, by=getattr(w, by))


def test_no_head_records_the_absence_of_a_chief(w):
    with pytest.raises(NotAllowed):
        away(w, w.chief, {Work.DECIDING: w.deputy}, by=w.head)


def test_nobody_makes_oneself_a_deputy(w):
    with pytest.raises(Refused) as refused:
        away(w, w.handling, {Work.CASES: w.head}, by=w.head)
    assert refused.value.field == Work.CASES
    # Who is away may name the head, and so may a chief.
    away(w, w.handling, {Work.CASES: w.head}, by=w.chief)


def test_only_who_records_it_ends_it(w):
    absence = away(w, w.handling, {Work.CASES: w.elsewhere})
    for other in (w.elsewhere, w.second, w.other_head):
        with pytest.raises(NotAllowed):
            absences.end(access=access(other, FIRST), at=at(FIRST), absence=absence)
    absences.end(access=access(w.head, FIRST), at=at(FIRST), absence=absence)


def test_the_second_factor_is_asked_for_again_before_rights_are_lent(w):
    with pytest.raises(NotConfirmed):
        absences.record(
            access=replace(access(w.handling), must_confirm=True),
            at=at(),
            person=w.handling,
            procuratorate=w.county,
            first_on=FIRST,
            last_on=LAST,
            deputies={Work.CASES: w.second},
        )
    assert not Absence.objects.exists()


def test_the_trace_says_who_lent_what_to_whom(w):
    away(w, w.handling, {Work.CASES: w.second}, by=w.head)
    event = SetupEvent.objects.get(verb="record absence")
    assert (event.actor_name, event.subject_name) == (w.head.name, w.handling.name)
    assert event.changes["deputy cases"] == ["", w.second.name]


# What is lent ends with what one has.


def test_the_deputy_loses_it_with_the_own_post(w, draft):
    away(w, w.handling, {Work.CASES: w.elsewhere})
    posts.end_checked(access=None, at=at(), post=Post.objects.get(person=w.elsewhere), on=FIRST)
    assert sees(w, w.elsewhere, draft, FIRST)
    assert not sees(w, w.elsewhere, draft, later(3))


def test_a_deputy_who_moves_to_a_post_that_may_not_do_it_loses_it(w, draft):
    away(w, w.handling, {Work.CASES: w.elsewhere})
    posts.end_checked(access=None, at=at(), post=Post.objects.get(person=w.elsewhere), on=FIRST)
    posts.appoint(at=at(), person=w.elsewhere, role=Role.REGISTRAR, procuratorate=w.county, from_on=later(3))
    assert not sees(w, w.elsewhere, draft, later(3))


def test_what_who_is_away_has_lost_is_lent_no_more(w, draft):
    away(w, w.handling, {Work.CASES: w.elsewhere})
    posts.end_checked(access=None, at=at(), post=Post.objects.get(person=w.handling), on=FIRST)
    assert not sees(w, w.elsewhere, draft, later(3))


def test_what_was_lent_is_lent_no_further(w, draft):
    further = factories.person("further", "检察官己", Role.PROSECUTOR, procuratorate=w.county)
    away(w, w.handling, {Work.CASES: w.elsewhere})
    # Who is away is named by nobody; but a deputy may go away afterwards.
    away(w, w.elsewhere, {Work.CASES: further})
    assert access(further, FIRST).stand_ins
    assert not sees(w, further, draft, FIRST)


def test_nothing_of_another_office_is_lent(w):
    """Who has posts in two offices lends those of the one where the absence is recorded."""
    posts.appoint(at=at(), person=w.head, role=Role.DEPARTMENT_HEAD, procuratorate=w.sibling, from_on=DAY)
    posts.appoint(at=at(), person=w.other_head, role=Role.DEPARTMENT_HEAD, procuratorate=w.prefecture, from_on=DAY)
    away(w, w.head, {Work.HEADING: w.other_head})
    lent = access(w.other_head, FIRST).stand_ins
    assert [post.procuratorate_id for each in lent for post in each.posts] == [w.county.pk]


# Signatures in both names.


def test_what_a_deputy_does_is_recorded_in_both_names_and_chained(w, draft):
    away(w, w.handling, {Work.CASES: w.elsewhere})
    submit(w, draft, w.elsewhere, FIRST)
    event = draft.events.get(step="submit")
    assert (event.actor, event.acted_for) == (w.elsewhere, w.handling)
    assert event.signed_name == "检察官戊（代承办检察官甲）"
    assert '"for":"承办检察官甲"' in event.canonical
    draft.refresh_from_db()
    assert ledger.breaks(draft) == []


def test_who_is_away_and_acts_all_the_same_acts_in_the_own_name(w, draft):
    away(w, w.handling, {Work.CASES: w.elsewhere})
    submit(w, draft, w.handling, FIRST)
    event = draft.events.get(step="submit")
    assert event.signed_name == w.handling.name
    assert '"for"' not in event.canonical


def test_a_chain_that_lost_the_second_name_is_broken(w, draft):
    away(w, w.handling, {Work.CASES: w.elsewhere})
    submit(w, draft, w.elsewhere, FIRST)
    event = draft.events.get(step="submit")
    event.acted_for, event.acted_for_name = None, ""
    assert ledger._canonical(event, words="") != event.canonical


def test_the_signature_of_a_gate_bears_both_names_and_so_does_the_document(w):
    suggestion = factories.submitted(w)
    away(w, w.head, {Work.HEADING: w.other_head})
    away(w, w.chief, {Work.DECIDING: w.deputy})
    while suggestion.document_state == "in_review":
        on, gate = FIRST, suggestion.gate
        who = {"policy": w.policy, "head": w.other_head, "decision": w.deputy}[gate]
        facts = (
            {"verdicts": {"necessity": True, "legality": True, "reasoning": True}, "opinion": "同意。"}
            if gate == "policy"
            else {}
        )
        factories.sign(w, suggestion, who, on, **facts)
        suggestion.refresh_from_db()
    signed = {row.gate: row.signed_name for row in Approval.objects.filter(letter=suggestion.letter)}
    assert signed["decision"] == "副检察长甲（代检察长甲）"
    assert signed["policy"] == w.policy.name
    assert signed.get("head", "部门负责人乙（代部门负责人甲）") == "部门负责人乙（代部门负责人甲）"
    assert document_facts.decider(suggestion.letter).startswith("副检察长甲（代检察长甲）（")
    assert suggestion.events.get(step="approve").acted_for == w.chief


def test_on_the_own_case_a_deputy_acts_in_the_own_name(w):
    """Who handles a case of one's own is deputy in nothing there."""
    own = factories.drafted(w)
    away(w, w.second, {Work.CASES: w.handling})
    submit(w, own, w.handling, FIRST)
    assert own.events.get(step="submit").acted_for is None


# Two people, not one.


def test_the_deputy_who_submitted_a_draft_never_signs_it(w):
    draft = factories.drafted(w)
    away(w, w.handling, {Work.CASES: w.deputy})
    submit(w, draft, w.deputy, FIRST)
    assert w.deputy.pk in drafting.authors(draft.current_letter)
    _to_decision(w, draft)
    with pytest.raises(NotAllowed, match="自己起草"):
        factories.sign(w, draft, w.deputy, FIRST)
    factories.sign(w, draft, w.chief, FIRST)


def _to_decision(w: SimpleNamespace, suggestion: Suggestion) -> None:
    suggestion.refresh_from_db()
    while suggestion.gate != "decision":
        if suggestion.gate == "policy":
            verdicts = {"necessity": True, "legality": True, "reasoning": True}
            factories.sign(w, suggestion, w.policy, FIRST, verdicts=verdicts, opinion="同意。")
        else:
            factories.sign(w, suggestion, w.head, FIRST)
        suggestion.refresh_from_db()


def test_a_deputy_never_signs_what_who_is_away_wrote(w):
    """Who may decide by an own post does so in the own name, and not in that of the chief who wrote it."""
    draft = factories.drafted(w)
    Revision.objects.filter(letter=draft.letter).update(saved_by=w.chief)
    away(w, w.chief, {Work.DECIDING: w.deputy})
    submit(w, draft, w.handling, FIRST)
    _to_decision(w, draft)
    factories.sign(w, draft, w.deputy, FIRST)
    event = draft.events.get(step="approve")
    assert (event.actor, event.acted_for) == (w.deputy, None)
    assert Approval.objects.get(letter=draft.letter, gate="decision").signed_for is None


def test_as_a_deputy_nobody_signs_one_text_twice(w):
    kind = next(
        each
        for each in KINDS.values()
        if [gate.relation for gate in each.versions[-1].gates] == ["head", "policy", "chief"]
    )
    suggestion = factories.submitted(w, kind.key)
    away(w, w.head, {Work.HEADING: w.deputy})
    suggestion.refresh_from_db()
    while suggestion.gate != "decision":
        relation = permissions.gate_of(suggestion).relation
        verdicts = {"necessity": True, "legality": True, "reasoning": True}
        facts = {"verdicts": verdicts, "opinion": "同意。"} if relation == "policy" else {}
        factories.sign(w, suggestion, w.policy if relation == "policy" else w.deputy, FIRST, **facts)
        suggestion.refresh_from_db()
    with pytest.raises(NotAllowed, match="审核环节"):
        factories.sign(w, suggestion, w.deputy, FIRST)
    factories.sign(w, suggestion, w.chief, FIRST)
