"""The difference by word between two versions of a letter: its parts in order, then each measure by its identity, not by its place."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from desk.office import drafts_compare
from desk.parts import Change
from suggestions.models import Suggestion

Content = dict[str, object]
TYPED = ("text", "criterion", "legal_basis")


def changes(*, suggestion: Suggestion, before: Content, after: Content) -> list[Change]:
    """Returns what differs; a dropped measure is shown as deleted whole, a new one as inserted whole."""
    bare = {"measures": [], "copies": []}  # an amendment leaves the copies alone
    found = drafts_compare.changes(suggestion=suggestion, before=before | bare, after=after | bare)
    return [*_measures(_texts(before), _texts(after)), *found]


def _texts(stored: Content) -> dict[str, str]:
    """Returns the text of every measure that a version asks for, by its identity; a measure without one is new."""
    asked = [measure for measure in stored["measures"] if measure.get("fate") != "dropped"]
    return {
        str(measure["measure"] or f"new {number}"): "\n".join(part for part in map(measure.get, TYPED) if part)
        for number, measure in enumerate(asked, start=1)
    }


def _measures(old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for number, (key, text) in enumerate(new.items(), start=1):
        yield from drafts_compare.text_change(
            label=_("Measure %(number)s") % {"number": number}, before=old.get(key, ""), after=text
        )
    for number, (key, text) in enumerate(old.items(), start=1):
        if key not in new:
            yield from drafts_compare.text_change(
                label=_("Measure %(number)s until now") % {"number": number}, before=text, after=""
            )
