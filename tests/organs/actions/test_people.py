"""People and posts: one side only, never without an administrator, and nothing said is lost when an account closes."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from organs import clock, people, permissions
from organs.actions import people as actions
from organs.models import Person, Post, SetupEvent
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
TODAY, NOW = clock.today, clock.now


@pytest.fixture
def w(w: SimpleNamespace) -> SimpleNamespace:
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    w.elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
    return w


def access(person: Person):
    return people.access_of(person=Person.objects.get(pk=person.pk), on=TODAY())


def appoint(w, by: Person | None, person: Person, role: str, **place) -> Post:
    on = place.pop("from_on", TODAY())
    return actions.appoint(access=access(by) if by else None, at=NOW(), person=person, role=role, from_on=on, **place)


class TestBothSides:
    def test_the_action_refuses_in_words(self, w):
        with pytest.raises(Refused) as refused:
            appoint(w, w.administrator, w.liaison, Role.PROSECUTOR, procuratorate=w.county)
        assert refused.value.field == "person"

    def test_a_post_that_ended_counts_too(self, w):
        Post.objects.filter(person=w.liaison).update(to_on=TODAY() - timedelta(days=1))
        with pytest.raises(Refused):
            appoint(w, w.administrator, w.liaison, Role.PROSECUTOR, procuratorate=w.county)

    def test_the_database_keeps_it(self, w):
        with pytest.raises(IntegrityError, match="no_person_has_posts_on_both_sides"), transaction.atomic():
            Post.objects.create(
                person=w.liaison, side="office", role=Role.PROSECUTOR, procuratorate=w.county, from_on=TODAY()
            )


class TestPosts:
    def test_a_second_post_adds_a_role_today(self, w):
        appoint(w, w.administrator, w.second, Role.DEPARTMENT_HEAD, procuratorate=w.county, department=w.department)
        assert access(w.second).has(Role.DEPARTMENT_HEAD)
        assert SetupEvent.objects.first().changes["role"] == ["", Role.DEPARTMENT_HEAD]

    def test_an_acting_post_says_for_whom(self, w):
        post = appoint(
            w, w.administrator, w.second, Role.DEPARTMENT_HEAD, procuratorate=w.county, acting_for=w.head.posts.get()
        )
        facts = next(held for held in access(w.second).posts if held.id == post.pk)
        assert facts.acting_for == "部门负责人甲"

    def test_a_post_to_come_gives_nothing_yet(self, w):
        appoint(w, None, w.second, Role.CHIEF, procuratorate=w.county, from_on=TODAY() + timedelta(days=1))
        assert not access(w.second).has(Role.CHIEF)

    def test_a_department_of_another_office_is_refused(self, w):
        with pytest.raises(Refused) as refused:
            appoint(w, None, w.outsider, Role.PROSECUTOR, procuratorate=w.sibling, department=w.department)
        assert refused.value.field == "department"

    def test_the_days_are_in_order(self, w):
        yesterday = TODAY() - timedelta(days=1)
        with pytest.raises(Refused) as refused:
            appoint(w, None, w.second, Role.CHIEF, procuratorate=w.county, to_on=yesterday)
        assert refused.value.field == "to_on"

    def test_only_the_own_part_of_the_tree_is_administered(self, w):
        appoint(w, w.local, w.second, Role.ANALYST, procuratorate=w.county)
        for by in (w.elsewhere, w.handling, w.liaison):
            with pytest.raises(NotAllowed):
                appoint(w, by, w.second, Role.CHIEF, procuratorate=w.county)


class TestLastAdministrator:
    def leave_only_one(self, w):
        for person in (w.local, w.elsewhere):
            actions.deactivate(access=None, at=NOW(), on=TODAY(), person=person, reason="调离")

    def test_the_post_of_the_last_one_never_ends(self, w):
        self.leave_only_one(w)
        post = w.administrator.posts.get()
        with pytest.raises(Refused):
            actions.end_post(access=access(w.administrator), at=NOW(), post=post, on=TODAY())
        post.refresh_from_db()
        assert post.to_on is None

    def test_nor_does_the_account_close(self, w):
        self.leave_only_one(w)
        with pytest.raises(Refused):
            actions.deactivate(access=None, at=NOW(), on=TODAY(), person=w.administrator, reason="调离")
        w.administrator.refresh_from_db()
        assert w.administrator.is_active

    def test_one_whose_own_post_ends_is_no_other(self, w):
        self.leave_only_one(w)
        appoint(w, None, w.chief, Role.ADMINISTRATOR, procuratorate=w.supreme, to_on=TODAY())
        with pytest.raises(Refused):
            actions.end_post(access=None, at=NOW(), post=w.administrator.posts.get(), on=TODAY())

    def test_with_another_one_it_ends(self, w):
        actions.end_post(access=None, at=NOW(), post=w.administrator.posts.get(), on=TODAY())
        assert w.administrator.posts.get().to_on == TODAY()


class TestClosingAnAccount:
    def test_what_was_said_stays_under_the_name(self, w):
        suggestion = factories.served(w)
        said = list(suggestion.events.order_by("seq").values_list("actor_name", "hash"))
        actions.deactivate(access=access(w.administrator), at=NOW(), on=TODAY(), person=w.handling, reason="退休")
        assert list(suggestion.events.order_by("seq").values_list("actor_name", "hash")) == said
        assert "处理检察官甲" in dict(said)
        suggestion.refresh_from_db()
        assert suggestion.handling_prosecutor == w.handling

    def test_it_takes_every_right_at_once(self, w):
        appoint(w, None, w.second, Role.CHIEF, procuratorate=w.county, from_on=TODAY() + timedelta(days=9))
        actions.deactivate(access=access(w.local), at=NOW(), on=TODAY(), person=w.second, reason="调离")
        assert access(w.second).posts == ()
        actions.reactivate(access=access(w.local), at=NOW(), person=Person.objects.get(pk=w.second.pk))
        assert access(w.second).posts == ()

    def test_it_needs_a_reason(self, w):
        with pytest.raises(Refused) as refused:
            actions.deactivate(access=access(w.local), at=NOW(), on=TODAY(), person=w.second, reason=" ")
        assert refused.value.field == "reason"

    def test_twice_is_refused(self, w):
        actions.deactivate(access=None, at=NOW(), on=TODAY(), person=w.second, reason="调离")
        with pytest.raises(Refused):
            actions.deactivate(access=None, at=NOW(), on=TODAY(), person=w.second, reason="调离")

    def test_the_database_keeps_who_is_closed_from_being_open(self, w):
        with pytest.raises(IntegrityError, match="who_is_deactivated_never_signs_in"), transaction.atomic():
            Person.objects.filter(pk=w.second.pk).update(is_active=False)


class TestWhoseAccount:
    """A password and a closing reach every post of a person, so every post must lie in the own part of the tree."""

    def reset(self, by: Person, person: Person) -> None:
        actions.set_password(access=access(by), at=NOW(), person=person, password="another-one-9")

    def test_an_administrator_above_may(self, w):
        self.reset(w.local, w.second)
        w.second.refresh_from_db()
        assert w.second.check_password("another-one-9")
        assert w.second.must_change_password

    @pytest.mark.parametrize("by", ["elsewhere", "chief", "liaison"])
    def test_others_may_not(self, w, by):
        with pytest.raises(NotAllowed):
            self.reset(getattr(w, by), w.second)
        assert not permissions.may_administer_person(access=access(getattr(w, by)), person=w.second, on=TODAY())

    def test_a_second_post_higher_up_takes_the_account_out_of_reach(self, w):
        appoint(w, None, w.second, Role.ANALYST, procuratorate=w.supreme)
        with pytest.raises(NotAllowed):
            self.reset(w.local, w.second)
        with pytest.raises(NotAllowed):
            actions.deactivate(access=access(w.local), at=NOW(), on=TODAY(), person=w.second, reason="调离")
        self.reset(w.administrator, w.second)

    def test_ones_own_is_always_allowed_and_need_not_be_changed_again(self, w):
        self.reset(w.liaison, w.liaison)
        w.liaison.refresh_from_db()
        assert not w.liaison.must_change_password

    def test_a_name_differing_only_in_case_is_taken(self, w):
        with pytest.raises(Refused) as refused:
            actions.admit(
                access=None, at=NOW(), username="SECOND", name="检察官丙", password="another-one-9", origin="live"
            )
        assert refused.value.field == "username"
