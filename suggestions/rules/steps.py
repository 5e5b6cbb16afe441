"""The shape of one row in a lifecycle table; the rows are in lifecycle.py, tracks.py and followups/rules/tracks.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from organs.words import Words
from suggestions.rules import relations
from suggestions.rules.states import States


class Shown(StrEnum):
    """Who may read an event: the case's own people, the office, both sides, or only what the recipient did see."""

    INTERNAL = "internal"
    OFFICE = "office"
    BOTH = "both"

    @property
    def needs(self) -> relations.Visibility:
        """What a reader must see of the suggestion to be shown this."""
        return {
            Shown.INTERNAL: relations.Visibility.INTERNAL,
            Shown.OFFICE: relations.Visibility.OFFICE,
            Shown.BOTH: relations.Visibility.RECIPIENT,
        }[self]


def shown_at(level: relations.Visibility) -> list[Shown]:
    """Returns what a reader at this level is shown; a copied unit is shown none of it."""
    return [shown for shown in Shown if level >= shown.needs]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row: from which states to which, who takes it, what it needs, and who is shown it.

    `target` None keeps the state, unless `targets` lists the states among which the taker chooses. `by_unit` marks what
    the unit does: the office may record it from paper, with the scan. `is_quiet` leaves the count of moves alone, so that
    a mere fact makes nobody's open form stale. `kinds` None means every kind. `signs` marks what approves, issues or
    decides in the office's name: the second factor is shown again before it.
    """

    track: str
    key: str
    label: Words
    done_label: Words
    sources: frozenset[str]
    target: str | None = None
    targets: frozenset[str] = frozenset()
    who: frozenset[str]
    shown_to: Shown = Shown.OFFICE
    needs_reason: bool = False
    by_unit: bool = False
    is_quiet: bool = False
    signs: bool = False
    article: Words = ""
    icon: str = "done"
    kinds: frozenset[str] | None = None
    notify: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        unknown = (self.who | self.notify) - set(relations.BY_KEY)
        if unknown:
            raise ValueError(f"{self.track}.{self.key}: unknown relations {sorted(unknown)}")

    @property
    def name(self) -> str:
        return f"{self.track}.{self.key}"

    @property
    def is_of_recipient(self) -> bool:
        """Tells whether the recipient unit takes it, by itself or from paper: never before the letter was served."""
        return self.by_unit and "unit" in self.who


def who(*relations: str) -> frozenset[str]:
    """Returns relations as a row of a table holds them."""
    return frozenset(relations)


class Table:
    """The states and steps of one or more tracks, looked up by name."""

    def __init__(self, *, states: Mapping[str, States], steps: tuple[Step, ...]) -> None:
        self.states = states
        self.steps = {step.name: step for step in steps}
        if len(self.steps) != len(steps):
            raise ValueError("two rows of a lifecycle table have the same name")
        for step in steps:
            unknown = (step.sources | step.targets | ({step.target} if step.target else set())) - set(
                states[step.track]
            )
            if unknown:
                raise ValueError(f"{step.name}: unknown states {sorted(unknown)}")

    def __getitem__(self, name: str) -> Step:
        return self.steps[name]

    def of(self, track: str) -> list[Step]:
        return [step for step in self.steps.values() if step.track == track]

    def label(self, track: str, state: str) -> Words:
        return self.states[track][state].label
