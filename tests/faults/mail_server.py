"""A mail server on the loopback that writes down every mail it accepted, has moods, and stops where a kill is aimed at."""

import asyncio
import email
import hashlib
import random
import threading
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_LINE = 2**20
PATIENCE = 60.0  # seconds without a word after which a client is gone
HELD_FOR = 4.0  # seconds that a conversation waits in a trap at most


class Mood(StrEnum):
    """How the server treats its clients; whatever it does, it does to one conversation in two."""

    GOOD = "good"
    SLOW = "slow"
    DROPS_BEFORE = "drops before accepting"
    DROPS_AFTER = "drops after accepting"
    REFUSES_FOR_NOW = "answers 4xx"
    REFUSES = "answers 5xx"


class Stage(StrEnum):
    """Where in a conversation a trap may stand."""

    CONNECTED = "connected"
    ADDRESSED = "addressed"
    READING = "reading"
    ACCEPTED = "accepted"
    ANSWERED = "answered"


@dataclass
class Delivery:
    """One mail that was taken: the moment, and whether the client was left without the answer."""

    at: float
    message_id: str
    recipient: str
    digest: str
    is_dropped: bool = False


@dataclass
class Trap:
    """Waits for a conversation to reach a stage, says so, and holds it until it is let go."""

    stage: Stage
    sprung: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)


class Dropped(Exception):
    """The server hangs up."""


class MailServer:
    """Runs in a thread of its own; `deliveries` is only added to."""

    def __init__(self, *, port: int, seed: int) -> None:
        self.port, self.random = port, random.Random(seed)
        self.deliveries: list[Delivery] = []
        self.mood = Mood.GOOD
        self.trap: Trap | None = None
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="mail server", daemon=True)

    def start(self) -> None:
        """Listens from now on."""
        self.thread.start()
        self._run(self._listen())

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    def set_trap(self, stage: Stage) -> Trap:
        """Sets a trap for the next conversation that reaches a stage."""
        self.trap = Trap(stage)
        return self.trap

    def _run(self, work: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    async def _listen(self) -> None:
        self.listening = await asyncio.start_server(self._converse, "127.0.0.1", self.port, limit=LONGEST_LINE)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        conversation = Conversation(self, reader, writer)
        try:
            await conversation.hold()
        except (Dropped, OSError, TimeoutError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()

    async def reach(self, stage: Stage) -> None:
        """Springs a trap that stands at this stage, and stays in it."""
        trap = self.trap
        if trap is None or trap.stage is not stage:
            return
        self.trap = None
        trap.sprung.set()
        give_up_at = time.monotonic() + HELD_FOR
        while not trap.let_go.is_set() and time.monotonic() < give_up_at:
            await asyncio.sleep(0.01)

    def is_in(self, mood: Mood) -> bool:
        return self.mood is mood and self.random.random() < 0.5


class Conversation:
    """One client's connection."""

    def __init__(self, server: MailServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.recipient = ""

    async def hold(self) -> None:
        """Talks until the client leaves or is left."""
        await self.server.reach(Stage.CONNECTED)
        await self.say("220 loopback")
        while line := await self.hear():
            verb = line[:4].upper()
            if verb == b"QUIT":
                await self.say("221 bye")
                return
            if verb == b"EHLO":
                await self.say("250-loopback\r\n250 8BITMIME")
            elif verb == b"RCPT":
                await self.take_recipient(line)
            elif verb == b"DATA":
                await self.take_mail()
            else:
                await self.say("250 ok")

    async def hear(self) -> bytes:
        return await asyncio.wait_for(self.reader.readline(), PATIENCE)

    async def say(self, words: str) -> None:
        if self.server.is_in(Mood.SLOW):
            await asyncio.sleep(self.server.random.uniform(0.02, 0.3))
        self.writer.write(f"{words}\r\n".encode())
        await self.writer.drain()

    async def take_recipient(self, line: bytes) -> None:
        await self.server.reach(Stage.ADDRESSED)
        if self.server.is_in(Mood.REFUSES):
            await self.say("554 not here")
            return
        self.recipient = line.decode().partition("<")[2].partition(">")[0]
        await self.say("250 ok")

    async def take_mail(self) -> None:
        """Reads a mail and accepts it, as the mood allows; what was accepted is written down before it is answered."""
        await self.say("354 go on")
        content = await self.read_content()
        if self.server.is_in(Mood.DROPS_BEFORE):
            raise Dropped
        if self.server.is_in(Mood.REFUSES_FOR_NOW):
            await self.say("451 try later")
            return
        delivery = Delivery(
            at=time.time(),
            message_id=email.message_from_bytes(content)["Message-ID"],
            recipient=self.recipient,
            digest=hashlib.sha256(content).hexdigest(),
            is_dropped=self.server.is_in(Mood.DROPS_AFTER),
        )
        self.server.deliveries.append(delivery)
        if delivery.is_dropped:
            raise Dropped
        await self.server.reach(Stage.ACCEPTED)
        await self.say("250 taken")
        await self.server.reach(Stage.ANSWERED)

    async def read_content(self) -> bytes:
        """Reads until the dot that ends a mail; a client that is gone before has sent none."""
        lines: list[bytes] = []
        while (line := await self.hear()) != b".\r\n":
            if not line.endswith(b"\n"):
                raise Dropped
            lines.append(line)
            if len(lines) == 1:
                await self.server.reach(Stage.READING)
        return b"".join(lines)
