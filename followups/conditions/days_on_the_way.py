"""The days on the way to a measure, as an answer names them, and the progress that reached them."""

from dataclasses import dataclass

from followups.models import Answer, Progress
from suggestions.models import Measure


@dataclass(frozen=True, kw_only=True)
class DayOnTheWay:
    """One day with what is to be reached by then; `progress` is what reached it, None while nothing did."""

    day: str
    words: str
    progress: Progress | None = None

    @property
    def key(self) -> str:
        """Returns by what a form names it."""
        return f"{self.day} {self.words}"


def of_answer(answer: Answer) -> list[DayOnTheWay]:
    """Returns the days that an answer names, in its order."""
    if not answer.milestones:
        return []
    rows = answer.measure.progress.exclude(milestone_on=None).select_related("logged_by")
    reached = {(row.milestone_on.isoformat(), row.milestone): row for row in rows if row.milestone_on}
    return [DayOnTheWay(day=day, words=words, progress=reached.get((day, words))) for day, words in answer.milestones]


def still_open(measure: Measure) -> list[DayOnTheWay]:
    """Returns the days of the answer of this round that nothing reached yet."""
    answer = measure.answers.filter(round=measure.round, sent_at__isnull=False).last()
    return [each for each in of_answer(answer) if each.progress is None] if answer else []
