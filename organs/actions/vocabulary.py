"""Writes the words that the whole installation shares: lines of authority and business lines; both are data, never enums."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from organs import permissions, promises
from organs.access import Access
from organs.actions import setup_events
from organs.models import BusinessLine, Line
from organs.refusals import Refused

# Organic Law, Art. 12-16; the 1998 decision on the XPCC (domain.md 6). An office adds what is missing.
LINES = (
    ("territorial", "地方", "Territorial"),
    ("branch", "分院", "Branch"),
    ("xpcc", "兵团", "XPCC (Production and Construction Corps)"),
    ("railway", "铁路运输", "Railway transport"),
    ("military", "军事", "Military"),
    ("dispatched", "派出", "Dispatched"),
)
# What departments do, whatever they are called locally (domain.md 6).
BUSINESS_LINES = (
    ("criminal", "刑事检察", "Criminal"),
    ("civil", "民事检察", "Civil"),
    ("administrative", "行政检察", "Administrative"),
    ("public_interest", "公益诉讼检察", "Public interest"),
    ("social_governance", "社会治理", "Social governance"),
    ("policy_research", "法律政策研究", "Legal-policy research"),
    ("case_management", "案件管理", "Case management"),
    ("complaints", "控告申诉检察", "Complaints"),
    ("office", "办公室", "Office"),
    ("technology", "检察技术和数字检察", "Technology and digital work"),
)


def seed(*, access: Access | None, at: datetime) -> int:
    """Adds the usual lines and business lines that are missing; returns how many were added."""
    with transaction.atomic():
        return _add_missing(Line, LINES, access=access, at=at) + _add_missing(
            BusinessLine, BUSINESS_LINES, access=access, at=at
        )


def _add_missing[Word: (Line, BusinessLine)](
    model: type[Word], rows: Sequence[tuple[str, str, str]], *, access: Access | None, at: datetime
) -> int:
    known = set(model.objects.values_list("code", flat=True))
    missing = [row for row in rows if row[0] not in known]
    for code, zh, en in missing:
        _add(model, access=access, at=at, code=code, zh=zh, en=en)
    return len(missing)


def add_line(*, access: Access | None, at: datetime, code: str, zh: str, en: str) -> Line:
    """Adds a line of authority; raises Refused when the code is taken or is not a plain word."""
    return _add(Line, access=access, at=at, code=code, zh=zh, en=en)


def add_business_line(*, access: Access | None, at: datetime, code: str, zh: str, en: str) -> BusinessLine:
    """Adds a business line; raises Refused when the code is taken or is not a plain word."""
    return _add(BusinessLine, access=access, at=at, code=code, zh=zh, en=en)


def _add[Word: (Line, BusinessLine)](
    model: type[Word], *, access: Access | None, at: datetime, code: str, zh: str, en: str
) -> Word:
    permissions.require_administrator(access=access, procuratorate=None)
    code = code.strip().lower()
    try:
        validate_slug(code)
    except ValidationError:
        raise Refused(_("Write the code with Latin letters, digits, - and _ only."), field="code")
    if model.objects.filter(code__iexact=code).exists():
        raise Refused(_("This code is already used."), field="code")
    if not zh.strip() or not en.strip():
        raise Refused(_("Write the words in both languages."), field="en" if zh.strip() else "zh")
    with promises.kept():
        row = model.objects.create(code=code, zh=zh.strip(), en=en.strip())
        changes = setup_events.differences(after=setup_events.values(row, ("code", "zh", "en")))
        setup_events.record(access=access, at=at, verb="add", subject=row, changes=changes)
    return row
