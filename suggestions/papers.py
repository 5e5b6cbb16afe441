"""What the formal documents of a suggestion say, taken from its records; always in Chinese."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import translation

from suggestions import kinds
from suggestions.counting import Length, Unit
from suggestions.models import Filing, LetterVersion, Proclamation, Service, Suggestion
from suggestions.printing import documents, wording

CONTENT_LABELS = {
    "source": "案件或者问题的来源",
    "facts": "查明的事实和证据",
    "problems": "违法情形或者应当消除的隐患",
    "other": "其他需要说明的事项",
}
UNIT_WORDS = {Unit.DAYS: "日", Unit.MONTHS: "个月", Unit.WORKING_DAYS: "个工作日"}


def period(amount: int | None, unit: str) -> str | None:
    """Returns a period as letters write it: 两个月, 十五日; None when it is not set."""
    if not amount:
        return None
    length = Length(amount, Unit(unit))
    if length == Length(2, Unit.MONTHS):
        return "两个月"
    number = wording.ordinal(amount) if amount < 100 else str(amount)
    return f"{number}{UNIT_WORDS[length.unit]}"


def letter(
    version: LetterVersion,
    *,
    number: str | None = None,
    measures: Iterable[documents.Asked] | None = None,
    copies: Iterable[str] | None = None,
) -> documents.Letter:
    """Returns the letter of a version; `number` and the day of issue are taken from it when it is issued.

    `measures` and `copies` stand in for the saved ones in the preview of what is only typed so far.
    """
    suggestion = version.suggestion
    kind = suggestion.kind_row
    objection = period(version.objection_amount, version.objection_unit)
    reply = period(version.reply_amount, version.reply_unit)
    objection_sentence = "" if not kind.has_objection_period else None
    if kind.has_objection_period and objection:
        objection_sentence = wording.objection_sentence(period=objection)
    return documents.Letter(
        organ=suggestion.issued_by.name,
        number=version.document_number or number,
        recipient=version.recipient_name or None,
        parts=tuple(
            documents.Part(label=CONTENT_LABELS[row.key], text=version.contents.get(row.key, "").strip() or None)
            for row in kind.contents
            if row.is_text and row.key != "other"
        ),
        measures=tuple(_asked(version) if measures is None else measures),
        objection_sentence=objection_sentence,
        reply_sentence=wording.reply_sentence(period=reply) if reply else None,
        other=version.contents.get("other", ""),
        contact=contact(suggestion),
        attachments=tuple(
            suggestion.attachments.filter(about=f"letter:{version.version}").values_list("name", flat=True)
        ),
        copies=tuple(_copied(version) if copies is None else copies),
        recipient_last=kind.recipient_last,
        signed_on=version.issued_on,
        version=version.version,
        modification="" if version.version == 1 else "原建议书以本稿为准",
    )


def _asked(version: LetterVersion) -> Iterator[documents.Asked]:
    for text in version.measure_texts.exclude(fate="dropped").order_by("position", "id"):
        if text.text.strip():
            yield documents.Asked(text=text.text, legal_basis=text.legal_basis)


def _copied(version: LetterVersion) -> Iterator[str]:
    """Yields the units that the letter names under copies: not those decided after this version was printed."""
    later: set[str] = set()
    if version.rendered_at:
        decided = version.suggestion.events.filter(track="copies", step="plan", recorded_at__gt=version.rendered_at)
        later = set(decided.values_list("subject", flat=True))
    for copy in version.suggestion.copies.select_related("unit"):
        if f"copy:{copy.pk}" not in later:
            yield copy.unit.name


def contact(suggestion: Suggestion) -> str:
    """Returns the handling prosecutor and department, as the letter names them."""
    parts = [
        suggestion.handling_prosecutor.name if suggestion.handling_prosecutor else "",
        suggestion.department.name if suggestion.department else "",
    ]
    return "，".join(part for part in parts if part)


def service_return(
    *, suggestion: Suggestion, service: Service | None = None, address: str = ""
) -> documents.ServiceReturn:
    """Returns the service return: empty places before the service, the record after it; `address` is the one-time link."""
    facts: dict[str, object] = {}
    if service:
        with translation.override("zh-hans"):
            mode = str(service.get_mode_display())
        facts = {
            "mode": mode,
            "served_by": service.server.name,
            "received_by": " ".join(part for part in (service.signed_by, service.signed_by_title) if part),
            "received_on": service.received_on,
            "refusal": "；".join(part for part in (service.refusal, service.witness) if part),
            "remarks": "；".join(
                part
                for part in (
                    service.note,
                    f"邮件号 {service.tracking_number}" if service.tracking_number else "",
                    f"电子送达地址 {service.electronic_address}" if service.electronic_address else "",
                )
                if part
            ),
        }
    return documents.ServiceReturn(
        organ=suggestion.issued_by.name,
        document="检察建议书",
        number=suggestion.letter.document_number or "",
        recipient=suggestion.letter.recipient_name,
        address=(service.place if service and service.place else suggestion.unit.address),
        portal_address=address,
        portal_note="一次性地址，凭此开立贵单位账户；三十日内有效，使用后即失效。" if address else "",
        **facts,
    )


def proclamation_record(*, suggestion: Suggestion, proclamation: Proclamation) -> documents.ProclamationRecord:
    """Returns the record of a proclamation (P19 Art. 18(3))."""
    service = proclamation.service
    with translation.override("zh-hans"):
        invited = tuple(
            documents.Invited(name=each.name, capacity=str(each.get_capacity_display()))
            for each in proclamation.invited.all()
        )
    comments = "\n".join(f"{each.name}：{each.comment}" for each in proclamation.invited.all() if each.comment)
    consent = ""
    if service.consented_on:
        consent = f"{wording.day(service.consented_on)}，{service.consent_by}同意宣告送达"
    return documents.ProclamationRecord(
        organ=suggestion.issued_by.name,
        number=suggestion.letter.document_number or "",
        recipient=suggestion.letter.recipient_name,
        occurred_on=service.received_on,
        hours=proclamation.started_at,
        place=service.place,
        host=proclamation.host,
        reader=proclamation.reader,
        recorder=service.server.name,
        head=f"{proclamation.unit_head} {proclamation.unit_head_title}".strip(),
        consent=consent,
        invited=invited,
        evidence=proclamation.evidence_shown,
        reasoning=proclamation.reasoning,
        statement=proclamation.statement,
        remarks=comments,
    )


def kind_label(suggestion: Suggestion) -> str:
    """Returns the kind as Chinese documents name it."""
    return kinds.KINDS[suggestion.kind].zh


def record_filing(*, filing: Filing, on: date, prepared_by: str) -> documents.RecordFiling:
    """Returns the record-filing form (P19 Art. 21; PIL21 Art. 75); no article prescribes its layout."""
    suggestion = filing.suggestion
    letter = suggestion.letter
    due = suggestion.clocks.filter(term__startswith="filing").order_by("-id").first()
    decided = letter.approvals.filter(gate="decision", verdict="pass").order_by("-id").first()
    return documents.RecordFiling(
        organ=suggestion.issued_by.name,
        higher_organ=filing.higher.name,
        departments=("对口业务部门", "法律政策研究部门"),
        letter_number=letter.document_number or "",
        kind=kind_label(suggestion),
        recipient=letter.recipient_name,
        issued_on=suggestion.issued_on,
        summary="\n".join(
            text.text for text in letter.measure_texts.exclude(fate="dropped").order_by("position", "id")
        ),
        case_name=suggestion.case_name,
        served_on=suggestion.served_on,
        due_on=due.due_on if due else None,
        decider=f"{decided.by_name}（{decided.by_post}）" if decided else "",
        enclosures=("检察建议书", "调查终结报告"),
        prepared_by=prepared_by,
        signed_on=on,
    )
