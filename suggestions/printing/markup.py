"""The HTML of a sheet: for paper with its lines broken and spread, for a page as paragraphs that the browser flows.

What was typed is only ever text: every part is made by format_html or escape.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from suggestions.printing import levels, line_breaking, patterns, renderer, titles
from suggestions.printing.filling import TextBlock
from suggestions.printing.line_breaking import NATURAL, SIZE, STEP, WIDTH, FontRun, TypesetLine
from suggestions.printing.sheets import NUMBER, Sheet, SheetFrame

#: A first line is indented by two cells (GB/T 9704-2012, 7.3.3).
INDENT = 2
MILLIMETRE = 25.4 / 72
#: A title of up to six characters is set wide; a line of a longer one, 22 pt, holds twenty.
SHORT_TITLE, TITLE_LINE = 6, 20
CELL = WIDTH / line_breaking.CELLS
#: The note of attachments is indented like a first line; “附件：” before the names takes three cells.
ATTACHED = "附件："
#: The date stands four cells from the right; the seal is as wide as those of county procuratorates.
DATE_FROM_RIGHT = 4 * CELL
SEAL_WIDTH = 42 / MILLIMETRE
#: How far the middles of joint issuers stand apart and how wide a line of a name is, by how many stand in a row, and how
#: many lines a row takes: seals of 42 mm do not touch, and none leaves the text block (7.3.5.1).
JOINT_PITCHES = {3: 45 / MILLIMETRE, 2: 66 / MILLIMETRE}
JOINT_NAMES = {3: 40 / MILLIMETRE, 2: 65 / MILLIMETRE}
JOINT_LINES = 4.25
#: Stays in one line of a name that takes two.
PROCURATORATE = "人民检察院"
#: A longer name of a unit is signed with in two lines.
SIGNED_LINE = 24
#: The pitch of lines (document.css), and what part of one counts as nothing.
LINE = 28.95
NEARLY = 0.15
#: In the form of a letter the mark is 30 mm, and the line at the foot 20 mm, from the edge of the page: here from the
#: text block, whose top is 37 mm from it.
LETTER_MARK, LETTER_FOOT = 30 - 37, 297 - 20 - 37
#: Text of a table of several columns, the room beside it in a cell, and how much of a head stands in one line (document.css).
GRID_SIZE, GRID_PADDING, GRID_HEAD = 12.0, 10.0, 6
SEAL = "memory:/seal"
#: A fact that is the number of a document, its letters included.
A_NUMBER = re.compile(r"\w+〔\d+〕第?\d+号")
#: Stands before a court's name and never parts from it.
SENT_TO = "此致"
BREAK = SafeString("<br>")
#: Between lines of a paragraph, which are set as they come: an element for each break would cost as much as a line.
NEW_LINE = SafeString("\n")
EMPTY = SafeString()


def seal_names(frame: SheetFrame) -> tuple[str, ...]:
    """Return under which names the pictures of the seals are given: of the host, and of each joint issuer."""
    return (SEAL, *(f"{SEAL}-{number}" for number in range(1, len(frame.joint) + 1)))


def page(sheet: Sheet) -> SafeString:
    """Return a document for a web page, to stand in an element of class `sheet`."""
    return _Writer(sheet, for_paper=False).body()


def paper(sheet: Sheet) -> SafeString:
    """Return the whole HTML page that is printed."""
    return format_html(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{}</title></head><body{}>{}</body></html>',
        sheet.title,
        _body_mark(sheet),
        _Writer(sheet, for_paper=True).body(),
    )


def _body_mark(sheet: Sheet) -> SafeString:
    """Return the class of a body: a letter has full pages (5.2.3), of other papers no line of a paragraph stands alone."""
    is_letter = any(line.style == "colophon" for line in patterns.lines(sheet.text))
    marks = ["full-pages"] * is_letter + ["letter-form"] * sheet.frame.is_letter_form
    return format_html(' class="{}"', " ".join(marks)) if marks else EMPTY


@dataclass(frozen=True)
class _Writer:
    """Writes one sheet for one of the two places where it is shown."""

    sheet: Sheet
    for_paper: bool

    def body(self) -> SafeString:
        parts = self._red_head() if self.sheet.frame.red_mark else self._plain_head()
        for style, group in groupby(self.sheet.blocks, key=lambda block: block.style):
            table = TABLES.get(style)
            parts.extend([table(group, self.for_paper)] if table else [self._block(block) for block in list(group)])
        return _joined(parts)

    def _block(self, block: TextBlock) -> SafeString:
        match block.style:
            case "attachments":
                return self._attachments()
            case "signature":
                return self._signature()
            case "colophon":
                return self._colophon()
            case "empty":
                return format_html('<p class="flush">{}</p>', "\u3000")
            case "heading":
                return self._heading(block.text)
            case "centred" | "handwritten":
                return self._flowing(tuple(levels.runs(block.stretches, is_counted=block.is_counted)), block.style)
            case "flush":
                return self._paragraph(
                    tuple(levels.runs(block.stretches, is_counted=block.is_counted)), "flush", first=line_breaking.CELLS
                )
            case _:
                mark = "kept" if block.text == SENT_TO else ""
                return self._paragraph(
                    tuple(levels.runs(block.stretches, is_counted=block.is_counted)),
                    mark,
                    first=line_breaking.CELLS - INDENT,
                )

    def _heading(self, words: str) -> SafeString:
        """Return a heading; on a page, which has headings of its own, it is a paragraph."""
        if not self.for_paper:
            return format_html('<p class="level">{}</p>', words)
        return self._paragraph(
            (FontRun(words, "hei", "hei"),), "level", first=line_breaking.CELLS - INDENT, element="h2"
        )

    def _paragraph(
        self,
        runs: tuple[FontRun, ...],
        mark: str,
        *,
        first: float,
        rest: float = line_breaking.CELLS,
        element: str = "p",
        style: SafeString = EMPTY,
    ) -> SafeString:
        """Return a paragraph; on paper in lines of cells."""
        if not self.for_paper:
            return self._flowing(runs, mark, element=element, style=style)
        broken = line_breaking.broken(runs, measure=renderer.printer().width, first=first, rest=rest)
        set_lines = format_html("<span>{}</span>", _joined(map(_line, broken), by=NEW_LINE))
        return _element(element, f"lines {mark}".strip(), style, set_lines)

    def _flowing(
        self, runs: Iterable[FontRun], mark: str, *, element: str = "p", style: SafeString = EMPTY
    ) -> SafeString:
        """Return a paragraph that the typesetter or the browser breaks."""
        words = _marked(runs)
        if self.for_paper:
            return _element(element, f"flowing {mark}".strip(), style, format_html("<span>{}</span>", words))
        return _element(element, mark, style, words)

    def _number(self) -> SafeString:
        if not any(place.name == NUMBER for place in self.sheet.places) or self.sheet.facts.get(NUMBER) == "":
            return EMPTY
        return format_html('<p class="no">{}</p>', self.sheet.number or _gap("用印时编号"))

    def _marks(self) -> SafeString:
        frame = self.sheet.frame
        numbered = [FontRun(frame.copy_number)] if frame.copy_number else []
        marked = (FontRun(mark, "hei", "hei") for mark in frame.marks)
        return _joined(self._flowing([run], "mark") for run in (*numbered, *marked))

    def _title(self) -> SafeString:
        mark = "title" if len(self.sheet.title) <= SHORT_TITLE else "title title--long"
        numbers = [fact for fact in self.sheet.facts.values() if isinstance(fact, str) and A_NUMBER.fullmatch(fact)]
        return _element("h1" if self.for_paper else "p", mark, EMPTY, _in_lines(self.sheet.title, whole=numbers))

    def _note(self) -> SafeString:
        return self._flowing([FontRun(self.sheet.note, "kai", "kai")], "version") if self.sheet.note else EMPTY

    def _plain_head(self) -> list[SafeString]:
        """Return the head of legal documents: issuer, title, number."""
        organ = _element("p", "organ", EMPTY, _in_lines(self.sheet.frame.author))
        return [self._marks(), organ, self._title(), self._number(), self._note()]

    def _red_head(self) -> list[SafeString]:
        """Return the red head of GB/T 9704-2012, 7.2: mark, number, red line, and below it the title."""
        mark = self.sheet.frame.red_mark
        size = max(16, int(min(44.0, WIDTH / len(mark)) // 4 * 4))
        if not self.for_paper:
            head = format_html('<p class="red-mark red-mark--{}">{}</p>', size, mark)
            inside = _joined([self._marks(), head, self._number(), SafeString('<div class="red-line"></div>')])
            return [format_html('<div class="red-head">{}</div>', inside), self._title(), self._note()]
        if self.sheet.frame.is_letter_form:
            return self._letter_head(mark, min(size, int(WIDTH / len(mark))))
        places = _RedHead(mark, min(size, int(WIDTH / len(mark))))
        head = _element("p", "red-mark", places.mark_style, conditional_escape(mark))
        number = format_html(
            '<div class="red-number" style="top: {}pt">{}</div>', _points(places.number), self._number()
        )
        line = format_html('<div class="red-line" style="top: {}pt"></div>', _points(places.line))
        inside = _joined([self._marks(), head, number, line])
        height = _points(places.height)
        return [
            format_html('<div class="red-head" style="height: {}pt">{}</div>', height, inside),
            self._title(),
            self._note(),
        ]

    def _letter_head(self, mark: str, size: float) -> list[SafeString]:
        """Return the head of the form of a letter: mark, double line, number at the right of it; a line at the foot (10.1)."""
        top = renderer.printer().font_set
        reach = top.reach(mark, "xiaobiaosong")
        base = LETTER_MARK / MILLIMETRE + reach[0] * size
        drawn = _element(
            "p",
            "red-mark",
            format_html(
                "top: {}pt; font-size: {}pt",
                _points(base - size * (0.5 + top.base_line("xiaobiaosong"))),
                f"{size:g}",
            ),
            conditional_escape(mark),
        )
        line = base + reach[1] * size + 4 / MILLIMETRE
        number = line + SIZE * 7 / 8
        lines = _joined(
            format_html('<div class="double-line {}" style="top: {}pt"></div>', kind, _points(at))
            for kind, at in (("double-line--head", line), ("double-line--foot", LETTER_FOOT / MILLIMETRE))
        )
        rows = max(1, len(self.sheet.frame.marks) + bool(self.sheet.frame.copy_number))
        beside = format_html(
            '<div class="red-number letter-number" style="top: {}pt">{}</div><div class="red-number" style="top: {}pt">{}</div>',
            _points(number),
            self._number(),
            _points(number),
            self._marks(),
        )
        height = ceil((number + rows * LINE) / LINE + 2 - NEARLY) * LINE
        head = format_html(
            '<div class="red-head" style="height: {}pt">{}{}{}</div>', _points(height), drawn, lines, beside
        )
        return [head, self._title(), self._note()]

    def _remark(self) -> SafeString:
        """Return the remark in brackets under the date (7.3.6)."""
        words = self.sheet.frame.remark
        if not words:
            return EMPTY
        return self._paragraph((FontRun(f"（{words}）"),), "remark", first=line_breaking.CELLS - INDENT)

    def _signature(self) -> SafeString:
        """Return name over date, each centred over the other, and the seal across both (7.3.5)."""
        name, day = self.sheet.frame.author, self.sheet.signed_on
        shown = day or _gap("签发日期")
        authors = (name, *self.sheet.frame.joint)
        if not self.for_paper:
            names = _joined(format_html('<p class="sign">{}</p>', author) for author in authors)
            both = format_html('{}<p class="sign sign--date">{}</p>', names, shown)
            return format_html('<div class="signed">{}</div>{}', both, self._remark())
        seals = (self.sheet.frame.seal, *self.sheet.frame.joint_seals)
        named = zip(seal_names(self.sheet.frame), seals, strict=True)
        sources = [source if seal else "" for source, seal in named]
        if len(authors) > 1 and any(seals):
            return _joined([*self._rows_of_seals(authors, sources, day=shown), self._remark()])
        before = [self._signed_block(author, day="", seal="") for author in authors[:-1]]
        last = self._signed_block(authors[-1], day=shown, seal=sources[-1])
        return _joined([*before, last, self._remark()])

    def _rows_of_seals(
        self, authors: Sequence[str], sources: Sequence[str], *, day: SafeString | str
    ) -> Iterator[SafeString]:
        """Yield joint issuers in rows, each with its seal over its name, the last one over the date too (7.3.5.1)."""
        day_width = _width(self.sheet.signed_on or "签发日期")
        longest = max(map(_width, authors))
        columns = next((each for each in (3, 2) if longest <= 2 * JOINT_NAMES[each]), 2)
        names = [
            titles.balanced(name, measure=_width, longest=JOINT_NAMES[columns], whole=[PROCURATORATE])
            for name in authors
        ]
        lines = max(map(len, names))
        mark = "signed signed--row" + {1: "", 2: " signed--two"}.get(lines, " signed--three")
        for start in range(0, len(authors), columns):
            row = range(start, min(start + columns, len(authors)))
            is_last = row[-1] == len(authors) - 1
            height = (lines + 1 if is_last else JOINT_LINES) * LINE
            parts = []
            for place in row:
                middle = DATE_FROM_RIGHT + day_width / 2 + (row[-1] - place) * JOINT_PITCHES[columns]
                parts += [
                    _placed(part, middle=middle, line=lines - len(names[place]) + number)
                    for number, part in enumerate(names[place])
                ]
                if is_last and place == row[-1]:
                    parts.append(_placed(day, middle=middle, line=lines, width=day_width))
                if sources[place]:
                    at = f"right: {middle - SEAL_WIDTH / 2:.2f}pt"
                    image = '<img class="seal" src="{}" style="{}" alt="{}印章">'
                    parts.append(format_html(image, sources[place], at, authors[place]))
            yield format_html('<div class="{}" style="height: {}pt">{}</div>', mark, _points(height), _joined(parts))

    def _signed_block(self, name: str, *, day: SafeString | str, seal: str) -> SafeString:
        """Return one issuer over the date, or alone where another signs after it, with its seal across (7.3.5.1)."""
        names = titles.balanced(name, measure=_width, longest=SIGNED_LINE * CELL)
        day_width = _width(self.sheet.signed_on or "签发日期")
        middle = max(DATE_FROM_RIGHT + day_width / 2, *(_width(part) / 2 for part in names))
        signed = [_signed(part, right=middle - _width(part) / 2) for part in names]
        beside = EMPTY
        if seal:
            place = f"right: {middle - SEAL_WIDTH / 2:.2f}pt"
            beside = format_html('<img class="seal" src="{}" style="{}" alt="{}印章">', seal, place, name)
        if day and self.sheet.frame.seal_place:
            place_width = _width(self.sheet.frame.seal_place)
            beside = _signed(self.sheet.frame.seal_place, right=middle - place_width / 2)
        mark = "signed" if len(names) == 1 else "signed signed--two"
        if day:
            signed.append(_signed(day, right=middle - day_width / 2))
        return format_html('<div class="{}">{}{}</div>', mark, _joined(signed), beside)

    def _attachments(self) -> SafeString:
        """Return the note of attachments as one piece."""
        lines = _joined(map(self._attachment, *_attached(self.sheet.attachments)))
        return format_html('<div class="attachments">{}</div>', lines) if lines else EMPTY

    def _attachment(self, number: str, name: str) -> SafeString:
        """Return one line of the note of attachments; a longer name goes on below its own beginning (7.3.4)."""
        is_first = number.startswith(ATTACHED)
        mark = "attachment attachment--first" if is_first else "attachment"
        if not self.for_paper:
            return _element("p", mark, EMPTY, number + name)
        begins = INDENT + (0 if is_first else len(ATTACHED))
        hangs = begins + _width(number) / CELL
        style = format_html(
            "padding-left: {}pt; text-indent: {}pt", _points(hangs * CELL), _points((begins - hangs) * CELL)
        )
        return self._paragraph(
            (FontRun(number + name),),
            mark,
            first=line_breaking.CELLS - begins,
            rest=line_breaking.CELLS - hangs,
            style=style,
        )

    def _colophon(self) -> SafeString:
        """Return copies and printing office, on paper at the foot of the last page's text block (7.4)."""
        frame, rows = self.sheet.frame, []
        if self.sheet.copies:
            copies = "，".join(self.sheet.copies)
            rows.append(format_html('<p class="copies">抄送：{}。</p>', copies))
        if frame.printing_office and self.sheet.signed_on and not frame.is_letter_form:
            office = format_html(
                '<p class="office">{}<span class="office__day">{}印发</span></p>',
                frame.printing_office,
                self.sheet.signed_on,
            )
            rows.append(office)
        if not rows or not self.for_paper:
            return _joined(rows)
        mark = "colophon colophon--letter" if frame.is_letter_form else "colophon"
        return format_html('{}<div class="{}">{}</div></div>', renderer.FOOT, mark, _joined(rows))


@dataclass(frozen=True)
class _RedHead:
    """Where the parts of a red head stand, in points below the top of the text block (7.2.4-7.2.6, 7.3.1).

    The mark's upper edge is 35 mm below, the number two lines under the mark, the red line 4 mm under the number; the
    title comes two lines under that, and where the size of the mark is in the way, on the next line of the grid.
    """

    mark: str
    size: float

    @property
    def mark_style(self) -> SafeString:
        top = self._mark_base - self.size * (0.5 + renderer.printer().font_set.base_line("xiaobiaosong"))
        return format_html("top: {}pt; font-size: {}pt", _points(top), f"{self.size:g}")

    @property
    def number(self) -> float:
        return self._mark_base + self._reach[1] * self.size + 2 * LINE

    @property
    def line(self) -> float:
        return self.number + LINE / 2 + SIZE / 2 + 4 / MILLIMETRE

    @property
    def height(self) -> float:
        return ceil(self.line / LINE + 2 - NEARLY) * LINE

    @property
    def _mark_base(self) -> float:
        return 35 / MILLIMETRE + self._reach[0] * self.size

    @property
    def _reach(self) -> tuple[float, float]:
        return renderer.printer().font_set.reach(self.mark, "xiaobiaosong")


def _signed(words: object, *, right: float) -> SafeString:
    return format_html('<p class="sign" style="padding-right: {}pt"><span>{}</span></p>', _points(right), words)


def _placed(words: SafeString | str, *, middle: float, line: int, width: float | None = None) -> SafeString:
    """Return one line of a row of signatures, its middle so far from the right edge, in points."""
    right = middle - (_width(str(words)) if width is None else width) / 2
    style = f"right: {_points(right)}pt; top: {_points(line * LINE)}pt"
    return format_html('<p class="sign placed" style="{}"><span>{}</span></p>', style, words)


def _points(length: float) -> str:
    return f"{length:.3f}"


def _width(text: str, role: str = "fangsong") -> float:
    measure = renderer.printer().font_set.advance
    return sum(measure(character, role) * SIZE + NATURAL * STEP for character in text)


def _in_lines(title: str, *, whole: Collection[str] = ()) -> SafeString:
    broken = titles.balanced(
        title, measure=lambda text: _width(text, "xiaobiaosong"), longest=TITLE_LINE * CELL, whole=whole
    )
    return _joined(map(conditional_escape, broken), by=BREAK)


def _line(line: TypesetLine) -> SafeString:
    text = _marked(line.runs, steps=line.steps)
    return text if line.steps == NATURAL else format_html('<span class="s{}">{}</span>', line.steps, text)


def _marked(runs: Iterable[FontRun], *, steps: int = NATURAL) -> SafeString:
    """Return runs in their faces; a word has no letter-spacing inside, and the line's behind it."""
    return _joined(_run(run, f"{run.mark} w{steps}".lstrip() if run.is_word else run.mark) for run in runs)


def _held(text: str) -> SafeString:
    """Return a text whose dates and numbers of documents the typesetter may not break."""
    parts, end = [], 0
    for match in line_breaking.UNBROKEN.finditer(text):
        parts += [conditional_escape(text[end : match.start()]), format_html('<span class="held">{}</span>', match[0])]
        end = match.end()
    return _joined([*parts, conditional_escape(text[end:])])


def _run(run: FontRun, mark: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', mark, run.text) if mark else conditional_escape(run.text)


def _table(rows: Iterable[TextBlock], _for_paper: bool) -> SafeString:
    """Return rows of a form that follow each other as one table; an empty cell is a place to write in."""
    cells = ((row.label, _joined(_p(_held(line)) for line in _lines_of_cell(row.text))) for row in rows)
    return format_html(
        '<table class="form">{}</table>', format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', cells)
    )


def _lines_of_cell(text: str) -> list[str]:
    """Return the lines of a cell that hold something; room at the beginning of one is room to write in, and stays."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _grid(rows: Iterable[TextBlock], for_paper: bool) -> SafeString:
    """Return rows of cells as one table, whose first row heads the columns of the others."""
    said = [row.text.split(patterns.CELL) for row in rows]
    head, *others = ([_held(cell) for cell in row] for row in said)
    heads = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in head))
    body = _joined(
        format_html("<tr>{}</tr>", format_html_join("", "<td><p>{}</p></td>", ((cell,) for cell in cells)))
        for cells in others
    )
    columns = EMPTY
    if for_paper:
        shares = ((f"{share:.2f}",) for share in _shares(said))
        columns = format_html_join("", '<col style="width: {}%">', shares)
    return format_html(
        '<table class="form grid">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>', columns, heads, body
    )


def _shares(rows: list[list[str]]) -> list[float]:
    """Return how wide each column of a table is, in hundredths: its head, dates and numbers fit, the rest goes by need."""
    scale, total = GRID_SIZE / SIZE, float(WIDTH)
    wanted, least = [], []
    for column in zip(*rows, strict=True):
        wanted.append(max(map(_width, column)) * scale + GRID_PADDING)
        unbroken = [match[0] for cell in column for match in line_breaking.UNBROKEN.finditer(cell)]
        floor = max(map(_width, (column[0][:GRID_HEAD], *unbroken))) * scale + GRID_PADDING
        least.append(min(floor, wanted[-1]))
    room = total - sum(least)
    more = [each - floor for each, floor in zip(wanted, least, strict=True)]
    if sum(wanted) <= total or room <= 0 or not sum(more):
        return [100 * each / sum(wanted) for each in wanted]
    return [100 * (floor + room * each / sum(more)) / total for floor, each in zip(least, more, strict=True)]


#: Styles of which rows that follow each other are one table.
TABLES: Mapping[str, Callable[[Iterable[TextBlock], bool], SafeString]] = {"row": _table, "cells": _grid}


def _attached(names: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Return what stands before each attachment's name, and the names: “附件：” once, numbers when there are several."""
    numbers = [f"{number}." if len(names) > 1 else "" for number in range(1, len(names) + 1)]
    return [ATTACHED + number if position == 0 else number for position, number in enumerate(numbers)], names


def _element(element: str, mark: str, style: SafeString, words: object) -> SafeString:
    """Return an element with class and style where it has any."""
    mark = format_html(' class="{}"', mark) if mark else EMPTY
    style = format_html(' style="{}"', style) if style else EMPTY
    return format_html("<{0}{1}{2}>{3}</{0}>", element, mark, style, words)


def _p(words: object) -> SafeString:
    return format_html("<p>{}</p>", words)


def _gap(words: str) -> SafeString:
    return format_html('<span class="gap">{}</span>', words)


def _joined(parts: Iterable[SafeString], *, by: SafeString = EMPTY) -> SafeString:
    return mark_safe(by.join(parts))  # noqa: S308 - every part was made by format_html or escape
