"""What changed between two texts of a letter, part by part and by word; stored contents in, shapes for the page out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from desk.components import Change, TextRun
from organs.models import Unit
from suggestions.documents import content
from suggestions.models import LetterVersion, Suggestion
from suggestions.rules import differences, kinds
from suggestions.rules.lengths import Length, LengthUnit

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
    """Returns everything that a signature covers, by label: the letter's parts, then route, urgency, copies, files."""
    found = {label: text for _key, label, text in lines(stored)}
    found[_("Route to the recipient")] = str(kinds.ROUTE_LABELS.get(str(stored["route"]), ""))
    found[_("Urgent")] = _("yes") if stored["urgent"] else _("no")
    found[_("Copies")] = "\n".join(_copies(stored["copies"]))
    found[_("Attachments")] = "\n".join(_attachments(suggestion, stored["attachments"]))
    return {label: text for label, text in found.items() if text}


def lines(stored: Content) -> list[tuple[str, str, str]]:
    """Returns (key, label, text) of the letter's own parts, in its order, as a page shows them."""
    kind = kinds.KINDS[str(stored["kind"])]
    return [(key, _label(kind, key), _text(key, text)) for key, text in content.lines(stored)]


def _label(kind: kinds.Kind, key: str) -> str:
    if key.startswith("measure "):
        return _("Measure %(number)s") % {"number": key.removeprefix("measure ")}
    row = kind.content(key)
    if row:
        return str(row.label)
    return {"title": _("Title"), "recipient": _("Recipient unit")}.get(key, key)


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
