"""A measure as readers of either side see it: what is asked, the unit's answer, and the line of four milestones with who said so."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.components import Action, Badge, MeasureCard, Milestone, Pair
from desk.steps import answer_fields, case_pairs
from followups.models import Attitude, Finding, Found, Method, Verification
from organs.words import labelled
from suggestions import models as rows
from suggestions.rules.states import MEASURE

VERIFIED = MEASURE.of("verified")
NOT_DONE = MEASURE.of("unsettled") - VERIFIED


def measure(
    row: rows.Measure,
    *,
    look_back_on: date | None,
    legal_on: date | None = None,
    actions: Sequence[Action] = (),
    files: Pair | None = None,
    shows_milestones: bool = False,
) -> MeasureCard:
    """Returns a measure with its four milestones: promised, claimed, verified, holding, each with its day and who said so.

    Once something was answered only what is still owed and by when stands first; the rest is folded.
    """
    text = row.text
    pairs = [
        Pair(label=_("Met when"), value=text.criterion if text else "", lang="zh-Hans"),
        Pair(label=_("Basis"), value=text.legal_basis if text else "", lang="zh-Hans"),
    ]
    answer = row.answers.filter(round=row.round, sent_at__isnull=False).last()
    if answer:
        said = f"{answer.get_attitude_display()}"
        pairs.append(Pair(label=_("Answer"), value=format_html("{} {}", said, answer.text)))
        pairs += answer_fields.beside_pairs(answer)
    first = case_pairs.promised(row) + case_pairs.sent_back(row)
    pairs += case_pairs.indicator(row)
    if files:
        pairs.append(files)
    if legal_on and row.state in NOT_DONE:
        first.append(Pair(label=_("Legal day"), value=legal_on.isoformat()))
    if row.judged:
        pairs.append(Pair(label=_("Judged"), value=str(_judged(row.judged))))
    line = milestones(row, answer, look_back_on=look_back_on)
    is_settled = row.state not in MEASURE.of("unsettled")
    has_begun = any(each.state != "next" or each.note for each in line[:3])
    if is_settled:
        pairs, first = [*first, *pairs], []
    return MeasureCard(
        key=str(row.pk),
        position=row.position,
        title=text.text if text else "",
        badges=[Badge.of(MEASURE[row.state])],
        first=[pair for pair in first if pair.value],
        pairs=[pair for pair in pairs if pair.value],
        milestones=line if has_begun else (),
        actions=actions,
        is_folded=is_settled or has_begun,
        shows_milestones=shows_milestones and has_begun and not is_settled,
    )


def _judged(verdict: str) -> str:
    from_model = {
        "adopted": _("Adopted"),
        "other_way": _("Adopted another way"),
        "not_adopted": _("Not adopted"),
        "not_applicable": _("Not applicable"),
    }
    return from_model.get(verdict, verdict)


def milestones(row: rows.Measure, answer, *, look_back_on: date | None) -> list[Milestone]:
    """Returns the line of four milestones: solid as far as they go, dotted after, broken where one no longer holds."""
    claim = row.claims.standing().filter(round=row.round).last()
    verification = row.verifications.filter(round=row.round).last()
    finding = row.findings.select_related("look_back__looked_by").last()
    if row.state == "asked":
        answer = None  # it is asked again, whatever was answered before
    is_done_already = answer is not None and answer.attitude == Attitude.ALREADY_DONE
    return [
        _promised(row, answer),
        Milestone(
            label=_("Claimed done"),
            state="done" if claim or is_done_already else "next",
            day=claim.claimed_on if claim else None,
            note=claim.text if claim else _sent_back_note(row),
        ),
        Milestone(
            label=_("Verified"),
            state="done" if verification else "next",
            day=verification.verified_on if verification else None,
            note=_verified_note(verification) if verification else "",
        ),
        _holding(row, finding, look_back_on),
    ]


def _verified_note(verification: Verification) -> str:
    """Returns who verified it, how, on which visit, and what was found."""
    visit = verification.visit
    how = [verification.verified_by.name, str(Method(verification.method).label)]
    if visit and visit.visited_on:
        how.append(_("seen on the visit of %(day)s") % {"day": visit.visited_on.isoformat()})
    return labelled(" · ".join(how), verification.finding)


def _sent_back_note(row: rows.Measure) -> str:
    back = case_pairs.last_sent_back(row)
    return _("sent back on %(day)s") % {"day": back.sent_back_on.isoformat()} if back else ""


def _promised(row: rows.Measure, answer) -> Milestone:
    moved = row.promises.exclude(former_on=None).count()
    if answer and answer.attitude == Attitude.REFUSED:
        refused = MEASURE["refused"]
        return Milestone(label=refused.label, state="broken", note=answer.text, icon=refused.icon)
    if answer and answer.attitude == Attitude.ALREADY_DONE:
        return Milestone(label=_("Done before receipt"), state="done", note=answer.text)
    if answer and answer.attitude == Attitude.DONE_SINCE:
        return Milestone(label=_("Done since receipt"), state="done", day=answer.done_on)
    note = ngettext("moved %(count)d time", "moved %(count)d times", moved) % {"count": moved} if moved else ""
    return Milestone(label=_("Promised"), state="done" if row.promised_on else "next", day=row.promised_on, note=note)


def _holding(row: rows.Measure, finding, look_back_on: date | None) -> Milestone:
    if finding is None or row.state not in VERIFIED:
        note = _("Look-back due by %(day)s") % {"day": look_back_on.isoformat()} if look_back_on else ""
        if finding:
            note = _("Looked back on %(day)s, in the round before: %(found)s") % {
                "day": finding.look_back.looked_on.isoformat(),
                "found": finding.get_found_display(),
            }
            if finding.found == Found.REBOUNDED:
                note = ". ".join(filter(None, (note, time_to_rebound(finding))))
        return Milestone(label=_("Still holding"), state="next", day_words=_("not judged yet"), note=note)
    labels = {
        "holding": (_("Still holding"), "done"),
        "partly": (_("Partly holding"), "broken"),
        "rebounded": (_("Not holding"), "broken"),
        "unjudged": (_("Could not be judged"), "next"),
    }
    label, state = labels[finding.found]
    note = labelled(finding.look_back.looked_by.name, finding.text)
    if finding.found == Found.REBOUNDED and (held := time_to_rebound(finding)):
        note = f"{held}. {note}"
    return Milestone(label=label, state=state, day=finding.look_back.looked_on, note=note)


def time_to_rebound(finding: Finding) -> str:
    """Returns how many days after its verification a measure was found to have rebounded; "" where it is not kept."""
    if finding.days_held is None:
        return ""
    return ngettext(
        "Found %(count)d day after verification", "Found %(count)d days after verification", finding.days_held
    ) % {"count": finding.days_held}
