"""Fills a template with what a record says: lines and facts in, blocks of text with their gaps out; knows no HTML."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from suggestions.printing import patterns, tables
from suggestions.printing.patterns import Fragment, PatternLine, Place

Item = str | Mapping[str, str]
#: A text, or the items of a list. Where a place must be filled, None is a gap and "" is empty on purpose.
Value = str | None | Sequence[Item]
Facts = Mapping[str, Value]


ENDS_OF_A_SENTENCE = "。；;."
#: Behind these an item that is counted needs no full stop.
CLOSED = frozenset("。；！？：…”")

#: What may follow a heading without saying anything under it.
ENDS_A_SECTION = frozenset({"heading", "handwritten", "signature", "attachments", "colophon"})


@dataclass(frozen=True)
class Text:
    """A stretch of a filled line; a gap holds the name of the place that is not filled."""

    text: str
    is_gap: bool = False


@dataclass(frozen=True)
class TextBlock:
    """One paragraph, row or part of a document: its style, its stretches, and the label of a row.

    `is_counted` marks one of the items that are counted 一、二、; its face does not depend on how long it is.
    """

    style: str
    stretches: tuple[Text, ...] = ()
    label: str = ""
    is_counted: bool = False

    @property
    def text(self) -> str:
        """The block as plain text; what a gap lacks is left out."""
        return "".join(stretch.text for stretch in self.stretches if not stretch.is_gap)


def filled(text: str, places: Iterable[Place], facts: Facts) -> list[TextBlock]:
    """Return the blocks of a template filled with facts; what says nothing is left out. Raises patterns.Faulty."""
    known = {place.name: place for place in places}
    blocks = [block for group in _groups(patterns.lines(text), known) for block in _blocks(group, known, facts)]
    return list(_without_bare_headings(_without_bare_heads(blocks)))


def heading(text: str, places: Iterable[Place], facts: Facts) -> str:
    """Return a title filled with facts; what is missing is left out of it."""
    return "".join(block.text for block in filled(text, places, facts))


def gaps(blocks: Iterable[TextBlock]) -> list[str]:
    """Return the names of what is missing, in the order of the document."""
    return [stretch.text for block in blocks for stretch in block.stretches if stretch.is_gap]


def _groups(lines: Iterable[PatternLine], known: Mapping[str, Place]) -> Iterator[list[PatternLine]]:
    """Yield the lines that are repeated together: those of one list that follow each other, else each by itself."""
    group: list[PatternLine] = []
    for line in lines:
        base = patterns.list_of(line, known)
        if group and not (base and base == patterns.list_of(group[-1], known)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _blocks(group: Sequence[PatternLine], known: Mapping[str, Place], facts: Facts) -> Iterator[TextBlock]:
    first, base = group[0], patterns.list_of(group[0], known)
    if base and known[base].is_required and not facts.get(base):
        yield TextBlock(first.style, (Text(known[base].called or base, is_gap=True),))
    elif len(group) == 1 and first.is_one_row:
        repeated = [_stretches(first.fragments, known, own) for own in _repetitions(base, facts)]
        yield TextBlock("row", tuple(_joined(repeated)), _label(first, known, facts))
    else:
        for own in _repetitions(base, facts):
            for line in group:
                yield from _filled_line(line, known, own)


def _filled_line(line: PatternLine, known: Mapping[str, Place], facts: Facts) -> Iterator[TextBlock]:
    stretches = tuple(_stretches(line.fragments, known, facts))
    if line.style in {"row", "cells"} or not line.fragments:
        yield TextBlock(line.style, stretches, _label(line, known, facts))
        return
    is_counted = patterns.ORDINAL in line.names
    paragraphs = list(_paragraphs(_full_stop_last(stretches) if is_counted else stretches))
    if line.style == "paragraph" and not is_counted:
        yield from _with_tables(paragraphs)
        return
    for number, paragraph in enumerate(paragraphs):
        yield TextBlock(line.style, paragraph, is_counted=is_counted and number == 0)


def _with_tables(paragraphs: Iterable[tuple[Text, ...]]) -> Iterator[TextBlock]:
    """Yield paragraphs, and as rows of cells those that are lines of a table."""
    for is_table, group in groupby(paragraphs, key=lambda paragraph: bool(tables.cells(_said(paragraph)))):
        together = list(group)
        rows = tables.rows([_said(paragraph) for paragraph in together]) if is_table else []
        if rows:
            yield from (TextBlock("cells", (Text(patterns.CELL.join(row)),)) for row in rows)
        else:
            yield from (TextBlock("paragraph", paragraph) for paragraph in together)


def _said(paragraph: Iterable[Text]) -> str:
    return "".join(stretch.text for stretch in paragraph)


def _full_stop_last(stretches: Sequence[Text]) -> tuple[Text, ...]:
    """Return a counted item with its full stop behind all of it: behind a bracket that follows what was typed with one."""
    if any(stretch.is_gap for stretch in stretches) or not stretches:
        return tuple(stretches)
    *before, last = stretches
    if last.text.startswith("）") and len(before) > 2:
        *others, opening, inside = before
        typed = [*others[:-1], Text(others[-1].text.rstrip().rstrip(ENDS_OF_A_SENTENCE)), opening, inside]
        return (*typed, Text(last.text.rstrip(ENDS_OF_A_SENTENCE) + "。"))
    ended = last.text.rstrip()
    return (*before, Text(ended if ended.endswith(tuple(CLOSED)) else ended + "。"))


def _repetitions(base: str, facts: Facts) -> Iterator[Facts]:
    """Yield the facts that a line is filled with: once, or for each item of its list with the item's own."""
    if not base:
        yield facts
        return
    for position, item in enumerate(facts.get(base) or (), start=1):
        own = {base: item} if isinstance(item, str) else {f"{base}.{key}": text for key, text in item.items()}
        yield {**facts, **own, **{key: say(position) for key, say in patterns.COUNTERS.items()}}


def _label(line: PatternLine, known: Mapping[str, Place], facts: Facts) -> str:
    return "".join(stretch.text for stretch in _stretches(line.label, known, facts))


def _stretches(fragments: Sequence[Fragment], known: Mapping[str, Place], facts: Facts) -> Iterator[Text]:
    """Yield what a line says; its own full stop falls away behind a place that ends with one."""
    values = {fragment.text: facts.get(fragment.text) for fragment in fragments if fragment.is_place}
    lacking = {name for name, value in values.items() if value is None and name in known and known[name].is_required}
    empty = {name for name, value in values.items() if not value} - lacking
    dropped = {
        fragment.group for fragment in fragments if fragment.group and fragment.is_place and fragment.text in empty
    }
    is_closed = False
    for fragment in fragments:
        if fragment.group in dropped:
            continue
        if not fragment.is_place:
            yield Text(fragment.text.removeprefix("。") if is_closed else fragment.text)
            is_closed = False
        elif fragment.text in lacking:
            yield Text(known[fragment.text].called or fragment.text, is_gap=True)
        elif value := values[fragment.text]:
            yield Text(str(value))
            is_closed = str(value).rstrip().endswith(tuple(CLOSED))


def _joined(repeated: Iterable[Iterable[Text]]) -> Iterator[Text]:
    for number, stretches in enumerate(repeated):
        if number:
            yield Text("\n")
        yield from stretches


def _paragraphs(stretches: Iterable[Text]) -> Iterator[tuple[Text, ...]]:
    """Yield the paragraphs of a line: a value of several lines makes several; what says nothing makes none."""
    paragraph: list[Text] = []
    for stretch in stretches:
        first, *others = [stretch.text] if stretch.is_gap else stretch.text.split("\n")
        paragraph.append(Text(first.strip() if others else first, stretch.is_gap))
        for text in others:
            if _says_something(paragraph):
                yield tuple(paragraph)
            paragraph = [Text(text.strip())]
    if _says_something(paragraph):
        yield tuple(paragraph)


def _says_something(paragraph: Iterable[Text]) -> bool:
    return any(stretch.is_gap or stretch.text.strip() for stretch in paragraph)


def _without_bare_heads(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Leave out the head of a table that has no row."""
    around = zip([None, *blocks], blocks, [*blocks[1:], None], strict=False)
    return [
        block
        for before, block, after in around
        if block.style != "cells" or any(each and each.style == "cells" for each in (before, after))
    ]


def _without_bare_headings(blocks: Sequence[TextBlock]) -> Iterator[TextBlock]:
    """Leave out a heading under which nothing is said."""
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        if block.style != "heading" or (following and following.style not in ENDS_A_SECTION):
            yield block
