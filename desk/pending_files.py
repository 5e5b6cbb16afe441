"""The files of a form that is sent: each is looked into at once and waits until the form is taken, so that none is chosen twice.

What was sent with an earlier, refused sending comes back by its key; views and forms see it like a file that was just chosen.
A file that is not taken stands in its list with the reason, which its field says together with all other errors.
"""

import hashlib
from collections import Counter
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from desk.fields import WaitingFile
from desk.request import Request
from organs import clock
from organs.refusals import Refused
from pending.actions import uploading
from pending.models import PendingUpload
from pending.rules.form_tickets import Ticket
from suggestions.actions import files

KEYS = "pending_upload"


def receive(request: Request, ticket: Ticket) -> None:
    """Puts what waits beside what was chosen now, keeps the latter, and adds its keys to what was sent."""
    chosen = {name: request.FILES.getlist(name) for name in request.FILES}
    keys = keys_of(request.POST.getlist(KEYS))
    if not chosen and not keys:
        return
    listed: dict[str, list[UploadedFile[Any]]] = {}
    for row in uploading.waiting(access=request.access, address=ticket.address, keys=keys):
        came = WaitingFile(
            uploading.place(row).open("rb"),
            name=row.name,
            size=row.size,
            key=str(row.pk),
            verdict=uploading.verdict_of(row),
        )
        listed.setdefault(row.field, []).append(came)
    for name, several in chosen.items():
        listed.setdefault(name, []).extend(kept(request, ticket, name, each) for each in several)
    for name, all_of_field in listed.items():
        listed[name] = _each_once(request, all_of_field)
        request.FILES.setlist(name, listed[name])
    sent = request.POST.copy()
    sent.setlist(KEYS, [key for several in listed.values() for each in several if (key := getattr(each, "key", ""))])
    request.POST = sent  # type: ignore[assignment]  # Django lets it be set; the stubs call it immutable


def _each_once(request: Request, sent: "list[UploadedFile[Any]]") -> "list[UploadedFile[Any]]":
    """Returns the files of a field without those whose bytes came before among them, and says so."""
    sizes = Counter(each.size for each in sent)
    digests: set[str] = set()
    left = []
    for each in sent:
        if sizes[each.size] > 1 and not getattr(each, "refusal", ""):
            digest = _digest_of(each)
            if digest in digests:
                words = _("“%(name)s” came more than once with the same contents. It is taken once.")
                messages.info(request, words % {"name": each.name})
                if key := getattr(each, "key", ""):
                    uploading.remove(access=request.access, key=UUID(key))
                continue
            digests.add(digest)
        left.append(each)
    return left


def _digest_of(sent: "UploadedFile[Any]") -> str:
    found = hashlib.sha256()
    for piece in sent.chunks():
        found.update(piece)
    sent.seek(0)
    return found.hexdigest()


def kept(request: Request, ticket: Ticket, field: str, chosen: "UploadedFile[Any]") -> WaitingFile:
    """Looks into a file that was just chosen, and keeps it; one that is not taken bears the reason."""
    name, stream = chosen.name or "", cast("BinaryIO", chosen.file)
    found = WaitingFile(stream, name=name, size=chosen.size or 0, content_type=chosen.content_type or "")
    try:
        (admitted,) = files.admit([files.Upload(name, stream)], field=field)
    except Refused as refused:
        found.refusal = str(refused)
        return found
    stream.seek(0)
    found.verdict = files.verdict_of(admitted)
    row = uploading.keep(
        access=request.access,
        at=clock.now(),
        address=ticket.address,
        field=field,
        name=name,
        stream=stream,
        verdict=found.verdict,
    )
    found.key = str(row.pk) if row else ""
    return found


def judged(request: Request, row: PendingUpload) -> str:
    """Looks into a file whose last piece came; returns why it is not taken, and forgets it then."""
    if row.rules is not None:
        return ""
    with uploading.place(row).open("rb") as stream:
        try:
            (admitted,) = files.admit([files.Upload(row.name, stream)], field=row.field)
        except Refused as refused:
            uploading.remove(access=request.access, key=row.pk)
            return str(refused)
    uploading.judge(access=request.access, row=row, verdict=files.verdict_of(admitted))
    return ""


def keys_of(values: list[str]) -> list[UUID]:
    """Returns the keys among what was sent under their name."""
    found = []
    for value in values[: files.MOST_FILES * 5]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
