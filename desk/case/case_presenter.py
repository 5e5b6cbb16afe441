"""A suggestion as readers of either side see it: turn, axes, timeline, files; its measures are in measure_shapes.py. No queries of its own rules."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from desk import wording
from desk.case import event_words
from desk.case.waiting import Wait, who_words
from desk.components import Axis, Badge, Entry, File, Turn, Year
from desk.steps.base import STEPS
from organs import clock
from suggestions.access import visible_records
from suggestions.models import Attachment, Event, Measure, Suggestion
from suggestions.rules import lifecycle, part_names, relations, tracks
from suggestions.rules.steps import Shown

STATE_ICONS = {
    "draft": "pen",
    "in_review": "eye",
    "approved": "seal",
    "issued": "doc",
    "served": "check",
    "withdrawn": "no",
    "dropped": "no",
    "not_due": "open",
    "awaited": "wait",
    "received": "claim",
    "adequate": "check",
    "adequate_other": "check",
    "inadequate": "back",
    "refused": "no",
    "none": "no",
    "asked": "open",
    "accepted": "check",
    "other_way": "check",
    "already_done": "claim",
    "claimed": "claim",
    "verified": "verify",
    "holding": "done",
    "partly": "back",
    "rebounded": "back",
    "not_applicable": "no",
    "frozen": "lock",
    "dropped_measure": "no",
    "open": "open",
    "closed": "check",
    "running": "wait",
    "suspended": "wait",
    "ended": "check",
    "sued": "seal",
}
STRONG = frozenset({"rebounded", "inadequate", "refused", "withdrawn", "sued"})
NOW = frozenset({"draft", "in_review", "awaited", "received", "running"})


def badge(track: str, state: str, *, words: str = "") -> Badge:
    """Returns a state as a symbol and a word."""
    states = lifecycle.STATES.get(track) or tracks.STATES[track]
    tone = "strong" if state in STRONG else "now" if state in NOW else ""
    return Badge(text=words or states[state], icon=STATE_ICONS.get(state, "open"), tone=tone)


def axes(suggestion: Suggestion, measures: Iterable[Measure]) -> list[Axis]:
    """Returns the axes under the title: letter, reply, measures, case, and the examination where there is one."""
    found = [Axis(label=_("Letter"), badges=[badge("document", suggestion.document_state)])]
    if suggestion.has_left:
        found.append(Axis(label=_("Reply"), badges=[badge("reply", suggestion.reply_state)]))
        counts: dict[str, int] = defaultdict(int)
        for measure in measures:
            counts[measure.state] += 1
        found.append(
            Axis(
                label=_("Measures"),
                badges=[
                    badge("measure", state, words=f"{count} {tracks.STATES['measure'][state]}")
                    for state, count in counts.items()
                ],
            )
        )
    words = _("Reopened, round %(round)d") % {"round": suggestion.round} if suggestion.round > 1 else ""
    case = badge("case", suggestion.case_state, words=words if suggestion.case_state == "open" else "")
    found.append(Axis(label=_("Case"), badges=[case]))
    if suggestion.examination_state != "not_begun":
        found.append(Axis(label=_("Examination"), badges=[badge("examination", suggestion.examination_state)]))
    return found


def turn(suggestion: Suggestion, waits: list[Wait], *, today: date) -> Turn:
    """Returns whose turn it is: the first thing that waits, and what comes beside it."""
    if suggestion.origin == "published":
        return Turn(
            who=_("Nobody"),
            what=_("Compiled from public reports"),
            what_note=_("Nothing is asked here; the report says what was made known."),
        )
    if not waits:
        return Turn(who=_("Nobody"), what=_("Nothing is waiting"))
    first = waits[0]
    late = bool(first.due_on and first.due_on < today)
    others = [str(wait.what) for wait in waits[1:3]]
    return Turn(
        who=_whose(first),
        who_note=who_words(first, suggestion),
        what=first.what,
        what_note=_("Also: %(others)s") % {"others": _(", ").join(others)} if others else first.note,
        by=first.due_on,
        by_note=wording.from_today(first.due_on, today) if first.due_on else "",
        by_href=reverse("clock", args=[first.clock.pk]) if first.clock else "",
        is_late=late,
    )


def _whose(wait: Wait) -> str:
    if wait.is_units:
        return pgettext("whose turn", "The unit")
    return _("Next-higher procuratorate") if wait.relation == "higher" else _("Ours")


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
        files=[file_of(each) for each in event.attachments.all() if each.shown_to in relations.shown_at(visibility)],
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
