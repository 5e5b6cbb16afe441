"""Guards of views, and those of the two sides: for whoever may not enter, the page is not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse

from desk.request import Request

type View = Callable[..., HttpResponse]


def only(may_enter: Callable[[Request], bool], *, policy: str) -> Callable[[View], View]:
    """Returns a guard for views: to whoever may not enter, the page is not there. The view declares the policy by it."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponse:
            if not may_enter(request):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.policy = policy
        return guarded

    return guard


# People with a post in a procuratorate; nobody of a unit and nobody without a post.
office_only = only(lambda request: request.access is not None and request.access.is_office, policy="office")
# People of a recipient unit; nobody of the prosecutors' side and nobody without a post.
unit_only = only(lambda request: request.access is not None and request.access.is_unit, policy="unit")
# Whoever has a post today, on either side.
with_post = only(lambda request: request.access is not None and bool(request.access.posts), policy="post")


def signed_in(view: View) -> View:
    """Declares that whoever is signed in may enter; without a declaration the software does not start (desk/checks.py)."""
    view.policy = "signed in"
    return view


def for_everybody(view: View) -> View:
    """Declares that nobody needs to be signed in."""
    opened = login_not_required(view)
    opened.policy = "everybody"
    return opened


def suggestion_address(key: int) -> str:
    """Returns the address of a suggestion's page, empty where the site has none."""
    try:
        return reverse("suggestion", args=[key])
    except NoReverseMatch:
        return ""
