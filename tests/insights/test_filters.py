"""The filter object: it becomes an address and back without loss, and never shows what may not be seen."""

import random
from dataclasses import fields
from datetime import date

import pytest
from django.test import RequestFactory

from desk.lists import filter_form
from desk.lists.views import NAMES
from insights import scopes
from insights.figures import FIGURES
from insights.filters import CRITERIA, NOT_CRITERIA, SuggestionFilter, SuggestionFilterSet
from insights.stages import STAGES
from organs.models import Unit, UnitAlias
from suggestions.models import Suggestion
from tests import factories
from tests.insights import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def w(db):
    return worlds.world()


def read(query: str, access):
    request = RequestFactory().get(f"/?{query}")
    request.access = access
    return filter_form.read(request, names=NAMES, on=worlds.TODAY)


def titles(w, person, **values) -> set[str]:
    access = factories.access(person)
    suggestion_filter = SuggestionFilter(origin=w.origin, **values)
    return set(suggestion_filter.rows(access=access, on=worlds.TODAY).values_list("title", flat=True))


@pytest.mark.slow
def test_a_filter_survives_the_way_through_an_address(w):
    access = factories.access(w.supervisor)
    whole = SuggestionFilter(
        origin="live",
        scope=scopes.Scope(procuratorate=w.prefecture, alone=True),
        q="整治 & 督促=1",
        kind="rectify_violation",
        category="food",
        stage="reply.awaited",
        due="overdue",
        turn="unit",
        mode="post",
        issued_from=date(2025, 1, 1),
        issued_to=date(2026, 1, 31),
        unit=w.unit.pk,
        region="新疆",
        figure="in-time",
        part="denominator",
    )
    assert read(whole.query(), access).filter == whole


@pytest.mark.slow
def test_filters_of_random_values_survive_the_way_through_an_address(w):
    access, values_of = factories.access(w.supervisor), possible(w)
    for seed in range(40):
        draw = random.Random(seed)
        values = {name: draw.choice(values_of[name]) for name in CRITERIA if draw.random() < 0.5}
        if values.keys() >= {"issued_from", "issued_to"} and values["issued_to"] < values["issued_from"]:
            del values["issued_to"]
        scope = draw.choice([scopes.EVERYWHERE, scopes.Scope(procuratorate=w.prefecture, alone=draw.random() < 0.5)])
        whole = SuggestionFilter(origin=draw.choice(["live", "published"]), scope=scope, **values)
        if draw.random() < 0.5:
            figure = draw.choice(list(FIGURES.values()))
            whole = whole.of(figure, draw.choice(figure.parts))
        assert read(whole.query(), access).filter == whole, seed


def possible(w) -> dict[str, list]:
    """Returns values of each criterion: every option of a field with options, samples of the others."""
    samples = {
        "q": ["整治 & 督促=1", "%", "a+b"],
        "issued_from": [date(2020, 2, 29), date(2025, 1, 1)],
        "issued_to": [date(2025, 1, 1), date(2026, 1, 31)],
        "unit": [w.unit.pk, w.copied_unit.pk],
        "region": ["新疆", "西藏"],
    }
    offered = read("", factories.access(w.supervisor)).form.fields
    return {name: samples.get(name) or option_keys(offered[name].choices) for name in CRITERIA}


def option_keys(options) -> list[str]:
    found = []
    for key, label in options:
        found += option_keys(label) if isinstance(label, list | tuple) else [key]
    return [key for key in found if key]


def test_each_field_of_the_value_is_one_filter_or_is_named_as_none():
    names = [field.name for field in fields(SuggestionFilter)]
    assert sorted(names) == sorted((*CRITERIA, *NOT_CRITERIA))
    assert tuple(SuggestionFilterSet.base_filters) == CRITERIA
    assert sorted(NAMES) == sorted(names)


@pytest.mark.slow
def test_the_filter_set_narrows_by_a_form_as_the_value_does(w):
    access = factories.access(w.handling)
    for values in (
        {"kind": "rectify_violation"},
        {"stage": "case.open", "turn": "mine"},
        {"due": "overdue", "q": "督促"},
    ):
        by_form = SuggestionFilterSet(values, access=access, on=worlds.TODAY)
        by_value = SuggestionFilter(origin="live", **values).suggestions(access=access, on=worlds.TODAY)
        assert set(by_form.qs) == set(by_value)
    assert not SuggestionFilterSet({"kind": "bribery"}, access=access, on=worlds.TODAY).is_valid()


@pytest.mark.slow
def test_every_figure_and_part_survives_the_way_through_an_address(w):
    access = factories.access(w.manager)
    for figure in FIGURES.values():
        for part in figure.parts:
            suggestion_filter = SuggestionFilter(origin="live", scope=scopes.Scope(procuratorate=w.county)).of(
                figure, part
            )
            assert read(suggestion_filter.query(), access).filter == suggestion_filter, figure.key


@pytest.mark.slow
def test_an_unknown_procuratorate_or_one_outside_the_own_tree_is_not_found(w):
    access = factories.access(w.outsider)
    for value in (
        f"below-{w.county.pk}",
        f"at-{w.province.pk}",
        "below-999999",
        "below-x",
        "below-" + "9" * 30,
        "up-1",
    ):
        with pytest.raises(scopes.UnknownScope):
            scopes.find(access=access, origin="live", value=value)
    assert scopes.find(access=access, origin="live", value="").procuratorate == w.sibling
    assert scopes.find(access=access, origin="published", value=f"below-{w.county.pk}").procuratorate == w.county


@pytest.mark.slow
def test_nobody_chooses_more_than_may_be_seen(w):
    for person in (w.handling, w.outsider, w.supervisor, w.higher, w.liaison, w.registrar):
        access = factories.access(person)
        seen = set(Suggestion.objects.visible_to(access).values_list("title", flat=True))
        assert titles(w, person) == seen
        assert titles(w, person, turn="unit") <= seen


@pytest.mark.slow
def test_the_search_finds_title_number_and_present_and_former_names_of_the_unit(w):
    own = worlds.letter(w, title="督促修补井盖", unit=w.copied_unit)
    UnitAlias.objects.create(unit=w.copied_unit, name="丙县革命委员会")
    UnitAlias.objects.create(unit=w.copied_unit, name="丙县革命委员会办公室")
    for words in ("修补井盖", own.letter.document_number, "丙县人民政府", "革命委员会"):
        assert titles(w, w.handling, q=words) == {own.title}


@pytest.mark.slow
def test_a_scope_holds_its_procuratorate_alone_or_with_all_below(w):
    below = titles(w, w.supervisor, scope=scopes.Scope(procuratorate=w.prefecture))
    alone = titles(w, w.supervisor, scope=scopes.Scope(procuratorate=w.prefecture, alone=True))
    county = titles(w, w.supervisor, scope=scopes.Scope(procuratorate=w.county))
    assert alone < below
    assert county < below
    assert not county & alone


@pytest.mark.slow
def test_a_type_holds_all_its_kinds(w):
    worlds.letter(w, kind="violation_criminal")
    both = titles(w, w.handling, kind="rectify_violation")
    assert both == titles(w, w.handling, kind="violation_criminal") | titles(
        w, w.handling, kind="violation_civil_trial"
    )
    assert len(both) == 2


@pytest.mark.slow
def test_the_end_of_an_objection_period_makes_nobody_late(w):
    quiet = worlds.letter(w)
    worlds.clock(quiet, "objection", due=30)
    assert quiet.title not in titles(w, w.handling, due="overdue")
    worlds.clock(quiet, "reply_pil", due=1)
    assert quiet.title in titles(w, w.handling, due="overdue")


@pytest.mark.slow
def test_due_soon_holds_today_and_the_last_day_and_nothing_beyond(w):
    days = {days: worlds.letter(w, title=f"期限{days}") for days in (-1, 0, 7, 8)}
    for distance, suggestion in days.items():
        worlds.clock(suggestion, "reply_pil", due=-distance)
    found = titles(w, w.handling, due="7", q="期限")
    assert found == {"期限0", "期限7"}


@pytest.mark.slow
def test_every_stage_finds_only_letters_in_it_and_the_world_fills_most(w):
    filled = {stage for stage in STAGES if titles(w, w.manager, stage=stage)}
    assert {"document.draft", "document.in_review", "document.withdrawn", "reply.awaited", "reply.none"} <= filled
    assert {"objection.open", "measure.rebounded", "case.open", "case.again", "case.closed"} <= filled
    assert "examination.sued" not in filled


@pytest.mark.slow
def test_a_wrong_day_or_an_unknown_option_chooses_nothing_and_says_so(w):
    access = factories.access(w.handling)
    for query in (
        "issued_from=yesterday",
        "kind=bribery",
        "figure=rank",
        "issued_from=2026-02-01&issued_to=2026-01-01",
    ):
        found = read(query, access)
        assert found.filter is None
        assert found.form.errors


@pytest.mark.slow
def test_the_origin_is_live_when_there_is_any_and_the_own_one_otherwise(w):
    assert filter_form.default_origin(factories.access(w.handling)) == "live"
    stranger = factories.person("probe", "演示员甲", "analyst", origin="sample", procuratorate=w.county)
    assert filter_form.default_origin(factories.access(stranger)) == "live"
    Unit.objects.update(origin="sample")
    Suggestion.objects.update(origin="sample")
    assert filter_form.default_origin(factories.access(stranger)) == "sample"
