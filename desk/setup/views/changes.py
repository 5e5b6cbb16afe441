"""The page that shows what was changed in Set-up, newest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.request import Request
from desk.setup import paging, scope, wording
from organs.models import BusinessLine, Line


@require_safe
@scope.trace_readers_only
def listed(request: Request) -> HttpResponse:
    page = paging.page_of(request, scope.changes(request.access), keys=["-id"])
    lines = {row.code: wording.own_words(row) for row in (*Line.objects.all(), *BusinessLine.objects.all())}
    rows = [
        (
            event,
            wording.verb_of(event),
            wording.subject_name(event),
            wording.subject_kind(event),
            wording.fields_of(event, lines=lines),
        )
        for event in page.rows
    ]
    return render(request, "setup/changes.html", {"page": page, "rows": rows})
