"""Writes the problem categories: the words by which suggestions are compared; the first 25 come from data/."""

import csv
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from organs import permissions, promises
from organs.access import Access
from organs.actions import setup_events
from organs.refusals import Refused, Stale
from suggestions.models import ProblemCategory

FILE = settings.BASE_DIR / "data" / "problem_categories.csv"


def seed(*, access: Access | None, at: datetime) -> int:
    """Adds the categories of the file that are missing; returns how many were added."""
    known = set(ProblemCategory.objects.values_list("code", flat=True))
    with FILE.open(encoding="utf-8", newline="") as file:
        missing = [row for row in csv.DictReader(file) if row["code"] not in known]
    with transaction.atomic():
        for row in missing:
            words = {name: row[name] for name in ("code", "zh", "en")}
            add(access=access, at=at, is_environmental=row["environmental"] == "yes", **words)
    return len(missing)


def add(
    *, access: Access | None, at: datetime, code: str, zh: str, en: str, is_environmental: bool = False
) -> ProblemCategory:
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
        row = ProblemCategory.objects.create(code=code, zh=zh.strip(), en=en.strip(), is_environmental=is_environmental)
        changes = setup_events.differences(after=setup_events.values(row, ("code", "zh", "en", "is_environmental")))
        setup_events.record(access=access, at=at, verb="add", subject=row, changes=changes)
    return row


def name_environmental(*, access: Access | None, at: datetime, codes: Collection[str], expected: str) -> None:
    """Says which categories are of the environment; drafts are then asked for the law that governs it.

    `expected` is `marked()` as the form showed it; raises Stale when somebody marked others meanwhile.
    """
    permissions.require_administrator(access=access, procuratorate=None)
    with transaction.atomic():
        rows = list(ProblemCategory.objects.select_for_update().order_by("code"))
        if expected != marked():
            raise Stale(_("Somebody else changed this while you were writing. Look at it as it is now, then decide."))
        for row in rows:
            before = setup_events.values(row, ("is_environmental",))
            row.is_environmental = row.code in codes
            changes = setup_events.differences(before=before, after=setup_events.values(row, ("is_environmental",)))
            if changes:
                row.save(update_fields=["is_environmental"])
                setup_events.record(access=access, at=at, verb="change", subject=row, changes=changes)


def marked() -> str:
    """Returns the codes of the categories that are of the environment, in order and with blanks between."""
    return " ".join(ProblemCategory.objects.filter(is_environmental=True).values_list("code", flat=True))
