"""On which law the letter of one suggestion is raised: what its draft begins with, and what of it was not verified; writes nothing."""

from datetime import date

from organs import clock
from suggestions.models import LetterVersion, Suggestion
from suggestions.rules import governance_grounds, legal_bases


def proposed(suggestion: Suggestion, *, ground: str = "") -> str:
    """Returns the words of the row of its kind, by the law of the day on which the case was opened.

    Social governance cites the item of its `ground` (P19 Art. 11).
    """
    return of_case(suggestion.kind, on=_day(suggestion), category=suggestion.problem_category_id or "", ground=ground)


def of_case(kind: str, *, on: date, category: str, ground: str = "") -> str:
    """Returns the words of the row of a kind, for a case of this day and category of problem."""
    words = legal_bases.ROWS[kind].sentence(on=on, category=category)
    return words.replace(governance_grounds.ARTICLE, governance_grounds.cited(ground))


def is_of_row(kind: str, text: str) -> bool:
    """Tells whether a text is as a row proposed it once, of whatever day, category and ground: nobody edited it."""
    grounds = ("", *governance_grounds.GROUNDS)
    return any(
        text.strip() == sentence.replace(governance_grounds.ARTICLE, governance_grounds.cited(ground))
        for sentence in legal_bases.ROWS[kind].sentences()
        if sentence
        for ground in grounds
    )


def renewed(suggestion: Suggestion, *, text: str, on: date | None, category: str, ground: str) -> str:
    """Returns the words of the row for these facts where the text was only proposed; what an author wrote is left alone.

    `on` is the day of the decision to investigate; None where none is recorded.
    """
    if not is_of_row(suggestion.kind, text):
        return text
    day = on or clock.civil_day(suggestion.opened_at)
    return of_case(suggestion.kind, on=day, category=category, ground=ground)


def is_outdated(letter: LetterVersion) -> bool:
    """Tells whether the letter still says what a row proposed for another day, category or ground than the case has now."""
    text = letter.contents.get(legal_bases.KEY, "")
    now = proposed(letter.suggestion, ground=letter.governance_ground)
    return bool(text) and text.strip() != now and is_of_row(letter.suggestion.kind, text)


def left_out(letter: LetterVersion) -> list[str]:
    """Returns the articles of the day and category of the case that a text which was edited does not name."""
    suggestion = letter.suggestion
    text = letter.contents.get(legal_bases.KEY, "")
    row = legal_bases.ROWS[suggestion.kind]
    articles = row.articles(on=_day(suggestion), category=suggestion.problem_category_id or "")
    if not text.strip() or is_of_row(suggestion.kind, text):
        return []
    return [str(article.words) for article in articles if str(article.words) not in text]


def not_verified(letter: LetterVersion) -> list[str]:
    """Returns the articles that a letter is raised on and that nobody read in their source: for reviewers, never printed."""
    text = letter.contents.get(legal_bases.KEY, "")
    return legal_bases.ROWS[letter.suggestion.kind].not_verified(text, on=_day(letter.suggestion))


def _day(suggestion: Suggestion) -> date:
    return suggestion.investigation_decided_on or clock.civil_day(suggestion.opened_at)
