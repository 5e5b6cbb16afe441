"""The ASGI application in front of Django: it receives, refuses what is too large, too slow or too much, and answers /livez itself."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from procuracy.web import body_limits, sessions, threads
from procuracy.web.bodies import Bodies, Limits, Receive, Scope
from procuracy.web.refusal import BUSY, EarlyRefusal, page
from procuracy.web.threads import Application, Delivery, Threads

type Send = Callable[[dict[str, Any]], Awaitable[None]]

ROOM = 1024 * 1024 * 1024  # bytes of bodies in one process at a time
MOST_WAITING = 200  # requests that wait for a thread of this process
SENT_AT_ONCE = 64 * 1024  # bytes
PATIENCE_WITH_READERS = 30.0  # seconds for each such piece


class BodyGate:
    """One process's way in. /livez takes no thread, /healthz has its own: both answer when all others are busy."""

    def __init__(self, application: Application, *, size: int) -> None:
        self.bodies = Bodies(room=ROOM)
        self.pages = Threads(application, size=size, most_waiting=MOST_WAITING, name="page")
        self.health = Threads(application, size=1, most_waiting=8, name="health")
        self.asking = ThreadPoolExecutor(1, thread_name_prefix="session")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            if scope["path"] == "/livez":
                await say(send, HTTPStatus.OK, b'{"status": "ok"}', b"application/json")
            else:
                await self.pass_on(scope, receive, send)
        except EarlyRefusal as refusal:
            await say(send, refusal.status, page(refusal.status), b"text/html; charset=utf-8")
        except ConnectionAbortedError:
            return

    async def pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Receives the body, lets Django answer, and sends the answer."""

        async def is_signed_in() -> bool:
            return await asyncio.get_running_loop().run_in_executor(self.asking, sessions.asked_in_thread, scope)

        limits = Limits(
            body_limits.ANONYMOUS, body_limits.most(threads.path_bytes(scope).decode(errors="replace")), is_signed_in
        )
        room = self.health if scope["path"] == "/healthz" else self.pages
        async with self.bodies.received(scope, receive, limits) as (body, length):
            answer = await room.run(threads.environ_of(scope, body, length))
        await send_out(send, answer)


async def send_out(send: Send, answer: Delivery) -> None:
    """Sends an answer piece by piece; whoever does not read on in time gets no more."""
    with answer.body as body:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        piece = body.read(SENT_AT_ONCE)
        while True:
            following = body.read(SENT_AT_ONCE)
            async with asyncio.timeout(PATIENCE_WITH_READERS):
                await send({"type": "http.response.body", "body": piece, "more_body": bool(following)})
            if not following:
                return
            piece = following


async def say(send: Send, status: HTTPStatus, words: bytes, media_type: bytes) -> None:
    """Sends a short answer of the gate's own; after a refusal the connection is of no more use."""
    headers = [
        (b"content-type", media_type),
        (b"content-length", str(len(words)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    ]
    if status is not HTTPStatus.OK:
        headers.append((b"connection", b"close"))
    if status is BUSY:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": words, "more_body": False})
