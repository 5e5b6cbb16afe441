"""What the pack and the record of a visit say, measure by measure and of both sides; always in Chinese."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from followups.documents import document_facts
from followups.models import Observation, Signature, Visit, VisitedMeasure
from organs import clock
from suggestions.models import Attachment, Measure
from suggestions.printing import wording
from suggestions.rules.part_names import PartName
from suggestions.rules.states import MEASURE

SEEN = {
    Observation.IN_ORDER: "已落实",
    Observation.PARTLY: "部分落实",
    Observation.NOT_DONE: "未落实",
    Observation.UNSEEN: "无法查看",
}
FOLLOWS = {"verify": "当场核实", "send_back": "退回，请继续整改", "": ""}
METHODS = {"on_paper": "书面核实", "on_site": "现场核实"}
SIDES = {"unit": "被建议单位", "office": "检察院"}
WAYS = {"drawn": "屏幕手写", "typed": "键入姓名", "paper": "纸质签名，扫描件附卷"}
#: Three lines to write on, as long as a paragraph's first line.
LINES = "\n".join(["＿" * 26] * 3)


def planned_people(visit: Visit) -> str:
    """Returns who of the office takes part, the handling prosecutor first: who did, where otherwise than planned."""
    handling = visit.suggestion.handling_prosecutor_id
    people = sorted(visit.people.all(), key=lambda person: person.pk != handling)
    return visit.present_office or "、".join(person.name for person in people)


def present(visit: Visit) -> str:
    """Returns who took part, of both sides where both are known apart."""
    office = planned_people(visit)
    return f"检察院：{office}\n单位：{visit.present}" if office else visit.present


def former_days(visit: Visit) -> Iterator[str]:
    """Yields the days for which the visit was planned before, with the reason of each move."""
    for row in visit.former_days.all():
        yield f"{wording.day(row.former_on)}（改期原因：{row.reason}）"


def looked_at(visit: Visit) -> list[VisitedMeasure]:
    """Returns the measures that the visit looks at, as the plan numbered them."""
    return list(visit.looks.select_related("measure__text", "measure__suggestion", "visit").order_by("number"))


def prepared(visit: Visit) -> Iterator[dict[str, object]]:
    """Yields for each measure what who goes there should have read, and lines to write on."""
    for look in looked_at(visit):
        measure = look.measure
        answer = document_facts.answered(measure)
        yield {
            "number": look.number,
            "text": measure.text.text,
            "criterion": look.criterion,
            "state": MEASURE[measure.state].formal,
            "answer": "：".join(str(part) for part in (answer["attitude"], answer["explanation"]) if part),
            "responsible": answer["responsible"],
            "milestones": answer["milestones"],
            "more": answer["more"],
            "done": answer["done"],
            "progress": answer["progress"],
            "promises": "；".join(promises(measure)),
            "evidence": "；".join(evidence(measure)),
            "before": "；".join(before(measure)),
            "lines": LINES,
        }


def promises(measure: Measure) -> Iterator[str]:
    """Yields the day that is promised now, then each promised day, with the reason where it moved a former one."""
    rows = list(measure.promises.all())
    if measure.promised_on and len(rows) > 1:
        yield f"现承诺{wording.day(measure.promised_on)}前完成"
    for row in rows:
        moved = f"（由{wording.day(row.former_on)}改期：{row.reason}）" if row.former_on else ""
        yield f"{wording.day(row.promised_on)}{moved}"


def evidence(measure: Measure) -> Iterator[str]:
    """Yields the files that are kept of a measure: title, day, who."""
    for row in attachments_of(measure):
        who = row.added_by.name if row.added_by else ""
        former = row.replaces
        instead = f"，替代{wording.day(clock.civil_day(former.added_at))}所附“{former.printed_title}”" if former else ""
        yield f"{row.printed_title}（{wording.day(clock.civil_day(row.added_at))}，{who}{instead}）"


def attachments_of(measure: Measure) -> QuerySet[Attachment]:
    """Returns what the unit and the office attached to a measure, the photos of visits among it, the oldest first."""
    looks = [str(PartName("visitedmeasure", pk)) for pk in measure.looks.values_list("pk", flat=True)]
    about = Q(about=str(PartName.of(measure))) | Q(about__in=looks)
    return measure.suggestion.attachments.filter(about).select_related("blob", "added_by", "replaces").order_by("id")


def before(measure: Measure) -> Iterator[str]:
    """Yields what earlier visits, verifications and look-backs found, and claims that were sent back."""
    for look in measure.looks.exclude(found="").select_related("visit").order_by("visit__visited_on", "id"):
        yield f"{wording.day(look.visit.visited_on)}回访，{SEEN[Observation(look.found)]}：{look.text}"
    for back in measure.sent_back.all():
        suffices = f"；补正要求：{back.suffices}" if back.suffices else ""
        yield f"{wording.day(back.sent_back_on)}退回单位反馈的完成情况：{back.reason}{suffices}"
    for row in measure.verifications.all():
        yield f"{wording.day(row.verified_on)}{METHODS[row.method]}：{row.finding}"
    for finding in measure.findings.select_related("look_back"):
        yield f"{wording.day(finding.look_back.looked_on)}回头看，{document_facts.found(finding)}：{finding.text}"


def results(visit: Visit) -> Iterator[dict[str, object]]:
    """Yields what the visit found of each measure, and the photos with their digests."""
    for look in looked_at(visit):
        yield {
            "number": look.number,
            "text": look.measure.text.text,
            "criterion": look.criterion,
            "found": SEEN.get(look.found, ""),
            "said": look.text,
            "follow": FOLLOWS[look.follow],
            "photos": "；".join(
                f"照片{number}，SHA-256 {row.blob_id}"
                for number, row in enumerate(visit.suggestion.attachments.filter(about=str(PartName.of(look))), start=1)
            ),
        }


def papers_kept(visit: Visit) -> Iterator[str]:
    """Yields the other files of a visit with their digests; pictures of signatures stand with the signatures."""
    signed = visit.signatures.exclude(picture=None).values("picture")
    for row in visit.suggestion.attachments.filter(about=str(PartName.of(visit))).exclude(pk__in=signed):
        yield _named(row)


def signed(row: Signature) -> str:
    """Returns who signed for which side, how, and the digest of a drawn signature."""
    drawn = f"，SHA-256 {row.picture.blob_id}" if row.picture else ""
    return f"{' '.join(part for part in (row.title, row.name) if part)}（{WAYS[row.way]}{drawn}）"


def _named(row: Attachment) -> str:
    return f"{row.printed_title}，SHA-256 {row.blob_id}"
