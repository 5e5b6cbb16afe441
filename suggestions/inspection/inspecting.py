"""Inspects a file by its real type, in confinement: the caller gets findings, and a file that brings the process down is none."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from suggestions.confined import calling
from suggestions.inspection import archives, findings, kinds, old_office, pdfs, videos
from suggestions.inspection.findings import Dangerous, FileFault, Holds

#: Raised with every change of what is refused or found: what was looked into by earlier rules is looked into again.
RULES = 1
BY_TYPE: Mapping[str, Callable[[bytes], set[Holds]]] = {
    kinds.PDF: pdfs.inspect,
    kinds.OFD: archives.inspect,
    kinds.OLD_WORD: old_office.inspect,
    kinds.OLD_EXCEL: old_office.inspect,
    kinds.WORD: archives.inspect,
    kinds.EXCEL: archives.inspect,
}
#: Of these only the index is read, piece by piece and without a decoder: here, since they may be larger than a room.
IN_PLACE: Mapping[str, Callable[[BinaryIO], set[Holds]]] = {
    "video/mp4": videos.inspect_mp4,
    "video/quicktime": videos.inspect_mov,
}


def kind_of(stream: BinaryIO) -> str:
    """Returns the real type of a file, "" for an unknown one. Raises Dangerous for a package that cannot be read."""
    stream.seek(0)
    found = kinds.of_beginning(stream.read(kinds.BEGINNING))
    return str(_asked("kind", stream)["kind"]) if found in kinds.PACKAGES else found


def of_package_of(content: bytes) -> tuple[dict[str, object], list[bytes]]:
    """Does the work of `kind_of` in confinement, for a package."""
    try:
        return {"fault": "", "kind": kinds.of_package(content)}, []
    except Dangerous as dangerous:
        return {"fault": dangerous.fault.value, "kind": ""}, []


def inspect(stream: BinaryIO, *, media_type: str) -> tuple[Holds, ...]:
    """Returns what a file holds that a reader should know of; nothing for types that need no look. Raises Dangerous."""
    if look := IN_PLACE.get(media_type):
        try:
            return findings.in_order(look(stream))
        finally:
            stream.seek(0)
    if media_type not in BY_TYPE:
        return ()
    facts = _asked("inspect", stream, media_type=media_type)
    return findings.in_order(Holds(str(each)) for each in _list(facts["holds"]))


def _asked(job: str, stream: BinaryIO, **arguments: object) -> Mapping[str, object]:
    """Returns what a job in confinement says of the whole file. Raises Dangerous."""
    stream.seek(0)
    try:
        facts, _parts = calling.call(job, stream.read(), **arguments)
    except calling.TooHeavy as heavy:
        raise Dangerous(FileFault.TOO_LARGE) from heavy
    except calling.Failed as failed:
        raise Dangerous(FileFault.UNREADABLE) from failed
    finally:
        stream.seek(0)
    if facts["fault"]:
        raise Dangerous(FileFault(str(facts["fault"])))
    return facts


def inspect_of(content: bytes, *, media_type: str) -> tuple[dict[str, object], list[bytes]]:
    """Does the work of `inspect` in confinement."""
    try:
        return {"fault": "", "holds": sorted(BY_TYPE[media_type](content))}, []
    except Dangerous as dangerous:
        return {"fault": dangerous.fault.value, "holds": []}, []


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []
