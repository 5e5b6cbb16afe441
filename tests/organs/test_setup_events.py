"""The trace of Set-up: what differs is kept before and after, what is said beside it is kept apart, a secret never."""

from datetime import date

import pytest

from organs import clock
from organs.actions import people, posts, procuratorates, setup_events, sign_in_links, units
from organs.models import BusinessLine, Person, SetupEvent, Unit

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
NOW = clock.now


def last() -> SetupEvent:
    return SetupEvent.objects.first()


def test_only_what_differs_is_kept_and_nothing_stands_for_none_and_for_no():
    before = {"name": "甲", "mailbox": None, "is_placeholder": False, "closed_on": None, "lines": ["civil"]}
    after = {"name": "甲", "mailbox": "", "is_placeholder": True, "closed_on": DAY, "lines": ["civil", "criminal"]}
    assert setup_events.differences(before=before, after=after) == {
        "is_placeholder": ["", "yes"],
        "closed_on": ["", "2026-03-01"],
        "lines": ["civil", "civil,criminal"],
    }
    assert setup_events.differences(after={"name": "甲", "en": ""}) == {"name": ["", "甲"]}
    assert setup_events.differences(before={"name": "甲"}) == {"name": ["甲", ""]}


@pytest.mark.parametrize("name", ["password", "new_password1", "link_token", "password_hash", "client_secret"])
@pytest.mark.parametrize("column", ["changes", "details"])
def test_a_field_named_like_a_secret_is_refused(w, name, column):
    kept = {"changes": {name: ["", "x"]}, "details": {name: "x"}}[column]
    with pytest.raises(setup_events.SecretInTrace):
        setup_events.record(access=None, at=NOW(), verb="change", subject=w.unit, **{column: kept})


def test_no_act_on_an_account_keeps_its_password_or_the_hash(w):
    person = people.admit(access=None, at=NOW(), username="new", name="新人", password="very-secret-1", origin="live")
    assert last().changes == {"name": ["", "新人"], "username": ["", "new"]}
    first = person.password
    secret = sign_in_links.issue(access=None, at=NOW(), person=person)
    sign_in_links.use(secret=secret, at=NOW(), password="very-secret-2")
    person.refresh_from_db()
    assert (last().changes, last().details) == ({}, {})
    kept = str(list(SetupEvent.objects.values()))
    assert not [secret for secret in ("very-secret", first, person.password) if secret in kept]
    assert secret not in kept and sign_in_links.digest(secret) not in kept


def test_a_person_is_renamed_closed_and_opened(w):
    person = w.assistant
    name = person.name
    people.rename(access=None, at=NOW(), person=person, name="甲改名", email=person.email)
    assert last().changes == {"name": [name, "甲改名"]}
    before = last().pk
    people.rename(access=None, at=NOW(), person=person, name="甲改名", email=person.email)
    assert last().pk == before
    people.deactivate(access=None, at=NOW(), on=DAY, person=person, reason="调离")
    assert (last().changes, last().details) == ({"is_active": ["yes", ""]}, {"reason": "调离"})
    people.reactivate(access=None, at=NOW(), person=person)
    assert last().changes == {"is_active": ["", "yes"]}


def test_what_stood_there_is_read_from_the_row_and_not_from_what_the_caller_holds(w):
    held = Person.objects.get(pk=w.assistant.pk)
    people.rename(access=None, at=NOW(), person=w.assistant, name="第一次", email="")
    people.rename(access=None, at=NOW(), person=held, name="第二次", email="")
    assert last().changes["name"] == ["第一次", "第二次"]


def test_an_ended_post_keeps_the_last_day_before_and_after(w):
    post = posts.appoint(at=NOW(), person=w.liaison, role="liaison", unit=w.unit, from_on=date(2026, 1, 1), to_on=DAY)
    assert last().changes == {
        "role": ["", "liaison"],
        "place": ["", w.unit.name],
        "from": ["", "2026-01-01"],
        "until": ["", "2026-03-01"],
    }
    posts.end(access=None, at=NOW(), post=post, on=date(2026, 2, 1))
    assert last().changes == {"until": ["2026-03-01", "2026-02-01"]}
    assert last().details == {"role": "liaison", "place": w.unit.name}


def test_a_procuratorate_and_its_department_keep_what_they_were(w):
    name = w.county.name
    procuratorates.rename(access=None, at=NOW(), procuratorate=w.county, name="新名", short_name=w.county.short_name)
    assert last().changes == {"name": [name, "新名"]}
    parent = w.county.parent.name
    procuratorates.move(access=None, at=NOW(), procuratorate=w.county, parent=w.province, on=DAY, reason="决定")
    assert last().changes == {"parent": [parent, w.province.name]}
    assert last().details == {"on": "2026-03-01", "reason": "决定"}
    civil, criminal = (
        BusinessLine.objects.get_or_create(code=code, defaults={"zh": code, "en": code})[0]
        for code in ("civil", "criminal")
    )
    department = procuratorates.open_department(
        access=None, at=NOW(), procuratorate=w.county, name="第九检察部", lines=[civil]
    )
    assert last().changes == {"name": ["", "第九检察部"], "lines": ["", "civil"]}
    procuratorates.change_department(
        access=None, at=NOW(), department=department, name="第九检察部", lines=[civil, criminal]
    )
    assert last().changes == {"lines": ["civil", "civil,criminal"]}
    procuratorates.close_department(access=None, at=NOW(), department=department, on=DAY)
    assert last().changes == {"closed_on": ["", "2026-03-01"]}


def test_a_unit_keeps_what_it_was(w):
    units.change(
        access=None, at=NOW(), on=DAY, unit=w.unit, name=w.unit.name, superior=w.other_unit, is_placeholder=False
    )
    assert last().changes == {"superior": ["", w.other_unit.name]}
    new = units.register(access=None, at=NOW(), name="丁县学校", kind="school", origin=w.unit.origin, address="丁街")
    assert last().changes == {"name": ["", "丁县学校"], "kind": ["", "school"], "address": ["", "丁街"]}
    units.succeed(access=None, at=NOW(), on=DAY, unit=w.unit, successor=new)
    assert last().changes == {"successor": ["", "丁县学校"], "closed_on": ["", "2026-03-01"]}
    assert Unit.objects.get(pk=w.unit.pk).successor == new
