"""ORG18 Art. 12–16: the levels, and the special procuratorates."""

import pytest

from organs.actions import procuratorates, vocabulary
from organs.models import Level, Line
from tests.factories import at


def test_there_are_four_levels():
    """12–13: There are the Supreme People's Procuratorate, provincial ones, those of prefectures, branches and cities,
    and basic ones."""
    assert list(Level) == ["supreme", "provincial", "prefecture", "basic"]


@pytest.mark.slow
def test_two_procuratorates_of_different_lines_share_the_same_ground(w):
    """14–16: Special ones (military, railway, dispatched, and those of the XPCC 兵团) stand beside the territorial
    ones, on the same ground."""
    vocabulary.seed(access=None, at=at())
    corps = procuratorates.found(
        access=None,
        at=at(),
        code="bt08",
        name="兵团某垦区人民检察院",
        short_name="垦检",
        level=Level.BASIC,
        line=Line.objects.get(code="xpcc"),
        origin=w.origin,
        parent=w.province,
        region_code=w.county.region_code,
    )
    assert (corps.region_code, corps.line_id) == (w.county.region_code, "xpcc")
    assert corps.pk != w.county.pk
