"""Notices: who is told is asked when they are delivered, nobody is told twice, and nobody of what is not theirs to know."""

from datetime import date, timedelta

import pytest

from desk.steps.base import STEPS
from notices.actions import delivering
from notices.models import Notice
from notices.queries import addressees
from organs.actions import people, posts
from organs.models import Post
from organs.roles import Role
from suggestions.access import person_relations
from suggestions.actions import drafting, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Copy, Outbox, Suggestion
from tests import factories
from tests.notices.queries.test_addressees import ONLY_WHILE_IT_WAITS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    Outbox.objects.update(sent_at=factories.at())
    return w


@pytest.fixture
def w(built, db):
    built.suggestion.refresh_from_db()
    return built


def notified(w, relation: str, on: date = factories.DAY) -> set[str]:
    """Returns the names of those whom a notice for a relation reaches."""
    found = addressees.of(relation=relation, suggestion=Suggestion.objects.get(pk=w.suggestion.pk), on=on)
    names = {person.pk: name for name, person in vars(w).items() if hasattr(person, "username")}
    return {names.get(pk, str(pk)) for pk in found}


def happen(w, step: str, who: str, **facts):
    """Takes a step that tells somebody."""
    return ledger.take(
        step=STEPS[step],
        subject=w.suggestion,
        actor=Actor(access=factories.access(getattr(w, who))),
        at=factories.at(),
        **facts,
    )


def end(person, on: date = factories.DAY - timedelta(days=1)) -> Post:
    """Ends a person's post; by default it was held until yesterday."""
    post = person.posts.get()
    posts.end(access=None, at=factories.at(), post=post, on=on)
    return post


def inbox(person) -> list[str]:
    return [notice.event.step for notice in Notice.objects.filter(person=person).select_related("event")]


REACHED = {
    "handling": {"handling"},
    "team": {"assistant", "second"},
    "head": {"head"},
    "policy": {"policy"},
    "chief": {"chief", "deputy"},
    "secretary": {"secretary"},
    "registrar": {"registrar"},
    "case_manager": {"manager"},
    "higher": {"higher"},
    "unit": {"liaison", "unit_head"},
}


@pytest.mark.parametrize("relation", sorted(REACHED))
def test_a_notice_reaches_those_who_stand_so(w, relation):
    assert notified(w, relation) == REACHED[relation]


def test_every_relation_that_a_step_tells_reaches_somebody(w):
    Copy.objects.create(suggestion=w.suggestion, unit=w.copied_unit, ground="departments", state="sent")
    for step in STEPS.values():
        for relation in step.notify - ONLY_WHILE_IT_WAITS:
            assert notified(w, relation), (step.name, relation)


def test_whoever_is_told_sees_what_it_is_about(w):
    Copy.objects.create(suggestion=w.suggestion, unit=w.copied_unit, ground="departments", state="sent")
    for relation in {relation for step in STEPS.values() for relation in step.notify}:
        for name in notified(w, relation):
            access = factories.access(getattr(w, name))
            assert relation in person_relations.of(access=access, suggestion=w.suggestion), (relation, name)


def test_a_copied_unit_is_told_once_the_copy_was_sent(w):
    copy = Copy.objects.create(suggestion=w.suggestion, unit=w.copied_unit, ground="departments")
    assert notified(w, "copied") == set()
    Copy.objects.filter(pk=copy.pk).update(state="sent")
    assert notified(w, "copied") == {"copied_liaison"}


def test_a_unit_is_told_nothing_of_a_letter_that_it_was_not_served(w):
    Suggestion.objects.filter(pk=w.suggestion.pk).update(served_on=None, document_state="issued")
    assert notified(w, "unit") == set()
    Suggestion.objects.filter(pk=w.suggestion.pk).update(announced_on=factories.DAY)
    assert notified(w, "unit") == {"liaison", "unit_head"}


@pytest.mark.parametrize("relation", ["policy", "chief", "secretary", "registrar", "case_manager", "handling"])
def test_what_belongs_to_nobody_falls_to_the_department_head(w, relation):
    for name in REACHED[relation]:
        end(getattr(w, name))
    assert notified(w, relation) == {"head"}


def test_without_a_head_it_falls_to_the_deputy_then_to_the_chief_and_never_to_another_department(w):
    end(w.head)
    end(w.handling)
    assert notified(w, "handling") == notified(w, "head") == {"deputy"}
    end(w.deputy)
    assert notified(w, "handling") == notified(w, "head") == {"chief"}


def test_a_head_of_no_particular_department_is_told_like_the_departments_own(w):
    end(w.registrar)
    posts.appoint(
        at=factories.at(),
        person=w.registrar,
        role=Role.DEPARTMENT_HEAD,
        from_on=factories.DAY,
        procuratorate=w.county,
    )
    assert notified(w, "head") == {"head", "registrar"}


def test_a_post_that_ended_yesterday_gets_nothing_and_the_successor_gets_it(w):
    happen(w, "case.propose_closing", "handling")
    end(w.head)
    posts.appoint(
        at=factories.at(),
        person=w.policy,
        role=Role.DEPARTMENT_HEAD,
        from_on=factories.DAY,
        procuratorate=w.county,
        department=w.department,
    )
    delivering.deliver(at=factories.at())
    assert (inbox(w.head), inbox(w.policy)) == ([], ["propose_closing"])


def test_a_post_counts_on_its_last_day_and_not_before_its_first(w):
    end(w.head, on=factories.DAY)
    assert notified(w, "head") == {"head"}
    assert notified(w, "head", on=factories.later(1)) == {"deputy"}
    assert notified(w, "head", on=date(2017, 12, 31)) == set()


def test_a_closed_account_is_told_nothing(w):
    people.deactivate(access=None, at=factories.at(), on=factories.DAY, person=w.liaison, reason="调离")
    assert notified(w, "unit") == {"unit_head"}


def test_a_case_that_was_handed_over_tells_its_new_prosecutor(w):
    happen(w, "document.acknowledge", "liaison", values={"acknowledged_at": factories.at()})
    drafting.hand_over(
        access=factories.access(w.head), at=factories.at(), suggestion=w.suggestion, to=w.second, reason="调离"
    )
    delivering.deliver(at=factories.at())
    assert inbox(w.handling) == []
    assert sorted(inbox(w.second)) == ["acknowledge", "hand_over"]


def test_who_acted_is_not_told_of_the_own_act(w):
    Suggestion.objects.filter(pk=w.suggestion.pk).update(case_state="closed")
    w.suggestion.refresh_from_db()
    happen(w, "case.reopen", "head", text="发现新事实")
    delivering.deliver(at=factories.at())
    assert inbox(w.head) == []
    assert inbox(w.handling) == inbox(w.liaison) == ["reopen"]


def acknowledged_on_paper(w, who: str) -> None:
    ledger.take(
        step=STEPS["document.acknowledge"],
        subject=w.suggestion,
        actor=Actor(access=factories.access(getattr(w, who)), paper=True),
        at=factories.at(),
    )
    delivering.deliver(at=factories.at())


def test_who_recorded_from_paper_is_not_told(w):
    acknowledged_on_paper(w, "handling")
    assert inbox(w.handling) == []


def test_of_what_another_recorded_from_paper_one_is_told(w):
    acknowledged_on_paper(w, "registrar")
    assert inbox(w.handling) == ["acknowledge"]


def test_who_stands_in_two_relations_is_told_once(w):
    posts.appoint(
        at=factories.at(),
        person=w.handling,
        role=Role.DEPARTMENT_HEAD,
        from_on=factories.DAY,
        procuratorate=w.county,
        department=w.department,
    )
    Suggestion.objects.filter(pk=w.suggestion.pk).update(case_state="closed")
    w.suggestion.refresh_from_db()
    happen(w, "case.reopen", "second", text="发现新事实")
    assert delivering.deliver(at=factories.at()) == 3
    assert inbox(w.handling) == ["reopen"]


def test_delivering_twice_delivers_once(w):
    event = happen(w, "case.propose_closing", "handling")
    assert [delivering.deliver(at=factories.at()), delivering.deliver(at=factories.at())] == [1, 0]
    Outbox.objects.filter(event=event).update(sent_at=None)
    delivering.deliver(at=factories.at())
    assert inbox(w.head) == ["propose_closing"]


def test_more_than_one_batch_is_delivered_at_once(w, monkeypatch):
    monkeypatch.setattr(delivering, "BATCH", 2)
    for _time in range(5):
        happen(w, "case.propose_closing", "handling")
    assert delivering.deliver(at=factories.at()) == 5
    assert inbox(w.head) == ["propose_closing"] * 5


def test_a_step_that_is_not_told_leaves_no_notice(w):
    happen(w, "case.propose_closing", "handling", notify=False)
    assert delivering.deliver(at=factories.at()) == 0


def test_reading_marks_the_own_notices_and_no_others(w):
    happen(w, "document.acknowledge", "liaison")
    Suggestion.objects.filter(pk=w.suggestion.pk).update(case_state="closed")
    w.suggestion.refresh_from_db()
    happen(w, "case.reopen", "second", text="发现新事实")
    delivering.deliver(at=factories.at())
    access = factories.access(w.handling)
    assert delivering.mark_read(access=access, at=factories.at(), suggestion_id=w.suggestion.pk + 1) == 0
    assert delivering.mark_read(access=access, at=factories.at(), suggestion_id=w.suggestion.pk) == 2
    assert delivering.mark_read(access=access, at=factories.at()) == 0
    assert not Notice.objects.visible_to(access).unread().exists()
    assert Notice.objects.filter(person=w.head).unread().count() == 1
