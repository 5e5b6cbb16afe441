"""Runs a WSGI application in a few threads: each is taken only while the application works, never while a client sends or reads."""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from procuracy.web.bodies import Scope
from procuracy.web.refusal import BUSY, EarlyRefusal

type Environ = dict[str, Any]
type Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

IN_MEMORY = 1024 * 1024  # bytes; more of an answer goes to a file


@dataclass
class Delivery:
    """What the application answered, whole."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes]


class Threads:
    """So many requests at a time, and so many that wait."""

    def __init__(self, application: Application, *, size: int, most_waiting: int, name: str) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(size, thread_name_prefix=name)
        self.free = size + most_waiting

    async def run(self, environ: Environ) -> Delivery:
        """Waits for a thread and for the answer. Raises EarlyRefusal when too many wait already."""
        if self.free <= 0:
            raise EarlyRefusal(BUSY)
        self.free -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, answer, self.application, environ)
        finally:
            self.free += 1


def answer(application: Application, environ: Environ) -> Delivery:
    """Calls the application and keeps all that it answers."""
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], failure: Any = None) -> None:
        started[:] = [status, headers]

    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed when it was sent
    try:
        chunks = application(environ, start_response)
        try:
            for chunk in chunks:
                body.write(chunk)
        finally:
            if close := getattr(chunks, "close", None):
                close()
    except BaseException:
        body.close()
        raise
    status, said = started
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in said]
    if not any(name == b"content-length" for name, _value in headers):
        headers.append((b"content-length", str(body.tell()).encode()))
    body.seek(0)
    return Delivery(int(status.split(" ", 1)[0]), headers, body)


def path_bytes(scope: Scope) -> bytes:
    """The path as it was sent: what is no UTF-8 in it is Django's to answer."""
    raw: bytes | None = scope.get("raw_path")
    return unquote_to_bytes(raw) if raw else str(scope["path"]).encode()


def environ_of(scope: Scope, body: IO[bytes], length: int) -> Environ:
    """The request as WSGI names it. A header with an underscore is left out: it would pass for the one with a hyphen."""
    server = scope.get("server") or ("localhost", 80)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path_bytes(scope).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw, value in scope["headers"]:
        if b"_" in raw:
            continue
        name = raw.decode("latin-1").upper().replace("-", "_")
        name = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
        said = value.decode("latin-1")
        environ[name] = f"{environ[name]},{said}" if name in environ else said
    for name in ("HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"):
        environ.pop(name, None)
    return environ | {"CONTENT_LENGTH": str(length)}


def size_from_environment(name: str, usual: int) -> int:
    """A number of threads that the operator may choose."""
    with contextlib.suppress(ValueError):
        return max(1, int(os.environ.get(name, usual)))
    return usual
