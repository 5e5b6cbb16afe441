"""Adopting a local rule in Set-up: what fits the place stands there, and is adopted or given up in its own form."""

import pytest
from django.urls import reverse

from organs import clock
from organs.models import Procuratorate
from suggestions.models import LocalRule, ProblemCategory

pytestmark = pytest.mark.django_db
QINGDAO = "reply_local_qingdao"


@pytest.fixture
def href(w):
    Procuratorate.objects.filter(pk=w.county.pk).update(region_code="370285")
    return reverse("setup-local-rules", args=[w.county.pk])


def given(day: str, **facts: str) -> dict[str, str]:
    typed = {day: clock.today().isoformat(), "reason": "党组会决定"} | facts
    if day == "from_on":
        ProblemCategory.objects.get_or_create(code="duty-crime", defaults={"zh": "预防职务犯罪", "en": "Duty crime"})
        typed = {"title": "某市预防职务犯罪条例", "provision": "第十条", "subject": "duty-crime"} | typed
    return {"term": QINGDAO} | {f"{QINGDAO}-{name}": value for name, value in typed.items()}


@pytest.mark.slow
def test_a_rule_is_adopted_and_given_up_and_every_adoption_stays(by, w, href):
    client = by(w.administrator)
    [row] = client.get(href).context["rows"]
    assert (row.term.key, row.held, row.length) == (QINGDAO, None, row.term.length.text())
    assert client.post(href, given("from_on")).status_code == 302
    held = client.get(href).context["rows"][0].held
    assert (held.reason, held.adopted_by) == ("党组会决定", w.administrator)
    assert (held.title, held.subject_id) == ("某市预防职务犯罪条例", "duty-crime")
    assert client.post(href, given("until_on", reason="条例已废止")).status_code == 302
    page = client.get(href)
    assert [rule.until_reason for rule in page.context["rows"][0].former] == ["条例已废止"]
    assert "条例已废止" in page.content.decode()


def test_what_is_refused_stays_typed_at_its_field(by, w, href):
    answer = by(w.administrator).post(href, given("from_on", from_on="2020-01-01"))
    form = answer.context["rows"][0].form
    assert answer.status_code == 422
    assert "from_on" in form.errors
    assert form["reason"].value() == "党组会决定"
    assert not LocalRule.objects.exists()


@pytest.mark.slow
def test_elsewhere_the_page_says_that_none_is_known_and_adopts_none(by, w):
    href = reverse("setup-local-rules", args=[w.sibling.pk])
    client = by(w.administrator)
    assert client.get(href).context["rows"] == []
    assert client.post(href, given("from_on")).status_code == 404


@pytest.mark.slow
def test_the_page_of_another_part_of_the_tree_is_not_there(by, w, href):
    assert by(w.elsewhere).post(href, given("from_on")).status_code == 404


@pytest.mark.slow
def test_the_trace_says_which_rule_in_words(by, w, href):
    by(w.administrator).post(href, given("from_on"))
    text = by(w.administrator).get(reverse("setup-changes"), headers={"accept-language": "en"}).content.decode()
    assert "local rule adopted" in text
    assert "Reply, Qingdao" in text
