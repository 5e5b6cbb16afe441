"""Set-up pages: for administrators of the own part of the tree, 404 for everybody else, each write by an action with its trace."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from desk.setup.urls import urlpatterns
from organs import clock
from organs.actions import procuratorates, setup_events, units
from organs.models import BusinessLine, Person, Procuratorate, SetupEvent, Unit
from organs.roles import Role
from suggestions.models import CalendarDay, CalendarYear, NumberSeries, ProblemCategory
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SHARED = {
    "setup", "setup-procuratorates", "setup-procuratorate-new", "setup-people", "setup-person-new", "setup-units",
    "setup-unit-new", "setup-unit", "setup-unit-successor", "setup-calendar", "setup-calendar-year",
    "setup-calendar-enter", "setup-calendar-remove", "setup-calendar-publish", "setup-numbers", "setup-lines",
    "setup-line-new", "setup-business-line-new", "setup-problem-categories", "setup-problem-category-new",
    "setup-changes",
}  # fmt: skip


@pytest.fixture
def w() -> SimpleNamespace:
    w = factories.world(with_calendar=False)
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    w.elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
    return w


def by(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def addresses(w: SimpleNamespace) -> dict[str, str]:
    """Returns every address of Set-up, about things of the county."""
    about = {
        "procuratorates": w.county.pk,
        "departments": w.department.pk,
        "people": w.second.pk,
        "posts": w.second.posts.get().pk,
        "units": w.unit.pk,
        "numbers": w.county.pk,
    }
    found = {}
    for pattern in urlpatterns:
        keys = pattern.pattern.converters
        given = {"pk": about.get(str(pattern.pattern).partition("/")[0]), "year": 2026, "kind": "social_governance"}
        found[pattern.name] = reverse(pattern.name, kwargs={key: given[key] for key in keys})
    return found


def statuses(w: SimpleNamespace, client: Client) -> dict[str, int]:
    return {name: client.get(href).status_code for name, href in addresses(w).items()}


class TestWhoComesIn:
    @pytest.mark.parametrize("who", ["administrator", "local"])
    def test_an_administrator_above_opens_every_page(self, w, who):
        found = statuses(w, by(getattr(w, who)))
        assert set(found.values()) <= {200, 302}, found

    @pytest.mark.parametrize("who", ["chief", "handling", "liaison"])
    def test_for_other_people_no_page_is_there(self, w, who):
        found = statuses(w, by(getattr(w, who)))
        assert set(found.values()) == {404}, found

    def test_an_administrator_of_another_part_opens_only_what_is_shared(self, w):
        found = statuses(w, by(w.elsewhere))
        opened = {name for name, status in found.items() if status in {200, 302}}
        assert opened == SHARED
        assert {status for name, status in found.items() if name not in SHARED} == {404}

    def test_signed_out_every_page_asks_to_sign_in(self, w, client):
        assert set(statuses(w, client).values()) == {302}

    def test_nor_does_a_post_reach_another_part(self, w):
        client, href = by(w.elsewhere), reverse("setup-person-deactivate", args=[w.second.pk])
        assert client.post(href, {"reason": "x", "is_sure": "on"}).status_code == 404
        w.second.refresh_from_db()
        assert w.second.is_active

    def test_lists_show_the_own_part_only(self, w):
        client = by(w.elsewhere)
        tree = client.get(reverse("setup-procuratorates")).content.decode()
        assert w.sibling.name in tree
        assert w.county.name not in tree
        people = client.get(reverse("setup-people")).content.decode()
        assert "外院检察官甲" in people
        assert "检察官乙" not in people


class TestIndex:
    def test_an_unfinished_place_is_named_with_what_it_lacks(self, w):
        checks = by(w.local).get(reverse("setup")).context["checks"]
        lacks = {str(check.text): str(check.note) for check in checks}
        assert "11" in lacks[w.sibling.name]
        assert w.county.name not in lacks
        assert [check for check in checks if "2026" in str(check.text) or str(clock.today().year) in str(check.text)]

    def test_a_finished_installation_lacks_nothing(self, w):
        year = clock.today().year
        for each in (year, year + 1):
            CalendarYear.objects.create(year=each, source="国办发明电", entered_at=clock.now())
        ProblemCategory.objects.create(code="FOOD", zh="食品安全", en="Food safety")
        head = factories.person("only", "管理员丁", Role.ADMINISTRATOR, procuratorate=w.county)
        assert by(head).get(reverse("setup")).context["checks"] == []


class TestProcuratorates:
    def test_one_is_founded_under_another(self, w):
        given = {"parent": w.prefecture.pk, "name": "戊县人民检察院", "code": "652399", "level": "basic"}
        answer = by(w.local).post(reverse("setup-procuratorate-new"), given | {"line": "territorial"})
        assert answer["Location"] == reverse("setup-procuratorates")
        new = Procuratorate.objects.get(code="652399")
        assert (new.parent, new.origin, SetupEvent.objects.first().actor) == (w.prefecture, "live", w.local)

    def test_a_taken_code_is_refused_at_its_field_and_the_name_stays(self, w):
        given = {"parent": w.prefecture.pk, "name": "戊县人民检察院", "code": w.county.code, "level": "basic"}
        answer = by(w.local).post(reverse("setup-procuratorate-new"), given | {"line": "territorial"})
        assert answer.status_code == 422
        assert "code" in answer.context["form"].errors
        assert "戊县人民检察院" in answer.content.decode()

    def test_none_is_founded_outside_the_own_part(self, w):
        given = {"parent": w.county.pk, "name": "己县人民检察院", "code": "9", "level": "basic", "line": "territorial"}
        assert by(w.elsewhere).post(reverse("setup-procuratorate-new"), given).status_code == 422
        assert by(w.elsewhere).post(reverse("setup-procuratorate-new"), given | {"parent": ""}).status_code == 422
        assert not Procuratorate.objects.filter(code="9").exists()

    def test_moving_asks_for_a_reason_and_a_tick(self, w):
        href = reverse("setup-procuratorate-move", args=[w.county.pk])
        given = {"parent": w.province.pk, "on": "2026-01-01"}
        answer = by(w.administrator).post(href, given)
        assert set(answer.context["form"].errors) == {"reason", "is_sure"}
        by(w.administrator).post(href, given | {"reason": "体制调整", "is_sure": "on"})
        w.county.refresh_from_db()
        assert w.county.parent == w.province

    def test_a_stale_form_keeps_what_was_typed_and_says_so(self, w):
        href = reverse("setup-procuratorate-rename", args=[w.county.pk])
        seen = setup_events.last(w.county)
        by(w.administrator).post(href, {"name": "丙市人民检察院", "short_name": "", "seen": seen})
        answer = by(w.local).post(href, {"name": "丙区人民检察院", "short_name": "", "seen": seen})
        assert answer.status_code == 409
        assert "丙区人民检察院" in answer.content.decode()
        again = answer.context["form"]["seen"].value()
        assert by(w.local).post(href, {"name": "丙区人民检察院", "short_name": "", "seen": again}).status_code == 302
        w.county.refresh_from_db()
        assert w.county.name == "丙区人民检察院"

    def test_departments_are_opened_changed_and_closed(self, w):
        line = BusinessLine.objects.get()
        client = by(w.local)
        client.post(reverse("setup-department-new", args=[w.county.pk]), {"name": "第二检察部", "lines": [line.pk]})
        department = w.county.departments.get(name="第二检察部")
        assert list(department.lines.all()) == [line]
        client.post(reverse("setup-department", args=[department.pk]), {"name": "第三检察部", "lines": []})
        client.post(
            reverse("setup-department-close", args=[department.pk]), {"on": clock.today().isoformat(), "is_sure": "on"}
        )
        department.refresh_from_db()
        assert (department.name, department.lines.count(), department.closed_on) == ("第三检察部", 0, clock.today())


class TestPeople:
    given = {"name": "检察官丙", "username": "bing", "role": "prosecutor", "from_on": "2026-01-05"}

    def test_admitting_shows_the_password_once(self, w):
        href = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        answer = by(w.local).post(href, self.given | {"department": w.department.pk})
        person = Person.objects.get(username="bing")
        password = answer.context["password"]
        assert person.check_password(password)
        assert password in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert person.must_change_password
        assert (person.posts.get().department, person.origin) == (w.department, "live")
        assert not SetupEvent.objects.filter(changes__contains=password).exists()

    def test_a_refused_admission_leaves_nobody(self, w):
        href = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        answer = by(w.local).post(href, self.given | {"to_on": "2026-01-01"})
        assert answer.status_code == 422
        assert "to_on" in answer.context["form"].errors
        assert not Person.objects.filter(username="bing").exists()

    def test_somebody_of_a_unit_gets_a_role_of_that_side(self, w):
        href = f"{reverse('setup-person-new')}?unit={w.unit.pk}"
        assert by(w.local).post(href, self.given).status_code == 422
        assert by(w.local).post(href, self.given | {"role": "liaison"}).status_code == 200
        assert Person.objects.get(username="bing").posts.get().unit == w.unit

    def test_the_place_is_asked_for_first(self, w):
        answer = by(w.elsewhere).get(reverse("setup-person-new"))
        choices = [key for key, _label in answer.context["form"].fields["procuratorate"].choices]
        assert choices == [w.sibling.pk]
        other = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        assert by(w.elsewhere).get(other).status_code == 404

    def test_a_unit_person_never_gets_an_office_post(self, w):
        href = f"{reverse('setup-post-new', args=[w.liaison.pk])}?procuratorate={w.county.pk}"
        answer = by(w.administrator).post(href, {"role": "prosecutor", "from_on": "2026-01-05"})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors()
        assert w.liaison.posts.count() == 1

    def test_posts_are_given_for_somebody_and_ended(self, w):
        href = f"{reverse('setup-post-new', args=[w.second.pk])}?procuratorate={w.county.pk}"
        given = {"role": "department_head", "from_on": "2026-01-05", "acting_for": w.head.posts.get().pk}
        assert by(w.local).post(href, given)["Location"] == reverse("setup-person", args=[w.second.pk])
        post = w.second.posts.get(role="department_head")
        assert "部门负责人甲" in by(w.local).get(reverse("setup-person", args=[w.second.pk])).content.decode()
        by(w.local).post(reverse("setup-post-end", args=[post.pk]), {"on": "2026-02-01"})
        post.refresh_from_db()
        assert post.to_on.isoformat() == "2026-02-01"

    def test_closing_and_opening_again(self, w):
        client, href = by(w.local), reverse("setup-person-deactivate", args=[w.second.pk])
        assert client.post(href, {"reason": "退休"}).status_code == 422
        other = by(w.second)
        client.post(href, {"reason": "退休", "is_sure": "on"})
        w.second.refresh_from_db()
        assert not w.second.is_active
        assert other.get(reverse("home"))["Location"].startswith(reverse("sign-in"))
        client.post(reverse("setup-person-reactivate", args=[w.second.pk]))
        w.second.refresh_from_db()
        assert w.second.is_active

    def test_the_last_administrator_reads_why_not(self, w):
        for person in (w.local, w.elsewhere):
            factories.people_actions.deactivate(
                access=None, at=clock.now(), on=clock.today(), person=person, reason="调离"
            )
        href = reverse("setup-person-deactivate", args=[w.administrator.pk])
        answer = by(w.administrator).post(href, {"reason": "退休", "is_sure": "on"})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors()

    def test_a_new_password_replaces_the_former(self, w):
        answer = by(w.local).post(reverse("setup-person-password", args=[w.second.pk]))
        w.second.refresh_from_db()
        assert w.second.check_password(answer.context["password"])
        assert by(w.local).get(reverse("setup-person-password", args=[w.second.pk])).status_code == 200

    @pytest.mark.parametrize(
        ("query", "found"),
        [({"q": "检察官乙"}, {"second"}), ({"q": "LIAI"}, {"liaison", "other_liaison", "copied_liaison"}),
         ({"state": "closed"}, set()), ({"procuratorate": "bad"}, set())],
    )  # fmt: skip
    def test_the_list_is_filtered(self, w, query, found):
        answer = by(w.administrator).get(reverse("setup-people"), query)
        assert {person.username for person, _posts in answer.context["people"]} == found

    def test_a_list_asks_the_same_however_long_it_is(self, w, django_assert_max_num_queries):
        client = by(w.administrator)
        client.get(reverse("setup-people"))
        with django_assert_max_num_queries(9):
            assert len(client.get(reverse("setup-people")).context["people"]) > 15


class TestUnits:
    given = {"name": "丙县水利局", "kind": "government_department"}

    def test_one_is_registered_and_renamed(self, w):
        client = by(w.local)
        client.post(reverse("setup-unit-new"), self.given | {"superior": w.copied_unit.name})
        unit = Unit.objects.get(name="丙县水利局")
        assert unit.superior == w.copied_unit
        facts = self.given | {"name": "丙县水务局", "is_sole_trader": "on", "superior": ""}
        assert client.post(reverse("setup-unit", args=[unit.pk]), facts).status_code == 302
        unit.refresh_from_db()
        assert (unit.name, unit.superior, unit.is_sole_trader) == ("丙县水务局", None, True)
        assert list(client.get(reverse("setup-units"), {"q": "水利"}).context["page"].rows) == [unit]

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": ""}, "name"),
            ({"credit_code": "123"}, "credit_code"),
            ({"regulator": "不存在的单位"}, "regulator"),
            ({"electronic_service_address": "a@b.cn"}, "electronic_service_consent_on"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(self, w, wrong, field):
        answer = by(w.local).post(reverse("setup-unit-new"), self.given | wrong)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {field}

    def test_two_of_one_name_are_told_apart_by_the_credit_code(self, w):
        code = "11652328MB0A12345X"
        twin = units.register(
            access=None, at=clock.now(), name=w.unit.name, kind="other", origin="live", credit_code=code
        )
        href = reverse("setup-unit-successor", args=[w.other_unit.pk])
        answer = by(w.local).post(href, {"successor": w.unit.name, "on": "2026-01-05"})
        assert "successor" in answer.context["form"].errors
        by(w.local).post(href, {"successor": code, "on": "2026-01-05"})
        w.other_unit.refresh_from_db()
        assert w.other_unit.successor == twin

    def test_units_of_another_origin_are_not_there(self, w):
        sample = units.register(access=None, at=clock.now(), name="示例单位", kind="other", origin="sample")
        assert by(w.local).get(reverse("setup-unit", args=[sample.pk])).status_code == 404


class TestCalendar:
    def test_a_run_of_days_is_entered_narrowed_and_taken_out(self, w):
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
    def test_impossible_days_are_refused_at_their_field(self, w, wrong, field):
        days = {"first": "2027-02-05", "last": "", "kind": "holiday", "name": "春节"}
        answer = by(w.local).post(reverse("setup-calendar-enter", args=[2027]), days | wrong)
        assert field in answer.context["form"].errors
        assert not CalendarDay.objects.exists()

    def test_a_year_is_published_after_its_days(self, w):
        href = reverse("setup-calendar-publish", args=[2027])
        assert by(w.local).post(href, {"source": "国办发明电〔2026〕7号"}).status_code == 422
        CalendarDay.objects.create(day="2027-01-01", kind="holiday", name="元旦")
        by(w.local).post(href, {"source": "国办发明电〔2026〕7号"})
        assert CalendarYear.objects.get().source == "国办发明电〔2026〕7号"

    @pytest.mark.parametrize("year", [1999, 2003, 3000])
    def test_no_page_for_years_without_a_calendar(self, w, year):
        assert by(w.local).get(reverse("setup-calendar-year", args=[year])).status_code == 404

    def test_a_waiting_clock_is_counted_again_and_becomes_final(self):
        w = factories.world()
        w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
        on = factories.date(2026, 12, 7)
        suggestion = factories.served(w, "public_interest", on)
        reply = suggestion.clocks.get(due_on="2027-02-08")
        assert reply.is_provisional
        client = by(w.local)
        days = {"first": "2027-02-05", "last": "2027-02-11", "kind": "holiday", "name": "春节"}
        client.post(reverse("setup-calendar-enter", args=[2027]), days)
        client.post(reverse("setup-calendar-publish", args=[2027]), {"source": "国办发明电〔2026〕7号"})
        reply.refresh_from_db()
        assert (reply.due_on.isoformat(), reply.is_provisional) == ("2027-02-12", False)
        assert reply.former[0]["due_on"] == "2027-02-08"


class TestNumbers:
    def test_each_kind_shows_the_number_it_would_print_next(self, w):
        rows = by(w.local).get(reverse("setup-numbers-of", args=[w.county.pk])).context["rows"]
        assert len(rows) == 11
        year = clock.today().year
        assert {row.next_number for row in rows} >= {f"丙县检建〔{year}〕1号"}

    def test_a_place_without_series_gets_the_usual_ones(self, w):
        client = by(w.local)
        assert not client.get(reverse("setup-numbers-of", args=[w.sibling.pk])).context["is_complete"]
        client.post(reverse("setup-numbers-defaults", args=[w.sibling.pk]))
        assert NumberSeries.objects.filter(procuratorate=w.sibling).count() == 11

    @pytest.mark.parametrize(
        "pattern", ["丙检建[{year}]{serial}号", "丙检建〔{year}〕第{serial}号", "{0}〔{year}〕{serial}号"]
    )
    def test_a_bad_pattern_is_refused_and_stays(self, w, pattern):
        href = reverse("setup-series", args=[w.county.pk, "social_governance"])
        answer = by(w.local).post(href, {"mode": "own", "pattern": pattern})
        assert answer.status_code == 422
        assert answer.context["form"]["pattern"].value() == pattern

    def test_two_series_never_print_the_same(self, w):
        pattern = w.county.number_series.get(kind="other").pattern
        href = reverse("setup-series", args=[w.sibling.pk, "other"])
        assert "pattern" in by(w.local).post(href, {"mode": "own", "pattern": pattern}).context["form"].errors

    def test_the_example_follows_the_pattern(self, w):
        href = reverse("setup-series-example", args=[w.county.pk, "social_governance"])
        answer = by(w.local).get(href, {"pattern": "木检建〔{year}〕Z{serial}号"}).content.decode()
        assert f"木检建〔{clock.today().year}〕Z1号" in answer
        assert "{" not in by(w.local).get(href, {"pattern": "{year.__class__}"}).content.decode()

    def test_an_unknown_kind_is_not_there(self, w):
        assert by(w.local).get(reverse("setup-series", args=[w.county.pk, "nothing"])).status_code == 404


class TestSharedWords:
    given = {"code": "forest", "zh": "林业", "en": "Forest"}

    @pytest.mark.parametrize("name", ["setup-line-new", "setup-business-line-new", "setup-problem-category-new"])
    def test_only_the_top_adds(self, w, name):
        assert by(w.local).post(reverse(name), self.given).status_code == 422
        assert by(w.administrator).post(reverse(name), self.given).status_code == 302
        answer = by(w.administrator).post(reverse(name), self.given)
        assert "code" in answer.context["form"].errors


class TestChanges:
    def test_each_write_is_in_the_trace_of_those_above(self, w):
        by(w.local).post(reverse("setup-department-new", args=[w.county.pk]), {"name": "第二检察部"})
        for person, sees in ((w.administrator, True), (w.local, True), (w.elsewhere, False)):
            text = by(person).get(reverse("setup-changes")).content.decode()
            assert ("第二检察部" in text) is sees

    def test_pages_follow_one_another_without_loss(self, w):
        for number in range(60):
            procuratorates.rename(
                access=None, at=clock.now(), procuratorate=w.county, name=f"丙{number}", short_name="丙检"
            )
        client, href = by(w.administrator), reverse("setup-changes")
        seen, query = [], ""
        while True:
            page = client.get(href + query).context["page"]
            seen += [event.pk for event in page.rows]
            if not page.next:
                break
            query = page.next
        assert seen == list(SetupEvent.objects.order_by("-id").values_list("pk", flat=True))
        assert client.get(href, {"after": "nonsense"}).status_code == 200
