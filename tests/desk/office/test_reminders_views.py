"""What would go out on a day to come: whom it would tell, who may look, and that the day then brings what the page said."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.office import reminders_views
from notices.actions import reminder_rules, reminding
from notices.models import Notice, Reminder, ReminderRule
from organs.models import Post
from organs.roles import Role
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.django_db
BACKEND = "organs.sign_in.PersonBackend"
# Served on 2 March 2026, the reply is due on 6 May; the first rung but one speaks three days before.
DUE = date(2026, 5, 6)
DAY = DUE - timedelta(days=3)
TODAY = DAY - timedelta(days=1)
# Decided on 10 February, the investigation is to end by 10 April.
DRAFT_DAY = date(2026, 4, 7)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.county)
    w.beside = factories.person("beside", "丁县案管甲", Role.CASE_MANAGER, procuratorate=w.sibling)
    w.served = factories.served(w)
    w.draft = factories.drafted(w)
    reminder_rules.seed(at=at())
    return w


@pytest.fixture
def w(built, db, settings):
    settings.LANGUAGE_CODE = "en"
    return built


def page(person, query: str = "", *, today: date = TODAY):
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend=BACKEND)
    with time_machine.travel(at(today), tick=False):
        return client.get(f"{reverse('reminders-ahead')}{query}")


def titles(answer) -> list[tuple[str, str]]:
    return [(line.duty, line.rule) for line in answer.context["lines"]]


def reply_line(answer):
    return next(line for line in answer.context["lines"] if line.due == DUE)


class TestWhoMay:
    @pytest.mark.slow
    @pytest.mark.parametrize(
        "who", ["manager", "head", "other_head", "chief", "deputy", "administrator", "local", "supervisor", "beside"]
    )
    def test_who_supervises_comes_in(self, w, who):
        assert page(getattr(w, who)).status_code == 200

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "who", ["handling", "second", "assistant", "policy", "registrar", "secretary", "analyst", "higher", "liaison"]
    )
    def test_for_others_the_page_is_not_there(self, w, who):
        assert page(getattr(w, who)).status_code == 404

    def test_signed_out_it_asks_to_sign_in(self, client):
        assert client.get(reverse("reminders-ahead")).status_code == 302

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("who", "sees"),
        [
            ("manager", True),
            ("head", True),
            ("chief", True),
            ("local", True),
            ("administrator", True),
            ("supervisor", True),
            ("other_head", False),  # of another department
            ("beside", False),
        ],
    )
    def test_each_sees_the_cases_that_are_supervised(self, w, who, sees):
        assert bool(page(getattr(w, who)).context["lines"]) is sees

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("who", "sees"),
        [("manager", True), ("head", True), ("chief", False), ("local", False), ("supervisor", False)],
    )
    def test_a_draft_stands_there_only_for_who_may_see_it(self, w, who, sees):
        answer = page(getattr(w, who), f"?day={DRAFT_DAY}", today=DRAFT_DAY - timedelta(days=5))
        assert (w.draft.title in answer.content.decode()) is sees
        assert answer.context["count"] == sees

    @pytest.mark.slow
    def test_another_part_of_the_tree_is_not_there(self, w):
        assert page(w.manager, f"?scope=below-{w.sibling.pk}").status_code == 404
        assert page(w.supervisor, f"?scope=below-{w.sibling.pk}").context["lines"] == []
        assert page(w.supervisor, f"?scope=below-{w.county.pk}").context["lines"]

    @pytest.mark.slow
    def test_the_duties_lead_there_for_who_supervises(self, w):
        def leads(person) -> bool:
            client = Client()
            client.force_login(person, backend=BACKEND)
            return reverse("reminders-ahead") in client.get(reverse("duties")).content.decode()

        assert (leads(w.manager), leads(w.handling)) == (True, False)


class TestWhatIsSaid:
    @pytest.mark.slow
    def test_tomorrow_by_itself_with_rung_reader_and_what_cancels(self, w):
        line = reply_line(page(w.manager))
        assert (line.rule, str(line.met), line.href) == (
            "3 days before",
            "the reply comes in",
            reverse("suggestion", args=[w.served.pk]),
        )
        assert line.due_href == reverse("clock", args=[w.served.clocks.get(term="reply").pk])
        addressees = {str(row.label): row.names for row in line.addressees}
        assert addressees == {"Handling prosecutor": w.handling.name, "Recipient unit": w.unit.name}

    def test_people_of_the_unit_are_not_named(self, w):
        text = page(w.manager).content.decode()
        assert w.handling.name in text
        assert w.liaison.name not in text
        assert w.unit_head.name not in text

    def test_a_place_that_nobody_holds_is_said(self, w):
        Post.objects.filter(unit=w.unit).update(to_on=TODAY)
        answer = page(w.manager)
        assert [row.names for row in reply_line(answer).addressees] == [w.handling.name, ""]
        assert "nobody now" in answer.content.decode()

    @pytest.mark.slow
    def test_what_ended_does_not_go_out(self, w):
        factories.replied(w, w.served, on=TODAY - timedelta(days=1))
        assert DUE not in {line.due for line in page(w.manager).context["lines"]}

    @pytest.mark.slow
    def test_an_agreed_day_is_named(self, w):
        clock = w.served.clocks.get(term="reply")
        type(clock).objects.filter(pk=clock.pk).update(agreed_on=DUE + timedelta(days=1))
        answer = page(w.manager, f"?day={DAY + timedelta(days=1)}")
        assert [line.is_agreed for line in answer.context["lines"] if line.rule == "3 days before"] == [True]
        assert DUE not in {line.due for line in page(w.manager).context["lines"]}

    @pytest.mark.slow
    def test_what_is_due_and_was_not_told_goes_out_today_and_what_was_told_does_not(self, w):
        missed = DAY + timedelta(days=1)
        assert reply_line(page(w.manager, f"?day={missed}", today=missed)).rule == "3 days before"
        reminding.remind(at=at(missed))
        assert page(w.manager, f"?day={missed}", today=missed).context["lines"] == []

    @pytest.mark.slow
    def test_an_empty_day_says_why_and_leads_on(self, w):
        Reminder.objects.all().delete()
        reminding.remind(at=at(TODAY))
        ReminderRule.objects.exclude(subject="reply").update(is_enabled=False)
        answer = page(w.local, f"?day={DAY + timedelta(days=1)}")
        text = answer.content.decode()
        assert "Nothing would go out on this day" in text
        assert [action.href for action in answer.context["elsewhere"]] == [
            f"?day={DAY}&scope=all",
            reverse("setup-reminders"),
        ]

    @pytest.mark.slow
    @pytest.mark.parametrize("day", ["", "soon", "2026-02-30", str(TODAY - timedelta(days=1)), "2027-01-01"])
    def test_an_impossible_day_is_refused_at_its_field_and_stays_typed(self, w, day):
        answer = page(w.manager, f"?day={day}")
        form = answer.context["form"]
        assert (answer.status_code, set(form.errors), form["day"].value()) == (200, {"day"}, day)
        assert "lines" not in answer.context


@pytest.mark.slow
class TestNumbers:
    def test_every_day_of_the_week_opens_exactly_its_list(self, w):
        reminding.remind(at=at(TODAY))
        counted = [(each.count, href) for each, href in page(w.manager).context["days"]]
        assert len(counted) == 8
        assert sum(count for count, _href in counted)
        for count, href in counted:
            assert len(page(w.manager, href).context["lines"]) == count

    def test_the_day_brings_what_the_page_said(self, w):
        reminding.remind(at=at(TODAY))
        foreseen = {(line.title, line.due.isoformat()) for line in page(w.manager).context["lines"]}
        Notice.objects.all().delete()
        reminding.remind(at=at(DAY))
        told = Notice.objects.filter(about__startswith="reminder:").select_related("suggestion")
        assert foreseen == {(notice.suggestion.title, notice.details["due_on"]) for notice in told}

    def test_pages_follow_one_another_without_loss(self, w, monkeypatch):
        for _more in range(4):
            factories.served(w)
        whole = [line.due_href for line in page(w.manager).context["lines"]]
        assert len(whole) >= 5
        monkeypatch.setattr(reminders_views, "SIZE", 2)
        expected_moves, query, last = [], "", None
        while True:
            last = page(w.manager, query)
            expected_moves += [line.due_href for line in last.context["lines"]]
            query = last.context["next"]
            if not query:
                break
        assert expected_moves == whole
        back = page(w.manager, last.context["previous"])
        assert [line.due_href for line in back.context["lines"]] == whole[-3:-1] if len(whole) % 2 else whole[-4:-2]
        assert page(w.manager, "?after=nonsense").context["previous"] == ""

    def test_more_reminders_take_no_more_statements(self, w):
        def statements() -> tuple[int, int]:
            with CaptureQueriesContext(connection) as context:
                answer = page(w.manager)
            return len(context), len(answer.context["lines"])

        before, few = statements()
        for _more in range(3):
            factories.served(w)
        after, many = statements()
        assert (after, many) == (before, few + 3)
