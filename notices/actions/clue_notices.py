"""Tells of an instruction to suggest: the heads of the lower office, then who gave it of what came of it."""

from datetime import datetime

from notices.actions import account_notices
from notices.rules.account_news import News
from organs import clock
from organs.models import Post
from suggestions.models import Clue
from suggestions.rules import clues


def tell_instructed(*, at: datetime, clue: Clue) -> None:
    """Tells the chiefs and heads of the office that is to suggest."""
    posts = Post.objects.current(clock.civil_day(at)).filter(
        procuratorate_id=clue.procuratorate_id, role__in=clues.ANSWERING, person__is_active=True
    )
    for person_id in sorted(set(posts.values_list("person_id", flat=True))):
        _tell(at=at, person_id=person_id, news=News.INSTRUCTED, clue=clue)


def tell_answered(*, at: datetime, clue: Clue) -> None:
    """Tells who gave the instruction that a draft was opened, or that nothing is suggested; of other clues nobody."""
    if clue.is_instructed:
        _tell(at=at, person_id=clue.registered_by_id, news=News.INSTRUCTION_ANSWERED, clue=clue)


def _tell(*, at: datetime, person_id: int, news: News, clue: Clue) -> None:
    details = {"case": clue.matter, "clue": str(clue.pk)}
    account_notices.tell(at=at, person_id=person_id, news=news, key=clue.pk, details=details)
