"""Reminders: which rung speaks on which day, what takes one back, who is told, and that nothing is lost or told twice."""

from datetime import date, timedelta

import pytest

from followups.actions import reminder_rules, reminding
from followups.actions.reminder_rules import RungDraft
from followups.models import Reminder, ReminderRule
from suggestions.models import Clock, Notice
from tests import factories

pytestmark = pytest.mark.django_db

# Served on Monday 2 March 2026: the reply is due on Wednesday 6 May, the first day after the Labour Day holiday (1-5 May),
# the right to object ends on 12 March, the letter is to be filed by 9 March.
DUE = date(2026, 5, 6)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    Notice.objects.all().delete()
    return w


@pytest.fixture
def w(built, db):
    built.suggestion.refresh_from_db()
    return built


def clock(w, term: str = "reply") -> Clock:
    return w.suggestion.clocks.get(term=term)


def only(w, subject: str, *rungs: tuple) -> list[ReminderRule]:
    """Leaves one ladder in force, with these rungs: days, grace, relations."""
    reminder_rules.seed(at=factories.at())
    ReminderRule.objects.update(retired_at=factories.at())
    return [
        reminder_rules.add(
            access=None,
            at=factories.at(),
            procuratorate=None,
            subject=subject,
            draft=RungDraft(days=days, grace=grace, relations=told, channel="digest"),
        )
        for days, grace, told in rungs
    ]


def remind(on: date) -> int:
    return reminding.remind(at=factories.at(on))


def told(w, on: date | None = None) -> dict[str, list[str]]:
    """Returns who was told of which due days."""
    names = {person.pk: name for name, person in vars(w).items() if hasattr(person, "username")}
    found: dict[str, list[str]] = {}
    rows = Notice.objects.filter(about__startswith="reminder:").order_by("id")
    for notice in rows:
        if on is None or notice.delivered_at.date() == on:
            found.setdefault(names[notice.person_id], []).append(notice.facts["due_on"])
    return found


def planned(w, term: str = "reply") -> list[date]:
    return list(
        Reminder.objects.filter(clock=clock(w, term)).order_by("planned_for").values_list("planned_for", flat=True)
    )


def test_a_rung_speaks_on_its_day_and_not_before(w):
    only(w, "reply", (-3, 0, ["unit"]))
    assert remind(DUE - timedelta(days=4)) == 0
    assert remind(DUE - timedelta(days=3)) == 1
    assert told(w) == {"liaison": ["2026-05-06"], "unit_head": ["2026-05-06"]}


def test_what_was_told_is_not_told_again(w):
    only(w, "reply", (-3, 0, ["unit"]))
    assert [remind(DUE - timedelta(days=3)), remind(DUE - timedelta(days=3)), remind(DUE)] == [1, 0, 0]
    assert len(told(w)["liaison"]) == 1
