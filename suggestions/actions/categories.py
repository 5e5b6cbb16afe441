"""Writes the problem categories: the words by which suggestions are compared; the first 25 come from data/."""

import csv
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from organs import permissions, promises
from organs.access import Access
from organs.actions import setup_events
from organs.refusals import Refused
from suggestions.models import ProblemCategory

FILE = settings.BASE_DIR / "data" / "problem_categories.csv"


def seed(*, access: Access | None, at: datetime) -> int:
    """Adds the categories of the file that are missing; returns how many were added."""
    known = set(ProblemCategory.objects.values_list("code", flat=True))
    with FILE.open(encoding="utf-8", newline="") as file:
        missing = [row for row in csv.DictReader(file) if row["code"] not in known]
    with transaction.atomic():
        for row in missing:
            add(access=access, at=at, **row)
    return len(missing)


def add(*, access: Access | None, at: datetime, code: str, zh: str, en: str) -> ProblemCategory:
    """Adds a category; raises Refused when the code is taken or is not a plain word."""
    permissions.require_administrator(access=access, procuratorate=None)
    code = code.strip().upper()
    try:
        validate_slug(code)
    except ValidationError:
        raise Refused(_("Write the code with Latin letters, digits, - and _ only."), field="code")
    if ProblemCategory.objects.filter(code__iexact=code).exists():
        raise Refused(_("This code is already used."), field="code")
    if not zh.strip() or not en.strip():
        raise Refused(_("Write the words in both languages."), field="en" if zh.strip() else "zh")
    with promises.kept():
        row = ProblemCategory.objects.create(code=code, zh=zh.strip(), en=en.strip())
        changes = setup_events.differences(after=setup_events.values(row, ("code", "zh", "en")))
        setup_events.record(access=access, at=at, verb="add", subject=row, changes=changes)
    return row
