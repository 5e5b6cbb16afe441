"""The states of each track: one row each, with sets that say what rules ask for."""

import pytest

from desk.templatetags.words import ICONS
from followups.rules import tracks as followups
from suggestions.rules import lifecycle, tracks
from suggestions.rules.states import DOCUMENT, MEASURE, OBJECTION, REPLY, STATES, State, States

TABLES = (lifecycle.TABLE, tracks.TABLE, followups.TABLE)


def test_every_track_of_a_table_has_its_states_here():
    assert {track for table in TABLES for track in table.states} == set(STATES)
    assert all(table.states[track] is STATES[track] for table in TABLES for track in table.states)


@pytest.mark.parametrize("track", STATES)
def test_every_symbol_is_drawn(track):
    assert {row.icon for row in STATES[track].values()} <= ICONS


def test_a_measure_belongs_to_one_stage_of_its_way():
    stages = ("promise", "claim", "verified", "ended")
    held = {key: [name for name in stages if name in row.sets] for key, row in MEASURE.items()}
    assert {key: found[0] if found else "" for key, found in held.items()} == {
        "asked": "",
        "accepted": "promise",
        "other_way": "promise",
        "already_done": "claim",
        "refused": "",
        "claimed": "claim",
        "verified": "verified",
        "holding": "verified",
        "partly": "verified",
        "rebounded": "verified",
        "not_applicable": "ended",
        "frozen": "ended",
        "dropped": "ended",
        "proposed": "",
    }
    assert max(len(found) for found in held.values()) == 1


def test_sets_hold_what_their_rules_ask_for():
    assert MEASURE.of("live") == set(MEASURE) - MEASURE.of("ended") - {"proposed"}
    assert MEASURE.of("unsettled") == MEASURE.of("live") - MEASURE.of("holds")
    assert MEASURE.of("unclaimed") == {"asked", "refused"} | MEASURE.of("promise")
    assert MEASURE.of("looked back") == MEASURE.of("fell back") | {"holding"}
    assert REPLY.of("receivable") == set(REPLY) - {"not_due", "received", "adequate", "adequate_other"}
    assert DOCUMENT.of("left") == DOCUMENT.of("in force") | {"withdrawn"}
    assert OBJECTION.of("undecided") == {"raised", "under_review"}


def test_what_documents_print_of_measures_and_verdicts_has_a_formal_name():
    assert {key for key, row in MEASURE.items() if not row.formal} == {"proposed"}
    assert all(REPLY[key].formal for key in REPLY.of("judged") | {"none"})


def test_a_set_that_no_state_belongs_to_is_not_asked_for():
    with pytest.raises(KeyError):
        States(State(key="a", label="A", icon="open", sets=frozenset({"known"}))).of("unknown")
