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


# How many requirements each section of ASVS 5.0.0 has: 345 in all.
SECTIONS = {
    **{"1.1": 2, "1.2": 10, "1.3": 12, "1.4": 3, "1.5": 3, "2.1": 3, "2.2": 3, "2.3": 5, "2.4": 2},
    **{"3.1": 1, "3.2": 3, "3.3": 5, "3.4": 8, "3.5": 8, "3.6": 1, "3.7": 5, "4.1": 5, "4.2": 5, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 6, "5.3": 3, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 8, "6.4": 6, "6.5": 8, "6.6": 4, "6.7": 2},
    **{"6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 3, "7.6": 2, "8.1": 4, "8.2": 4, "8.3": 3, "8.4": 2},
    **{"9.1": 3, "9.2": 4, "10.1": 2, "10.2": 3, "10.3": 5, "10.4": 16, "10.5": 5, "10.6": 2, "10.7": 3},
    **{"11.1": 4, "11.2": 5, "11.3": 5, "11.4": 4, "11.5": 2, "11.6": 2, "11.7": 2, "12.1": 5, "12.2": 2, "12.3": 5},
    **{"13.1": 4, "13.2": 6, "13.3": 4, "13.4": 7, "14.1": 2, "14.2": 8, "14.3": 3, "15.1": 5, "15.2": 5, "15.3": 7},
    **{"15.4": 4, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 4, "17.1": 2, "17.2": 8, "17.3": 2},
}


def answered(page: str) -> set[str]:
    """Returns the requirements that a row of the page begins with: single ones, ranges (1.2.6–1.2.9) and whole sections (6.8)."""
    found = set()
    for row in re.findall(r"^\| ([\d., –]+) [^|]*\|", page, re.M):
        for first, _dash, last in (part.strip().partition("–") for part in row.split(",")):
            section = ".".join(first.split(".")[:2])
            single = first.count(".") == 2
            low = int(first.split(".")[2]) if single else 1
            high = int(last.split(".")[2]) if last else low if single else SECTIONS[section]
            found |= {f"{section}.{number}" for number in range(low, high + 1)}
    return found


def test_every_requirement_of_the_standard_has_its_row_and_no_other_is_named():
    asked = {f"{section}.{number}" for section, most in SECTIONS.items() for number in range(1, most + 1)}
    said = answered(PAGE.read_text().split("## MLPS")[0])
    assert len(asked) == 345
    assert (sorted(asked - said), sorted(said - asked)) == ([], [])
