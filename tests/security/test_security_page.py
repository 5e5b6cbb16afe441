"""docs/security.md names tests for its controls: each of them exists."""

import re

import pytest
from django.conf import settings

PAGE = settings.BASE_DIR / "docs" / "security.md"
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+\.py(?:::\w+)*)`", PAGE.read_text())))


@pytest.mark.parametrize("named", NAMED)
def test_a_test_that_is_named_exists(named):
    path, *names = named.split("::")
    file = settings.BASE_DIR / path
    assert file.exists(), f"{path} is named in docs/security.md and is not there"
    text = file.read_text()
    for name in names:
        assert re.search(rf"^\s*(?:def|class) {name}\b", text, re.M), (
            f"{named} is named in docs/security.md and is not there"
        )


def test_many_are_named():
    assert len(NAMED) > 50
