"""The difference between two texts by word: Chinese by character, other scripts by word; knows nothing of letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"[A-Za-z0-9À-ɏͰ-ӿ؀-ۿ]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class DifferenceRun:
    """A stretch of text that is the same, inserted or deleted."""

    text: str
    kind: str


def runs(*, before: str, after: str) -> list[DifferenceRun]:
    """Returns the stretches from which both texts can be read."""
    return list(_merged(_raw(TOKEN.findall(before), TOKEN.findall(after))))


def _raw(old: list[str], new: list[str]) -> Iterator[DifferenceRun]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield DifferenceRun("".join(old[a:b]), "same")
        else:
            if b > a:
                yield DifferenceRun("".join(old[a:b]), "deleted")
            if d > c:
                yield DifferenceRun("".join(new[c:d]), "inserted")


def _merged(found: Iterator[DifferenceRun]) -> Iterator[DifferenceRun]:
    last: DifferenceRun | None = None
    for run in found:
        if last and last.kind == run.kind:
            last = DifferenceRun(last.text + run.text, run.kind)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
