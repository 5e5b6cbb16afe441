"""Which characters a document may hold, and how typed text is cleaned; not whether a face can draw them (see faces)."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from suggestions.printing import tables

#: Marks that print nothing and change nothing: left behind by word processors and copied web pages.
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))
#: Marks that turn the direction of what follows: a letter could then read otherwise than it is stored.
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
#: Drawn by no glyph of their own: joiners of Uyghur writing and the selectors of variant forms.
GLYPHLESS = frozenset("\n\u200c\u200d\u200e\u200f") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}


@dataclass
class ForbiddenCharacter(ValueError):
    """A text holds a control or reordering character; the message can be shown."""

    character: str
    place: str
    context: str

    def __str__(self) -> str:
        return _(
            "%(place)s holds a control character (U+%(code)s) near “%(context)s”. Delete it and type the text again."
        ) % {
            "place": self.place or _("The text"),
            "code": f"{ord(self.character):04X}",
            "context": self.context,
        }


def clean_text(text: str, *, place: str = "") -> str:
    """Return the text as it is printed: composed (NFC), line ends as \\n, tabs as spaces, invisible marks gone.

    Always a plain string: a text that claims to be safe HTML loses the claim. Raises ForbiddenCharacter.
    """
    plain = without_invisible(text)
    for position, character in enumerate(plain):
        if is_forbidden(character):
            raise ForbiddenCharacter(character, place, context_of(plain, position))
    return unicodedata.normalize("NFC", plain)


def shown_text(text: str, *, place: str = "") -> str:
    """Return the text as a page shows it, whatever was stored: a character that no document may hold is U+FFFD, in any place."""
    plain = without_invisible(text)
    return unicodedata.normalize("NFC", "".join("\ufffd" if is_forbidden(sign) else sign for sign in plain))


def without_invisible(text: str) -> str:
    """Return the text with line ends as \\n, tabs as bars of a table or as spaces, without marks that print nothing; a plain string."""
    lines = "".join(text).replace("\r\n", "\n").replace("\r", "\n")
    return tables.written_out(lines).replace("\t", " ").translate(INVISIBLE)


def is_forbidden(character: str) -> bool:
    """Tell whether a character may not stand in a document: controls, lone surrogates, reordering, noncharacters."""
    if character == "\n":
        return False
    category = unicodedata.category(character)
    return category in REFUSED_CATEGORIES or character in REORDERING or (ord(character) & 0xFFFE) == 0xFFFE


def context_of(text: str, position: int, *, width: int = 8) -> str:
    """Return what stands around a position, on one line and without forbidden characters, to find it again."""
    around = text[max(0, position - width) : position + width + 1]
    return "".join(
        " " if character == "\n" else character for character in around if not is_forbidden(character)
    ).strip()
