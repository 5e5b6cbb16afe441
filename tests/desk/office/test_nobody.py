"""What belongs to nobody: it stands first on the desk of who keeps it, with a notice, and lists find it."""

import pytest
from django.urls import reverse
from django.utils import translation

from desk.case import my_tasks
from insights.filters import SuggestionFilter
from notices.actions import falling
from notices.models import Notice
from organs import clock
from organs.actions import people
from organs.models import Person
from suggestions.access import person_relations
from suggestions.actions import recusing
from tests import factories
from tests.desk.steps.step_pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def leaves(person: Person) -> None:
    """Closes the account."""
    now = clock.now()
    people.deactivate(access=None, at=now, on=clock.today(), person=person, reason="调离")


def nobodys(person: Person) -> list[tuple[int, str]]:
    """Returns what stands on the person's desk as nobody's."""
    with translation.override("en"):
        access = factories.access(person, clock.today())
        return [(line.suggestion.pk, line.wait.relation) for line in my_tasks.lines(access) if line.is_nobodys]


def of_nobody(person: Person) -> set[int]:
    on = clock.today()
    found = SuggestionFilter(origin="live", turn="nobody").suggestions(access=factories.access(person, on), on=on)
    return set(found.values_list("pk", flat=True))


def told(person: Person) -> list[int]:
    return list(
        Notice.objects.filter(person=person, about__startswith="nobody:").values_list("suggestion_id", flat=True)
    )


def test_nothing_is_nobodys_while_its_prosecutor_is_there(w):
    factories.drafted(w)
    falling.tell(at=clock.now())
    assert nobodys(w.head) == [] and of_nobody(w.head) == set() and told(w.head) == []


def test_a_draft_of_a_closed_account_stands_first_with_the_head_of_its_department_and_nobody_else(w):
    draft = factories.drafted(w)
    leaves(w.handling)
    assert falling.tell(at=clock.now()) == falling.tell(at=clock.now()) == 1
    assert nobodys(w.head) == [(draft.pk, "handling")]
    assert of_nobody(w.head) == {draft.pk} and told(w.head) == [draft.pk]
    for other in (w.other_head, w.deputy, w.chief, w.second, w.outsider):
        assert nobodys(other) == [] and told(other) == [], other.name


@pytest.mark.parametrize("there", ["deputy", "chief"])
def test_without_a_head_it_falls_to_the_deputy_and_without_one_to_the_chief_who_may_hand_it_over(w, there):
    draft = factories.drafted(w)
    for left in [w.handling, w.head, *([w.deputy] if there == "chief" else [])]:
        leaves(left)
    falling.tell(at=clock.now())
    keeper = getattr(w, there)
    assert nobodys(keeper) == [(draft.pk, "handling")] and told(keeper) == [draft.pk]
    if there == "deputy":
        assert nobodys(w.chief) == [] and told(w.chief) == []
    page = client_of(keeper).get(reverse("step", args=[draft.pk, "case.hand_over", 0]))
    assert page.status_code == 200


def test_a_chief_sees_no_draft_that_is_somebodys(w):
    draft = factories.drafted(w)
    leaves(w.head)
    access = factories.access(w.chief, clock.today())
    assert person_relations.visibility(access=access, suggestion=draft) == 0


def test_what_waits_for_a_post_that_nobody_holds_falls_to_the_head(w):
    approved = factories.approved(w)
    assert nobodys(w.head) == []
    leaves(w.registrar)
    assert nobodys(w.head) == [(approved.pk, "registrar")]


def test_the_desk_shows_it_before_what_is_mine_and_the_case_says_to_whom_it_falls(w):
    served, approved = factories.served(w), factories.approved(w)
    leaves(w.handling)
    assert (served.pk, "handling") in nobodys(w.head)
    client = client_of(w.head)
    desk = client.get(reverse("desk")).content.decode()
    assert desk.index('id="h-nobody"') < desk.index('id="h-mine"')
    assert f"/suggestions/{served.pk}/do/case.hand_over/0/" in desk
    leaves(w.registrar)
    page = client.get(reverse("suggestion", args=[approved.pk])).content.decode()
    assert f"nobody (Office (seal and numbers) has no post here); falls to {w.head.name}" in page
    rows = client.get(reverse("suggestion-list") + "?turn=nobody").content.decode()
    assert served.title in rows


def test_the_duties_of_both_sides_are_narrowed_to_what_belongs_to_nobody(w):
    factories.served(w, on=clock.today())

    def counted(turn: str) -> int:
        context = client_of(w.manager).get(reverse("duties"), {"turn": turn}).context
        return sum(cell.count for _duty, cells in [*context["of_units"], *context["of_office"]] for cell in cells)

    assert counted("") and not counted("nobody")
    leaves(w.handling)
    assert counted("nobody") == counted("")


def test_who_was_recused_is_said_to_be_and_not_to_have_left(w):
    issued = factories.issued(w, on=clock.today())
    on = clock.today()
    common = {"asked_by": "office", "ground": "relation", "manner": "oral", "on": on}
    access = factories.access
    recusal = recusing.ask(
        access=access(w.manager, on), at=factories.at(on, 12), suggestion=issued, person=w.handling, **common
    )
    recusing.decide(access=access(w.chief, on), at=factories.at(on, 13), recusal=recusal, is_recused=True, on=on)
    page = client_of(w.head).get(reverse("suggestion", args=[issued.pk])).content.decode()
    assert f"nobody ({w.handling.name} is kept off by a recusal); falls to {w.head.name}" in page
    assert "has no post here)" not in page
