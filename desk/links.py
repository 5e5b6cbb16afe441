"""One-time links as they are handed over: the whole address on its side's host, for whom, and until when it opens."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from organs.actions import sign_in_links
from organs.models import Person


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What stands on the slip by which a person sets a password."""

    name: str
    username: str
    address: str
    expires_at: datetime


def slip(request: HttpRequest, *, person: Person, secret: str, at: datetime, is_unit: bool = False) -> Slip:
    """Returns the slip of a link that was made just now."""
    return Slip(
        name=person.name,
        username=person.username,
        address=address(request, "link", secret, is_unit=is_unit),
        expires_at=at + sign_in_links.valid_for(),
    )


def address(request: HttpRequest, name: str, secret: str, *, is_unit: bool) -> str:
    """Returns the whole address of a page that opens by a secret; a portal on a host of its own has it there."""
    path = reverse(name, args=[secret])
    if settings.PORTAL_URL == settings.SITE_URL:
        return request.build_absolute_uri(path)
    return (settings.PORTAL_URL if is_unit else settings.SITE_URL) + path
