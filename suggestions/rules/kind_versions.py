"""Which version of a kind governs an act of a case: that of its day, unless a transition leaves it to the former one."""

from datetime import date

from organs.words import Words
from suggestions.rules import kinds
from suggestions.rules.acts import Act, DoneOn, Transition, nothing_done
from suggestions.rules.kinds import Kind, KindVersion

#: Texts that were signed before versions had names are those of the versions of this day, and say nothing of it.
NAMED_FROM = date(2026, 11, 30)


class UnknownVersion(LookupError):
    """No kind has a version of this name."""


def named(key: str) -> KindVersion:
    """Returns the version of this name. Raises UnknownVersion."""
    try:
        return kinds.KINDS[key.partition("/")[0]].version(key)
    except KeyError as unknown:
        raise UnknownVersion(key) from unknown


def governing(*, kind: Kind, act: Act, on: date, done_on: DoneOn = nothing_done) -> KindVersion:
    """Returns the version that governs an act done on the day; `done_on` tells when earlier acts of the case were done."""
    version = kind.on(on)
    while (former := kind.before(version)) and not _has_come(version, act=act, on=on, done_on=done_on):
        version = former
    return version


def _has_come(version: KindVersion, *, act: Act, on: date, done_on: DoneOn) -> bool:
    row = transition(version, act=act)
    return row is None or row.has_come(on=on, done_on=done_on)


def transition(version: KindVersion, *, act: Act) -> Transition | None:
    """Returns how an act passes to a version; None for a first version, to which nothing passes."""
    return next((row for row in version.takes_over if act in row.acts), None)


def ground(version: KindVersion, *, act: Act) -> Words:
    """Returns on what ground a version governs an act: that of the change, else what the version rests on."""
    row = transition(version, act=act)
    return row.ground if row else version.basis


def law_day(version: KindVersion, *, on: date) -> date:
    """Returns the day whose law governs an act of a day: that day, or the version's last where an older one governs."""
    last = kinds.KINDS[version.kind].last_day(version)
    return on if last is None else min(on, last)


def signed_name(version: KindVersion) -> str:
    """Returns how a signed text names the version that it was written under; "" where all texts were of that one."""
    return "" if version.key == kinds.KINDS[version.kind].on(NAMED_FROM).key else version.key


def of_signed(*, kind: str, name: str) -> KindVersion:
    """Returns the version that a signed text names, see `signed_name`."""
    return named(name) if name else kinds.KINDS[kind].on(NAMED_FROM)


def article(*, kind: str, name: str, default: Words, on: date) -> Words:
    """Returns the article of a step or document on a day: that of the version of the kind, else its own."""
    return kinds.KINDS[kind].on(on).articles.get(name, default)
