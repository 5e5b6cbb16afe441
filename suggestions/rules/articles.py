"""Citations with the days on which they are law, so that a page cites what was in force on the day of an act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from organs.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One wording of a citation; `valid_to` is its last day, and an article that was not read in its source is marked."""

    words: Words
    valid_from: date
    valid_to: date | None = None
    is_verified: bool = True

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def text(self) -> str:
        """Returns the citation as a page shows it, with the mark of what was not verified; a letter never shows one."""
        return str(self.words) if self.is_verified else _("%(article)s [not verified]") % {"article": self.words}


class Citation:
    """What is cited for one thing, through the years; before its first article and in a gap nothing is."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = tuple(articles)
        for former, later in pairwise(self.articles):
            if former.valid_to is None or later.valid_from <= former.valid_to:
                raise ValueError(f"{former.words} and {later.words} are law on one day")

    def on(self, day: date) -> Article | None:
        """Returns the article in force on the day."""
        return next((article for article in self.articles if article.is_in_force(day)), None)

    def text(self, day: date) -> str:
        """Returns the citation of the day as a page shows it; "" where none is law."""
        article = self.on(day)
        return article.text() if article else ""
