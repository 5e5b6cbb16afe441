"""Gives a form what was typed into it before, keeps what is typed now, and forgets it; all of one person and one form.

Whoever sends a ticket was shown the form's page a moment before: the page signs it, after its own guard (form_tickets).
"""

import json
from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from desk import pending_files, sent_once, wording
from desk.guards import with_post
from desk.request import Request
from organs import clock, numerals
from pending.actions import keeping, uploading
from pending.models import KeptText, PendingUpload
from pending.rules import browser_keys, form_tickets
from pending.rules.form_tickets import Ticket
from suggestions.actions import files

#: So much comes in one piece: what an address for words takes, here and at the proxy.
PIECE = 2 * 1024 * 1024
MOST_DIGITS = 12
#: Texts of one form that wait for an answer, each in a slot below this.
SLOTS = 100


@with_post
@never_cache
@require_POST
def kept(request: Request) -> HttpResponse:
    """Answers in JSON what `do` asks for: begin, keep or discard."""
    ticket = form_tickets.read(request.POST.get("ticket", ""), person_id=request.access.person_id)
    if ticket is None:
        return JsonResponse({"is_known": False}, status=409)
    match request.POST.get("do"):
        case "begin":
            return _begin(request, ticket)
        case "keep":
            return _keep(request, ticket)
        case "discard":
            keeping.discard(access=request.access, address=ticket.address, slot=_slot(request))
            return JsonResponse({})
    raise BadRequest("nothing that a page asks for")


@with_post
@never_cache
@require_POST
def file_chosen(request: Request) -> HttpResponse:
    """Takes one file of a form at once: it waits for the form, under a key that the form then carries. Answers in JSON."""
    ticket = form_tickets.read(request.POST.get("ticket", ""), person_id=request.access.person_id)
    chosen, field = request.FILES.get("file"), request.POST.get("field", "")
    if ticket is None or not ticket.takes_files(field):
        return JsonResponse({"is_known": False}, status=409)
    if chosen is None:
        return _file_begun(request, ticket, field)
    found = pending_files.kept(request, ticket, field, chosen)
    if found.key:
        return JsonResponse({"key": found.key, "name": found.name, "size": wording.file_size(found.size or 0)})
    return JsonResponse({"refusal": found.refusal or _full()}, status=422)


def _full() -> str:
    return _("Too many of your files wait for their forms already. Send or leave one of those forms first.")


def _file_begun(request: Request, ticket: Ticket, field: str) -> HttpResponse:
    """Begins a file that comes in pieces, or goes on with one that was cut off: answers under which key, and from where."""
    name, size = request.POST.get("name", ""), request.POST.get("size", "")
    if not name or not size.isascii() or not size.isdecimal() or len(size) > MOST_DIGITS or not int(size):
        return JsonResponse({"is_known": False}, status=409)
    if int(size) > files.LARGEST_VIDEO:
        words = _("“%(name)s” is larger than 100 MB.") % {"name": files.clean_name(name)}
        return JsonResponse({"refusal": words}, status=422)
    row = uploading.begin(
        access=request.access,
        at=clock.now(),
        address=ticket.address,
        field=field,
        name=name,
        size=int(size),
        mark=request.POST.get("mark", "")[:100],
    )
    if row is None:
        return JsonResponse({"refusal": _full()}, status=422)
    return JsonResponse({"address": reverse("kept-piece", args=[row.pk]), "offset": uploading.arrived(row)})


@with_post
@never_cache
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def file_piece(request: Request, key: UUID) -> HttpResponse:
    """A file that waits: from where it goes on (HEAD), its next piece (PATCH), or its end (DELETE)."""
    row = uploading.own(access=request.access, key=key)
    if row is None:
        raise Http404
    if request.method == "DELETE":
        uploading.remove(access=request.access, key=row.pk)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        return _stands(row, HttpResponse())
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isascii() or not offset.isdecimal() or len(offset) > MOST_DIGITS:
        raise BadRequest("a piece without its place")
    piece = request.read(PIECE + 1)
    if len(piece) > PIECE:
        raise BadRequest("a piece that is too large")
    try:
        row = uploading.add(access=request.access, row=row, offset=int(offset), piece=piece)
    except uploading.PieceRefused:
        return _stands(row, JsonResponse({}, status=409))
    if row.missing:
        return _stands(row, JsonResponse({}))
    if refusal := pending_files.judged(request, row):
        return JsonResponse({"refusal": refusal}, status=422)
    whole = {"key": str(row.pk), "name": row.name, "size": wording.file_size(row.size)}
    return _stands(row, JsonResponse(whole))


def _stands(row: PendingUpload, answer: HttpResponse) -> HttpResponse:
    answer["Upload-Offset"] = str(uploading.arrived(row))
    return answer


def _begin(request: Request, ticket: Ticket) -> HttpResponse:
    """Gives the text that is kept here, and the key for what the browser may keep itself while we are away."""
    person = request.access.person_id
    cookie = browser_keys.cookie_name(person_id=person)
    value = request.COOKIES.get(cookie, "") or browser_keys.fresh()
    found = keeping.found(access=request.access, address=ticket.address)
    answer = JsonResponse(
        {
            "key": browser_keys.key(person_id=person, value=value),
            "owner": browser_keys.owner(person_id=person, value=value),
            "address": ticket.address,
            "taken": sent_once.taken_until(request).get(ticket.address, 0),
            "kept": [_said(row) | {"fields": row.fields, "slot": keeping.slot_of(row)} for row in found],
        }
    )
    answer.set_cookie(
        cookie,
        value,
        max_age=browser_keys.COOKIE_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _keep(request: Request, ticket: Ticket) -> HttpResponse:
    try:
        fields = ticket.fields_of(json.loads(request.POST.get("fields", "")))
    except (ValueError, RecursionError):
        fields = None
    if fields is None:
        raise BadRequest("fields that no page sends")
    row = keeping.keep(
        access=request.access, at=clock.now(), address=ticket.address, fields=fields, slot=_slot(request)
    )
    return JsonResponse(_said(row))


def _slot(request: Request) -> int:
    slot = numerals.key_of(request.POST.get("slot", "0"))
    if slot is None or slot >= SLOTS:
        raise BadRequest("a slot that no page has")
    return slot


def _said(row: KeptText) -> dict[str, object]:
    """Returns when it was kept: as the page says it, and as the script compares it."""
    moment = wording.clock_time(row.kept_at)
    is_today = clock.civil_day(row.kept_at) == clock.today()
    return {"words": moment.partition(" ")[2] if is_today else moment, "at": int(row.kept_at.timestamp() * 1000)}
