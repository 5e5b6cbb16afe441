"""What a rule of the manual is, and the marks by which a test says how far it is kept; the rules are in packages."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Example = Callable[..., Any]


class Coverage(StrEnum):
    """How far the software keeps a rule."""

    IN = "in"
    PARTLY = "partly"
    MISSING = "missing"
    WRONG = "wrong"
    LEFT_OUT = "left out"


class Authority(StrEnum):
    """What a rule rests on: a text that was read, the office's own practice, or a text that was not read."""

    LAW = "law"
    PRACTICE = "practice"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule in our own words. `tests` prove what is in; `note` says what lacks, is wrong, or why it is left out."""

    paragraph: str
    text: str
    coverage: Coverage = Coverage.IN
    authority: Authority = Authority.LAW
    note: str = ""
    tests: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Statute:
    """A text that the software follows, and the rules of it that no test in its package tells.

    `names` are those under which the code cites it; `spelt` that under which a document printed in Chinese does.
    """

    abbreviation: str
    english: str
    chinese: str
    in_force: str
    names: tuple[str, ...]
    spelt: tuple[str, ...] = ()
    remark: str = ""
    rules: tuple[Rule, ...] = ()


def partly(note: str) -> Callable[[Example], Example]:
    """Marks an example that shows what there is of a rule; `note` says what is lacking."""
    return _marked(coverage=Coverage.PARTLY, note=note)


def noted(note: str) -> Callable[[Example], Example]:
    """Marks an example of a rule that is kept, with something the reader of the manual should know."""
    return _marked(note=note)


def practice(test: Example) -> Example:
    """Marks an example of what the office does where the law is silent."""
    return _marked(authority=Authority.PRACTICE)(test)


def unverified(test: Example) -> Example:
    """Marks an example of a rule whose text was not read at the source."""
    return _marked(authority=Authority.UNVERIFIED)(test)


def also(*tests: str) -> Callable[[Example], Example]:
    """Names longer tests elsewhere, as "path::name", that prove the same rule through the actions or pages."""

    def mark(test: Example) -> Example:
        law = vars(test).setdefault("law", {})
        law["tests"] = (*tests, *law.get("tests", ()))
        return test

    return mark


def _marked(**facts: object) -> Callable[[Example], Example]:
    def mark(test: Example) -> Example:
        vars(test).setdefault("law", {}).update(facts)
        return test

    return mark
