"""Which jobs are done in confinement, what does them, and what each may cost: one row a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024


class Room(StrEnum):
    """A process that waits for jobs with its libraries read: each job is a fork of it, and ends with it."""

    FILES = "files"
    PAPER = "paper"


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is called, by its full name, in which room, and what it may take beside what the room has.

    `memory` is in bytes, `seconds` of the processor, `patience` seconds of waiting in all.
    """

    room: Room
    call: str
    memory: int
    seconds: float
    patience: float


JOBS: Mapping[str, Job] = {
    "picture": Job(
        room=Room.FILES,
        call="suggestions.photographs.cleaned_of",
        memory=192 * MEGABYTE,
        seconds=1.6,
        patience=12,
    ),
    "seal": Job(
        room=Room.FILES,
        call="suggestions.printing.seals.cleaned_of",
        memory=192 * MEGABYTE,
        seconds=4,
        patience=15,
    ),
    "inspect": Job(
        room=Room.FILES,
        call="suggestions.inspection.inspecting.inspect_of",
        memory=192 * MEGABYTE,
        seconds=1.7,
        patience=12,
    ),
    "kind": Job(
        room=Room.FILES,
        call="suggestions.inspection.inspecting.of_package_of",
        memory=192 * MEGABYTE,
        seconds=0.8,
        patience=12,
    ),
    "ledger": Job(
        room=Room.FILES,
        call="suggestions.published.ledger_cells.cells_of",
        memory=192 * MEGABYTE,
        seconds=60,
        patience=120,
    ),
    "print": Job(
        room=Room.PAPER,
        call="suggestions.printing.renderer.render_of",
        memory=1024 * MEGABYTE,
        seconds=30,
        patience=30,
    ),
}

#: What a room reads before its first job, so that no job does; a module with `make_ready` is asked to be.
READ_BEFORE: Mapping[Room, tuple[str, ...]] = {
    Room.FILES: (
        "suggestions.photographs",
        "suggestions.inspection.inspecting",
        "suggestions.printing.seals",
        "suggestions.published.ledger_cells",
    ),
    Room.PAPER: ("suggestions.printing.renderer",),
}
