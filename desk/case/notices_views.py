"""What a person was told and has read: a page behind either inbox, by pages, the latest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.case import inbox
from desk.guards import with_post
from desk.request import Request
from insights import paging
from organs import clock


@with_post
@never_cache
@require_safe
def read(request: Request) -> HttpResponse:
    """All that was told and is read, but for cases that the person may no longer see."""
    page = paging.page(
        inbox.read(request.access),
        keys=("-id",),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    is_unit = request.access.is_unit
    today = clock.today()
    context = {
        "notices": [inbox.entry_of(notice, today=today, is_unit=is_unit) for notice in page.rows],
        "next": f"?after={page.after}" if page.after else "",
        "previous": f"?before={page.before}" if page.before else "",
        "trail": [(_("Letters to your unit"), reverse("portal")) if is_unit else (_("Desk"), reverse("desk"))],
    }
    return render(request, "notices/read.html", context)
