"""Judges the reply: proposed by the handling prosecutor per measure, countersigned by the department head, told to the unit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.conditions import contradictions
from followups.documents.document_kinds import KINDS
from followups.models import AssessedMeasure, Assessment, MeasureVerdict, Outcome
from followups.rules.tracks import TABLE
from organs.access import Access
from organs.refusals import NotAllowed, Refused, Stale
from organs.words import in_language_of_record
from suggestions.actions import clocks, documents, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Measure, Suggestion
from suggestions.rules.states import MEASURE, REPLY
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class MeasureJudgement:
    """The outcome and reason for one measure."""

    measure: Measure
    verdict: str
    reason: str = ""


def outcome_of(verdicts: list[str]) -> Outcome:
    """Returns the outcome of a reply from the verdicts per measure [D]: what was accepted, not what was done (design 3)."""
    applicable = [verdict for verdict in verdicts if verdict != MeasureVerdict.NOT_APPLICABLE]
    taken = [verdict for verdict in applicable if verdict in {MeasureVerdict.ADOPTED, MeasureVerdict.OTHER_WAY}]
    if len(taken) == len(applicable):
        return Outcome.ADOPTED
    return Outcome.PARTLY if taken else Outcome.NOT


def propose(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    verdict: str,
    judgements: list[MeasureJudgement],
    reasons: str,
    despite: str = "",
    expected_moves: int | None = None,
) -> Assessment:
    """Puts a judgement to the department head: a verdict on the reply, an outcome and reason for every measure.

    `despite` is why it stands though the measures speak against it; raises Refused, naming each contradiction, without it.
    """
    if verdict not in REPLY.of("judged"):
        raise Refused(_("Choose a verdict on the reply."), field="verdict")
    if {judgement.measure.pk for judgement in judgements} != _asked(suggestion):
        raise Refused(_("Judge every measure."), field="measures")
    for judgement in judgements:
        needs_reason = judgement.verdict in {MeasureVerdict.NOT_ADOPTED, MeasureVerdict.NOT_APPLICABLE}
        if judgement.verdict not in MeasureVerdict.values or (needs_reason and not judgement.reason.strip()):
            raise Refused(
                _("Measure %(number)d needs an outcome, and a reason when it is not adopted or does not apply.")
                % {"number": judgement.measure.position},
                field="measures",
            )
    against = contradictions.found(verdict=verdict, judged=[(each.measure, each.verdict) for each in judgements])
    if against and not despite.strip():
        asked = _("Mend the judgement, or confirm it with a reason.")
        raise Refused(" ".join((*against, asked)), field="despite")
    with transaction.atomic():
        require_in_force(ledger.lock(suggestion))
        ledger.take(
            step=TABLE["reply.propose_judgement"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reasons,
            expected_moves=expected_moves,
            details={"verdict": verdict},
        )
        with in_language_of_record():
            replaced = _("Replaced by a later proposal")
        waiting = suggestion.assessments.filter(countersigned_at__isnull=True, returned_at__isnull=True)
        waiting.update(returned_at=at, returned_reason=replaced)
        assessment = Assessment.objects.create(
            suggestion=suggestion,
            reply=suggestion.replies.last(),
            verdict=verdict,
            outcome=outcome_of([judgement.verdict for judgement in judgements]),
            reasons=reasons.strip(),
            despite=despite.strip() if against else "",
            proposed_by_id=access.person_id,
            proposed_at=at,
        )
        AssessedMeasure.objects.bulk_create(
            AssessedMeasure(
                assessment=assessment,
                measure=judgement.measure,
                verdict=judgement.verdict,
                reason=judgement.reason.strip(),
            )
            for judgement in judgements
        )
    return assessment


def open_proposal(suggestion: Suggestion) -> Assessment | None:
    """Returns the judgement of the latest reply that waits for the head's countersignature."""
    waiting = suggestion.assessments.filter(countersigned_at__isnull=True, returned_at__isnull=True).first()
    latest = suggestion.replies.last()
    return waiting if waiting and latest and waiting.reply_id == latest.pk else None


def _asked(suggestion: Suggestion) -> set[int]:
    """Returns the measures that a judgement must speak of."""
    return set(suggestion.measures.filter(state__in=MEASURE.of("live")).values_list("pk", flat=True))


def require_in_force(suggestion: Suggestion) -> None:
    """Raises Refused for a withdrawn letter: it asks nothing any more, so there is nothing to reply or to judge."""
    if suggestion.document_state == "withdrawn":
        raise Refused(_("The letter was withdrawn. It asks nothing of the unit any more."))


def _require_open(assessment: Assessment) -> None:
    """Raises Stale for a judgement that was decided meanwhile, or that speaks of another text or an earlier reply."""
    assessment.refresh_from_db()
    if assessment.countersigned_at or assessment.returned_at:
        raise Stale(_("This judgement was decided meanwhile."))
    if why := outdated(assessment):
        raise Stale(why)


def outdated(assessment: Assessment) -> str:
    """Returns, in words, why a judgement cannot stand any more: it speaks of another text or an earlier reply; "" while it can."""
    judged = set(assessment.measures.values_list("measure_id", flat=True))
    latest = assessment.suggestion.replies.last()
    if latest and latest.pk != assessment.reply_id:
        return _("This judgement is about an earlier reply. Send it back: the reply that came since is judged anew.")
    if _asked(assessment.suggestion) - judged:
        return _("This judgement is about an earlier text. Send it back: the measures of the new text are judged anew.")
    return ""


def countersign(*, access: Access, at: datetime, assessment: Assessment, expected_moves: int | None = None) -> None:
    """Countersigns the judgement; the unit reads the verdict and the reason per measure."""
    suggestion = assessment.suggestion
    if assessment.proposed_by_id == access.person_id:
        raise NotAllowed(_("Who proposed the judgement cannot countersign it."))
    access = access.apart_from({assessment.proposed_by_id})
    with transaction.atomic():
        require_in_force(ledger.lock(suggestion))
        _require_open(assessment)
        event = ledger.take(
            step=TABLE["reply.judge"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            to=assessment.verdict,
            text=assessment.reasons,
            expected_moves=expected_moves,
            details={"outcome": assessment.outcome},
            values={"outcome": assessment.outcome},
        )
        assessment.countersigned_by_id, assessment.countersigned_at = access.person_id, at
        assessment.save(update_fields=["countersigned_by", "countersigned_at"])
        for assessed in assessment.measures.select_related("measure"):
            Measure.objects.filter(pk=assessed.measure_id).update(judged=assessed.verdict)
        documents.keep(kind=KINDS["effect_assessment"], record=assessment, suggestion=suggestion, at=at)
        clocks.stop(what=Trigger.JUDGED, suggestion=suggestion, event=event, on=event.taken_on)


def send_back(
    *, access: Access, at: datetime, assessment: Assessment, reason: str, expected_moves: int | None = None
) -> None:
    """Sends the judgement back to the handling prosecutor with reasons."""
    with transaction.atomic():
        ledger.lock(assessment.suggestion)
        assessment.refresh_from_db()
        if assessment.countersigned_at or assessment.returned_at:
            raise Stale(_("This judgement was decided meanwhile."))
        ledger.take(
            step=TABLE["reply.return_judgement"],
            subject=assessment.suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
        )
        assessment.returned_at, assessment.returned_reason = at, reason.strip()
        assessment.save(update_fields=["returned_at", "returned_reason"])
