"""The printed versions of a letter side by side, on the prosecutors' side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.case.versions import page
from desk.case.visible import visible_or_404
from desk.components import Action
from desk.guards import office_only
from desk.request import Request
from organs.origins import Origin
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility


@office_only
@never_cache
@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    """Two versions as texts and as pages; drafts are compared on a page of their own, for those inside."""
    suggestion, visibility = visible_or_404(request, pk, needs=Visibility.OFFICE)
    home = reverse("suggestion", args=[suggestion.pk])
    revisions = _revisions(suggestion, visibility)
    context = page.context(request.GET, suggestion=suggestion, visibility=visibility) | {
        "trail": [(_("Suggestions"), reverse("suggestion-list")), (suggestion.title, home)],
        "actions": [Action(label=_("Back to the suggestion"), href=home), *revisions],
        "revisions": revisions,
    }
    return render(request, "office/versions.html", context)


def _revisions(suggestion: Suggestion, visibility: Visibility) -> list[Action]:
    """Returns the way to the saved texts of the draft, for those who may read drafts."""
    if visibility < Visibility.INTERNAL or suggestion.letter is None or suggestion.origin == Origin.PUBLISHED:
        return []
    return [Action(label=_("Revisions and differences"), href=reverse("draft-revisions", args=[suggestion.pk]))]
