"""The page that shows what was changed in Set-up, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.setup import paging, scope, wording


@require_safe
@scope.administrators_only
def listed(request: HttpRequest) -> HttpResponse:
    page = paging.page_of(request, scope.changes(request.access), keys=["-id"])
    rows = [
        (
            event,
            wording.verb_of(event),
            wording.subject_name(event),
            wording.subject_kind(event),
            wording.details(event),
        )
        for event in page.rows
    ]
    return render(request, "setup/changes.html", {"page": page, "rows": rows})
