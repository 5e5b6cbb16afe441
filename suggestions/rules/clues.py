"""Clues (线索) before a draft as tables: their states, the steps between them, and which posts see and take which.

A clue is of an institution and a matter. Who complained is named nowhere: the source is a kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.roles import PROSECUTING, Role
from organs.words import Words
from suggestions.rules.states import State, States, Tone

STATES = States(
    State(
        key="registered", label=_("Registered, to be assessed"), icon="wait", tone=Tone.NOW, sets=frozenset({"open"})
    ),
    State(key="assessed", label=_("Assessed: a draft was opened"), icon="check"),
    State(key="closed", label=_("Assessed: closed"), icon="no"),
    State(key="transferred", label=_("Transferred"), icon="send"),
)

# Whoever works on cases, and case management; nobody of a unit, of another office or above.
SEEING: tuple[Role, ...] = (*PROSECUTING, Role.ASSISTANT, Role.CASE_MANAGER)
REGISTERING: tuple[Role, ...] = (*PROSECUTING, Role.CASE_MANAGER)


@dataclass(frozen=True, kw_only=True)
class ClueStep:
    """One step of a clue: by whom, from where to where, and the label of what must be written with it, "" for nothing."""

    key: str
    label: Words
    done_label: Words
    source: str = ""
    target: str
    roles: tuple[Role, ...]
    asks: Words = ""


ROWS: tuple[ClueStep, ...] = (
    ClueStep(
        key="register",
        label=_("Register a clue"),
        done_label=_("Clue registered"),
        target="registered",
        roles=REGISTERING,
    ),
    ClueStep(
        key="draft",
        label=_("Open a draft from this clue"),
        done_label=_("Assessed: a draft was opened"),
        source="registered",
        target="assessed",
        roles=PROSECUTING,
    ),
    ClueStep(
        key="close",
        label=_("Close the clue"),
        done_label=_("Assessed: closed"),
        source="registered",
        target="closed",
        roles=REGISTERING,
        asks=_("Why it is closed"),
    ),
    ClueStep(
        key="transfer",
        label=_("Transfer the clue"),
        done_label=_("Transferred"),
        source="registered",
        target="transferred",
        roles=REGISTERING,
        asks=_("To which institution it is transferred"),
    ),
)
STEPS: Mapping[str, ClueStep] = {row.key: row for row in ROWS}
#: Whose desk says that clues wait to be assessed.
ASSESSING = STEPS["draft"].roles
