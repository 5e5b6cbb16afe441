"""The pages of a long list in Set-up, with the addresses of their neighbours; the paging itself is in insights/paging.py."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from desk.request import Request
from insights import paging


@dataclass(frozen=True, kw_only=True)
class SetupPage:
    """The rows of one page, and the addresses of the pages before and after, empty at the ends."""

    rows: Sequence[Model]
    previous: str
    next: str


def page_of(request: Request, rows: QuerySet, *, keys: Sequence[str]) -> SetupPage:
    """Returns the page that the address asks for; `keys` as for order_by, the last of them unique."""
    found = paging.page(rows, keys=keys, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    return SetupPage(
        rows=found.rows,
        previous=_address(request, "before", found.before),
        next=_address(request, "after", found.after),
    )


def _address(request: Request, name: str, mark: str) -> str:
    if not mark:
        return ""
    query = request.GET.copy()
    for other in ("after", "before"):
        query.pop(other, None)
    query[name] = mark
    return f"?{query.urlencode()}"
