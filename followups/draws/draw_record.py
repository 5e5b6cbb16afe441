"""What is kept of a draw as one digest, and whether the same sample comes of it again. Reads only; the drawing is an action."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from followups.models import Draw, DrawnCase, Standing
from followups.rules import sampling
from followups.rules.sampling import FrameRow, Ranked
from organs.models import Department, Procuratorate
from suggestions.models import Event
from suggestions.rules import digests

VERSION = 1


class Planned(Protocol):
    """What a plan and a draw have in common."""

    @property
    def procuratorate(self) -> Procuratorate: ...

    @property
    def department(self) -> Department | None: ...

    @property
    def with_below(self) -> bool: ...

    @property
    def closed_from(self) -> date: ...

    @property
    def closed_to(self) -> date: ...

    @property
    def types(self) -> Iterable[str]: ...

    @property
    def states(self) -> Iterable[str]: ...

    @property
    def recent_days(self) -> int: ...

    @property
    def strata(self) -> Iterable[str]: ...

    @property
    def size(self) -> int: ...

    @property
    def look_back_on(self) -> date: ...


class Case(Protocol):
    """What a case of a frame and a kept one have in common."""

    @property
    def suggestion_id(self) -> int: ...

    @property
    def stratum(self) -> str: ...

    @property
    def exclusion(self) -> str: ...

    @property
    def because(self) -> str: ...


def digest(planned: Planned, cases: Iterable[Case], *, seed: str = "", seed_from: str = "", algorithm: str = "") -> str:
    """Returns the digest of a plan and its frame; with the seed, that of the draw, which the ledger repeats."""
    rows = sorted((case.suggestion_id, case.stratum, str(case.exclusion), case.because) for case in cases)
    return digests.of(
        {
            "v": VERSION,
            "procuratorate": planned.procuratorate.pk,
            "department": planned.department.pk if planned.department else 0,
            "with_below": int(planned.with_below),
            "closed_from": planned.closed_from.isoformat(),
            "closed_to": planned.closed_to.isoformat(),
            "types": [*planned.types],
            "states": [*planned.states],
            "recent_days": planned.recent_days,
            "strata": [*planned.strata],
            "size": planned.size,
            "look_back_on": planned.look_back_on.isoformat(),
            "cases": [[*row] for row in rows],
            "seed": seed,
            "seed_from": seed_from,
            "algorithm": algorithm,
        }
    )


def again(draw: Draw) -> list[Ranked]:
    """Draws again from the recorded frame and seed. Raises LookupError for an algorithm that is not this one."""
    if draw.algorithm != sampling.ALGORITHM:
        raise LookupError(draw.algorithm)
    rows = [FrameRow(key=case.suggestion_id, stratum=case.stratum) for case in draw.cases.in_frame()]
    return sampling.draw(rows, seed=draw.seed, size=draw.size)


def differences(draw: Draw) -> list[str]:
    """Returns in words what is not as it was drawn; an empty list says that the same sample comes of it again."""
    kept = {case.suggestion_id: case for case in draw.cases.all()}
    found = []
    if digest(draw, kept.values(), seed=draw.seed, seed_from=draw.seed_from, algorithm=draw.algorithm) != draw.digest:
        found.append(_("What is recorded of the draw does not have its digest: seed, frame or plan was changed."))
    try:
        ranked = again(draw)
    except (LookupError, sampling.ImpossibleSize) as error:
        return [*found, _("It cannot be drawn again: %(why)s") % {"why": error}]
    found += _misplaced(ranked, kept)
    return [*found, *_unsaid(draw, ranked)]


def _misplaced(ranked: list[Ranked], kept: dict[int, DrawnCase]) -> Iterator[str]:
    for row in ranked:
        case = kept[row.key]
        standing = Standing.DRAWN if row.is_drawn else Standing.IN_FRAME
        if (case.standing, case.rank, case.sha256) != (standing, row.rank, row.sha256):
            yield _(
                "Suggestion %(key)d: drawn again it is “%(again)s”, rank %(rank)d; recorded is “%(kept)s”, rank %(was)s."
            ) % {
                "key": row.key,
                "again": standing.label,
                "rank": row.rank,
                "kept": case.get_standing_display(),
                "was": case.rank,
            }


def _unsaid(draw: Draw, ranked: list[Ranked]) -> Iterator[str]:
    """Yields the drawn cases whose ledger does not repeat the digest of this draw."""
    drawn = [row.key for row in ranked if row.is_drawn]
    events = Event.objects.filter(track="case", step="draw", details__draw=draw.pk, digest=draw.digest)
    said = set(events.filter(suggestion_id__in=drawn).values_list("suggestion_id", flat=True))
    for key in drawn:
        if key not in said:
            yield _("Suggestion %(key)d: its ledger does not name this draw with this digest.") % {"key": key}
