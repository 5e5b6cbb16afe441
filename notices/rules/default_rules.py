"""The ladders that an installation begins with; every number is the office's own, none is law, and Set-up changes them."""

from dataclasses import dataclass

INBOX, DIGEST, URGENT = "inbox", "digest", "urgent"


@dataclass(frozen=True, kw_only=True)
class DefaultRule:
    """So many days before (negative) or after the due day, and then so many working days of grace; who is told, and how."""

    days: int
    grace: int = 0
    relations: tuple[str, ...]
    channel: str = DIGEST


DEFAULT_RULES: dict[str, tuple[DefaultRule, ...]] = {
    "investigation": (
        DefaultRule(days=-14, relations=("handling",)),
        DefaultRule(days=-3, relations=("handling", "head")),
        # The chief sees a draft once it is submitted; case management sees it from the beginning.
        DefaultRule(days=1, relations=("handling", "head", "case_manager"), channel=URGENT),
    ),
    "service": (
        DefaultRule(days=-1, relations=("handling", "registrar"), channel=URGENT),
        DefaultRule(days=1, relations=("handling", "registrar", "head"), channel=URGENT),
    ),
    "filing": (
        DefaultRule(days=-2, relations=("case_manager",)),
        DefaultRule(days=0, relations=("case_manager", "handling"), channel=URGENT),
        DefaultRule(days=1, grace=1, relations=("case_manager", "handling", "head"), channel=URGENT),
    ),
    "reply": (
        DefaultRule(days=-14, relations=("unit",)),
        DefaultRule(days=-3, relations=("unit", "handling")),
        DefaultRule(days=1, relations=("unit", "handling")),
        DefaultRule(days=1, grace=5, relations=("unit", "handling", "head")),
        DefaultRule(days=1, grace=15, relations=("unit", "handling", "head", "chief"), channel=URGENT),
    ),
    "objection": (DefaultRule(days=-3, relations=("unit",), channel=INBOX),),
    "answer_objection": (
        DefaultRule(days=-2, relations=("handling",)),
        DefaultRule(days=0, relations=("handling", "chief"), channel=URGENT),
        DefaultRule(days=1, grace=2, relations=("handling", "head", "chief"), channel=URGENT),
    ),
    "judging": (
        DefaultRule(days=-3, relations=("handling",)),
        DefaultRule(days=0, relations=("handling", "head")),
        DefaultRule(days=1, grace=3, relations=("handling", "head", "chief")),
    ),
    "promise": (
        DefaultRule(days=-7, relations=("unit",)),
        DefaultRule(days=0, relations=("unit",)),
        DefaultRule(days=1, grace=3, relations=("unit", "handling")),
        DefaultRule(days=1, grace=10, relations=("unit", "handling", "head")),
    ),
    "examination": (
        DefaultRule(days=-10, relations=("handling",)),
        DefaultRule(days=-3, relations=("handling", "head")),
        DefaultRule(days=1, relations=("handling", "head", "chief"), channel=URGENT),
    ),
    "look_back": (
        DefaultRule(days=-14, relations=("handling",)),
        DefaultRule(days=0, relations=("handling",)),
        DefaultRule(days=1, grace=10, relations=("handling", "head")),
    ),
    "office": (
        DefaultRule(days=-3, relations=("handling",)),
        DefaultRule(days=1, relations=("handling", "head")),
    ),
    "recipient": (
        DefaultRule(days=-3, relations=("unit", "handling")),
        DefaultRule(days=1, grace=3, relations=("unit", "handling", "head")),
    ),
}
