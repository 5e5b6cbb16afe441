"""deploy/nginx as it is shipped, in a real nginx in front of a server that only notes what reaches it: limits, time-outs, hosts."""

import contextlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from procuracy.web import refusal

SHIPPED = Path(__file__).parents[2] / "deploy/nginx"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
OFFICE, PORTAL = "office.example", "portal.example"

pytestmark = [pytest.mark.slow]


class Noting(BaseHTTPRequestHandler):
    """Answers everything with 200 and notes it."""

    seen: list[tuple[str, dict[str, str], int]] = []

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        self.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}, length))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_GET = do_POST = answer

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


class Proxy:
    """An nginx on ports of its own."""

    def __init__(self, *, plain: int, secure: int) -> None:
        self.plain, self.secure = plain, secure

    def connect(self, *, host: str = OFFICE, is_secure: bool = True) -> socket.socket:
        raw = socket.create_connection(("127.0.0.1", self.secure if is_secure else self.plain), timeout=30)
        if not is_secure:
            return raw
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return trusting.wrap_socket(raw, server_hostname=host)

    def ask(
        self, path: str, *, host: str = OFFICE, headers: str = "", body: bytes = b"", is_secure: bool = True
    ) -> str:
        """Sends one request and returns the answer; empty when there is none."""
        with self.connect(host=host, is_secure=is_secure) as connection:
            method = "POST" if body or "Content-Length" in headers else "GET"
            length = f"Content-Length: {len(body)}\r\n" if body else ""
            connection.sendall(
                f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{length}{headers}Connection: close\r\n\r\n".encode()
            )
            with contextlib.suppress(OSError):
                connection.sendall(body)
            said = b""
            with contextlib.suppress(OSError):
                while piece := connection.recv(4096):
                    said += piece
        return said.decode(errors="replace")

    def status(self, path: str, **asked: object) -> int:
        said = self.ask(path, **asked)  # type: ignore[arg-type]
        return int(said.split(" ", 2)[1]) if said else 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configuration(folder: Path, *, site: str, plain: int, secure: int, behind: int) -> Path:
    """The shipped files with other ports and other places for certificates and logs, and nothing else changed."""
    shutil.copytree(SHIPPED, folder / "procuracy")
    for path in (folder / "procuracy").glob("*.conf"):
        said = path.read_text()
        said = re.sub(r"^ *listen \[::\].*\n", "", said, flags=re.MULTILINE)
        said = said.replace("listen 80", f"listen 127.0.0.1:{plain}").replace(
            "listen 443", f"listen 127.0.0.1:{secure}"
        )
        said = said.replace("127.0.0.1:8000", f"127.0.0.1:{behind}").replace("/var/log/nginx", str(folder))
        said = said.replace("/etc/nginx/", f"{folder}/")
        said = re.sub(r"/etc/procuracy/tls/\w+\.pem", f"{folder}/own.pem", said)
        path.write_text(re.sub(r"/etc/procuracy/tls/\w+\.key", f"{folder}/own.key", said))
    user = "user root;\n" if os.geteuid() == 0 else ""
    places = "".join(
        f"    {name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    own = folder / "nginx.conf"
    own.write_text(
        f"{user}worker_processes 1;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\n{places}    include procuracy/limits.conf;\n    include procuracy/{site};\n}}\n"
    )
    return own


@pytest.fixture(scope="module", params=["one-host.conf", "two-hosts.conf"])
def proxy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    if NGINX is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs nginx: sh deploy/nginx/nginx.sh")
        pytest.skip("no nginx: sudo apt-get install nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={OFFICE}"]
    subprocess.run([*make, "-keyout", folder / "own.key", "-out", folder / "own.pem"], check=True, capture_output=True)
    behind = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    ports = {"plain": free_port(), "secure": free_port()}
    own = configuration(folder, site=request.param, behind=behind.server_port, **ports)
    with subprocess.Popen([NGINX, "-p", folder, "-c", own, "-g", "daemon off;"], stderr=subprocess.PIPE) as process:
        made = Proxy(**ports)
        give_up_at = time.monotonic() + 20
        while True:
            try:
                made.connect().close()
                break
            except OSError:
                assert process.poll() is None, process.stderr and process.stderr.read().decode()
                assert time.monotonic() < give_up_at
                time.sleep(0.05)
        yield made
        # The application goes first: who asks meanwhile is told so.
        behind.shutdown()
        behind.server_close()
        said = made.ask("/static/css/components.css")
        process.terminate()
    assert said.startswith("HTTP/1.1 502")
    assert refusal.WORDS[HTTPStatus.BAD_GATEWAY][0] in said


@pytest.fixture(autouse=True)
def unseen() -> None:
    Noting.seen.clear()


@pytest.fixture
def is_two(proxy: Proxy, request: pytest.FixtureRequest) -> bool:
    return "two-hosts" in request.node.name


def test_a_page_is_passed_on_with_what_the_proxy_itself_knows(proxy: Proxy) -> None:
    lies = "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-Proto: ftp\r\nForwarded: for=1\r\nX-Forwarded-Host: evil\r\n"
    assert proxy.status("/sign-in/", headers=lies) == 200
    ((_path, headers, _length),) = Noting.seen
    assert (headers["host"], headers["x-forwarded-for"], headers["x-forwarded-proto"]) == (OFFICE, "127.0.0.1", "https")
    assert not {"forwarded", "x-forwarded-host"} & headers.keys()


@pytest.mark.parametrize(
    ("path", "most"), [("/sign-in/", 64 * 1024), ("/csp-report/", 16 * 1024), ("/account/", 2624 * 1024)]
)
def test_a_body_that_is_too_large_for_its_address_goes_no_further(proxy: Proxy, path: str, most: int) -> None:
    assert proxy.status(path, body=b"x" * (most - 100)) == 200
    assert proxy.status(path, body=b"x" * (most + 100)) == 413
    assert proxy.status(path, headers="Content-Length: 250000000\r\n") == 413
    assert [length for _path, _headers, length in Noting.seen] == [most - 100]


@pytest.mark.parametrize(
    "asked", [{"body": b"x" * 65_700}, {"headers": "Content-Length: 250000000\r\n"}], ids=("sent", "said")
)
def test_what_is_too_large_is_refused_in_words_of_both_languages(proxy: Proxy, asked: dict[str, object]) -> None:
    said = proxy.ask("/sign-in/", **asked)
    assert said.startswith("HTTP/1.1 413")
    for words in refusal.WORDS[refusal.TOO_LARGE]:
        assert words in said
    assert "nginx" not in said.partition("\r\n\r\n")[2]


def test_what_is_no_address_is_said_in_words_and_the_pages_of_refusal_are_none(proxy: Proxy) -> None:
    for path in ("/no/such/page", "/proxy-refusals/413.html"):
        said = proxy.ask(path)
        assert said.startswith("HTTP/1.1 404")
        assert all(words in said for words in refusal.WORDS[HTTPStatus.NOT_FOUND])


def test_a_page_with_files_takes_what_its_files_may_come_to(proxy: Proxy) -> None:
    assert proxy.status("/suggestions/1/draft/", body=b"x" * (21 * 1024 * 1024)) == 200


def test_a_half_sent_body_never_reaches_the_application_and_is_ended(proxy: Proxy) -> None:
    with proxy.connect() as connection:
        began = time.monotonic()
        connection.sendall(f"POST /sign-in/ HTTP/1.1\r\nHost: {OFFICE}\r\nContent-Length: 400\r\n\r\nhalf".encode())
        with contextlib.suppress(OSError):
            connection.recv(4096)
        assert 5 < time.monotonic() - began < 25
    assert Noting.seen == []


def test_headers_that_break_off_are_ended(proxy: Proxy) -> None:
    with proxy.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
        with contextlib.suppress(OSError):
            assert connection.recv(4096) == b""


def test_each_host_has_the_addresses_of_its_side(proxy: Proxy, is_two: bool) -> None:
    paths = {
        "/sign-in/": {OFFICE, PORTAL},
        "/desk/": {OFFICE},
        "/portal/": {PORTAL},
        "/portal/letters/7/reply/": {PORTAL},
    }
    for path, hosts in paths.items():
        for host in (OFFICE, PORTAL) if is_two else (OFFICE,):
            expected = 200 if host in hosts or not is_two else 404
            assert proxy.status(path, host=host) == expected, (path, host)


@pytest.mark.parametrize(
    "path", ["/healthz", "/livez", "/no/such/page", "/suggestions/x/draft/", "/.git/config", "/desk/x"]
)
def test_what_is_no_address_of_ours_is_not_passed_on(proxy: Proxy, path: str) -> None:
    assert proxy.status(path) == 404
    assert Noting.seen == []


def test_static_files_are_passed_on(proxy: Proxy) -> None:
    assert proxy.status("/static/css/components.css") == 200


def test_without_tls_one_is_led_to_it(proxy: Proxy) -> None:
    said = proxy.ask("/sign-in/", is_secure=False)
    assert said.startswith("HTTP/1.1 301")
    assert f"Location: https://{OFFICE}/sign-in/" in said
    assert Noting.seen == []


def test_a_host_that_is_not_ours_gets_nothing(proxy: Proxy) -> None:
    assert proxy.status("/sign-in/", host="evil.example", is_secure=False) == 0
    with pytest.raises(ssl.SSLError):
        proxy.ask("/sign-in/", host="evil.example")


def test_guessing_at_open_addresses_is_slowed(proxy: Proxy) -> None:
    """All at once on one connection: one after the other they would be slow enough on a machine that is busy."""
    asked = f"GET /sign-in/ HTTP/1.1\r\nHost: {OFFICE}\r\n".encode()
    said = b""
    with proxy.connect() as connection:
        connection.sendall((asked + b"\r\n") * 89 + asked + b"Connection: close\r\n\r\n")
        while piece := connection.recv(65_536):
            said += piece
    assert said.startswith(b"HTTP/1.1 200")
    assert b"HTTP/1.1 429" in said
    assert refusal.WORDS[HTTPStatus.TOO_MANY_REQUESTS][0] in said.decode(errors="replace")
