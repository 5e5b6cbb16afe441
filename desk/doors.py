"""Doors of views, and that of the prosecutors' side: for whoever may not enter, the page is not there."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

type View = Callable[..., HttpResponse]


def only(may_enter: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Returns a door for views: to whoever may not enter, the page is not there."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not may_enter(request):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return door


# People with a post in a procuratorate; nobody of a unit and nobody without a post.
office_only = only(lambda request: request.access is not None and request.access.is_office)


def suggestion_address(key: int) -> str:
    """Returns the address of a suggestion's page, empty where the site has none."""
    try:
        return reverse("suggestion", args=[key])
    except NoReverseMatch:
        return ""
