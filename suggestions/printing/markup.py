"""The HTML of a sheet: for paper with its lines broken and spread, for a page as paragraphs that the browser flows.

What was typed is only ever text: every part is made by format_html or escape.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from suggestions.printing import levels, lines, renderer, wording
from suggestions.printing.filling import Block
from suggestions.printing.lines import NATURAL, SIZE, STEP, WIDTH, Line, Run
from suggestions.printing.sheets import NUMBER, Sheet

#: A first line is indented by two cells (GB/T 9704-2012, 7.3.3).
INDENT = 2
#: A title of up to six characters is set wide; a line of a longer one, 22 pt, holds twenty.
SHORT_TITLE, TITLE_LINE = 6, 20
#: The date stands four cells from the right; the seal is as wide as those of county procuratorates.
DATE_FROM_RIGHT = 4 * WIDTH / lines.CELLS
SEAL_WIDTH = 42 / 25.4 * 72
SEAL = "memory:/seal"
BREAK = SafeString("<br>")
#: Between lines of a paragraph, which are set as they come: an element for each break would cost as much as a line.
NEW_LINE = SafeString("\n")
EMPTY = SafeString()


def page(sheet: Sheet) -> SafeString:
    """Return a document for a web page, to stand in an element of class `sheet`."""
    return _Writer(sheet, for_paper=False).body()


def paper(sheet: Sheet) -> SafeString:
    """Return the whole HTML page that is printed."""
    return format_html(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{}</title></head><body>{}</body></html>',
        sheet.title,
        _Writer(sheet, for_paper=True).body(),
    )


@dataclass(frozen=True)
class _Writer:
    """Writes one sheet for one of the two places where it is shown."""

    sheet: Sheet
    for_paper: bool

    def body(self) -> SafeString:
        parts = [self._red_head() if self.sheet.frame.red_mark else self._plain_head()]
        for is_table, group in groupby(self.sheet.blocks, key=lambda block: block.style == "row"):
            parts.extend([_table(group)] if is_table else [self._block(block) for block in list(group)])
        return _joined(parts)

    def _block(self, block: Block) -> SafeString:
        match block.style:
            case "attachments":
                return _attachments(self.sheet.attachments)
            case "signature":
                return self._signature()
            case "colophon":
                return self._colophon()
            case "empty":
                return format_html('<p class="flush">{}</p>', "\u3000")
            case "heading":
                return self._titled("h2", "level", block.text)
            case "centred" | "handwritten":
                return format_html('<p class="{}">{}</p>', block.style, _marked(levels.runs(block.stretches)))
            case "flush":
                return self._paragraph(tuple(levels.runs(block.stretches)), "flush", first=lines.CELLS)
            case _:
                return self._paragraph(tuple(levels.runs(block.stretches)), "", first=lines.CELLS - INDENT)

    def _titled(self, element: str, mark: str, words: object) -> SafeString:
        """Return a title; on a page, which has titles of its own, it is a paragraph."""
        return format_html('<{0} class="{1}">{2}</{0}>', element if self.for_paper else "p", mark, words)

    def _paragraph(self, runs: tuple[Run, ...], mark: str, *, first: float) -> SafeString:
        """Return a paragraph; on paper in lines of cells unless it holds what cannot be measured by the cell."""
        if not self.for_paper or not lines.is_ours("".join(run.text for run in runs)):
            return format_html('<p class="{}">{}</p>', mark, _marked(runs)) if mark else _p(_marked(runs))
        broken = lines.broken(runs, measure=renderer.press().face_set.advance, first=first)
        return format_html('<p class="{}">{}</p>', f"lines {mark}".strip(), _joined(map(_line, broken), by=NEW_LINE))

    def _number(self) -> SafeString:
        if not any(place.name == NUMBER for place in self.sheet.places) or self.sheet.facts.get(NUMBER) == "":
            return EMPTY
        return format_html('<p class="no">{}</p>', self.sheet.number or _gap("签发时编号"))

    def _marks(self) -> SafeString:
        return format_html_join("", '<p class="mark">{}</p>', ((mark,) for mark in self.sheet.frame.marks))

    def _title(self) -> SafeString:
        mark = "title" if len(self.sheet.title) <= SHORT_TITLE else "title title--long"
        note = format_html('<p class="version">{}</p>', self.sheet.note) if self.sheet.note else EMPTY
        words = _joined(map(conditional_escape, _balanced(self.sheet.title)), by=BREAK)
        return self._titled("h1", mark, words) + note

    def _plain_head(self) -> SafeString:
        """Return the head of legal documents: issuer, title, number."""
        organ = format_html('<p class="organ">{}</p>', self.sheet.frame.author)
        note_after_number = self._title().partition('<p class="version">')
        title, note = SafeString(note_after_number[0]), SafeString("".join(note_after_number[1:]))
        return _joined([self._marks(), organ, title, self._number(), note])

    def _red_head(self) -> SafeString:
        """Return the red head of GB/T 9704-2012, 7.2: mark, number, red line, and below it the title."""
        mark = self.sheet.frame.red_mark
        size = max(16, int(min(44.0, WIDTH / len(mark)) // 4 * 4))
        head = format_html('<p class="red-mark red-mark--{}">{}</p>', size, mark)
        inside = _joined([self._marks(), head, self._number(), SafeString('<div class="red-line"></div>')])
        return format_html('<div class="red-head">{}</div>{}', inside, self._title())

    def _signature(self) -> SafeString:
        """Return name over date, each centred over the other, and the seal across both (7.3.5)."""
        name, day = self.sheet.frame.author, self.sheet.signed_on
        shown = day or _gap("签发日期")
        if not self.for_paper:
            return format_html(
                '<div class="signed"><p class="sign">{}</p><p class="sign sign--date">{}</p></div>', name, shown
            )
        name_right, day_right, middle = _centred(name, day or "签发日期")
        seal = EMPTY
        if self.sheet.frame.seal:
            place = f"right: {middle - SEAL_WIDTH / 2:.2f}pt"
            seal = format_html('<img class="seal" src="{}" style="{}" alt="{}印章">', SEAL, place, name)
        return format_html(
            '<div class="signed"><p class="sign" style="padding-right: {}pt">{}</p>'
            '<p class="sign" style="padding-right: {}pt">{}</p>{}</div>',
            f"{name_right:.2f}",
            name,
            f"{day_right:.2f}",
            shown,
            seal,
        )

    def _colophon(self) -> SafeString:
        """Return copies and printing office, on paper at the foot of the last page's text block (7.4)."""
        frame, element = self.sheet.frame, "span" if self.for_paper else "p"
        rows = []
        if self.sheet.copies:
            copies = "，".join(self.sheet.copies)
            rows.append(format_html('<{0} class="copies">抄送：{1}。</{0}>', element, copies))
        if frame.printing_office and self.sheet.signed_on:
            office = format_html(
                '<{0} class="office">{1}<span class="office__day">{2}印发</span></{0}>',
                element,
                frame.printing_office,
                self.sheet.signed_on,
            )
            rows.append(office)
        if not rows or not self.for_paper:
            return _joined(rows)
        return format_html('<p class="foot"><span class="colophon">{}</span></p>', _joined(rows))


def _centred(name: str, day: str) -> tuple[float, float, float]:
    """Return how far name, date and their common middle stand from the right edge, in points.

    The date is four cells from the right; a name too long for that pushes both to the left.
    """
    name_width, day_width = _width(name), _width(day)
    middle = max(DATE_FROM_RIGHT + day_width / 2, min(name_width, WIDTH) / 2)
    return max(0.0, middle - name_width / 2), middle - day_width / 2, middle


def _width(text: str) -> float:
    measure = renderer.press().face_set.advance
    return sum(measure(character, "fangsong") * SIZE + NATURAL * STEP for character in text)


def _balanced(title: str) -> Iterator[str]:
    """Yield a title in as few lines as it needs, of like length."""
    count = max(1, -(-len(title) // TITLE_LINE))
    size = -(-len(title) // count)
    while title:
        end = min(size, len(title))
        while 1 < end < len(title) and (title[end] in lines.NEVER_FIRST or title[end - 1] in lines.NEVER_LAST):
            end -= 1
        yield title[:end]
        title = title[end:]


def _line(line: Line) -> SafeString:
    text = _marked(line.runs)
    return text if line.steps == NATURAL else format_html('<span class="s{}">{}</span>', line.steps, text)


def _marked(runs: Iterable[Run]) -> SafeString:
    return _joined(
        format_html('<span class="{}">{}</span>', run.mark, run.text) if run.mark else conditional_escape(run.text)
        for run in runs
    )


def _table(rows: Iterable[Block]) -> SafeString:
    """Return rows of a form that follow each other as one table; an empty cell is a place to write in."""
    cells = ((row.label, _joined(map(_p, wording.paragraphs(row.text)))) for row in rows)
    return format_html(
        '<table class="form">{}</table>', format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', cells)
    )


def _attachments(names: tuple[str, ...]) -> SafeString:
    """Return the note of attachments: one line below the body, numbered when there are several (7.3.4)."""
    numbers = [f"{number}." if len(names) > 1 else "" for number in range(1, len(names) + 1)]
    rows = [
        format_html('<p class="attachment">{}{}</p>', number, name)
        if position
        else format_html('<p class="attachment attachment--first">附件：{}{}</p>', number, name)
        for position, (number, name) in enumerate(zip(numbers, names, strict=True))
    ]
    return _joined(rows)


def _p(words: object) -> SafeString:
    return format_html("<p>{}</p>", words)


def _gap(words: str) -> SafeString:
    return format_html('<span class="gap">{}</span>', words)


def _joined(parts: Iterable[SafeString], *, by: SafeString = EMPTY) -> SafeString:
    return mark_safe(by.join(parts))  # noqa: S308 - every part was made by format_html or escape
