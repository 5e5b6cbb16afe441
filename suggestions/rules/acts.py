"""The acts that a version of a kind may govern, and the row that says how a new version takes each of them over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from organs.words import Words


class Act(StrEnum):
    """What is done in a case and is governed by the rules of the day on which it is done."""

    OPENING = "opening"  # the decision to investigate
    APPROVAL = "approval"  # the text, its gates, the name and the contents of the document
    ISSUE = "issue"
    SERVICE = "service"
    REPLY = "reply"  # the term that service begins
    FILING = "filing"
    OBJECTION = "objection"
    AMENDMENT = "amendment"
    EXAMINATION = "examination"
    CLOSING = "closing"


EVERY_ACT: frozenset[Act] = frozenset(Act)
#: The acts whose day a case keeps, so that a transition may ask whether they were done before the change.
KEPT_ACTS: frozenset[Act] = frozenset({Act.OPENING, Act.APPROVAL, Act.ISSUE, Act.SERVICE})
#: The day on which an act was done in a case; None when it was not done yet.
DoneOn = Callable[[Act], date | None]


def nothing_done(_act: Act) -> None:
    """Says of a case that is not there yet that nothing was done in it."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """How a version takes over some acts: from which day on, and on what ground.

    Each act is judged by its own day. With `since`, it is judged by the day of that earlier act of the case: what was
    opened, approved, issued or served before `from_day` is carried on under the former version.
    """

    acts: frozenset[Act] = EVERY_ACT
    from_day: date
    ground: Words
    since: Act | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.since not in KEPT_ACTS:
            raise ValueError(f"no case keeps the day of {self.since}")

    def has_come(self, *, on: date, done_on: DoneOn) -> bool:
        """Tells whether the version governs an act that is done on the day."""
        decisive = done_on(self.since) if self.since else None
        return (decisive or on) >= self.from_day
