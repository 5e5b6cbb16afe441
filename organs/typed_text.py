"""What typed and pasted text becomes before it is kept: the signs of word processors as what they mean; not whether it can be printed."""

import re

#: Line, page and column breaks, of word processors and of Unicode.
BREAKS = "\x0b\x0c\x0e\x85\u2028\u2029"
#: Sign by sign; "" is left out. Bullets of the symbol faces that word processors draw from are private to them.
MEANINGS = {
    **dict.fromkeys(BREAKS, "\n"),
    "\x07": "\t",  # the end of a cell of a table
    "\x1e": "-",  # a hyphen at which no line ends
    "\x1f": "",  # a hyphen that shows at the end of a line only
    "\u00ad": "",
    "\uf0b7": "•",
    "\uf09f": "•",
    "\uf06c": "●",
    "\uf0a7": "■",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf020": " ",
    # Anchors of fields, notes, pictures and comments, whose content is not in the text.
    **dict.fromkeys("\x00\x01\x02\x03\x04\x05\x08\x13\x14\x15", ""),
    # Invisible, and without a meaning in text that is typed.
    **dict.fromkeys("\u200b\u2060\ufeff\ufffc", ""),
    # Turning the direction of writing: what is read would not be what is written.
    **dict.fromkeys("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
}
_TABLE = str.maketrans(MEANINGS)
_LINES = re.compile(r"[ \t]*\n[ \t\n]*")


def clean(text: str) -> str:
    """Return the text with line ends as \\n, and with breaks, cell marks, bullets and hyphens as what they mean.

    Cleaning again changes nothing.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)


def clean_line(text: str) -> str:
    """Return the text as one line: every break is a space."""
    return _LINES.sub(" ", clean(text).strip("\n")).replace("\t", " ")
