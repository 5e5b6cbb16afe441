"""The filter object: it becomes an address and back without loss, and never shows what may not be seen."""

from datetime import date

import pytest
from django.test import RequestFactory

from desk.lists import filter_form
from insights import scopes
from insights.figures import FIGURES
from insights.filters import STAGES, Choice
from organs.models import Unit, UnitAlias
from suggestions.models import Suggestion
from tests import factories
from tests.insights import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def w(db):
    return worlds.world()


def asked(query: str, access):
    request = RequestFactory().get(f"/?{query}")
    request.access = access
    return filter_form.read(request, names=tuple(filter_form.ChoiceForm.base_fields))


def titles(w, person, **facts) -> set[str]:
    access = factories.access(person)
    choice = Choice(origin=w.origin, **facts)
    return set(choice.rows(access=access, on=worlds.TODAY).values_list("title", flat=True))


def test_a_choice_survives_the_way_through_an_address(w):
    access = factories.access(w.supervisor)
    whole = Choice(
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
    assert asked(whole.query(), access).choice == whole


def test_every_figure_and_part_survives_the_way_through_an_address(w):
    access = factories.access(w.manager)
    for figure in FIGURES.values():
        for part in figure.parts:
            choice = Choice(origin="live", scope=scopes.Scope(procuratorate=w.county)).of(figure, part)
            assert asked(choice.query(), access).choice == choice, figure.key


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


def test_nobody_chooses_more_than_may_be_seen(w):
    for person in (w.handling, w.outsider, w.supervisor, w.higher, w.liaison, w.registrar):
        access = factories.access(person)
        seen = set(Suggestion.objects.visible_to(access).values_list("title", flat=True))
        assert titles(w, person) == seen
        assert titles(w, person, turn="unit") <= seen


def test_the_search_finds_title_number_and_present_and_former_names_of_the_unit(w):
    own = worlds.letter(w, title="督促修补井盖", unit=w.copied_unit)
    UnitAlias.objects.create(unit=w.copied_unit, name="丙县革命委员会")
    UnitAlias.objects.create(unit=w.copied_unit, name="丙县革命委员会办公室")
    for words in ("修补井盖", own.letter.document_number, "丙县人民政府", "革命委员会"):
        assert titles(w, w.handling, q=words) == {own.title}


def test_a_scope_holds_its_procuratorate_alone_or_with_all_below(w):
    below = titles(w, w.supervisor, scope=scopes.Scope(procuratorate=w.prefecture))
    alone = titles(w, w.supervisor, scope=scopes.Scope(procuratorate=w.prefecture, alone=True))
    county = titles(w, w.supervisor, scope=scopes.Scope(procuratorate=w.county))
    assert alone < below
    assert county < below
    assert not county & alone


def test_a_type_holds_all_its_kinds(w):
    worlds.letter(w, kind="violation_criminal")
    both = titles(w, w.handling, kind="rectify_violation")
    assert both == titles(w, w.handling, kind="violation_criminal") | titles(
        w, w.handling, kind="violation_civil_trial"
    )
    assert len(both) == 2


def test_the_end_of_an_objection_period_makes_nobody_late(w):
    quiet = worlds.letter(w)
    worlds.clock(quiet, "objection", due=30)
    assert quiet.title not in titles(w, w.handling, due="overdue")
    worlds.clock(quiet, "reply_pil", due=1)
    assert quiet.title in titles(w, w.handling, due="overdue")


def test_due_soon_holds_today_and_the_last_day_and_nothing_beyond(w):
    days = {days: worlds.letter(w, title=f"期限{days}") for days in (-1, 0, 7, 8)}
    for distance, suggestion in days.items():
        worlds.clock(suggestion, "reply_pil", due=-distance)
    found = titles(w, w.handling, due="7", q="期限")
    assert found == {"期限0", "期限7"}


def test_every_stage_finds_only_letters_in_it_and_the_world_fills_most(w):
    filled = {stage for stage in STAGES if titles(w, w.manager, stage=stage)}
    assert {"document.draft", "document.in_review", "document.withdrawn", "reply.awaited", "reply.none"} <= filled
    assert {"objection.open", "measure.rebounded", "case.open", "case.again", "case.closed"} <= filled
    assert "examination.sued" not in filled


def test_a_wrong_day_or_an_unknown_option_chooses_nothing_and_says_so(w):
    access = factories.access(w.handling)
    for query in (
        "issued_from=yesterday",
        "kind=bribery",
        "figure=rank",
        "issued_from=2026-02-01&issued_to=2026-01-01",
    ):
        found = asked(query, access)
        assert found.choice is None
        assert found.form.errors


def test_the_origin_is_live_when_there_is_any_and_the_own_one_otherwise(w):
    assert filter_form.default_origin(factories.access(w.handling)) == "live"
    stranger = factories.person("probe", "演示员甲", "analyst", origin="sample", procuratorate=w.county)
    assert filter_form.default_origin(factories.access(stranger)) == "live"
    Unit.objects.update(origin="sample")
    Suggestion.objects.update(origin="sample")
    assert filter_form.default_origin(factories.access(stranger)) == "sample"
