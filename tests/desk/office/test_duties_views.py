"""The duties of both sides by age: each number opens exactly its list, and nobody sees what is not theirs to see."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from insights import open_duties
from insights.open_duties import AGES, BY_KEY, COUNTED
from organs.roles import Side
from suggestions.actions import objecting
from suggestions.models import Clock
from suggestions.rules import terms
from suggestions.rules.term_rows import MeasuredBy, Status
from tests import factories
from tests.factories import access, at, later
from tests.followups import visits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "organs.sign_in.PersonBackend"
TODAY = date(2026, 5, 11)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.late = factories.served(w)  # its reply was due on 6 May, its filing on 9 March
    w.objected = factories.served(w, on=later(62))
    objecting.object_to(
        access=access(w.liaison, later(64)), at=at(later(64)), suggestion=w.objected, grounds="事实不准"
    )
    w.replied = factories.served(w)
    factories.replied(w, w.replied)
    visits.planned(w, w.late, on=later(60))  # planned for 1 May
    w.draft = factories.drafted(w)
    return w


@pytest.fixture
def w(built, db, settings):
    settings.LANGUAGE_CODE = "en"
    return built


def page(person, query: str = ""):
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend=BACKEND)
    with time_machine.travel(at(TODAY), tick=False):
        return client.get(f"{reverse('duties')}{query}")


def numbers(answer) -> dict[tuple[str, str], int]:
    both = [*answer.context["of_units"], *answer.context["of_office"]]
    return {(str(label), str(cell.label)): cell.count for label, cells in both for cell in cells if cell.count}


def test_both_sides_stand_beside_each_other_by_how_long_they_are_late(w):
    assert numbers(page(w.handling)) == {
        ("Written reply", "not late"): 1,  # served on 3 May, due on 3 July
        ("Written reply", "1 to 7 days late"): 1,  # due on 6 May
        ("Promised measure", "over 30 days late"): 2,  # promised for 6 April, 35 days ago
        ("Investigation", "over 30 days late"): 1,  # decided on 10 February, due on 10 April
        ("Filing on record", "1 to 7 days late"): 1,  # issued on 3 May, due on the 8th
        ("Filing on record", "over 30 days late"): 2,  # due on 9 March
        ("Answer to an objection", "not late"): 1,  # raised on 5 May; with the make-up day of the 9th due today
        ("Judgement of the reply", "over 30 days late"): 1,  # replied on 7 March
        ("Planned visit or talk", "8 to 30 days late"): 1,  # planned for 1 May
    }


@pytest.mark.parametrize("who", ["handling", "manager", "supervisor", "analyst"])
def test_every_number_opens_exactly_its_list(w, who):
    person = getattr(w, who)
    answer = page(person)
    opened = 0
    for _label, cells in (*answer.context["of_units"], *answer.context["of_office"]):
        for cell in cells:
            assert bool(cell.href) == bool(cell.count)
            if cell.href:
                lines = page(person, "?" + cell.href.partition("?")[2].partition("#")[0]).context["lines"]
                assert len(lines) == cell.count
                assert {line.is_late for line in lines} == {cell.is_late}
                opened += cell.count
    assert opened


def test_each_open_duty_is_counted_once(w):
    counts = open_duties.count(Clock.objects.all(), on=TODAY)
    assert sum(counts.values()) == open_duties.open_ones(Clock.objects.all()).count()
    for (duty, age), number in counts.items():
        listed = open_duties.listed(Clock.objects.all(), duty=BY_KEY[duty], age=open_duties.AGE_BY_KEY[age], on=TODAY)
        assert listed.count() == number


@pytest.mark.parametrize("days_late", [-400, -1, 0, 1, 7, 8, 30, 31, 400])
def test_the_ages_have_neither_gap_nor_overlap(w, days_late):
    clock = Clock.objects.running().filter(term="reply").first()
    Clock.objects.filter(pk=clock.pk).update(due_on=TODAY - timedelta(days=days_late))
    ages = [age.key for age in AGES if Clock.objects.filter(age.where(TODAY), pk=clock.pk).exists()]
    expected = "due" if days_late <= 0 else "1-7" if days_late <= 7 else "8-30" if days_late <= 30 else "31"
    assert ages == [expected]


def test_every_live_duty_of_the_terms_is_queued_on_its_side():
    queued = {term for duty in COUNTED for term in duty.terms}
    live = {term.key for term in terms.TERMS if term.status is Status.LIVE} - {"objection"}
    assert live <= queued
    for duty in COUNTED:
        owing = {term.owes.value for term in terms.TERMS if term.key in duty.terms}
        assert owing <= ({"unit", "court"} if duty.side is Side.UNIT else {"office"}), duty.key
    assert MeasuredBy.DATE in {term.measured_by for term in terms.TERMS if term.key in queued}


def test_what_may_not_be_seen_is_not_counted(w):
    assert "Investigation" in {label for label, _age in numbers(page(w.handling))}
    assert "Investigation" not in {label for label, _age in numbers(page(w.analyst))}
    assert numbers(page(w.outsider)) == {}
    assert page(w.liaison).status_code == 404
    assert Client().get(reverse("duties")).status_code == 302


def test_a_number_that_is_empty_by_now_says_so_and_nonsense_is_named(w):
    empty = page(w.handling, "?duty=examination&age=31")
    assert empty.context["lines"] == []
    assert "Nothing of this age" in empty.content.decode()
    nonsense = page(w.handling, "?duty=nothing&age=31")
    assert nonsense.status_code == 400 and "“nothing”" in nonsense.content.decode()
    assert page(w.handling, "?scope=below-999999").status_code == 404


def test_the_lines_lead_to_the_suggestion_and_to_why_that_day(w):
    [line] = page(w.handling, "?duty=judging&age=31").context["lines"]
    assert line.href == reverse("suggestion", args=[w.replied.pk])
    assert line.due_href == reverse("clock", args=[w.replied.clocks.get(term="judge_reply").pk])
    assert (line.unit, line.handler) == (w.unit.name, w.handling.name)


def test_more_rows_take_no_more_statements(w):
    def statements() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as context:
            answer = page(w.handling, "?duty=filing&age=31")
        return len(context), len(answer.context["lines"])

    before, few = statements()
    for _more in range(3):
        factories.served(w)
    after, many = statements()
    assert (after, many) == (before, few + 3)


def test_the_desk_leads_there(w):
    client = Client()
    client.force_login(w.handling, backend=BACKEND)
    assert reverse("duties") in client.get(reverse("desk")).content.decode()
