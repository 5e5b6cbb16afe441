"""Calendar, number patterns and words in Set-up."""

import pytest
from django.urls import reverse

from organs import clock
from suggestions.models import CalendarDay, CalendarYear, NumberSeries
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.slow
class TestCalendar:
    def test_a_run_of_days_is_entered_narrowed_and_taken_out(self, by, w):
        client = by(w.local)
        days = {"first": "2027-02-05", "last": "2027-02-11", "kind": "holiday", "name": "春节"}
        client.post(reverse("setup-calendar-enter", args=[2027]), days)
        assert CalendarDay.objects.count() == 7
        run = client.get(reverse("setup-calendar-year", args=[2027])).context["runs"][0]
        assert (run.first.day.day, run.last.day.day) == (5, 11)
        form = client.get(reverse("setup-calendar-remove", args=[2027]), {"run": run.first.pk}).context["form"]
        assert form["last"].value() == run.last.day
        client.post(reverse("setup-calendar-remove", args=[2027]), {"first": "2027-02-10", "last": "2027-02-11"})
        assert CalendarDay.objects.count() == 5

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"last": "2027-02-01"}, "last"),
            ({"last": "2028-02-01"}, "last"),
            ({"kind": "make_up"}, "kind"),
            ({"first": "2027-02-30"}, "first"),
        ],
    )
    def test_impossible_days_are_refused_at_their_field(self, by, w, wrong, field):
        days = {"first": "2027-02-05", "last": "", "kind": "holiday", "name": "春节"}
        answer = by(w.local).post(reverse("setup-calendar-enter", args=[2027]), days | wrong)
        assert field in answer.context["form"].errors
        assert not CalendarDay.objects.exists()

    def test_a_year_is_published_after_its_days(self, by, w):
        href = reverse("setup-calendar-publish", args=[2027])
        assert by(w.local).post(href, {"source": "国办发明电〔2026〕7号"}).status_code == 422
        CalendarDay.objects.create(day="2027-01-01", kind="holiday", name="元旦")
        by(w.local).post(href, {"source": "国办发明电〔2026〕7号"})
        assert CalendarYear.objects.get().source == "国办发明电〔2026〕7号"

    @pytest.mark.parametrize("year", [1999, 2003, 3000])
    def test_no_page_for_years_without_a_calendar(self, by, w, year):
        assert by(w.local).get(reverse("setup-calendar-year", args=[year])).status_code == 404

    @pytest.mark.usefixtures("calendar")
    def test_a_waiting_clock_is_counted_again_and_becomes_final(self, by, w):
        on = factories.date(2026, 12, 7)
        suggestion = factories.served(w, "public_interest", on)
        reply = suggestion.clocks.get(due_on="2027-02-08")
        assert reply.is_provisional
        client = by(w.local)
        days = {"first": "2027-02-05", "last": "2027-02-11", "kind": "holiday", "name": "春节"}
        client.post(reverse("setup-calendar-enter", args=[2027]), days)
        href, given = reverse("setup-calendar-publish", args=[2027]), {"source": "国办发明电〔2026〕7号"}
        assert client.post(href, given).status_code == 409
        page = client.get(href)
        [line] = page.context["moves"]
        assert (line.title, line.former.isoformat(), line.becomes.isoformat()) == (
            suggestion.title,
            "2027-02-08",
            "2027-02-12",
        )
        assert "2027-02-12" in page.content.decode()
        reply.refresh_from_db()
        assert reply.due_on.isoformat() == "2027-02-08"
        assert (
            client.post(href, given | {"expected_change": page.context["form"]["expected_change"].value()}).status_code
            == 302
        )
        reply.refresh_from_db()
        assert (reply.due_on.isoformat(), reply.is_provisional) == ("2027-02-12", False)
        assert reply.former[0]["due_on"] == "2027-02-08"

    @pytest.mark.usefixtures("calendar")
    def test_a_stale_list_is_shown_anew_and_may_then_be_confirmed(self, by, w):
        factories.served(w, "public_interest", factories.date(2026, 12, 7))
        client, href = by(w.administrator), reverse("setup-calendar-publish", args=[2027])
        CalendarDay.objects.create(day="2027-02-08", kind="holiday", name="春节")
        given = {"source": "国办发明电", "expected_change": client.get(href).context["form"]["expected_change"].value()}
        CalendarDay.objects.create(day="2027-02-09", kind="holiday", name="春节")
        answer = client.post(href, given)
        assert (answer.status_code, CalendarYear.objects.filter(year=2027).exists()) == (409, False)
        assert (
            client.post(
                href, given | {"expected_change": answer.context["form"]["expected_change"].value()}
            ).status_code
            == 302
        )

    @pytest.mark.usefixtures("calendar")
    def test_a_draft_that_an_administrator_may_not_see_is_not_named(self, by, w):
        suggestion = factories.drafted(w, on=factories.date(2026, 12, 27))
        CalendarDay.objects.create(day="2027-02-08", kind="holiday", name="春节")
        waiting = suggestion.clocks.get()
        waiting.started_on, waiting.due_on = factories.date(2026, 12, 8), factories.date(2027, 2, 8)
        waiting.derivation = waiting.derivation | {"due_on": "2027-02-08"}
        waiting.save()
        page = by(w.administrator).get(reverse("setup-calendar-publish", args=[2027]))
        [line] = page.context["moves"]
        assert (line.href, line.place) == ("", w.county.name)
        assert suggestion.title not in page.content.decode()


class TestNumbers:
    @pytest.mark.slow
    def test_each_kind_shows_the_number_it_would_print_next(self, by, w):
        rows = by(w.local).get(reverse("setup-numbers-of", args=[w.county.pk])).context["rows"]
        assert len(rows) == 11
        year = clock.today().year
        assert {row.next_number for row in rows} >= {f"丙县检建〔{year}〕1号"}

    @pytest.mark.slow
    def test_a_place_without_series_gets_the_usual_ones(self, by, w):
        client = by(w.local)
        assert not client.get(reverse("setup-numbers-of", args=[w.sibling.pk])).context["is_complete"]
        client.post(reverse("setup-numbers-defaults", args=[w.sibling.pk]))
        assert NumberSeries.objects.filter(procuratorate=w.sibling).count() == 11

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "pattern", ["丙检建[{year}]{serial}号", "丙检建〔{year}〕第{serial}号", "{0}〔{year}〕{serial}号"]
    )
    def test_a_bad_pattern_is_refused_and_stays(self, by, w, pattern):
        href = reverse("setup-series", args=[w.county.pk, "social_governance"])
        answer = by(w.local).post(href, {"mode": "own", "pattern": pattern})
        assert answer.status_code == 422
        assert answer.context["form"]["pattern"].value() == pattern

    @pytest.mark.slow
    def test_two_series_never_print_the_same(self, by, w):
        pattern = w.county.number_series.get(kind="other").pattern
        href = reverse("setup-series", args=[w.sibling.pk, "other"])
        assert "pattern" in by(w.local).post(href, {"mode": "own", "pattern": pattern}).context["form"].errors

    @pytest.mark.slow
    def test_the_example_follows_the_pattern(self, by, w):
        href = reverse("setup-series-example", args=[w.county.pk, "social_governance"])
        answer = by(w.local).get(href, {"pattern": "木检建〔{year}〕Z{serial}号"}).content.decode()
        assert f"木检建〔{clock.today().year}〕Z1号" in answer
        assert "{" not in by(w.local).get(href, {"pattern": "{year.__class__}"}).content.decode()

    def test_an_unknown_kind_is_not_there(self, by, w):
        assert by(w.local).get(reverse("setup-series", args=[w.county.pk, "nothing"])).status_code == 404


@pytest.mark.slow
class TestSharedWords:
    given = {"code": "forest", "zh": "林业", "en": "Forest"}

    @pytest.mark.parametrize("name", ["setup-line-new", "setup-business-line-new", "setup-problem-category-new"])
    def test_only_the_top_adds(self, by, w, name):
        assert by(w.local).post(reverse(name), self.given).status_code == 422
        assert by(w.administrator).post(reverse(name), self.given).status_code == 302
        answer = by(w.administrator).post(reverse(name), self.given)
        assert "code" in answer.context["form"].errors
