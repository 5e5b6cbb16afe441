"""What title and text of a template must hold, and may not, before documents of a kind are printed with it; writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from suggestions.documents.document_shape import DocumentKind
from suggestions.printing import characters, patterns, renderer, sheets
from suggestions.printing.patterns import Fault, Fragment, PatternLine, Place

LONGEST_HEADING = 60
SIGNATURE = "落款"
#: Facts that the frame prints, or another place says, so that a template need not name them.
FRAMED = frozenset({sheets.NUMBER, sheets.SIGNED_ON, "被建议单位", "建议书名称"})


@dataclass
class Unusable(ValueError):
    """Title or text cannot be used; `field` says which, the message names every line and can be shown."""

    field: str
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        return " ".join(str(fault) if fault.line else fault.why for fault in self.faults)


def parts_of(kind: DocumentKind) -> tuple[str, ...]:
    """Returns the parts that stand alone on a line in templates of this kind: attachments, signature, copies."""
    named = {fact.name for fact in kind.facts}
    return tuple(part for part in patterns.PARTS if part in named or (part == SIGNATURE and kind.is_signed))


def required_names(kind: DocumentKind) -> list[str]:
    """Returns the places that the text of a template must name; of the items of a list, their first part says what they are."""
    required = (place for place in kind.places if place.is_required and place.name not in FRAMED)
    return [f"{place.name}.{next(iter(place.fields))}" if place.fields else place.name for place in required]


def usable(kind: DocumentKind, *, heading: str, text: str) -> tuple[str, str]:
    """Returns title and text as they are kept: line ends unified, nothing invisible. Raises Unusable."""
    heading, text = heading.strip(), _tidied(text)
    if faults := tuple(_of_heading(kind, heading)):
        raise Unusable("heading", faults)
    if faults := tuple(_of_text(kind, text)):
        raise Unusable("text", faults)
    return characters.clean_text(heading), characters.clean_text(text)


def _tidied(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip("\n") + "\n"


def _of_heading(kind: DocumentKind, heading: str) -> Iterator[Fault]:
    if not heading or len(heading) > LONGEST_HEADING:
        yield Fault(0, _("Write a title of at most %d characters.") % LONGEST_HEADING)
        return
    faults = [*_forbidden(heading), *_unfillable(kind, heading)] or [*_unprintable(heading)]
    yield from (Fault(0, fault.why) for fault in faults)
    if faults:
        return
    lines, known = patterns.lines(heading), _known(kind)
    if len(lines) > 1 or lines[0].style != "paragraph":
        yield Fault(0, _("A title is one line, and takes no mark of a line in front."))
    elif patterns.list_of(lines[0], known):
        yield Fault(0, _("A title holds no places of a list."))
    elif not any(_always_says_something(fragment, known) for fragment in lines[0].fragments):
        yield Fault(0, _("A title holds some words of its own, outside brackets."))


def _always_says_something(fragment: Fragment, known: Mapping[str, Place]) -> bool:
    """Tells whether a part of a title is never empty: words outside brackets, or a place that is always filled."""
    if fragment.group:
        return False
    return known[fragment.text].is_required if fragment.is_place else bool(fragment.text.strip())


def _of_text(kind: DocumentKind, text: str) -> Iterator[Fault]:
    if faults := [*_forbidden(text), *_unfillable(kind, text)]:
        yield from sorted(faults, key=lambda fault: fault.line)
        return
    yield from _unprintable(text)
    lines = patterns.lines(text)
    yield from _misplaced_parts(kind, lines)
    yield from _lacking(kind, lines)


def _known(kind: DocumentKind) -> Mapping[str, Place]:
    return {place.name: place for place in kind.places}


def _forbidden(text: str) -> Iterator[Fault]:
    """Yields the lines that hold a control character."""
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            characters.clean_text(line)
        except characters.ForbiddenCharacter as forbidden:
            yield Fault(number, str(forbidden))


def _unfillable(kind: DocumentKind, text: str) -> tuple[Fault, ...]:
    try:
        patterns.check(text, kind.places)
    except patterns.Faulty as faulty:
        return faulty.faults
    return ()


def _unprintable(text: str) -> Iterator[Fault]:
    """Yields the lines that hold a character which no face can draw."""
    font_set = renderer.printer().font_set
    for number, line in enumerate(text.split("\n"), start=1):
        missing = font_set.missing_glyphs(characters.clean_text(line))
        if missing:
            yield Fault(number, _("No installed face can print: %s") % " ".join(each.character for each in missing))


def _misplaced_parts(kind: DocumentKind, lines: tuple[PatternLine, ...]) -> Iterator[Fault]:
    """Yields the lines with a part that this kind does not have, or has already."""
    names = {style: part for part, style in patterns.PARTS.items()}
    parts_before: set[str] = set()
    for line in lines:
        part = names.get(line.style)
        if part is None:
            continue
        if part not in parts_of(kind):
            yield Fault(line.number, _("Documents of this kind have no “%s”.") % part)
        elif part in parts_before:
            yield Fault(line.number, _("“%s” stands in a document once.") % part)
        parts_before.add(part)


def _lacking(kind: DocumentKind, lines: tuple[PatternLine, ...]) -> Iterator[Fault]:
    """Yields what the kind asks for and the text does not name, or names where it may be left out."""
    if kind.is_signed and not any(line.style == patterns.PARTS[SIGNATURE] for line in lines):
        yield Fault(0, _("This document is signed: keep the line {落款} for name, date and seal."))
    named = {name for line in lines for name in line.names}
    required = required_names(kind)
    if lacking := [f"{{{name}}}" for name in required if name not in named]:
        yield Fault(0, _("The kind asks for: %s.") % "、".join(lacking))
    kept = {name for line in lines for name in _kept_places(line)}
    for name in required:
        if name in named and name not in kept:
            number = next(line.number for line in lines if name in line.names)
            yield Fault(number, _("“%s” must be filled: put no other place into its square brackets.") % name)


def _kept_places(line: PatternLine) -> Iterator[str]:
    """Yields the places that no other place can take away: outside brackets, or alone in theirs."""
    fragments = [fragment for fragment in line.fragments if fragment.is_place]
    for fragment in fragments:
        if not fragment.group or [each.text for each in fragments if each.group == fragment.group] == [fragment.text]:
            yield fragment.text
