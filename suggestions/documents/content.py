"""The content of a letter as canonical text: what signatures are given over, and what a difference is shown of.

Which fields belong to it says the table in rules/letter_fields.py; here is how each is read from the records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from suggestions.models import LetterVersion
from suggestions.rules import digests, kind_versions, letter_fields, plain_values
from suggestions.rules.kinds import KindVersion
from suggestions.rules.letter_fields import LetterField, Section, Signed

#: The template of letters that were written before templates were rows.
FIRST_TEMPLATE = 1

Content = dict[str, object]


def of_letter(letter: LetterVersion) -> Content:
    """Returns parties, contents, measures, periods, copies and attachments: all but number, date and seal (design 3)."""
    return _signed(letter_fields.FIELDS, letter)


def as_typed(letter: LetterVersion, *, saved: Content, beside: Content) -> Content:
    """Returns the content that a letter would have which is not saved; `beside` is what its rows say in other tables."""
    rows = [field for field in letter_fields.FIELDS if field.model == "letterversion"]
    names = {field.name for field in rows if field.signed == Signed.WHEN_SET}
    kept = {name: value for name, value in saved.items() if name not in names}
    return kept | _signed(rows, letter) | beside


def _signed(rows: Iterable[LetterField], record: object) -> Content:
    """Returns what is signed of a record; a field that came later is left out while it says nothing."""
    values = {field.name: (field, _read(field, record)) for field in rows if field.is_signed}
    return {name: value for name, (field, value) in values.items() if value or field.signed == Signed.ALWAYS}


def _read(field: LetterField, record: object) -> object:
    read = READERS.get(field.key)
    value = read(record) if read else getattr(record, field.key)
    return int(value) if isinstance(value, bool) else value


def _contents(letter: LetterVersion) -> dict[str, str]:
    texts = {row: letter.contents.get(row.key, "") for row in letter.rules.contents if row.is_text}
    return {row.key: text for row, text in texts.items() if text or not row.came_later}


def _measures(letter: LetterVersion) -> list[Content]:
    found = []
    for text in letter.measure_texts.order_by("position", "id"):
        found.append(_signed(letter_fields.MEASURE_FIELDS, text))
        if letter.version == 1:
            found[-1]["fate"] = ""
    return found


def _objection_period(letter: LetterVersion) -> str:
    if not letter.has_objection_period:
        return ""
    return _period(letter.objection_amount, letter.objection_unit)


def _period(amount: int | None, unit: str) -> str:
    return f"{amount} {unit}" if amount else ""


def _joint_issuers(letter: LetterVersion) -> list[str]:
    """Returns who issues it beside the host, in the order of signing."""
    rows = letter.suggestion.joint_signings.order_by("position")
    return list(rows.values_list("office__name", flat=True))


def _copies(letter: LetterVersion) -> list[str]:
    """Returns units and grounds; copies are decided with the first version."""
    if letter.version > 1:
        return []
    return [f"{copy.unit_id} {copy.ground}" for copy in letter.suggestion.copies.order_by("unit_id")]


def _attachments(letter: LetterVersion) -> list[str]:
    """Returns the digests of what goes out with the letter, each with the title that the letter gives it."""
    return sorted(f"{blob} {title}".rstrip() for blob, title in letter.enclosures.values_list("blob_id", "title"))


#: How a field is read that is not simply its column.
READERS: Mapping[str, Callable[..., object]] = {
    "title": lambda letter: letter.suggestion.title,
    "unit": lambda letter: letter.suggestion.unit_id,
    "contents": _contents,
    "objection_period": _objection_period,
    "reply_period": lambda letter: _period(letter.reply_amount, letter.reply_unit),
    "route": lambda letter: letter.suggestion.route,
    "addressed_as": lambda letter: letter.suggestion.addressed_as,
    "facts_until": lambda letter: letter.facts_until.isoformat() if letter.facts_until else "",
    "copies": _copies,
    "attachments": _attachments,
    "kind": lambda letter: letter.suggestion.kind,
    "kind_version": lambda letter: kind_versions.signed_name(letter.rules),
    "issued_by": lambda letter: letter.suggestion.issued_by.name,
    "joint_issuers": lambda letter: _joint_issuers(letter),
    "template": lambda letter: letter.template.sha256 if letter.template else FIRST_TEMPLATE,
    "measures": _measures,
    "measure": lambda text: text.measure_id,
}


# Fields whose words `lines` gives, as parts of the letter itself; the others stand beside it.
OWN = ("title", "recipient_name", "contents", "measures", "objection_period", "reply_period")
BESIDE = tuple(
    field
    for field in letter_fields.FIELDS
    if field.is_signed and field.compared and field.key not in OWN and field.section != Section.CONTENTS
)


def digest(letter: LetterVersion) -> str:
    """Returns the digest that signatures are given over."""
    return digests.of(of_letter(letter))


def measure_text(measure: Mapping[str, object]) -> str:
    """Returns all that was typed of one stored measure, as one text."""
    return "\n".join(str(measure[key]) for key in letter_fields.TYPED_OF_MEASURE if measure.get(key))


def texts(content: Content) -> dict[str, str]:
    """Returns the texts of stored content by the keys of the parts of its kind. Raises TypeError where there are none."""
    return {plain_values.string(key): plain_values.string(text) for key, text in _mapping(content["contents"]).items()}


def measures(content: Content) -> list[Content]:
    """Returns the measures of stored content, in the order of the letter. Raises TypeError where there are none."""
    return [_mapping(measure) for measure in plain_values.listed(content["measures"])]


def _mapping(stored: object) -> Content:
    if not isinstance(stored, dict):
        raise TypeError(f"values by name were expected, not {stored!r}")
    return stored


def lines(content: Content) -> list[tuple[str, str]]:
    """Returns (key, text) of the letter's own parts of stored content, in the order of the letter, for a difference by word."""
    return [
        ("title", str(content["title"])),
        ("recipient", str(content["recipient"])),
        *_parts(content),
        *((field.key, str(content.get(field.name, ""))) for field in letter_fields.typed_in(Section.CONTENTS)),
    ]


def rules_of(content: Content) -> KindVersion:
    """Returns the version of its kind under which stored content was written."""
    return kind_versions.of_signed(kind=str(content["kind"]), name=str(content.get("kind_version", "")))


def _parts(content: Content) -> Iterator[tuple[str, str]]:
    for row in rules_of(content).contents:
        if row.is_text:
            yield row.key, texts(content).get(row.key, "")
        elif row.key == "measures":
            for number, measure in enumerate(measures(content), start=1):
                yield f"measure {number}", measure_text(measure)
        else:
            yield row.key, str(content[letter_fields.BY_KEY[row.key].name])
