"""The calendar in Set-up: read by all administrators, changed by those whose days they are, and by two where days are final."""

import pytest
from django.urls import reverse

from organs.models import Proposal
from suggestions.models import CalendarDay, CalendarYear
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOTICE = "国办发明电〔2026〕7号"
SPRING_FESTIVAL = {"first": "2027-02-05", "last": "2027-02-11", "kind": "holiday", "name": "春节"}


def page(name: str, year: int = 2027) -> str:
    return reverse(f"setup-calendar-{name}", args=[year])


def publish(by, w, year: int = 2027):
    """Lets the first administrator propose the notice as the page shows it; returns the proposal."""
    client = by(w.administrator)
    looked = client.post(page("publish", year), {"source": NOTICE})
    given = {"source": NOTICE, "expected_change": looked.context["form"]["expected_change"].value()}
    assert client.post(page("publish", year), given).status_code == 302
    return Proposal.objects.latest("id")


def confirm(by, who, proposal: Proposal) -> int:
    """Lets a second one look at what moves and confirm it; returns the status."""
    client, href = by(who), reverse("setup-proposal-confirm", args=[proposal.pk])
    form = client.get(href).context["form"]
    return client.post(href, {"expected_change": form["expected_change"].value()}).status_code


def test_a_run_of_days_is_entered_narrowed_and_taken_out(by, w):
    client = by(w.administrator)
    assert client.post(page("enter"), SPRING_FESTIVAL).status_code == 302
    assert CalendarDay.objects.count() == 7
    run = client.get(page("year")).context["runs"][0]
    assert (run.first.day.day, run.last.day.day, run.may_change) == (5, 11, True)
    form = client.get(page("remove"), {"run": run.first.pk}).context["form"]
    assert form["last"].value() == run.last.day
    client.post(page("remove"), {"first": "2027-02-10", "last": "2027-02-11"})
    assert CalendarDay.objects.count() == 5


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last": "2027-02-01"}, "last"),
        ({"last": "2028-02-01"}, "last"),
        ({"first": "2026-12-30", "last": "2027-01-02"}, "first"),
        ({"first": "2027-12-30", "last": "2028-01-02"}, "last"),
        ({"kind": "make_up"}, "kind"),
        ({"first": "2027-02-30"}, "first"),
        ({"region": "六五"}, "region"),
    ],
)
def test_impossible_days_are_refused_at_their_field(by, w, wrong, field):
    days = {"first": "2027-02-05", "last": "", "kind": "holiday", "name": "春节"}
    answer = by(w.administrator).post(page("enter"), days | wrong)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("year", [1999, 2003, 3000])
def test_no_page_for_years_without_a_calendar(by, w, year):
    assert by(w.local).get(page("year", year)).status_code == 404


@pytest.mark.usefixtures("calendar")
def test_elsewhere_the_nations_days_are_read_and_it_says_who_keeps_them(by, w):
    client = by(w.local)
    context = client.get(page("year", 2026)).context
    assert not any(run.may_change for run in context["runs"])
    text = client.get(page("year", 2026)).content.decode()
    assert w.supreme.name in text
    assert page("publish", 2026) not in text
    assert client.get(page("publish", 2026)).url == page("year", 2026)
    for name, given in (("enter", SPRING_FESTIVAL), ("remove", {"first": "2026-10-01", "last": "2026-10-01"})):
        year = 2027 if name == "enter" else 2026
        answer = client.post(page(name, year), given)
        assert (answer.status_code, "moves" in answer.context) == (422, False)
        assert answer.context["form"].non_field_errors()
    client.post(page("publish"), {"source": NOTICE})
    assert not CalendarDay.objects.filter(day__year=2027).exists()
    assert not Proposal.objects.exists()


@pytest.mark.usefixtures("calendar")
def test_days_of_the_own_region_are_entered_and_confirmed_above(by, w):
    client = by(w.local)
    assert client.get(page("enter", 2026)).context["form"]["region"].value() == "6523"
    given = {"first": "2026-05-27", "last": "", "kind": "holiday", "name": "古尔邦节", "region": "652328"}
    looked = client.post(page("enter", 2026), given)
    assert (looked.status_code, CalendarDay.objects.filter(region="652328").exists()) == (200, False)
    mark = looked.context["form"]["expected_change"].value()
    assert client.post(page("enter", 2026), given | {"expected_change": mark}).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.procuratorate == w.prefecture
    assert reverse("setup-proposal", args=[proposal.pk]) in client.get(page("year", 2026)).content.decode()
    assert by(w.elsewhere).get(reverse("setup-proposal", args=[proposal.pk])).status_code == 404
    assert confirm(by, w.security, proposal) == 302
    assert CalendarDay.objects.get(region="652328").name == "古尔邦节"


def test_a_year_is_published_after_its_days_by_two(by, w):
    assert by(w.administrator).post(page("publish"), {"source": NOTICE}).status_code == 422
    CalendarDay.objects.create(day="2027-01-01", kind="holiday", name="元旦")
    proposal = publish(by, w)
    assert not CalendarYear.objects.exists()
    own = by(w.administrator).post(reverse("setup-proposal-confirm", args=[proposal.pk]), {"expected_change": "x"})
    assert own.status_code == 422
    assert confirm(by, w.security, proposal) == 302
    assert CalendarYear.objects.get().source == NOTICE


@pytest.mark.usefixtures("calendar")
def test_a_waiting_clock_is_counted_again_and_becomes_final(by, w):
    on = factories.date(2026, 12, 7)
    suggestion = factories.served(w, "public_interest", on)
    reply = suggestion.clocks.get(due_on="2027-02-08")
    assert reply.is_provisional
    by(w.administrator).post(page("enter"), SPRING_FESTIVAL)
    proposal = publish(by, w)
    shown = by(w.security).get(reverse("setup-proposal", args=[proposal.pk]))
    # The reply, and the examination whether to sue, which runs from the end of its period.
    assert (shown.context["count"], shown.context["is_other"]) == (2, False)
    reply.refresh_from_db()
    assert reply.due_on.isoformat() == "2027-02-08"
    assert confirm(by, w.security, proposal) == 302
    reply.refresh_from_db()
    assert (reply.due_on.isoformat(), reply.is_provisional) == ("2027-02-12", False)
    assert reply.former[0]["due_on"] == "2027-02-08"


@pytest.mark.usefixtures("calendar")
def test_a_day_of_a_published_year_is_shown_with_what_it_moves_before_it_is_proposed(by, w):
    served = factories.served(w, on=factories.date(2026, 8, 3))
    client, day = by(w.administrator), {"first": "2026-10-08", "last": "", "kind": "holiday", "name": "国庆节"}
    looked = client.post(page("enter", 2026), day)
    assert (looked.status_code, looked.context["count"], Proposal.objects.exists()) == (200, 1, False)
    mark = looked.context["form"]["expected_change"].value()
    served.clocks.filter(term="reply").update(stopped_on=factories.DAY)
    stale = client.post(page("enter", 2026), day | {"expected_change": mark})
    assert (stale.status_code, stale.context["count"]) == (409, 0)
    again = {"expected_change": stale.context["form"]["expected_change"].value()}
    assert client.post(page("enter", 2026), day | again).status_code == 302
    served.clocks.filter(term="reply").update(stopped_on=None)
    proposal = Proposal.objects.get()
    href = reverse("setup-proposal-confirm", args=[proposal.pk])
    assert by(w.security).get(href).context["is_other"]
    assert by(w.security).post(href, again).status_code == 409
    assert confirm(by, w.security, proposal) == 302
    assert served.clocks.get(term="reply").due_on.isoformat() == "2026-10-09"


@pytest.mark.usefixtures("calendar")
def test_of_a_draft_that_an_administrator_may_not_see_only_a_count_is_shown(by, w):
    suggestion = factories.drafted(w, on=factories.date(2026, 12, 27))
    CalendarDay.objects.create(day="2027-02-08", kind="holiday", name="春节")
    waiting = suggestion.clocks.get()
    waiting.started_on, waiting.due_on = factories.date(2026, 12, 8), factories.date(2027, 2, 8)
    waiting.derivation = waiting.derivation | {"due_on": "2027-02-08"}
    waiting.save()
    looked = by(w.administrator).post(page("publish"), {"source": NOTICE})
    proposal = publish(by, w)
    pages = [
        looked,
        by(w.security).get(reverse("setup-proposal", args=[proposal.pk])),
        by(w.security).get(reverse("setup-proposal-confirm", args=[proposal.pk])),
    ]
    for each in pages:
        assert (each.context["moves"], each.context["foreign"], each.context["count"]) == ([], 1, 1)
        text = each.content.decode()
        for foreign in (suggestion.title, w.county.name, "2027-02-08", "2027-02-09"):
            assert foreign not in text
