"""A job's answer comes back; what goes beyond its limits, or brings its process down, is a refusal and hurts nobody else."""

import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from suggestions.confined import calling, limits, wire
from suggestions.confined.limits import Room
from tests import factories


def picture(content: bytes = factories.PNG):
    return calling.call("picture", content)


def room_of(room: Room = Room.FILES) -> calling._Started:
    calling.warm(room)
    return calling._rooms[os.getpid(), room]


def test_the_answer_comes_back():
    facts, (content,) = picture()
    assert facts["media_type"] == "image/png"
    assert content.startswith(b"\x89PNG")


def test_an_error_of_the_job_is_named_and_the_next_job_is_done():
    with pytest.raises(calling.Failed) as failed:
        picture(b"no picture")
    assert failed.value.kind == "suggestions.photographs.NotAPicture"
    assert picture()


def test_who_waits_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(calling, "GRACE", 0)
    monkeypatch.setitem(limits.JOBS, "picture", replace(limits.JOBS["picture"], patience=0.001))
    with pytest.raises(calling.TooHeavy, match="time"):
        picture()


def test_a_fork_that_is_killed_is_too_heavy_and_its_room_lives(monkeypatch):
    """The fork is killed before it answers, as the kernel does at a limit."""
    room = room_of()
    killed = []

    def then_kill(link, message):
        real(link, wire.Message(message.facts, (b"",)))  # an answer is waited for, and the fork is in its work
        children = Path(f"/proc/{room.process.pid}/task/{room.process.pid}/children").read_text()
        for child in children.split():
            os.kill(int(child), signal.SIGKILL)
            killed.append(child)

    real = wire.send
    os.kill(room.process.pid, signal.SIGSTOP)
    threading.Timer(0.3, lambda: os.kill(room.process.pid, signal.SIGCONT)).start()
    monkeypatch.setattr(wire, "send", then_kill)
    with pytest.raises((calling.TooHeavy, calling.Failed)):
        picture()
    monkeypatch.setattr(wire, "send", real)
    assert room.process.poll() is None
    assert picture()


def test_a_room_that_was_killed_is_started_again():
    room = room_of()
    room.process.kill()
    room.process.wait()
    assert picture()
    assert room_of().process.pid != room.process.pid


def test_jobs_of_several_threads_do_not_get_each_others_answers():
    sizes = [(10 + each, 20) for each in range(8)]
    found = {}

    def work(size):
        import io

        from PIL import Image

        stream = io.BytesIO()
        Image.new("RGB", size, "red").save(stream, "PNG")
        _facts, (content,) = picture(stream.getvalue())
        found[size] = Image.open(io.BytesIO(content)).size

    threads = [threading.Thread(target=work, args=(size,)) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert found == {size: size for size in sizes}


def test_what_is_no_message_is_cut_off():
    import socket

    for said in (b"", b"\0\0\0\0\0\0\0\2{}", b"\xff" * 8, b"\0\0\0\0\0\0\0\x1c" + b'{"facts": {}, "sizes": [-1]}'):
        here, there = socket.socketpair()
        with here, there:
            there.sendall(said)
            there.shutdown(socket.SHUT_WR)
            with pytest.raises(wire.CutOff):
                wire.receive(here)


def test_a_side_that_says_nothing_is_too_slow():
    import socket

    here, there = socket.socketpair()
    with here, there:
        began = time.monotonic()
        with pytest.raises(wire.TooSlow):
            wire.receive(here, patience=0.05)
        assert time.monotonic() - began < 5
