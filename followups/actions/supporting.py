"""Records what support the office gave a unit, and lets the unit confirm it and say what came of it (P19 Art. 24)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions import judging
from followups.actions.answering import Paper
from followups.models import Support
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.actions import files, ledger, objecting
from suggestions.actions.ledger import Actor
from suggestions.models import Suggestion
from suggestions.rules.steps import Shown


@dataclass(frozen=True, kw_only=True)
class SupportDraft:
    """What is recorded: its kind and day, what was done, what came of it, and the unit's rule that was changed."""

    kind: str
    on: date
    text: str
    outcome: str = ""
    changed_rule: str = ""


def record(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    draft: SupportDraft,
    expected_moves: int | None = None,
) -> Support:
    """Records it for both sides."""
    days.require(draft.on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    if draft.kind not in dict(Support.KINDS):
        raise Refused(_("Say what kind of support it was."), field="kind")
    if not draft.text.strip():
        raise Refused(_("Write what was done for the unit."), field="text")
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        judging.require_in_force(locked)
        if locked.served_on is None or draft.on < locked.served_on:
            raise Refused(_("This day lies before the letter was received."), field="on")
        support = Support.objects.create(
            suggestion=locked,
            kind=draft.kind,
            given_on=draft.on,
            text=draft.text.strip(),
            outcome=draft.outcome.strip(),
            changed_rule=draft.changed_rule.strip(),
            recorded_by_id=access.person_id,
            recorded_at=at,
        )
        ledger.take(
            step=TABLE["support.record"],
            subject=support,
            actor=Actor(access=access),
            at=at,
            on=draft.on,
            text=draft.text,
            details={"support": draft.kind, "changed_rule": support.changed_rule},
        )
    return support


def confirm(
    *,
    access: Access,
    at: datetime,
    support: Support,
    says: str = "",
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> None:
    """Confirms the support by the unit, in the portal or on paper, with its own word on what came of it."""
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    admitted = files.admit(paper.scan if paper else ())
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["support.confirm"],
            subject=support,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            text=says,
            expected_moves=expected_moves,
            details=files.said(admitted),
            values={"unit_says": says.strip(), "confirmed_on": clock.civil_day(at)},
        )
        files.attach(
            files=admitted,
            suggestion=support.suggestion,
            about=ledger.subject_name(support),
            shown_to=Shown.BOTH,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )
