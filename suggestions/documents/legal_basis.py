"""On which law the letter of one suggestion is raised: what its draft begins with, and what of it was not verified; writes nothing."""

from datetime import date

from organs import clock
from suggestions.models import LetterVersion, Suggestion
from suggestions.rules import governance_grounds, legal_bases


def proposed(suggestion: Suggestion, *, ground: str = "") -> str:
    """Returns the words of the row of its kind, by the law of the day on which the case was opened.

    Social governance cites the item of its `ground` (P19 Art. 11).
    """
    category = suggestion.problem_category_id or ""
    words = legal_bases.ROWS[suggestion.kind].sentence(on=_day(suggestion), category=category)
    return words.replace(governance_grounds.ARTICLE, governance_grounds.cited(ground))


def with_ground(suggestion: Suggestion, *, text: str, ground: str) -> str:
    """Returns the words for another ground where the text is still the one proposed; what an author wrote is left alone."""
    known = {proposed(suggestion, ground=each) for each in ("", *governance_grounds.GROUNDS)}
    return proposed(suggestion, ground=ground) if text in known else text


def not_verified(letter: LetterVersion) -> list[str]:
    """Returns the articles that a letter is raised on and that nobody read in their source: for reviewers, never printed."""
    text = letter.contents.get(legal_bases.KEY, "")
    return legal_bases.ROWS[letter.suggestion.kind].not_verified(text, on=_day(letter.suggestion))


def _day(suggestion: Suggestion) -> date:
    return suggestion.investigation_decided_on or clock.civil_day(suggestion.opened_at)
