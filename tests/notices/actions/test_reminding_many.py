"""Reminders by the thousand: how the statements are carried out changes with their number, and nothing else does."""

from datetime import date, timedelta

import pytest
from django.db import connection

from notices.actions import reminding
from notices.models import Notice, Reminder
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DUE = date(2026, 5, 6)  # of the reply to what was served on 2 March


def settings() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_nestloop'), current_setting('work_mem')")
        return cursor.fetchone()


@pytest.mark.parametrize("many", [1, reminding.MANY])
def test_many_are_taken_back_folded_and_told_as_few_are(monkeypatch, many):
    monkeypatch.setattr(reminding, "MANY", many)
    w = factories.world()
    kept, stopped = factories.served(w), factories.served(w)
    usual = settings()
    reminding.plan(at=factories.at(DUE - timedelta(days=4)))
    stopped.clocks.update(stopped_on=DUE - timedelta(days=4))
    kept.clocks.exclude(term="reply").update(stopped_on=DUE - timedelta(days=4))
    assert reminding.remind(at=factories.at(DUE + timedelta(days=1))) == 1
    ends = Reminder.objects.filter(
        clock__term="reply", planned_for__range=(DUE - timedelta(days=3), DUE + timedelta(1))
    )
    assert {(row.planned_for - DUE).days: bool(row.sent_at) for row in ends.filter(clock__suggestion=kept)} == {
        -3: False,
        1: True,
    }
    assert {row.cancelled_because for row in ends.filter(clock__suggestion=stopped)} == {"stopped"}
    told = Notice.objects.filter(about__startswith="reminder:").values_list("person_id", flat=True)
    assert sorted(told) == sorted([w.liaison.pk, w.unit_head.pk, w.handling.pk])
    assert settings() == usual
