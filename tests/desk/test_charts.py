"""Where the marks of a chart stand."""

import pytest

from desk import charts, components


def points(*counts: int) -> list[components.Point]:
    """Returns periods with one line."""
    return [components.Point(label=str(place), counts=[count], hrefs=[""]) for place, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (4, 4), (5, 8), (9, 12), (13, 20), (21, 40), (341, 400), (801, 1200)]
)
def test_the_axis_ends_at_a_number_that_four_ticks_divide(highest: int, top: int) -> None:
    assert charts.round_top(highest) == top
    assert [tick.value for tick in charts.ticks(top)] == [top, top * 3 // 4, top // 2, top // 4, 0]


def test_points_stand_in_the_middle_of_their_period() -> None:
    drawn = charts.trend(labels=["issued"], points=points(0, 4))
    assert drawn.lines[0].path == "200.0,200.0 600.0,0.0"


def test_a_trend_keeps_its_numbers_for_the_table_below() -> None:
    drawn = charts.trend(
        labels=["issued"], points=[components.Point(label="Q1", year="2020", counts=[3], hrefs=["/a"])]
    )
    assert drawn.rows[0].label == "2020 Q1"
    assert list(drawn.rows[0].cells) == [(3, "/a")]


def test_four_lines_are_too_many_to_tell_apart() -> None:
    with pytest.raises(ValueError, match="at most 3"):
        charts.trend(labels=["a", "b", "c", "d"], points=[])


def test_an_empty_whole_draws_nothing() -> None:
    assert charts.bar(0, 0) == components.Segment(x=0, width=0)
    assert charts.bar(1, 4, start=2) == components.Segment(x=50, width=25)
