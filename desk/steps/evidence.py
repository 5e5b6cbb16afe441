"""The files that stand at measures, and which of them also stand at another one: whoever reads a measure is told of both.

A file is the same by what was sent (SHA-256), whatever its name; only files that the reader is shown are compared. One that a
later file replaces is folded under that one, and a verdict in between is named: it was found on the earlier file.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from desk.components import Pair
from organs.clock import civil_day
from organs.words import listed
from suggestions.access import visible_records
from suggestions.models import Attachment, Measure, Suggestion
from suggestions.rules.part_names import PartName, beginning, number_of
from suggestions.rules.relations import Visibility

#: Steps by which the office says what it holds of what the unit showed.
VERDICTS = ("verify", "send_back", "settle_refusal")


def at_measures(suggestion: Suggestion, *, visibility: Visibility) -> Mapping[int, Pair]:
    """Returns by measure the files at it as links for download, each with the other measures for which it was sent."""
    rows = list(
        visible_records.attachments(suggestion, visibility=visibility).filter(about__startswith=beginning("measure"))
    )
    notes = _notes(suggestion, rows)
    found: dict[int, list[Attachment]] = defaultdict(list)
    for row in rows:
        if measure := number_of(row.about, kind="measure"):
            found[measure].append(row)
    return {measure: Pair(label=_("Attached"), value=links(several, notes)) for measure, several in found.items()}


def of_measure(measure: Measure) -> str:
    """Returns the files at one measure as `at_measures` does, for whoever works in the office."""
    suggestion = measure.suggestion
    rows = list(suggestion.attachments.filter(about__startswith=beginning("measure")))
    own = [row for row in rows if row.about == str(PartName.of(measure))]
    return links(own, _notes(suggestion, rows))


def links(rows: Iterable[Attachment], notes: Mapping[int, str]) -> str:
    """Returns files as links for download, with what is noted of each by its key and the earlier ones folded under it."""
    shown = (
        (_link(row, notes.get(row.pk, "")), format_html_join("", "{}", ((_folded(each),) for each in former)))
        for row, former in in_versions(rows)
    )
    return format_html_join(" · ", "{}{}", shown)


def in_versions(rows: Iterable[Attachment]) -> list[tuple[Attachment, list[Attachment]]]:
    """Returns the files that no later one of them replaces, each with those that it replaces, the latest first."""
    each_row = list(rows)
    by_key = {row.pk: row for row in each_row}
    replaced = {row.replaces_id for row in each_row}
    found = []
    for row in each_row:
        former, earlier = [], by_key.get(row.replaces_id or 0)
        while earlier is not None:
            former.append(earlier)
            earlier = by_key.get(earlier.replaces_id or 0)
        if row.pk not in replaced:
            found.append((row, former))
    return found


def later_than_verdicts(suggestion: Suggestion, rows: Iterable[Attachment]) -> Mapping[int, str]:
    """Returns by attachment the verdict that was given on the earlier file which it replaces."""
    by_key = {row.pk: row for row in rows}
    pairs = [(row, by_key[row.replaces_id]) for row in by_key.values() if row.replaces_id in by_key]
    if not pairs:
        return {}
    events = suggestion.events.filter(track="measure", step__in=VERDICTS).order_by("seq")
    verdicts = list(events.values_list("subject", "seq", "occurred_on"))
    numbers = dict(suggestion.events.filter(attachments__in=by_key).values_list("attachments", "seq"))
    found = {}
    for later, earlier in pairs:
        days = [
            day
            for subject, seq, day in verdicts
            if subject == earlier.about and numbers.get(earlier.pk, seq) < seq < numbers.get(later.pk, seq)
        ]
        if days and days[-1]:
            found[later.pk] = _("later than the verdict of %(day)s, which was given on the earlier version") % {
                "day": days[-1].isoformat()
            }
    return found


def _notes(suggestion: Suggestion, rows: list[Attachment]) -> Mapping[int, str]:
    each = also_at(suggestion, rows), later_than_verdicts(suggestion, rows)
    return {row.pk: listed([notes[row.pk] for notes in each if row.pk in notes]) for row in rows}


def _folded(row: Attachment) -> SafeString:
    words = _("earlier version of %(day)s") % {"day": civil_day(row.added_at).isoformat()}
    return format_html('<details class="earlier"><summary>{}</summary>{}</details>', words, _link(row, ""))


def _link(row: Attachment, note: str) -> SafeString:
    link = format_html('<a href="{}" download>{}</a>', reverse("file", args=[row.pk]), row.name)
    return format_html(_("{file} ({note})"), file=link, note=note) if note else link


def also_at(suggestion: Suggestion, rows: Iterable[Attachment]) -> Mapping[int, str]:
    """Returns by attachment at which other measures the same file stands; nothing for a file that stands at one."""
    measures: dict[str, set[int]] = defaultdict(set)
    own: dict[int, tuple[str, int]] = {}
    for row in rows:
        if measure := number_of(row.about, kind="measure"):
            digest = row.received or row.blob_id
            measures[digest].add(measure)
            own[row.pk] = digest, measure
    if all(len(several) == 1 for several in measures.values()):
        return {}
    positions = dict(suggestion.measures.values_list("pk", "position"))
    found = {}
    for pk, (digest, measure) in own.items():
        others = [
            str(each)
            for each in sorted(positions[other] for other in measures[digest] - {measure} if other in positions)
        ]
        if others:
            found[pk] = _("the same file also stands at measure %(numbers)s") % {"numbers": listed(others)}
    return found
