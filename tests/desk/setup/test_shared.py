"""Number patterns and words in Set-up."""

import pytest
from django.urls import reverse

from desk.setup import missing
from organs import clock
from suggestions.actions import categories
from suggestions.models import NumberSeries, ProblemCategory
from tests import factories

pytestmark = pytest.mark.django_db


class TestNumbers:
    @pytest.mark.slow
    def test_each_kind_shows_the_number_it_would_print_next(self, by, w):
        rows = by(w.local).get(reverse("setup-numbers-of", args=[w.county.pk])).context["rows"]
        assert len(rows) == 12
        year = clock.today().year
        assert {row.next_number for row in rows} >= {f"丙县检建〔{year}〕1号"}

    @pytest.mark.slow
    def test_a_place_without_series_gets_the_usual_ones_after_they_were_shown(self, by, w):
        client = by(w.local)
        assert not client.get(reverse("setup-numbers-of", args=[w.sibling.pk])).context["is_complete"]
        href = reverse("setup-numbers-defaults", args=[w.sibling.pk])
        form = client.get(href).context["form"]
        assert client.post(href, {"mode": "own"}).status_code == 409
        given = {"mode": form["mode"].value(), "expected_change": form["expected_change"].value()}
        assert client.post(href, given).status_code == 302
        assert NumberSeries.objects.filter(procuratorate=w.sibling).count() == 12

    @pytest.mark.slow
    def test_all_below_get_the_usual_ones_and_what_clashes_is_named(self, by, w):
        type(w.sibling).objects.filter(pk=w.sibling.pk).update(short_name="丙县检")
        client, href = by(w.local), reverse("setup-numbers-defaults", args=[w.prefecture.pk])
        page = client.get(href, {"below": "yes"})
        assert (len(page.context["rows"]), page.context["count"], len(page.context["clashes"])) == (1, 12, 12)
        given = {name: page.context["form"][name].value() for name in ("mode", "below", "expected_change")}
        assert client.post(href, given).status_code == 302
        assert w.prefecture.number_series.count() == 12
        assert not w.sibling.number_series.exists()

    def test_a_void_serial_is_shown_with_its_reason(self, by, w):
        series = w.county.number_series.get(kind="other")
        facts = {"year": 2026, "serial": 7, "printed": "丙县检建他〔2026〕7号", "reason": "on_letter"}
        series.void_serials.create(recorded_at=factories.at(), **facts)
        page = by(w.local).get(reverse("setup-numbers-of", args=[w.county.pk])).content.decode()
        assert "丙县检建他〔2026〕7号" in page
        assert "该文号已用于另一份文书" in page

    def test_a_series_from_before_is_to_be_set_anew(self, by, w):
        w.county.number_series.filter(kind="other").update(pattern="丙〔{year}〕{serial}号", prefix="")
        context = by(w.local).get(reverse("setup-numbers-of", args=[w.county.pk])).context
        assert [row.pattern for row in context["rows"] if row.is_to_set_anew] == ["丙〔{year}〕{serial}号"]
        assert not context["is_complete"]
        notes = [each.note for each in missing.checks(factories.access(w.administrator), on=factories.DAY)]
        assert any("须重新设置" in note for note in notes)

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "pattern", ["丙县检建[{year}]{serial}号", "丙县检建〔{year}〕第{serial}号", "{0}〔{year}〕{serial}号"]
    )
    def test_a_bad_pattern_is_refused_and_stays(self, by, w, pattern):
        href = reverse("setup-series", args=[w.county.pk, "social_governance"])
        answer = by(w.local).post(href, {"mode": "own", "pattern": pattern}, headers={"accept-language": "en"})
        assert answer.status_code == 422
        assert answer.context["form"]["pattern"].value() == pattern
        assert "The next number would be" not in answer.content.decode()

    @pytest.mark.slow
    def test_two_series_never_print_the_same(self, by, w):
        pattern = w.county.number_series.get(kind="other").pattern
        href = reverse("setup-series", args=[w.sibling.pk, "other"])
        assert "pattern" in by(w.local).post(href, {"mode": "own", "pattern": pattern}).context["form"].errors

    @pytest.mark.slow
    def test_the_example_follows_the_pattern(self, by, w):
        href = reverse("setup-series-example", args=[w.county.pk, "social_governance"])
        answer = by(w.local).get(href, {"pattern": "丙县检试建〔{year}〕{serial}号"}).content.decode()
        assert f"丙县检试建〔{clock.today().year}〕1号" in answer
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

    def test_the_top_names_the_categories_of_the_environment_and_a_page_that_is_old_changes_nothing(self, by, w):
        for code in ("NOISE", "FOOD"):
            categories.add(access=None, at=clock.now(), code=code, zh=code, en=code, is_environmental=code == "FOOD")
        address, given = reverse("setup-problem-category-environment"), {"codes": ["NOISE"], "expected": "FOOD"}
        assert by(w.local).post(address, given).status_code == 422
        assert by(w.administrator).get(address).context["form"]["codes"].value() == ["FOOD"]
        assert by(w.administrator).post(address, given).status_code == 302
        assert by(w.administrator).post(address, given).status_code == 409
        marked = ProblemCategory.objects.filter(is_environmental=True)
        assert [row.code for row in marked] == ["NOISE"]
        page = by(w.administrator).get(reverse("setup-problem-categories")).content.decode()
        assert page.count('<td data-label="属于生态环境类" class="nowrap">是</td>') == 1

    def test_a_category_is_added_with_its_law(self, by, w):
        assert (
            by(w.administrator)
            .post(reverse("setup-problem-category-new"), self.given | {"is_environmental": "on"})
            .status_code
            == 302
        )
        assert ProblemCategory.objects.get(code="FOREST").is_environmental
