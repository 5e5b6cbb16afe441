"""What a person is on a day follows from the posts of that day, and from nothing else."""

from datetime import date, timedelta

import pytest

from organs.access import Access, HeldPost
from organs.actions import people, posts
from organs.models import Person, Post, Unit
from organs.people import access_of
from organs.refusals import Refused
from organs.roles import OFFICE_ROLES, UNIT_ROLES, Role, Side
from suggestions.access import permissions, person_relations
from suggestions.models import Suggestion
from suggestions.rules import lifecycle
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = factories.DAY
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.draft = factories.drafted(w)
    return w


@pytest.fixture
def w(built, db):
    return built


def appoint(person: Person, role: str, from_on: date = TODAY, **place) -> Post:
    return posts.appoint(at=factories.at(), person=person, role=role, from_on=from_on, **place)


def end(person: Person, on: date) -> None:
    posts.end(access=None, at=factories.at(), post=person.posts.get(), on=on)


def test_a_post_counts_from_its_first_day_to_its_last(w):
    Post.objects.filter(person=w.head).update(from_on=YESTERDAY, to_on=TODAY)
    days = (YESTERDAY - timedelta(days=1), YESTERDAY, TODAY, TOMORROW)
    assert [bool(factories.access(w.head, day).posts) for day in days] == [False, True, True, False]


def test_without_a_post_a_person_is_on_no_side_and_sees_nothing(w):
    end(w.handling, YESTERDAY)
    access = factories.access(w.handling)
    assert (access.posts, access.is_office, access.is_unit, access.main, access.organ_name) == (
        (),
        False,
        False,
        None,
        "",
    )
    assert not Suggestion.objects.visible_to(access).exists()


def test_a_closed_account_has_no_posts_even_where_rows_remain(w):
    Person.objects.filter(pk=w.handling.pk).update(is_active=False, deactivated_at=factories.at())
    assert factories.access(w.handling).posts == ()


@pytest.mark.parametrize("who", ["handling", "assistant"])
def test_who_moved_to_another_office_leaves_the_case_behind(w, who):
    person = getattr(w, who)
    assert Suggestion.objects.visible_to(factories.access(person)).filter(pk=w.draft.pk).exists()
    end(person, YESTERDAY)
    appoint(person, Role.PROSECUTOR, procuratorate=w.sibling)
    access = factories.access(person)
    assert not Suggestion.objects.visible_to(access).filter(pk=w.draft.pk).exists()
    assert person_relations.of(access=access, suggestion=w.draft) == frozenset()
    assert not permissions.may(access=access, step=lifecycle.TABLE["document.edit"], suggestion=w.draft)


def test_a_second_post_adds_its_own_rights(w):
    appoint(w.registrar, Role.DEPARTMENT_HEAD, procuratorate=w.county, department=w.department)
    access = factories.access(w.registrar)
    assert access.has(Role.REGISTRAR) and access.has(Role.DEPARTMENT_HEAD)
    assert person_relations.of(access=access, suggestion=w.draft) >= {"registrar", "head"}


def test_an_acting_post_says_for_whom(w):
    post = appoint(
        w.second,
        Role.DEPARTMENT_HEAD,
        procuratorate=w.county,
        department=w.department,
        acting_for=w.head.posts.get(),
    )
    [facts] = factories.access(w.second).holding(Role.DEPARTMENT_HEAD)
    assert (facts.id, facts.acting_for) == (post.pk, "部门负责人甲")


def test_the_administrators_post_is_never_the_one_acted_under(w):
    appoint(w.administrator, Role.CASE_MANAGER, procuratorate=w.supreme)
    access = factories.access(w.administrator)
    assert access.main.role == Role.CASE_MANAGER
    assert access.post_at(procuratorate_id=w.supreme.pk).role == Role.CASE_MANAGER
    assert access.is_administrator


def test_facts_of_a_post_name_its_place(w):
    [office] = factories.access(w.handling).posts
    assert (office.place, office.procuratorate_id, office.depth, office.department_id, office.unit_id) == (
        "丙县人民检察院",
        w.county.pk,
        4,
        w.department.pk,
        None,
    )
    [unit] = factories.access(w.liaison).posts
    assert (unit.place, unit.unit_id, unit.procuratorate_id, unit.depth) == (w.unit.name, w.unit.pk, None, None)


def test_reading_who_a_person_is_takes_one_query(w, django_assert_num_queries):
    appoint(w.second, Role.DEPARTMENT_HEAD, procuratorate=w.county, acting_for=w.head.posts.get())
    with django_assert_num_queries(1):
        access = access_of(person=w.second, on=TODAY)
        assert access.side == Side.OFFICE
        assert len(access.posts) == 2
        assert access.role_label and access.organ_name


@pytest.mark.parametrize("role", sorted(Role.values))
def test_every_role_belongs_to_one_side_and_refuses_the_other(w, role):
    assert (role in OFFICE_ROLES) != (role in UNIT_ROLES)
    nobody = people.admit(
        access=None, at=factories.at(), username="new", name="新人", password=factories.PASSWORD, origin="live"
    )
    wrong = {"unit": w.unit} if role in OFFICE_ROLES else {"procuratorate": w.county}
    for place in (wrong, {}, {"unit": w.unit, "procuratorate": w.county}):
        with pytest.raises(Refused) as refusal:
            appoint(nobody, role, **place)
        assert refusal.value.field == "role"
    assert not nobody.posts.exists()


def test_nobody_stands_on_both_sides_even_one_after_the_other(w):
    end(w.liaison, YESTERDAY)
    with pytest.raises(Refused) as refusal:
        appoint(w.liaison, Role.PROSECUTOR, procuratorate=w.county)
    assert refusal.value.field == "person"


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("to_on", {"to_on": YESTERDAY}),
        ("department", {"department": "department", "procuratorate": "sibling"}),
    ],
)
def test_a_post_that_makes_no_sense_is_refused(w, field, facts):
    place = {"procuratorate": w.county} | {
        key: getattr(w, value) if isinstance(value, str) else value for key, value in facts.items()
    }
    with pytest.raises(Refused) as refusal:
        appoint(w.second, Role.PROSECUTOR, **place)
    assert refusal.value.field == field


def test_an_unnamed_unit_gives_no_posts(w):
    w.unit.is_placeholder = True
    with pytest.raises(Refused) as refusal:
        appoint(w.unit_head, Role.LIAISON, unit=w.unit)
    assert refusal.value.field == "unit"


def test_a_unit_sees_its_own_units_and_an_office_sees_all(w):
    assert set(Unit.objects.visible_to(factories.access(w.liaison))) == {w.unit}
    assert Unit.objects.visible_to(factories.access(w.analyst)).count() == 3
    nobody = Access(person_id=w.liaison.pk, name="", origin="live", posts=())
    assert not Unit.objects.visible_to(nobody).exists()


def test_access_is_plain_facts_and_asks_nothing(django_assert_num_queries):
    post = HeldPost(
        id=1,
        role=Role.LIAISON,
        label="",
        place="甲局",
        procuratorate_id=None,
        depth=None,
        department_id=None,
        unit_id=7,
        acting_for="",
    )
    access = Access(person_id=1, name="甲", origin="live", posts=(post,))
    with django_assert_num_queries(0):
        assert (access.is_unit, access.is_office, access.unit_ids, access.procuratorate_ids) == (
            True,
            False,
            {7},
            frozenset(),
        )
        assert access.post_at(unit_id=7) is post
        assert access.post_at(unit_id=8) is access.post_at() is None
