"""Whose turn it is, what, and by when, as the recipient is told it; nothing of the office's inner steps is named."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk import wording
from desk.components import Turn
from suggestions.models import Clock, Measure, Suggestion
from suggestions.rules.states import MEASURE, REPLY

REPLIABLE = REPLY.of("receivable")
PROMISES = MEASURE.of("promise")
YOURS = gettext_lazy("Your unit")


def turn(suggestion: Suggestion, *, today: date) -> Turn:
    """Returns the turn of a letter that was loaded by `doors.load`."""
    if suggestion.document_state == "withdrawn":
        return Turn(who=_("Nobody"), what=_("The letter was withdrawn. Nothing more is asked of you."))
    if suggestion.document_state == "issued":
        return _announced(suggestion, today)
    if suggestion.case_state == "closed":
        return _closed(suggestion)
    return _own(suggestion, today) or _theirs(suggestion)


def reply_clock(suggestion: Suggestion) -> Clock | None:
    """Returns the running clock of the written reply."""
    owed = [clock for clock in suggestion.running_clocks if clock.owes in {"unit", "court"} and not clock.about]
    return next((clock for clock in owed if clock.term != "objection"), None)


def promise_clock(suggestion: Suggestion) -> Clock | None:
    """Returns the clock of the nearest day that the unit promised and has not kept yet."""
    return next((clock for clock in suggestion.running_clocks if clock.term == "promise"), None)


def promised(suggestion: Suggestion) -> list[Measure]:
    return [measure for measure in suggestion.asked_measures if measure.state in PROMISES]


def unanswered(suggestion: Suggestion) -> list[Measure]:
    return [measure for measure in suggestion.asked_measures if measure.state == "asked"]


def _own(suggestion: Suggestion, today: date) -> Turn | None:
    """Returns the turn when it is the unit's: to reply, to answer, or to keep what was promised."""
    waiting, work = len(unanswered(suggestion)), len(promised(suggestion))
    if suggestion.reply_state in REPLIABLE:
        clock = reply_clock(suggestion)
        count = len(suggestion.asked_measures)
        what = ngettext(
            "Act on %(count)d measure and reply in writing", "Act on %(count)d measures and reply in writing", count
        )
        return _yours(suggestion, what % {"count": count}, _reply_note(suggestion), clock, today)
    if waiting:
        what = ngettext("Answer %(count)d measure", "Answer %(count)d measures", waiting) % {"count": waiting}
        return _yours(suggestion, what, _("Asked anew after the reply"), promise_clock(suggestion), today)
    if work:
        what = ngettext("Finish %(count)d promised measure", "Finish %(count)d promised measures", work)
        note = _("Then claim it done, with what shows it")
        return _yours(suggestion, what % {"count": work}, note, promise_clock(suggestion), today)
    return None


def _reply_note(suggestion: Suggestion) -> str:
    if suggestion.reply_state in REPLY.of("inadequate"):
        return _("The last reply was judged not adequate; see the reasons below")
    return _("Answer each measure first; the reply letter is composed from the answers")


def _yours(suggestion: Suggestion, what: str, note: str, clock: Clock | None, today: date) -> Turn:
    by = clock.due_on if clock else None
    return Turn(
        who=YOURS,
        who_note=suggestion.unit.name,
        what=what,
        what_note=note,
        by=by,
        by_note=_by_note(clock, today) if clock else "",
        by_href=reverse("portal-clock", args=[clock.pk]) if clock else "",
        is_late=bool(by and by < today),
    )


def _by_note(clock: Clock, today: date) -> str:
    words = wording.from_today(clock.due_on, today)
    if clock.agreed_on is None:
        return words
    return _("%(words)s; agreed for %(day)s") % {"words": words, "day": clock.agreed_on.isoformat()}


def _theirs(suggestion: Suggestion) -> Turn:
    claimed = sum(measure.state in MEASURE.of("claim") for measure in suggestion.asked_measures)
    if suggestion.reply_state == "received":
        what = _("Reads and judges your reply")
    elif claimed:
        what = ngettext("Verifies %(count)d measure", "Verifies %(count)d measures", claimed) % {"count": claimed}
    else:
        what = _("Sees whether anything is still open")
    return Turn(
        who=_("The procuratorate"),
        who_note=suggestion.issued_by.name,
        what=what,
        what_note=_("Nothing is asked of you now"),
    )


def _announced(suggestion: Suggestion, today: date) -> Turn:
    event = suggestion.events.filter(track="document", step="announce").last()
    details = event.details if event else {}
    by = date.fromisoformat(details["on"]) if details.get("on") else None
    return Turn(
        who=_("The procuratorate"),
        who_note=suggestion.issued_by.name,
        what=_("Reads the letter to you and hands it over"),
        what_note=str(details.get("place", "")),
        by=by,
        by_note=wording.from_today(by, today) if by else "",
    )


def _closed(suggestion: Suggestion) -> Turn:
    day = suggestion.look_back_on
    note = _("On %(day)s the procuratorate looks whether the measures still hold") % {"day": day} if day else ""
    return Turn(who=_("Nobody"), what=_("The case is closed"), what_note=note)
