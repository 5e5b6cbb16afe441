"""The page on which an office sets in which order legal-policy review and department head read its drafts."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.request import Request
from desk.setup import place, saving, scope
from desk.setup.forms.gates import GatesForm
from organs import clock
from organs.actions import setup_events
from organs.models import Procuratorate
from suggestions.actions import gate_orders
from suggestions.documents import gates


def page_of(procuratorate: Procuratorate) -> str:
    return reverse("setup-gates-of", args=[procuratorate.pk])


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
    """Leads to the procuratorate that is asked for; the own one when none is."""
    return place.lead(request, page_of=page_of)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    """Shows the order of one procuratorate as a form."""
    procuratorate = scope.procuratorate(request.access, pk)
    form = GatesForm(
        request.POST or None,
        initial={
            "expected_change": setup_events.last(procuratorate),
            "order": "policy" if gates.policy_first(procuratorate.pk) else "head",
        },
    )
    chosen = place.choice(request, procuratorate)
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: gate_orders.set_order(
            access=request.access,
            at=clock.now(),
            procuratorate=procuratorate,
            policy_first=cleaned["order"] == "policy",
            expected_change=cleaned["expected_change"],
        ),
        title=_("Order of the gates"),
        done=_("The order of the gates is set."),
        back=page_of(procuratorate),
        about=procuratorate,
        template="setup/gates.html",
        context={"procuratorate": procuratorate, "place": chosen["form"], "chooses": chosen["chooses"]},
    )
