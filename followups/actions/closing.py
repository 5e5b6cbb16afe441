"""Closes a case when nothing is missing, and reopens it on a rebound or a new fact; the guard names all that is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from followups.actions import judging
from followups.document_kinds import KINDS
from organs import clock
from organs.access import Access
from organs.refusals import NotAllowed, Refused
from suggestions import terms
from suggestions.actions import clocks, documents, ledger
from suggestions.actions.ledger import Taker
from suggestions.lifecycle import TABLE
from suggestions.models import Measure, Suggestion
from suggestions.terms import Event as Happening
from suggestions.tracks import ENDED, JUDGED
from suggestions.tracks import TABLE as TRACKS

# A measure is judged when it was verified, looked back at, or settled as not applicable.
SETTLED = ENDED | {"verified", "holding"}


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """One thing that stands in the way of closing, and what would help."""

    reason: str
    help: str
    article: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class ClosingFacts:
    """The three facts of the national form, judged with text (domain.md 4.4)."""

    rectified: str
    industry_governance: str
    long_term_mechanism: str
    reasons: str = ""


class CannotClose(Refused):
    """The case cannot be closed yet; `obstacles` names all that is missing."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(
            _("The case cannot be closed yet: %(why)s") % {"why": " ".join(each.reason for each in obstacles)}
        )
        self.obstacles = obstacles


def obstacles(suggestion: Suggestion, *, look_back_on: date | None = None, today: date | None = None) -> list[Obstacle]:
    """Returns everything that stands in the way of closing, with what would help (design 3).

    A withdrawn letter asks nothing any more: only its objection and its filing are looked at. What a suit was brought
    over is for the court, so that its measures do not keep the case open [D].
    """
    found = _open_tracks(suggestion)
    if suggestion.document_state == "withdrawn":
        return found
    if suggestion.document_state != "served":
        found.append(Obstacle(reason=_("The letter is not served."), help=_("Record its service.")))
    if suggestion.reply_state not in JUDGED | {"none"}:
        found.append(
            Obstacle(
                reason=_("The latest reply is neither judged nor recorded as absent."),
                help=_("Judge the reply, or record that none came."),
            )
        )
    if suggestion.examination_state != "sued":
        found += _open_measures(suggestion)
    if suggestion.examination_state in {"running", "suspended"}:
        found.append(
            Obstacle(
                reason=_("The examination whether to sue is not finished."),
                help=_("The chief procurator ends it or decides to sue."),
                article=_("PIL Case Rules, Art. 47"),
            )
        )
    if today and (look_back_on is None or look_back_on <= today):
        found.append(
            Obstacle(reason=_("No day for looking back is set."), help=_("Set a day after today for the look-back."))
        )
    return found


def _open_tracks(suggestion: Suggestion) -> list[Obstacle]:
    found = []
    if suggestion.objections.filter(state__in=["raised", "under_review"]).exists():
        found.append(
            Obstacle(
                reason=_("An objection is open."),
                help=_("Review and decide it."),
                article=_("Provisions, Art. 23"),
            )
        )
    if suggestion.amendments.filter(state="proposed").exists():
        found.append(
            Obstacle(
                reason=_("An amendment waits for a decision."),
                help=_("The chief procurator decides it."),
                article=_("Provisions, Art. 22"),
            )
        )
    found += _unanswered_objections(suggestion)
    filing = suggestion.filings.first()
    if filing and filing.state == "due":
        found.append(
            Obstacle(
                reason=_("The letter is not filed on record."),
                help=_("Send it to the next-higher procuratorate."),
                article=_("Provisions, Art. 21"),
            )
        )
    if filing and filing.state == "returned":
        found.append(
            Obstacle(
                reason=_("The filing was returned with an instruction."),
                help=_("Follow the instruction by an amendment, and file again."),
                article=_("Provisions, Art. 22(2)"),
            )
        )
    return found


def _unanswered_objections(suggestion: Suggestion) -> list[Obstacle]:
    """Returns the upheld objections that no amendment has followed yet; a withdrawal follows every one of them."""
    if suggestion.document_state == "withdrawn":
        return []
    upheld = suggestion.objections.filter(state__in=["upheld_modify", "upheld_withdraw"])
    return [
        Obstacle(
            reason=_("The objection of %(day)s was upheld, and the letter stands unchanged.")
            % {"day": objection.raised_on.isoformat()},
            help=_("Propose the modification or withdrawal that follows from it."),
            article=_("Provisions, Art. 23"),
        )
        for objection in upheld.exclude(amendments__state="decided")
    ]


def measure_help(measure: Measure) -> str:
    """Returns what would bring a measure that is still open to its judgement."""
    return {
        "asked": _("The unit answers it, or an answer is recorded from paper."),
        "accepted": _("The unit claims it done, and the claim is verified; urge it when it is late."),
        "other_way": _("The unit claims it done, and the claim is verified; urge it when it is late."),
        "already_done": _("Verify it, or send it back."),
        "claimed": _("Verify the claim, or send it back."),
        "refused": _("The department head settles the refusal, or the reply is judged as not adopting it."),
        "partly": _("Ask it again in a new round."),
        "rebounded": _("Ask it again in a new round."),
    }[measure.state]


def _open_measures(suggestion: Suggestion) -> list[Obstacle]:
    """Returns the measures that nobody has judged; a refusal is judged when the countersigned judgement says so."""
    open_ones = suggestion.measures.exclude(state__in=SETTLED | {"proposed"}).exclude(
        state="refused", judged="not_adopted"
    )
    if suggestion.reply_state == "none":
        open_ones = open_ones.exclude(state="asked")
    return [
        Obstacle(
            reason=_("Measure %(number)d is not judged (%(state)s).")
            % {"number": measure.position, "state": TRACKS.label("measure", measure.state)},
            help=measure_help(measure),
        )
        for measure in open_ones.order_by("position")
    ]


def propose(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    facts: ClosingFacts,
    look_back_on: date | None,
    seen: int | None = None,
) -> None:
    """Proposes closing to the department head; raises CannotClose with all that is missing."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        _require_facts(locked, facts)
        _require_closable(locked, look_back_on=look_back_on, at=at)
        ledger.take(
            step=TABLE["case.propose_closing"],
            thing=suggestion,
            taker=Taker(access=access),
            at=at,
            text=facts.reasons or facts.rectified,
            seen=seen,
            facts={"look_back_on": look_back_on.isoformat() if look_back_on else ""},
            values={
                "closing_proposed": True,
                "look_back_on": look_back_on,
                "closing_facts": {**vars(facts), "proposer": access.name, "proposer_id": access.person_id},
            },
        )


def _require_facts(suggestion: Suggestion, facts: ClosingFacts) -> None:
    """Raises Refused for a fact of the national form that is not judged; of a withdrawn letter only reasons are asked."""
    if suggestion.document_state == "withdrawn":
        if not facts.reasons.strip():
            raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reasons")
        return
    for name in ("rectified", "industry_governance", "long_term_mechanism"):
        if not getattr(facts, name).strip():
            raise Refused(_("Say of each of the three facts what was found, or that it does not apply."), field=name)


def decline(*, access: Access, at: datetime, suggestion: Suggestion, reason: str, seen: int | None = None) -> None:
    """Sends the proposal back with reasons."""
    with transaction.atomic():
        _require_proposal(ledger.lock(suggestion))
        ledger.take(
            step=TABLE["case.decline_closing"],
            thing=suggestion,
            taker=Taker(access=access),
            at=at,
            text=reason,
            seen=seen,
            values={"closing_proposed": False, "look_back_on": None},
        )


def close(
    *, access: Access, at: datetime, suggestion: Suggestion, look_back_on: date | None = None, seen: int | None = None
) -> None:
    """Closes the case on the prosecutor's proposal, with a look-back date and the closing decision as a document."""
    on = clock.civil_day(at)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        _require_proposal(locked)
        if access.person_id in {locked.handling_prosecutor_id, locked.closing_facts.get("proposer_id")}:
            raise NotAllowed(_("Who proposed closing cannot decide it."))
        look_back_on = look_back_on or locked.look_back_on
        _require_closable(locked, look_back_on=look_back_on, at=at)
        suggestion.closing_facts = locked.closing_facts
        event = ledger.take(
            step=TABLE["case.close"],
            thing=suggestion,
            taker=Taker(access=access),
            at=at,
            seen=seen,
            facts={"look_back_on": look_back_on.isoformat() if look_back_on else ""},
            values={"closing_proposed": False, "closed_on": on, "look_back_on": look_back_on},
        )
        documents.keep(kind=KINDS["closing_decision"], record=suggestion, suggestion=suggestion, at=at)
        clocks.stop_all(suggestion=suggestion, event=event, on=on)
        if look_back_on:
            set_look_back(suggestion=suggestion, event=event, on=on, due_on=look_back_on)


def set_look_back(*, suggestion: Suggestion, event, on: date, due_on: date) -> None:
    """Starts our clock for the next look back; its day was set by a person, not by law."""
    clocks.start(suggestion=suggestion, term=terms.find("look_back", on=on), event=event, on=on, due_on=due_on)


def reopen(*, access: Access, at: datetime, suggestion: Suggestion, reason: str, seen: int | None = None) -> None:
    """Reopens a closed case for another round, on a rebound or a new fact; its history stays."""
    with transaction.atomic():
        judging.require_in_force(ledger.lock(suggestion))
        event = ledger.take(
            step=TABLE["case.reopen"],
            thing=suggestion,
            taker=Taker(access=access),
            at=at,
            text=reason,
            seen=seen,
            facts={"round": suggestion.round + 1},
            values={"round": suggestion.round + 1, "closed_on": None},
        )
        clocks.stop(what=Happening.LOOKED_BACK, suggestion=suggestion, event=event, on=event.occurred_on)


def _require_proposal(suggestion: Suggestion) -> None:
    if not suggestion.closing_proposed:
        raise ledger.Stale(_("No proposal to close is waiting. The handling prosecutor proposes it."))


def _require_closable(suggestion: Suggestion, *, look_back_on: date | None, at: datetime) -> None:
    found = obstacles(suggestion, look_back_on=look_back_on, today=clock.civil_day(at))
    if found:
        raise CannotClose(found)
