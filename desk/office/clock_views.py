"""Why this day, on the prosecutors' side: the derivation of one clock, to read and to print."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from desk.case import clock_page
from desk.guards import office_only
from desk.request import Request
from organs import clock as clocks
from organs.roles import Side


@office_only
@require_safe
def clock(request: Request, pk: int) -> HttpResponse:
    """The page of a clock."""
    row = clock_page.found(access=request.access, pk=pk)
    context = clock_page.context(row, reader=Side.OFFICE, today=clocks.today())
    return render(request, "case/clock.html", context | {"home": reverse("suggestion", args=[row.suggestion_id])})
