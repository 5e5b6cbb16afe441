"""Who comes into Set-up: administrators of the own part of the tree; for everybody else no page is there."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from desk.setup.urls import urlpatterns
from notices.actions import reminder_rules
from notices.actions.reminder_rules import RuleDraft
from notices.models import ReminderRule
from organs import clock, people
from organs.actions import procuratorates
from organs.models import Proposal, SetupEvent
from organs.roles import Role
from suggestions.actions import stationery, unit_heads
from suggestions.actions.files import Upload
from suggestions.models import CalendarYear, ProblemCategory, Stationery
from tests import factories
from tests.suggestions.printing.seal_pictures import file_of, picture

pytestmark = pytest.mark.django_db
SHARED = {
    "setup", "setup-procuratorates", "setup-procuratorate-new", "setup-people", "setup-person-new", "setup-units",
    "setup-unit-new", "setup-unit", "setup-unit-successor", "setup-calendar", "setup-calendar-year",
    "setup-calendar-enter", "setup-calendar-remove", "setup-calendar-publish", "setup-numbers", "setup-look-backs", "setup-gates", "setup-lines",
    "setup-line-new", "setup-business-line-new", "setup-problem-categories", "setup-problem-category-new",
    "setup-problem-category-environment",
    "setup-changes", "setup-templates", "setup-proposals", "setup-unit-head", "setup-stationery", "setup-reminders",
}  # fmt: skip


def addresses(w: SimpleNamespace) -> dict[str, str]:
    """Returns every address of Set-up, about things of the county."""
    about = {
        "procuratorates": w.county.pk,
        "departments": w.department.pk,
        "people": w.second.pk,
        "posts": w.second.posts.get().pk,
        "units": w.unit.pk,
        "numbers": w.county.pk,
        "templates": w.county.pk,
        "stationery": w.county.pk,
        "look-backs": w.county.pk,
        "gates": w.county.pk,
        "reminders": w.county.pk,
        "reminder-rules": _rung(w).pk,
        "proposals": _proposal(w).pk,
    }
    if not Stationery.objects.exists():
        stationery.write(
            access=None,
            at=clock.now(),
            procuratorate=w.county,
            head="plain",
            mark="",
            printing_office="",
            seal=Upload("seal.png", file_of(picture())),
        )
    found = {}
    for pattern in urlpatterns:
        keys = pattern.pattern.converters
        area = str(pattern.pattern).partition("/")[0]
        kind = "letter" if area == "templates" else "social_governance"
        given = {"pk": about.get(area), "year": 2026, "kind": kind, "subject": "reply"}
        found[pattern.name] = reverse(pattern.name, kwargs={key: given[key] for key in keys})
    return found


def _proposal(w: SimpleNamespace) -> Proposal:
    """Returns what the prefecture's administrator proposed for the county: the head of a unit, with a paper."""
    known = Proposal.objects.first()
    if known:
        return known
    w.unit_head.posts.update(letters_of=w.county)
    access = people.access_of(person=w.local, on=clock.today())
    paper = Upload("paper.png", file_of(picture()))
    return unit_heads.propose(access=access, at=clock.now(), post=w.unit_head.posts.get(), paper=paper)


def _rung(w: SimpleNamespace) -> ReminderRule:
    """Returns a rung of the county's own, made once."""
    known = ReminderRule.objects.filter(procuratorate=w.county).first()
    return known or reminder_rules.add(
        access=None,
        at=clock.now(),
        procuratorate=w.county,
        subject="reply",
        draft=RuleDraft(days=-3, grace=0, relations=["unit"], channel="inbox"),
    )


def statuses(w: SimpleNamespace, client: Client) -> dict[str, int]:
    return {name: client.get(href).status_code for name, href in addresses(w).items()}


class TestWhoComesIn:
    @pytest.mark.slow
    @pytest.mark.parametrize("who", ["administrator", "local"])
    def test_an_administrator_above_opens_every_page(self, by, w, who):
        found = statuses(w, by(getattr(w, who)))
        took_back = found.pop("setup-proposal-withdraw")
        assert took_back == (200 if who == "local" else 404)
        decides = {found.pop(name) for name in ("setup-proposal-confirm", "setup-proposal-decline")}
        assert decides == {403 if who == "local" else 200}, "who proposed it decides nothing"
        assert set(found.values()) <= {200, 302}, found

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("who", "opened"),
        [
            ("security", {"setup-people", "setup-person", "setup-person-change", "setup-person-link", "setup-person-link-word",
                          "setup-person-deactivate", "setup-person-reactivate", "setup-person-second-factor", "setup-post-end",
                          "setup-proposal-confirm", "setup-proposal-decline"}),
            ("auditor", set()),
        ],
    )  # fmt: skip
    def test_the_other_two_administrators_open_what_is_theirs(self, by, w, who, opened):
        found = statuses(w, by(getattr(w, who)))
        read = {"setup", "setup-changes", "setup-proposals", "setup-proposal", "setup-proposal-paper"}
        assert {name for name, status in found.items() if status in {200, 302}} == opened | read
        assert set(found.values()) <= {200, 302, 404}

    @pytest.mark.slow
    @pytest.mark.parametrize("who", ["chief", "handling", "liaison"])
    def test_for_other_people_no_page_is_there(self, by, w, who):
        found = statuses(w, by(getattr(w, who)))
        assert set(found.values()) == {404}, found

    @pytest.mark.slow
    def test_an_administrator_of_another_part_opens_only_what_is_shared(self, by, w):
        found = statuses(w, by(w.elsewhere))
        opened = {name for name, status in found.items() if status in {200, 302}}
        assert opened == SHARED
        assert {status for name, status in found.items() if name not in SHARED} == {404}

    @pytest.mark.slow
    def test_signed_out_every_page_asks_to_sign_in(self, w, client):
        assert set(statuses(w, client).values()) == {302}

    def test_nor_does_a_post_reach_another_part(self, by, w):
        client, href = by(w.elsewhere), reverse("setup-person-deactivate", args=[w.second.pk])
        assert client.post(href, {"reason": "x", "is_sure": "on"}).status_code == 404
        w.second.refresh_from_db()
        assert w.second.is_active

    @pytest.mark.slow
    def test_lists_show_the_own_part_only(self, by, w):
        client = by(w.elsewhere)
        tree = client.get(reverse("setup-procuratorates")).content.decode()
        assert w.sibling.name in tree
        assert w.county.name not in tree
        people = client.get(reverse("setup-people")).content.decode()
        assert "外院检察官甲" in people
        assert "检察官乙" not in people


@pytest.mark.slow
class TestIndex:
    def test_an_unfinished_place_is_named_with_what_it_lacks(self, by, w):
        checks = by(w.local).get(reverse("setup")).context["checks"]
        lacks = {str(check.text): str(check.note) for check in checks}
        assert "12" in lacks[w.sibling.name]
        assert w.county.name not in lacks
        assert [check for check in checks if "2026" in str(check.text) or str(clock.today().year) in str(check.text)]

    def test_a_finished_installation_lacks_nothing(self, by, w):
        year = clock.today().year
        for each in (year, year + 1):
            CalendarYear.objects.create(year=each, source="国办发明电", entered_at=clock.now())
        ProblemCategory.objects.create(code="FOOD", zh="食品安全", en="Food safety")
        head = factories.person("only", "管理员丁", Role.ADMINISTRATOR, procuratorate=w.county)
        assert by(head).get(reverse("setup")).context["checks"] == []


@pytest.mark.slow
class TestChanges:
    def test_each_write_is_in_the_trace_of_those_above(self, by, w):
        by(w.local).post(reverse("setup-department-new", args=[w.county.pk]), {"name": "第二检察部"})
        for person, sees in ((w.administrator, True), (w.local, True), (w.elsewhere, False)):
            text = by(person).get(reverse("setup-changes")).content.decode()
            assert ("第二检察部" in text) is sees

    def test_pages_follow_one_another_without_loss(self, by, w):
        for number in range(60):
            procuratorates.rename(
                access=None, at=clock.now(), procuratorate=w.county, name=f"丙{number}", short_name="丙检"
            )
        client, href = by(w.administrator), reverse("setup-changes")
        expected_change, query = [], ""
        while True:
            page = client.get(href + query).context["page"]
            expected_change += [event.pk for event in page.rows]
            if not page.next:
                break
            query = page.next
        assert expected_change == list(SetupEvent.objects.order_by("-id").values_list("pk", flat=True))
        assert client.get(href, {"after": "nonsense"}).status_code == 200
