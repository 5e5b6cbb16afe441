"""A suggestion as readers of either side see it: turn, axes, timeline, files; its measures are in measure_shapes.py. No queries of its own rules."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import wording
from desk.case import event_words
from desk.components import Axis, Badge, Entry, File, Year
from desk.steps import evidence
from desk.steps.base import STEPS
from organs import clock
from organs.words import Words, clauses
from suggestions.access import visible_records
from suggestions.inspection.findings import Holds
from suggestions.models import Attachment, Event, Measure, Suggestion
from suggestions.rules import kind_versions, part_names, relations, states, steps
from suggestions.rules.part_names import PartName
from suggestions.rules.steps import Shown


def axes(suggestion: Suggestion, measures: Iterable[Measure], *, merged_into: str = "") -> list[Axis]:
    """Returns the axes under the title: letter, reply, measures, case, and the examination where there is one.

    `merged_into` is the title of the case in which a merged one is handled, where the reader sees that.
    """
    found = [Axis(label=_("Letter"), badges=[Badge.of(states.DOCUMENT[suggestion.document_state])])]
    if suggestion.has_left:
        found.append(Axis(label=_("Reply"), badges=[reply_badge(suggestion)]))
        counts: dict[str, int] = defaultdict(int)
        for measure in measures:
            counts[measure.state] += 1
        found.append(
            Axis(
                label=_("Measures"),
                badges=[
                    Badge.of(states.MEASURE[state], text=f"{count} {states.MEASURE[state].label}")
                    for state, count in counts.items()
                ],
            )
        )
    if suggestion.document_state == "merged":
        words = _("Handled in: %(case)s") % {"case": merged_into} if merged_into else _("Handled in another case")
        return [*found, Axis(label=_("Case"), badges=[Badge(text=words, icon="next")])]
    if suggestion.document_state == "dropped":
        return [*found, Axis(label=_("Case"), badges=[Badge(text=_("Ended without a letter"), icon="done")])]
    words = _("Reopened, round %(round)d") % {"round": suggestion.round} if suggestion.round > 1 else ""
    case = Badge.of(states.CASE[suggestion.case_state], text=words if suggestion.case_state == "open" else "")
    found.append(Axis(label=_("Case"), badges=[case]))
    if suggestion.examination_state != "not_begun":
        found.append(Axis(label=_("Examination"), badges=[Badge.of(states.EXAMINATION[suggestion.examination_state])]))
    return found


def reply_badge(suggestion: Suggestion) -> Badge:
    """Returns where the reply stands; of a withdrawn letter none is awaited any more."""
    if suggestion.awaits_no_reply:
        return Badge(text=suggestion.reply_label, icon="no")
    return Badge.of(states.REPLY[suggestion.reply_state])


def is_units(event: Event) -> bool:
    """Tells whether an event is what the recipient itself did, in the portal or on paper."""
    return STEPS[f"{event.track}.{event.step}"].by_unit


def title_of(event: Event, numbers: dict[int, int]) -> str:
    """Returns what was done, with the number of the measure that it was done with."""
    title, number = (
        str(STEPS[f"{event.track}.{event.step}"].done_label),
        numbers.get(part_names.number_of(event.subject, kind="measure")),
    )
    return _("Measure %(number)d: %(what)s") % {"number": number, "what": title} if number else title


def timeline(
    suggestion: Suggestion, *, visibility: relations.Visibility, most: int | None = None, with_receipts: bool = False
) -> tuple[list[Year], int]:
    """Returns the events that the reader is shown, newest first by year, and how many are left out."""
    events = (
        visible_records.events(suggestion, visibility=visibility)
        .select_related("words")
        .prefetch_related("attachments__blob")
        .order_by("-seq")
    )
    total = events.count() if most else 0
    numbers = dict(suggestion.measures.values_list("pk", "position"))
    years: dict[str, list[Entry]] = defaultdict(list)
    for event in events[:most] if most else events:
        day = event.occurred_on or clock.civil_day(event.recorded_at)
        entry = _entry(event, day, visibility, numbers, kind=suggestion.kind)
        if with_receipts and is_units(event):
            entry = replace(entry, receipt=reverse("portal-receipt", args=[suggestion.pk, event.seq]))
        years[str(day.year)].append(entry)
    shown = [Year(label=label, entries=entries) for label, entries in years.items()]
    return shown, max(0, total - most) if most else 0


def _entry(event: Event, day: date, visibility: relations.Visibility, numbers: dict[int, int], *, kind: str) -> Entry:
    step = STEPS[f"{event.track}.{event.step}"]
    words = getattr(event, "words", None)
    by = [event.signed_name, event.actor_post if event.actor_post != event.actor_name else ""]
    if event.from_paper:
        by.append(_("from paper, recorded by %(name)s") % {"name": event.recorded_name})
    by.append(str(kind_versions.article(kind=kind, name=step.name, default=step.article, on=day)))
    tags = []
    if visibility >= relations.Visibility.OFFICE and event.shown_to != Shown.BOTH:
        tags.append(Badge(text=_("Ours only"), icon="lock", tone="sealed"))
    return Entry(
        day=day,
        title=title_of(event, numbers),
        text=clauses(part for part in (event_words.details(event), words.text if words else "") if part),
        by=" · ".join(part for part in by if part),
        icon=step.icon,
        precision=event.precision,
        tags=tags,
        files=[file_of(each) for each in event.attachments.all() if each.shown_to in steps.shown_at(visibility)],
    )


def file_of(row: Attachment, also: str = "") -> File:
    return File(
        name=row.name,
        href=reverse("file", args=[row.pk]),
        size=row.blob.size,
        sha256=row.blob_id,
        by=row.added_by.name if row.added_by else "",
        day=clock.civil_day(row.added_at),
        note=clauses([*_notes(row), *([also] if also else [])]),
    )


def _notes(row: Attachment) -> Iterator[Words]:
    """Yields what a reader should know of a file before opening it, and what its sender wished to be kept beside it."""
    holds = row.holds.split(",")
    if Holds.SIGNATURE in holds:
        yield _("signed; kept byte for byte")
    if Holds.EMBEDDED in holds:
        yield _("holds other files: for download only, open what is in it with care")
    if row.received and row.received != row.blob_id:  # a picture is drawn anew: who sent it knows it by what was sent
        yield _("as it was sent: SHA-256 %(digest)s") % {"digest": wording.short_hash(row.received)}
    if row.taken_on:
        yield _("taken on %(day)s") % {"day": row.taken_on.isoformat()}
    if row.taken_place:
        yield _("at %(place)s, as the camera wrote") % {"place": row.taken_place}


def documents(suggestion: Suggestion, *, visibility: relations.Visibility) -> list[File]:
    """Returns the formal documents that the reader is shown, in the order they were printed."""
    shown = list(visible_records.documents(suggestion, visibility=visibility).select_related("blob"))
    void = _called_back(suggestion) if any(row.kind == "service_return" for row in shown) else frozenset()
    return [
        File(
            name=ngettext("%(title)s, %(pages)d page", "%(title)s, %(pages)d pages", row.pages)
            % {"title": row.title, "pages": row.pages},
            href=reverse("document", args=[row.pk]),
            size=row.blob.size,
            sha256=row.blob_id,
            day=clock.civil_day(row.rendered_at),
            note=_("of a service that was called back: it proves nothing") if row.about in void else "",
        )
        for row in shown
    ]


def _called_back(suggestion: Suggestion) -> frozenset[str]:
    """Returns the names of the services that were called back."""
    return frozenset(str(PartName.of(each)) for each in suggestion.services.all() if each.was_called_back)


def attachments(suggestion: Suggestion, *, visibility: relations.Visibility) -> list[File]:
    """Returns the attached files that the reader is shown, each with the earlier ones that it replaces."""
    shown = list(visible_records.attachments(suggestion, visibility=visibility).select_related("blob", "added_by"))
    also, later = evidence.also_at(suggestion, shown), evidence.later_than_verdicts(suggestion, shown)
    found = {row.pk: file_of(row, clauses(each[row.pk] for each in (also, later) if row.pk in each)) for row in shown}
    return [
        replace(found[row.pk], earlier=[found[each.pk] for each in former])
        for row, former in evidence.in_versions(shown)
    ]
