"""The usual number patterns for one office or for all below: seen first, in the installation's mode, and what clashes is named."""

import importlib
import pkgutil

import pytest
from django.apps import apps
from pytest_django.fixtures import Settings

from organs.models import Procuratorate, SetupEvent
from organs.refusals import NotAllowed, Refused, Stale
from suggestions import migrations
from suggestions.actions import series, usual_series
from suggestions.models import NumberSeries
from suggestions.rules.kinds import KINDS
from tests import factories

pytestmark = pytest.mark.django_db

ALL = len(KINDS)


@pytest.fixture(scope="module")
def built(module_transaction):
    return factories.world()


@pytest.fixture
def w(built, db):
    for row in (built.supreme, built.prefecture, built.county, built.sibling):
        row.refresh_from_db()
    return built


def define(w, **facts) -> int:
    values = {
        "access": factories.access(w.administrator),
        "procuratorate": w.prefecture,
        "below": True,
        "mode": "national",
    }
    return usual_series.define(at=factories.at(), **values | facts)


def rename(procuratorate: Procuratorate, short_name: str) -> None:
    Procuratorate.objects.filter(pk=procuratorate.pk).update(short_name=short_name)
    procuratorate.refresh_from_db()


def test_all_below_get_their_series_at_once_and_known_ones_stay(w):
    kept = list(w.county.number_series.values_list("pattern", "mode"))
    rows = usual_series.plan(procuratorate=w.prefecture, below=True)
    assert {row.procuratorate for row in rows} == {w.prefecture, w.sibling}
    assert define(w, expected_change=usual_series.mark_of(rows)) == 2 * ALL
    assert list(w.county.number_series.values_list("pattern", "mode")) == kept
    found = w.sibling.number_series.values_list("kind", "pattern", "prefix", "shares__kind", "mode", "origin")
    assert set(found) == {
        (kind, f"丁县{row.number_code}〔{{year}}〕{{serial}}号", f"丁县{row.number_code}", None, "national", "live")
        if row.number_code
        else (kind, "", "", "social_governance", "national", "live")
        for kind, row in KINDS.items()
    }
    assert [kind for kind, row in KINDS.items() if not row.number_code] == [
        "violation_criminal",
        "violation_administrative_organ",
        "violation_other",
        "public_interest",
        "other",
    ]
    events = SetupEvent.objects.filter(verb="define usual")
    assert sorted(events.values_list("subject_name", flat=True)) == ["丁县人民检察院", "乙市人民检察院"]


def test_one_office_alone_gets_its_own(w):
    assert define(w, procuratorate=w.sibling, below=False) == ALL
    assert not w.prefecture.number_series.exists()


def test_what_clashes_is_named_and_left_out(w):
    rename(w.sibling, "丙县检")
    rows = usual_series.plan(procuratorate=w.prefecture, below=True)
    clashes = [row for row in rows if row.clash]
    assert {row.procuratorate for row in clashes} == {w.sibling}
    assert all(w.county.name in row.clash for row in clashes if row.pattern)
    assert define(w) == ALL
    assert not w.sibling.number_series.exists()


def test_two_that_would_print_the_same_are_both_named(w):
    rename(w.prefecture, "戊检")
    rename(w.sibling, "戊检")
    rows = usual_series.plan(procuratorate=w.prefecture, below=True)
    assert {row.procuratorate: row.clash for row in rows if row.clash}.keys() == {w.prefecture, w.sibling}


def test_another_list_than_the_one_shown_is_refused(w):
    shown = usual_series.mark_of(usual_series.plan(procuratorate=w.prefecture, below=True))
    rename(w.sibling, "戊检")
    with pytest.raises(Stale):
        define(w, expected_change=shown)
    assert not w.sibling.number_series.exists()


def test_where_there_is_nothing_to_set_it_says_so(w):
    with pytest.raises(Refused):
        define(w, procuratorate=w.county, below=False)


def test_only_an_administrator_of_the_place_sets_them(w):
    for who in (w.registrar, w.chief):
        with pytest.raises(NotAllowed):
            define(w, access=factories.access(who))


def test_a_series_from_before_is_set_anew_and_keeps_where_its_numbers_come_from(w):
    NumberSeries.objects.filter(procuratorate=w.county, kind="other").update(
        pattern="丙〔{year}〕{serial}号", prefix=""
    )
    assert define(w, procuratorate=w.county, below=False) == 1
    row = w.county.number_series.get(kind="other")
    assert (row.pattern, row.prefix, row.mode, row.shares.kind) == ("", "", "own", "social_governance")
    NumberSeries.objects.filter(procuratorate=w.county, kind="retrial_civil").update(pattern="丙〔{year}〕", prefix="")
    assert define(w, procuratorate=w.county, below=False) == 1
    assert w.county.number_series.get(kind="retrial_civil").pattern == "丙县检民监〔{year}〕{serial}号"


def test_a_kind_without_a_code_needs_the_series_with_which_it_would_count(w):
    series.define(
        access=None,
        at=factories.at(),
        procuratorate=w.sibling,
        kind="other",
        mode="own",
        pattern="丁县检建〔{year}〕{serial}号",
        origin="live",
    )
    clashes = {row.kind for row in usual_series.plan(procuratorate=w.sibling, below=False) if row.clash}
    without_code = {"violation_criminal", "violation_administrative_organ", "violation_other", "public_interest"}
    assert clashes == without_code | {"social_governance"}


def test_the_mode_of_the_installation_is_that_of_its_top(w, settings: Settings):
    for production, mode in ((False, "own"), (True, "national")):
        settings.PRODUCTION = production
        assert usual_series.usual_mode(origin="live") == mode
    settings.PRODUCTION = False
    facts = {"access": None, "at": factories.at(), "procuratorate": w.supreme, "origin": "live"}
    series.define_defaults(mode="national", **facts)
    assert usual_series.usual_mode(origin="live") == "national"
    pattern = series.default_pattern(procuratorate=w.supreme, kind="retrial_civil")
    series.define(mode="own", kind="retrial_civil", pattern=pattern, **facts)
    assert usual_series.usual_mode(origin="live") == "national"


def test_the_migration_notes_the_prefixes_that_are_the_offices_own(w):
    [name] = [each.name for each in pkgutil.iter_modules(migrations.__path__) if each.name.endswith("_number_prefixes")]
    rows = dict(zip(sorted(KINDS), w.county.number_series.order_by("kind"), strict=True))
    written = {
        "other": "丙县检建他〔{year}〕{serial}号",
        "public_interest": "丁县检行公建〔{year}〕{serial}号",
        "social_governance": "丙县检建〔{year}〕Z{serial}号",
        "retrial_civil": "丙县检民监2〔{year}〕{serial}号",
        "retrial_administrative": "丙县检行监\n〔{year}〕{serial}号",
    }
    NumberSeries.objects.update(prefix="")
    for kind, pattern in written.items():
        NumberSeries.objects.filter(pk=rows[kind].pk).update(pattern=pattern)
    importlib.import_module(f"suggestions.migrations.{name}").keep_prefixes(apps, None)
    kept = dict(w.county.number_series.values_list("kind", "prefix"))
    assert {kind: kept[kind] for kind in written} == dict.fromkeys(written, "") | {"other": "丙县检建他"}
    assert kept["violation_criminal"] == "丙县检刑违建"
