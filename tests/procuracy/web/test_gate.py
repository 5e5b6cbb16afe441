"""The gate in front of Django: what it refuses before a thread is taken, and what answers while all threads are busy."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from procuracy.web import bodies, body_limits, gate, sessions
from procuracy.web.gate import BodyGate

SMALL = body_limits.ANONYMOUS
Headers = list[tuple[bytes, bytes]]


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers with what reached it."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    body = environ["wsgi.input"].read()
    yield f"{environ['REQUEST_METHOD']} {environ['CONTENT_LENGTH']} {len(body)}".encode()


class Client:
    """One request to the gate, piece by piece; remembers the answer."""

    def __init__(
        self, application: BodyGate, path: str, pieces: Iterable[bytes], headers: Headers | None = None
    ) -> None:
        self.application, self.pieces = application, list(pieces)
        self.asked_for = 0
        self.status, self.body = 0, b""
        self.answered: dict[bytes, bytes] = {}
        self.scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "query_string": b"",
            "http_version": "1.1",
            "headers": [(b"host", b"localhost"), *(headers or [])],
            "client": ("127.0.0.1", 1),
        }

    async def receive(self) -> dict[str, Any]:
        if self.asked_for >= len(self.pieces):
            await asyncio.Event().wait()  # nothing more ever comes
        piece = self.pieces[self.asked_for]
        self.asked_for += 1
        if piece == b"gone":
            return {"type": "http.disconnect"}
        return {
            "type": "http.request",
            "body": piece,
            "more_body": self.asked_for < len(self.pieces) or piece == b"half",
        }

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status, self.answered = message["status"], dict(message["headers"])
        else:
            self.body += message["body"]

    async def run(self) -> "Client":
        await self.application(self.scope, self.receive, self.send)
        return self


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "asked_in_thread", lambda scope: False)


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "asked_in_thread", lambda scope: True)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LONGEST_SILENCE", 0.05)


def sent(path: str, pieces: Iterable[bytes], headers: Headers | None = None, application: Any = echo) -> Client:
    return asyncio.run(Client(BodyGate(application, size=1), path, pieces, headers).run())


def length(value: int) -> Headers:
    return [(b"content-length", str(value).encode())]


def test_a_body_reaches_the_application_whole(nobody: None) -> None:
    assert sent("/sign-in/", [b"user", b"name"], length(8)).body == b"POST 8 8"


def test_a_body_in_pieces_is_counted_for_the_application(nobody: None) -> None:
    assert sent("/sign-in/", [b"user", b"name"]).body == b"POST 8 8"


def test_a_declared_length_that_is_too_large_is_refused_before_a_byte_is_read(nobody: None) -> None:
    client = sent("/sign-in/", [b"x"], length(250_000_000))
    assert (client.status, client.asked_for) == (413, 0)
    assert all(words in client.body for words in (b'<a href="/">', "未予保存".encode(), b"was not kept"))
    assert client.answered[b"connection"] == b"close"
    assert "超过".encode() in client.body


def test_pieces_are_refused_as_soon_as_they_are_too_much(nobody: None) -> None:
    client = sent("/sign-in/", [b"x" * SMALL, b"x", b"x", b"x"])
    assert (client.status, client.asked_for) == (413, 2)


def test_an_upload_is_taken_from_whoever_is_signed_in_only(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/portal/letters/1/reply/"
    for is_signed_in, status in ((True, 200), (False, 413)):
        monkeypatch.setattr(sessions, "asked_in_thread", lambda scope, said=is_signed_in: said)
        for headers in (length(SMALL * 2), None):
            assert sent(path, [b"x" * SMALL, b"x" * SMALL], headers).status == status


def test_who_is_signed_in_sends_no_more_than_the_address_takes(somebody: None) -> None:
    assert sent("/account/", [b"x"], length(4 * 1024 * 1024)).status == 413
    assert sent("/portal/letters/1/reply/", [b"x"], length(body_limits.LETTERS * 2)).status == 413


def test_nobody_is_looked_up_for_a_small_body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "asked_in_thread", lambda scope: pytest.fail("the database was asked"))
    assert sent("/account/", [b"x"], length(1)).status == 200


def test_a_half_sent_body_takes_no_thread_and_is_ended(nobody: None, impatient: None) -> None:
    reached = []

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        reached.append(environ)
        return echo(environ, start_response)

    client = sent("/sign-in/", [b"half"], length(400), application)
    assert (client.status, reached) == (408, [])


def test_a_body_that_drips_is_ended_too(nobody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "GRACE", 0.0)
    monkeypatch.setattr(bodies, "SLOWEST", 10**9)
    client = sent("/sign-in/", [b"half"] * 1000, length(4000))
    assert (client.status, client.asked_for) == (408, 0)


def test_whoever_hangs_up_is_forgotten(nobody: None) -> None:
    assert sent("/sign-in/", [b"half", b"gone"], length(400)).status == 0


def test_all_bodies_together_have_so_much_room_and_give_it_back(nobody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "ROOM", 10)
    application = BodyGate(echo, size=1)
    full = asyncio.run(Client(application, "/sign-in/", [b"x" * 11], length(11)).run())
    fits = asyncio.run(Client(application, "/sign-in/", [b"x" * 10], length(10)).run())
    assert (full.status, full.answered[b"retry-after"], fits.status) == (503, b"5", 200)


def test_livez_and_healthz_answer_while_every_thread_is_busy(nobody: None) -> None:
    may_go_on = threading.Event()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/sign-in/":
            may_go_on.wait(30)
        return echo(environ, start_response)

    async def ask() -> list[int]:
        busy = BodyGate(application, size=1)
        stuck = [asyncio.create_task(Client(busy, "/sign-in/", [b""]).run()) for _ in range(3)]
        await asyncio.sleep(0)
        answers = [await asyncio.wait_for(Client(busy, path, [b""]).run(), 10) for path in ("/livez", "/healthz")]
        may_go_on.set()
        return [answer.status for answer in answers + await asyncio.gather(*stuck)]

    assert asyncio.run(ask()) == [200, 200, 200, 200, 200]


def test_more_than_may_wait_are_sent_away(nobody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_WAITING", 1)
    may_go_on = threading.Event()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        may_go_on.wait(30)
        return echo(environ, start_response)

    async def ask() -> list[int]:
        busy = BodyGate(application, size=1)
        tasks = [asyncio.create_task(Client(busy, "/sign-in/", [b""]).run()) for _ in range(2)]
        while busy.pages.free:
            await asyncio.sleep(0)
        third = await Client(busy, "/sign-in/", [b""]).run()
        may_go_on.set()
        return [client.status for client in [*await asyncio.gather(*tasks), third]]

    assert asyncio.run(ask()) == [200, 200, 503]


def test_a_header_with_an_underscore_does_not_pass_for_one_with_a_hyphen(nobody: None) -> None:
    seen = {}

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        seen.update(environ)
        return echo(environ, start_response)

    headers = [(b"x_forwarded_proto", b"https"), (b"x-forwarded-for", b"203.0.113.7")]
    sent("/sign-in/", [b""], headers, application)
    assert "HTTP_X_FORWARDED_PROTO" not in seen
    assert seen["HTTP_X_FORWARDED_FOR"] == "203.0.113.7"


def test_an_application_that_fails_leaves_its_thread_free(nobody: None) -> None:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError("as WSGI servers expect only of broken applications")

    gate_of_one = BodyGate(application, size=1)
    with pytest.raises(RuntimeError):
        asyncio.run(Client(gate_of_one, "/sign-in/", [b""]).run())
    assert gate_of_one.pages.free == 1 + gate.MOST_WAITING
