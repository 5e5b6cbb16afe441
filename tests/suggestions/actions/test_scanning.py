"""The scanner: its verdict decides, and without one nothing is taken; tried with a stand-in, and in the long run with Debian's clamd."""

import hashlib
import io
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings as project

from organs.refusals import Refused
from suggestions.actions import files, scanning
from suggestions.actions.files import Upload
from tests import factories

SCRIPT = Path(project.BASE_DIR) / "procuracy" / "start" / "clamav.sh"
BAD = b"procuracy test signature, in no way a virus: 4c1b7f"


class StandIn:
    """Answers like clamd over a socket of the kernel; keeps what it was sent."""

    def __init__(self, folder: Path, answer: bytes) -> None:
        self.url, self.answer, self.received = f"unix:{folder / 'clamd'}", answer, b""
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(folder / "clamd"))
        self.door.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                link, _address = self.door.accept()
            except OSError:
                return
            with link, link.makefile("rb") as reading:
                begun = reading.read(10)
                assert begun == b"zINSTREAM\0"
                while size := int.from_bytes(reading.read(4), "big"):
                    self.received += reading.read(size)
                link.sendall(self.answer)


@pytest.fixture
def folder():
    """A short one: the path of a socket is short."""
    path = Path(tempfile.mkdtemp(prefix="scan-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def scanner(folder, settings):
    made = []

    def answering(answer: bytes) -> StandIn:
        stand_in = StandIn(folder, answer)
        made.append(stand_in)
        settings.CLAMD_URL = stand_in.url
        return stand_in

    yield answering
    for each in made:
        each.door.close()


def upload(content: bytes = factories.PNG, name: str = "现场.png") -> Upload:
    return Upload(name, io.BytesIO(content))


def test_without_a_scanner_named_none_is_asked(settings):
    assert settings.CLAMD_URL == ""
    assert files.admit([upload()])


def test_a_clean_file_passes_and_was_seen_whole(scanner):
    stand_in = scanner(b"stream: OK\0")
    (admitted,) = files.admit([upload()])
    assert stand_in.received == factories.PNG
    assert admitted.received == hashlib.sha256(factories.PNG).hexdigest()


def test_what_is_found_is_said_with_the_file(scanner):
    scanner(b"stream: Test.Signature FOUND\0")
    with pytest.raises(Refused) as refused:
        files.admit([upload()], field="papers")
    assert "Test.Signature" in str(refused.value) and "现场.png" in str(refused.value)
    assert refused.value.field == "papers"


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK or so\0", b"OK\xff\0"])
def test_what_is_no_verdict_takes_no_file(scanner, answer):
    scanner(answer)
    with pytest.raises(Refused, match="病毒"):
        files.admit([upload()])


@pytest.mark.parametrize("url", ["unix:/nowhere/clamd", "tcp://127.0.0.1:1", "clamd", "unix:", "tcp://:x", "http://a"])
def test_while_the_scanner_is_away_no_file_is_taken(settings, url):
    settings.CLAMD_URL = url
    with pytest.raises(Refused) as refused:
        files.admit([upload()])
    assert "现场.png" in str(refused.value)


def test_a_scanner_that_says_nothing_is_away(folder, settings, monkeypatch):
    monkeypatch.setattr(scanning, "PATIENCE", 0.1)
    door = socket.socket(socket.AF_UNIX)
    with door:
        door.bind(str(folder / "clamd"))
        door.listen()
        settings.CLAMD_URL = f"unix:{folder / 'clamd'}"
        with pytest.raises(Refused):
            files.admit([upload()])


# Debian's own


@pytest.fixture(scope="module")
def clamd():
    """A real clamd with one signature of ours: no data base is fetched."""
    if subprocess.run(["sh", SCRIPT], check=False, capture_output=True).returncode:
        pytest.skip("clamd cannot be installed here: apt-get install clamav-daemon")
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    signatures = folder / "signatures"
    signatures.mkdir()
    digest, size = hashlib.sha256(BAD).hexdigest(), len(BAD)
    (signatures / "ours.hsb").write_text(f"{digest}:{size}:Procuracy.Test.Whole:73\n")
    (signatures / "ours.ndb").write_text(f"Procuracy.Test.Part:0:*:{BAD.hex()}\n")
    configuration = folder / "clamd.conf"
    configuration.write_text(
        f"LocalSocket {folder}/clamd.ctl\nDatabaseDirectory {signatures}\nForeground yes\nTemporaryDirectory {folder}\n"
        f"TCPSocket {free_port()}\nTCPAddr 127.0.0.1\nStreamMaxLength 25M\nMaxThreads 2\n"
        + ("User root\n" if os.getuid() == 0 else "")
    )
    process = subprocess.Popen(["clamd", "-c", configuration], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    until = time.monotonic() + 60
    while not (folder / "clamd.ctl").exists():
        assert process.poll() is None, process.stdout.read().decode()
        assert time.monotonic() < until, "clamd does not start"
        time.sleep(0.1)
    port = configuration.read_text().partition("TCPSocket ")[2].partition("\n")[0]
    yield {"unix": f"unix:{folder}/clamd.ctl", "tcp": f"tcp://127.0.0.1:{port}", "process": process}
    process.terminate()
    process.wait(timeout=30)
    process.stdout.close()
    shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["unix", "tcp"])
def test_debians_clamd_finds_our_signature_and_nothing_else(clamd, way):
    assert scanning.signature(io.BytesIO(BAD), url=clamd[way]).startswith("Procuracy.Test")
    assert scanning.signature(io.BytesIO(factories.PNG + BAD), url=clamd[way]) == "Procuracy.Test.Part.UNOFFICIAL"
    assert scanning.signature(io.BytesIO(factories.PNG), url=clamd[way]) == ""
    assert scanning.signature(io.BytesIO(bytes(20 << 20)), url=clamd[way]) == ""


@pytest.mark.slow
def test_it_fails_closed_when_debians_clamd_dies(clamd, settings):
    settings.CLAMD_URL = clamd["unix"]
    assert files.admit([upload()])
    with pytest.raises(Refused, match="Procuracy"):
        files.admit([upload(factories.PNG + BAD)])
    clamd["process"].kill()
    clamd["process"].wait()
    with pytest.raises(Refused, match="病毒"):
        files.admit([upload()])
