"""Pages of being away: recording, another last day, ending, what came meanwhile; the desk and the inbox of both."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from desk import acting
from notices.actions import delivering, standing_in
from notices.models import Notice
from notices.queries import addressees
from organs import clock
from organs.models import Absence, Person
from organs.roles import Role, Work
from suggestions.actions import absences, drafting
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def w(db):
    world = factories.world()
    world.elsewhere = factories.person(
        "elsewhere", "检察官戊", Role.PROSECUTOR, procuratorate=world.county, department=world.other_department
    )
    return world


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Lets the pages be opened on a day of the tests; returns what moves it."""

    def move(days: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: at(factories.later(days)))

    move(0)
    return move


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, name: str, *args: int, **query: int) -> str:
    answer = client_of(person).get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def sent(person: Person, name: str, *args: int, query: str = "", **facts: object):
    return client_of(person).post(reverse(name, args=args) + query, facts)


def days(first: int = 0, last: int = 4) -> dict[str, str]:
    return {"first_on": factories.later(first).isoformat(), "last_on": factories.later(last).isoformat()}


def away(w: SimpleNamespace, person: Person, deputies: dict[Work, Person], first: int = 0, last: int = 4) -> Absence:
    return absences.record(
        access=access(person),
        at=at(),
        person=person,
        procuratorate=w.county,
        first_on=factories.later(first),
        last_on=factories.later(last),
        deputies=deputies,
    )


# Recording.


def test_a_person_records_the_own_absence_and_is_asked_for_no_reason(w):
    shown = page(w.handling, "absence-new")
    assert 'name="cases"' in shown
    assert 'name="deciding"' not in shown
    assert "reason" not in shown
    assert sent(w.handling, "absence-new", **days(), cases=w.second.pk).status_code == 302
    row = Absence.objects.get()
    assert (row.person, row.deputies.get().person) == (w.handling, w.second)
    assert w.second.name in page(w.handling, "absences")


def test_a_refused_form_keeps_what_was_typed_and_names_the_field(w):
    away(w, w.second, {Work.CASES: w.elsewhere})
    answer = sent(w.handling, "absence-new", **days(), cases=w.second.pk)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"cases"}
    answer = sent(w.handling, "absence-new", **days(3, 1), cases=w.elsewhere.pk)
    assert answer.context["form"].errors.keys() == {"last_on"}
    assert Absence.objects.count() == 1


def test_the_head_records_it_for_the_own_department_alone(w):
    shown = page(w.head, "absences")
    assert f'value="{w.handling.pk}"' in shown
    assert f'value="{w.elsewhere.pk}"' not in shown
    query = f"?of={w.handling.pk}&at={w.county.pk}"
    assert sent(w.head, "absence-new", query=query, **days(), cases=w.second.pk).status_code == 302
    assert Absence.objects.get().recorded_by == w.head
    for person in (w.elsewhere, w.chief, w.liaison):
        assert client_of(w.head).get(reverse("absence-new") + f"?of={person.pk}").status_code == 404


def test_who_has_no_work_that_can_be_lent_finds_no_form(w):
    assert client_of(w.administrator).get(reverse("absence-new")).status_code == 404
    assert page(w.administrator, "absences")


def test_other_people_do_not_find_the_absence(w):
    row = away(w, w.handling, {Work.CASES: w.second})
    for name in ("absence", "absence-days", "absence-end"):
        assert client_of(w.elsewhere).get(reverse(name, args=[row.pk])).status_code == 404
        assert client_of(w.liaison).get(reverse(name, args=[row.pk])).status_code == 404
    # A deputy reads it and changes nothing.
    assert page(w.second, "absence", row.pk)
    assert client_of(w.second).get(reverse("absence-end", args=[row.pk])).status_code == 404


def test_what_is_over_is_shown_to_no_head_any_more(w, today):
    row = away(w, w.handling, {Work.CASES: w.second})
    assert page(w.head, "absence", row.pk)
    today(5)
    assert client_of(w.head).get(reverse("absence", args=[row.pk])).status_code == 404
    assert page(w.handling, "absence", row.pk)


def test_another_last_day_and_the_end(w, today):
    row = away(w, w.handling, {Work.CASES: w.second})
    today(1)
    facts = {"last_on": factories.later(8).isoformat(), "was": row.last_on.isoformat()}
    assert sent(w.handling, "absence-days", row.pk, **facts).status_code == 302
    assert sent(w.handling, "absence-days", row.pk, **facts).status_code == 409
    assert sent(w.handling, "absence-end", row.pk).status_code == 302
    row.refresh_from_db()
    assert (row.last_on, row.ended_by) == (factories.later(8), w.handling)


# Desk and case.


def test_the_work_stands_on_the_desk_of_the_deputy_for_who_is_away(w, today):
    draft = factories.drafted(w)
    away(w, w.handling, {Work.CASES: w.elsewhere}, first=1)
    assert draft.title not in page(w.elsewhere, "desk")
    today(1)
    shown = page(w.elsewhere, "desk")
    assert draft.title in shown
    assert w.handling.name in shown
    assert page(w.elsewhere, "draft", draft.pk)
    today(5)
    assert draft.title not in page(w.elsewhere, "desk")


def test_the_page_of_a_case_says_that_one_stands_in(w):
    draft = factories.submitted(w)
    away(w, w.handling, {Work.CASES: w.elsewhere})
    said = acting.words(access(w.elsewhere), draft)
    assert w.handling.name in said
    assert acting.words(access(w.handling), draft) == ""


def test_the_own_work_of_a_deputy_is_not_said_to_be_for_another(w):
    factories.drafted(w)
    away(w, w.second, {Work.CASES: w.handling})
    lines = client_of(w.handling).get(reverse("desk")).context["mine"]
    assert all(w.second.name not in str(line.note) for group in lines for line in group.lines)


def test_the_history_of_the_case_shows_both_names(w):
    draft = factories.drafted(w)
    away(w, w.handling, {Work.CASES: w.elsewhere})
    drafting.submit(access=access(w.elsewhere), at=at(), suggestion=draft)
    assert "检察官戊（代承办检察官甲）" in page(w.handling, "suggestion", draft.pk)


# Handed back.


def test_what_came_meanwhile_is_handed_back_until_it_is_taken_over(w, today):
    draft = factories.drafted(w)
    row = away(w, w.handling, {Work.CASES: w.elsewhere})
    drafting.submit(access=access(w.elsewhere), at=at(), suggestion=draft)
    today(2)
    assert sent(w.handling, "absence-taken-back", row.pk).status_code == 302
    row.refresh_from_db()
    assert row.taken_back_at is None
    today(5)
    address = reverse("absence", args=[row.pk])
    assert address in page(w.handling, "desk")
    shown = page(w.handling, "absence", row.pk)
    assert draft.title in shown
    assert "检察官戊（代承办检察官甲）" in shown
    assert sent(w.handling, "absence-taken-back", row.pk).status_code == 302
    assert address not in page(w.handling, "desk")
    assert page(w.handling, "absence", row.pk)


def test_what_the_deputy_did_before_and_after_is_not_handed_back(w, today):
    first, second = factories.drafted(w), factories.drafted(w)
    Suggestion.objects.filter(pk=second.pk).update(title="另一份检察建议")
    second.refresh_from_db()
    row = away(w, w.handling, {Work.CASES: w.elsewhere}, first=1, last=2)
    later = absences.record(
        access=access(w.handling),
        at=at(),
        person=w.handling,
        procuratorate=w.county,
        first_on=factories.later(4),
        last_on=factories.later(5),
        deputies={Work.CASES: w.elsewhere},
    )
    for draft, day in ((first, 2), (second, 4)):
        on = factories.later(day)
        drafting.submit(access=access(w.elsewhere, on), at=at(on), suggestion=draft)
    today(6)
    done = [
        [line.note for line in client_of(w.handling).get(reverse("absence", args=[each.pk])).context["done"]]
        for each in (row, later)
    ]
    assert [len(each) for each in done] == [1, 1]
    assert first.title in done[0][0]
    assert second.title in done[1][0]


def test_what_was_called_off_before_it_began_is_handed_back_by_nobody(w, today):
    row = away(w, w.handling, {Work.CASES: w.second}, first=2)
    absences.end(access=access(w.handling), at=at(), absence=row)
    today(3)
    assert reverse("absence", args=[row.pk]) not in page(w.handling, "desk")


# Told.


def told(person: Person) -> list[str]:
    return [notice.about for notice in Notice.objects.filter(person=person, about__startswith="away:").order_by("id")]


def test_deputies_are_told_when_it_is_recorded_moved_and_over_and_each_thing_once(w):
    row = away(w, w.handling, {Work.CASES: w.second})
    for _time in range(2):
        standing_in.tell(at=at())
    assert (len(told(w.second)), told(w.handling)) == (1, [])
    absences.move_last_day(
        access=access(w.handling), at=at(), absence=row, last_on=factories.later(6), was=factories.later(4)
    )
    standing_in.tell(at=at())
    assert len(told(w.second)) == 2
    for day in (7, 8):
        standing_in.tell(at=at(factories.later(day)))
    assert len(told(w.second)) == 3
    assert told(w.handling) == [f"away:{row.pk}:over"]


def test_who_did_not_record_it_is_told_of_it(w):
    absences.record(
        access=access(w.head),
        at=at(),
        person=w.handling,
        procuratorate=w.county,
        first_on=factories.DAY,
        last_on=factories.later(3),
        deputies={Work.CASES: w.second},
    )
    standing_in.tell(at=at())
    assert len(told(w.handling)) == 1
    assert w.handling.name in page(w.second, "desk")


def test_notices_reach_the_deputy_beside_who_is_away_and_only_in_that_work(w):
    draft = factories.drafted(w)
    away(w, w.handling, {Work.CASES: w.elsewhere}, first=1)
    for day, expected in ((0, {w.handling.pk}), (1, {w.handling.pk, w.elsewhere.pk}), (5, {w.handling.pk})):
        assert addressees.of(relation="handling", suggestion=draft, on=factories.later(day)) == expected
    assert addressees.of(relation="head", suggestion=draft, on=factories.later(1)) == {w.head.pk}


def test_a_notice_to_an_absent_head_reaches_the_deputy_head(w):
    waiting = factories.submitted(w)
    away(w, w.head, {Work.HEADING: w.other_head})
    assert addressees.of(relation="head", suggestion=waiting, on=factories.DAY) == {w.head.pk, w.other_head.pk}
    # And what fell to the absent head because nobody handles it.
    Suggestion.objects.filter(pk=waiting.pk).update(
        handling_prosecutor=factories.person("gone", "离任检察官", Role.PROSECUTOR, procuratorate=w.sibling)
    )
    assert addressees.of(relation="handling", suggestion=waiting, on=factories.DAY) == {w.head.pk, w.other_head.pk}


def test_an_event_is_delivered_to_both(w):
    draft = factories.submitted(w)
    away(w, w.handling, {Work.CASES: w.elsewhere})
    factories.sign_all(w, draft)
    draft.refresh_from_db()
    delivering.deliver(at=at())
    got = Notice.objects.filter(event__step="approve").values_list("person", flat=True)
    assert {w.handling.pk, w.elsewhere.pk} <= set(got)
