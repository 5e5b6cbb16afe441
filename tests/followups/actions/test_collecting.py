"""Model letters: made by a second person, without names, with what a look-back found of each measure (P19 Art. 29)."""

import pytest

from followups.actions import collecting
from followups.actions.collecting import ModelDraft
from followups.models import Finding, LookBack, ModelLetter
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from suggestions.models import Suggestion
from suggestions.rules.states import MEASURE
from tests import factories
from tests.factories import DAY, access, at, later

pytestmark = pytest.mark.django_db


def draft(suggestion, **facts) -> ModelDraft:
    measures = {row.measure_id: "完善制度并按月检查" for row in collecting.measure_texts(suggestion)}
    values = {
        "title": "督促完善监管制度",
        "text": "某单位监管不到位。",
        "merits": "措施具体可行。",
        "measures": measures,
    }
    return ModelDraft(**{**values, **facts})


def made(w, suggestion, by=None, **facts) -> ModelLetter:
    return collecting.make(
        access=access(by or w.manager), at=at(), suggestion=suggestion, draft=draft(suggestion, **facts)
    )


def test_a_second_person_makes_it_and_neither_the_author_nor_the_unit(w):
    suggestion = factories.served(w)
    for person in (w.handling, w.assistant, w.liaison, w.registrar):
        with pytest.raises(NotAllowed):
            made(w, suggestion, person)
    model = made(w, suggestion)
    assert (model.office, model.made_by, model.unit_name) == (w.county, w.manager, "")
    with pytest.raises(NotAllowed):  # the collection of this office has it
        made(w, suggestion, w.chief)


def test_a_draft_a_withdrawn_and_a_marked_letter_become_none(w):
    with pytest.raises(NotAllowed):
        made(w, factories.approved(w))
    suggestion = factories.served(w)
    suggestion.letter.marking = "work_secret"
    suggestion.letter.save()
    with pytest.raises(Refused):
        made(w, suggestion)


def test_it_begins_without_the_names_of_the_case_and_none_is_taken(w):
    suggestion = factories.served(w)
    text = f"{w.unit.name}的案件由{w.handling.name}承办。"
    assert collecting.without_names(text, suggestion) == "某单位的案件由某某承办。"
    for facts in (
        {"text": f"{w.unit.name}监管不到位。"},
        {"merits": f"{w.handling.name}撰写。"},
        {"title": "电话13800138000"},
        {"measures": {row.measure_id: w.unit.name for row in collecting.measure_texts(suggestion)}},
        {"measures": {}},
        {"text": " "},
    ):
        with pytest.raises(Refused):
            made(w, suggestion, **facts)


def test_the_unit_is_named_where_it_agreed_and_only_there(w):
    suggestion = factories.served(w)
    model = made(w, suggestion, text=f"{w.unit.name}监管不到位。", unit_agreed_on=DAY)
    assert (model.unit_name, model.unit_agreed_on) == (w.unit.name, DAY)


def test_it_says_of_each_measure_what_the_last_look_back_found(w):
    suggestion = factories.served(w)
    row = made(w, suggestion).measures.first()
    assert (row.last_found, row.holds) == ("", MEASURE["asked"].label)
    for days, found in ((200, "holding"), (300, "partly")):
        look = LookBack.objects.create(
            suggestion=suggestion, looked_on=later(days), basis="实地", looked_by=w.head, recorded_at=at(later(days))
        )
        Finding.objects.create(look_back=look, measure=row.measure, found=found, text="有反复")
    row.measure.refresh_from_db()
    assert (row.last_found, row.looked_on) == ("partly", later(300).isoformat())


def test_offices_below_read_what_the_office_above_collects_and_not_one_another(w):
    suggestion = factories.served(w)
    above = factories.person("above", "乙市检察长", Role.CHIEF, procuratorate=w.prefecture)
    beside = factories.person("beside", "丁县案管", Role.CASE_MANAGER, procuratorate=w.sibling)
    own, shared = made(w, suggestion), made(w, suggestion, above)
    assert set(ModelLetter.objects.visible_to(access(w.head))) == {own, shared}
    assert set(ModelLetter.objects.visible_to(access(beside))) == {shared}
    assert not ModelLetter.objects.visible_to(access(w.liaison)).exists()
    Suggestion.objects.filter(pk=suggestion.pk).update(document_state="withdrawn")
    assert not ModelLetter.objects.visible_to(access(w.head)).exists()


def test_it_is_taken_out_with_a_reason_by_who_keeps_the_collection(w):
    model = made(w, factories.served(w))
    beside = factories.person("beside", "丁县案管", Role.CASE_MANAGER, procuratorate=w.sibling)
    with pytest.raises(NotAllowed):
        collecting.take_out(access=access(beside), at=at(), model=model, reason="不妥")
    with pytest.raises(Refused):
        collecting.take_out(access=access(w.manager), at=at(), model=model, reason=" ")
    collecting.take_out(access=access(w.manager), at=at(), model=model, reason="单位请求")
    assert not ModelLetter.objects.visible_to(access(w.manager)).exists()
    with pytest.raises(Refused):
        collecting.take_out(access=access(w.manager), at=at(), model=model, reason="再次")


def test_who_signed_at_a_gate_makes_none(w):
    suggestion = factories.served(w)
    for person in (w.policy, w.head, w.chief):
        with pytest.raises(NotAllowed):
            made(w, suggestion, person)
    assert made(w, suggestion, w.manager).made_by == w.manager


def test_what_has_rebounded_is_never_said_to_hold(w):
    suggestion = factories.served(w)
    row = made(w, suggestion).measures.first()
    for days, found in ((300, "rebounded"), (200, "holding")):
        look = LookBack.objects.create(
            suggestion=suggestion, looked_on=later(days), basis="实地", looked_by=w.head, recorded_at=at(later(days))
        )
        Finding.objects.create(look_back=look, measure=row.measure, found=found, text="现场核查")
    assert (row.last_found, row.looked_on) == ("rebounded", later(300).isoformat())
    row.measure.findings.filter(found="rebounded").delete()
    row.measure.state = "rebounded"
    assert row.holds == MEASURE["rebounded"].label
