"""Whom an act in Set-up is told to: a unit's people and the offices with open letters to it, one person, or who decides."""

from datetime import date

from django.db.models import Q, QuerySet

from organs import permissions
from organs.models import Post, SetupOutbox
from organs.roles import Role
from suggestions.models import Suggestion


def of(row: SetupOutbox, *, on: date) -> set[int]:
    """Returns the ids of the persons as they stand on that day."""
    if row.proposal is not None:
        return set() if row.proposal.outcome else permissions.deciders_of(row.proposal, on=on)
    if row.unit_id is None:
        return {row.person_id} if row.person_id else set()
    posts = Post.objects.current(on).filter(person__is_active=True)
    of_unit = Q(unit=row.unit_id)
    administrators = Q(procuratorate__in=_open_letters(row).values("procuratorate"), role=Role.ADMINISTRATOR)
    found = set(posts.filter(of_unit | administrators).values_list("person_id", flat=True))
    handling = _open_letters(row).filter(handling_prosecutor__is_active=True)
    return found | set(handling.values_list("handling_prosecutor", flat=True))


def _open_letters(row: SetupOutbox) -> QuerySet[Suggestion]:
    """Returns the letters to the unit whose case is open."""
    return Suggestion.objects.filter(unit=row.unit_id, issued_on__isnull=False).exclude(case_state="closed").order_by()
