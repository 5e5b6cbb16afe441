"""How the number of a letter is written: a prefix of its office, the year and the serial. Whose prefix is whose is not known here."""

import re
import unicodedata

ENDING = "〔{year}〕{serial}号"
LONGEST_PREFIX = 40
LONGEST_SERIAL = 6


_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_NUMBER = re.compile(
    r"(?P<prefix>.+?)[〔\[(【<《﹝](?P<year>[0-9]{4})[〕\])】>》﹞]第?(?P<system>Z?)0*(?P<serial>[1-9][0-9]*)号"
)


def normalised(number: str) -> str:
    """Returns a number as the standard writes it: half-width figures, six-cornered brackets, no blank, no 第, no leading zero.

    A text that is no number keeps its words, without blanks and in half width (GB/T 9704-2012, 7.2.5).
    """
    plain = "".join(number.translate(_HALF_WIDTH).split())
    found = _NUMBER.fullmatch(plain)
    return f"{found['prefix']}〔{found['year']}〕{found['system']}{found['serial']}号" if found else plain


def pattern_of(prefix: str) -> str:
    return prefix + ENDING


def prefix_of(pattern: str) -> str | None:
    """Returns what stands before the year; None when the rest is anything but `〔{year}〕{serial}号`."""
    return pattern.removesuffix(ENDING) if pattern.endswith(ENDING) else None


def is_plain(text: str) -> bool:
    """Tells whether a text is of Chinese characters and Latin letters alone: no digit, space, sign or invisible character."""
    return bool(text) and all(_is_letter(each) for each in text)


def _is_letter(character: str) -> bool:
    if character.isascii():
        return character.isalpha()
    return character == "〇" or unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH-")


def printed(pattern: str, *, year: int, serial: int) -> str:
    """Returns the number as it stands on a letter."""
    return pattern.replace("{year}", str(year)).replace("{serial}", str(serial))


def read(pattern: str, *, number: str) -> tuple[int, int] | None:
    """Returns year and serial of a number that the pattern could print; None for any other text.

    A serial has no leading zero and at most six digits, all of them 0 to 9. Numbers of the unified system may have a Z before it.
    """
    places = {"{year}": "([0-9]{4})", "{serial}": f"Z?([1-9][0-9]{{0,{LONGEST_SERIAL - 1}}})"}
    parts = [places.get(part, re.escape(part)) for part in re.split(r"(\{year\}|\{serial\})", pattern)]
    found = re.fullmatch("".join(parts), number)
    return (int(found[1]), int(found[2])) if found else None
