"""What must be done before a case is closed, each obstacle in words with what would help; who closes is elsewhere."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from followups.models import Escalation
from organs.refusals import Refused
from organs.words import Words
from suggestions.actions import examining
from suggestions.models import Measure, Suggestion
from suggestions.rules import case_papers
from suggestions.rules.lifecycle import PIL
from suggestions.rules.states import EXAMINATION, MEASURE, OBJECTION, REPLY
from suggestions.rules.tracks import TABLE as TRACKS

# A measure is judged when it was verified, looked back at, or settled as not applicable.
SETTLED = MEASURE.of("ended") | MEASURE.of("holds")


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """One thing that stands in the way of closing, and what would help."""

    reason: str
    help: str
    article: Words = ""


def ends_by_decision(suggestion: Suggestion) -> bool:
    """Tells whether the chief procurator's decision that the case ends closes it: no public-interest letter stands (PIL21 Art. 74)."""
    return suggestion.kind in PIL and suggestion.document_state in {"withdrawn", "dropped"}


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
    over is for the court: the suit keeps the case open until it has ended, and its measures then do not [D]. Nor do those of a case that the
    chief procurator ended by decision.
    """
    found = _open_tracks(suggestion)
    if suggestion.document_state == "withdrawn":
        return found
    made = suggestion.papers.values_list("kind", flat=True)
    if case_papers.owes_party_notice(kind=suggestion.kind, state=suggestion.document_state, made=made):
        found.append(
            Obstacle(
                reason=_("The parties were not told of the decision."),
                help=_("Write a notice to each party."),
                article=case_papers.CASE_PAPERS["party_notice"].article_of(suggestion.kind),
            )
        )
    if suggestion.document_state != "served":
        found.append(Obstacle(reason=_("The letter is not served."), help=_("Record its service.")))
    has_ended = examining.has_ended(suggestion)
    is_unjudged = suggestion.reply_state not in REPLY.of("judged") | {"none"}
    if is_unjudged and (not has_ended or suggestion.reply_state == "received"):
        found.append(
            Obstacle(
                reason=_("The latest reply is neither judged nor recorded as absent."),
                help=_("Judge the reply, or record that none came."),
            )
        )
    if suggestion.examination_state == "sued":
        found.append(
            Obstacle(
                reason=_("A suit is before the court."), help=_("Record how it ended; until then nothing is closed.")
            )
        )
    if suggestion.examination_state not in EXAMINATION.of("before the court") and not has_ended:
        found += _open_measures(suggestion)
    if examining.is_unfinished(suggestion):
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


def require(suggestion: Suggestion, *, look_back_on: date | None, today: date) -> None:
    """Raises CannotClose naming every obstacle."""
    found = obstacles(suggestion, look_back_on=look_back_on, today=today)
    if found:
        raise CannotClose(found)


def _open_tracks(suggestion: Suggestion) -> list[Obstacle]:
    found = []
    if suggestion.objections.filter(state__in=sorted(OBJECTION.of("undecided"))).exists():
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
    found += [
        Obstacle(reason=_("A paper is open: %(paper)s.") % {"paper": paper.row.label}, help=f"{paper.row.settling}.")
        for paper in suggestion.papers.select_related("suggestion__procuratorate")
        if paper.is_awaiting
    ]
    found += [*_unanswered_objections(suggestion), *_open_escalations(suggestion)]
    filing = suggestion.filings.first()
    if filing and filing.state == "due":
        found.append(
            Obstacle(
                reason=_("The letter is not filed on record."),
                help=_("Send it to the next-higher procuratorate."),
                article=_("Provisions, Art. 21"),
            )
        )
    if suggestion.instructions.filter(state="given").exists():
        found.append(
            Obstacle(
                reason=_("An instruction of the higher procuratorate is not carried out."),
                help=_("Carry it out by an amendment."),
                article=_("Provisions, Art. 22(2)"),
            )
        )
    elif filing and filing.state == "returned":
        found.append(
            Obstacle(
                reason=_("The filing was returned with an instruction."),
                help=_("The instruction is carried out: file the letter again."),
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


def _open_escalations(suggestion: Suggestion) -> list[Obstacle]:
    """Returns what was proposed or decided under Art. 25 and is not brought to its end: it would be forgotten with the case."""
    help_of = {
        "proposed": _("The chief procurator decides or refuses it."),
        "decided": _("Send it, or the chief procurator calls it off with a reason."),
        "sent": _("Record what came of it, or that nothing came."),
    }
    return [
        Obstacle(
            reason=_("An escalation to %(addressee)s is open (%(state)s).")
            % {"addressee": escalation.addressee, "state": escalation.state_label},
            help=help_of[escalation.state],
            article=_("Provisions, Art. 25"),
        )
        for escalation in suggestion.escalations.filter(state__in=Escalation.OPEN)
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
