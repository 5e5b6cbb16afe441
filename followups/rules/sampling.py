"""Draws a stratified sample that anybody can draw again: seed, frame and size decide it alone, whatever the order of the rows.

Pure: it knows neither the database nor what the rows are. Version 1, in words: the sample is shared out among the strata,
one to each, the rest in proportion to what is left in each, by the largest remainder. Within a stratum the rows stand in
the order of the SHA-256 of "seed:key", and the first are taken. A change of any of this is a new version.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ALGORITHM = "sha256-rank/1"


class ImpossibleSize(ValueError):
    """The sample is smaller than the number of strata or larger than the frame; `least` and `most` are what can be."""

    def __init__(self, *, least: int, most: int) -> None:
        super().__init__(f"a sample here has {least} to {most} rows")
        self.least, self.most = least, most


@dataclass(frozen=True, kw_only=True)
class FrameRow:
    """One row of the frame: its key, and the stratum it belongs to."""

    key: int
    stratum: str


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One row with its place in its stratum, counted from one, and whether it was taken."""

    key: int
    stratum: str
    sha256: str
    rank: int
    is_drawn: bool


def rank_hash(*, seed: str, key: int) -> str:
    """Returns the SHA-256 that orders the rows of a stratum: of the seed, a colon and the key in decimal digits."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def allocate(sizes: Mapping[str, int], *, size: int) -> dict[str, int]:
    """Shares a sample out among strata of these sizes; raises ImpossibleSize.

    The rest after one to each is at most what is left in all of them, so that no quota exceeds what is left in its
    stratum; and since that is a whole number, rounding up does not exceed it either. Equal remainders go by name.
    """
    strata = sorted(name for name, count in sizes.items() if count)
    left = {name: sizes[name] - 1 for name in strata}
    rest, total = size - len(strata), sum(left.values())
    if not strata or not 0 <= rest <= total:
        raise ImpossibleSize(least=len(strata), most=total + len(strata))
    shares = {name: divmod(rest * left[name], total) if total else (0, 0) for name in strata}
    missing = rest - sum(whole for whole, _remainder in shares.values())
    by_remainder = sorted(strata, key=lambda name: (-shares[name][1], name))
    lucky = frozenset(by_remainder[:missing])
    return {name: 1 + shares[name][0] + (name in lucky) for name in strata}


def draw(rows: Iterable[FrameRow], *, seed: str, size: int) -> list[Ranked]:
    """Returns all rows by stratum and rank, the drawn ones marked. Raises ImpossibleSize."""
    strata: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        strata[row.stratum].append((rank_hash(seed=seed, key=row.key), row.key))
    share = allocate({name: len(members) for name, members in strata.items()}, size=size)
    return [
        Ranked(key=key, stratum=name, sha256=sha256, rank=rank, is_drawn=rank <= share[name])
        for name in sorted(strata)
        for rank, (sha256, key) in enumerate(sorted(strata[name]), start=1)
    ]
