"""Breaks a paragraph into lines of cells (GB/T 9704-2012, 5.2.3: 28 a line) and spreads each to the full width.

WeasyPrint spreads lines at spaces only, and Chinese has none. So lines are broken here: Chinese and its marks by the
cell, Latin and digits by their width in the face; a line that a prohibition shortens to 27 or 26 cells is spread by
letter-spacing of its own. What is written from right to left is left to the typesetter, ragged. Knows no HTML.
"""

import functools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, trunc

from suggestions.printing.characters import GLYPHLESS

#: Text block of 156 mm, in points, and the size of 3号.
WIDTH = 156 / 25.4 * 72
SIZE = 16.0
CELLS = 28
#: Letter-spacing comes in steps of a thousandth of the size: the finest that a PDF's text operators are given.
STEP = SIZE / 1000
#: The step at which 28 characters of 16 pt fill the width.
NATURAL = round((WIDTH / CELLS - SIZE) / STEP)
#: A line with more room than this many cells breaks the word that does not fit, in place of being torn apart.
MOST_ROOM = 4
WIDEST = 250
#: How far a line at its natural spacing may end beside the edge, in points: 28 cells end 0.18 pt behind it.
NEARLY = 0.25

#: What no line begins with, and what none ends with.
NEVER_FIRST = frozenset("。，、；：？！．.,;:?!）)】〗〕］]｝}》〉」』”’…—～~·•／/%％‰℃°′″")
NEVER_LAST = frozenset("（(【〖〔［[｛{《〈「『“‘￥¥$＄№#＃")
#: Inside these no line ends: twice the same mark is one mark.
PAIRED = frozenset("—…")
WORD_MARKS = frozenset(".,:/-_@&+'%’#=?")

Measure = Callable[[str, str], float]


@dataclass(frozen=True)
class FontRun:
    """A stretch of text in one face; `role` is a role of the standard (faces.ROLES), `mark` a class of the style sheet."""

    text: str
    role: str = "fangsong"
    mark: str = ""


@dataclass(frozen=True)
class TypesetLine:
    """One line: its runs and its letter-spacing in steps."""

    runs: tuple[FontRun, ...]
    steps: int

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class _Glyph:
    character: str
    run: FontRun
    width: float


def is_ours(text: str) -> bool:
    """Tell whether the text can be broken by cells: nothing in it runs from right to left or is composed of marks."""
    return not any(
        unicodedata.bidirectional(character) in {"R", "AL", "AN", "NSM"} and character not in GLYPHLESS
        for character in text
    )


def broken(
    runs: Sequence[FontRun], *, measure: Measure, first: float = CELLS, rest: float = CELLS
) -> Iterator[TypesetLine]:
    """Yield the lines of a paragraph; `first` and `rest` are the cells of its first line and of the others.

    `measure` returns the width of a character in a role, in parts of the size.
    """
    glyphs = [_Glyph(c, run, measure(c, run.role) * SIZE) for run in runs for c in run.text]
    start, room = 0, first
    while start < len(glyphs):
        end = _end_of_line(glyphs, start, width=room / CELLS * WIDTH)
        taken = _without_space(glyphs[start:end])
        is_last = end == len(glyphs)
        steps = NATURAL if is_last else _steps(taken, width=room / CELLS * WIDTH)
        yield TypesetLine(tuple(_runs(taken)), steps)
        start, room = end, rest
        while start < len(glyphs) and glyphs[start].character == " ":
            start += 1


def _end_of_line(glyphs: Sequence[_Glyph], start: int, *, width: float) -> int:
    """Return where the line ends that begins at `start`: the last allowed break that fits, else wherever it is full."""
    filled, allowed, room_there, position = 0.0, start, width, start
    while position < len(glyphs):
        glyph = glyphs[position]
        if position > start and _may_end(glyphs, position):
            allowed, room_there = position, width - filled
        if glyph.character != " " and filled + glyph.width > width + NEARLY:
            break
        filled += glyph.width + NATURAL * STEP
        position += 1
    else:
        return position
    if allowed == start or room_there > MOST_ROOM * WIDTH / CELLS:
        return _inside_a_word(glyphs, max(position, start + 1), after=max(allowed, start + 1))
    return allowed


def _inside_a_word(glyphs: Sequence[_Glyph], full: int, *, after: int) -> int:
    """Return the last place up to a full line where only the unity of a word forbids a break; else the full line."""
    between = range(full, after - 1, -1)
    return next((end for end in between if not _is_forbidden(_drawn_before(glyphs, end), glyphs[end].character)), full)


def _may_end(glyphs: Sequence[_Glyph], position: int) -> bool:
    """Tell whether a line may end before a place; spaces fall away there, and what stands before them is its end."""
    before, after = glyphs[position - 1].character, glyphs[position].character
    is_held = before == " " and _is_forbidden(_drawn_before(glyphs, position), after)
    return may_break(before, after) and not is_held


def _drawn_before(glyphs: Sequence[_Glyph], position: int) -> str:
    """Return the last character before a place that is no space."""
    while position > 1 and glyphs[position - 1].character == " ":
        position -= 1
    return glyphs[position - 1].character


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters."""
    return not (_is_forbidden(before, after) or (_is_of_word(before) and _is_of_word(after)))


def _is_forbidden(before: str, after: str) -> bool:
    """Tell whether no line ends between two characters, whatever the room."""
    if after in NEVER_FIRST or before in NEVER_LAST or after in GLYPHLESS or after == " ":
        return True
    return before in PAIRED and after == before


def _is_of_word(character: str) -> bool:
    return character in WORD_MARKS or (
        character.isalnum() and unicodedata.east_asian_width(character) not in {"W", "F"}
    )


def _without_space(glyphs: Sequence[_Glyph]) -> Sequence[_Glyph]:
    end = len(glyphs)
    while end > 1 and glyphs[end - 1].character == " ":
        end -= 1
    return glyphs[:end]


def _steps(glyphs: Sequence[_Glyph], *, width: float) -> int:
    """Return the spacing that brings the last character's edge to the edge of the text block."""
    drawn = [glyph for glyph in glyphs if glyph.character not in GLYPHLESS]
    free = width - sum(glyph.width for glyph in drawn)
    if len(drawn) < 2 or abs(free - (len(drawn) - 1) * NATURAL * STEP) < NEARLY:
        return NATURAL
    steps = min(WIDEST, free / (len(drawn) - 1) / STEP)
    return min(
        range(floor(steps) - 1, min(WIDEST, ceil(steps) + 1) + 1),
        key=lambda near: abs(drawn_steps(asked(near)) - steps),
    )


@functools.cache
def asked(steps: int) -> float:
    """Return what the typesetter is asked for, in steps, so that about `steps` come out, whatever rounding does to it."""
    candidates = (abs(steps) + hundredth / 100 for hundredth in range(5, 96))
    best = min(candidates, key=lambda size: max(abs(drawn_steps(size + noise) - abs(steps)) for noise in (-0.05, 0.05)))
    return -best if steps < 0 else best


def drawn_steps(size: float) -> float:
    """Return how many steps WeasyPrint 70 draws: half, taken 1.024 times, goes before, the rest behind in whole steps."""
    before = 0.512 * size
    return before + trunc(size - before)


def _runs(glyphs: Sequence[_Glyph]) -> Iterator[FontRun]:
    text, last = "", None
    for glyph in glyphs:
        if last is not None and glyph.run is not last:
            yield FontRun(text, last.role, last.mark)
            text = ""
        text, last = text + glyph.character, glyph.run
    if last is not None:
        yield FontRun(text, last.role, last.mark)
