"""The language of document templates: lines of text with named places, parsed and checked; never code (filling.py fills them).

One line is one paragraph. What a line begins with says how it looks:

    > text          from the left edge, as the recipient's line
    # text          a heading in 黑体
    = text          centred
    | label | text  a row of a form
    || cell | cell  a row of a table; the first one, without places, is its head
    _ text          a place to sign by hand
    (nothing)       an empty line

`{被建议单位}` is a place of the kind's allow-list. `[…]` is left out unless all its places are filled. A place of a list
(`{建议.内容}`) repeats its line for each item, counted by `{序}` (一, 二) or `{号}` (1, 2). `{附件}`, `{落款}` and `{抄送}`, each
alone on its line, stand for the note of attachments, the signature and the colophon. A place that must be filled and
is not is a gap: marked in a preview, refused in print.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from organs.words import Words
from suggestions.printing import wording

LONGEST = 20_000
STYLES = {">": "flush", "#": "heading", "=": "centred", "_": "handwritten", "|": "row", "||": "cells"}
#: Parts the cells of a row; no text of a document holds it.
CELL = "\x1f"
PARTS = {"附件": "attachments", "落款": "signature", "抄送": "colophon"}
ORDINAL = "序"
COUNTERS = {ORDINAL: wording.ordinal, "号": str}
TOKEN = re.compile(r"\{([^{}\[\]\n]*)\}|\[|\]|[{}]|[^{}\[\]]+")


@dataclass(frozen=True, kw_only=True)
class Place:
    """One row of an allow-list: the name in templates, what it is in the reader's language, and its item's fields.

    `called` is what a gap is called on the sheet where the rules of the letter have another name for it.
    """

    name: str
    label: Words
    is_required: bool = False
    is_list: bool = False
    fields: Mapping[str, Words] = field(default_factory=dict)
    called: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line of a template; `line` is counted from 1."""

    line: int
    why: str

    def __str__(self) -> str:
        return _("Line %(line)d: %(why)s") % {"line": self.line, "why": self.why}


class Faulty(ValueError):
    """A template cannot be used; the message names every line with its reason and can be shown."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return " ".join(map(str, self.faults))


@dataclass(frozen=True)
class Fragment:
    """A literal text or a place of a line; `group` numbers the brackets it stands in, 0 outside of any."""

    text: str
    is_place: bool
    group: int


@dataclass(frozen=True)
class PatternLine:
    """One parsed line of a template: its style, its pieces, and those of a row's label."""

    number: int
    style: str
    fragments: tuple[Fragment, ...]
    label: tuple[Fragment, ...] = ()

    @property
    def names(self) -> list[str]:
        """The places that the line names, those of a row's label included."""
        return [fragment.text for fragment in (*self.label, *self.fragments) if fragment.is_place]

    @property
    def is_one_row(self) -> bool:
        """Whether the items of a list stand together in one cell: not where each has a label of its own."""
        return self.style == "row" and not any(fragment.is_place for fragment in self.label)


def check(text: str, places: Iterable[Place]) -> None:
    """Raise Faulty unless every line of the template can be filled from the allow-list."""
    known = {place.name: place for place in places}
    faults = [Fault(0, _("The template is empty."))] if not text.strip() else []
    if len(text) > LONGEST:
        faults.append(Fault(0, _("The template is longer than %d characters.") % LONGEST))
    for number, raw in enumerate(text.splitlines(), start=1):
        try:
            line = parsed(number, raw)
        except Faulty as faulty:
            faults.extend(faulty.faults)
        else:
            faults.extend(Fault(number, why) for why in _wrong(line, known))
    if faults:
        raise Faulty(faults)


@functools.lru_cache(maxsize=256)
def lines(text: str) -> tuple[PatternLine, ...]:
    """Return the parsed lines of a template. Raises Faulty."""
    return tuple(parsed(number, raw) for number, raw in enumerate(text.splitlines(), start=1))


def parsed(number: int, raw: str) -> PatternLine:
    """Return one parsed line. Raises Faulty."""
    marker, _space, rest = raw.partition(" ")
    style = STYLES.get(marker, "")
    body, label = rest if style else raw.strip(), ""
    if style == "row":
        label, bar, body = (part.strip() for part in rest.partition("|"))
        if not bar or not label:
            raise Faulty([Fault(number, _("A row of a form is written | label | text."))])
    if style == "cells":
        body = CELL.join(cell.strip() for cell in body.split("|"))
    fragments = tuple(_fragments(number, body.strip()))
    if len(fragments) == 1 and fragments[0].is_place and fragments[0].text in PARTS:
        return PatternLine(number, PARTS[fragments[0].text], ())
    return PatternLine(
        number, style or ("paragraph" if fragments else "empty"), fragments, tuple(_fragments(number, label))
    )


def _fragments(number: int, body: str) -> Iterator[Fragment]:
    group, opened = 0, False
    for match in TOKEN.finditer(body):
        found = match.group()
        if found in "[]":
            if opened == (found == "["):
                raise Faulty([Fault(number, _("Square brackets come in pairs and not inside one another."))])
            opened = found == "["
            group += opened
        elif found in "{}":
            raise Faulty([Fault(number, _("Curly brackets hold the name of one place."))])
        elif match.group(1) is not None:
            yield Fragment(match.group(1).strip(), True, group if opened else 0)
        else:
            yield Fragment(found, False, group if opened else 0)
    if opened:
        raise Faulty([Fault(number, _("A square bracket is not closed."))])


def list_of(line: PatternLine, known: Mapping[str, Place]) -> str:
    """Return the list that a line is repeated for, "" when it stands once."""
    bases = (name.partition(".")[0] for name in line.names)
    return next((base for base in bases if base in known and known[base].is_list), "")


def _wrong(line: PatternLine, known: Mapping[str, Place]) -> Iterator[str]:
    """Yield what is wrong with the names of a line."""
    own = list_of(line, known)
    for name in line.names:
        base, dot, part = name.partition(".")
        if name in PARTS:
            yield _("“%s” stands alone on its line.") % name
        elif name in COUNTERS:
            if not own:
                yield _("“%s” counts the items of a list, and this line has none.") % name
        elif base not in known:
            yield _("There is no place called “%s” here.") % base
        elif dot and part not in known[base].fields:
            yield _("“%(base)s” has no part called “%(part)s”.") % {"base": base, "part": part}
        elif known[base].fields and not dot:
            yield _("Of “%(base)s” write a part: %(parts)s.") % {"base": base, "parts": "、".join(known[base].fields)}
        elif known[base].is_list and base != own:
            yield _("A line holds the places of one list only.")
