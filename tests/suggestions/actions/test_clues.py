"""Clues: who registers, sees and assesses them, what becomes of each, and that no person is named (P19 Art. 13)."""

from types import SimpleNamespace

import pytest

from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import clues
from suggestions.models import Clue, ClueEvent
from suggestions.rules import clues as rules
from tests import factories
from tests.factories import DAY, access, at, later

pytestmark = pytest.mark.django_db


def registered(w, *, by=None, **facts) -> Clue:
    values = {"source": "demand", "matter": "河道垃圾未清运", "institution": "丙县水利局", "on": DAY, **facts}
    return clues.register(access=access(by or w.handling), at=at(), procuratorate=w.county, **values)


def test_prosecutors_and_case_management_register_and_nobody_else(w):
    for person in (w.handling, w.head, w.manager, w.chief):
        assert registered(w, by=person).state == "registered"
    for person in (w.assistant, w.policy, w.registrar, w.secretary, w.liaison, w.higher):
        with pytest.raises(NotAllowed):
            registered(w, by=person)


def test_an_institution_that_is_a_registered_unit_is_linked_and_another_is_a_name(w):
    known, free = registered(w, institution=w.unit.name), registered(w)
    assert (known.unit, known.institution, known.concerns) == (w.unit, "", w.unit.name)
    assert (free.unit, free.concerns) == (None, "丙县水利局")
    for bad in ({"source": "rumour"}, {"matter": " "}, {"institution": ""}, {"on": later(1)}):
        with pytest.raises(Refused):
            registered(w, **bad)


def test_clues_are_seen_in_the_own_office_by_who_works_on_cases_and_by_no_unit(w):
    clue = registered(w)
    sees = {
        name for name, each in vars(w).items() if _is_person(each) and clue in Clue.objects.visible_to(access(each))
    }
    assert sees >= {"handling", "second", "assistant", "head", "manager", "chief", "deputy"}
    assert sees.isdisjoint({"liaison", "unit_head", "other_liaison", "policy", "registrar", "secretary", "higher"})
    Clue.objects.filter(pk=clue.pk).update(origin="sample")
    assert not Clue.objects.visible_to(access(w.handling)).exists()


def _is_person(each: object) -> bool:
    return type(each).__name__ == "Person"


def test_an_assessed_clue_leads_to_a_draft_that_carries_its_source(w):
    clue = registered(w)
    assert clue in Clue.objects.to_assess(access(w.handling)) and not Clue.objects.to_assess(access(w.manager))
    draft = factories.opened(w, case_source=clue.source)
    with pytest.raises(NotAllowed):
        clues.lead_to(access=access(w.manager), at=at(), clue=clue, suggestion=draft)
    clues.lead_to(access=access(w.handling), at=at(), clue=clue, suggestion=draft)
    clue.refresh_from_db()
    assert (clue.state, clue.suggestion, clue.decided_by, draft.case_source) == (
        "assessed",
        draft,
        w.handling,
        "demand",
    )
    assert not Clue.objects.to_assess(access(w.handling)).exists()


def test_a_closed_clue_says_why_and_a_transferred_one_where_and_neither_goes_on(w):
    one, other = registered(w), registered(w)
    with pytest.raises(Refused):
        clues.close(access=access(w.handling), at=at(), clue=one, reason=" ", on=DAY)
    clues.close(access=access(w.manager, later(1)), at=at(later(1)), clue=one, reason="已经纠正", on=later(1))
    clues.transfer(access=access(w.handling), at=at(), clue=other, to="乙县人民检察院", on=DAY)
    assert (one.state, one.answer, other.state, other.answer) == ("closed", "已经纠正", "transferred", "乙县人民检察院")
    with pytest.raises(Stale):
        clues.transfer(access=access(w.handling, later(1)), at=at(later(1)), clue=one, to="乙县", on=later(1))
    steps = list(ClueEvent.objects.filter(clue=one).values_list("step", "person_name", "note"))
    assert steps == [("register", w.handling.name, ""), ("close", w.manager.name, "已经纠正")]


def test_no_column_of_a_clue_holds_a_person_beside_the_office_s_own():
    columns = {field.name for field in Clue._meta.get_fields()} | {field.name for field in ClueEvent._meta.get_fields()}
    assert columns.isdisjoint({"complainant", "name", "phone", "contact", "address"})
    assert set(rules.STATES) == {"registered", "assessed", "closed", "transferred"}
    assert SimpleNamespace(**{row.key: row.asks for row in rules.ROWS if row.asks}).close


@pytest.fixture
def above(w):
    return factories.person("above", "乙市检察长", Role.CHIEF, procuratorate=w.prefecture)


def instructed(w, by, *, lower=None, **facts) -> Clue:
    draft = {
        "institution": w.unit.name,
        "matter": "农村客运动态监控不到位",
        "found": "车辆动态监控长期离线。",
        "to_suggest": "建议逐车核查。",
        "report_by": later(20),
        **facts,
    }
    return clues.instruct(
        access=access(by),
        at=at(),
        office=w.prefecture,
        lower=lower or w.county,
        draft=clues.InstructionDraft(**draft),
    )


def test_the_chief_of_the_higher_office_alone_instructs_an_office_below_to_suggest(w, above):
    for person in (w.higher, w.chief, w.handling, w.liaison):
        with pytest.raises(NotAllowed):
            instructed(w, person)
    with pytest.raises(Refused):
        instructed(w, above, lower=w.prefecture)
    for missing in ({"found": " "}, {"to_suggest": ""}, {"institution": ""}, {"report_by": later(-1)}):
        with pytest.raises(Refused):
            instructed(w, above, **missing)
    assert not Clue.objects.exists()


def test_an_instruction_lands_at_the_lower_office_and_is_seen_by_both_but_by_no_other(w, above):
    clue = instructed(w, above)
    assert (clue.procuratorate, clue.instructed_by, clue.source, clue.unit) == (
        w.county,
        w.prefecture,
        "transfer",
        w.unit,
    )
    for person in (w.head, w.chief, w.handling):
        assert clue in Clue.objects.to_assess(access(person))
    assert clue in Clue.objects.visible_to(access(above))
    assert clue not in Clue.objects.to_assess(access(above))
    for person in (w.liaison, w.unit_head):
        assert clue not in Clue.objects.visible_to(access(person))


def test_an_instruction_leads_to_a_draft_or_is_answered_with_reasons_and_is_neither_closed_nor_transferred(w, above):
    clue, other = instructed(w, above), instructed(w, above)
    for act, words in ((clues.close, "reason"), (clues.transfer, "to")):
        with pytest.raises(Refused):
            act(access=access(w.chief), at=at(), clue=clue, on=DAY, **{words: "不属本院"})
    with pytest.raises(NotAllowed):
        clues.decline(access=access(w.handling), at=at(), clue=clue, reason="已经纠正", on=DAY)
    with pytest.raises(Refused):
        clues.decline(access=access(w.head), at=at(), clue=clue, reason=" ", on=DAY)
    clues.decline(access=access(w.head), at=at(), clue=clue, reason="该单位已经纠正。", on=DAY)
    assert (clue.state, clue.answer) == ("closed", "该单位已经纠正。")
    assert clues.first_texts(other) == {"facts": "车辆动态监控长期离线。"}
    draft = factories.opened(w, case_source=other.source)
    clues.lead_to(access=access(w.handling), at=at(), clue=other, suggestion=draft)
    assert (other.state, other.suggestion) == ("assessed", draft)
    with pytest.raises(Refused):
        clues.decline(access=access(w.head), at=at(), clue=registered(w), reason="不提出", on=DAY)
