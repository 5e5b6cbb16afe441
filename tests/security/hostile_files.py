"""Hostile files through the door: `python -m tests.security.hostile_files [--seed N] [--few]`.

At least 200 files are made from a seed, none is stored. Each must be answered in words, or taken as what is named as taken
all the same, within 2 seconds and 256 MB; pictures that are taken have been drawn anew. Prints one line and says what was wrong.
"""

import argparse
import contextlib
import io
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MOST_SECONDS, MOST_MEMORY, LEAST = 2.0, 256 * 1024 * 1024, 200


@dataclass
class Peak:
    """Watches how large the forks of a room become, by the kernel's own high-water mark."""

    room: int
    largest: int = 0
    seconds: float = 0.0
    is_over: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        while not self.is_over.wait(0.002):
            with contextlib.suppress(OSError, ValueError, IndexError):
                for child in Path(f"/proc/{self.room}/task/{self.room}/children").read_text().split():
                    self.largest = max(self.largest, _high_water(child))
                    self.seconds = max(self.seconds, _processor(child))


def _processor(process: str) -> float:
    """Returns the seconds of the processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _high_water(process: str) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


@contextlib.contextmanager
def watched(room: int) -> Iterator[Peak]:
    peak = Peak(room)
    thread = threading.Thread(target=peak.watch)
    thread.start()
    try:
        yield peak
    finally:
        peak.is_over.set()
        thread.join()


@dataclass(frozen=True)
class Answered:
    """How one file was answered: in seconds of the processor, which other work on the machine does not stretch, and by the clock."""

    name: str
    words: str
    seconds: float
    clock: float
    memory: int
    wrong: str


def run(*, seed: int, few: bool = False) -> list[Answered]:
    """Sends every file to the door; returns how each was answered."""
    from suggestions.confined import calling
    from suggestions.confined.limits import Room
    from tests.security import hostile_documents, hostile_ledgers, hostile_packages, hostile_pictures

    chance = random.Random(seed)  # a run is repeated by its seed
    files = [
        *hostile_pictures.all_of(chance),
        *hostile_documents.all_of(chance),
        *hostile_packages.all_of(chance),
    ]
    ledgers = list(hostile_ledgers.all_of())
    if few:
        files, ledgers = chance.sample(files, 25), chance.sample(ledgers, 3)
    calling.warm(Room.FILES)
    room = calling._rooms[os.getpid(), Room.FILES].process.pid
    answers = [
        _answered(room, name, lambda name=name, ending=ending, content=content: _sent(f"{name}{ending}", content))
        for name, ending, content in files
    ]
    return answers + [
        _answered(room, name, lambda ending=ending, content=content: hostile_ledgers.read(ending, content))
        for name, ending, content in ledgers
    ]


def _answered(room: int, name: str, act) -> Answered:
    from organs.refusals import Refused
    from suggestions.published.ledger_cells import LedgerRefused

    began, own, wrong, words = time.monotonic(), time.thread_time(), "", ""
    with watched(room) as peak:
        try:
            words = act()
        except (Refused, LedgerRefused) as refused:
            words = str(refused)
            wrong = "" if words.strip() else "no words"
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"[:200]
    clock, seconds = time.monotonic() - began, time.thread_time() - own + peak.seconds
    if seconds > MOST_SECONDS:
        wrong = wrong or f"{seconds:.1f} s"
    if peak.largest > MOST_MEMORY:
        wrong = wrong or f"{peak.largest >> 20} MB"
    return Answered(name, words, seconds, clock, peak.largest, wrong)


def _sent(name: str, content: bytes) -> str:
    """Sends a file to the door; raises AssertionError where it is taken and should not be."""
    from suggestions.actions import files
    from tests.security.hostile_documents import TAKEN

    (admitted,) = files.admit([files.Upload(name, io.BytesIO(content))])
    is_drawn_anew = admitted.media_type.startswith("image/") and admitted.stream.read() != content
    is_broken = name.startswith("broken ")
    assert is_drawn_anew or is_broken or name.rpartition(".")[0] in TAKEN, f"{name} was taken"
    return f"taken: {admitted.media_type} {','.join(admitted.holds)}"


def line(answers: list[Answered], *, seed: int) -> str:
    """Returns the one line of the result."""
    taken = sum(answer.words.startswith("taken") for answer in answers)
    wrong = sum(bool(answer.wrong) for answer in answers)
    return (
        f"hostile files: {len(answers)}, refused in words {len(answers) - taken - wrong}, taken harmless {taken}, wrong {wrong};"
        f" slowest {max(answer.seconds for answer in answers):.2f} s of the processor"
        f" ({max(answer.clock for answer in answers):.2f} s by the clock), largest {max(answer.memory for answer in answers) >> 20} MB"
        f" (limits 2 s, 256 MB); seed {seed}"
    )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=20261129)
    asked.add_argument("--few", action="store_true", help="a sample of 28")
    asked.add_argument("--all", action="store_true", help="say how each was answered")
    options = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    import django

    django.setup()
    from django.conf import settings

    with tempfile.TemporaryDirectory() as folder:
        settings.FILES = Path(folder)
        answers = run(seed=options.seed, few=options.few)
    for answer in answers:
        if answer.wrong or options.all:
            print(f"{answer.seconds:5.2f} s {answer.memory >> 20:4d} MB  {answer.name}: {answer.wrong or answer.words}")
    print(Counter(answer.words.split("”")[-1][:40] for answer in answers)) if options.all else None
    print(line(answers, seed=options.seed))
    return int(any(answer.wrong for answer in answers) or (not options.few and len(answers) < LEAST))


if __name__ == "__main__":
    sys.exit(main())
