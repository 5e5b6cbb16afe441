"""Stores files by SHA-256 and attaches them: size, count, real type and contents checked, the given name never a path.

What comes from outside is admitted first, before any lock is held: that may take a second a file.
"""

import contextlib
import errno
import hashlib
import io
import os
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organs.refusals import Refused
from organs.words import Words
from suggestions import films, photographs
from suggestions.actions import scanning
from suggestions.inspection import inspecting, kinds
from suggestions.inspection.findings import Dangerous, FileFault, Holds
from suggestions.models import Attachment, Blob, Event, Suggestion
from suggestions.models.file import TITLE_LENGTH
from suggestions.printing import pictures

LARGEST = 20 * 1024 * 1024
LARGEST_VIDEO = 100 * 1024 * 1024
MOST_FILES = 20
CHUNK = 1024 * 1024
NAME_LENGTH = 200
ENDING_LENGTH = 10
ALLOWED = {
    kinds.PDF: ".pdf",
    kinds.OFD: ".ofd",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    kinds.HEIC: ".heic",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    kinds.OLD_WORD: ".doc",
    kinds.WORD: ".docx",
    kinds.OLD_EXCEL: ".xls",
    kinds.EXCEL: ".xlsx",
}
FILMS = frozenset({"video/mp4", "video/quicktime"})
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# Why a file is not taken, by what its inspection found.
REFUSALS: Mapping[FileFault, Words] = {
    FileFault.UNREADABLE: gettext_lazy("“%(name)s” is damaged, or not what it says it is: it cannot be read."),
    FileFault.LOCKED: gettext_lazy("“%(name)s” is locked with a password. Take the password off and send it again."),
    FileFault.SCRIPT: gettext_lazy("“%(name)s” holds a script that runs when it is opened. Print it anew as PDF."),
    FileFault.MACRO: gettext_lazy("“%(name)s” holds macros. Save it without them, or as PDF."),
    FileFault.PROGRAM: gettext_lazy("“%(name)s” starts a program, or holds one. Save it without, or as PDF."),
    FileFault.ELSEWHERE: gettext_lazy(
        "“%(name)s” fetches or sends something when it is opened. Save it without, or as PDF."
    ),
    FileFault.TOO_LARGE: gettext_lazy("“%(name)s” unpacks to more than can be opened."),
    FileFault.TOO_MANY: gettext_lazy("“%(name)s” has more parts or pages than can be opened."),
    FileFault.PAGE: gettext_lazy("“%(name)s” has a page of a size that no paper has."),
}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was found in a file that may be taken, by which rules; it holds for the bytes of this SHA-256 alone."""

    received: str
    media_type: str
    holds: tuple[Holds, ...]
    rules: int


@dataclass(frozen=True)
class Upload:
    """A file as it comes from a form or from a program; `keeps_taken` is the sender's wish that day and place are kept.

    One that was looked into before brings its `verdict`; `title` is how printed lists name it, "" as the file is named.
    """

    name: str
    stream: BinaryIO
    keeps_taken: bool = False
    verdict: Verdict | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Admitted:
    """A file as it may be kept; `received` is the SHA-256 of what was sent, of which a picture keeps the pixels only.

    `sent_as` is the type of a picture before it was drawn anew.
    """

    name: str
    stream: BinaryIO
    media_type: str
    received: str
    dropped: tuple[str, ...] = ()
    taken: photographs.TakingFacts = photographs.NOT_SAID
    holds: tuple[Holds, ...] = ()
    sent_as: str = ""
    title: str = ""


type Given = Upload | Admitted


def place(sha256: str) -> Path:
    """Returns where the bytes of a digest lie."""
    return Path(settings.FILES) / sha256[:2] / sha256[2:4] / sha256


def store(*, content: bytes | BinaryIO, media_type: str, at: datetime) -> Blob:
    """Writes bytes to their place, synced and renamed before the caller commits; equal bytes are stored once."""
    try:
        sha256, size = _written(content)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise Refused(
            _("There is no room left to keep files. Nothing was kept. Tell whoever runs this system.")
        ) from error
    blob, _created = Blob.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": media_type, "stored_at": at}
    )
    return blob


def _written(content: bytes | BinaryIO) -> tuple[str, int]:
    """Writes bytes whole or not at all; returns their digest and how many they are."""
    staging = Path(settings.FILES) / "incoming"
    staging.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=staging, delete=False) as target:
        try:
            chunks = [content] if isinstance(content, bytes) else iter(lambda: content.read(CHUNK), b"")
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
            final = place(digest.hexdigest())
            final.parent.mkdir(parents=True, exist_ok=True)
            Path(target.name).replace(final)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(target.name).unlink(missing_ok=True)
            raise
    return digest.hexdigest(), size


def admit(files: Iterable[Given], *, field: str = "files", only_pictures: bool = False) -> tuple[Admitted, ...]:
    """Returns the files as they may be kept: scanned, looked into, and every picture without what stands beside it.

    Raises Refused naming the file at the field. What is admitted already stays as it is. Call it before any lock is held.
    """
    each = list(files)
    if len(each) > MOST_FILES:
        raise Refused(_("At most %(most)d files at once.") % {"most": MOST_FILES}, field=field)
    known = {id(one): one.verdict for one in each if isinstance(one, Upload) and _holds(one)}
    new = [one for one in each if isinstance(one, Upload) and id(one) not in known]
    types = {id(upload): kind for upload, kind in check(new, field=field)}
    return tuple(
        one
        if isinstance(one, Admitted)
        else replace(
            _admitted(one, types.get(id(one), ""), field=field, only_pictures=only_pictures, known=known.get(id(one))),
            title=one.title.strip()[:TITLE_LENGTH],
        )
        for one in each
    )


def verdict_of(admitted: Admitted) -> Verdict:
    """Returns what was found in a file that was just looked into; its type is that of what was sent."""
    return Verdict(
        received=admitted.received,
        media_type=admitted.sent_as or admitted.media_type,
        holds=admitted.holds,
        rules=inspecting.RULES,
    )


def _holds(upload: Upload) -> bool:
    """Tells whether what was found before still holds: for these bytes, and by the rules of today."""
    verdict = upload.verdict
    return verdict is not None and verdict.rules == inspecting.RULES and _digest(upload.stream) == verdict.received


def _admitted(
    upload: Upload, media_type: str, *, field: str, only_pictures: bool, known: Verdict | None = None
) -> Admitted:
    name = clean_name(upload.name)
    if known is None:
        scanning.require_clean(upload.stream, name=name, field=field)
    else:
        media_type = known.media_type
    received = known.received if known else _digest(upload.stream)
    if media_type.startswith("image/"):
        return _admitted_picture(upload, name=name, received=received, field=field, sent_as=media_type)
    if only_pictures:
        raise Refused(_("“%(name)s” is not a picture.") % {"name": name}, field=field)
    try:
        holds = known.holds if known else inspecting.inspect(upload.stream, media_type=media_type)
        film = films.cleaned(upload.stream, keeps_taken=upload.keeps_taken) if media_type in FILMS else None
    except Dangerous as dangerous:
        raise Refused(REFUSALS[dangerous.fault] % {"name": name}, field=field) from dangerous
    if film is not None:
        return Admitted(
            name=name,
            stream=film.stream,
            media_type=media_type,
            received=received,
            dropped=film.dropped,
            taken=film.taken,
            holds=holds,
        )
    return Admitted(name=name, stream=upload.stream, media_type=media_type, received=received, holds=holds)


def _admitted_picture(upload: Upload, *, name: str, received: str, field: str, sent_as: str) -> Admitted:
    try:
        cleaned = photographs.cleaned(upload.stream, keeps_taken=upload.keeps_taken)
    except photographs.NotAPicture as error:
        raise Refused(_("“%(name)s”: %(why)s") % {"name": name, "why": error}, field=field) from error
    return Admitted(
        name=clean_name(PurePath(name).stem + cleaned.ending),
        stream=io.BytesIO(cleaned.content),
        media_type=cleaned.media_type,
        received=received,
        dropped=cleaned.dropped,
        taken=cleaned.taken,
        sent_as=sent_as,
    )


def _digest(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: stream.read(CHUNK), b""):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()


def said(*admitted: Iterable[Admitted]) -> dict[str, str]:
    """Returns what an event says of the files that came with it: the digests as received, and what pictures had beside them.

    Of what was dropped it says the kinds and of how many pictures, never the data.
    """
    files = [one for each in admitted for one in each]
    dropped = Counter(kind for one in files for kind in one.dropped)
    facts = {
        "received": " ".join(one.received for one in files),
        "dropped": ",".join(f"{kind}:{dropped[kind]}" for kind in photographs.KINDS if dropped[kind]),
    }
    return {name: words for name, words in facts.items() if words}


def check(files: Iterable[Upload], *, field: str = "files") -> list[tuple[Upload, str]]:
    """Returns the files with their real type; raises Refused naming the file that is too large or of a wrong type."""
    checked = []
    for number, upload in enumerate(files, start=1):
        if number > MOST_FILES:
            raise Refused(_("At most %(most)d files at once.") % {"most": MOST_FILES}, field=field)
        name = clean_name(upload.name)
        try:
            checked.append((upload, _kind(upload.stream)))
        except Dangerous as dangerous:
            raise Refused(REFUSALS[dangerous.fault] % {"name": name}, field=field) from dangerous
        except _NotTaken as why:
            raise Refused(why.words % {"name": name}, field=field) from why
    return checked


class _NotTaken(ValueError):
    """A file that its size or its type keeps out, with words that name it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def _kind(stream: BinaryIO) -> str:
    """Returns the real type of a file. Raises _NotTaken, and Dangerous for a package that cannot be read."""
    size = stream.seek(0, os.SEEK_END)
    if size == 0:
        raise _NotTaken(_("“%(name)s” is empty."))
    if size > LARGEST_VIDEO:
        raise _NotTaken(_("“%(name)s” is larger than 100 MB."))
    stream.seek(0)
    begin = kinds.of_beginning(stream.read(kinds.BEGINNING))
    if size > LARGEST and not begin.startswith("video/"):
        raise _NotTaken(_("“%(name)s” is larger than 20 MB."))
    kind = inspecting.kind_of(stream)
    stream.seek(0)
    if kind not in ALLOWED:
        raise _NotTaken(_("“%(name)s” is not a PDF, OFD, picture, video (MP4, MOV), Word or Excel file."))
    return kind


def attach(
    *,
    files: Iterable[Given],
    suggestion: Suggestion,
    about: str,
    shown_to: str,
    added_by_id: int | None,
    at: datetime,
    event: Event | None = None,
    replaces: Attachment | None = None,
) -> list[Attachment]:
    """Stores and attaches admitted files to a thing of a suggestion; `replaces` is the earlier file that the only one replaces."""
    return [
        Attachment.objects.create(
            suggestion=suggestion,
            blob=store(content=admitted.stream, media_type=admitted.media_type, at=at),
            name=admitted.name,
            title=admitted.title,
            about=about,
            added_by_id=added_by_id,
            added_at=at,
            shown_to=shown_to,
            event=event,
            received=admitted.received,
            taken_on=admitted.taken.on,
            taken_place=admitted.taken.place,
            holds=",".join(admitted.holds),
            replaces=replaces,
        )
        for admitted in admit(files)
    ]


def clean_name(name: str) -> str:
    """Returns a name that can be shown and offered for download: no path, no control characters, not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    shown = " ".join(printable.split()).strip(". ")
    stem, dot, ending = shown.rpartition(".")
    if dot and len(shown) > NAME_LENGTH and len(ending) <= ENDING_LENGTH:
        return f"{stem[: NAME_LENGTH - len(ending) - 1].rstrip()}.{ending}"
    return shown[:NAME_LENGTH].rstrip(". ") or "file"


def sweep(*, older_than: datetime) -> int:
    """Removes files that no row names and that are older than a moment; returns how many."""
    root = Path(settings.FILES)
    removed = 0
    for path in root.glob("*/*/*"):
        if path.stat().st_mtime < older_than.timestamp() and not Blob.objects.filter(pk=path.name).exists():
            path.unlink()
            removed += 1
    for path in (root / "incoming").glob("*"):
        if path.stat().st_mtime < older_than.timestamp():
            path.unlink()
            removed += 1
    return removed


def tidy(*, older_than: datetime) -> int:
    """Removes all that lies in the folders for nothing since a moment: orphans, and pictures that can be drawn again."""
    return sweep(older_than=older_than) + pictures.sweep(older_than=older_than)
