"""The calendar that a program reads under its secret address, and the page on which a person makes or revokes that address."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from desk.feed import calendar, days
from desk.guards import for_everybody, with_post
from desk.request import Request
from organs import clock, people
from organs.actions import calendar_addresses
from signin import request_address
from signin.actions import slowing
from signin.rules import client
from signin.rules.slowing import Tried


@for_everybody
@require_safe
def feed(request: Request, secret: str) -> HttpResponse:
    """The due days of the person whose address it is, as the posts of today show them; revoked or unknown is 404."""
    found = calendar_addresses.find(secret)
    if found is None:
        return _missed(request)
    access = people.access_of(person=found.person, on=clock.today())
    with translation.override(found.language):
        body = calendar.written(days.days(access), address=request.build_absolute_uri)
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="due-days.ics"'
    answer.headers["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=answer)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _missed(request: Request) -> HttpResponse:
    """An address is never guessed; who tries many is told to wait, and nobody else is."""
    sender = client.counted_of(request_address.of(request))
    wait = slowing.claim(at=clock.now(), tried={Tried.CALENDAR: sender})
    if wait:
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    raise Http404


@with_post
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: Request) -> HttpResponse:
    """Makes the address, which is shown this once, or revokes it."""
    secret = ""
    if request.method == "POST" and request.POST.get("do") == "revoke":
        if calendar_addresses.revoke(access=request.access, at=clock.now()):
            messages.success(request, _("The address is revoked. It opens nothing any more."))
        return redirect("calendar-address")
    if request.method == "POST":
        secret = calendar_addresses.make(
            access=request.access, at=clock.now(), language=translation.get_language() or settings.LANGUAGE_CODE
        )
    context = {
        "present": calendar_addresses.present(request.access),
        "href": request.build_absolute_uri(reverse("calendar", args=[secret])) if secret else "",
    }
    return render(request, "accounts/calendar.html", context)
