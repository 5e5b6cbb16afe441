"""The printed versions of a letter side by side, for its recipient; a copied unit reads the letter alone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.case.versions import page
from desk.components import Action
from desk.guards import unit_only
from desk.portal import guards
from desk.request import Request
from organs import clock
from suggestions.actions import admitting
from suggestions.rules.relations import Visibility


@unit_only
@never_cache
@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    """Two versions that the unit may read, as texts and as pages."""
    suggestion = guards.open_as_recipient(request.access, pk)
    admitting.opened(access=request.access, at=clock.now(), suggestion=suggestion, what="versions")
    home = reverse("portal-letter", args=[suggestion.pk])
    context = page.context(request.GET, suggestion=suggestion, visibility=Visibility.RECIPIENT) | {
        "home": home,
        "actions": [Action(label=_("Back to the letter"), href=home)],
    }
    return render(request, "portal/versions.html", context)
