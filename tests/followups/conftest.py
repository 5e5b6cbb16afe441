"""The world in which follow-up is tested; refusals are compared in English."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.utils import translation

from tests import factories


@pytest.fixture
def w(db: None) -> SimpleNamespace:
    return factories.world()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
