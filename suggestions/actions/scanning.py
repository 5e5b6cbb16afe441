"""Has each file looked at by a virus scanner where one is named (CLAMD_URL), over clamd's own socket; without its word, no file is taken."""

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from organs.refusals import Refused

CHUNK = 64 * 1024
#: Seconds; clamd looks at 20 MB in less than three, at 100 MB in less than fifteen.
PATIENCE = 20.0
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310
SIZE = struct.Struct("!L")
log = structlog.get_logger("procuracy")


class NoScanner(Exception):
    """The scanner does not answer, or answers what is no verdict."""


def require_clean(stream: BinaryIO, *, name: str, field: str) -> None:
    """Raises Refused for a file in which the scanner finds something, and for every file while it does not answer."""
    if not settings.CLAMD_URL:
        return
    try:
        found = signature(stream, url=settings.CLAMD_URL)
    except NoScanner as away:
        log.error("the scanner does not answer", why=str(away))
        raise Refused(
            _("“%(name)s” could not be looked at for viruses, so that it is not taken. Try again in a few minutes.")
            % {"name": name},
            field=field,
        ) from away
    if found:
        log.warning("the scanner found something", signature=found)
        raise Refused(
            _("The virus scanner found “%(signature)s” in “%(name)s”. It is not taken.")
            % {"signature": found, "name": name},
            field=field,
        )


def signature(stream: BinaryIO, *, url: str) -> str:
    """Returns the name of what the scanner finds; "" for nothing. Raises NoScanner."""
    stream.seek(0)
    try:
        with _connected(url) as link:
            link.sendall(b"zINSTREAM\0")
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                link.sendall(SIZE.pack(len(chunk)) + chunk)
            link.sendall(SIZE.pack(0))
            answer = _answer(link)
    except (OSError, ValueError) as error:
        raise NoScanner(str(error)) from error
    finally:
        stream.seek(0)
    return _verdict(answer)


def _connected(url: str) -> socket.socket:
    """Returns a line to `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`. Raises OSError and ValueError."""
    parts = urlsplit(url)
    if parts.scheme == "tcp" and parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or DEFAULT_PORT), timeout=PATIENCE)
    if parts.scheme != "unix" or not parts.path:
        raise ValueError("CLAMD_URL is like unix:/run/clamav/clamd.ctl or tcp://host:3310")
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(PATIENCE)
    try:
        link.connect(parts.path)
    except OSError:
        link.close()
        raise
    return link


def _answer(link: socket.socket) -> str:
    found = b""
    while not found.endswith(b"\0") and len(found) < LONGEST_ANSWER:
        piece = link.recv(LONGEST_ANSWER)
        if not piece:
            break
        found += piece
    return found.rstrip(b"\0\n").decode(errors="replace")


def _verdict(answer: str) -> str:
    """Reads `stream: OK` and `stream: NAME FOUND`; all else is no verdict."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise NoScanner(answer or "no answer")
