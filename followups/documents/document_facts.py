"""What documents say of the records of follow-up where a plain field is not enough; always in Chinese."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db import models

from followups.conditions import days_on_the_way
from followups.conditions.days_on_the_way import DayOnTheWay
from followups.models import Answer, Assessment, Finding, Found, Indicator, LookBack, Method, Reply, Urging
from followups.rules.look_back_terms import Risk
from suggestions.models import Measure, Suggestion
from suggestions.printing import wording
from suggestions.rules.part_names import PartName
from suggestions.rules.states import MEASURE, REPLY

ATTITUDES = {
    "accepted": "采纳，按建议整改",
    "other_way": "采纳，以其他方式整改",
    "already_done": "收到前已整改",
    "done_since": "采纳，收到后已整改",
    "refused": "不采纳",
}
# What an adequate reply is called while its measures are not all verified: the reply is judged, nothing is certified as done.
REPLIED_WELL = {
    "adequate": "回复充分（各项建议尚未全部核实落实）",
    "adequate_other": "回复充分，以其他方式办理（各项建议尚未全部核实落实）",
}
DONE = MEASURE.of("holds") | {"not_applicable", "dropped"}
UNCLAIMED = MEASURE.of("unclaimed")
METHODS = {Method.ON_PAPER: "书面", Method.ON_SITE: "现场"}
OUTCOMES = {"adopted": "采纳", "partly": "部分采纳", "not": "未采纳", "": "未评定"}
MEASURE_VERDICTS = {
    "adopted": "采纳",
    "other_way": "以其他方式采纳",
    "not_adopted": "未采纳",
    "not_applicable": "不适用",
}
RISKS = {Risk.HIGH: "高", Risk.MEDIUM: "中", Risk.LOW: "低"}
FOUND = {found: MEASURE[found].formal for found in Found if found != Found.UNJUDGED} | {Found.UNJUDGED: "无法判断"}


def measures(suggestion: Suggestion) -> models.QuerySet[Measure]:
    """Returns the measures that are asked of the unit, in the order of the letter."""
    return suggestion.measures.exclude(state__in=["dropped", "proposed"]).select_related("text").order_by("position")


def states(record: models.Model) -> Iterator[dict[str, object]]:
    """Yields each measure with where it stands."""
    suggestion = record if isinstance(record, Suggestion) else record.suggestion
    for measure in measures(suggestion):
        asked = measure.text
        if asked is not None:
            yield {"text": asked.text, "criterion": asked.criterion, "state": MEASURE[measure.state].formal}


def answers(row: Reply) -> list[dict[str, object]]:
    """Returns the unit's answer to each measure of its reply."""
    return [answered(measure) for measure in measures(row.suggestion)]


def prepared(suggestion: Suggestion) -> list[dict[str, object]]:
    """Returns the answers as they would be sent now, with what is prepared and not sent yet."""
    waiting = Answer.objects.filter(measure__suggestion=suggestion, sent_at__isnull=True)
    drafts = {answer.measure_id: answer for answer in waiting}
    return [answered(measure, drafts.get(measure.pk)) for measure in measures(suggestion)]


def answered(measure: Measure, draft: Answer | None = None) -> dict[str, object]:
    """Returns what the unit says of one measure: attitude, words, what is done, promise, evidence."""
    answer = draft or measure.answers.filter(round=measure.round, sent_at__isnull=False).last()
    claim = measure.claims.standing().filter(round=measure.round).last()
    evidence = measure.suggestion.attachments.filter(about=str(PartName.of(measure)))
    return {
        "text": measure.text.text,
        "attitude": ATTITUDES.get(answer.attitude, "未答复") if answer else "未答复",
        "explanation": answer.text if answer else "",
        "done": claim.text if claim else "",
        "progress": "" if claim else "；".join(each.text for each in measure.progress.all()),
        "promised_on": draft.promised_on if draft else measure.promised_on,
        "done_on": (draft or answer).done_on if answer else None,
        "more": answer.more if answer else "",
        "responsible": answer.responsible if answer else "",
        "milestones": "；".join(map(_on_the_way, days_on_the_way.of_answer(answer))) if answer else "",
        "evidence": "、".join(row.printed_title for row in evidence),
    }


def _on_the_way(each: DayOnTheWay) -> str:
    reached = f"（{wording.day(each.progress.done_on)}完成）" if each.progress else ""
    return f"{each.key}{reached}"


def attached(record: models.Model) -> Iterable[str]:
    """Returns the titles of the files that came with a record; one that is not kept yet has none."""
    if record.pk is None:
        return []
    about = str(PartName.of(record))
    return [row.printed_title for row in record.suggestion.attachments.filter(about=about)]


def signer(row: Reply) -> str:
    """Returns who signed the unit's reply, with title."""
    return " ".join(part for part in (row.signed_by_title, row.signed_by) if part)


def reply_due(record: models.Model) -> date | None:
    """Returns the legal day of the written reply."""
    clock = record.suggestion.clocks.of_reply().order_by("id").last()
    return clock.due_on if clock else record.suggestion.served_on


def late(row: Urging) -> list[str]:
    """Returns what is late: each measure that is not done by number and words, its promised day and the days since."""
    undone = [measure for measure in measures(row.suggestion) if measure.state in UNCLAIMED]
    return [_late(measure, on=row.urged_on) for measure in undone] or [row.text]


def _late(measure: Measure, *, on: date) -> str:
    asked = measure.text.text.rstrip("。；; ") if measure.text else ""
    promised = f"，承诺{wording.day(measure.promised_on)}前完成" if measure.promised_on else ""
    days = (on - measure.promised_on).days if measure.promised_on else 0
    overdue = f"，已逾期{days}日" if days > 0 else ""
    return f"建议{wording.ordinal(measure.position)}“{asked}”：{MEASURE[measure.state].formal}{promised}{overdue}"


def urged(row: Urging) -> str:
    """Returns the words of the urging; "" where they stand as the only thing that is late."""
    return row.text if late(row) != [row.text] else ""


def days_late(row: Urging) -> str:
    """Returns for how many days the written reply is late on the day of the urging; "" where it is not, or came."""
    due_on, is_awaited = reply_due(row), row.suggestion.reply_state == "awaited"
    days = (row.urged_on - due_on).days if due_on and is_awaited else 0
    return str(days) if days > 0 else ""


def findings(row: LookBack) -> list[Finding]:
    """Returns what a look back found, measure by measure."""
    return list(row.findings.select_related("measure__text").order_by("measure__position"))


def found(row: Finding) -> str:
    return FOUND[Found(row.found)]


def indicator(row: Finding) -> str:
    """Returns the outcome indicator on which a finding may lean: before, aimed at, and each reading until then."""
    kept = Indicator.objects.filter(measure_id=row.measure_id).first()
    if kept is None:
        return ""
    read = [
        f"{wording.day(each.read_on)}{each.value.normalize():f}{kept.unit}（{each.source}）"
        for each in kept.readings.filter(read_on__lte=row.look_back.looked_on)
    ]
    figures = f"基数{kept.baseline.normalize():f}{kept.unit}（{wording.day(kept.baseline_on)}），目标{kept.target.normalize():f}{kept.unit}"
    return f"{kept.name}，" + "；".join((figures, *read))


def drawn(row: LookBack) -> str:
    """Returns the draw that a look back follows, the last one since the look back before; "" when none drew the case."""
    cases = row.suggestion.draws.drawn().filter(draw__drawn_at__lte=row.recorded_at)
    former = row.suggestion.look_backs.filter(pk__lt=row.pk).last()
    if former:
        cases = cases.filter(draw__drawn_at__gt=former.recorded_at)
    last = cases.select_related("draw__procuratorate").order_by("draw_id").last()
    if last is None:
        return ""
    draw = last.draw
    return f"{draw.procuratorate.name}{wording.day(draw.drawn_on)}随机抽取（第{draw.pk}号抽取）"


def has_rebounded(row: LookBack) -> bool:
    return row.findings.filter(found=Found.REBOUNDED).exists()


def verdict(row: Assessment) -> str:
    """Returns the verdict on a reply; a reply that is adequate is not called carried out while a measure is only promised."""
    formal = REPLY[row.verdict].formal
    is_done = all(each.measure.state in DONE for each in row.measures.select_related("measure"))
    return formal if is_done or row.verdict not in REPLIED_WELL else REPLIED_WELL[row.verdict]


def assessed(row: Assessment) -> Iterator[dict[str, object]]:
    """Yields the outcome of each measure of a judged reply, with its reason."""
    for each in row.measures.select_related("measure__text").order_by("measure__position"):
        yield {
            "text": each.measure.text.text,
            "verdict": MEASURE_VERDICTS[each.verdict],
            "reason": each.reason,
            "state": MEASURE[each.measure.state].formal,
        }


def rectified(suggestion: Suggestion) -> str:
    """Returns what is known to be put right, measure by measure: only what was verified counts, a promise stays a promise.

    What was verified before the case was reopened belongs to an earlier round, and is not repeated.
    """
    reopened = suggestion.events.filter(track="case", step="reopen").order_by("seq").last()
    said = (_rectified(row, since=reopened.taken_on if reopened else None) for row in measures(suggestion))
    return "\n".join(line for line in said if line)


def _rectified(row: Measure, *, since: date | None) -> str:
    number = f"建议{wording.ordinal(row.position)}"
    verification = row.verifications.filter(round=row.round).select_related("verified_by").last()
    if verification and row.state in MEASURE.of("verified"):
        if since and verification.verified_on < since:
            return ""
        how = METHODS[Method(verification.method)]
        return f"{number}：{wording.day(verification.verified_on)}经{verification.verified_by.name}{how}核实，{verification.finding}"
    promised = f"，承诺{wording.day(row.promised_on)}前完成" if row.promised_on and row.state in UNCLAIMED else ""
    return f"{number}：{MEASURE[row.state].formal}{promised}"


def more_than_asked(suggestion: Suggestion) -> str:
    """Returns what the unit says that it does beyond the measures, each under its number."""
    said = []
    for row in measures(suggestion):
        answer = row.answers.filter(round=row.round, sent_at__isnull=False).last()
        if answer and answer.more:
            said.append(f"建议{wording.ordinal(row.position)}：{answer.more}")
    return "\n".join(said)


def risk(suggestion: Suggestion) -> str:
    """Returns the risk of a rebound that was judged at closing."""
    return RISKS.get(closing("risk")(suggestion), "")


def closing(key: str) -> Callable[[Suggestion], str]:
    """Returns what reads one of the facts that were judged at closing (domain.md 4.4)."""

    def of(suggestion: Suggestion) -> str:
        return str(suggestion.closing_findings.get(key, ""))

    return of


#: How a suit ended, in the words of the closing decision.
SUIT_RESULTS = {
    "judged": "人民法院已作出裁判",
    "withdrawn": "已撤回起诉",
    "performed": "诉讼期间被告已依法履行职责",
}


def sued_on(suggestion: Suggestion) -> date | None:
    """Returns on which day the suit that has ended was brought; None where there was none."""
    if suggestion.examination_state != "suit_ended":
        return None
    event = suggestion.events.filter(track="examination", step="sue").order_by("-seq").first()
    return event.taken_on if event else None


def suit_result(suggestion: Suggestion) -> str:
    """Returns how the suit of a case ended; "" where there was none, or it has not ended."""
    if suggestion.examination_state != "suit_ended":
        return ""
    event = suggestion.events.filter(track="examination", step="end_suit").order_by("-seq").first()
    return SUIT_RESULTS.get(str(event.details.get("result", "")), "") if event else ""


def closed_by(suggestion: Suggestion) -> str:
    """Returns who closed the case the last time."""
    event = suggestion.events.filter(track="case", from_state="open", to_state="closed").order_by("-seq").first()
    return event.signed_name if event else ""
