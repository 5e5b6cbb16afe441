"""The service slip: the return to be signed, and a leaf with the unit's one-time address; printed on request, kept nowhere."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from desk import links
from desk.answers import pdf_answer
from desk.guards import office_only
from desk.request import Request
from organs import clock
from organs.refusals import Refused
from suggestions.actions import admitting, slips
from suggestions.models import Suggestion


@office_only
@require_POST
def service_slip(request: Request, pk: int) -> HttpResponse:
    """Makes a new one-time address, voids the former, and prints both return and slip."""
    suggestion = Suggestion.objects.visible_to(request.access).for_list().filter(pk=pk).first()
    if suggestion is None:
        raise Http404
    try:
        with transaction.atomic():  # an address that cannot be printed must not void the former one
            token = admitting.invite(access=request.access, at=clock.now(), suggestion=suggestion)
            address = links.address(request, "portal-enter", token, is_unit=True)
            pdf = slips.printed(suggestion, address=address)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("suggestion", suggestion.pk)
    return pdf_answer(pdf, name="service-slip.pdf")
