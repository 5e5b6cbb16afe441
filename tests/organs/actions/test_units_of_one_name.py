"""One unit is registered once: by its name, unless credit codes tell two of one name apart."""

import pytest

from organs import clock
from organs.actions import units
from organs.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db

CODES = "91110000MA00000011", "91110000MA00000022"


@pytest.fixture
def w():
    return factories.world(with_calendar=False)


def register(w, name: str, **facts):
    access = factories.access(w.handling, clock.today())
    return units.register(access=access, at=clock.now(), name=name, kind="enterprise", origin="live", **facts)


def test_a_name_that_is_there_is_refused_at_the_name(w):
    register(w, "丙县乳品有限公司")
    with pytest.raises(Refused) as refused:
        register(w, " 丙县乳品有限公司 ", credit_code=CODES[0])
    assert refused.value.field == "name"


@pytest.mark.parametrize("name", ["丙县 乳品(甲)有限公司", "丙县乳品（甲）有限公司", "丙县乳品(甲)有限公司　"])
def test_what_the_eye_does_not_tell_apart_is_one_name(w, name):
    register(w, "丙县乳品（甲）有限公司")
    with pytest.raises(Refused):
        register(w, name)


def test_a_former_name_counts(w):
    units.change(access=None, at=clock.now(), on=clock.today(), unit=w.unit, name="丙县市场监督管理局（新）")
    with pytest.raises(Refused):
        register(w, w.unit.aliases.get().name)


def test_two_credit_codes_tell_two_units_of_one_name_apart(w):
    register(w, "丙县乳品有限公司", credit_code=CODES[0])
    assert register(w, "丙县乳品有限公司", credit_code=CODES[1]).pk


def test_a_closed_one_and_an_unnamed_one_stand_in_nobodys_way(w):
    closed = register(w, "丙县乳品有限公司")
    closed.closed_on = clock.today()
    closed.save()
    assert register(w, "丙县乳品有限公司").pk
    assert register(w, "某企业", is_placeholder=True).pk
    assert register(w, "某企业", is_placeholder=True).pk
