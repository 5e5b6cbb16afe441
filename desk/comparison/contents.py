"""What changed between two texts of a letter, part by part and by word; stored contents in, shapes for the page out."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import BooleanField
from django.utils.translation import gettext as _

from desk.components import Change, TextRun
from organs.models import Unit
from suggestions.documents import content
from suggestions.models import LetterVersion, Suggestion
from suggestions.rules import differences, kind_versions, kinds, letter_fields
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.letter_fields import LetterField

Content = dict[str, object]
Parts = dict[str, str]


def changes(*, suggestion: Suggestion, before: Content, after: Content) -> list[Change]:
    """Returns the parts that differ, in the order of the later text, those that are gone last."""
    old, new = parts(suggestion, before), parts(suggestion, after)
    return list(_differing(old, new))


def _differing(old: Parts, new: Parts) -> Iterator[Change]:
    for label in [*new, *(label for label in old if label not in new)]:
        before, after = old.get(label, ""), new.get(label, "")
        if before != after:
            runs = differences.runs(before=before, after=after)
            yield Change(label=label, runs=[TextRun(text=run.text, kind=run.kind) for run in runs])


def text_change(*, label: str, before: str, after: str) -> list[Change]:
    """Returns the difference of a text that stands beside the letter; nothing when there is none."""
    return list(_differing({label: before}, {label: after}))


def parts(suggestion: Suggestion, stored: Content) -> Parts:
    """Returns everything that a signature covers, by label: the letter's parts, then what stands beside them."""
    found = {label: text for _key, label, text in lines(stored)}
    for row in content.BESIDE:
        found[str(row.label)] = words(row, stored.get(row.name, ""), suggestion=suggestion)
    return {label: text for label, text in found.items() if text}


def words(row: LetterField, value: object, *, suggestion: Suggestion) -> str:
    """Returns the stored value of a field as a page shows it."""
    if row.key == "copies":
        return "\n".join(_copies(value))
    if row.key == "attachments":
        return "\n".join(_attachments(suggestion, value))
    if row.key == "template":
        return str(value)[:12]
    if row.key == "kind_version":
        return _in_force_since(str(value)) if value else ""
    column = apps.get_model("suggestions", row.model)._meta.get_field(row.key)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, BooleanField):
        return _("yes") if value else _("no")
    return "，".join(value) if isinstance(value, list) else str(value)


def _in_force_since(name: str) -> str:
    day = kind_versions.named(name).valid_from
    return _("those in force from %(day)s") % {"day": day.isoformat()}


def lines(stored: Content) -> list[tuple[str, str, str]]:
    """Returns (key, label, text) of the letter's own parts, in its order, as a page shows them."""
    rules = content.rules_of(stored)
    return [(key, _label(rules, key), _text(key, text)) for key, text in content.lines(stored)]


def _label(rules: kinds.KindVersion, key: str) -> str:
    if key.startswith("measure "):
        return _("Measure %(number)s") % {"number": key.removeprefix("measure ")}
    row = rules.content(key) or letter_fields.BY_NAME.get(key)
    return str(row.label) if row else key


def _text(key: str, text: str) -> str:
    if key not in {"objection_period", "reply_period"} or not text:
        return text
    amount, unit = text.split()
    return Length(int(amount), LengthUnit(unit)).text()


def _copies(rows: list[str]) -> Iterator[str]:
    pairs = [row.split(" ", 1) for row in rows]
    names = dict(Unit.objects.filter(pk__in=[int(pk) for pk, _ground in pairs]).values_list("pk", "name"))
    for pk, ground in pairs:
        yield f"{names.get(int(pk), pk)} ({kinds.COPY_GROUNDS.get(ground, ground)})"


def _attachments(suggestion: Suggestion, digests: list[str]) -> list[str]:
    names = dict(suggestion.attachments.filter(blob_id__in=digests).values_list("blob_id", "name"))
    return sorted(f"{names.get(digest, '')} {digest[:12]}".strip() for digest in digests)


def stored_at(letter: LetterVersion, digest: str) -> Content | None:
    """Returns the content that had this digest when it was saved."""
    revision = letter.revisions.filter(digest=digest).order_by("-number").first()
    return revision.content if revision else None
