"""Suggestions and measures as rows of a table: what a list reads of them, and in which words. Exports are in export.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk import wording
from desk.components import Badge
from desk.guards import suggestion_address
from organs.models import Person
from organs.origins import Origin
from organs.words import Words
from suggestions.models import Clock, Measure, Suggestion
from suggestions.rules import kinds, states, term_rows
from suggestions.rules.duties import ANSWER_OBJECTION

TERM_LABELS = {term.key: term.label for term in term_rows.TERMS}
SHOWN = (
    "title",
    "kind",
    "document_state",
    "reply_state",
    "case_state",
    "examination_state",
    "round",
    "origin",
    "issued_on",
    "issued_precision",
    "served_on",
    "outcome",
    "unit_as_stated",
    "issuer_as_stated",
    "industry",
    "unit__name",
    "unit__is_sole_trader",
    "letter__document_number",
    "procuratorate__name",
    "handling_prosecutor__name",
    "handling_prosecutor__is_active",
)
RELATED = ("unit", "letter", "procuratorate", "handling_prosecutor")


def duties(prefix: str = "") -> Prefetch:
    """Returns the running clocks of duties, the nearest first, as one more query for a whole page."""
    running = Clock.objects.running().of_duties().order_by("due_on", "id")
    running = running.only("suggestion", "term", "about", "due_on")
    return Prefetch(f"{prefix}clocks", queryset=running, to_attr="duties")


def suggestions_for_list(found: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Names the columns of a list; reading any other raises, so that a page cannot ask again."""
    return found.select_related(*RELATED).only(*SHOWN).prefetch_related(duties()).fetch_mode(FETCH_RAISE)


def measures_for_list(found: QuerySet[Measure]) -> QuerySet[Measure]:
    """The same for measures, each with its suggestion."""
    own = ("position", "state", "round", "promised_on", "claimed_on", "verified_on", "looked_back_on", "text__text")
    return (
        found.select_related("text", "suggestion", *(f"suggestion__{name}" for name in RELATED))
        .only(*own, *(f"suggestion__{name}" for name in SHOWN))
        .prefetch_related(duties("suggestion__"))
        .fetch_mode(FETCH_RAISE)
    )


@dataclass(frozen=True, kw_only=True)
class SuggestionRow:
    """One line of the list."""

    title: str
    href: str
    number: str
    unit: str
    is_sole_trader: bool
    kind: Words
    badges: Sequence[Badge]
    issued: str
    organ: str
    handler: str
    duty: Words
    due: date | None
    due_words: str
    is_late: bool
    due_href: str = ""
    measure: str = ""
    measure_badge: Badge | None = None


def row(suggestion: Suggestion, *, today: date, measure: Measure | None = None) -> SuggestionRow:
    """Shapes one suggestion, or one of its measures, for the list."""
    nearest = suggestion.duties[0] if suggestion.duties else None
    return SuggestionRow(
        title=suggestion.title,
        href=suggestion_address(suggestion.pk) + (f"#measure-{measure.pk}" if measure else ""),
        number=(suggestion.letter.document_number if suggestion.letter else "") or "",
        unit=unit_name(suggestion),
        is_sole_trader=suggestion.unit.is_sole_trader,
        kind=kinds.KINDS[suggestion.kind].label,
        badges=badges(suggestion, today=today),
        issued=issued_words(suggestion),
        organ=organ_name(suggestion),
        handler=handler_name(suggestion.handling_prosecutor),
        duty=TERM_LABELS.get(nearest.term, nearest.term) if nearest else "",
        due=nearest.due_on if nearest else None,
        due_words=wording.from_today(nearest.due_on, today) if nearest else "",
        is_late=bool(nearest and nearest.due_on < today),
        due_href=reverse("clock", args=[nearest.pk]) if nearest else "",
        measure=measure_words(measure) if measure else "",
        measure_badge=measure_badge(measure) if measure else None,
    )


def unit_name(suggestion: Suggestion) -> str:
    return suggestion.unit_as_stated or suggestion.unit.name


def organ_name(suggestion: Suggestion) -> str:
    return suggestion.issuer_as_stated or suggestion.procuratorate.name


def handler_name(person: Person | None) -> str:
    """Returns who handles it, and that the account is closed where it is: such a case waits to be handed on."""
    if person is None or person.is_active:
        return person.name if person else ""
    return gettext("%(name)s (account closed)") % {"name": person.name}


def issued_words(suggestion: Suggestion) -> str:
    """Returns as much of the day of issue as is known."""
    if not suggestion.issued_on:
        return ""
    return wording.partial_date(suggestion.issued_on, suggestion.issued_precision)


def measure_words(measure: Measure) -> str:
    return measure.text.text if measure.text else ""


def measure_badge(measure: Measure) -> Badge:
    return Badge.of(states.MEASURE[measure.state])


def case_words(suggestion: Suggestion) -> Words:
    """Returns whether the case is open; one that was merged is handled in another, and one that was dropped has ended."""
    if suggestion.document_state == "merged":
        return states.DOCUMENT["merged"].label
    if suggestion.has_ended_unissued:
        return _("Ended without a letter")
    return states.CASE[suggestion.case_state].label


def badges(suggestion: Suggestion, *, today: date) -> list[Badge]:
    """Returns where the suggestion stands: the furthest of its axes, and what is out of the ordinary."""
    return [stage(suggestion, today=today), *_extraordinary(suggestion)]


def stage(suggestion: Suggestion, *, today: date) -> Badge:
    """Returns the furthest axis: the case when closed, else the reply when there is one, else the letter."""
    if suggestion.case_state == "closed" and not suggestion.has_ended_unissued:
        return Badge.of(states.CASE["closed"])
    if suggestion.document_state != "served" or suggestion.reply_state in {"not_due", "awaited"}:
        if _reply_is_late(suggestion, today=today):
            return Badge(text=_("Overdue, no reply"), icon="late", tone="late")
        return Badge.of(states.DOCUMENT[suggestion.document_state])
    if suggestion.reply_state == "received" and suggestion.origin == Origin.PUBLISHED:
        return Badge(text=_("A reply is reported"), icon="claim")
    if suggestion.reply_state == "received":
        return Badge(text=_("Replied, to be judged"), icon="claim")
    reply = states.REPLY[suggestion.reply_state]
    return Badge.of(reply, text=_("Reply: %(state)s") % {"state": reply.label})


def _reply_is_late(suggestion: Suggestion, *, today: date) -> bool:
    return suggestion.document_state == "served" and any(
        clock.is_of_reply and clock.due_on < today for clock in suggestion.duties
    )


def _extraordinary(suggestion: Suggestion) -> list[Badge]:
    found = []
    if any(clock.duty is ANSWER_OBJECTION for clock in suggestion.duties):
        found.append(Badge(text=_("Objection"), icon="speak"))
    if suggestion.case_state == "open" and suggestion.round > 1:
        found.append(Badge(text=_("Reopened"), icon="back", tone="now"))
    if suggestion.examination_state == "sued":
        found.append(Badge.of(states.EXAMINATION["sued"]))
    return found
