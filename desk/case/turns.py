"""Whose turn it is, what, and by when: as the office reads it, as a draft shows it, and as the recipient is told it.

The office's turn is the first of what waits (waiting.py).
"""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from desk import wording
from desk.case.waiting import Wait, who_words
from desk.components import Turn
from followups.conditions import legal_day
from organs.access import Access
from organs.words import listed
from suggestions.access.vacancies import Vacancies
from suggestions.documents import gates, joint_issuers
from suggestions.models import Clock, Measure, Suggestion
from suggestions.rules import duties
from suggestions.rules.states import MEASURE, REPLY

REPLIABLE = REPLY.of("receivable")
PROMISES = MEASURE.of("promise")
YOURS = gettext_lazy("Your unit")


def for_office(suggestion: Suggestion, waits: list[Wait], *, vacant: Vacancies, today: date) -> Turn:
    """Returns the turn as the office reads it: the first thing that waits, and what comes beside it."""
    if suggestion.origin == "published":
        return Turn(
            who=_("Nobody"),
            what=_("Compiled from public reports"),
            what_note=_("Nothing is asked here; the report says what was made known."),
        )
    if not waits:
        return Turn(who=_("Nobody"), what=_("Nothing is waiting"))
    first = waits[0]
    # What has no day of its own stands beside the day that comes first, which says of what it is.
    dated = first if first.due_on else min((each for each in waits if each.due_on), key=_due_on, default=first)
    others = [str(wait.what) for wait in waits[1:3]]
    return Turn(
        who=_whose(first, suggestion),
        who_note=who_words(first, suggestion, vacant),
        what=first.what,
        what_note=_("Also: %(others)s") % {"others": listed(others)} if others else first.note,
        by=dated.due_on,
        by_note=_day_words(dated, today, is_of_turn=dated is first),
        by_href=reverse("clock", args=[dated.clock.pk]) if dated.clock else "",
        is_late=bool(dated.due_on and dated.due_on < today),
    )


def _due_on(wait: Wait) -> date:
    return wait.due_on or date.max


def _when(wait: Wait, today: date) -> str:
    return wording.from_today(wait.due_on, today) if wait.due_on else ""


def _day_words(wait: Wait, today: date, *, is_of_turn: bool) -> str:
    """Returns how far the day is, and of what it is where that is not what the turn says."""
    of_what = wait.day_is_of if is_of_turn else wait.what
    return " · ".join(str(part) for part in (_when(wait, today), of_what) if part)


def _whose(wait: Wait, suggestion: Suggestion) -> str:
    """Returns the unit or the procuratorate by its name: offices above and joint issuers read this too, to whom "ours" is another."""
    if wait.is_units:
        return pgettext("whose turn", "The unit")
    if wait.relation == "higher":
        return _("Next-higher procuratorate")
    if wait.relation == "reported_to" and suggestion.reported_to:
        return suggestion.reported_to.name
    if wait.relation == "joint" and (unsigned := joint_issuers.unsigned(suggestion)):
        return unsigned[0].office.name
    return suggestion.procuratorate.name


def of_draft(*, suggestion: Suggestion, access: Access, lacking: int, today: date) -> Turn:
    """Returns whose turn a draft is: the handling prosecutor's, then that of the gate."""
    clock = suggestion.clocks.running().filter(term="investigation").order_by("due_on").first()
    due = clock.due_on if clock else None
    handler = suggestion.handling_prosecutor
    gate = next((gate for gate in suggestion.rules.gates if gate.key == suggestion.gate), None)
    if suggestion.document_state == "in_review" and gate:
        return Turn(who=gate.label, what=_("Review and sign, or return with reasons"), what_note=gate.article)
    mine = handler is not None and handler.pk == access.person_id
    later = [str(each.label) for each in gates.in_order(suggestion)[1:]]
    return Turn(
        who=_("You") if mine else handler.name if handler else "—",
        who_note=handler.name if mine and handler else "",
        what=_what(suggestion, lacking),
        what_note=_("Then: %(gates)s.") % {"gates": " → ".join(later)} if later else "",
        by=due,
        by_note=_("%(when)s, end of the investigation") % {"when": wording.from_today(due, today)} if due else "",
        is_late=bool(due and due < today),
    )


def _what(suggestion: Suggestion, lacking: int) -> str:
    gate = gates.in_order(suggestion)[0].label
    if not lacking:
        return _("Submit to: %(gate)s") % {"gate": gate}
    words = ngettext(
        "Complete %(count)d thing, then submit to: %(gate)s",
        "Complete %(count)d things, then submit to: %(gate)s",
        lacking,
    )
    return words % {"count": lacking, "gate": gate}


def for_unit(suggestion: Suggestion, *, today: date) -> Turn:
    """Returns the turn of a letter as its recipient is told it; nothing of the office's inner steps is named.

    The letter was loaded by `desk.portal.guards.load`.
    """
    if suggestion.document_state == "withdrawn":
        return Turn(who=_("Nobody"), what=_("The letter was withdrawn. Nothing more is asked of you."))
    if suggestion.document_state == "issued":
        return _announced(suggestion, today)
    if suggestion.case_state == "closed":
        return _closed(suggestion)
    return _own(suggestion, today) or _theirs(suggestion)


def reply_clock(suggestion: Suggestion) -> Clock | None:
    """Returns the running clock of the written reply."""
    return next((clock for clock in suggestion.running_clocks if clock.is_of_reply), None)


def promise_clock(suggestion: Suggestion) -> Clock | None:
    """Returns the clock of the nearest day that the unit promised and has not kept yet."""
    return next((clock for clock in suggestion.running_clocks if clock.duty is duties.PROMISE), None)


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
        return _unanswered(suggestion, what, today)
    if work:
        what = ngettext("Finish %(count)d promised measure", "Finish %(count)d promised measures", work)
        note = _("Then claim it done, with what shows it")
        return _yours(suggestion, what % {"count": work}, note, promise_clock(suggestion), today)
    return None


def _unanswered(suggestion: Suggestion, what: str, today: date) -> Turn:
    """Returns the turn for what no reply answered, or what was asked anew: the legal day goes on counting for it."""
    day = legal_day.of(suggestion)
    return replace(
        _yours(suggestion, what, _("The reply does not answer it, or it was asked anew since"), None, today),
        by=day,
        by_note=_("legal day, %(words)s") % {"words": wording.from_today(day, today)} if day else "",
        is_late=bool(day and day < today),
    )


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
    if suggestion.examination_state == "sued":
        return Turn(
            who=_("The court"),
            what=_("A suit was brought over what was asked; the court decides"),
            what_note=_("What was asked of your unit stays open until the suit has ended"),
        )
    if numbers := _fell_back(suggestion):
        return Turn(
            who=_("The procuratorate"),
            who_note=suggestion.issued_by.name,
            what=_("Asks anew for what did not hold: measure %(numbers)s") % {"numbers": numbers},
            what_note=_(
                "It stays open for your unit: you may go on with it now; the new period comes with the new round"
            ),
        )
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


def _fell_back(suggestion: Suggestion) -> str:
    """Returns the numbers of the measures that were found not to hold and are not asked anew yet."""
    found = [each.position for each in suggestion.asked_measures if each.state in MEASURE.of("fell back")]
    return listed(map(str, found))


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
    if numbers := _fell_back(suggestion):
        return Turn(
            who=_("The procuratorate"),
            who_note=suggestion.issued_by.name,
            what=_("Decides what follows: measure %(numbers)s was found to hold only partly") % {"numbers": numbers},
            what_note=note,
        )
    return Turn(who=_("Nobody"), what=_("The case is closed"), what_note=note)
