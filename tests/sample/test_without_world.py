"""An installation that holds nobody of the sample world: in production always, and before it is loaded."""

import pytest
from django.core.management import CommandError

from organs import clock
from organs.models import Person, Procuratorate
from organs.refusals import Refused
from sample import world
from tests.sample.commands import printed


@pytest.mark.django_db
def test_a_production_installation_takes_no_sample_people(settings):
    settings.PRODUCTION = True
    with pytest.raises(Refused):
        world.load(at=clock.now(), say=print)
    with pytest.raises(CommandError):
        printed("load_sample_world")
    assert not Person.objects.exists()
    assert not Procuratorate.objects.exists()


@pytest.mark.django_db
def test_without_the_sample_world_there_is_nothing_to_walk_or_to_sign_in_with():
    with pytest.raises(CommandError, match="load_sample_world"):
        printed("walk_sample")
    assert printed("sample_accounts") == []
    assert printed("verify_ledger") == ["0 suggestions, 0 events, 0 breaks"]
