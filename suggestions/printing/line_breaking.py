"""Breaks a paragraph into lines of cells (GB/T 9704-2012, 5.2.3: 28 a line) and spreads each to the full width.

WeasyPrint spreads lines at spaces only, and Chinese has none. So lines are broken here: Chinese and its marks by the
cell, Latin and digits by their width in the face; a line that a prohibition shortens to 27 or 26 cells is spread by
letter-spacing of its own, between Chinese characters and beside words, never inside a Latin word or a number; spacing
too small to be seen is the whole line's, and a line with wide gaps ends ragged instead. A word that is written from right to left is one piece, as wide as the
typesetter draws it. Knows no HTML.
"""

import functools
import re
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
#: A line with more room than this many cells breaks the word that does not fit.
MOST_ROOM = 4
#: An eighth of a cell: a line that would need more between its characters keeps its spacing and ends before the edge.
WIDEST = 125
#: Up to so much, 0.085 mm, a line is spaced evenly, words and all: a word apart costs the typesetter as much as a line.
UNSEEN = 15
#: How far a line at its natural spacing may end beside the edge, in points: 28 cells end 0.18 pt behind it.
NEARLY = 0.25

#: What no line begins with, and what none ends with.
NEVER_FIRST = frozenset("。，、；：？！．.,;:?!）)】〗〕］]｝}》〉」』”’…—～~·•／/%％‰℃°′″")
NEVER_LAST = frozenset("（(【〖〔［[｛{《〈「『“‘￥¥$＄№#＃")
#: Inside these no line ends: twice the same mark is one mark.
PAIRED = frozenset("—…")
WORD_MARKS = frozenset(".,:/-_@&+'%’#=?")
#: A day, the year and serial of a document's number and a telephone are one: no line ends inside (GB/T 9704-2012, 7.2.5, 7.3.5.4).
UNBROKEN = re.compile(
    r"〔\d+〕第?\d*号?|\d{1,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
    r"|(?<!\d)(?:0\d{2,3}[-－—]\d{5,8}|1\d{10})(?:[-－/／、转]\d{1,8})*(?!\d)"
)
#: Classes of characters that run from right to left, and marks that stand over the letter before them.
FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})

Measure = Callable[[str, str], float]


@dataclass(frozen=True)
class FontRun:
    """A stretch of text in one face; `role` is a role of the standard (faces.ROLES), `mark` a class of the style sheet.

    `is_word` says that no letter-spacing stands inside its words: only their spaces, and what follows, have the line's.
    """

    text: str
    role: str = "fangsong"
    mark: str = ""
    is_word: bool = False


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
    """One character, or a word from right to left as a whole."""

    text: str
    run: FontRun
    width: float


def is_from_the_right(text: str) -> bool:
    """Tell whether something in the text is written from right to left."""
    return any(unicodedata.bidirectional(character) in FROM_THE_RIGHT for character in text)


def broken(
    runs: Sequence[FontRun], *, measure: Measure, first: float = CELLS, rest: float = CELLS
) -> Iterator[TypesetLine]:
    """Yield the lines of a paragraph; `first` and `rest` are the cells of its first line and of the others.

    `measure` returns the width of a character, or of a word from right to left, in a role, in parts of the size.
    """
    glyphs = [_Glyph(part, run, measure(part, run.role) * SIZE) for run in runs for part in _parts(run.text)]
    held = _held(glyphs)
    start, room = 0, first
    while start < len(glyphs):
        end = _end_of_line(glyphs, start, width=room / CELLS * WIDTH, held=held)
        taken = _without_space(glyphs[start:end])
        width = room / CELLS * WIDTH
        even = NATURAL if end == len(glyphs) else _steps(taken, width=width, is_even=True)
        steps = even if abs(even) <= UNSEEN else _steps(taken, width=width)
        if steps > WIDEST:
            even = steps = NATURAL
        yield TypesetLine(tuple(_runs(taken, is_even=abs(even) <= UNSEEN)), steps)
        start, room = end, rest
        while start < len(glyphs) and glyphs[start].text == " ":
            start += 1


def _parts(text: str) -> Iterator[str]:
    """Yield the characters of a text; of what runs from right to left each word, with the marks over its letters."""
    part = ""
    for character in text:
        kind = unicodedata.bidirectional(character)
        goes_on = kind == "NSM" or character in GLYPHLESS or kind in FROM_THE_RIGHT
        if part and not (goes_on and is_from_the_right(part)):
            yield part
            part = ""
        part += character
    if part:
        yield part


def _held(glyphs: Sequence[_Glyph]) -> frozenset[int]:
    """Return the places inside of dates and numbers of documents, where no line ends."""
    ends, text = [0], "".join(glyph.text for glyph in glyphs)
    for glyph in glyphs:
        ends.append(ends[-1] + len(glyph.text))
    inside = {at for match in UNBROKEN.finditer(text) for at in range(match.start() + 1, match.end())}
    return frozenset(number for number, end in enumerate(ends) if end in inside)


def _end_of_line(glyphs: Sequence[_Glyph], start: int, *, width: float, held: frozenset[int]) -> int:
    """Return where the line ends that begins at `start`: the last allowed break that fits, else wherever it is full."""
    filled, allowed, is_torn, position = 0.0, start, False, start
    while position < len(glyphs):
        glyph = glyphs[position]
        if position > start:
            if position not in held and _may_end(glyphs, position):
                allowed, is_torn = position, width - filled > MOST_ROOM * WIDTH / CELLS
            filled += NATURAL * STEP
        if glyph.text != " " and filled + glyph.width > width + NEARLY:
            break
        filled += glyph.width
        position += 1
    else:
        return position
    if allowed == start or (is_torn and position not in held):
        return _inside_a_word(glyphs, max(position, start + 1), after=max(allowed, start + 1), held=held)
    return allowed


def _inside_a_word(glyphs: Sequence[_Glyph], full: int, *, after: int, held: frozenset[int]) -> int:
    """Return the last place up to a full line where only the unity of a word forbids a break; else the full line."""
    between = (end for end in range(full, after - 1, -1) if end not in held)
    return next((end for end in between if not _is_forbidden(_drawn_before(glyphs, end), glyphs[end].text[0])), full)


def _may_end(glyphs: Sequence[_Glyph], position: int) -> bool:
    """Tell whether a line may end before a place; spaces fall away there, and what stands before them is its end."""
    before, after = glyphs[position - 1].text[-1], glyphs[position].text[0]
    is_held = before == " " and _is_forbidden(_drawn_before(glyphs, position), after)
    return may_break(before, after) and not is_held


def _is_inside(glyphs: Sequence[_Glyph], position: int) -> bool:
    """Tell whether a place is inside a Latin word or a number, which is not spread."""
    before, after = glyphs[position - 1], glyphs[position]
    is_of_one = _is_of_word(before.text[-1]) and _is_of_word(after.text[0])
    return before.run is after.run and is_of_one and not is_from_the_right(before.text + after.text)


def _is_between_words(glyphs: Sequence[_Glyph], position: int) -> bool:
    """Tell whether a glyph is a space between two Latin words, or two from right to left: they are drawn as one phrase."""
    if not 0 < position < len(glyphs) - 1 or glyphs[position].text != " ":
        return False
    before, space, after = glyphs[position - 1 : position + 2]
    kinds = {is_from_the_right(before.text), is_from_the_right(after.text)}
    is_one = before.run is space.run is after.run and len(kinds) == 1
    return is_one and _is_of_word(before.text[-1]) and _is_of_word(after.text[0])


def _drawn_before(glyphs: Sequence[_Glyph], position: int) -> str:
    """Return the last character before a place that is no space."""
    while position > 1 and glyphs[position - 1].text == " ":
        position -= 1
    return glyphs[position - 1].text[-1]


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
    while end > 1 and glyphs[end - 1].text == " ":
        end -= 1
    return glyphs[:end]


def _steps(glyphs: Sequence[_Glyph], *, width: float, is_even: bool = False) -> int:
    """Return the spacing that brings the last character's edge to the edge of the text block.

    An even line has it behind every character, another one not inside of words.
    """
    drawn = [glyph for glyph in glyphs if glyph.text not in GLYPHLESS]
    outside = 0 if is_even else sum(not _is_inside(drawn, position) for position in range(1, len(drawn)))
    free = width - sum(glyph.width for glyph in drawn)
    gaps = outside or len(drawn) - 1
    if not gaps or abs(free - gaps * NATURAL * STEP) < NEARLY:
        return NATURAL
    steps = free / gaps / STEP
    if steps > WIDEST:
        return ceil(steps)
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


def _runs(glyphs: Sequence[_Glyph], *, is_even: bool) -> Iterator[FontRun]:
    """Yield the line's runs: what is spread, and each phrase of words apart; an address that fills a line is spread.

    In an even line only what runs from right to left is apart.
    """
    between = [not is_even and _is_inside(glyphs, position) for position in range(1, len(glyphs))]
    spaces = [
        _is_between_words(glyphs, position) and (not is_even or is_from_the_right(glyphs[position - 1].text))
        for position in range(len(glyphs))
    ]
    joins = [
        (inside and not all(between)) or before or after
        for inside, before, after in zip(between, spaces, spaces[1:], strict=False)
    ]
    joins = [False, *joins, False]
    text, last, was_word = "", None, False
    for position, glyph in enumerate(glyphs):
        is_word = joins[position] or joins[position + 1] or is_from_the_right(glyph.text)
        if last is not None and (glyph.run is not last or is_word != was_word or (is_word and not joins[position])):
            yield FontRun(text, last.role, last.mark, was_word)
            text = ""
        text, last, was_word = text + glyph.text, glyph.run, is_word
    if last is not None:
        yield FontRun(text, last.role, last.mark, was_word)
