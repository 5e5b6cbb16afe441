"""Which term governs a case: by key, by the event that starts it, and for the reply; the rows themselves are in `term_rows`."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from suggestions.rules.kinds import KindVersion
from suggestions.rules.lengths import Length
from suggestions.rules.term_rows import (
    BASIS_LABELS,
    OWES_LABELS,
    STATUS_LABELS,
    TERMS,
    Basis,
    MeasuredBy,
    Owes,
    Status,
    Term,
    Trigger,
)

__all__ = [
    "BASIS_LABELS",
    "OWES_LABELS",
    "STATUS_LABELS",
    "TERMS",
    "Basis",
    "MeasuredBy",
    "NotInForce",
    "Owes",
    "PeriodFixed",
    "Status",
    "Term",
    "Trigger",
    "UnknownTerm",
    "find",
    "governing",
    "reply_term",
    "starting",
]

#: The reply of Art. 19, where no special rule governs.
GENERAL_REPLY = "reply"


class UnknownTerm(LookupError):
    """No row bears this key."""


class NotInForce(LookupError):
    """Rows bear this key, but none is in force on the day."""


class PeriodFixed(ValueError):
    """A letter states another period for the reply than the governing rule allows."""


def find(key: str, *, on: date) -> Term:
    """Give the version of a term that is in force on the day. Raises UnknownTerm or NotInForce."""
    if key not in TERMS.by_key:
        raise UnknownTerm(_("There is no term “%(key)s”.") % {"key": key})
    if term := TERMS.on(key, on):
        return term
    raise NotInForce(_("The term “%(key)s” is not in force on %(day)s.") % {"key": key, "day": on.isoformat()})


def governing(*, key: str, rule_version: str) -> Term | None:
    """Give the row under which a clock runs, in the version that it keeps; a later one never takes its place."""
    versions = TERMS.by_key.get(key, ())
    exact = [term for term in versions if term.rule_version == rule_version]
    return next(iter(exact or versions), None)


def starting(*, event: Trigger, kind_key: str, on: date) -> tuple[Term, ...]:
    """List the live terms that an event on that day starts for a suggestion of this kind, special before general (Art. 30).

    Terms for the reply are not among them: `reply_term` chooses the one that governs.
    """
    return tuple(
        term
        for term in TERMS
        if term.starts_with is event
        and term.status is Status.LIVE
        and term.stopped_by is not Trigger.REPLIED
        and term.is_in_force(on, kind_key=kind_key)
        and term.applies_to(kind_key)
        and not _is_displaced(term, kind_key=kind_key, on=on)
    )


def reply_term(
    *,
    rules: KindVersion,
    on: date,
    urgent: bool = False,
    set_length: Length | None = None,
    region: str = "",
    adopted_local_keys: Collection[str] = (),
) -> Term:
    """Give the term that governs the reply: special rule (Art. 30), else local rule within Art. 19, else Art. 19.

    `rules` govern the reply, and `on` is the day of their law: that of receipt, unless a former version governs. `set_length` is the period printed in the letter: Art. 19 admits one that differs from the
    rule in urgent cases only, a number that is not law (`Basis.UNVERIFIED`) always. A local rule governs where the office
    has adopted it and the recipient's region lies in its area. Raises PeriodFixed or NotInForce.
    """
    special = _special_reply(rules=rules, on=on, urgent=urgent)
    if special is not None:
        governing, admits_other = special, special.basis is Basis.UNVERIFIED
    else:
        local = _local_reply(on=on, region=region, adopted_keys=adopted_local_keys)
        is_set_for_urgency = urgent and set_length is not None
        governing = local if local is not None and not is_set_for_urgency else find(GENERAL_REPLY, on=on)
        admits_other = urgent
    if set_length is None or set_length == governing.length:
        return governing
    if not admits_other:
        raise PeriodFixed(
            _("The period for this reply is %(fixed)s (%(article)s); the letter cannot set %(other)s.")
            % {
                "fixed": "" if governing.length is None else governing.length.text(),
                "article": governing.cited(rules.kind, on=on),
                "other": set_length.text(),
            }
        )
    return replace(governing, length=set_length, measured_by=MeasuredBy.LETTER)


def _is_displaced(term: Term, *, kind_key: str, on: date) -> bool:
    """Tell whether a special row for the same duty, with a length of its own, takes the place of a general one (Art. 30)."""
    return term.kinds is None and any(
        special.kinds is not None
        and special.stopped_by is term.stopped_by
        and special.status is Status.LIVE
        and special.length is not None
        and special.is_in_force(on)
        and special.applies_to(kind_key)
        for special in TERMS
    )


def _special_reply(*, rules: KindVersion, on: date, urgent: bool) -> Term | None:
    key = (urgent and rules.urgent_reply) or rules.reply
    return None if key == GENERAL_REPLY else TERMS.on(key, on)


def _local_reply(*, on: date, region: str, adopted_keys: Collection[str]) -> Term | None:
    adopted = [
        term
        for term in TERMS
        if term.is_local and term.key in adopted_keys and term.is_in_force(on) and region.startswith(term.region)
    ]
    return max(adopted, key=lambda term: len(term.region), default=None)
