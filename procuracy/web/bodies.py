"""Receives the body of a request into a file, within limits of size and time, while no thread waits for it."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import IO, Any

from procuracy.web.refusal import BUSY, TOO_LARGE, TOO_SLOW, EarlyRefusal

type Scope = dict[str, Any]
type Receive = Callable[[], Awaitable[dict[str, Any]]]

IN_MEMORY = 256 * 1024  # bytes; more of a body goes to a file
LONGEST_SILENCE = 10.0  # seconds between two pieces
GRACE = 20.0  # seconds for the whole of a small body
SLOWEST = 8 * 1024  # bytes a second that a larger body must come to after that


@dataclass
class Limits:
    """What one body may be: `small` for anybody, `whole` for whoever `is_signed_in` says yes to; the latter asks the database."""

    small: int
    whole: int
    is_signed_in: Callable[[], Awaitable[bool]]


class Bodies:
    """All bodies that this process is receiving; together they may take so many bytes."""

    def __init__(self, *, room: int) -> None:
        self.room = room

    @contextlib.asynccontextmanager
    async def received(self, scope: Scope, receive: Receive, limits: Limits) -> AsyncIterator[tuple[IO[bytes], int]]:
        """Yields the body and its length; it is gone afterwards. Raises EarlyRefusal."""
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            taken = 0
            try:
                async for piece in _chunks(receive, declared=_declared(scope), limits=limits):
                    self.room -= len(piece)
                    taken += len(piece)
                    if self.room < 0:
                        raise EarlyRefusal(BUSY)
                    body.write(piece)
                body.seek(0)
                yield body, taken
            finally:
                self.room += taken


def _declared(scope: Scope) -> int:
    """The length that the request names; 0 for one that comes in pieces, and is counted as it comes."""
    said = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(said[0]) if said and said[0].isdigit() else 0


async def _chunks(receive: Receive, *, declared: int, limits: Limits) -> AsyncIterator[bytes]:
    clock = asyncio.get_running_loop().time
    began, length, is_allowed = clock(), 0, False
    more = True
    while more:
        expected = max(declared, length)
        if expected > limits.whole:
            raise EarlyRefusal(TOO_LARGE)
        if expected > limits.small and not is_allowed:
            if not await limits.is_signed_in():
                raise EarlyRefusal(TOO_LARGE)
            is_allowed, began = True, clock()
        left = began + GRACE + length / SLOWEST - clock()
        if left <= 0:
            raise EarlyRefusal(TOO_SLOW)
        try:
            async with asyncio.timeout(min(LONGEST_SILENCE, left)):
                message = await receive()
        except TimeoutError:
            raise EarlyRefusal(TOO_SLOW)
        if message["type"] == "http.disconnect":
            raise ConnectionAbortedError
        piece = message.get("body", b"")
        length += len(piece)
        more = message.get("more_body", False)
        if length > (limits.whole if is_allowed else limits.small):
            more_is_allowed = not is_allowed and length <= limits.whole and await limits.is_signed_in()
            if not more_is_allowed:
                raise EarlyRefusal(TOO_LARGE)
            is_allowed, began = True, clock()
        yield piece
