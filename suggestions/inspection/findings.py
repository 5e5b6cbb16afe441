"""What is found in a file: why it is refused, or what it holds that a reader should know of; words are made where it is said."""

from collections.abc import Iterable
from enum import StrEnum


class FileFault(StrEnum):
    """Why a file is not taken."""

    UNREADABLE = "unreadable"
    LOCKED = "locked"
    SCRIPT = "script"
    MACRO = "macro"
    PROGRAM = "program"
    ELSEWHERE = "elsewhere"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    PAGE = "page"


class Holds(StrEnum):
    """What a file may hold, and is then handed out as a download that nobody opens here."""

    EMBEDDED = "embedded"
    SIGNATURE = "signature"


class Dangerous(ValueError):
    """The file is not taken."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def in_order(found: Iterable[Holds]) -> tuple[Holds, ...]:
    known = set(found)
    return tuple(each for each in Holds if each in known)
