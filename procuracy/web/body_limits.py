"""How large a body each address takes, in bytes: a page is resolved before a byte of its body is read."""

from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from suggestions.actions import files
from suggestions.printing import seals

# Whoever is not signed in has a name, a password, a language to send, and no more.
ANONYMOUS = 64 * 1024
# What a browser adds around the parts of a form.
WRAPPING = 64 * 1024

LETTERS = files.MOST_FILES * files.LARGEST
# By the name of the address: what the files of its form may come to. All other addresses take words only.
UPLOADS = {
    "draft": LETTERS,
    "review": LETTERS,
    "step": LETTERS,
    "paper-step": LETTERS,
    "portal-step": LETTERS,
    "portal-reply": LETTERS,
    "visit-form": LETTERS,
    "visit-send": LETTERS,
    "kept-file": files.LARGEST_VIDEO,
    "setup-stationery-of": seals.LARGEST_FILE,
    "setup-unit-head": files.LARGEST,
}


def most(path: str) -> int:
    """Returns how many bytes an address takes from whoever is signed in; one that there is not takes what anybody may send."""
    try:
        match = resolve(path)
    except Resolver404:
        return ANONYMOUS
    return of_view(match.func, match.url_name)


def of_view(view: Any, name: str | None) -> int:
    """Returns how many bytes the address of a view takes."""
    if own := getattr(view, "body_limit", None):
        return int(own)
    if getattr(view, "policy", "everybody") == "everybody":
        return ANONYMOUS
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE + WRAPPING + UPLOADS.get(name or "", 0)
