"""On which law the letter of one suggestion is raised: what its draft begins with, and what of it was not verified; writes nothing."""

from datetime import date

from organs import clock
from suggestions.models import LetterVersion, ProblemCategory, Suggestion
from suggestions.rules import governance_grounds, legal_bases


def proposed(suggestion: Suggestion, *, ground: str = "", facts_until: date | None = None) -> str:
    """Returns the words of the row of its kind, by the law of the day on which the case was opened.

    Social governance cites the item of its `ground` (P19 Art. 11); the environment is governed by the law of the last day
    of the facts, where one is given.
    """
    category = suggestion.problem_category
    return of_case(suggestion.kind, on=_day(suggestion), category=category, ground=ground, facts_until=facts_until)


def of_letter(letter: LetterVersion) -> str:
    """Returns the words of the row for a letter as it was saved last."""
    return proposed(letter.suggestion, ground=letter.governance_ground, facts_until=letter.facts_until)


def of_case(
    kind: str, *, on: date, category: ProblemCategory | None, ground: str = "", facts_until: date | None = None
) -> str:
    """Returns the words of the row of a kind, for a case of this day, category of problem and last day of the facts."""
    facts_on = _facts_on(category, on=on, facts_until=facts_until)
    words = legal_bases.ROWS[kind].sentence(on=on, facts_on=facts_on)
    return words.replace(governance_grounds.ARTICLE, governance_grounds.cited(ground))


def is_of_row(kind: str, text: str) -> bool:
    """Tells whether a text is as a row proposed it once, of whatever days, category and ground: nobody edited it."""
    grounds = ("", *governance_grounds.GROUNDS)
    return any(
        text.strip() == sentence.replace(governance_grounds.ARTICLE, governance_grounds.cited(ground))
        for sentence in legal_bases.ROWS[kind].sentences()
        if sentence
        for ground in grounds
    )


def renewed(
    suggestion: Suggestion,
    *,
    text: str,
    on: date | None,
    category: ProblemCategory | None,
    ground: str,
    facts_until: date | None = None,
) -> str:
    """Returns the words of the row for these facts where the text was only proposed; what an author wrote is left alone.

    `on` is the day of the decision to investigate; None where none is recorded.
    """
    if not is_of_row(suggestion.kind, text):
        return text
    day = on or clock.civil_day(suggestion.opened_at)
    return of_case(suggestion.kind, on=day, category=category, ground=ground, facts_until=facts_until)


def is_outdated(letter: LetterVersion) -> bool:
    """Tells whether the letter still says what a row proposed for other days, category or ground than the case has now."""
    text = letter.contents.get(legal_bases.KEY, "")
    return bool(text) and text.strip() != of_letter(letter) and is_of_row(letter.suggestion.kind, text)


def left_out(letter: LetterVersion) -> list[str]:
    """Returns the articles of the days and category of the case that a text which was edited does not name."""
    kind, text = letter.suggestion.kind, letter.contents.get(legal_bases.KEY, "")
    if not text.strip() or is_of_row(kind, text):
        return []
    on = _day(letter.suggestion)
    facts_on = _facts_on(letter.suggestion.problem_category, on=on, facts_until=letter.facts_until)
    articles = legal_bases.ROWS[kind].articles(on=on, facts_on=facts_on)
    return [str(article.words) for article in articles if str(article.words) not in text]


def not_verified(letter: LetterVersion) -> list[str]:
    """Returns the articles that a letter is raised on and that nobody read in their source: for reviewers, never printed."""
    text = letter.contents.get(legal_bases.KEY, "")
    on = _day(letter.suggestion)
    return legal_bases.ROWS[letter.suggestion.kind].not_verified(text, on=on, facts_on=letter.facts_until)


def _day(suggestion: Suggestion) -> date:
    return suggestion.investigation_decided_on or clock.civil_day(suggestion.opened_at)


def _facts_on(category: ProblemCategory | None, *, on: date, facts_until: date | None) -> date | None:
    """Returns the day whose law of the environment governs; None where the problem is not one of the environment."""
    return (facts_until or on) if category and category.is_environmental else None
