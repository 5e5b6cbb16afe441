"""Opens a letter that has not left yet, for whoever sees its case as the office does."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.answers import FORBIDDEN
from desk.case.visible import letter_or_404
from desk.request import Request
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility


def found(request: Request, pk: int) -> tuple[Suggestion, Visibility]:
    """Returns a suggestion that the person sees as the office does; raises Http404 for anybody else."""
    return letter_or_404(request, pk, needs=Visibility.OFFICE)


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
