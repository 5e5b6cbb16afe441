"""Constraints that keep a state column within its table."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


def state_check(*, field: str, states: Iterable[str], name: str) -> models.CheckConstraint:
    """Returns the constraint that the column holds a state of its table."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": sorted(states)}))
