"""Which characters of a text can be printed: controls and what no declared face draws are named, with their place; prints nothing."""

import functools
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from suggestions.printing import characters, fonts, renderer

#: Of one text; who pasted hundreds of strange characters is helped by the first.
MOST = 8


@dataclass(frozen=True)
class Fault:
    """A character that cannot be printed: which, and what stands around it."""

    character: str
    context: str

    def __str__(self) -> str:
        code = f"{ord(self.character):04X}"
        category = unicodedata.category(self.character)
        if category == "Co":
            return _(
                "A sign of a face of its own (U+%(code)s), often a symbol of a word processor, stands near “%(context)s”."
                " Type what it means, or delete it."
            ) % {"code": code, "context": self.context}
        # What Python's own tables do not know yet may well be a character, of an extension newer than they are.
        if characters.is_forbidden(self.character) or not (self.character.isprintable() or category == "Cn"):
            return _("An invisible control character (U+%(code)s) stands near “%(context)s”. Delete it.") % {
                "code": code,
                "context": self.context,
            }
        return _("No face of the printing room has “%(character)s” (U+%(code)s), near “%(context)s”.") % {
            "character": self.character,
            "code": code,
            "context": self.context,
        }


@functools.cache
def font_set() -> fonts.FontSet:
    """Return the declared faces of this installation, found once for a process; builds no press."""
    return fonts.find(work=renderer.work_folder())


@functools.cache
def _unusual() -> re.Pattern[str]:
    """Return what finds a character that is in no face, at the speed of the expression machine."""
    drawn = sorted(font_set().drawable | {ord(sign) for sign in characters.GLYPHLESS | set("\t\r")})
    spans: list[list[int]] = []
    for code in drawn:
        if code < ord(" ") and chr(code) not in "\n\t\r":
            continue
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    inside = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in spans)
    return re.compile(f"[^{inside}]")


def faults(text: str) -> list[Fault]:
    """Name each character that cannot be printed, once, in the order of the text; at most MOST."""
    cleaned = characters.without_invisible(text)
    found: dict[str, Fault] = {}
    for match in _unusual().finditer(cleaned):
        found.setdefault(match[0], Fault(match[0], characters.context_of(cleaned, match.start())))
        if len(found) == MOST:
            break
    return list(found.values())
