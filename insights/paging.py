"""Pages by key: the next page begins after the last row seen, so that page 10,000 costs what page 1 costs; nothing is counted."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from organs import numerals

SIZE = 50
#: More than the longest name and a key take; what is longer is not read at all.
LONGEST_MARK = 2000


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
    """Returns the values of a mark, one for each key; None for what no page of ours wrote."""
    if not mark or len(mark) > LONGEST_MARK:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
        if not isinstance(values, list) or len(values) != len(keys):
            return None
        fields = [model._meta.get_field(key.removeprefix("-")) for key in keys]
        return [_value(field, value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return None


def _value(field: Field, value: object) -> object:
    """Returns a value as its column holds it. Raises ValueError for what the column cannot hold."""
    if not (value is None or isinstance(value, str | int)):  # Infinity and NaN are fractions to Python's reader
        raise ValueError("a mark holds texts and whole numbers")
    if isinstance(value, str):
        value.encode()  # a lone surrogate cannot be encoded
        if "\0" in value:
            raise ValueError("no column holds NUL")
    read = field.to_python(value)
    if isinstance(read, int) and abs(read) > numerals.LARGEST_KEY:
        raise ValueError("no column holds so large a number")
    return read
