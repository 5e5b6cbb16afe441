"""`manage.py remind`: what it would send is what it sends, only looking writes nothing, and no day to come is sent."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from notices.actions import own_reminders, reminder_rules
from notices.models import Notice, OwnReminder, Reminder
from tests import factories

pytestmark = pytest.mark.django_db

DUE = date(2026, 5, 6)


@pytest.fixture
def w(w, time_machine):
    w.suggestion = factories.served(w)
    own_reminders.set_one(
        access=factories.access(w.handling), at=factories.at(), suggestion=w.suggestion, on=DUE, note=""
    )
    Notice.objects.all().delete()
    time_machine.move_to(factories.at(DUE, 9), tick=False)
    reminder_rules.seed(at=factories.at())
    return w


def remind(*given: str) -> list[str]:
    out = io.StringIO()
    call_command("remind", *given, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.slow
def test_looking_lists_each_reminder_and_writes_nothing(w):
    *lines, last = remind("--dry-run")
    assert last == f"{len(lines)} would go out on 2026-05-06, and 1 that persons set for themselves"
    assert f"2026-05-03  {w.suggestion.pk}.reply  due 2026-05-06  handling, unit" in lines
    assert not Reminder.objects.exists()
    assert not Notice.objects.exists()
    assert OwnReminder.objects.open().count() == 1


def test_what_it_would_send_is_what_it_sends_once(w):
    *lines, _last = remind("--dry-run")
    assert remind() == [f"{Reminder.objects.count()} planned, {len(lines) + 1} delivered"]
    assert Reminder.objects.filter(sent_at__isnull=False).count() == len(lines)
    assert remind() == ["0 planned, 0 delivered"]
    assert remind("--dry-run") == ["0 would go out on 2026-05-06, and 0 that persons set for themselves"]


@pytest.mark.slow
def test_a_day_to_come_can_be_looked_at_and_not_sent(w):
    tomorrow = (DUE + timedelta(days=1)).isoformat()
    assert f"2026-05-07  {w.suggestion.pk}.reply  due 2026-05-06  handling, unit" in remind(
        "--dry-run", "--on", tomorrow
    )
    with pytest.raises(CommandError, match="only be looked at"):
        remind("--on", tomorrow)
    assert not Notice.objects.exists()


@pytest.mark.slow
def test_a_day_that_passed_is_caught_up_as_it_was(w):
    remind("--on", "2026-04-22")
    said = Notice.objects.filter(person=w.liaison).values_list("details__due_on", "delivered_at")
    assert [(due, at.date()) for due, at in said if due == "2026-05-06"] == [("2026-05-06", date(2026, 4, 22))]


@pytest.mark.slow
@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "06.05.2026"])
def test_a_day_that_is_none_is_refused(w, day):
    with pytest.raises(CommandError, match="--on"):
        remind("--on", day)
