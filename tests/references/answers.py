"""What a round of questions came to: how many were asked, and each that the application answers otherwise than the reference."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random


@dataclass
class Answers:
    """How many questions were asked, and in words those on which the two sides differ."""

    asked: int = 0
    differences: list[str] = field(default_factory=list)

    def compare(self, *, expected: object, found: object, question: Callable[[], str]) -> None:
        """Counts one question; its words are made only when the answers differ."""
        self.asked += 1
        if found != expected:
            self.differences.append(f"{question()}\n  reference: {expected}\n  application: {found}")

    def add(self, others: "Answers") -> None:
        self.asked += others.asked
        self.differences += others.differences


# Makes one random world and asks all that there is to ask of it; a small one is for search by hypothesis.
type Round = Callable[[Random, bool], Answers]
