"""Who leaves hands on what is open in the same step: it is shown without the case's words, and each case has an event."""

import pytest
from django.urls import reverse

from desk.setup import leaving
from followups.actions import handing_on
from organs import clock
from organs.models import Person
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from suggestions.actions import ledger
from suggestions.models import Suggestion
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(w, calendar) -> Suggestion:
    return factories.drafted(w)


def form_of(by, w, name: str, pk: int):
    return by(w.local).get(reverse(name, args=[pk]), headers={"accept-language": "en"})


def test_closing_shows_each_open_duty_without_title_or_unit_and_hands_the_case_on(by, w, draft):
    page = form_of(by, w, "setup-person-deactivate", w.handling.pk).content.decode()
    assert f"draft no. {draft.pk} · Draft" in page
    assert draft.title not in page and w.unit.name not in page
    given = {"reason": "退休", "is_sure": "on", f"to_{w.county.pk}": w.second.pk}
    assert by(w.local).post(reverse("setup-person-deactivate", args=[w.handling.pk]), given).status_code == 302
    draft.refresh_from_db()
    event = draft.events.order_by("-seq").first()
    assert draft.handling_prosecutor == w.second and not Person.objects.get(pk=w.handling.pk).is_active
    assert (event.step, event.details, event.actor_name) == (
        "hand_over",
        {"from": w.handling.name, "to": w.second.name},
        w.local.name,
    )
    assert event.words.text == "退休" and ledger.breaks(draft) == []
    assert list(event.outbox.values_list("relation", flat=True)) == ["handling"]


def test_without_a_name_the_case_stays_with_nobody_and_the_account_closes(by, w, draft):
    by(w.local).post(reverse("setup-person-deactivate", args=[w.handling.pk]), {"reason": "退休", "is_sure": "on"})
    draft.refresh_from_db()
    assert draft.handling_prosecutor == w.handling and not Person.objects.get(pk=w.handling.pk).is_active


def test_ending_the_last_post_of_a_place_hands_on_and_a_second_post_there_keeps_the_cases(by, w, draft):
    post = w.handling.posts.get()
    today = clock.today()
    assert f"to_{w.county.pk}" in form_of(by, w, "setup-post-end", post.pk).context["form"].fields
    other = factories.posts.appoint(
        at=factories.at(), person=w.handling, role=Role.CASE_MANAGER, from_on=factories.DAY, procuratorate=w.county
    )
    assert f"to_{w.county.pk}" not in form_of(by, w, "setup-post-end", post.pk).context["form"].fields
    factories.posts.end_checked(access=None, at=factories.at(), post=other, on=factories.DAY)
    given = {"on": today.isoformat(), f"to_{w.county.pk}": w.second.pk}
    answer = by(w.local).post(reverse("setup-post-end", args=[post.pk]), given, headers={"accept-language": "en"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    post.refresh_from_db()
    assert (draft.handling_prosecutor, post.to_on) == (w.second, today)
    assert "The post of" not in draft.events.get(step="hand_over").words.text, "the record is Chinese, whoever acts"


def test_who_may_not_close_hands_nothing_on_and_nobody_without_such_a_post_takes_over(w, draft):
    at = clock.now()
    given = {"at": at, "person": w.handling, "reason": "退休"}
    on = clock.today()
    with pytest.raises(NotAllowed):
        handing_on.close_account(access=factories.access(w.elsewhere, on), to={w.county.pk: w.second}, **given)
    with pytest.raises(Refused):
        handing_on.close_account(access=factories.access(w.local, on), to={w.county.pk: w.registrar}, **given)
    draft.refresh_from_db()
    assert draft.handling_prosecutor == w.handling and Person.objects.get(pk=w.handling.pk).is_active


def test_groups_visits_and_posts_that_nobody_else_holds_are_named(w, draft):
    shown = [str(pair.value) for pair in leaving.pairs(handing_on.open_duties(person=w.second, on=clock.today()))]
    assert len(shown) == 1 and "1" in shown[0]
    only = handing_on.open_duties(person=w.registrar, on=clock.today())
    assert [each.only_roles for each in only] == [["registrar"]]
