"""Levels and areas are compared: where a recipient stands, and by which routes a letter goes there (P19 Art. 3)."""

import pytest

from suggestions.rules.kinds import Route
from suggestions.rules.routes import RecipientPlace, Seat, place, routes

COUNTY = Seat(level="basic", region="652328")
CASES = {
    ("basic", "652328"): RecipientPlace.HERE,
    ("basic", "65232800"): RecipientPlace.HERE,
    ("basic", "652325"): RecipientPlace.ELSEWHERE,
    ("basic", "340121"): RecipientPlace.ELSEWHERE,
    ("provincial", "65"): RecipientPlace.ABOVE,
    ("provincial", "650000"): RecipientPlace.ABOVE,
    ("provincial", ""): RecipientPlace.ABOVE,
    ("prefecture", "3401"): RecipientPlace.ABOVE,
    ("", "652328"): RecipientPlace.UNKNOWN,
    ("basic", ""): RecipientPlace.UNKNOWN,
    ("", ""): RecipientPlace.UNKNOWN,
    ("township", "652328"): RecipientPlace.HERE,
}


@pytest.mark.parametrize(("seat", "expected"), CASES.items())
def test_an_organ_stands_beside_a_county(seat, expected):
    level, region = seat
    assert place(office=COUNTY, unit=Seat(level=level, region=region)) is expected


@pytest.mark.parametrize(
    ("region", "expected"),
    [("652328", RecipientPlace.BELOW), ("", RecipientPlace.BELOW), ("650102", RecipientPlace.ELSEWHERE)],
)
def test_a_county_organ_stands_below_its_own_prefecture_and_elsewhere_than_another(region, expected):
    office = Seat(level="prefecture", region="6523")
    assert place(office=office, unit=Seat(level="basic", region=region)) is expected


def test_a_unit_that_is_no_organ_needs_no_level():
    assert place(office=COUNTY, unit=Seat(level="", region="652328", is_organ=False)) is RecipientPlace.HERE
    assert place(office=COUNTY, unit=Seat(level="", region="652325", is_organ=False)) is RecipientPlace.ELSEWHERE


ABOVE, BELOW, APART = RecipientPlace.ABOVE, RecipientPlace.BELOW, RecipientPlace.ELSEWHERE


@pytest.mark.parametrize(
    ("where", "addressed_as", "is_organ", "is_direct"),
    [
        (ABOVE, "involved", True, True),
        (BELOW, "involved", True, True),
        (APART, "involved", True, True),
        (ABOVE, "competent", True, False),
        (ABOVE, "", True, False),
        (ABOVE, "other", True, False),
        (ABOVE, "other", False, True),
        (BELOW, "other", False, False),
        (APART, "other", False, False),
        (RecipientPlace.HERE, "", True, True),
        (RecipientPlace.UNKNOWN, "", True, True),
    ],
)
def test_only_the_unit_of_the_case_and_who_is_no_organ_above_are_addressed_directly(
    where, addressed_as, is_organ, is_direct
):
    found = routes(where, addressed_as=addressed_as, is_organ=is_organ)
    assert (Route.DIRECT in found) is is_direct


def test_each_place_has_its_ways():
    def ways(where):
        return set(routes(where, addressed_as="competent", is_organ=True))

    assert ways(ABOVE) == {Route.REPORTED, Route.FORWARDED}
    assert ways(APART) == {Route.CONSULTED}
    assert ways(BELOW) == set()
