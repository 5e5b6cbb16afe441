"""Every figure: what the dashboard counts is what its list holds, for whoever asks; and each counts what its words say."""

import itertools

import pytest

from insights import scopes, tallies
from insights.figures import FACTS, FIGURES, LETTERS, OUTCOMES, OWN_DUTIES, REBOUND_TIMES, REPLY_TIMES, UNANSWERED, Part
from insights.filters import SuggestionFilter
from tests import factories
from tests.insights import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def w(db):
    return worlds.world()


def counted(w, person, **values) -> tallies.Tallies:
    suggestion_filter = SuggestionFilter(origin=w.origin, **values)
    suggestions = suggestion_filter.suggestions(access=factories.access(person), on=worlds.TODAY)
    return tallies.count(suggestions=suggestions, figures=FIGURES.values(), on=worlds.TODAY)


def listed(w, person, key: str, part: Part, **values) -> int:
    suggestion_filter = SuggestionFilter(origin=w.origin, **values).of(FIGURES[key], part)
    rows = suggestion_filter.rows(access=factories.access(person), on=worlds.TODAY)
    found = list(rows.values_list("pk", flat=True))
    assert len(found) == len(set(found))
    return len(found)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["manager", "handling", "supervisor", "higher", "outsider"])
def test_every_number_is_the_length_of_the_list_it_opens(w, who):
    person = getattr(w, who)
    for values in ({}, {"kind": "public_interest", "issued_from": worlds.ago(200)}):
        for key, tally in counted(w, person, **values).items():
            assert tally.part == listed(w, person, key, Part.NUMERATOR, **values), key
            if tally.whole is not None:
                assert tally.whole == listed(w, person, key, Part.DENOMINATOR, **values), key


@pytest.mark.slow
def test_the_world_fills_every_figure_and_no_part_exceeds_its_whole(w):
    empty = {key for key, tally in counted(w, w.supervisor).items() if not tally.part}
    assert empty <= {
        "to-judge-8-30",
        "to-judge-31-90",
        "to-judge-91",
        "to-judge-in-time",
        "rebounded-180",
        "rebounded-365",
    } | {key for key in FIGURES if key.startswith(("to-answer", "to-file"))}
    assert all(tally.whole is None or tally.part <= tally.whole for tally in counted(w, w.supervisor).values())


@pytest.mark.slow
def test_a_letter_whose_reply_day_has_not_come_is_in_neither_number_of_in_time(w):
    before = counted(w, w.handling)
    suggestion = worlds.letter(w, issued=5)
    worlds.clock(suggestion, "reply_pil", due=-1, stopped=1)
    worlds.replied(suggestion, received=1)
    after = counted(w, w.handling)
    assert after["in-time"] == before["in-time"]
    assert after["replied"].part == before["replied"].part + 1


@pytest.mark.slow
def test_the_reply_day_itself_counts_as_come_and_nobody_is_late_on_it(w):
    before = counted(w, w.handling)
    worlds.clock(worlds.letter(w), "reply_pil", due=0)
    after = counted(w, w.handling)
    assert after["in-time"].whole == before["in-time"].whole + 1
    assert after["overdue"].part == before["overdue"].part


@pytest.mark.slow
def test_what_was_withdrawn_is_counted_by_itself_and_nowhere_else(w):
    before = counted(w, w.handling)
    gone = worlds.letter(w, state="withdrawn", served_on=worlds.ago(100))
    worlds.clock(gone, "reply_pil", due=40, stopped=41)
    worlds.replied(gone, received=41)
    worlds.measure(gone, "frozen")
    after = counted(w, w.handling)
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {"withdrawn"}


@pytest.mark.slow
def test_a_letter_to_a_sole_trader_is_in_no_figure(w):
    before = counted(w, w.handling)
    suggestion = worlds.letter(w, unit=w.trader)
    worlds.clock(suggestion, "reply_pil", due=40, stopped=41)
    worlds.measure(suggestion, "verified")
    assert counted(w, w.handling) == before


@pytest.mark.slow
def test_a_second_round_undoes_neither_the_reply_nor_the_judgement_of_the_first(w):
    before = counted(w, w.handling)
    suggestion = worlds.letter(w)
    worlds.clock(suggestion, "reply_pil", due=40, stopped=41)
    worlds.replied(suggestion, received=41)
    type(suggestion).objects.filter(pk=suggestion.pk).update(
        round=2, replied_on=None, outcome="", reply_state="awaited"
    )
    worlds.clock(suggestion, "reply", due=-10, round=2)
    after = counted(w, w.handling)
    for key in ("replied", "in-time", "adopted-of-issued", "adopted-of-replied", "adopted-of-matured"):
        assert after[key].part == before[key].part + 1, key
    assert after["not-judged"].part == before["not-judged"].part


@pytest.mark.slow
def test_what_is_asked_anew_in_the_same_round_leaves_the_first_reply_where_it_counted(w):
    before = counted(w, w.handling)
    late = worlds.letter(w)
    worlds.clock(late, "reply_pil", due=50, stopped=40)
    worlds.clock(late, "reply_pil", due=20, stopped=30)
    early = worlds.letter(w)
    worlds.clock(early, "reply_pil", due=-10, stopped=40)
    worlds.clock(early, "reply_pil", due=20, stopped=5)
    for suggestion, received in ((late, 40), (late, 30), (early, 40), (early, 5)):
        worlds.replied(suggestion, received=received)
    after = counted(w, w.handling)
    counted_more = {key: tally.part - before[key].part for key, tally in after.items() if tally != before[key]}
    assert after["in-time"].whole == before["in-time"].whole + 1
    assert [counted_more.get(key, 0) for key in ("in-time", "replied-late", "reply-not-due")] == [0, 1, 1]
    bands = {key: more for key, more in counted_more.items() if key in {figure.key for figure in REPLY_TIMES.figures}}
    assert bands == {"reply-late-1": 1, "reply-early-46": 1}


@pytest.mark.slow
def test_a_reply_that_came_after_its_absence_was_recorded_is_as_late_as_its_receipt(w):
    before = counted(w, w.handling)
    suggestion = worlds.letter(w)
    worlds.clock(suggestion, "reply_pil", due=50, stopped=45)
    worlds.replied(suggestion, received=10)
    after = counted(w, w.handling)
    assert (after["reply-late-1"].part, after["reply-late-16"].part) == (
        before["reply-late-1"].part,
        before["reply-late-16"].part + 1,
    )


@pytest.mark.slow
def test_the_outcomes_divide_the_letters_issued(w):
    found = counted(w, w.handling)
    parts = ("adopted-of-issued", "partly-adopted", "not-adopted", "no-reply", "not-judged")
    assert sum(found[key].part for key in parts) == found["issued"].part


@pytest.mark.slow
def test_the_bands_divide_what_they_distribute(w):
    found = counted(w, w.handling)
    assert sum(found[figure.key].part for figure in UNANSWERED.figures) == found["overdue"].part
    assert sum(found[figure.key].part for figure in REPLY_TIMES.figures) == found["replied"].part
    assert sum(found[figure.key].part for figure in OWN_DUTIES[0].figures) == 1
    assert sum(found[figure.key].part for figure in REBOUND_TIMES.figures) == found["rebounded"].part


@pytest.mark.slow
@pytest.mark.parametrize(
    ("days", "band"), [(0, "90"), (90, "90"), (91, "180"), (180, "180"), (181, "365"), (365, "365"), (366, "366")]
)
def test_a_rebound_stands_in_one_band_by_the_days_it_held_and_what_holds_again_in_none(w, days, band):
    before = counted(w, w.handling)
    case = worlds.letter(w)
    worlds.measure(case, "rebounded", found=("holding", "rebounded"), held=days)
    worlds.measure(case, "holding", found=("rebounded", "holding"), held=days)
    after = counted(w, w.handling)
    changed = {figure.key for figure in REBOUND_TIMES.figures if after[figure.key] != before[figure.key]}
    assert changed == {f"rebounded-{band}"}


@pytest.mark.slow
def test_looked_back_at_divides_into_holding_partly_and_rebounded(w):
    found = counted(w, w.handling)
    parts = [found[key].part for key in ("holding", "partly-holding", "rebounded")]
    assert parts == [3, 1, 2]
    assert sum(parts) == found["holding"].whole


def test_the_facts_stand_one_upon_the_other(w):
    found = counted(w, w.handling)
    for former, later in itertools.pairwise(FACTS[:3]):
        assert found[later.key].whole == found[former.key].part
    assert found["verified-of-asked"].part == found["verified"].part


@pytest.mark.slow
def test_groups_add_up_to_the_whole(w):
    suggestion_filter = SuggestionFilter(origin="live", scope=scopes.Scope(procuratorate=w.prefecture))
    suggestions = suggestion_filter.suggestions(access=factories.access(w.supervisor), on=worlds.TODAY)
    figures = [*LETTERS, *FACTS]
    whole = tallies.count(suggestions=suggestions, figures=figures, on=worlds.TODAY)
    for groups in (
        tallies.by_place(suggestions=suggestions, figures=figures, depth=w.prefecture.depth + 1, on=worlds.TODAY),
        tallies.by_kind(suggestions=suggestions, figures=figures, on=worlds.TODAY),
        tallies.by_period(suggestions=suggestions, figures=figures, period="quarter", on=worlds.TODAY),
    ):
        assert len(groups) > 1
        for figure in figures:
            found = [group[figure.key].part for group in groups.values() if figure.key in group]
            assert sum(found) == whole[figure.key].part


@pytest.mark.slow
def test_all_figures_of_one_sort_are_one_query(w, django_assert_num_queries):
    suggestion_filter = SuggestionFilter(origin="live")
    suggestions = suggestion_filter.suggestions(access=factories.access(w.supervisor), on=worlds.TODAY)
    with django_assert_num_queries(2):
        tallies.count(suggestions=suggestions, figures=[*LETTERS, *OUTCOMES, *FACTS], on=worlds.TODAY)
