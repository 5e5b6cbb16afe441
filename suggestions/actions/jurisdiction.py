"""Rewrites the ancestor columns of suggestions when the tree changes, so that access follows today's tree."""

from datetime import date, datetime

from django.db import transaction

from organs.access import Access
from organs.actions import procuratorates
from organs.models import Procuratorate
from organs.models.procuratorate import DEPTHS
from suggestions.models import Suggestion


def move_procuratorate(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    parent: Procuratorate,
    on: date,
    reason: str,
    expected_change: int | None = None,
) -> None:
    """Moves a procuratorate in the tree together with the ancestors of all suggestions below it."""
    with transaction.atomic():
        moved = procuratorates.move(
            access=access,
            at=at,
            procuratorate=procuratorate,
            parent=parent,
            on=on,
            reason=reason,
            expected_change=expected_change,
        )
        for each in Procuratorate.objects.filter(pk__in=moved):
            Suggestion.objects.filter(procuratorate=each).update(
                depth=each.depth, **{f"anc{depth}": each.ancestors[depth - 1] for depth in DEPTHS}
            )
