"""The register of clues as its pages show it: list, one clue, registering, and a draft from a clue."""

import pytest
from django.urls import reverse

from desk.case import waiting
from organs import clock
from organs.roles import Role
from suggestions.models import Clue, Suggestion
from tests import factories
from tests.desk.office.test_drafts_views import new
from tests.desk.steps.step_pages import client_of
from tests.factories import access
from tests.suggestions.actions.test_clues import registered

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = clock.today().isoformat()


def given(w, **facts):
    typed = {
        "procuratorate": w.county.pk,
        "source": "media",
        "matter": "消防通道被占用",
        "institution": "丙县某托管机构",
    }
    return {**typed, "on": TODAY, **facts}


def test_a_clue_is_registered_and_stands_in_the_list_and_on_the_desk(w):
    client = client_of(w.manager)
    form = client.get(reverse("clue-new")).content.decode()
    assert "Institutions only" in form and "Never a person" in form
    answer = client.post(reverse("clue-new"), given(w))
    clue = Clue.objects.get()
    assert answer.url == reverse("clue", args=[clue.pk])
    page = client.get(answer.url).content.decode()
    assert "丙县某托管机构" in page and "Clue registered" in page
    assert reverse("clue-close", args=[clue.pk]) in page and "?clue=" not in page
    desk = client_of(w.handling).get(reverse("desk")).content.decode()
    assert "1 clue is not assessed yet" in desk and "not assessed" not in client.get(reverse("desk")).content.decode()


def test_the_list_is_narrowed_by_matter_institution_source_and_state_alone(w):
    one, other = registered(w, matter="河道垃圾未清运"), registered(w, matter="消防通道被占用", source="media")
    client = client_of(w.handling)
    shown = lambda query: {row.pk for row in client.get(f"{reverse('clues')}?{query}").context["rows"]}  # noqa: E731
    assert shown("") == {one.pk, other.pk} and shown("q=河道") == {one.pk} and shown("source=media") == {other.pk}
    assert shown("state=closed") == set() and shown("q=水利") == {one.pk, other.pk}
    assert set(client.get(reverse("clues")).context["form"].fields) == {"q", "state", "source"}
    assert client.get(f"{reverse('clues')}?person=1").status_code == 400


def test_units_and_other_offices_find_no_such_page(w):
    clue = registered(w)
    for person in (w.liaison, w.policy, w.registrar):
        for name, arguments in (("clues", []), ("clue", [clue.pk]), ("clue-new", []), ("clue-close", [clue.pk])):
            assert client_of(person).get(reverse(name, args=arguments)).status_code == 404
    assert client_of(w.assistant).get(reverse("clue", args=[clue.pk])).status_code == 200
    assert client_of(w.assistant).get(reverse("clue-close", args=[clue.pk])).status_code == 404


def test_a_clue_is_closed_or_transferred_with_words(w):
    clue = registered(w)
    client = client_of(w.handling)
    address = reverse("clue-transfer", args=[clue.pk])
    assert client.post(address, {"answer": " ", "on": TODAY}).status_code == 422
    assert client.post(address, {"answer": "乙县人民检察院", "on": TODAY}).url == reverse("clue", args=[clue.pk])
    page = client.get(reverse("clue", args=[clue.pk])).content.decode()
    assert "乙县人民检察院" in page and "Nothing is left to decide" in page
    assert client.get(address).status_code == 404


def test_a_draft_from_a_clue_carries_its_source_and_the_clue_is_assessed(w):
    clue = registered(w, institution=w.unit.name)
    address = f"{reverse('draft-new')}?clue={clue.pk}"
    client = client_of(w.handling)
    form = client.get(address).context["form"]
    assert form["title"].value() == clue.matter and form.fields["case_source"].disabled
    answer = client.post(address, new(w, case_source="other"))
    suggestion = Suggestion.objects.get()
    assert answer.url == reverse("draft", args=[suggestion.pk])
    clue.refresh_from_db()
    assert (clue.state, clue.suggestion, suggestion.case_source) == ("assessed", suggestion, "demand")
    assert client.get(address).status_code == 404, "it was assessed already"
    assert client_of(w.manager).get(reverse("clue", args=[clue.pk])).status_code == 200
    assert not Clue.objects.to_assess(access(w.handling)).exists()


def test_an_instruction_is_found_on_the_desk_below_and_what_came_of_it_above(w):
    chief_above = factories.person("above", "乙市检察长", Role.CHIEF, procuratorate=w.prefecture)
    higher, head = client_of(chief_above), client_of(w.head)
    typed = {
        "office": w.prefecture.pk,
        "lower": w.county.pk,
        "institution": w.unit.name,
        "matter": "农村客运动态监控不到位",
        "found": "车辆动态监控长期离线。",
        "to_suggest": "建议逐车核查。",
        "report_by": TODAY,
    }
    assert client_of(w.chief).get(reverse("clue-instruct")).status_code == 404
    assert reverse("clue-instruct") in higher.get(reverse("clues")).content.decode()
    assert higher.post(reverse("clue-instruct"), {**typed, "found": ""}).status_code == 422
    one = higher.post(reverse("clue-instruct"), typed).url
    desk = head.get(reverse("desk")).content.decode()
    assert one in desk and f"{w.prefecture.name} instructs to suggest" in desk
    assert "instructs your office to suggest" in desk, "the notice of its head"
    page = head.get(one).content.decode()
    assert "建议逐车核查。" in page and "?clue=" in page and "Answer that nothing is suggested" in page
    assert "?clue=" not in higher.get(one).content.decode()
    client_of(w.handling).post(f"{reverse('draft-new')}?clue={Clue.objects.get().pk}", new(w))
    suggestion = Suggestion.objects.get()
    assert (suggestion.case_source, suggestion.letter.contents["facts"]) == ("transfer", "车辆动态监控长期离线。")
    day = suggestion.clue.report_by.isoformat()
    page = client_of(w.handling).get(reverse("draft", args=[suggestion.pk])).content.decode()
    assert one in page and f"As {w.prefecture.name} instructed, until" in page and day in page
    waits = waiting.waits(waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get())
    assert [wait.due_on.isoformat() for wait in waits if wait.what == "Complete the draft and submit it"] == [day]
    page = higher.get(one).content.decode()
    assert "What came of it" in page and "answered your instruction" in higher.get(reverse("desk")).content.decode()
    other = higher.post(reverse("clue-instruct"), typed).url
    assert client_of(w.handling).get(f"{other}close/").status_code == 404
    assert head.post(f"{other}close/", {"answer": "该单位已经纠正。", "on": TODAY}).url == other
    assert "该单位已经纠正。" in higher.get(other).content.decode()
