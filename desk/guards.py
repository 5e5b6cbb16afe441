"""Guards of views, and those of the two sides: for whoever may not enter, the page is not there."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

type View = Callable[..., HttpResponse]


def only(may_enter: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Returns a guard for views: to whoever may not enter, the page is not there."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not may_enter(request):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


# People with a post in a procuratorate; nobody of a unit and nobody without a post.
office_only = only(lambda request: request.access is not None and request.access.is_office)


# People of a recipient unit; nobody of the prosecutors' side and nobody without a post.
unit_only = only(lambda request: request.access is not None and request.access.is_unit)
# Whoever has a post today, on either side.
with_post = only(lambda request: request.access is not None and bool(request.access.posts))


def suggestion_address(key: int) -> str:
    """Returns the address of a suggestion's page, empty where the site has none."""
    try:
        return reverse("suggestion", args=[key])
    except NoReverseMatch:
        return ""
