"""People and posts: one side only, two administrators for each post, nobody for oneself, and nothing said is lost."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from organs import clock, people, permissions
from organs.actions import people as actions
from organs.actions import posts, proposals
from organs.models import Outcome, Person, Post, Proposal, SetupEvent
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY, NOW = clock.today, clock.now


@pytest.fixture
def w(w: SimpleNamespace) -> SimpleNamespace:
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    w.elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
    w.county_admin = factories.person("county_admin", "管理员丁", Role.ADMINISTRATOR, procuratorate=w.county)
    return w


def access(person: Person):
    return people.access_of(person=Person.objects.get(pk=person.pk), on=TODAY())


def seat(person: Person, role: str, **place) -> Post:
    on = place.pop("from_on", TODAY())
    return posts.appoint(at=NOW(), person=person, role=role, from_on=on, **place)


def propose(by: Person, person: Person, role: str, **place) -> Proposal:
    on = place.pop("from_on", TODAY())
    return posts.propose(access=access(by), at=NOW(), person=person, role=role, from_on=on, **place)


def confirm(by: Person, proposal: Proposal) -> Post:
    return posts.confirm(access=access(by), at=NOW(), proposal=proposal)


class TestBothSides:
    def test_the_action_refuses_in_words(self, w):
        with pytest.raises(Refused) as refused:
            propose(w.administrator, w.liaison, Role.PROSECUTOR, procuratorate=w.county)
        assert refused.value.field == "person"

    def test_a_post_that_ended_counts_too(self, w):
        Post.objects.filter(person=w.liaison).update(to_on=TODAY() - timedelta(days=1))
        with pytest.raises(Refused):
            propose(w.administrator, w.liaison, Role.PROSECUTOR, procuratorate=w.county)

    def test_the_database_keeps_it(self, w):
        with pytest.raises(IntegrityError, match="no_person_has_posts_on_both_sides"), transaction.atomic():
            Post.objects.create(
                person=w.liaison, side="office", role=Role.PROSECUTOR, procuratorate=w.county, from_on=TODAY()
            )


class TestTwoAdministrators:
    def test_nothing_is_held_before_the_second_one_confirms(self, w):
        proposal = propose(w.local, w.second, Role.CHIEF, procuratorate=w.county)
        assert not access(w.second).has(Role.CHIEF)
        confirm(w.county_admin, proposal)
        assert access(w.second).has(Role.CHIEF)
        proposal.refresh_from_db()
        assert (proposal.outcome, proposal.decided_by) == (Outcome.CONFIRMED, w.county_admin)

    @pytest.mark.parametrize("by", ["local", "second", "elsewhere", "auditor", "chief", "liaison"])
    def test_neither_the_author_nor_who_gains_nor_an_outsider_confirms(self, w, by):
        proposal = propose(w.local, w.second, Role.CHIEF, procuratorate=w.county)
        with pytest.raises(NotAllowed):
            confirm(getattr(w, by), proposal)
        assert not access(w.second).has(Role.CHIEF)

    def test_an_administrator_never_confirms_what_favours_himself(self, w):
        proposal = propose(w.local, w.county_admin, Role.CHIEF, procuratorate=w.county)
        with pytest.raises(NotAllowed):
            confirm(w.county_admin, proposal)
        confirm(w.security, proposal)
        assert access(w.county_admin).has(Role.CHIEF)

    def test_nobody_proposes_a_post_for_himself(self, w):
        with pytest.raises(Refused) as refused:
            propose(w.county_admin, w.county_admin, Role.CHIEF, procuratorate=w.county)
        assert refused.value.field == "person"
        assert not Proposal.objects.exists()

    @pytest.mark.parametrize("by", ["elsewhere", "security", "auditor", "chief", "liaison"])
    def test_only_the_system_administrator_of_that_part_of_the_tree_proposes(self, w, by):
        with pytest.raises(NotAllowed):
            propose(getattr(w, by), w.second, Role.CHIEF, procuratorate=w.county)

    def test_it_is_decided_once(self, w):
        proposal = propose(w.local, w.second, Role.CHIEF, procuratorate=w.county)
        proposals.refuse(access=access(w.county_admin), at=NOW(), proposal=proposal, reason="人选未定")
        with pytest.raises(Refused):
            confirm(w.security, proposal)
        assert not access(w.second).has(Role.CHIEF)

    def test_a_refusal_needs_a_reason(self, w):
        proposal = propose(w.local, w.second, Role.CHIEF, procuratorate=w.county)
        with pytest.raises(Refused) as refused:
            proposals.refuse(access=access(w.county_admin), at=NOW(), proposal=proposal, reason=" ")
        assert refused.value.field == "reason"

    def test_only_its_author_takes_it_back(self, w):
        proposal = propose(w.local, w.second, Role.CHIEF, procuratorate=w.county)
        with pytest.raises(NotAllowed):
            proposals.withdraw(access=access(w.county_admin), at=NOW(), proposal=proposal)
        proposals.withdraw(access=access(w.local), at=NOW(), proposal=proposal)
        with pytest.raises(Refused):
            confirm(w.county_admin, proposal)

    def test_a_first_day_that_passed_meanwhile_becomes_today(self, w):
        proposal = propose(w.local, w.second, Role.CHIEF, procuratorate=w.county, from_on=TODAY() - timedelta(days=30))
        assert confirm(w.county_admin, proposal).from_on == TODAY()

    def test_the_database_keeps_an_own_proposal_from_being_confirmed(self, w):
        proposal = propose(w.local, w.second, Role.CHIEF, procuratorate=w.county)
        with pytest.raises(IntegrityError, match="nobody_ever_confirms_an_own_proposal"), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(
                outcome=Outcome.CONFIRMED, decided_by=w.local, decided_at=NOW()
            )


class TestThreePeople:
    def test_one_person_is_never_two_of_the_three(self, w):
        with pytest.raises(Refused) as refused:
            propose(w.security, w.administrator, Role.SECURITY_ADMINISTRATOR, procuratorate=w.supreme)
        assert refused.value
        with pytest.raises(Refused) as refused:
            seat(w.administrator, Role.SECURITY_ADMINISTRATOR, procuratorate=w.supreme)
        assert refused.value.field == "role"

    def test_one_after_the_other_is_allowed(self, w):
        posts.end(access=None, at=NOW(), post=w.elsewhere.posts.get(), on=TODAY() - timedelta(days=1))
        seat(w.elsewhere, Role.AUDIT_ADMINISTRATOR, procuratorate=w.sibling)

    def test_the_database_keeps_it(self, w):
        with (
            pytest.raises(IntegrityError, match="nobody_is_ever_two_of_the_three_administrators_at_once"),
            transaction.atomic(),
        ):
            Post.objects.create(
                person=w.administrator,
                side="office",
                role=Role.AUDIT_ADMINISTRATOR,
                procuratorate=w.supreme,
                from_on=TODAY(),
            )


class TestFirstAdministrator:
    @pytest.fixture
    def alone(self, w: SimpleNamespace) -> SimpleNamespace:
        """An installation that begins with one: the other two are not there yet."""
        Post.objects.filter(role__in=[Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR]).delete()
        return w

    def first(self, w, person: Person, role: str, by: Person | None = None) -> Post:
        return posts.appoint_first(
            access=access(by or w.administrator), at=NOW(), person=person, role=role, procuratorate=w.supreme
        )

    def test_one_alone_only_admits_the_other_two(self, alone):
        with pytest.raises(Refused) as refused:
            propose(alone.administrator, alone.second, Role.CHIEF, procuratorate=alone.county)
        assert refused.value.field == "role"
        self.first(alone, alone.second, Role.SECURITY_ADMINISTRATOR)
        self.first(alone, alone.head, Role.AUDIT_ADMINISTRATOR)
        propose(alone.administrator, alone.policy, Role.CHIEF, procuratorate=alone.county)

    def test_nobody_else_is_given_so(self, alone):
        for person, role in ((alone.second, Role.CHIEF), (alone.second, Role.ADMINISTRATOR)):
            with pytest.raises(NotAllowed):
                self.first(alone, person, role)

    def test_nobody_is_given_so_twice_or_once_complete(self, w, alone):
        self.first(alone, alone.second, Role.SECURITY_ADMINISTRATOR)
        with pytest.raises(NotAllowed):
            self.first(alone, alone.head, Role.SECURITY_ADMINISTRATOR)

    def test_nor_to_himself(self, alone):
        with pytest.raises(Refused):
            self.first(alone, alone.administrator, Role.SECURITY_ADMINISTRATOR)

    def test_only_at_the_top(self, alone):
        with pytest.raises(NotAllowed):
            posts.appoint_first(
                access=access(alone.local),
                at=NOW(),
                person=alone.second,
                role=Role.SECURITY_ADMINISTRATOR,
                procuratorate=alone.prefecture,
            )


class TestPosts:
    def test_a_second_post_adds_a_role_today(self, w):
        confirm(
            w.security,
            propose(w.administrator, w.second, Role.DEPARTMENT_HEAD, procuratorate=w.county, department=w.department),
        )
        assert access(w.second).has(Role.DEPARTMENT_HEAD)
        assert SetupEvent.objects.first().changes["role"] == ["", Role.DEPARTMENT_HEAD]

    def test_an_acting_post_says_for_whom(self, w):
        proposal = propose(
            w.local, w.second, Role.DEPARTMENT_HEAD, procuratorate=w.county, acting_for=w.head.posts.get()
        )
        post = confirm(w.county_admin, proposal)
        facts = next(held for held in access(w.second).posts if held.id == post.pk)
        assert facts.acting_for == "部门负责人甲"

    def test_a_post_to_come_gives_nothing_yet(self, w):
        seat(w.second, Role.CHIEF, procuratorate=w.county, from_on=TODAY() + timedelta(days=1))
        assert not access(w.second).has(Role.CHIEF)

    def test_a_department_of_another_office_is_refused(self, w):
        with pytest.raises(Refused) as refused:
            propose(w.administrator, w.outsider, Role.PROSECUTOR, procuratorate=w.sibling, department=w.department)
        assert refused.value.field == "department"

    def test_the_days_are_in_order(self, w):
        yesterday = TODAY() - timedelta(days=1)
        with pytest.raises(Refused) as refused:
            propose(w.local, w.second, Role.CHIEF, procuratorate=w.county, to_on=yesterday)
        assert refused.value.field == "to_on"

    def test_a_post_ends_today_at_the_earliest_and_counts_today(self, w):
        post = w.second.posts.get()
        with pytest.raises(Refused) as refused:
            posts.end(access=access(w.local), at=NOW(), post=post, on=TODAY() - timedelta(days=1))
        assert refused.value.field == "on"
        posts.end(access=access(w.local), at=NOW(), post=post, on=TODAY())
        assert access(w.second).has(Role.PROSECUTOR)
        tomorrow = people.access_of(person=Person.objects.get(pk=w.second.pk), on=TODAY() + timedelta(days=1))
        assert not tomorrow.posts

    def test_one_that_would_begin_later_never_counts(self, w):
        later = TODAY() + timedelta(days=9)
        post = seat(w.second, Role.CHIEF, procuratorate=w.county, from_on=later)
        posts.end(access=access(w.local), at=NOW(), post=post, on=TODAY())
        person = Person.objects.get(pk=w.second.pk)
        assert not people.access_of(person=person, on=later).has(Role.CHIEF)

    @pytest.mark.parametrize("by", ["elsewhere", "auditor", "chief", "liaison", "unit_head"])
    def test_others_end_nothing(self, w, by):
        with pytest.raises(NotAllowed):
            posts.end(access=access(getattr(w, by)), at=NOW(), post=w.second.posts.get(), on=TODAY())


class TestLastAdministrator:
    def test_the_last_one_of_a_place_with_others_below_stays(self, w):
        for person in (w.administrator, w.local):
            with pytest.raises(Refused):
                posts.end(access=None, at=NOW(), post=person.posts.get(), on=TODAY())
            with pytest.raises(Refused):
                actions.deactivate(access=None, at=NOW(), on=TODAY(), person=person, reason="调离")
            person.refresh_from_db()
            assert person.is_active and person.posts.get().to_on is None

    def test_that_of_a_place_with_nobody_below_may_go(self, w):
        posts.end(access=access(w.local), at=NOW(), post=w.county_admin.posts.get(), on=TODAY())
        assert w.county_admin.posts.get().to_on == TODAY()

    def test_one_whose_own_post_ends_is_no_other(self, w):
        seat(w.chief, Role.ADMINISTRATOR, procuratorate=w.prefecture, to_on=TODAY())
        with pytest.raises(Refused):
            posts.end(access=None, at=NOW(), post=w.local.posts.get(), on=TODAY())

    def test_with_another_one_it_ends_and_the_page_says_who_remains(self, w):
        seat(w.chief, Role.ADMINISTRATOR, procuratorate=w.prefecture)
        post = w.local.posts.get()
        assert posts.administrators_left(post=post, on=TODAY()) == [w.chief]
        posts.end(access=None, at=NOW(), post=post, on=TODAY())
        assert w.local.posts.get().to_on == TODAY()


class TestClosingAnAccount:
    def test_what_was_said_stays_under_the_name(self, w):
        suggestion = factories.served(w)
        said = list(suggestion.events.order_by("seq").values_list("actor_name", "hash"))
        actions.deactivate(access=access(w.administrator), at=NOW(), on=TODAY(), person=w.handling, reason="退休")
        assert list(suggestion.events.order_by("seq").values_list("actor_name", "hash")) == said
        assert "承办检察官甲" in dict(said)
        suggestion.refresh_from_db()
        assert suggestion.handling_prosecutor == w.handling

    @pytest.mark.parametrize("days", [0, 9])
    def test_no_post_comes_back_today_or_later(self, w, days):
        later = TODAY() + timedelta(days=9)
        seat(w.second, Role.CHIEF, procuratorate=w.county, from_on=later)
        actions.deactivate(access=access(w.local), at=NOW(), on=TODAY(), person=w.second, reason="调离")
        assert access(w.second).posts == ()
        actions.reactivate(access=access(w.local), at=NOW(), person=Person.objects.get(pk=w.second.pk))
        person = Person.objects.get(pk=w.second.pk)
        assert people.access_of(person=person, on=TODAY() + timedelta(days=days)).posts == ()
        assert w.second.posts.get(role=Role.PROSECUTOR).to_on == TODAY()

    def test_the_former_password_does_not_come_back(self, w):
        actions.deactivate(access=access(w.local), at=NOW(), on=TODAY(), person=w.second, reason="调离")
        actions.reactivate(access=access(w.local), at=NOW(), person=Person.objects.get(pk=w.second.pk))
        assert not Person.objects.get(pk=w.second.pk).check_password(factories.PASSWORD)

    def test_nobody_closes_the_own_account(self, w):
        with pytest.raises(Refused):
            actions.deactivate(
                access=access(w.county_admin), at=NOW(), on=TODAY(), person=w.county_admin, reason="调离"
            )

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
    """A link and a closing reach every post of a person, so every post must lie in the own part of the tree."""

    def may(self, by: Person, person: Person) -> bool:
        return permissions.may_administer_person(access=access(by), person=person, on=TODAY())

    def test_an_administrator_above_may_system_or_security(self, w):
        assert self.may(w.local, w.second) and self.may(w.security, w.second)

    @pytest.mark.parametrize("by", ["elsewhere", "auditor", "chief", "liaison"])
    def test_others_may_not(self, w, by):
        assert not self.may(getattr(w, by), w.second)

    def test_a_second_post_higher_up_takes_the_account_out_of_reach(self, w):
        seat(w.second, Role.ANALYST, procuratorate=w.supreme)
        assert not self.may(w.local, w.second) and self.may(w.administrator, w.second)
        with pytest.raises(NotAllowed):
            actions.deactivate(access=access(w.local), at=NOW(), on=TODAY(), person=w.second, reason="调离")

    def test_nobody_sets_anothers_password(self, w):
        with pytest.raises(NotAllowed):
            actions.set_own_password(
                access=access(w.administrator), at=NOW(), person=w.second, password="another-one-9"
            )
        with pytest.raises(NotAllowed):
            actions.admit(
                access=access(w.administrator),
                at=NOW(),
                username="new",
                name="新人",
                password="another-one-9",
                origin="live",
            )

    def test_a_name_differing_only_in_case_is_taken(self, w):
        with pytest.raises(Refused) as refused:
            actions.admit(access=None, at=NOW(), username="SECOND", name="检察官丙", origin="live")
        assert refused.value.field == "username"


def test_a_post_ends_with_the_civil_day_of_the_place(w):
    """Half past midnight in Shanghai is still yesterday in UTC."""
    at = factories.at(date(2026, 3, 3), 0)
    post = seat(w.second, Role.CHIEF, procuratorate=w.county, from_on=date(2026, 3, 1))
    with pytest.raises(Refused):
        posts.end_checked(access=access(w.local), at=at, post=post, on=date(2026, 3, 2))
    posts.end_checked(access=access(w.local), at=at, post=post, on=date(2026, 3, 3))
