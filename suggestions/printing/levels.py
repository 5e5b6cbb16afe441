"""Which face a paragraph's beginning is set in: 一、 in 黑体, （一） in 楷体, 1. and （1） as the body (GB/T 9704-2012, 7.3.3)."""

import re
from collections.abc import Iterator, Sequence

from suggestions.printing.filling import Text
from suggestions.printing.line_breaking import FontRun

LEVELS = (
    (re.compile(r"[一二三四五六七八九十百]+、"), "hei"),
    (re.compile(r"（[一二三四五六七八九十百]+）"), "kai"),
)
#: A sentence that opens a longer paragraph and is no longer than this is its heading, and is set like one.
LONGEST_HEADING = 20
MARKS = frozenset("，；：,;:")


def runs(stretches: Sequence[Text], *, is_counted: bool = False) -> Iterator[FontRun]:
    """Yield the runs of a paragraph in their faces; gaps stand in 黑体 and are marked.

    Of an item that is counted only the number has the face of its level, however short it is.
    """
    first = stretches[0].text if stretches and not stretches[0].is_gap else ""
    role, extent = _level(
        first + "".join(each.text for each in stretches[1:] if not each.is_gap), is_counted=is_counted
    )
    for stretch in stretches:
        if stretch.is_gap:
            yield FontRun(f"缺：{stretch.text}", "hei", "gap")
            extent = 0
            continue
        if extent:
            yield FontRun(stretch.text[:extent], role, role)
        if rest := stretch.text[extent:]:
            yield FontRun(rest)
        extent = max(0, extent - len(stretch.text))


def _level(text: str, *, is_counted: bool) -> tuple[str, int]:
    """Return the face of a paragraph's beginning and how many characters it reaches."""
    for pattern, role in LEVELS:
        if match := pattern.match(text):
            return role, match.end() if is_counted else _extent(text, match.end())
    return "fangsong", 0


def _extent(text: str, label: int) -> int:
    """Return how far the heading reaches: the whole of a title, a short first sentence, else its number only."""
    sentence, full_stop, after = text.partition("。")
    if len(sentence) > LONGEST_HEADING + label or MARKS & set(sentence):
        return label
    if not full_stop:
        return len(text)
    return len(sentence) + 1 if after.strip() else label
