"""The request as views get it: with what the middleware puts on it."""

from django.http import HttpRequest

from organs.access import Access
from organs.models import Person


class Request(HttpRequest):
    """A request of somebody who came past the guard of the page.

    `access` is None where nobody is signed in; only a view for everybody meets that.
    """

    access: Access
    inbox_count: int
    user: Person  # type: ignore[assignment]
