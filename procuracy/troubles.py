"""What is answered when a request ends in an error: which trouble it is, in words of both languages, and whether to try again.

Nothing here needs a session, a database or a cache: these are what may be missing.
"""

import errno
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from redis import RedisError

from organs.words import Words
from procuracy.embedded.holding import NotAnswering

DATABASE_AWAY = (OperationalError, InterfaceError, NotAnswering)
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
TRY_AGAIN_AFTER = 30  # seconds


@dataclass(frozen=True)
class Trouble:
    """What is said, and under which status."""

    status: int
    title: Words
    words: Words


AWAY = Trouble(
    503,
    _("The records cannot be reached just now"),
    _(
        "What you sent has not arrived. Wait a minute, then open the page again: what you typed into a form was kept in this"
        " browser and is offered there. Only files have to be chosen once more."
    ),
)
FULL = Trouble(
    503,
    _("There is no room left to keep anything"),
    _("Nothing of what you sent was kept. Tell whoever runs this system that its disk is full."),
)
TAKEN = Trouble(
    409,
    _("Somebody else was a moment quicker"),
    _("What you sent contradicts what was just recorded, and was not kept. Read the page again, then decide."),
)
UNREADABLE = Trouble(
    400,
    _("This cannot be recorded"),
    _("Something in what was sent is longer or larger than any record holds. Nothing was kept."),
)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers an error that nobody caught: with its trouble where it is one, else as a fault of ours (500)."""
    trouble = of(sys.exc_info()[1])
    if trouble is None:
        return defaults.server_error(request)
    response = HttpResponse(page(trouble), status=trouble.status)
    response["Cache-Control"] = "no-store"
    if trouble.status == AWAY.status:
        response["Retry-After"] = str(TRY_AGAIN_AFTER)
    return response


def of(error: BaseException | None) -> Trouble | None:
    """Returns the trouble behind an error; None for a fault of ours."""
    for each in _causes(error):
        if isinstance(each, (*DATABASE_AWAY, RedisError)):
            return AWAY
        if isinstance(each, OSError) and each.errno in NO_ROOM:
            return FULL
        if isinstance(each, IntegrityError):
            return TAKEN
        if isinstance(each, DataError):
            return UNREADABLE
    return None


def page(trouble: Trouble) -> str:
    """Returns the page, in each language one after another: whose reader it is cannot be asked."""
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append({"language": code, "title": str(trouble.title), "words": str(trouble.words)})
    return loader.render_to_string("trouble.html", {"said": said})


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
