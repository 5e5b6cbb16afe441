"""The calendar under a secret address: what waits for this person, the same names when days move, and nothing of a case."""

import hashlib
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from followups.actions import answering, granting, postponing, visiting
from followups.actions.postponing import Wish
from notices.actions import own_reminders
from organs import clock
from organs.actions import calendar_addresses
from organs.actions import people as people_actions
from organs.models import CalendarAddress
from signin.rules.slowing import ALLOWANCES, Tried
from suggestions.actions import serving
from tests import factories
from tests.factories import access, at, later
from tests.followups import visits

pytestmark = pytest.mark.django_db
BACKEND = "organs.sign_in.PersonBackend"


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.served = factories.served(w)
    return w


@pytest.fixture
def w(built, db, settings):
    settings.LANGUAGE_CODE = "en"
    cache.clear()
    built.served.refresh_from_db()
    return built


def made(person, language: str = "en") -> str:
    """Makes an address and returns its path."""
    return reverse("calendar", args=[calendar_addresses.make(access=access(person), at=at(), language=language)])


def read(client, path: str) -> Calendar:
    answer = client.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def events(client, path: str) -> dict[str, object]:
    return {str(event["uid"]): event for event in read(client, path).walk("VEVENT")}


def signed_in(person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend=BACKEND)
    return client


@pytest.mark.slow
def test_the_office_finds_what_waits_for_it_and_the_unit_what_it_owes(client, w):
    reply, filing = f"{w.served.pk}.reply@procuracy", f"{w.served.pk}.filing@procuracy"
    assert set(events(client, made(w.manager))) == {filing}
    assert set(events(client, made(w.liaison))) == {reply}
    for person in (w.outsider, w.other_liaison, w.copied_liaison, w.analyst):
        assert events(client, made(person)) == {}


@pytest.mark.slow
def test_an_event_is_one_whole_day_with_duty_number_link_and_no_content_of_the_case(client, w):
    [event] = events(client, made(w.manager)).values()
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 3, 9), date(2026, 3, 10))
    assert event["dtstart"].params["VALUE"] == "DATE"
    number = w.served.letter.document_number
    assert str(event["summary"]).endswith(f" · {number}")
    assert w.unit.name in str(event["description"])
    assert str(event["url"]) == f"http://testserver{reverse('clock', args=[w.served.clocks.get(term='filing').pk])}"
    text = client.get(made(w.manager)).content.decode().replace("\r\n ", "")
    for secret in (w.served.title, w.served.case_name, "鲜乳", w.handling.name):
        assert secret not in text


@pytest.mark.slow
@pytest.mark.parametrize(("who", "page"), [("handling", "suggestion"), ("liaison", "portal-letter")])
def test_an_own_reminder_is_there_for_its_person_without_its_note_until_it_is_cancelled(client, w, who, page):
    person = getattr(w, who)
    row = own_reminders.set_one(
        access=access(person), at=at(), suggestion=w.served, on=date(2026, 4, 1), note="打电话问塑料桶"
    )
    name = f"own.{row.pk}@procuracy"
    event = events(client, made(person))[name]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 4, 1), date(2026, 4, 2))
    assert str(event["summary"]) == f"Your own reminder · {w.served.letter.document_number}"
    assert str(event["url"]) == f"http://testserver{reverse(page, args=[w.served.pk])}"
    for other in {w.handling, w.head, w.liaison, w.unit_head} - {person}:
        assert name not in events(client, made(other))
    text = client.get(made(person)).content.decode().replace("\r\n ", "")
    for secret in ("塑料桶", w.served.title, w.unit.name) if who == "liaison" else ("塑料桶", w.served.title):
        assert secret not in text
    own_reminders.cancel(access=access(person), at=at(), reminder=row)
    assert name not in events(client, made(person))


def test_the_unit_is_not_told_other_names_and_its_links_lead_to_the_portal(client, w):
    [event] = events(client, made(w.liaison)).values()
    assert w.unit.name not in str(event["description"])
    assert "/portal/clocks/" in str(event["url"])


@pytest.mark.slow
def test_a_day_that_moves_keeps_its_name_and_counts_its_changes(client, w):
    path, name = made(w.liaison), f"{w.served.pk}.reply@procuracy"
    first = events(client, path)[name]
    serving.correct_receipt(
        access=access(w.head, later(9)), at=at(later(9)), suggestion=w.served, on=later(5), reason="回证有误"
    )
    second = events(client, path)[name]
    assert (first.decoded("dtstart"), second.decoded("dtstart")) == (date(2026, 5, 6), date(2026, 5, 7))
    assert (int(first["sequence"]), int(second["sequence"])) == (0, 1)
    assert second.decoded("last-modified") > first.decoded("last-modified")
    asked = postponing.ask(
        access=access(w.liaison, later(9)),
        at=at(later(9), 12),
        suggestion=w.served,
        wish=Wish(amount=5, unit="days"),
        reason="汛期",
    )
    granting.advise(access=access(w.handling), at=at(later(9), 13), later_date=asked, advice="属实")
    granting.agree(access=access(w.head), at=at(later(9), 14), later_date=asked, on=asked.wanted_on)
    third = events(client, path)[name]
    assert (third.decoded("dtstart"), int(third["sequence"])) == (date(2026, 5, 7), 2)
    assert "Agreed for 2026-05-12" in str(third["description"])


@pytest.mark.slow
def test_a_planned_visit_is_in_the_calendar_of_who_takes_part_and_never_in_the_units(client, w):
    visit = visits.planned(w, w.served, people=(w.second.pk,))
    name = f"{w.served.pk}.visit.visit-{visit.pk}@procuracy"
    path = made(w.second)
    first = events(client, path)[name]
    assert first.decoded("dtstart") == later(12)
    assert name not in events(client, made(w.liaison)) | events(client, made(w.assistant))
    visiting.move(access=access(w.handling), at=at(later(11)), visit=visit, to=later(20), reason="道路封闭")
    second = events(client, path)[name]
    assert (second.decoded("dtstart"), int(second["sequence"])) == (later(20), int(first["sequence"]) + 1)
    visiting.call_off(access=access(w.handling), at=at(later(13)), visit=visit, reason="不再需要")
    assert name not in events(client, path)


@pytest.mark.slow
def test_a_promise_that_is_moved_keeps_its_name_too(client, w):
    factories.answered(w, w.served)
    path, measure = made(w.liaison), w.served.measures.first()
    name = f"{w.served.pk}.promise.measure-{measure.pk}@procuracy"
    before = events(client, path)[name]
    measure.refresh_from_db()
    answering.move_promise(
        access=access(w.liaison, later(6)),
        at=at(later(6)),
        measure=measure,
        to=before.decoded("dtstart") + timedelta(days=9),
        reason="停工",
    )
    after = events(client, path)[name]
    assert after.decoded("dtstart") == before.decoded("dtstart") + timedelta(days=9)
    assert int(after["sequence"]) == int(before["sequence"]) + 1


@pytest.mark.slow
def test_the_same_days_give_the_same_bytes_and_are_not_sent_twice(client, w):
    path = made(w.liaison)
    first = client.get(path)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-store"
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-store"
    factories.replied(w, w.served)
    assert client.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


@pytest.mark.slow
def test_it_speaks_the_language_in_which_it_was_made(client, w):
    chinese, english = (client.get(made(w.liaison, language)).content.decode() for language in ("zh-hans", "en"))
    assert "Act on the suggestion" in english.replace("\r\n ", "")
    assert "Act on the suggestion" not in chinese.replace("\r\n ", "")


@pytest.mark.slow
def test_a_revoked_renewed_unknown_or_deactivated_address_is_not_there(client, w):
    first = made(w.liaison)
    second = made(w.liaison)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    calendar_addresses.revoke(access=access(w.liaison), at=at())
    assert client.get(second).status_code == 404
    assert client.get(reverse("calendar", args=["x" * 43])).status_code == 404
    third = made(w.second)
    people_actions.deactivate(access=access(w.administrator), at=at(), person=w.second, on=factories.DAY, reason="调离")
    assert client.get(third).status_code == 404


def test_a_person_without_a_post_today_reads_an_empty_calendar(client, w):
    path = made(w.manager)
    w.manager.posts.update(to_on=date(2020, 1, 1))
    assert events(client, path) == {}


@pytest.mark.slow
def test_who_tries_many_addresses_is_told_to_wait_and_a_right_one_still_opens(client, w):
    path = made(w.liaison)
    with time_machine.travel(clock.now(), tick=False):
        for number in range(ALLOWANCES[Tried.CALENDAR].free):
            assert client.get(reverse("calendar", args=[f"wrong{number}"])).status_code == 404
        assert client.get(reverse("calendar", args=["wrong"])).status_code == 429
    assert client.get(reverse("calendar", args=["wrong"]), REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get(path).status_code == 200


@pytest.mark.slow
def test_the_page_shows_the_address_once_and_only_its_digest_is_kept(w):
    client, href = signed_in(w.liaison), reverse("calendar-address")
    assert "No address opens" in client.get(href).content.decode()
    page = client.post(href, {"do": "make"})
    [secret] = re.findall(r"http://testserver/calendar/([\w-]+)\.ics", page.content.decode())
    assert "no-store" in page.headers["Cache-Control"]
    [kept] = CalendarAddress.objects.all()
    assert (kept.digest, kept.language) == (hashlib.sha256(secret.encode()).hexdigest(), "en")
    assert secret not in client.get(href).content.decode()
    assert client.get(reverse("calendar", args=[secret])).status_code == 200
    client.post(href, {"do": "revoke"})
    assert client.get(reverse("calendar", args=[secret])).status_code == 404
    assert CalendarAddress.objects.get().revoked_at is not None


@pytest.mark.slow
def test_signed_out_the_page_asks_to_sign_in_and_the_account_page_leads_to_it(client, w):
    assert client.get(reverse("calendar-address")).status_code == 302
    for person in (w.handling, w.liaison):
        assert reverse("calendar-address") in signed_in(person).get(reverse("account")).content.decode()


@pytest.mark.slow
def test_more_cases_take_no_more_statements(client, w, django_assert_max_num_queries):
    path = made(w.liaison)
    for _more in range(3):
        factories.served(w)
    with django_assert_max_num_queries(9):
        assert len(events(client, path)) == 4
