"""Second factors: removing one's own, and resetting those of somebody who lost them."""

import pytest
from django.utils.functional import SimpleLazyObject

from notices.models import Notice
from organs import clock
from organs.actions import setup_events, sign_in_links
from organs.models import Person, Proposal, SetupEvent
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from signin.actions import factors
from tests import factories
from tests.signin import second_factors
from tests.signin.second_factors import access

pytestmark = pytest.mark.django_db


def epoch(person: Person) -> int:
    return Person.objects.get(pk=person.pk).session_epoch


def propose(by, person: Person, reason: str = "本人持证当面提出") -> Proposal:
    return factors.propose_reset(access=access(by), at=clock.now(), person=person, reason=reason)


def reset(by, person: Person, reason: str = "本人持证当面提出", second: Person | None = None) -> None:
    proposal = propose(by, person, reason)
    if second is not None:
        factors.confirm_reset(access=access(second), at=clock.now(), proposal=proposal)


class TestReset:
    def test_two_administrators_reset_with_the_reason_and_the_person_is_told(self, w):
        second_factors.give_app(w.chief)
        second_factors.give_recovery_codes(w.chief)
        before = epoch(w.chief)
        proposal = propose(w.administrator, w.chief)
        assert factors.has_any(w.chief) and epoch(w.chief) == before
        for nobody in (w.administrator, w.chief, w.handling):
            with pytest.raises(NotAllowed):
                factors.confirm_reset(access=access(nobody), at=clock.now(), proposal=proposal)
        factors.confirm_reset(access=access(w.security), at=clock.now(), proposal=proposal)
        assert factors.kinds(w.chief) == frozenset()
        assert epoch(w.chief) > before
        event = SetupEvent.objects.get(verb="reset second factor")
        assert (event.actor_id, event.details) == (w.security.pk, {"reason": "本人持证当面提出"})
        assert Notice.objects.filter(person=w.chief, about__startswith="account:factor_reset").count() == 1

    def test_it_closes_a_link_that_would_open_the_account_alone_afterwards(self, w):
        second_factors.give_app(w.chief)
        facts = {"at": clock.now(), "person": w.chief}
        secret = sign_in_links.make(access=access(w.administrator), has_second_factor=True, **facts)
        reset(w.administrator, w.chief, second=w.security)
        assert sign_in_links.find(secret=secret, at=clock.now()) is None

    def test_the_trace_names_a_person_who_stands_lazily_on_a_request(self, w):
        lazy = SimpleLazyObject(lambda: w.chief)
        setup_events.record(access=access(w.chief), at=clock.now(), verb="add second factor", subject=lazy)
        assert SetupEvent.objects.latest("id").subject_kind == "person"

    def test_nobody_resets_the_own_one(self, w):
        second_factors.give_app(w.administrator)
        with pytest.raises(Refused):
            reset(w.administrator, w.administrator)
        assert factors.has_any(w.administrator)

    def test_nor_does_who_is_no_administrator_of_the_person(self, w):
        second_factors.give_app(w.chief)
        elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
        for by in (w.handling, elsewhere):
            with pytest.raises(NotAllowed):
                reset(by, w.chief)
        assert factors.has_any(w.chief)

    def test_a_reason_is_needed_and_something_to_reset(self, w):
        with pytest.raises(Refused):
            reset(w.administrator, w.chief)
        second_factors.give_app(w.chief)
        with pytest.raises(Refused):
            reset(w.administrator, w.chief, reason="  ")


class TestAdding:
    def test_it_ends_every_session_whoever_calls_it_and_is_told(self, w):
        before = epoch(w.chief)
        second_factors.give_app(w.chief)
        assert epoch(w.chief) > before
        assert Notice.objects.filter(person=w.chief, about__startswith="account:factor_added").count() == 1


class TestRemoving:
    def test_the_last_one_closes_an_open_link(self, w):
        second_factors.give_app(w.chief)
        facts = {"at": clock.now(), "person": w.chief}
        secret = sign_in_links.make(access=access(w.administrator), has_second_factor=True, **facts)
        factors.remove(access=access(w.chief), pk=factors.of(w.chief).get().pk, **facts)
        assert sign_in_links.find(secret=secret, at=clock.now()) is None

    def test_recovery_codes_go_with_the_last_factor_and_other_sessions_end(self, w):
        second_factors.give_app(w.chief)
        second_factors.give_recovery_codes(w.chief)
        before = epoch(w.chief)
        (row,) = factors.listed(w.chief)
        factors.remove(access=access(w.chief), at=clock.now(), person=w.chief, pk=row.pk)
        assert factors.kinds(w.chief) == frozenset()
        assert epoch(w.chief) > before
        assert Notice.objects.filter(person=w.chief, about__startswith="account:factor_removed").count() == 1

    def test_nobody_removes_that_of_another(self, w):
        second_factors.give_app(w.chief)
        (row,) = factors.listed(w.chief)
        with pytest.raises(Refused):
            factors.remove(access=access(w.head), at=clock.now(), person=w.head, pk=row.pk)
        assert factors.has_any(w.chief)
