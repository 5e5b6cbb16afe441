"""Asks for the decision to investigate, decides it, and keeps the register of what was done to find out (P19 Art. 13-14)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Person
from organs.refusals import Refused
from suggestions.access import permissions
from suggestions.actions import drafting, ledger, recusing
from suggestions.actions.ledger import Actor
from suggestions.models import Investigation, InvestigationAct, Suggestion
from suggestions.rules.case_papers import WHILE_OPEN
from suggestions.rules.investigations import MEANS, MOST_QUESTIONED, QUESTIONED, TWO_OF_STAFF, Means
from suggestions.rules.tracks import TABLE

ART_14 = "Provisions, Art. 14"


def ask(
    *, access: Access, at: datetime, suggestion: Suggestion, grounds: str, on: date, expected_moves: int | None = None
) -> Investigation:
    """Reports a ground to the chief procurator and asks for the decision to investigate (Art. 13).

    Raises Refused once the letter is no draft any more, and while a request waits.
    """
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        if hindrance := not_now(locked):
            raise Refused(hindrance, article=str(TABLE["investigation.ask"].article))
        investigation = Investigation.objects.create(suggestion=locked, asked_on=on, asked_by_id=access.person_id)
        ledger.take(
            step=TABLE["investigation.ask"],
            subject=investigation,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=grounds,
        )
    return investigation


def not_now(suggestion: Suggestion) -> str:
    """Returns, in words, why the decision cannot be asked for now; "" when it can."""
    if suggestion.document_state != "draft":
        return _("The decision to investigate is asked for while the letter is a draft.")
    if suggestion.investigations.filter(state="asked").exists():
        return _("The decision to investigate was asked for, and waits for the chief procurator.")
    return ""


def decide(
    *,
    access: Access,
    at: datetime,
    investigation: Investigation,
    is_ordered: bool,
    reasons: str,
    on: date,
    expected_moves: int | None = None,
) -> None:
    """Decides as chief procurator, or who stands in for that post, with day and reasons; from the day on the two months run.

    Raises NotAllowed for who asked or handles the case.
    """
    if not investigation.asked_on <= on <= clock.civil_day(at):
        raise Refused(_("This day lies between the step before and today."), field="on")
    access = access.apart_from({investigation.asked_by_id, investigation.suggestion.handling_prosecutor_id or 0})
    step = TABLE["investigation.decide"]
    with transaction.atomic():
        suggestion = ledger.lock(investigation)
        permissions.require(access=access, step=step, suggestion=suggestion)
        permissions.require_another(access=access, suggestion=suggestion, proposed_by_id=investigation.asked_by_id)
        actor = Actor(access=access)
        name = actor.signed_name(step=step, suggestion=suggestion)
        to = "ordered" if is_ordered else "refused"
        event = ledger.take(
            step=step,
            subject=investigation,
            actor=actor,
            at=at,
            to=to,
            on=on,
            text=reasons,
            expected_moves=expected_moves,
            details={"investigation_result": to},
            values={"decided_on": on, "decided_by_id": access.person_id, "decided_name": name},
        )
        if is_ordered:
            drafting.keep_decision(suggestion=suggestion, event=event, today=clock.civil_day(at))


@dataclass(frozen=True, kw_only=True)
class Act:
    """What was done, as it is entered: of who was asked a role and a number."""

    means: str
    on: date
    first: Person
    second: Person | None = None
    questioned: str = ""
    questioned_number: int | None = None
    institution: str = ""


def enter(
    *, access: Access, at: datetime, suggestion: Suggestion, act: Act, expected_moves: int | None = None
) -> InvestigationAct:
    """Enters an act of investigation into the register of the case.

    Raises Refused for a means that Art. 14 does not list, and for fewer of staff than the rules of the kind ask for.
    """
    row = MEANS.get(act.means)
    if row is None:
        raise Refused(_("Choose the means, as the article lists them."), field="means", article=ART_14)
    _require_of_whom(row, act)
    days.require(act.on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        if not is_open(locked):
            raise Refused(_("Acts of investigation are entered while the case is open."))
        _require_decided(locked, act)
        _require_staff(locked, act)
        entered = InvestigationAct.objects.create(
            suggestion=locked,
            means=act.means,
            done_on=act.on,
            first=act.first,
            second=act.second,
            questioned=act.questioned if row.asks_person else "",
            questioned_number=act.questioned_number if row.asks_person else None,
            institution=act.institution.strip() if row.asks_institution else "",
            entered_by_id=access.person_id,
        )
        ledger.take(
            step=TABLE["inquiry.enter"],
            subject=entered,
            actor=Actor(access=access),
            at=at,
            on=act.on,
            details=_said(entered),
        )
    return entered


def _require_decided(suggestion: Suggestion, act: Act) -> None:
    """Raises Refused for an act before the day on which it was decided to investigate (Art. 13)."""
    decided_on = suggestion.investigation_decided_on
    if decided_on and act.on < decided_on:
        raise Refused(
            _("The investigation was decided on %(day)s: no act lies before it.") % {"day": decided_on.isoformat()},
            field="on",
            article=_("Provisions, Art. 13"),
        )


def is_open(suggestion: Suggestion) -> bool:
    """Tells whether acts may be entered: from the draft on until the case is closed."""
    return suggestion.case_state == "open" and suggestion.document_state in WHILE_OPEN


def _require_of_whom(row: Means, act: Act) -> None:
    if not row.asks_person:
        return
    if act.questioned not in QUESTIONED:
        raise Refused(_("Say what the person is to the case."), field="questioned")
    if not 1 <= (act.questioned_number or 0) <= MOST_QUESTIONED:
        raise Refused(
            _("Number the person as the paper file does; the name stands there alone."), field="questioned_number"
        )


def _require_staff(suggestion: Suggestion, act: Act) -> None:
    """Raises Refused unless those who acted had posts here on that day, and were two where the rules ask for two."""
    article = TWO_OF_STAFF.get(suggestion.kind)
    if article and act.second is None:
        raise Refused(
            _("Two of the procuratorate's staff investigate together: name both."), field="second", article=str(article)
        )
    if act.second is not None and act.second.pk == act.first.pk:
        raise Refused(_("Name two different people."), field="second", article=str(article or ""))
    posts = recusing.staff(suggestion, on=act.on)
    for field, person in (("first", act.first), ("second", act.second)):
        if person is not None and not posts.filter(person=person).exists():
            raise Refused(_("This person had no post in this procuratorate on that day."), field=field)


def strike(
    *, access: Access, at: datetime, act: InvestigationAct, reason: str, expected_moves: int | None = None
) -> None:
    """Strikes an act out that was entered by mistake; row, event and reason stay."""
    with transaction.atomic():
        ledger.take(
            step=TABLE["inquiry.strike"],
            subject=act,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details=_said(act),
        )


def _said(act: InvestigationAct) -> dict[str, str | int]:
    said: dict[str, str | int] = {
        "inquiry_means": act.means,
        "questioned": act.questioned,
        "questioned_number": act.questioned_number or 0,
        "inquired_at": act.institution,
    }
    return {name: word for name, word in said.items() if word}
