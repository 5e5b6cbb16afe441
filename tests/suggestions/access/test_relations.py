"""Relations: for everybody and at every stage, the table and its SQL say what the reference says, which is written out by hand."""

import pytest

from organs.actions import people, posts, units
from organs.models import Person
from organs.roles import Role
from suggestions.access import person_relations
from suggestions.models import CaseMember, Copy, JointSigning, Recusal, Suggestion, standing
from suggestions.rules import relations, states
from tests import factories
from tests.suggestions.access import relations_reference as reference

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STATES = tuple(states.DOCUMENT)


@pytest.fixture(scope="module")
def w(module_transaction):
    """The usual people, some with more than one post and one with none; a served letter, and one opened without members."""
    w = factories.world()
    w.suggestion = factories.served(w)
    w.opened = factories.opened(w)
    common = {"at": factories.at(), "from_on": factories.DAY}
    everywhere = {"procuratorate": w.county, "role": Role.DEPARTMENT_HEAD}
    posts.appoint(**common, person=w.registrar, **everywhere)
    posts.appoint(**common, person=w.other_head, procuratorate=w.prefecture, role=Role.CASE_MANAGER)
    posts.appoint(**common, person=w.outsider, procuratorate=w.province, role=Role.ANALYST)
    posts.appoint(**common, person=w.liaison, unit=w.copied_unit, role=Role.LIAISON)
    w.nobody = people.admit(
        access=None,
        at=factories.at(),
        username="nobody",
        name="无岗位",
        password=factories.PASSWORD,
        origin="live",
    )
    Copy.objects.create(suggestion=w.suggestion, unit=w.copied_unit, ground="departments", state="sent")
    Copy.objects.create(suggestion=w.suggestion, unit=w.other_unit, ground="departments", state="planned")
    everybody = {name: person for name, person in vars(w).items() if isinstance(person, Person)}
    w.accesses = {name: factories.access(person) for name, person in everybody.items()}
    return w


def agree(w) -> None:
    """Asserts, for everybody and every suggestion, that each way of asking says what the reference says."""
    suggestions = list(Suggestion.objects.order_by("pk"))
    for name, access in w.accesses.items():
        expected = {each.pk: reference.held(access, each) for each in suggestions}
        assert person_relations.of_each(access=access, suggestions=suggestions) == expected, name
        rows = Suggestion.objects.with_relations_of(access)
        assert {each.pk: person_relations.loaded(each) for each in rows} == expected, name
        visible = set(Suggestion.objects.visible_to(access).values_list("pk", flat=True))
        for each in suggestions:
            seen = person_relations.visibility(access=access, suggestion=each, held=frozenset(expected[each.pk]))
            assert seen == reference.visibility(access, each), (name, each.pk)
            assert (each.pk in visible) == (seen > relations.Visibility.NOTHING), (name, each.pk)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "told"),
    [
        *((state, {}) for state in STATES),
        ("issued", {"served_on": None}),
        ("issued", {"served_on": None, "announced_on": factories.DAY}),
        ("withdrawn", {"served_on": None}),
    ],
)
def test_table_and_reference_agree_for_everybody_at_every_stage(w, db, state, told):
    other = {"merged_into": factories.opened(w)} if state == "merged" else {}
    Suggestion.objects.filter(pk=w.suggestion.pk).update(document_state=state, gate="head", **told, **other)
    agree(w)


def test_they_agree_on_a_case_of_no_department_and_on_what_was_published(w, db):
    published = units.register(
        access=None, at=factories.at(), name="某镇人民政府", kind="government_department", origin="published"
    )
    Suggestion.objects.filter(pk=w.suggestion.pk).update(department=None)
    Suggestion.objects.filter(pk=w.opened.pk).update(origin="published", unit=published, handling_prosecutor=None)
    agree(w)


def test_they_agree_on_who_has_left_the_case_or_the_office_and_on_a_case_handled_elsewhere(w, db):
    CaseMember.objects.filter(suggestion=w.suggestion, person=w.second).update(to_at=factories.at())
    CaseMember.objects.create(suggestion=w.suggestion, person=w.outsider, from_at=factories.at())
    Suggestion.objects.filter(pk=w.opened.pk).update(handling_prosecutor=w.outsider)
    Copy.objects.filter(unit=w.other_unit).update(state="acknowledged")
    Copy.objects.filter(unit=w.copied_unit).update(state="planned")
    agree(w)


@pytest.mark.parametrize("state", ["draft", "approved", "issued"])
def test_they_agree_on_joint_issuers_and_on_what_was_reported_upward(w, db, state):
    for number, office in enumerate((w.sibling, w.prefecture), start=1):
        JointSigning.objects.create(suggestion=w.suggestion, office=office, position=number)
    Suggestion.objects.filter(pk=w.suggestion.pk).update(
        document_state=state, reported_to=w.prefecture, drafted_by=w.sibling
    )
    agree(w)


@pytest.mark.parametrize("state", ["draft", "approved", "issued"])
def test_they_agree_on_an_office_that_was_asked_for_its_opinion(w, db, state):
    w.suggestion.opinions.create(
        letter=w.suggestion.letter,
        asked_of="procuratorate",
        addressee=w.sibling.name,
        office=w.sibling,
        questions="请提出意见",
        asked_on=factories.DAY,
        asked_by=w.handling,
    )
    Suggestion.objects.filter(pk=w.suggestion.pk).update(document_state=state)
    agree(w)


def test_one_question_says_what_the_question_for_many_says(w, db):
    for access in w.accesses.values():
        for each in (w.suggestion, w.opened):
            held = person_relations.of(access=access, suggestion=each)
            assert held == person_relations.of_each(access=access, suggestions=[w.suggestion, w.opened])[each.pk]


def test_each_row_alone_finds_what_the_reference_says_of_it(w, db):
    assert [row.key for row in relations.ROWS] == list(reference.HOLDS)
    for row in relations.ROWS:
        for name, access in w.accesses.items():
            found = Suggestion.objects.filter(standing.where(row, access), pk=w.suggestion.pk).exists()
            assert found == (row.key in reference.held(access, w.suggestion)), (row.key, name)


def test_many_are_asked_about_in_one_statement_and_nobody_in_none(w, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        person_relations.of_each(access=w.accesses["head"], suggestions=[w.suggestion, w.opened])
    with django_assert_num_queries(0):
        assert person_relations.of(access=w.accesses["nobody"], suggestion=w.suggestion) == frozenset()


def test_what_was_never_saved_is_nobodys(w, db):
    assert person_relations.of(access=w.accesses["head"], suggestion=Suggestion()) == frozenset()


def test_they_agree_on_who_is_kept_off_a_case_and_on_what_waits_for_a_decision(w, db):
    common = {"asked_by": "office", "ground": "relation", "manner": "oral", "asked_on": factories.DAY}
    decided = {"state": "recused", "keeps_off": True, "decided_on": factories.DAY, "decided_by": w.chief}
    for person in (w.handling, w.assistant, w.head, w.registrar, w.policy, w.higher):
        for suggestion in (w.suggestion, w.opened):
            Recusal.objects.create(suggestion=suggestion, person=person, recorded_by=w.manager, **common, **decided)
    agree(w)
    Recusal.objects.create(suggestion=w.opened, person=w.deputy, recorded_by=w.manager, **common)
    agree(w)
