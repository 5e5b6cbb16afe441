"""After how many months a case is looked back at: the nearest procuratorate that set it wins, and the defaults otherwise."""

import pytest
from django.utils import translation

from followups.actions.look_back_periods import set_periods
from followups.conditions import look_back_day
from followups.models import LookBackPeriod
from followups.rules.look_back_terms import DEFAULTS, Risk
from organs.actions import setup_events
from organs.models import SetupEvent
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.rules.kinds import Type
from tests import factories
from tests.factories import DAY, access, at

PLACE = (Type.PUBLIC_INTEREST.value, Risk.HIGH.value)


@pytest.fixture
def w(w):
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.county)
    return w


def put(w, procuratorate, months, who=None, **facts):
    given = {"access": access(who or w.administrator), "at": at(), "procuratorate": procuratorate, **facts}
    set_periods(**given, months=months)


def held(procuratorate):
    period = look_back_day.holding_for(procuratorate)[PLACE]
    return period.months, period.set_by


def test_every_type_and_risk_has_a_default_and_a_higher_risk_is_never_looked_at_later():
    assert set(DEFAULTS) == {(type_.value, risk.value) for type_ in Type for risk in Risk}
    for type_ in Type:
        months = [DEFAULTS[type_.value, risk.value] for risk in Risk]
        assert months == sorted(months)


@pytest.mark.slow
def test_the_nearest_from_above_wins_and_what_is_taken_away_falls_back_to_it(w):
    assert held(w.county) == (3, "")
    put(w, w.province, {PLACE: 4})
    put(w, w.county, {PLACE: 2})
    assert (held(w.county), held(w.sibling)) == ((2, w.county.name), (4, w.province.name))
    put(w, w.county, {PLACE: None})
    assert held(w.county) == (4, w.province.name)
    assert held(w.supreme) == (3, "")


@pytest.mark.slow
def test_the_proposal_says_who_set_the_months(w):
    put(w, w.prefecture, {("social_governance", "low"): 20})
    suggestion = factories.served(w)
    proposal = look_back_day.proposed(suggestion, on=DAY)["low"]
    assert proposal.on.isoformat() == "2027-11-02"
    assert proposal.words == (
        "Social governance, Low risk: 20 months (set by 乙市人民检察院) after 2026-03-02 = 2027-11-02"
    )
    with translation.override("zh-hans"):
        assert "20个月" in proposal.words


def test_it_is_set_by_an_administrator_of_the_place_with_a_trace(w):
    for who in (w.chief, w.manager, w.outsider, w.liaison):
        with pytest.raises(NotAllowed):
            put(w, w.county, {PLACE: 2}, who=who)
    with pytest.raises(NotAllowed):
        put(w, w.prefecture, {PLACE: 2}, who=w.local)
    put(w, w.county, {PLACE: 2}, who=w.local)
    put(w, w.county, {PLACE: 2}, who=w.local)
    event = SetupEvent.objects.get(verb="set look-backs")
    assert (event.subject_name, event.changes) == (w.county.name, {"look_back public_interest high": ["", "2"]})


@pytest.mark.parametrize("months", [0, 61, -3])
def test_a_number_that_cannot_be_is_refused_at_its_place(w, months):
    with pytest.raises(Refused) as refused:
        put(w, w.county, {PLACE: months})
    assert refused.value.field == "public_interest-high"
    assert not LookBackPeriod.objects.exists()


def test_a_form_of_before_is_refused(w):
    expected_change = setup_events.last(w.county)
    put(w, w.county, {PLACE: 2}, expected_change=expected_change)
    with pytest.raises(Stale):
        put(w, w.county, {PLACE: 5}, expected_change=expected_change)
