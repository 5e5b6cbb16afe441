"""Who comes in on the prosecutors' side: people with a post in a procuratorate; for anybody else the page is not there."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse


def office_only[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Answers 404 to people of a unit and to people without a post."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.access is None or not request.access.is_office:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def suggestion_address(key: int) -> str:
    """Returns the address of a suggestion's page, empty where the site has none."""
    try:
        return reverse("suggestion", args=[key])
    except NoReverseMatch:
        return ""
