"""Clues (线索) before a draft as tables: their states, the steps between them, and which posts see and take which.

A clue is of an institution and a matter. Who complained is named nowhere: the source is a kind. A clue with which a higher
office instructs a lower one to suggest (指令, P19 Art. 3(3)) leads to a draft there, or is answered with reasons.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.roles import CHIEFS, PROSECUTING, Role
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
# Who instructs a lower office, and who answers there that nothing is suggested.
INSTRUCTING: tuple[Role, ...] = CHIEFS
ANSWERING: tuple[Role, ...] = (*CHIEFS, Role.DEPARTMENT_HEAD)


@dataclass(frozen=True, kw_only=True)
class ClueStep:
    """One step of a clue: by whom, from where to where, and the label of what must be written with it, "" for nothing.

    `instructed` says whether it is only of clues with an instruction, or only of others; None for both.
    """

    key: str
    label: Words
    done_label: Words
    source: str = ""
    target: str
    roles: tuple[Role, ...]
    asks: Words = ""
    instructed: bool | None = None

    def fits(self, *, state: str, is_instructed: bool) -> bool:
        """Tells whether the step is one of a clue in this state, with or without an instruction."""
        return self.source == state and self.instructed in {None, is_instructed}


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
        instructed=False,
    ),
    ClueStep(
        key="transfer",
        label=_("Transfer the clue"),
        done_label=_("Transferred"),
        source="registered",
        target="transferred",
        roles=REGISTERING,
        asks=_("To which institution it is transferred"),
        instructed=False,
    ),
    ClueStep(
        key="instruct",
        label=_("Instruct a lower procuratorate to suggest"),
        done_label=_("Lower procuratorate instructed to suggest"),
        target="registered",
        roles=INSTRUCTING,
        instructed=True,
    ),
    ClueStep(
        key="decline",
        label=_("Answer that nothing is suggested"),
        done_label=_("Answered: nothing is suggested"),
        source="registered",
        target="closed",
        roles=ANSWERING,
        asks=_("Why nothing is suggested"),
        instructed=True,
    ),
)
STEPS: Mapping[str, ClueStep] = {row.key: row for row in ROWS}
#: Whose desk says that clues wait to be assessed.
ASSESSING = STEPS["draft"].roles
