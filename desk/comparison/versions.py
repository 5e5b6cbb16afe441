"""Two versions of a letter as texts: what differs by word, what is the same; measures by their identity, not by their place."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from desk.comparison import contents
from desk.components import Change
from suggestions.documents import content, document_facts
from suggestions.models import LetterVersion
from suggestions.rules import letter_fields
from suggestions.rules.letter_fields import LetterField

Content = contents.Content
MEASURE = "measure "
MARKED = tuple(row for row in letter_fields.FIELDS if row.printed == letter_fields.MARKS)


@dataclass(frozen=True, kw_only=True)
class ComparedPart:
    """One part of the letter in both versions; empty where a version does not have it."""

    label: str
    before: str
    after: str
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The parts that differ, and the names of those that are the same."""

    changes: list[Change] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def compare(*, before: LetterVersion, after: LetterVersion) -> Compared:
    """Returns every part of the letter as it differs or not, in the order of the letter."""
    return _compared(_parts(before, after))


def compare_contents(*, before: Content, after: Content) -> Compared:
    """Returns the same of texts that may not be kept yet: without what stands beside them on the paper."""
    return _compared(_own_parts(before, after))


def _compared(parts: Iterator[ComparedPart]) -> Compared:
    found = Compared()
    for part in parts:
        if part.before != part.after:
            found.changes.extend(
                contents.text_change(label=part.label, before=part.before, after=part.after),
            )
        elif part.after:
            found.same.append(part.label)
    return found


def _parts(before: LetterVersion, after: LetterVersion) -> Iterator[ComparedPart]:
    for row in MARKED:
        yield ComparedPart(label=str(row.label), before=_mark(row, before), after=_mark(row, after))
    for part in _own_parts(content.of_letter(before), content.of_letter(after)):
        yield _by_days(part, before, after) if part.key == "reply_period" else part
    yield ComparedPart(label=_("Copies"), before=_copies(before), after=_copies(after))
    yield ComparedPart(label=_("Attachments"), before=_enclosures(before), after=_enclosures(after))


def _by_days(part: ComparedPart, before: LetterVersion, after: LetterVersion) -> ComparedPart:
    """Returns the period of the reply as it was printed: a modified letter names the day in its place."""
    return replace(part, before=_by_day(before) or part.before, after=_by_day(after) or part.after)


def _by_day(letter: LetterVersion) -> str:
    due_on = document_facts.due_after_change(letter)
    return _("by %(day)s, that day included") % {"day": due_on.isoformat()} if due_on else ""


def _own_parts(old: Content, new: Content) -> Iterator[ComparedPart]:
    former = {key: text for key, _label, text in contents.lines(old)}
    measures: Iterator[ComparedPart] = _measures(old, new)
    for key, label, text in contents.lines(new):
        if key.startswith(MEASURE):
            yield from measures  # all of them where the first stands
        else:
            yield ComparedPart(key=key, label=label, before=former.get(key, ""), after=text)
    yield from measures


def _measures(old: Content, new: Content) -> Iterator[ComparedPart]:
    left = _asked(old)
    for key, (number, text) in _asked(new).items():
        former, before = left.pop(key, (None, ""))
        yield ComparedPart(label=_label(number, former, is_reworded=before != text), before=before, after=text)
    for number, text in left.values():
        label = _("Measure %(number)d of the earlier version: dropped") % {"number": number}
        yield ComparedPart(label=label, before=text, after="")


def _asked(stored: Content) -> dict[str, tuple[int, str]]:
    """Returns number and text of every measure that a version asks for, by its identity; one without any is new."""
    asked = [measure for measure in stored["measures"] if measure["fate"] != "dropped"]
    return {
        str(measure["measure"] or f"new {number}"): (
            number,
            content.measure_text(measure),
        )
        for number, measure in enumerate(asked, start=1)
    }


def _label(number: int, former: int | None, *, is_reworded: bool) -> str:
    """Returns the name of a measure with what became of it; a new number alone is no change of the text."""
    numbers = {"number": number, "former": former}
    if former is None:
        return _("Measure %(number)d: new") % numbers
    if former == number:
        return (_("Measure %(number)d: reworded") if is_reworded else _("Measure %(number)d")) % numbers
    if is_reworded:
        return _("Measure %(number)d (formerly %(former)d): reworded") % numbers
    return _("Measure %(number)d (formerly %(former)d)") % numbers


def _mark(row: LetterField, letter: LetterVersion) -> str:
    """Returns the mark that stands top left on the letter, if any."""
    value = getattr(letter, row.key)
    return contents.words(row, value, suggestion=letter.suggestion) if value else ""


def _copies(letter: LetterVersion) -> str:
    return "\n".join(document_facts.copied(letter))


def _enclosures(letter: LetterVersion) -> str:
    """Returns what is enclosed, by its title; the digest tells two files of one title apart."""
    enclosed = letter.enclosures.order_by("title", "name", "blob_id").values_list("title", "name", "blob_id")
    return "\n".join(f"{title or name} {digest[:12]}" for title, name, digest in enclosed)
