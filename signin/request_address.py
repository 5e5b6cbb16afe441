"""The address from which a request comes, as TRUSTED_PROXY_COUNT says; axes asks here too."""

from django.conf import settings
from django.http import HttpRequest

from signin.rules import client


def of(request: HttpRequest) -> str:
    """Returns the network address of whoever sent the request."""
    return client.address_of(request.META, trusted_proxies=settings.TRUSTED_PROXY_COUNT)
