"""Stores files by SHA-256 and attaches them: size, count and real type checked, the given name never a path."""

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import filetype
from django.conf import settings
from django.utils.translation import gettext as _

from organs.refusals import Refused
from suggestions.models import Attachment, Blob, Event, Suggestion
from suggestions.printing import pictures

LARGEST = 20 * 1024 * 1024
MOST_FILES = 20
CHUNK = 1024 * 1024
NAME_LENGTH = 200
ENDING_LENGTH = 10
# Office files are zip containers inside; filetype tells the common ones apart and says zip for the others.
ALLOWED = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "video/mp4": ".mp4",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


@dataclass(frozen=True)
class Upload:
    """A file as it comes from a form or from a program."""

    name: str
    stream: BinaryIO


def place(sha256: str) -> Path:
    """Returns where the bytes of a digest lie."""
    return Path(settings.FILES) / sha256[:2] / sha256[2:4] / sha256


def store(*, content: bytes | BinaryIO, media_type: str, at: datetime) -> Blob:
    """Writes bytes to their place, synced and renamed before the caller commits; equal bytes are stored once."""
    staging = Path(settings.FILES) / "incoming"
    staging.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=staging, delete=False) as target:
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
    blob, _created = Blob.objects.get_or_create(
        sha256=digest.hexdigest(), defaults={"size": size, "media_type": media_type, "stored_at": at}
    )
    return blob


def check(files: Iterable[Upload]) -> list[tuple[Upload, str]]:
    """Returns the files with their real type; raises Refused naming the file that is too large or of a wrong type."""
    checked = []
    for number, uploads in enumerate(files, start=1):
        if number > MOST_FILES:
            raise Refused(_("At most %(most)d files at once.") % {"most": MOST_FILES}, field="files")
        name = clean_name(uploads.name)
        uploads.stream.seek(0, os.SEEK_END)
        size = uploads.stream.tell()
        uploads.stream.seek(0)
        if size > LARGEST:
            raise Refused(_("“%(name)s” is larger than 20 MB.") % {"name": name}, field="files")
        if size == 0:
            raise Refused(_("“%(name)s” is empty.") % {"name": name}, field="files")
        kind = filetype.guess(uploads.stream.read(8192))
        uploads.stream.seek(0)
        if kind is None or kind.mime not in ALLOWED:
            raise Refused(
                _("“%(name)s” is not a PDF, picture, video (MP4), Word or Excel file.") % {"name": name}, field="files"
            )
        checked.append((uploads, kind.mime))
    return checked


def attach(
    *,
    files: Iterable[Upload],
    suggestion: Suggestion,
    about: str,
    shown_to: str,
    added_by_id: int | None,
    at: datetime,
    event: Event | None = None,
) -> list[Attachment]:
    """Stores and attaches checked files to a thing of a suggestion."""
    return [
        Attachment.objects.create(
            suggestion=suggestion,
            blob=store(content=uploads.stream, media_type=media_type, at=at),
            name=clean_name(uploads.name),
            about=about,
            added_by_id=added_by_id,
            added_at=at,
            shown_to=shown_to,
            event=event,
        )
        for uploads, media_type in check(files)
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
