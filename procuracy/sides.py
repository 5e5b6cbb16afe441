"""Which host shows which side: where a host is bound to one, the other side's addresses are not there (404).

The side of an address follows from the policy that its view declares (desk/guards.py); no list of addresses is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import URLPattern, URLResolver


class HostSide(StrEnum):
    """Whose pages."""

    OFFICE = "office"
    PORTAL = "portal"


OF_POLICIES = {
    "office": HostSide.OFFICE,
    "administrator": HostSide.OFFICE,
    "any administrator": HostSide.OFFICE,
    "deciding administrator": HostSide.OFFICE,
    "supervisor of background work": HostSide.OFFICE,
    "clues": HostSide.OFFICE,
    "clues registered": HostSide.OFFICE,
    "circulars": HostSide.OFFICE,
    "circulars issued": HostSide.OFFICE,
    "model letters": HostSide.OFFICE,
    "unit": HostSide.PORTAL,
}
# Policies of addresses that both sides need: sign-in, account, files, reminders, calendar.
SHARED = frozenset({"everybody", "signed in", "post"})
# Whose policy both sides share, and which only one of them needs.
OF_NAMES = {
    "identity-provider": HostSide.OFFICE,
    "openid_connect_callback": HostSide.OFFICE,
    "read-notices": HostSide.OFFICE,
    "visit-worker": HostSide.OFFICE,
    "portal-enter": HostSide.PORTAL,
    "portal-enter-account": HostSide.PORTAL,
}


def of_address(view: Any, name: str | None) -> HostSide | None:
    """Returns the side of an address; None for one that both need."""
    return OF_NAMES.get(name or "") or OF_POLICIES.get(getattr(view, "policy", ""))


def of_host(host: str) -> HostSide | None:
    """Returns the side to which a host is bound; None for one that shows both."""
    name = split_domain_port(host)[0]
    for side, hosts in ((HostSide.OFFICE, settings.OFFICE_HOSTS), (HostSide.PORTAL, settings.PORTAL_HOSTS)):
        if name in hosts:
            return side
    return None


class SidesMiddleware:
    """Answers 404 for an address of the other side than the host's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Looks before any guard of the view does."""
        match = request.resolver_match
        wanted = of_address(view, match.url_name if match else None)
        bound = of_host(request.get_host())
        if wanted and bound and wanted is not bound:
            raise Http404


def addresses(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, HostSide | None]]:
    """Yields each address as it is written in the tables of addresses, with its side."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, of_address(pattern.callback, pattern.name)
