"""Ending one's own sessions: one of them, or all but the one in use."""

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from desk.guards import signed_in
from desk.request import Request
from organs.refusals import Refused
from signin.actions import sessions


@signed_in
@never_cache
@require_POST
def end(request: Request) -> HttpResponse:
    """Ends the session that the button names, or all others."""
    number = request.POST.get("session", "")
    if number:
        if number == sessions.number_of_key(request.session.session_key):
            auth.logout(request)
            return redirect("sign-in")
        try:
            sessions.end(access=request.access, number=number)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The session has ended."))
    else:
        sessions.end_others(person_id=request.access.person_id, own_key=request.session.session_key)
        messages.success(request, _("All your other sessions have ended."))
    return redirect("account")
