"""Addressees: the SQL that finds whom to tell says the same as the relations that decide who sees, at every stage of a case."""

import pytest

from notices.queries import addressees, reminder_query
from organs.actions import posts, procuratorates
from organs.models import BusinessLine, Person
from organs.roles import Role
from suggestions.access import person_relations
from suggestions.models import Copy, Suggestion
from tests import factories
from tests.suggestions.access import relations_reference

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STAGES = ("opened", "submitted", "approved", "issued", "served")
ASKED = (*addressees.ROLES, "handling", "team", "higher", "unit", "copied")
ON = factories.later(1)


@pytest.fixture(scope="module")
def w(module_transaction):
    w = factories.world()
    w.stages = {stage: getattr(factories, stage)(w) for stage in STAGES}
    for suggestion in w.stages.values():
        Copy.objects.create(suggestion=suggestion, unit=w.copied_unit, ground="departments", state="sent")
    return w


#: Of a draft, while a recusal waits for a decision; of a text that other offices sign, or that was reported to one.
ONLY_WHILE_IT_WAITS = {"draft_chief", "draft_secretary", "joint", "reported_to", "asked_office"}


def names(w, found: set[int]) -> set[str]:
    return {name for name, person in vars(w).items() if isinstance(person, Person) and person.pk in found}


def sees(person: Person, suggestion: Suggestion) -> bool:
    return Suggestion.objects.visible_to(factories.access(person, ON)).filter(pk=suggestion.pk).exists()


def standing(w, relation: str, suggestion: Suggestion) -> set[str]:
    """Returns who stands so and sees the case, as the pages decide it."""
    everybody = {name: person for name, person in vars(w).items() if isinstance(person, Person)}
    return {
        name
        for name, person in everybody.items()
        if relation in person_relations.of(access=factories.access(person, ON), suggestion=suggestion)
        and sees(person, suggestion)
    }


@pytest.mark.slow
@pytest.mark.parametrize("relation", ASKED)
@pytest.mark.parametrize("stage", STAGES)
def test_those_are_told_who_stand_so_and_may_see_the_case(w, db, stage, relation):
    suggestion = Suggestion.objects.get(pk=w.stages[stage].pk)
    told = names(w, addressees.of(relation=relation, suggestion=suggestion, on=ON))
    assert told == standing(w, relation, suggestion)


@pytest.mark.slow
@pytest.mark.parametrize("relation", [*sorted(addressees.ROLES.keys() - ONLY_WHILE_IT_WAITS), "handling"])
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("left", ["nobody", "head"])
def test_what_is_nobodys_falls_to_those_alone_who_see_the_case(w, db, stage, relation, left):
    suggestion = Suggestion.objects.get(pk=w.stages[stage].pk)
    for name in standing(w, relation, suggestion) | {"head"} - {left}:
        posts.end(access=None, at=factories.at(), post=getattr(w, name).posts.get(), on=factories.DAY)
    told = names(w, addressees.of(relation=relation, suggestion=suggestion, on=ON))
    heads, chiefs = standing(w, "head", suggestion), standing(w, "chief", suggestion)
    keepers = heads or chiefs & {"deputy"} or chiefs
    assert told == (keepers if relations_reference.is_reached(relation, suggestion) else set())


def test_a_filing_reaches_the_department_of_the_same_line_and_policy_research(w, db):
    line = w.department.lines.get()
    other = BusinessLine.objects.create(code="another", zh="另一业务", en="Another")
    for name, lines in (("same", [line]), ("different", [other])):
        department = procuratorates.open_department(
            access=None, at=factories.at(), procuratorate=w.prefecture, name=f"第{name}部", lines=lines
        )
        place = {"procuratorate": w.prefecture, "department": department, "origin": w.origin}
        setattr(w, f"{name}_head", factories.person(f"{name}_head", f"负责人{name}", Role.DEPARTMENT_HEAD, **place))
    suggestion = Suggestion.objects.get(pk=w.stages["issued"].pk)
    told = names(w, addressees.of(relation="higher", suggestion=suggestion, on=ON))
    assert told == {"higher", "same_head"}
    del w.same_head, w.different_head


def test_many_cases_are_asked_about_at_once_as_one_by_one(w, db):
    pairs = [(suggestion.pk, relation) for suggestion in w.stages.values() for relation in ASKED]
    found = reminder_query.reached(pairs=pairs, on=ON)
    for suggestion in w.stages.values():
        for relation in ASKED:
            alone = addressees.of(relation=relation, suggestion=suggestion, on=ON)
            assert found.get((suggestion.pk, relation), set()) == alone


def test_chief_and_committee_are_told_of_a_draft_while_a_recusal_waits_and_who_is_kept_off_nothing(w, db):
    suggestion = Suggestion.objects.get(pk=w.stages["opened"].pk)
    facts = {"asked_by": "office", "ground": "relation", "manner": "oral", "asked_on": ON, "recorded_by": w.manager}
    waiting = suggestion.recusals.create(person=w.handling, **facts)
    told = {relation: names(w, addressees.of(relation=relation, suggestion=suggestion, on=ON)) for relation in ASKED}
    assert told["draft_chief"] == {"chief", "deputy"} and told["draft_secretary"] == {"secretary"}
    assert told["handling"] == {"handling"}
    decided = {"state": "recused", "keeps_off": True, "decided_on": ON, "decided_by": w.chief}
    suggestion.recusals.filter(pk=waiting.pk).update(**decided)
    assert names(w, addressees.of(relation="handling", suggestion=suggestion, on=ON)) == {"head"}
    assert addressees.of(relation="draft_chief", suggestion=suggestion, on=ON) == set()
