"""A suggestion on retrial, trial or enforcement goes to the court of the same level alone; another unit is refused with the article."""

import pytest
from django.utils import translation

from organs.actions import units
from organs.refusals import Refused
from suggestions.actions import drafting
from suggestions.documents import completeness, routing
from suggestions.documents.completeness import Incomplete
from suggestions.models import Suggestion
from suggestions.rules.case_papers import COURTS
from suggestions.rules.kinds import KINDS
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OTHERS = {
    "no court": {"kind": "government_department", "level": "basic"},
    "another level": {"kind": "court", "level": "prefecture"},
    "level not recorded": {"kind": "court"},
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def unit(w, **facts):
    return units.register(access=None, at=factories.at(), name="别的单位", origin=w.origin, **facts)


@pytest.mark.parametrize("kind", sorted(COURTS))
@pytest.mark.parametrize("facts", OTHERS.values(), ids=OTHERS)
def test_no_draft_is_opened_to_anybody_else(w, kind, facts):
    with pytest.raises(
        Refused, match=r"Civil Rules, Art. (87|102|108)|Administrative Rules, Art. (92|106|113)"
    ) as refusal:
        factories.opened(w, kind, unit=unit(w, **facts))
    assert refusal.value.field == "unit"
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("kind", sorted(COURTS))
@pytest.mark.parametrize("addressed_as", ["", "involved", "competent"])
def test_the_court_of_another_area_is_addressed_by_the_route_on_which_the_procuratorate_there_is_asked(
    w, kind, addressed_as
):
    there = unit(w, kind="court", level="basic", region_code="652325")
    with pytest.raises(Refused, match=r"corresponds to 丙县人民检察院, and 别的单位 is in another place.*Art\. 3\(4\)"):
        factories.opened(w, kind, unit=there, addressed_as=addressed_as)
    suggestion = factories.opened(w, kind, unit=there, addressed_as=addressed_as, route="consulted")
    assert "must be sought" in routing.awaited(suggestion)
    with pytest.raises(Refused, match="in another place") as refusal:
        drafting.save(
            access=factories.access(w.handling),
            at=factories.at(),
            suggestion=suggestion,
            head=factories.head(w, unit=there, addressed_as=addressed_as),
            body=factories.body(kind),
        )
    assert refusal.value.field == "unit"


def test_a_court_of_which_the_area_is_known_to_be_ours_or_is_not_known_may_be_addressed(w):
    for region in ("652328", ""):
        court = unit(w, kind="court", level="basic", region_code=region)
        assert factories.opened(w, "retrial_civil", unit=court)


def test_the_level_of_a_court_is_named_by_the_word_for_courts(w):
    with translation.override("zh-hans"), pytest.raises(Refused) as refusal:
        factories.opened(w, "retrial_civil", unit=unit(w, kind="court", level="prefecture"))
    assert "同级人民法院（基层人民法院）" in str(refusal.value)
    assert "中级人民法院" in str(refusal.value) and "分州市院" not in str(refusal.value)


def test_the_court_of_the_same_level_may_be_addressed_and_nobody_else_afterwards(w):
    suggestion = factories.drafted(w, "retrial_civil")
    assert (suggestion.unit.kind, suggestion.unit.level) == ("court", w.county.level)
    with pytest.raises(Refused, match="goes to a court"):
        drafting.save(
            access=factories.access(w.handling),
            at=factories.at(),
            suggestion=suggestion,
            head=factories.head(w),
            body=factories.body("retrial_civil"),
        )


def test_a_court_whose_level_changed_meanwhile_stops_the_draft_before_its_gates(w):
    suggestion = factories.drafted(w, "retrial_civil")
    suggestion.unit.level = "prefecture"
    suggestion.unit.save()
    with pytest.raises(Incomplete):
        drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
    lacking = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    assert ("unit", "Provisions, Art. 8; Civil Rules, Art. 87") in [
        (each.anchor, str(each.article)) for each in lacking
    ]


def test_letters_of_other_kinds_go_to_whom_they_concern(w):
    for kind in sorted(set(KINDS) - COURTS):
        assert factories.opened(w, kind, unit=w.unit)
