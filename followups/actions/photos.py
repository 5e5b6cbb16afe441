"""Lets pictures in without what stands beside them: each is cleaned, and what kind of data was dropped is counted for the event."""

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from organs.refusals import Refused
from suggestions import photographs
from suggestions.actions import files
from suggestions.actions.files import Upload


@dataclass(frozen=True)
class Let:
    """Files as they may be kept, and how many pictures held which kind of data."""

    files: tuple[Upload, ...]
    dropped: Counter[str]


def let_in(uploads: Iterable[Upload], *, field: str = "files", only_pictures: bool = False) -> Let:
    """Returns the files with every picture cleaned; raises Refused naming the file that is none or cannot be read."""
    kept: list[Upload] = []
    dropped: Counter[str] = Counter()
    for each, media_type in _checked(uploads, field):
        if not media_type.startswith("image/"):
            if only_pictures:
                raise Refused(_("“%(name)s” is not a picture.") % {"name": files.clean_name(each.name)}, field=field)
            kept.append(each)
            continue
        cleaned = _cleaned(each, field)
        dropped.update(cleaned.dropped)
        kept.append(Upload(PurePath(each.name).stem + cleaned.ending, io.BytesIO(cleaned.content)))
    return Let(tuple(kept), dropped)


def details(dropped: Counter[str]) -> dict[str, str]:
    """Returns what an event says of dropped data: the kinds and of how many pictures, never the data."""
    words = [f"{kind}:{dropped[kind]}" for kind in photographs.KINDS if dropped[kind]]
    return {"dropped": ",".join(words)} if words else {}


def _checked(uploads: Iterable[Upload], field: str) -> list[tuple[Upload, str]]:
    try:
        return files.check(uploads)
    except Refused as refused:
        raise Refused(refused.reason, field=field) from refused


def _cleaned(each: Upload, field: str) -> photographs.Cleaned:
    try:
        return photographs.cleaned(each.stream)
    except photographs.NotAPicture as error:
        name = files.clean_name(each.name)
        raise Refused(_("“%(name)s”: %(why)s") % {"name": name, "why": error}, field=field) from error
