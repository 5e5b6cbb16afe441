"""A stock where there is no sample world to copy from."""

import pytest

from organs import clock
from organs.models import Procuratorate
from organs.refusals import Refused
from sample.scale import offices, stock


@pytest.mark.django_db
def test_without_a_sample_world_there_is_nothing_to_copy():
    with pytest.raises(Refused, match="load_sample_world"):
        stock.load(at=clock.now(), suggestions=10, seed=1, say=lambda words: None)
    assert not Procuratorate.objects.filter(code__startswith=offices.MARK).exists()
