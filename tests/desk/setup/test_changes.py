"""The page of changes: what was there and what is there now, in words of the reader's language."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from organs import clock
from organs.actions import people, procuratorates, units
from organs.models import BusinessLine
from suggestions.actions import series

pytestmark = pytest.mark.django_db
CHINESE, ENGLISH = "zh-hans", "en"


def shown(client, language: str) -> list[tuple[str, str]]:
    """Returns label and words of every field on the page, the newest first."""
    answer = client.get(reverse("setup-changes"), headers={"accept-language": language})
    text = answer.content.decode()
    fields = [(str(label), words) for *_, fields in answer.context["rows"] for label, words in fields]
    assert all(escape(words) in text for _label, words in fields)
    return fields


@pytest.mark.slow
def test_a_change_shows_what_was_there_and_what_is_there_now(by, w):
    before = w.unit.mailbox
    assert not before
    units.change(
        access=None,
        at=clock.now(),
        on=clock.today(),
        unit=w.unit,
        name="丙县市监局",
        kind="court",
        mailbox="a@unit.example",
    )
    client = by(w.administrator)
    assert shown(client, ENGLISH)[:3] == [
        ("Name", "丙县市场监督管理局 → 丙县市监局"),
        ("Kind", "Government department → Court"),
        ("Mailbox for reminders", "none → a@unit.example"),
    ]
    assert shown(client, CHINESE)[2] == ("提醒邮箱", "无 → a@unit.example")


def test_what_is_new_shows_only_what_it_is_and_a_reason_no_arrow(by, w):
    now, client = clock.now(), by(w.administrator)
    units.register(access=None, at=now, name="丁县学校", kind="school", origin=w.unit.origin, is_sole_trader=True)
    assert shown(client, ENGLISH)[:3] == [("Name", "丁县学校"), ("Kind", "School"), ("Sole trader", "yes")]
    people.deactivate(access=None, at=now, on=clock.today(), person=w.assistant, reason="调离")
    assert shown(client, ENGLISH)[:2] == [("Account open", "yes → no"), ("Reason", "调离")]
    assert shown(client, CHINESE)[:2] == [("账号正常", "是 → 否"), ("理由", "调离")]


@pytest.mark.slow
def test_keys_are_worded_in_the_language_of_the_reader(by, w):
    now, client = clock.now(), by(w.administrator)
    lines = [
        BusinessLine.objects.update_or_create(code=code, defaults={"zh": zh, "en": en})[0]
        for code, zh, en in (("civil", "民事检察", "Civil"), ("criminal", "刑事检察", "Criminal"))
    ]
    department = procuratorates.open_department(
        access=None, at=now, procuratorate=w.county, name="第九检察部", lines=lines[:1]
    )
    procuratorates.change_department(access=None, at=now, department=department, name="第九检察部", lines=lines)
    assert shown(client, ENGLISH)[0] == ("Business lines", "Civil → Civil, Criminal")
    assert shown(client, CHINESE)[0][1] == "民事检察 → 民事检察、刑事检察"
    given = {
        "procuratorate": w.county,
        "kind": "social_governance",
        "pattern": "丙县检建〔{year}〕{serial}号",
        "origin": "live",
    }
    series.define(access=None, at=now, mode="own", **given)
    series.define(access=None, at=now, mode="national", **given)
    assert ("Where numbers come from", "counted here → national") in shown(client, ENGLISH)[:4]
