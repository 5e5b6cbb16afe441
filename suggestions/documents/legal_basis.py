"""On which law the letter of one suggestion is raised: what its draft begins with, and what of it was not verified; writes nothing."""

from datetime import date

from organs import clock
from suggestions.models import LetterVersion, Suggestion
from suggestions.rules import legal_bases


def proposed(suggestion: Suggestion) -> str:
    """Returns the words of the row of its kind, by the law of the day on which the case was opened."""
    category = suggestion.problem_category_id or ""
    return legal_bases.ROWS[suggestion.kind].sentence(on=_day(suggestion), category=category)


def not_verified(letter: LetterVersion) -> list[str]:
    """Returns the articles that a letter is raised on and that nobody read in their source: for reviewers, never printed."""
    text = letter.contents.get(legal_bases.KEY, "")
    return legal_bases.ROWS[letter.suggestion.kind].not_verified(text, on=_day(letter.suggestion))


def _day(suggestion: Suggestion) -> date:
    return suggestion.investigation_decided_on or clock.civil_day(suggestion.opened_at)
