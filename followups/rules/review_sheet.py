"""The sheet on which the quality of a drawn letter is graded, and how far two people who did not see each other agree.

P19 Art. 27 asks the case-management department to review quality at intervals and says nothing of how: items and grades are a
proposal of the software, not law.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organs.words import Words


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of the sheet. `of_look_back`: asked only where the drawn case was looked back at."""

    key: str
    label: Words
    question: Words
    of_look_back: bool = False


ITEMS: tuple[Item, ...] = (
    Item(
        key="topic",
        label=_("Topic"),
        question=_("Was the matter one for a suggestion, and the recipient the right one?"),
    ),
    Item(
        key="procedure",
        label=_("Procedure"),
        question=_("Were investigation, review, decision, service and filing in order?"),
    ),
    Item(
        key="facts",
        label=_("Facts"),
        question=_("Are the facts true, shown, and told without whom they do not concern?"),
    ),
    Item(key="proposals", label=_("Proposals"), question=_("Is each measure lawful, specific, reasoned and workable?")),
    Item(
        key="follow_up",
        label=_("Follow-up"),
        question=_("Was the reply judged, each measure verified, what failed pursued?"),
    ),
    Item(
        key="support", label=_("Support"), question=_("Was the unit heard, and helped where it could not do it alone?")
    ),
    Item(
        key="look_back",
        label=_("Look-back"),
        question=_("Does what was found at the look-back rest on what was seen?"),
        of_look_back=True,
    ),
)
BY_KEY: Mapping[str, Item] = {item.key: item for item in ITEMS}

GOOD, FLAWED, FAULTY = "good", "flawed", "faulty"
GRADES: Mapping[str, Words] = {
    GOOD: pgettext_lazy("grade", "In order"),
    FLAWED: pgettext_lazy("grade", "Flawed"),
    FAULTY: pgettext_lazy("grade", "Not in order"),
}

WORST_FIRST = (FAULTY, FLAWED, GOOD)
NOT_IN_ORDER = frozenset({FLAWED, FAULTY})

type Grades = Mapping[str, str]


def asked(*, looked_back: bool) -> tuple[Item, ...]:
    """Returns the items of a sheet."""
    return tuple(item for item in ITEMS if looked_back or not item.of_look_back)


def differing(first: Grades, second: Grades) -> list[str]:
    """Returns the items on which two sheets differ, in the order of the sheet."""
    return [item.key for item in ITEMS if first.get(item.key) != second.get(item.key)]


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How often two sheets said the same of an item, in how many pairs; `kappa` is what is left of it without chance.

    `kappa` is Cohen's, -1 to 1; None under ten pairs, and where all grades are one, for then chance alone agrees.
    """

    item: Item
    pairs: int
    same: int
    kappa: float | None

    @property
    def kappa_words(self) -> str:
        """Kappa with two digits, as it is written; "—" where it is not told."""
        return "—" if self.kappa is None else f"{self.kappa:.2f}"


LEAST_PAIRS = 10


def agreement(pairs: Iterable[tuple[Grades, Grades]]) -> list[Agreement]:
    """Returns the agreement for each item that any pair of sheets speaks of."""
    read = list(pairs)
    found = []
    for item in ITEMS:
        graded = [(a[item.key], b[item.key]) for a, b in read if item.key in a and item.key in b]
        if graded:
            same = sum(a == b for a, b in graded)
            found.append(Agreement(item=item, pairs=len(graded), same=same, kappa=_kappa(graded, same)))
    return found


def _kappa(graded: list[tuple[str, str]], same: int) -> float | None:
    total = len(graded)
    by_chance = sum(sum(a == grade for a, _b in graded) * sum(b == grade for _a, b in graded) for grade in GRADES) / (
        total * total
    )
    if total < LEAST_PAIRS or by_chance == 1:
        return None
    return (same / total - by_chance) / (1 - by_chance)
