"""What the documents of follow-up say, taken from their records; always in Chinese."""

from django.utils import translation

from followups.models import Answer, Found, LookBack, Reply, Urging, Visit
from suggestions.models import Measure, Suggestion
from suggestions.papers import contact
from suggestions.printing import documents, wording

ATTITUDES = {
    "accepted": "采纳，按建议整改",
    "other_way": "采纳，以其他方式整改",
    "already_done": "收到前已整改",
    "refused": "不采纳",
}
STATES = {
    "asked": "未答复",
    "accepted": "已承诺，未完成",
    "other_way": "已承诺以其他方式办理，未完成",
    "already_done": "称收到前已整改，未核实",
    "refused": "不采纳",
    "claimed": "称已完成，未核实",
    "verified": "已核实",
    "holding": "仍保持",
    "partly": "部分保持",
    "rebounded": "反弹",
    "not_applicable": "不适用",
    "frozen": "随建议书撤回",
    "dropped": "变更时删去",
}
OUTCOMES = {"adopted": "采纳", "partly": "部分采纳", "not": "未采纳", "": "未评定"}
FOUND = {
    Found.HOLDING: "仍保持",
    Found.PARTLY: "部分保持",
    Found.REBOUNDED: "反弹",
    Found.UNJUDGED: "无法判断",
}


def reply(row: Reply) -> documents.ReplyLetter:
    """Returns the unit's reply letter, composed from what it answered per measure (P19 Art. 19)."""
    suggestion = row.suggestion
    return documents.ReplyLetter(
        unit=suggestion.letter.recipient_name,
        organ=suggestion.issued_by.name,
        letter_number=suggestion.letter.document_number or "",
        answers=tuple(answered(measure) for measure in _asked(suggestion)),
        received_on=suggestion.served_on,
        number=row.reference,
        general=row.text,
        head=" ".join(part for part in (row.signed_by_title, row.signed_by) if part),
        attachments=tuple(suggestion.attachments.filter(about=f"reply:{row.pk}").values_list("name", flat=True)),
        signed_on=row.received_on,
    )


def answered(measure: Measure, draft: Answer | None = None) -> documents.Answered:
    """Returns what the unit says of one measure; `draft` shows an answer that is not sent yet."""
    answer = draft or measure.answers.filter(round=measure.round, sent_at__isnull=False).last()
    claim = measure.claims.filter(round=measure.round).last()
    done = claim.text if claim else "；".join(each.text for each in measure.progress.all())
    return documents.Answered(
        text=measure.text.text,
        attitude=ATTITUDES.get(answer.attitude, "未答复") if answer else "未答复",
        explanation=answer.text if answer else "",
        done=done,
        promised_on=(draft.promised_on if draft else measure.promised_on),
        evidence=tuple(
            measure.suggestion.attachments.filter(about=f"measure:{measure.pk}").values_list("name", flat=True)
        ),
    )


def preview(suggestion: Suggestion, *, signed_by: str = "", text: str = "") -> documents.ReplyLetter:
    """Returns the reply as it would be sent now, with the prepared answers."""
    drafts = {
        answer.measure_id: answer
        for answer in Answer.objects.filter(measure__suggestion=suggestion, sent_at__isnull=True)
    }
    return documents.ReplyLetter(
        unit=suggestion.letter.recipient_name,
        organ=suggestion.issued_by.name,
        letter_number=suggestion.letter.document_number or "",
        answers=tuple(answered(measure, drafts.get(measure.pk)) for measure in _asked(suggestion)),
        received_on=suggestion.served_on,
        general=text,
        head=signed_by,
    )


def urging(row: Urging) -> documents.UrgingLetter:
    """Returns the urging letter: what is late, and by when it is asked for."""
    suggestion = row.suggestion
    clock = suggestion.clocks.of_reply().order_by("id").last()
    late = [row.text]
    late += [
        f"建议{wording.ordinal(measure.position)}：{STATES[measure.state]}"
        for measure in _asked(suggestion)
        if measure.state in {"asked", "accepted", "other_way", "refused"}
    ]
    return documents.UrgingLetter(
        organ=suggestion.issued_by.name,
        number="",
        recipient=suggestion.letter.recipient_name,
        letter_number=suggestion.letter.document_number or "",
        served_on=suggestion.served_on,
        due_on=clock.due_on if clock else suggestion.served_on,
        late=tuple(late),
        signed_on=row.urged_on,
        new_due_on=row.new_day,
        contact=contact(suggestion),
    )


def visit(row: Visit) -> documents.VisitRecord:
    """Returns the written record of a visit or talk (P19 Art. 24)."""
    suggestion = row.suggestion
    with translation.override("zh-hans"):
        means = str(row.get_means_display())
    return documents.VisitRecord(
        organ=suggestion.issued_by.name,
        letter_number=suggestion.letter.document_number or "",
        recipient=suggestion.letter.recipient_name,
        occurred_on=row.visited_on,
        means=means,
        findings=row.findings,
        place=row.place,
        people=row.present,
        measures=tuple(
            documents.Judged(text=measure.text.text, result=STATES[measure.state]) for measure in _asked(suggestion)
        ),
        next_step=row.next_step,
        recorder=row.recorded_by.name,
    )


def look_back(row: LookBack) -> documents.LookBackRecord:
    """Returns the record of a look back, with what was found of each measure."""
    suggestion = row.suggestion
    findings = row.findings.select_related("measure__text").order_by("measure__position")
    return documents.LookBackRecord(
        organ=suggestion.issued_by.name,
        letter_number=suggestion.letter.document_number or "",
        recipient=suggestion.letter.recipient_name,
        occurred_on=row.looked_on,
        means="回头看",
        measures=tuple(
            documents.Judged(text=each.measure.text.text, result=FOUND[Found(each.found)], finding=each.text)
            for each in findings
        ),
        is_rebound=any(each.found == Found.REBOUNDED for each in findings),
        sample=row.basis,
        recorder=row.looked_by.name,
    )


def closing(suggestion: Suggestion, *, decider: str) -> documents.ClosingDecision:
    """Returns the closing decision with the three facts of the national form."""
    facts = suggestion.closing_facts
    return documents.ClosingDecision(
        organ=suggestion.issued_by.name,
        letter_number=suggestion.letter.document_number or "",
        recipient=suggestion.letter.recipient_name,
        outcome=OUTCOMES[suggestion.outcome],
        measures=tuple(
            documents.Judged(text=measure.text.text, result=STATES[measure.state])
            for measure in suggestion.measures.exclude(state="proposed").select_related("text")
        ),
        rectified=facts.get("rectified", ""),
        industry_governance=facts.get("industry_governance", ""),
        long_term_mechanism=facts.get("long_term_mechanism", ""),
        reasons=facts.get("reasons", ""),
        served_on=suggestion.served_on,
        replied_on=suggestion.replied_on,
        look_back_on=suggestion.look_back_on,
        proposer=facts.get("proposer", ""),
        decider=decider,
        signed_on=suggestion.closed_on,
    )


def _asked(suggestion: Suggestion):
    return suggestion.measures.exclude(state__in=["dropped", "proposed"]).select_related("text").order_by("position")
