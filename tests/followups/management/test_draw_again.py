"""A draw is drawn again from its record by a command: the same sample, or what is not as it was drawn."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from followups.draws import draw_record
from followups.models import Draw
from suggestions.models import Event
from tests.followups.draws.drawn_cases import closed, draw

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(w):
    for number in range(6):
        closed(w, risk="high" if number % 2 else "low")
    return draw(w, strata=("risk",), size=3, by_hand={})


def draw_again(number: int) -> str:
    out = StringIO()
    call_command("draw_again", str(number), stdout=out)
    return out.getvalue()


def faults(made: Draw) -> list[str]:
    return draw_record.differences(Draw.objects.get(pk=made.pk))


@pytest.mark.slow
def test_the_same_sample_comes_of_it_again(made):
    said = draw_again(made.pk)
    keys = made.cases.drawn().order_by("suggestion_id").values_list("suggestion_id", flat=True)
    assert f"the same 3 of 6: {', '.join(map(str, keys))}" in said
    assert made.seed in said


@pytest.mark.slow
def test_what_happens_to_the_cases_afterwards_changes_nothing(w, made):
    for case in made.cases.all():
        type(case.suggestion).objects.filter(pk=case.suggestion_id).update(case_state="open", closing_findings={})
    closed(w, risk="high")
    assert faults(made) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda made: made.cases.exclude(standing="drawn").first().delete(),
        lambda made: made.cases.filter(pk=made.cases.first().pk).update(stratum="medium"),
        lambda made: Draw.objects.filter(pk=made.pk).update(seed="another"),
        lambda made: Draw.objects.filter(pk=made.pk).update(seed_from="体彩"),
        lambda made: Draw.objects.filter(pk=made.pk).update(size=2),
        lambda made: Draw.objects.filter(pk=made.pk).update(recent_days=1),
    ],
    ids=[
        "a row is gone",
        "a row is in another stratum",
        "another seed",
        "another origin of the seed",
        "another size",
        "another plan",
    ],
)
def test_a_record_that_was_changed_does_not_have_its_digest(made, change):
    change(made)
    assert any("does not have its digest" in fault for fault in faults(made))
    with pytest.raises(CommandError, match="not the draw that was made"):
        draw_again(made.pk)


@pytest.mark.slow
def test_a_case_that_was_put_in_the_place_of_another_is_named(made):
    drawn, other = made.cases.drawn().first(), made.cases.filter(standing="in_frame").first()
    made.cases.filter(pk=drawn.pk).update(standing="in_frame")
    made.cases.filter(pk=other.pk).update(standing="drawn")
    named = [fault for fault in faults(made) if "drawn again it is" in fault]
    assert len(named) == 2
    assert f"Suggestion {drawn.suggestion_id}" in "".join(named)


@pytest.mark.slow
def test_a_draw_that_was_made_up_afterwards_is_not_in_the_ledgers(made):
    Event.objects.filter(step="draw").update(digest="0" * 64)
    assert len([fault for fault in faults(made) if "ledger" in fault]) == 3


def test_another_algorithm_is_not_taken_for_this_one(made):
    Draw.objects.filter(pk=made.pk).update(algorithm="sha256-rank/0")
    assert any("cannot be drawn again" in fault for fault in faults(made))


def test_a_draw_that_is_not_there_is_said():
    with pytest.raises(CommandError, match="no draw 4711"):
        draw_again(4711)
