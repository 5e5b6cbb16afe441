"""What P19 Art. 25 asks for before a suggestion is carried further, each condition in words; who decides is elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from followups.rules import escalation_rungs
from organs import clock
from organs.refusals import Refused
from organs.words import clauses
from suggestions.models import Suggestion
from suggestions.rules.states import MEASURE, REPLY

INADEQUATE = REPLY.of("inadequate")
UNREPLIED = REPLY.of("unreplied")
UNSETTLED = MEASURE.of("unsettled")


class Written(Protocol):
    """What a proposal says in words: an Escalation, or one about to be made."""

    @property
    def rung(self) -> str: ...

    @property
    def undone(self) -> str: ...

    @property
    def no_justified_reason(self) -> str: ...

    @property
    def necessity(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition; `field` is where the form asks for it, "" when the case itself must come to it."""

    text: str
    is_met: bool
    field: str = ""


class Premature(Refused):
    """The conditions of Art. 25 are not all there; `missing` names each."""

    def __init__(self, missing: list[Condition]) -> None:
        names = clauses(condition.text for condition in missing)
        field = missing[0].field if len(missing) == 1 else ""
        super().__init__(
            _("Not yet, under Art. 25 of the Provisions: %(missing)s") % {"missing": names}, field=field or None
        )
        self.missing = missing


def conditions(*, suggestion: Suggestion, on: date, written: Written | None = None) -> list[Condition]:
    """Returns every condition, met or not: of the case, and of the proposal when it is given."""
    return [*_of_the_case(suggestion, on), *(_of_the_words(written) if written else ())]


def missing(*, suggestion: Suggestion, on: date, written: Written | None = None) -> list[Condition]:
    """Returns all conditions that are not met, so that a refusal names them at once."""
    return [row for row in conditions(suggestion=suggestion, on=on, written=written) if not row.is_met]


def require(*, suggestion: Suggestion, on: date, written: Written) -> None:
    """Raises Premature naming every condition that is not met."""
    lacking = missing(suggestion=suggestion, on=on, written=written)
    if lacking:
        raise Premature(lacking)


def _of_the_case(suggestion: Suggestion, on: date) -> Iterator[Condition]:
    due_on, judged_on = due_day(suggestion), _inadequate_since(suggestion)
    is_late = due_on is not None and due_on < on
    yield Condition(
        text=_("the letter is served and in force, and the case open"),
        is_met=suggestion.document_state == "served" and suggestion.case_state == "open",
    )
    yield Condition(
        text=_("the legal day has passed, or the latest reply was judged inadequate or a refusal"),
        is_met=is_late or judged_on is not None,
    )
    yield Condition(
        text=_(
            "the unit was urged after the legal day, as is this office's habit and not asked for by law: urge it first"
        )
        if settings.URGED_AFTER_THE_LEGAL_DAY
        else _("the unit was urged, within the period or after it; after a judgement, once more: urge it first"),
        is_met=_was_urged(suggestion, is_late=is_late, since=judged_on),
    )
    yield Condition(
        text=_("the day that the last urging set has passed"),
        is_met=not _is_awaited_upon_urging(suggestion, on),
    )
    yield Condition(text=_("something is not done, or no reply came"), is_met=is_undone(suggestion))
    yield Condition(
        text=_("no later day that was agreed with the unit still lies ahead"),
        is_met=not suggestion.clocks.running().of_reply().filter(agreed_on__gte=on).exists(),
    )


def _of_the_words(written: Written) -> Iterator[Condition]:
    yield Condition(
        text=_("it is written what was not done, or not enough"), is_met=bool(written.undone.strip()), field="undone"
    )
    yield Condition(
        text=_("it is found, in writing, that no reason given by the unit justifies it"),
        is_met=bool(written.no_justified_reason.strip()),
        field="no_justified_reason",
    )
    if written.rung in escalation_rungs.IF_NECESSARY:
        yield Condition(
            text=_("the reasons of necessity are written, which this rung needs"),
            is_met=bool(written.necessity.strip()),
            field="necessity",
        )


def due_day(suggestion: Suggestion) -> date | None:
    """Returns the legal day by which the unit had to act and reply: that of the latest round."""
    last = suggestion.clocks.of_reply().order_by("id").last()
    return last.due_on if last else None


def _inadequate_since(suggestion: Suggestion) -> date | None:
    """Returns the day on which the latest reply was judged inadequate or a refusal; None when it was not."""
    if suggestion.reply_state not in INADEQUATE:
        return None
    judged = suggestion.assessments.filter(countersigned_at__isnull=False).last()
    return clock.civil_day(judged.countersigned_at) if judged else None


def _was_urged(suggestion: Suggestion, *, is_late: bool, since: date | None) -> bool:
    """Tells whether the unit was urged in this round, where the legal day has passed, or since the judgement of the reply.

    The article asks for an urging within the period (在规定期限内经督促); one after it is counted as well. An office whose habit
    is stricter counts only those after it (URGED_AFTER_THE_LEGAL_DAY).
    """
    urged, last = suggestion.urgings, suggestion.clocks.of_reply().order_by("id").last()
    begun = last.started_on if last else None
    if last and settings.URGED_AFTER_THE_LEGAL_DAY:
        begun = last.due_on + timedelta(days=1)
    return bool(is_late and begun and urged.filter(urged_on__gte=begun).exists()) or bool(
        since and urged.filter(urged_on__gte=since).exists()
    )


def _is_awaited_upon_urging(suggestion: Suggestion, on: date) -> bool:
    """Tells whether the last urging gave the unit until a day that has not passed yet."""
    last = suggestion.urgings.order_by("urged_on", "id").last()
    return bool(last and last.new_day and last.new_day >= on)


def is_undone(suggestion: Suggestion) -> bool:
    """Tells whether a measure is not verified, or the written reply did not come."""
    return suggestion.reply_state in UNREPLIED or suggestion.measures.filter(state__in=UNSETTLED).exists()
