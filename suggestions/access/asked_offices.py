"""Which procuratorate that is asked for its opinion answers itself, by its own people in the software (P19 Art. 3)."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from organs.models import Post
from organs.roles import CHIEFS
from suggestions.models import Opinion


def with_own_answer(opinions: QuerySet[Opinion], *, on: date) -> QuerySet[Opinion]:
    """Returns opinions with `answers_itself`: whether the office that is asked has somebody who decides, on that day."""
    deciding = Post.objects.current(on).filter(
        procuratorate=OuterRef("office_id"), role__in=CHIEFS, person__is_active=True
    )
    return opinions.annotate(answers_itself=Exists(deciding))


def answers_itself(opinion: Opinion, *, on: date) -> bool:
    """Tells whether the office that is asked has a chief procurator, or a deputy, in the software on that day."""
    if opinion.office_id is None:
        return False
    held = Post.objects.current(on).filter(procuratorate=opinion.office_id, role__in=CHIEFS)
    return held.filter(person__is_active=True).exists()
