"""Pages by key: the next page begins after the last row seen, so that page 10,000 costs what page 1 costs; nothing is counted."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows of a page, and where its neighbours begin; an empty mark means that there is none."""

    rows: list
    after: str
    before: str


def page(queryset: QuerySet, *, keys: Sequence[str], after: str = "", before: str = "") -> Page:
    """Returns one page of the queryset in the order of the keys (as for order_by), the last of which is unique.

    Empty values stand first in a descending key, as PostgreSQL sorts them. A mark that cannot be read gives the first page.
    """
    mark = _read(after or before, keys=keys, model=queryset.model)
    backwards = bool(before and mark)
    order = [_turned(key) for key in keys] if backwards else list(keys)
    found = queryset.order_by(*order)
    if mark:
        found = found.filter(_beyond(order, mark))
    rows = list(found[: SIZE + 1])
    more, rows = len(rows) > SIZE, rows[:SIZE]
    if backwards:
        rows.reverse()
    has_next, has_previous = (bool(rows), more) if backwards else (more, bool(mark and rows))
    return Page(
        rows=rows,
        after=_mark(rows[-1], keys) if has_next else "",
        before=_mark(rows[0], keys) if has_previous else "",
    )


def _turned(key: str) -> str:
    return key.removeprefix("-") if key.startswith("-") else f"-{key}"


def _beyond(keys: Sequence[str], values: Sequence[object]) -> Q:
    """Returns the filter of the rows after the values: beyond the first key, or equal there and beyond the second …"""
    found, equal = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        name = key.removeprefix("-")
        found |= equal & _past(name, value, is_descending=key.startswith("-"))
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return found & _bound(keys[0], values[0])


def _past(name: str, value: object, *, is_descending: bool) -> Q:
    if is_descending:
        return Q(**{f"{name}__isnull": False}) if value is None else Q(**{f"{name}__lt": value})
    if value is None:
        return Q(pk__in=[])
    return Q(**{f"{name}__gt": value}) | Q(**{f"{name}__isnull": True})


def _bound(key: str, value: object) -> Q:
    """Returns the same bound on the first key alone, which lets the index begin at the mark."""
    if value is None or not key.startswith("-"):
        return Q()
    return Q(**{f"{key.removeprefix('-')}__lte": value})


def _mark(row: Model, keys: Sequence[str]) -> str:
    values = [getattr(row, key.removeprefix("-")) for key in keys]
    text = json.dumps(values, default=str, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(mark: str, *, keys: Sequence[str], model: type[Model]) -> list[object] | None:
    if not mark:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
        if not isinstance(values, list) or len(values) != len(keys):
            return None
        fields = [model._meta.get_field(key.removeprefix("-")) for key in keys]
        return [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, ValidationError):
        return None
