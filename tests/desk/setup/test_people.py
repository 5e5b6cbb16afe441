"""People in Set-up: admission, posts, closing an account, a new password, the list."""

import pytest
from django.urls import reverse

from organs import clock
from organs.models import Person, SetupEvent
from tests import factories

pytestmark = pytest.mark.django_db


class TestPeople:
    given = {"name": "检察官丙", "username": "bing", "role": "prosecutor", "from_on": "2026-01-05"}

    @pytest.mark.slow
    def test_admitting_shows_the_password_once(self, by, w):
        href = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        answer = by(w.local).post(href, self.given | {"department": w.department.pk})
        person = Person.objects.get(username="bing")
        password = answer.context["password"]
        assert person.check_password(password)
        assert password in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert person.must_change_password
        assert (person.posts.get().department, person.origin) == (w.department, "live")
        kept = str(list(SetupEvent.objects.values_list("changes", "details")))
        assert person.username in kept
        assert password not in kept
        assert person.password not in kept

    @pytest.mark.slow
    def test_a_refused_admission_leaves_nobody(self, by, w):
        href = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        answer = by(w.local).post(href, self.given | {"to_on": "2026-01-01"})
        assert answer.status_code == 422
        assert "to_on" in answer.context["form"].errors
        assert not Person.objects.filter(username="bing").exists()

    @pytest.mark.slow
    def test_somebody_of_a_unit_gets_a_role_of_that_side(self, by, w):
        href = f"{reverse('setup-person-new')}?unit={w.unit.pk}"
        assert by(w.local).post(href, self.given).status_code == 422
        assert by(w.local).post(href, self.given | {"role": "liaison"}).status_code == 200
        assert Person.objects.get(username="bing").posts.get().unit == w.unit

    def test_the_place_is_asked_for_first(self, by, w):
        answer = by(w.elsewhere).get(reverse("setup-person-new"))
        choices = [key for key, _label in answer.context["form"].fields["procuratorate"].choices]
        assert choices == [w.sibling.pk]
        other = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        assert by(w.elsewhere).get(other).status_code == 404

    @pytest.mark.slow
    def test_a_unit_person_never_gets_an_office_post(self, by, w):
        href = f"{reverse('setup-post-new', args=[w.liaison.pk])}?procuratorate={w.county.pk}"
        answer = by(w.administrator).post(href, {"role": "prosecutor", "from_on": "2026-01-05"})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors()
        assert w.liaison.posts.count() == 1

    @pytest.mark.slow
    def test_posts_are_given_for_somebody_and_ended(self, by, w):
        href = f"{reverse('setup-post-new', args=[w.second.pk])}?procuratorate={w.county.pk}"
        given = {"role": "department_head", "from_on": "2026-01-05", "acting_for": w.head.posts.get().pk}
        assert by(w.local).post(href, given)["Location"] == reverse("setup-person", args=[w.second.pk])
        post = w.second.posts.get(role="department_head")
        assert "部门负责人甲" in by(w.local).get(reverse("setup-person", args=[w.second.pk])).content.decode()
        by(w.local).post(reverse("setup-post-end", args=[post.pk]), {"on": "2026-02-01"})
        post.refresh_from_db()
        assert post.to_on.isoformat() == "2026-02-01"

    @pytest.mark.slow
    def test_closing_and_opening_again(self, by, w):
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

    @pytest.mark.slow
    def test_the_last_administrator_reads_why_not(self, by, w):
        for person in (w.local, w.elsewhere):
            factories.people_actions.deactivate(
                access=None, at=clock.now(), on=clock.today(), person=person, reason="调离"
            )
        href = reverse("setup-person-deactivate", args=[w.administrator.pk])
        answer = by(w.administrator).post(href, {"reason": "退休", "is_sure": "on"})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors()

    @pytest.mark.slow
    def test_a_new_password_replaces_the_former(self, by, w):
        answer = by(w.local).post(reverse("setup-person-password", args=[w.second.pk]))
        w.second.refresh_from_db()
        assert w.second.check_password(answer.context["password"])
        assert by(w.local).get(reverse("setup-person-password", args=[w.second.pk])).status_code == 200

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("query", "found"),
        [({"q": "检察官乙"}, {"second"}), ({"q": "LIAI"}, {"liaison", "other_liaison", "copied_liaison"}),
         ({"state": "closed"}, set()), ({"procuratorate": "bad"}, set())],
    )  # fmt: skip
    def test_the_list_is_filtered(self, by, w, query, found):
        answer = by(w.administrator).get(reverse("setup-people"), query)
        assert {person.username for person, _posts in answer.context["people"]} == found

    @pytest.mark.slow
    def test_a_list_asks_the_same_however_long_it_is(self, by, w, django_assert_max_num_queries):
        client = by(w.administrator)
        client.get(reverse("setup-people"))
        with django_assert_max_num_queries(9):
            assert len(client.get(reverse("setup-people")).context["people"]) > 15
