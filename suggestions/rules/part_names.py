"""The names under which events, files, documents, clocks and the access log speak of a part of a suggestion: `measure:12`.

The suggestion itself has the empty name. What a notice is about has names of its own (notices/rules/notice_topics.py).
"""

from dataclasses import dataclass

from django.db.models import Model

from organs import numerals

#: What a part can be: a record by the name of its model, a version of the letter by its number, the pack for one visit.
KINDS = frozenset(
    {
        *("letter", "measure", "copy", "opinion", "filing", "service", "objection", "amendment", "correction", "clock"),
        *("casepaper", "recusal", "investigation", "investigationact", "instruction", "resolution"),
        "jointsigning",
        *("attachment", "document", "event"),
        *("reply", "assessment", "urging", "laterdate", "escalation", "lookback", "visit", "visitedmeasure", "support"),
        "qualityreview",
        "visit_pack",
    }
)


class NoPartName(ValueError):
    """The text, or what it should be made of, names no part of a suggestion."""


@dataclass(frozen=True)
class PartName:
    """One part by its kind and number; its text is what is stored. Raises NoPartName for an unknown kind."""

    kind: str
    number: int

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise NoPartName(f"{self.kind!r} is no part of a suggestion")
        if not isinstance(self.number, int) or isinstance(self.number, bool) or self.number < 1:
            raise NoPartName(f"{self.number!r} is no number of a part")

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"

    @classmethod
    def of(cls, record: Model) -> "PartName":
        """Returns the name of a record that is kept already."""
        return cls(str(record._meta.model_name), record.pk)

    @classmethod
    def parse(cls, text: str) -> "PartName":
        """Reads a stored name; raises NoPartName for anything else, the empty name of the suggestion included."""
        kind, _colon, written = text.partition(":")
        number = numerals.key_of(written)
        if number is None or written.startswith("0"):
            raise NoPartName(f"{text!r} names no part of a suggestion")
        return cls(kind, number)


def beginning(kind: str) -> str:
    """Returns what the names of all parts of a kind begin with, for conditions in the database. Raises NoPartName."""
    return str(PartName(kind, 1)).removesuffix("1")


def number_of(text: str, *, kind: str) -> int | None:
    """Returns the number of a part of that kind; None for a part of another kind and for the suggestion itself."""
    return PartName.parse(text).number if text.startswith(f"{kind}:") else None
