"""A suggestion as readers of either side see it: turn, axes, timeline, files; its measures are in measure_shapes.py. No queries of its own rules."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.case import event_words
from desk.components import Axis, Badge, Entry, File, Year
from desk.steps.base import STEPS
from organs import clock
from suggestions.access import visible_records
from suggestions.models import Attachment, Event, Measure, Suggestion
from suggestions.rules import part_names, relations, states, steps
from suggestions.rules.steps import Shown


def axes(suggestion: Suggestion, measures: Iterable[Measure]) -> list[Axis]:
    """Returns the axes under the title: letter, reply, measures, case, and the examination where there is one."""
    found = [Axis(label=_("Letter"), badges=[Badge.of(states.DOCUMENT[suggestion.document_state])])]
    if suggestion.has_left:
        found.append(Axis(label=_("Reply"), badges=[Badge.of(states.REPLY[suggestion.reply_state])]))
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
    words = _("Reopened, round %(round)d") % {"round": suggestion.round} if suggestion.round > 1 else ""
    case = Badge.of(states.CASE[suggestion.case_state], text=words if suggestion.case_state == "open" else "")
    found.append(Axis(label=_("Case"), badges=[case]))
    if suggestion.examination_state != "not_begun":
        found.append(Axis(label=_("Examination"), badges=[Badge.of(states.EXAMINATION[suggestion.examination_state])]))
    return found


def timeline(
    suggestion: Suggestion, *, visibility: relations.Visibility, most: int | None = None
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
        years[str(day.year)].append(_entry(event, day, visibility, numbers))
    shown = [Year(label=label, entries=entries) for label, entries in years.items()]
    return shown, max(0, total - most) if most else 0


def _entry(event: Event, day: date, visibility: relations.Visibility, numbers: dict[int, int]) -> Entry:
    step = STEPS[f"{event.track}.{event.step}"]
    number = numbers.get(part_names.number_of(event.subject, kind="measure"))
    title = str(step.done_label)
    if number:
        title = _("Measure %(number)d: %(what)s") % {"number": number, "what": title}
    words = getattr(event, "words", None)
    by = [event.actor_name, event.actor_post if event.actor_post != event.actor_name else ""]
    if event.from_paper:
        by.append(_("from paper, recorded by %(name)s") % {"name": event.recorded_by_name})
    if step.article:
        by.append(str(step.article))
    tags = []
    if visibility >= relations.Visibility.OFFICE and event.shown_to != Shown.BOTH:
        tags.append(Badge(text=_("Ours only"), icon="lock", tone="sealed"))
    return Entry(
        day=day,
        title=title,
        text="; ".join(part for part in (event_words.details(event), words.text if words else "") if part),
        by=" · ".join(part for part in by if part),
        icon=step.icon,
        precision=event.precision,
        tags=tags,
        files=[file_of(each) for each in event.attachments.all() if each.shown_to in steps.shown_at(visibility)],
    )


def file_of(row: Attachment) -> File:
    return File(
        name=row.name,
        href=reverse("file", args=[row.pk]),
        size=row.blob.size,
        sha256=row.blob_id,
        by=row.added_by.name if row.added_by else "",
        day=clock.civil_day(row.added_at),
    )


def documents(suggestion: Suggestion, *, visibility: relations.Visibility) -> list[File]:
    """Returns the formal documents that the reader is shown, in the order they were printed."""
    shown = visible_records.documents(suggestion, visibility=visibility).select_related("blob")
    return [
        File(
            name=ngettext("%(title)s, %(pages)d page", "%(title)s, %(pages)d pages", row.pages)
            % {"title": row.title, "pages": row.pages},
            href=reverse("document", args=[row.pk]),
            size=row.blob.size,
            sha256=row.blob_id,
            day=clock.civil_day(row.rendered_at),
        )
        for row in shown
    ]


def attachments(suggestion: Suggestion, *, visibility: relations.Visibility) -> list[File]:
    """Returns the attached files that the reader is shown."""
    shown = visible_records.attachments(suggestion, visibility=visibility).select_related("blob", "added_by")
    return [file_of(row) for row in shown]
