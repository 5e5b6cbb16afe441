"""People in Set-up: admission, posts with a second administrator, closing an account, links, the list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from organs import clock
from organs.actions import posts, sign_in_links, units
from organs.models import Person, Post, Proposal, SetupEvent
from organs.people import access_of

pytestmark = pytest.mark.django_db


class TestPeople:
    given = {"name": "检察官丙", "username": "bing", "role": "prosecutor", "from_on": "2026-01-05"}

    @pytest.mark.slow
    def test_admitting_shows_the_link_once_and_proposes_the_post(self, by, w):
        href = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        answer = by(w.local).post(href, self.given | {"department": w.department.pk})
        person = Person.objects.get(username="bing")
        address = answer.context["slip"].address
        assert address in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert not person.has_usable_password() and person.origin == "live"
        assert not person.posts.exists()
        proposal = Proposal.objects.get(person=person)
        assert by(w.local).get(reverse("setup-person", args=[person.pk])).status_code == 200
        assert by(w.elsewhere).get(reverse("setup-person", args=[person.pk])).status_code == 404
        page = reverse("setup-proposal", args=[proposal.pk])
        assert by(w.local).post(reverse("setup-proposal-confirm", args=[proposal.pk])).status_code == 422
        assert by(w.security).post(reverse("setup-proposal-confirm", args=[proposal.pk]))["Location"] == page
        assert person.posts.get().department == w.department
        kept = str(list(SetupEvent.objects.values_list("changes", "details")))
        assert person.username in kept
        assert address.rstrip("/").rsplit("/", 1)[1] not in kept

    @pytest.mark.slow
    def test_the_link_sets_the_own_password_and_leads_to_the_sign_in(self, by, w, client):
        href = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        address = by(w.local).post(href, self.given).context["slip"].address
        assert client.get(address)["Location"] == reverse("link-password")
        assert client.post(reverse("link-password"), {"password1": "short", "password2": "short"}).status_code == 422
        given = {"password1": "a-new-password-7", "password2": "a-new-password-7"}
        assert client.post(reverse("link-password"), given)["Location"] == reverse("sign-in")
        assert Person.objects.get(username="bing").check_password("a-new-password-7")
        assert client.get(address, follow=True).status_code == 410

    @pytest.mark.slow
    def test_a_refused_admission_leaves_nobody(self, by, w):
        href = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        answer = by(w.local).post(href, self.given | {"to_on": "2026-01-01"})
        assert answer.status_code == 422
        assert "to_on" in answer.context["form"].errors
        assert not Person.objects.filter(username="bing").exists()

    def test_nobody_of_a_unit_is_admitted_here(self, by, w):
        answer = by(w.local).post(f"{reverse('setup-person-new')}?unit={w.unit.pk}", self.given | {"role": "liaison"})
        assert answer.templates[0].name == "setup/place.html"
        assert not Person.objects.filter(username="bing").exists()

    def test_the_place_is_asked_for_first(self, by, w):
        answer = by(w.elsewhere).get(reverse("setup-person-new"))
        choices = [key for key, _label in answer.context["form"].fields["procuratorate"].choices]
        assert choices == [w.sibling.pk]
        other = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
        assert by(w.elsewhere).get(other).status_code == 404

    @pytest.mark.slow
    def test_a_unit_person_never_gets_an_office_post(self, by, w):
        units.note_office(at=clock.now(), unit=w.unit, procuratorate_id=w.county.pk)
        href = f"{reverse('setup-post-new', args=[w.liaison.pk])}?procuratorate={w.county.pk}"
        answer = by(w.administrator).post(href, {"role": "prosecutor", "from_on": "2026-01-05"})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors()
        assert w.liaison.posts.count() == 1

    @pytest.mark.slow
    def test_posts_are_proposed_for_somebody_confirmed_and_ended(self, by, w):
        href = f"{reverse('setup-post-new', args=[w.second.pk])}?procuratorate={w.county.pk}"
        given = {"role": "department_head", "from_on": "2026-01-05", "acting_for": w.head.posts.get().pk}
        page = reverse("setup-person", args=[w.second.pk])
        assert by(w.local).post(href, given)["Location"] == page
        proposal = Proposal.objects.get(person=w.second)
        assert reverse("setup-proposal", args=[proposal.pk]) in by(w.local).get(page).content.decode()
        by(w.administrator).post(reverse("setup-proposal-confirm", args=[proposal.pk]))
        post = w.second.posts.get(role="department_head")
        assert "部门负责人甲" in by(w.local).get(page).content.decode()
        by(w.local).post(reverse("setup-post-end", args=[post.pk]), {"on": clock.today().isoformat()})
        post.refresh_from_db()
        assert post.to_on == clock.today()

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
    def test_the_last_administrator_of_a_place_with_others_below_stays(self, by, w):
        href = reverse("setup-person-deactivate", args=[w.local.pk])
        answer = by(w.administrator).post(href, {"reason": "退休", "is_sure": "on"})
        assert answer.status_code == 422
        assert w.prefecture.name in str(answer.context["form"].non_field_errors())
        page = by(w.security).get(
            reverse("setup-post-end", args=[w.local.posts.get().pk]), headers={"accept-language": "en"}
        )
        assert "nobody else is System administrator there" in page.context["lede"]

    @pytest.mark.slow
    def test_a_link_is_made_and_told(self, by, w):
        answer = by(w.local).post(reverse("setup-person-link", args=[w.second.pk]))
        assert answer.context["slip"].username == "second"
        assert by(w.local).get(reverse("setup-person-link", args=[w.second.pk])).status_code == 200
        assert by(w.elsewhere).post(reverse("setup-person-link", args=[w.second.pk])).status_code == 404

    @pytest.mark.slow
    def test_where_it_would_open_alone_another_administrator_gives_its_word(self, by, w, monkeypatch, client):
        answer = by(w.local).post(reverse("setup-person-link", args=[w.second.pk]))
        assert not answer.context["needs_word"]
        monkeypatch.setattr(sign_in_links, "takes_a_word", lambda **_asked: True)
        secret = by(w.local).post(reverse("setup-person-link", args=[w.second.pk])).context["slip"].address
        page = by(w.local).get(reverse("setup-person", args=[w.second.pk]))
        offered = reverse("setup-person-link-word", args=[w.second.pk])
        assert offered not in page.content.decode()
        assert by(w.local).post(offered).status_code == 422
        assert offered in by(w.security).get(reverse("setup-person", args=[w.second.pk])).content.decode()
        word = by(w.security).post(offered).context["word"]
        page = client.get(secret, follow=True)
        assert list(page.context["form"].fields) == ["word", "password1", "password2"]
        new = {"password1": "qingshan-lvshui-7", "password2": "qingshan-lvshui-7"}
        wrong = client.post(reverse("link-password"), {**new, "word": "AAAA-AAAA"})
        assert wrong.status_code == 422 and wrong.context["form"].errors.keys() == {"word"}
        assert client.post(reverse("link-password"), {**new, "word": word}).status_code == 302
        assert Person.objects.get(pk=w.second.pk).check_password("qingshan-lvshui-7")

    @pytest.mark.slow
    def test_on_the_own_page_nothing_may_be_done(self, by, w):
        answer = by(w.local).get(reverse("setup-person", args=[w.local.pk]))
        assert not answer.context["actions"] and answer.context["refusals"]

    @pytest.mark.slow
    @pytest.mark.parametrize("name", ["link", "change", "deactivate", "reactivate", "second-factor"])
    def test_what_nobody_does_for_oneself_is_not_offered_as_a_form(self, by, w, name):
        answer = by(w.local).get(reverse(f"setup-person-{name}", args=[w.local.pk]))
        assert answer.status_code == 403
        assert "form_token" not in answer.content.decode()
        assert by(w.local).get(reverse(f"setup-person-{name}", args=[w.second.pk])).status_code == 200

    @pytest.mark.slow
    def test_a_post_that_ended_before_its_first_day_is_not_shown_as_going_on_until_then(self, by, w):
        today = clock.today()
        begins = today + timedelta(days=40)
        post = Post.objects.create(
            person=w.second, side="office", role="prosecutor", procuratorate=w.county, from_on=begins
        )
        posts.end(access=access_of(person=w.local, on=today), at=clock.now(), post=post, on=today)
        rows = by(w.local).get(reverse("setup-person", args=[w.second.pk]), headers={"accept-language": "en"}).context
        until = {each.pk: words for each, words, _may_end in rows["posts"]}
        assert until[post.pk] == f"never began: ended on {today.isoformat()}"

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("query", "found"),
        [({"q": "检察官乙"}, {"second"}), ({"q": "LIAI"}, set()),
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
