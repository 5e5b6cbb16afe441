"""What documents say of a suggestion's records where a plain field is not enough; always in Chinese."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db import models
from django.db.models import Q, QuerySet

from organs.words import both_names
from suggestions.access import visible_records
from suggestions.models import (
    Amendment,
    Approval,
    Event,
    Filing,
    LetterVersion,
    Matter,
    Objection,
    Proclamation,
    Resolution,
    Service,
    Stationery,
    Suggestion,
)
from suggestions.printing import wording
from suggestions.rules import legal_bases
from suggestions.rules.investigations import QUESTIONED_IN_CHINESE
from suggestions.rules.kinds import POLICY, VERDICT_LABELS
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.part_names import PartName
from suggestions.rules.service_channels import SIGNERS_IN_CHINESE

UNIT_WORDS = {LengthUnit.DAYS: "日", LengthUnit.MONTHS: "个月", LengthUnit.WORKING_DAYS: "个工作日"}
FATES = {"reworded": "变更", "dropped": "删去", "new": "增加"}
OUTCOMES = {
    "upheld_modify": "异议成立，依法变更{name}。",
    "upheld_withdraw": "异议成立，依法撤回{name}。",
    "rejected": "异议不成立，不予采纳。请继续按{document}办理。",
}


def period(amount: int | None, unit: str) -> str | None:
    """Returns a period as letters write it: 两个月, 十五日; None when it is not set."""
    if not amount:
        return None
    length = Length(amount, LengthUnit(unit))
    if length == Length(2, LengthUnit.MONTHS):
        return "两个月"
    number = wording.ordinal(amount) if amount < 100 else str(amount)
    return f"{number}{UNIT_WORDS[length.unit]}"


def contact(suggestion: Suggestion) -> str:
    """Returns the handling prosecutor, the department and the telephone, as the letter names them; nobody whose account is closed."""
    prosecutor = suggestion.handling_prosecutor
    telephone = (
        Stationery.objects.filter(procuratorate=suggestion.issued_by).values_list("enquiry_line", flat=True).first()
    )
    parts = [
        prosecutor.name if prosecutor and prosecutor.is_active else "",
        suggestion.department.name if suggestion.department else "",
        f"电话{telephone}" if telephone else "",
    ]
    return "，".join(part for part in parts if part)


def concluding_report(version: LetterVersion) -> str:
    """Returns the report on which the letter is decided: the paper of the case where the rules know one, else what was typed."""
    kind = version.rules.report_paper
    paper = version.suggestion.papers.filter(kind=kind).last() if kind else None
    return paper.text if paper else version.conclusion_report


def joined(*texts: str | None, by: str = "；") -> str:
    """Returns the texts that say something, as one: before a semicolon no full stop."""
    said = [text for text in texts if text]
    if by == "；":
        said[:-1] = [text.rstrip("。；") for text in said[:-1]]
    return by.join(said)


# The letter.


def content(key: str) -> Callable[[LetterVersion], str | None]:
    """Returns what reads one of the contents of a letter: None when its kind asks for it and it is not there."""

    def of(version: LetterVersion) -> str | None:
        row = version.rules.content(key)
        typed = version.contents.get(key, "").strip()
        return typed or (None if row and row.required else "")

    return of


def legal_ground(version: LetterVersion) -> str | None:
    """Returns on which law the letter is raised, as a clause of the sentence that proposes (PIL21 Art. 75 item 5)."""
    typed = content(legal_bases.KEY)(version)
    return typed.rstrip("，。；、 ") if typed else typed


def objection_sentence(version: LetterVersion) -> str | None:
    """Returns the sentence on the period for objection; "" where the kind does not ask for it (PIL21 Art. 75)."""
    if not version.has_objection_period:
        return ""
    length = period(version.objection_amount, version.objection_unit)
    if not length:
        return None
    return version.rules.objection.said(period=length, name=version.rules.name, document=version.rules.document)


def reply_sentence(version: LetterVersion) -> str | None:
    """Returns the sentence on the period for the written reply; of a modified letter, on the day that its notice names."""
    if due_on := due_after_change(version):
        return version.rules.answer.said_by(wording.day(due_on))
    length = period(version.reply_amount, version.reply_unit)
    if not length:
        return None
    return version.rules.answer.said(period=length, name=version.rules.name, document=version.rules.document)


def due_after_change(version: LetterVersion) -> date | None:
    """Returns the day by which a modified letter is answered: the decider's, else that of the term that ran then.

    No article says what becomes of the period (domain.md 3.2), so that notice and letter both say this day, whatever
    becomes of the letter later. None where the letter before was never served: the period then begins with the receipt of
    this one.
    """
    if version.pk is None or version.version == 1:
        return None
    suggestion = version.suggestion
    change = suggestion.amendments.filter(letter=version).last()
    modified = suggestion.events.filter(track="document", step="modify", details__version=version.version).last()
    state = modified.from_state if modified else suggestion.document_state
    if change is None or state != "served":
        return None
    return change.new_due_on or _reply_due(suggestion, upto=modified)


def _reply_due(suggestion: Suggestion, *, upto: Event | None) -> date | None:
    """Returns the legal day of the reply as it was before an event; as it is, without one."""
    clocks = suggestion.clocks.of_reply().order_by("id")
    running = (clocks.filter(started_by__seq__lt=upto.seq) if upto else clocks).last()
    if running is None:
        return None
    moved_later = [each["due_on"] for each in running.former if upto and each["event"] > upto.seq]
    return date.fromisoformat(moved_later[0]) if moved_later else running.due_on


def recipient_above(version: LetterVersion) -> str | None:
    """Returns the recipient at the head of the letter; courts stand at the end, after 此致."""
    return "" if version.rules.recipient_last else version.recipient_name or None


def recipient_below(version: LetterVersion) -> str | None:
    """Returns the court that the letter ends with."""
    return version.recipient_name or None if version.rules.recipient_last else ""


def measures_asked(version: LetterVersion) -> list[models.Model]:
    """Returns the measures of a version that are asked and written."""
    if version.pk is None:
        return []
    texts = version.measure_texts.exclude(fate="dropped").order_by("position", "id")
    return [text for text in texts if text.text.strip()]


def attached_to_letter(version: LetterVersion) -> Iterator[str]:
    """Yields the titles of a version's attachments; of those from before they had one the name without its ending."""
    for each in version.enclosures:
        yield each.printed_title


def copied(version: LetterVersion) -> Iterator[str]:
    """Yields the units that the letter names under copies: not those decided after this version was printed."""
    later: set[str] = set()
    if version.rendered_at:
        decided = version.suggestion.events.filter(track="copies", step="plan", recorded_at__gt=version.rendered_at)
        later = set(decided.values_list("subject", flat=True))
    for copy in version.suggestion.copies.select_related("unit"):
        if str(PartName.of(copy)) not in later:
            yield copy.unit.name


def version_note(version: LetterVersion) -> str:
    """Returns what a modified letter says of itself (P19 Art. 22); nothing where the one before never reached anybody."""
    since = visible_records.disclosure_of(version.suggestion) if version.version > 1 else None
    if since is None or since.version == version.version:
        return ""
    former = version.suggestion.versions.filter(version__lt=version.version).order_by("-version").first()
    if former is None:
        return ""
    return f"（替代本院{wording.day(former.issued_on)}发出的{former.rules.document}）"


# Who did what: the ledger knows.


def taken(step: str, *, field: str = "signed_name") -> Callable[[models.Model], str]:
    """Returns what reads the actor of the last time that a step was taken with the record."""

    def of(record: models.Model) -> object:
        if record.pk is None:
            return ""
        suggestion = record if isinstance(record, Suggestion) else record.suggestion
        subject = "" if isinstance(record, Suggestion) else str(PartName.of(record))
        track, _dot, key = step.partition(".")
        event = suggestion.events.filter(track=track, step=key, subject=subject).order_by("-seq").first()
        return getattr(event, field) if event else ""

    return of


def person_who(field: str, *, step: str) -> Callable[[models.Model], str]:
    """Returns what reads the person in a column of the record, with both names where a deputy took the step that wrote it."""
    track, _dot, key = step.partition(".")

    def of(record: models.Model) -> str:
        person = getattr(record, field, None)
        if person is None:
            return ""
        taken_by = (
            attrgetter("suggestion")(record).events.filter(track=track, step=key, recorded_by=person).order_by("-seq")
        )
        event = taken_by.first() if record.pk else None
        return both_names(person.name, event.acted_for_name if event else "")

    return of


def approvals(version: LetterVersion) -> Iterator[dict[str, object]]:
    """Yields the signatures that count, gate by gate, each with the digest of the text that was signed."""
    gates = {gate.key: gate for gate in version.rules.gates}
    for row in version.approvals.filter(voided_at__isnull=True).select_related("resolution").order_by("id"):
        yield {
            "gate": gates[row.gate].label if row.gate in gates else row.gate,
            "opinion": _said(row.verdict, row.opinion),
            "name": row.signed_name,
            "post": row.by_post,
            "at": row.at,
            "digest": row.digest[:16],
            "resolution": row.resolution.number if row.resolution else "",
        }


def _said(verdict: str, opinion: str) -> str:
    if verdict == "refer":
        return f"提请检察委员会讨论决定。{opinion}"
    return opinion or ("同意" if verdict == "pass" else "退回")


def decider(version: LetterVersion) -> str:
    """Returns who decided on the letter, or on its modification, with the post at that time."""
    decided = version.approvals.filter(gate="decision", verdict="pass", voided_at__isnull=True).order_by("-id").first()
    if decided:
        return f"{decided.signed_name}（{decided.by_post}）"
    amendment = version.suggestion.amendments.filter(letter=version, state="decided").first()
    if amendment is None:
        return ""
    event = version.suggestion.events.get(track="amendment", step="decide", subject=str(PartName.of(amendment)))
    return f"{event.signed_name}（{event.actor_post}）"


def decided_investigation(version: LetterVersion) -> str:
    """Returns who decided to investigate, and when (P19 Art. 13)."""
    suggestion = version.suggestion
    return joined(suggestion.investigation_decided_by, wording.day(suggestion.investigation_decided_on), by="，")


def reported_versions(suggestion: Suggestion) -> list[LetterVersion]:
    """Returns the version with the report that concludes the investigation; none where that report is a paper of the case."""
    first = suggestion.versions.filter(version=1).first()
    if first is None or first.rules.report_paper or not first.conclusion_report.strip():
        return []
    return [first]


def reported_on(version: LetterVersion) -> datetime | None:
    """Returns when the report went to the chief procurator with the draft; None while it is written (P19 Art. 15(2))."""
    event = version.suggestion.events.filter(track="document", step="submit").order_by("-seq").first()
    return event.recorded_at if event else None


def investigation_acts(version: LetterVersion) -> list[dict[str, object]]:
    """Returns what was done to find out, as the report tells it: of who was asked a role and a number (P19 Art. 14)."""
    acts = version.suggestion.investigation_acts.filter(state="entered").select_related("first", "second")
    return [
        {
            "on": act.done_on,
            "means": act.row.zh,
            "of_whom": f"{QUESTIONED_IN_CHINESE.get(act.questioned, '')}{act.questioned_number or ''}{act.institution}",
            "by": joined(act.first.name, act.second.name if act.second else "", by="、"),
        }
        for act in acts
    ]


def matter(resolution: Resolution) -> str:
    """Returns what was put to the committee, as its notice names it; of a recusal without saying whose."""
    suggestion = resolution.suggestion
    to, what = suggestion.current_letter.recipient_name, suggestion.rules.name
    return {
        Matter.LETTER: f"拟向{to}提出{what}",
        Matter.OBJECTION: f"{to}对{what}所提异议的处理",
        Matter.MODIFY: f"拟变更已向{to}提出的{what}",
        Matter.WITHDRAW: f"拟撤回已向{to}提出的{what}",
        Matter.RECUSAL: "本案办案人员的回避",
    }[Matter(resolution.matter)]


def told_of_resolution(resolution: Resolution) -> str:
    """Returns to whom the notice goes: the department, or where none is named whoever handles the case."""
    department = resolution.suggestion.department
    return department.name if department else "承办部门"


def minutes(resolution: Resolution) -> str:
    """Returns what is enclosed of the minutes: the paper itself, not the name of its file."""
    return "检察委员会会议纪要一份" if resolution.minutes else ""


# Legal-policy review, and the decision not to suggest.


def review_opinions(suggestion: Suggestion) -> QuerySet[Approval]:
    """Returns what the legal-policy review said of the letter in force, the last one last."""
    found: QuerySet[Approval] = Approval.objects.filter(letter=suggestion.letter, gate=POLICY.key).order_by("id")
    return found


def reviewed(approval: Approval) -> list[dict[str, str]]:
    """Returns what the review of Art. 17(1) found of necessity, legality and reasoning."""
    return [
        {"what": str(VERDICT_LABELS[key]), "finding": "符合要求" if is_met else "不符合要求"}
        for key, is_met in ((key, approval.verdicts.get(key)) for key in VERDICT_LABELS)
        if is_met is not None
    ]


def review_opinion(approval: Approval) -> str:
    return approval.opinion or ("同意" if approval.verdict == "pass" else "退回")


def written(key: str) -> Callable[[Suggestion], str]:
    """Returns what reads a text of the draft; "" where it was not written."""
    return lambda suggestion: str(suggestion.current_letter.contents.get(key) or "")


def of_letter(read: Callable[[LetterVersion], object]) -> Callable[[Suggestion], object]:
    """Returns what reads a fact of the letter for the case."""
    return lambda suggestion: read(suggestion.current_letter)


def _dropped(suggestion: Suggestion) -> Event | None:
    return suggestion.events.filter(track="document", step="drop").select_related("words").order_by("-seq").first()


def reasons_not_to_suggest(suggestion: Suggestion) -> str:
    event = _dropped(suggestion)
    return event.words.text if event and hasattr(event, "words") else ""


def who_decided_not_to_suggest(suggestion: Suggestion) -> str:
    event = _dropped(suggestion)
    return f"检察长（{event.signed_name}）" if event else "检察长"


def decided_not_to_suggest_on(suggestion: Suggestion) -> date | None:
    event = _dropped(suggestion)
    return event.occurred_on if event else None


# Service, filing, objection, amendment.


#: On a return that is still to be signed: as what, to be ticked by hand.
SIGNER_BOXES = "　".join(f"□{words}" for words in SIGNERS_IN_CHINESE.values())


def signed_for(service: Service) -> str:
    """Returns who signed, and as what (CIVPL 88); of services from before it was a choice, the post as it was written."""
    if service.pk is None:
        return SIGNER_BOXES
    title = SIGNERS_IN_CHINESE.get(service.signed_as, service.signed_by_title)
    return joined(service.signed_by, title, by=" ")


def served_documents(service: Service) -> str:
    """Returns what was handed over: of a modified letter the notice with it, of a withdrawn one the notice (P19 Art. 22)."""
    if service.withdrawal:
        return f"撤回{service.withdrawal.former_rules().name}通知书"
    rules = service.letter.rules
    is_notified = service.letter.version > 1 and service.suggestion.amendments.filter(letter=service.letter).exists()
    return f"{rules.document}（变更后）、变更{rules.name}通知书" if is_notified else rules.document


def served_at(service: Service) -> str:
    """Returns where the letter was served: the recorded place, else the unit's address."""
    return service.place or service.suggestion.unit.address


def refusal(service: Service) -> str:
    return joined(service.refusal, service.witness)


def service_remarks(service: Service) -> str:
    """Returns what else the return says: that a court gets the file as well, note, number of the post, electronic address."""
    number = f"邮件号 {service.tracking_number}" if service.tracking_number else ""
    address = f"电子送达地址 {service.electronic_address}" if service.electronic_address else ""
    return joined(service.letter.rules.handing_over, service.note, number, address)


def consent(proclamation: Proclamation) -> str:
    """Returns who agreed to the proclamation, and when (P19 Art. 18(2))."""
    service = proclamation.service
    if not service.consented_on:
        return ""
    return f"{wording.day(service.consented_on)}，{service.consent_by}同意宣告送达"


def comments(proclamation: Proclamation) -> str:
    """Returns what the invited persons said."""
    return "\n".join(f"{each.name}：{each.comment}" for each in proclamation.invited.all() if each.comment)


def head_of_unit(proclamation: Proclamation) -> str:
    return joined(proclamation.unit_head, proclamation.unit_head_title, by=" ")


def measures_of(record: models.Model) -> str:
    """Returns what the letter asks for, measure by measure, as lines."""
    suggestion = record if isinstance(record, Suggestion) else record.suggestion
    return "\n".join(text.text for text in measures_asked(suggestion.letter))


def filing_due(filing: Filing) -> date | None:
    due = filing.suggestion.clocks.filter(term__startswith="filing").order_by("-id").first()
    return due.due_on if due else None


def objection_decider(objection: Objection) -> str:
    """Returns who decided: the committee when its resolution stands in the event, else the chief procurator."""
    subject = str(PartName.of(objection))
    event = objection.suggestion.events.filter(Q(step="uphold") | Q(step="reject"), subject=subject).last()
    return "检察委员会" if event and event.details.get("resolution") else "检察长"


def outcome(objection: Objection) -> str:
    """Returns how an objection was decided, in the words of the decision; "" before it is."""
    rules = objection.letter.rules
    return OUTCOMES.get(objection.state, "").format(name=rules.name, document=rules.document)


def lateness(objection: Objection) -> str:
    """Returns the note on an objection that came late."""
    if not objection.is_late:
        return ""
    return f"（已超过{objection.letter.rules.document}载明的异议期限，本院仍予复核）"


def supervised_under(suggestion: Suggestion, *, civil: str, administrative: str) -> str:
    """Returns which article of the rules of its procedure a paper rests on; "" where the kind is of neither."""
    if "civil" in suggestion.kind:
        return civil
    return administrative if "administrative" in suggestion.kind else ""


def corrected_under(record: models.Model) -> str:
    """Returns the article on which a clerical slip is corrected; "" where the rules of the kind have none."""
    suggestion = attrgetter("suggestion")(record)
    return supervised_under(
        suggestion,
        civil="《人民检察院民事诉讼监督规则》第一百二十九条",
        administrative="《人民检察院行政诉讼监督规则》第一百三十一条",
    )


def amended_under(amendment: Amendment) -> str:
    """Returns the article on which a letter is modified or withdrawn: by itself, by instruction, or upon an objection."""
    if amendment.objection_id:
        return "第二十三条"
    return "第二十二条第二款" if amendment.instruction_id else "第二十二条第一款"


def due_by_notice(amendment: Amendment) -> date | None:
    """Returns the day that the notice of a modification names: that of the letter which it brings."""
    return due_after_change(amendment.letter) if amendment.letter else None


def changes(amendment: Amendment) -> list[str]:
    """Returns what a modification changes, measure by measure, in the words of its notice."""
    if amendment.letter is None:
        return []
    texts = amendment.letter.measure_texts.filter(fate__in=FATES).order_by("position")
    return [f"{FATES[text.fate]}建议{wording.ordinal(text.position)}：{text.text}" for text in texts]


def last_day(event: Event, *, track: str, step: str) -> date | None:
    """Returns on which day a step was last taken before an event of the same suggestion."""
    before = event.suggestion.events.filter(track=track, step=step, seq__lt=event.seq).order_by("-seq").first()
    return before.taken_on if before else None


@dataclass(frozen=True, kw_only=True)
class NotedUnperformed:
    """What the office last noted of PIL21 Art. 82: the keys of the items, the note, who, and on which day."""

    keys: list[str]
    note: str
    by: str
    on: date | None


def noted_unperformed(suggestion: Suggestion) -> NotedUnperformed | None:
    """Returns what was last noted as not performed in a case of public interest (PIL21 Art. 82); None before that."""
    noted = suggestion.events.filter(track="examination", step="note_unperformed").select_related("words")
    event = noted.order_by("-seq").first()
    if event is None:
        return None
    words = getattr(event, "words", None)
    keys = [key for key in str(event.details.get("unperformed", "")).split(",") if key]
    return NotedUnperformed(keys=keys, note=words.text if words else "", by=event.signed_name, on=event.taken_on)
