"""Pages that are about one procuratorate of the own part of the tree: the way to the one that is asked for, and the choice of another."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from desk.request import Request
from desk.setup import scope
from desk.setup.forms.people import PlaceForm
from organs import numerals
from organs.models import Procuratorate


def lead(request: Request, *, page_of: Callable[[Procuratorate], str]) -> HttpResponse:
    """Leads to the procuratorate that is asked for; to the own one when none is."""
    asked = numerals.key_of(request.GET.get("procuratorate", ""))
    if asked is not None:
        return redirect(page_of(scope.procuratorate(request.access, asked)))
    open_ones = scope.procuratorates(request.access).filter(closed_on__isnull=True)
    own = open_ones.filter(pk__in=request.access.procuratorate_ids).first() or open_ones.first()
    if own is None:
        raise Http404
    return redirect(page_of(own))


def choice(request: Request, procuratorate: Procuratorate) -> dict[str, object]:
    """Returns what setup/place_choice.html shows: the form, and whether there is another place to choose."""
    form = PlaceForm(initial={"procuratorate": procuratorate})
    form.fields["procuratorate"].offer(scope.procuratorates(request.access).filter(closed_on__isnull=True))
    return {"form": form, "chooses": len(form.fields["procuratorate"].choices) > 1}
