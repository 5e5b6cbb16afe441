"""Answers 400, in words, to what no column and no page can hold: NUL, lone surrogates, another encoding than UTF-8.

No browser sends these by itself; without this each would be a fault somewhere on the way to the database. A NUL within
a text of a form means nothing, so that it is taken out there and the text around it is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import parse_header_parameters

type Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

#: Other names for UTF-8 that clients give. Python also knows encodings that turn a body into something else.
UTF_8 = frozenset({"utf-8", "utf8"})
#: What the server's environment is given where the kind of the body was taken away.
MARK = "procuracy.unreadable"


def guarded(application: Application) -> Application:
    """Returns the application, before which no other encoding gets: making the request would fail, and nobody answer."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not _is_utf_8(environ.get("CONTENT_TYPE", "")):
            environ = environ | {"CONTENT_TYPE": "", MARK: "1"}
        return application(environ, start_response)

    return answer


def _is_utf_8(kind: str) -> bool:
    try:
        _media_type, parameters = parse_header_parameters(kind)
    except (ValueError, LookupError):
        return False
    return parameters.get("charset", "utf-8").lower() in UTF_8


class UnreadableMiddleware:
    """Reads address, query, cookies and headers before anything else does, and what was sent before the view does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if MARK in request.META or not _is_utf_8(request.META.get("CONTENT_TYPE", "")):
            request.encoding = "utf-8"  # who looks at the request on its way back reads it
            raise BadRequest("another encoding than UTF-8")
        _require_readable([request.path_info, *_pairs(request.GET), *_headers(request)])
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Reads what a form sends; anybody else's view is spared it."""
        if request.method != "POST":
            return
        try:
            fields, files = request.POST, request.FILES
        except (LookupError, ValueError) as error:  # a part of a body that names an encoding of its own
            request.encoding = "utf-8"
            raise BadRequest("a body that cannot be taken apart") from error
        if any("\0" in value for values in fields.lists() for value in values[1]):
            request.POST = _without_nul(fields)
            fields = request.POST
        _require_readable(_pairs(fields))
        _require_readable(str(name) for name in files)


def _without_nul(fields: QueryDict) -> Any:
    """Returns the fields with NUL taken out of what was typed; names stay as they are."""
    cleaned = QueryDict(mutable=True)
    for name, values in fields.lists():
        cleaned.setlist(name, [value.replace("\0", "") if isinstance(value, str) else value for value in values])
    return cleaned


def _pairs(fields: QueryDict) -> Iterator[str]:
    for name, values in fields.lists():
        yield str(name)
        yield from (value for value in values if isinstance(value, str))


def _headers(request: HttpRequest) -> Iterator[str]:
    """Yields what came in headers; cookies once more as they are read, since they are quoted there."""
    values: dict[str, Any] = request.META
    yield from (value for name, value in values.items() if name.startswith("HTTP_") and isinstance(value, str))
    for name, value in request.COOKIES.items():
        yield from (name, value)


def _require_readable(texts: Iterable[str]) -> None:
    for text in texts:
        if "\0" in text or not _can_be_encoded(text):
            raise BadRequest("NUL or half a character")


def _can_be_encoded(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
