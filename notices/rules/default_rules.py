"""The ladders that an installation begins with; every number is the office's own, none is law, and Set-up changes them."""

from dataclasses import dataclass

INBOX, DIGEST, URGENT = "inbox", "digest", "urgent"


@dataclass(frozen=True, kw_only=True)
class Rung:
    """So many days before (negative) or after the due day, and then so many working days of grace; who is told, and how."""

    days: int
    grace: int = 0
    relations: tuple[str, ...]
    channel: str = DIGEST


LADDERS: dict[str, tuple[Rung, ...]] = {
    "investigation": (
        Rung(days=-14, relations=("handling",)),
        Rung(days=-3, relations=("handling", "head")),
        # The chief sees a draft once it is submitted; case management sees it from the beginning.
        Rung(days=1, relations=("handling", "head", "case_manager"), channel=URGENT),
    ),
    "service": (
        Rung(days=-1, relations=("handling", "registrar"), channel=URGENT),
        Rung(days=1, relations=("handling", "registrar", "head"), channel=URGENT),
    ),
    "filing": (
        Rung(days=-2, relations=("case_manager",)),
        Rung(days=0, relations=("case_manager", "handling"), channel=URGENT),
        Rung(days=1, grace=1, relations=("case_manager", "handling", "head"), channel=URGENT),
    ),
    "reply": (
        Rung(days=-14, relations=("unit",)),
        Rung(days=-3, relations=("unit", "handling")),
        Rung(days=1, relations=("unit", "handling")),
        Rung(days=1, grace=5, relations=("unit", "handling", "head")),
        Rung(days=1, grace=15, relations=("unit", "handling", "head", "chief"), channel=URGENT),
    ),
    "objection": (Rung(days=-3, relations=("unit",), channel=INBOX),),
    "answer_objection": (
        Rung(days=-2, relations=("handling",)),
        Rung(days=0, relations=("handling", "chief"), channel=URGENT),
        Rung(days=1, grace=2, relations=("handling", "head", "chief"), channel=URGENT),
    ),
    "judging": (
        Rung(days=-3, relations=("handling",)),
        Rung(days=0, relations=("handling", "head")),
        Rung(days=1, grace=3, relations=("handling", "head", "chief")),
    ),
    "promise": (
        Rung(days=-7, relations=("unit",)),
        Rung(days=0, relations=("unit",)),
        Rung(days=1, grace=3, relations=("unit", "handling")),
        Rung(days=1, grace=10, relations=("unit", "handling", "head")),
    ),
    "examination": (
        Rung(days=-10, relations=("handling",)),
        Rung(days=-3, relations=("handling", "head")),
        Rung(days=1, relations=("handling", "head", "chief"), channel=URGENT),
    ),
    "look_back": (
        Rung(days=-14, relations=("handling",)),
        Rung(days=0, relations=("handling",)),
        Rung(days=1, grace=10, relations=("handling", "head")),
    ),
    "office": (
        Rung(days=-3, relations=("handling",)),
        Rung(days=1, relations=("handling", "head")),
    ),
    "recipient": (
        Rung(days=-3, relations=("unit", "handling")),
        Rung(days=1, grace=3, relations=("unit", "handling", "head")),
    ),
}
