"""Which version of its kind governs an act of one suggestion, and whether its text was written under it; writes nothing."""

from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from organs import clock
from organs.refusals import Refused
from suggestions.models import LetterVersion, Suggestion
from suggestions.rules import kind_versions
from suggestions.rules.acts import Act
from suggestions.rules.kinds import KindVersion


def version(suggestion: Suggestion, *, act: Act, on: date) -> KindVersion:
    """Returns the version that governs an act done on the day."""
    done_on = partial(_done_on, suggestion)
    return kind_versions.governing(kind=suggestion.family, act=act, on=on, done_on=done_on)


def law_day(suggestion: Suggestion, *, act: Act, on: date) -> date:
    """Returns the day whose law governs an act done on the day: an earlier one where a transition leaves it to a former version."""
    return kind_versions.law_day(version(suggestion, act=act, on=on), on=on)


def _done_on(suggestion: Suggestion, act: Act) -> date | None:
    """Returns the day on which an act was done in the case; the approval is asked of its row, by a transition only."""
    match act:
        case Act.OPENING:
            return suggestion.investigation_decided_on or clock.civil_day(suggestion.opened_at)
        case Act.APPROVAL:
            decided = suggestion.current_letter.approvals.decided().values_list("at", flat=True).first()
            return clock.civil_day(decided) if decided else None
        case Act.ISSUE:
            return suggestion.issued_on
        case Act.SERVICE:
            return suggestion.served_on
    raise LookupError(f"no case keeps the day of {act}")


def outdated(suggestion: Suggestion, *, act: Act, on: date, letter: LetterVersion | None = None) -> str:
    """Returns, in words, that the text was written under rules which do not govern the act any more; "" when they do.

    The text is that of the present letter, unless another version of it is given.
    """
    text = letter or suggestion.current_letter
    now = version(suggestion, act=act, on=on)
    if text.kind_version == now.key:
        return ""
    return _(
        "The rules have changed: this text was written under those of %(former)s, and since %(since)s others govern it "
        "(%(ground)s). It is not signed or issued as it is."
    ) % {
        "former": text.rules.valid_from.isoformat(),
        "since": now.valid_from.isoformat(),
        "ground": kind_versions.ground(now, act=act),
    }


def require_up_to_date(
    suggestion: Suggestion, *, act: Act, on: date, remedy: str, letter: LetterVersion | None = None
) -> None:
    """Raises Refused for a text that was written under other rules than govern the act, with what helps."""
    why = outdated(suggestion, act=act, on=on, letter=letter)
    if why:
        raise Refused(f"{why} {remedy}")
