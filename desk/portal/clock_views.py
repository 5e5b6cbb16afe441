"""Why this day, for the recipient: the derivation of one clock that is its own, to read and to print."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.case import clock_page
from desk.guards import unit_only
from desk.request import Request
from organs import clock as clocks
from organs.roles import Side


@unit_only
@never_cache
@require_safe
def clock(request: Request, pk: int) -> HttpResponse:
    """The page of a clock; those of the office are not there."""
    row = clock_page.found(access=request.access, pk=pk)
    context = clock_page.context(row, reader=Side.UNIT, today=clocks.today())
    return render(request, "case/clock.html", context | {"home": reverse("portal-letter", args=[row.suggestion_id])})
