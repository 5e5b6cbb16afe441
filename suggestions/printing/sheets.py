"""What is set on paper: a template, the facts it is filled with, and the frame of author, number, marks and seal.

A sheet is plain values and can be kept as JSON: the same sheet, faces and press give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Protocol

from suggestions.printing import characters, filling, patterns
from suggestions.printing.filling import Facts, TextBlock
from suggestions.printing.patterns import Place

#: Facts that the frame itself prints, by the name that templates know them under.
NUMBER, SIGNED_ON, ATTACHMENTS, COPIES, NOTE = "文号", "落款日期", "附件", "抄送", "变更说明"


class Cleaning(Protocol):
    """What makes of a stored text the one that is printed, or shown; it knows where the text stands."""

    def __call__(self, text: str, *, place: str) -> str: ...


@dataclass(frozen=True, kw_only=True)
class SheetFrame:
    """What stands around the text.

    `red_mark` is the issuer's mark of a red head, "" for the plain head of legal documents; `seal` the SHA-256 of the
    picture that is printed over name and date; `seal_place` stands under the date of a paper that is sealed by hand;
    `marks` stand top left, under the `copy_number`; `remark` stands in brackets under the date. `is_letter_form` sets the
    mark between red double lines in place of the red head (10.1). `joint` are the other issuers in their order, each with the
    SHA-256 of its seal, or "", in `joint_seals`.
    """

    author: str
    red_mark: str = ""
    printing_office: str = ""
    marks: tuple[str, ...] = ()
    seal: str = ""
    is_signed: bool = True
    seal_place: str = ""
    is_letter_form: bool = False
    copy_number: str = ""
    remark: str = ""
    joint: tuple[str, ...] = ()
    joint_seals: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A document as it is set: title and text of its template, the allow-list, the facts and the frame."""

    heading: str
    text: str
    places: tuple[Place, ...]
    facts: Facts
    frame: SheetFrame

    @cached_property
    def blocks(self) -> list[TextBlock]:
        """The paragraphs of the document, filled."""
        return filling.filled(self.text, self.places, self.facts)

    @cached_property
    def title(self) -> str:
        """The title that the document bears."""
        return filling.heading(self.heading, self.places, self.facts)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The labels of what is missing, in the order of the document: those of the frame first and last."""
        labels = {
            each: str(place.label) for place in self.places if place.is_required for each in (place.name, place.called)
        }
        framed = [name for name in (NUMBER, SIGNED_ON) if name in labels and not self.facts.get(name)]
        return tuple(labels[name] for name in (*framed[:1], *filling.gaps(self.blocks), *framed[1:]))

    @property
    def number(self) -> str:
        """The document's own number; "" when it has none."""
        return str(self.facts.get(NUMBER) or "")

    @property
    def signed_on(self) -> str:
        """The day in the signature, in words."""
        return str(self.facts.get(SIGNED_ON) or "")

    @property
    def note(self) -> str:
        """What stands under the number: which version of the letter this is."""
        return str(self.facts.get(NOTE) or "")

    @property
    def attachments(self) -> tuple[str, ...]:
        """The names in the note of attachments."""
        return tuple(map(str, self.facts.get(ATTACHMENTS) or ()))

    @property
    def copies(self) -> tuple[str, ...]:
        """The units named under copies."""
        return tuple(map(str, self.facts.get(COPIES) or ()))

    @cached_property
    def clean(self) -> "Sheet":
        """The sheet with every text cleaned. Raises characters.ForbiddenCharacter with the place."""
        return self._with(characters.clean_text)

    @cached_property
    def shown(self) -> "Sheet":
        """The sheet for a page, which opens whatever was stored: U+FFFD stands for a character that no document may hold."""
        return self._with(characters.shown_text)

    def _with(self, clean: Cleaning) -> "Sheet":
        labels = {place.name: str(place.label) for place in self.places}
        facts = {name: _cleaned(value, labels.get(name, name), clean) for name, value in self.facts.items()}
        frame = replace(
            self.frame,
            author=clean(self.frame.author, place=labels.get("检察院", "")),
            red_mark=clean(self.frame.red_mark, place=""),
            printing_office=clean(self.frame.printing_office, place=""),
            remark=clean(self.frame.remark, place=""),
        )
        return replace(self, facts=facts, frame=frame)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield what is printed, with the label of the place where it stands."""
        labels = {place.name: str(place.label) for place in self.places}
        for author in (self.frame.author, *self.frame.joint):
            yield labels.get("检察院", ""), author
        printed = {NUMBER, SIGNED_ON, NOTE, ATTACHMENTS, COPIES} | _named(self.text) | _named(self.heading)
        for name, value in self.facts.items():
            if name in printed:
                yield from _each_text(value, labels.get(name, name))
        yield "", self.heading + self.text + self.frame.red_mark + self.frame.printing_office + self.frame.remark

    def kept(self) -> dict[str, object]:
        """Return what is kept of the sheet beside its template: facts and frame as JSON."""
        return {"facts": dict(self.facts), "frame": asdict(self.frame)}


def again(*, heading: str, text: str, places: Iterable[Place], kept: Mapping[str, Mapping[str, object]]) -> Sheet:
    """Return the sheet that was kept."""
    frame = dict(kept["frame"])
    for name in ("marks", "joint", "joint_seals"):
        frame[name] = tuple(frame.get(name, ()))
    return Sheet(heading=heading, text=text, places=tuple(places), facts=kept["facts"], frame=SheetFrame(**frame))


def _cleaned(value: filling.Value, place: str, clean: Cleaning) -> filling.Value:
    if value is None:
        return None
    if isinstance(value, str):
        return clean(value, place=place)
    return [_cleaned_item(item, f"{place} {number}", clean) for number, item in enumerate(value, start=1)]


def _cleaned_item(item: filling.Item, place: str, clean: Cleaning) -> filling.Item:
    if isinstance(item, str):
        return clean(item, place=place)
    return {name: clean(text, place=place) for name, text in item.items()}


def _each_text(value: filling.Value, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
        return
    for number, item in enumerate(value or (), start=1):
        for text in [item] if isinstance(item, str) else item.values():
            yield f"{place} {number}", text


def _named(text: str) -> set[str]:
    return {name.partition(".")[0] for line in patterns.lines(text) for name in line.names}
