"""The rows of the terms and the counting of days as one sentence each, so that an example reads like its article."""

from datetime import date

from suggestions.rules import counting, terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.rest_days import RestDays, seed_rows, seed_years
from suggestions.rules.term_rows import Term

TODAY = date(2026, 11, 29)
NATIONAL = RestDays(rows=seed_rows(), published_years=seed_years())


def days(amount: int) -> Length:
    return Length(amount, LengthUnit.DAYS)


def months(amount: int) -> Length:
    return Length(amount, LengthUnit.MONTHS)


def sentence(term: Term) -> str:
    """Returns a row as "2 months from served to replied, owed by unit"; what is not counted has no length."""
    length = f"{term.length.amount} {term.length.unit} " if term.length else ""
    return f"{length}from {term.starts_with} to {term.stopped_by}, owed by {term.owes}"


def clock(key: str, *, on: date = TODAY) -> str:
    """Returns the row in force on a day as a sentence."""
    return sentence(terms.find(key, on=on))


def due(start: str, length: Length) -> str:
    """Returns the day on which a term ends that began on a day, by the published national calendar."""
    return counting.count(start=date.fromisoformat(start), length=length, days=NATIONAL).due_on.isoformat()


def reply(kind: str, **facts: object) -> str:
    """Returns the row that governs the reply to a letter of a kind, as a sentence."""
    return sentence(terms.reply_term(rules=KINDS[kind].on(TODAY), on=TODAY, **facts))
