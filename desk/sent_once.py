"""One submit, one thing: a form carries a one-time token, which is taken in the same transaction as what the form does.

A second sending of the same is answered with the page that answered the first; a double click opens nothing twice. What was
changed and sent once more under a used token is asked about first, unless the form itself knows what it was written on.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from desk import carrying, pending_files, second_factor
from desk.answers import CONFLICT
from desk.guards import View
from desk.request import Request
from organs import clock, numerals
from pending.actions import keeping, sending, uploading
from pending.models import SentForm
from pending.rules import form_tickets

FIELD = "form_token"
# Not part of what was typed.
TICKET = "form_ticket"
# Until when what was sent was typed, by the clock of that browser (static/keeping/form.js).
TYPED_UNTIL = "typed_until"
OWN_FIELDS = second_factor.OWN_FIELDS | {FIELD, TICKET, TYPED_UNTIL}
# In the session: the same of the forms that were taken last, so that a browser does not offer what it sent.
TAKEN, MOST_TAKEN = "typed_and_taken", 20
# Forms that say on what they were written: the action itself answers one that comes too late.
WRITTEN_ON = frozenset({"expected_revision", "expected_change", "moves"})


class SentOnceMiddleware:
    """Stands around the view of a form with a token: what it does and the token are one transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Request, view: View, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        """Answers the request itself when it carries a token, else leaves it alone."""
        if request.method != "POST" or getattr(request, "access", None) is None:
            return None
        token = token_of(request)
        if token is None:
            return None
        with transaction.atomic():
            typed = digest_of(request)
            row, was_taken = sending.claim(access=request.access, at=clock.now(), token=token, digest=typed)
            if was_taken and row.digest == typed:
                messages.info(request, _("This form had arrived already. It was taken once; here is what came of it."))
                return redirect(row.leads_to)
            if was_taken:
                if not WRITTEN_ON & set(request.POST):
                    return _ask(request, row)
                _receive_files(request)
                return None
            _receive_files(request)
            response = view(request, *args, **kwargs)
            leads_to = response.headers.get("Location", "") or response.headers.get("Content-Location", "")
            if leads_to and response.status_code < 400:
                sending.settle(access=request.access, at=clock.now(), row=row, leads_to=leads_to)
                _forget(request)
            else:
                sending.give_back(access=request.access, row=row)
            return response


def token_of(request: HttpRequest) -> UUID | None:
    """Returns the token of the form; None for none, or one that no page wrote."""
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def digest_of(request: HttpRequest) -> str:
    """Returns the digest of what was typed, pressed and chosen; files count by name and size."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in OWN_FIELDS)
    chosen = [(name, each.name, each.size) for name, sent in sorted(request.FILES.lists()) for each in sent]
    return hashlib.sha256(json.dumps([request.get_full_path(), typed, chosen]).encode()).hexdigest()


def taken(response: HttpResponse, *, leads_to: str) -> HttpResponse:
    """Marks a page that answers without a redirect what was done: a second sending is led to `leads_to`."""
    response.headers["Content-Location"] = leads_to
    return response


def _receive_files(request: Request) -> None:
    ticket = form_tickets.read(request.POST.get(TICKET, ""), person_id=request.access.person_id)
    if ticket is not None:
        pending_files.receive(request, ticket)


def _forget(request: Request) -> None:
    """Forgets text and files that were kept while the form was filled in: it was sent and taken."""
    ticket = form_tickets.read(request.POST.get(TICKET, ""), person_id=request.access.person_id)
    if ticket is not None:
        keeping.drop(access=request.access, address=ticket.address)
        uploading.drop(access=request.access, address=ticket.address)
        _note_taken(request, ticket.address)


def _note_taken(request: Request, address: str) -> None:
    until = numerals.key_of(request.POST.get(TYPED_UNTIL, ""))
    if until is not None:
        others = {name: each for name, each in taken_until(request).items() if name != address}
        request.session[TAKEN] = dict([*others.items(), (address, until)][-MOST_TAKEN:])


def taken_until(request: Request) -> dict[str, int]:
    """Returns until when what was taken was typed, by the address of the form; of this session, and by the clock of its browser."""
    return dict(request.session.get(TAKEN, {}))


def _ask(request: Request, row: SentForm) -> HttpResponse:
    """Returns the page that says that the form was taken, and sends what was typed as another one if that is meant."""
    page = carrying.carried(request, without=OWN_FIELDS)
    page |= {"action": request.get_full_path(), "leads_to": row.leads_to, "sent_at": row.sent_at}
    response = render(request, "sent_already.html", page, status=CONFLICT)
    response.headers["Cache-Control"] = "no-store"
    return response
