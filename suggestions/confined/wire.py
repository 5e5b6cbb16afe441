"""How a job and its answer travel between two processes: one line of JSON, then bytes. Nothing that is read can be code."""

import json
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from socket import socket

LENGTH = struct.Struct(">Q")
LARGEST = 512 * 1024 * 1024


class CutOff(EOFError):
    """The other side ended before all was said, or said what is no message."""


class TooSlow(TimeoutError):
    """The other side said nothing in time."""


@dataclass(frozen=True)
class Message:
    """Facts, and bytes beside them in order."""

    facts: dict[str, object]
    parts: tuple[bytes, ...] = ()


def send(link: socket, message: Message) -> None:
    """Sends a message whole."""
    head = json.dumps({"facts": message.facts, "sizes": [len(part) for part in message.parts]}).encode()
    link.sendall(LENGTH.pack(len(head)) + head)
    for part in message.parts:
        link.sendall(part)


def receive(link: socket, *, patience: float | None = None) -> Message:
    """Returns the next message. Raises CutOff, and TooSlow after so many seconds in all."""
    until = None if patience is None else time.monotonic() + patience
    (length,) = LENGTH.unpack(_exactly(link, LENGTH.size, until))
    try:
        head = json.loads(_exactly(link, length, until))
        facts, sizes = head["facts"], head["sizes"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CutOff("no message") from error
    if not isinstance(facts, dict) or not _are_sizes(sizes):
        raise CutOff("no message")
    return Message(facts, tuple(_exactly(link, size, until) for size in sizes))


def _are_sizes(sizes: object) -> bool:
    return isinstance(sizes, Sequence) and all(isinstance(size, int) and size >= 0 for size in sizes)


def _exactly(link: socket, size: int, until: float | None) -> bytes:
    if size > LARGEST:
        raise CutOff("more than is ever sent")
    found = bytearray()
    while len(found) < size:
        if until is not None:
            left = until - time.monotonic()
            if left <= 0:
                raise TooSlow
            link.settimeout(left)
        try:
            piece = link.recv(min(size - len(found), 1 << 20))
        except TimeoutError as error:
            raise TooSlow from error
        except OSError as error:
            raise CutOff(str(error)) from error
        if not piece:
            raise CutOff("ended")
        found += piece
    return bytes(found)
