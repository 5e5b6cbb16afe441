"""The page of one clock: its day and everything that led to it, for either side; what may not be seen is not there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from desk.case import clock_presenter, clock_reminders, derivation_steps, later_date_presenter
from desk.components import Pair
from followups.models import LaterDate
from organs import clock
from organs.access import Access
from organs.roles import Side
from organs.words import Words
from suggestions.access import person_relations
from suggestions.actions.calendars import SEED_SOURCE
from suggestions.documents import reply_period
from suggestions.models import CalendarYear, Clock, Service, Suggestion
from suggestions.rules import relations
from suggestions.rules.derivations import CountedTerm
from suggestions.rules.rest_days import DayStanding
from suggestions.rules.term_rows import BASIS_LABELS, OWES_LABELS, Basis


@dataclass(frozen=True, kw_only=True)
class Former:
    """A day that the clock had before: why it was changed, and when."""

    day: date
    agreed: date | None
    reason: str
    changed_on: date | None


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A rest day that the counting passed over."""

    day: date
    what: str


def found(*, access: Access, pk: int) -> Clock:
    """Returns a clock that the person may know of. Raises Http404, for a copied unit too."""
    row = Clock.objects.select_related("started_by", "stopped_by").filter(pk=pk).first()
    visible = Suggestion.objects.visible_to(access).with_relations_of(access)
    suggestions = visible.for_list().select_related("issued_by", "unit")
    suggestion = suggestions.filter(pk=row.suggestion_id).first() if row else None
    if row is None or suggestion is None or not clock_presenter.is_shown(row, reader=access.side):
        raise Http404
    held = person_relations.loaded(suggestion)
    if person_relations.visibility(access=access, suggestion=suggestion, held=held) < relations.Visibility.RECIPIENT:
        raise Http404
    row.suggestion = suggestion
    return row


def context(clock: Clock, *, reader: Side, today: date) -> dict[str, object]:
    """Returns the whole derivation of a clock's day, and the other clocks of the suggestion."""
    suggestion = clock.suggestion
    numbers = clock_presenter.numbers(suggestion)
    running, _stopped = clock_presenter.clock_shapes(suggestion, today=today, reader=reader)
    shape = clock_presenter.clock_shape(clock, today=today, reader=reader, numbers=numbers)
    term = derivation_steps.governing(clock)
    return {
        "suggestion": suggestion,
        "clock": clock,
        "shape": shape,
        "is_law": term is not None and term.basis in {Basis.LAW, Basis.LOCAL},
        "rule": list(_rule(clock)),
        "start": list(_start(clock)),
        "passed": list(_passed(clock)),
        "former": [_former(each) for each in clock.former],
        "requests": _requests(clock, reader),
        "calendars": _calendars(clock),
        "running": [each for each in running if each.href != shape.href],
        "reminders": clock_reminders.lines([clock], suggestion=suggestion, reader=reader, today=today, is_whole=True),
        "number": suggestion.letter.document_number if suggestion.letter else "",
    }


def _rule(clock: Clock) -> Iterator[Pair]:
    term = derivation_steps.governing(clock)
    if term is None:
        return
    yield Pair(label=_("Rule"), value=term.label)
    yield Pair(label=_("Article"), value=term.cited(clock.suggestion.kind, on=clock.started_on))
    if term.length:
        yield Pair(label=_("Period of the rule"), value=term.length.text())
    yield Pair(label=_("Rests on"), value=BASIS_LABELS[term.basis])
    yield Pair(label=_("Version"), value=_version(clock))
    yield Pair(label=_("Owed by"), value=OWES_LABELS[term.owes])
    adoption = reply_period.adoption(suggestion=clock.suggestion, term_key=clock.term) if term.is_local else None
    if adoption:
        words = _("%(office)s, from %(day)s: %(reason)s") % {
            "office": adoption.procuratorate.name,
            "day": adoption.from_on.isoformat(),
            "reason": adoption.reason,
        }
        yield Pair(label=_("Adopted by"), value=words)


def _version(clock: Clock) -> str:
    valid_from, _slash, number = clock.rule_version.partition("/")
    if term := derivation_steps.governing(clock):
        valid_from = term.begins(clock.suggestion.kind).isoformat()
    words = _("version %(number)s, in force from %(day)s; a later version changes nothing here")
    return words % {"number": number or "1", "day": valid_from}


def _start(clock: Clock) -> Iterator[Pair]:
    event = clock.started_by
    if event:
        yield Pair(label=_("Started by"), value=derivation_steps.start_words(clock))
    yield Pair(label=_("Day"), value=clock.started_on.isoformat())
    service = _service(clock)
    if service is None:
        return
    yield Pair(label=_("Channel of service"), value=service.get_mode_display())
    signed = " ".join(
        part for part in (service.get_signed_as_display() or service.signed_by_title, service.signed_by) if part
    )
    yield Pair(label=_("Day of receipt"), value=service.received_on.isoformat())
    if signed:
        yield Pair(label=_("Signed by"), value=signed, lang="zh-Hans")
    for row in service.corrections.all():
        words = _("%(former)s, corrected to %(now)s: %(reason)s") % {
            "former": row.former_on.isoformat(),
            "now": row.corrected_on.isoformat(),
            "reason": row.reason,
        }
        yield Pair(label=_("Corrected"), value=words)


def _service(clock: Clock) -> Service | None:
    """Returns the service that started a clock."""
    event = clock.started_by
    if event is None or (event.track, event.step) != ("document", "serve"):
        return None
    return clock.suggestion.services.filter(succeeded=True).prefetch_related("corrections").order_by("id").first()


def _passed(clock: Clock) -> Iterator[Passed]:
    if not clock.derivation.get("start_on"):
        return
    counted = CountedTerm.from_json(clock.derivation)
    for standing in (*counted.not_counted, *counted.rolled):
        yield Passed(day=standing.day, what=standing.label())
    if _is_make_up(counted.due_standing):
        yield Passed(
            day=counted.due_on, what=_("%(what)s: counts as a working day") % {"what": counted.due_standing.label()}
        )


def _is_make_up(standing: DayStanding) -> bool:
    return standing.kind.value == "make_up"


def _former(stored: dict) -> Former:
    changed_at = stored.get("at", "")
    return Former(
        day=date.fromisoformat(stored["due_on"]),
        agreed=date.fromisoformat(stored["agreed_on"]) if stored.get("agreed_on") else None,
        reason=stored["reason"],
        changed_on=clock.civil_day(datetime.fromisoformat(changed_at)) if changed_at else None,
    )


def _requests(clock: Clock, reader: Side) -> list[later_date_presenter.LaterDateCard]:
    rows = LaterDate.objects.filter(clock=clock).select_related("advised_by", "decided_by")
    return later_date_presenter.asked(rows, reader=reader)


def _calendars(clock: Clock) -> list[tuple[int, Words]]:
    """Returns the years that the term touches, each with the notice on which its days rest."""
    last = clock.due_on.year
    rows = CalendarYear.objects.filter(year__range=(clock.started_on.year, last))
    sources = {row.year: _("published days") if row.source == SEED_SOURCE else row.source for row in rows}
    return [(year, sources.get(year, _("not published yet"))) for year in range(clock.started_on.year, last + 1)]
