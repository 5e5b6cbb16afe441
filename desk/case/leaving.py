"""Opens a letter that has not left yet, for whoever sees its case as the office does."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.answers import FORBIDDEN
from desk.request import Request
from suggestions.access import person_relations
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility


def found(request: Request, pk: int) -> tuple[Suggestion, Visibility]:
    """Returns a suggestion that the person sees as the office does; raises Http404 for anybody else."""
    rows = Suggestion.objects.visible_to(request.access).with_relations_of(request.access).for_list()
    suggestion = rows.select_related("issued_by", "department").filter(pk=pk, letter__isnull=False).first()
    if suggestion is None or suggestion.origin == "published":
        raise Http404
    held = person_relations.loaded(suggestion)
    visibility = person_relations.visibility(access=request.access, suggestion=suggestion, held=held)
    if visibility < Visibility.OFFICE:
        raise Http404
    return suggestion, visibility


def refused(request: Request, suggestion: Suggestion, why: str) -> HttpResponse:
    """Answers that there is nothing to be seen before the letter leaves, and why."""
    home = reverse("suggestion", args=[suggestion.pk])
    context = {
        "base": "base_office.html",
        "title": _("Before it leaves"),
        "refusal": why,
        "back": home,
        "trail": [(suggestion.title, home)],
    }
    return render(request, "steps/refused.html", context, status=FORBIDDEN)
