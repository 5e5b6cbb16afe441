"""What each formal document says: plain contents, filled by actions from records; how they look is in the templates.

Dates are civil days; None and "" are printed as an empty place to fill in by hand, except in a letter,
where None is a gap.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

#: Under which name a user knows a field; said when a character in it cannot be printed.
LABELS = {
    "organ": _("Issuing procuratorate"),
    "number": _("Number"),
    "recipient": _("Recipient unit"),
    "parts": _("Contents"),
    "measures": _("Measures"),
    "reply_sentence": _("Period for the written reply"),
    "signed_on": _("Date"),
    "measures_lead": _("Introduction of the measures"),
    "objection_sentence": _("Period for objections"),
    "other": _("Other matters"),
    "contact": _("Contact"),
    "attachments": _("Attachments"),
    "copies": _("Copies"),
    "modification": _("Modification"),
    "document": _("Document served"),
    "address": _("Address"),
    "mode": _("Mode of service"),
    "quantity": _("Copies served"),
    "served_by": _("Served by"),
    "received_by": _("Received by"),
    "received_on": _("Received on"),
    "substitute": _("Substitute recipient and reason"),
    "refusal": _("Refusal and witness"),
    "remarks": _("Remarks"),
    "portal_address": _("One-time address"),
    "portal_note": _("One-time address"),
    "occurred_on": _("Date"),
    "hours": _("Time"),
    "place": _("Place"),
    "host": _("Host"),
    "reader": _("Reader"),
    "recorder": _("Recorder"),
    "head": _("Head of the unit"),
    "consent": _("Consent to proclamation"),
    "invited": _("Invited persons"),
    "evidence": _("Evidence"),
    "reasoning": _("Reasoning"),
    "statement": _("Statement of the recipient unit"),
    "letter_number": _("Number of the letter"),
    "letter_signed_on": _("Date of the letter"),
    "reasons": _("Reasons"),
    "instructed_by": _("Instructed by"),
    "changes": _("Changes"),
    "reply_due_on": _("New due day of the reply"),
    "raised_on": _("Objection raised on"),
    "grounds": _("Grounds of the objection"),
    "finding": _("Finding"),
    "outcome": _("Outcome"),
    "decider": _("Decided by"),
    "served_on": _("Served on"),
    "due_on": _("Due on"),
    "late": _("What is late"),
    "new_due_on": _("New day"),
    "unit": _("Recipient unit"),
    "answers": _("Measures"),
    "general": _("General remarks"),
    "rectified": _("Rectified"),
    "industry_governance": _("Industry governance"),
    "long_term_mechanism": _("Long-term mechanism"),
    "replied_on": _("Replied on"),
    "look_back_on": _("Look-back on"),
    "proposer": _("Proposed by"),
    "higher_organ": _("Next-higher procuratorate"),
    "departments": _("Receiving departments"),
    "kind": _("Kind"),
    "issued_on": _("Issued on"),
    "summary": _("Main contents"),
    "case_name": _("Case name"),
    "ground": _("Ground"),
    "enclosures": _("Enclosures"),
    "prepared_by": _("Prepared by"),
    "means": _("Means"),
    "findings": _("Findings"),
    "people": _("People present"),
    "next_step": _("Next step"),
    "sample": _("Basis of the sample"),
    "matter": _("Matter"),
    "result": _("Result"),
    "opinion": _("Opinion"),
    "chair": _("Chair"),
    "present": _("People present"),
    "votes": _("Votes"),
    "minutes": _("Minutes"),
    "text": _("Text"),
    "legal_basis": _("Legal basis"),
    "attitude": _("Attitude"),
    "explanation": _("Explanation"),
    "done": _("What is done"),
    "name": _("Name"),
    "capacity": _("Capacity"),
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the contents of the letter's kind (Art. 16 (2); PIL rules Art. 75); a line of the text is a paragraph."""

    label: str
    text: str | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One measure as the letter asks for it, with the provision it rests on."""

    text: str
    legal_basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """检察建议书. What is None is a gap: marked in a preview, refused when printed."""

    template = "letter"
    heading = "检察建议书"

    organ: str
    number: str | None
    recipient: str | None
    parts: tuple[Part, ...]
    measures: tuple[Asked, ...]
    reply_sentence: str | None
    signed_on: date | None
    #: Courts stand at the end, after 此致 (civil and administrative supervision); all others at the top.
    recipient_last: bool = False
    measures_lead: str = "为此，向你单位提出如下检察建议："
    #: None: the kind asks for it and it is not there yet; "": the kind does not ask for it (PIL rules Art. 75).
    objection_sentence: str | None = ""
    other: str = ""
    contact: str = ""
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    #: More than 1 after a modification (Art. 22); then `modification` says what it replaces.
    version: int = 1
    modification: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """The labels of what is still missing, in the order of the letter."""
        facts = (
            (LABELS["number"], self.number),
            (LABELS["recipient"], self.recipient),
            *((part.label, part.text) for part in self.parts),
            (LABELS["measures"], self.measures or None),
            (LABELS["objection_sentence"], "" if self.objection_sentence == "" else self.objection_sentence or None),
            (LABELS["reply_sentence"], self.reply_sentence or None),
            (LABELS["signed_on"], self.signed_on),
        )
        return tuple(str(label) for label, fact in facts if fact is None)


@dataclass(frozen=True, kw_only=True)
class ServiceReturn:
    """送达回证 (CIVPL Art. 87–91; PIL rules Art. 76), with the portal's one-time address on a slip below the line."""

    template = "service_return"
    heading = "送达回证"

    organ: str
    document: str
    number: str
    recipient: str
    address: str = ""
    mode: str = ""
    quantity: str = "1份"
    served_by: str = ""
    received_by: str = ""
    received_on: date | None = None
    substitute: str = ""
    refusal: str = ""
    remarks: str = ""
    portal_address: str = ""
    portal_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A third person at a proclamation, with the capacity in which they came (Art. 18 (3))."""

    name: str
    capacity: str


@dataclass(frozen=True, kw_only=True)
class ProclamationRecord:
    """宣告笔录: content from Art. 18 (3); the record itself is practice."""

    template = "proclamation_record"
    heading = "检察建议宣告笔录"

    organ: str
    number: str
    recipient: str
    occurred_on: date
    hours: str = ""
    place: str = ""
    host: str = ""
    reader: str = ""
    recorder: str = ""
    head: str = ""
    consent: str = ""
    invited: tuple[Invited, ...] = ()
    evidence: str = ""
    reasoning: str = ""
    statement: str = ""
    remarks: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeNotice:
    """变更通知书 or 撤回通知书 (Art. 22, 23)."""

    template = "change_notice"

    organ: str
    number: str
    recipient: str
    letter_number: str
    letter_signed_on: date
    reasons: str
    signed_on: date
    is_withdrawal: bool = False
    instructed_by: str = ""
    changes: tuple[str, ...] = ()
    reply_due_on: date | None = None

    @property
    def heading(self) -> str:
        """The title that the notice bears."""
        return "撤回检察建议通知书" if self.is_withdrawal else "变更检察建议通知书"


@dataclass(frozen=True, kw_only=True)
class ObjectionDecision:
    """异议复核意见 (Art. 23): upheld by chief or committee, or rejected with the chief's consent and reasons."""

    template = "objection_decision"
    heading = "检察建议异议复核意见书"

    organ: str
    number: str
    recipient: str
    letter_number: str
    raised_on: date
    grounds: str
    finding: str
    outcome: str
    decider: str
    signed_on: date
    is_upheld: bool = False
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class UrgingLetter:
    """督促函 (Art. 24, 25)."""

    template = "urging_letter"
    heading = "督促函"

    organ: str
    number: str
    recipient: str
    letter_number: str
    served_on: date
    due_on: date
    late: tuple[str, ...]
    signed_on: date
    new_due_on: date | None = None
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The unit's answer to one measure: attitude, promise, what is done and what proves it."""

    text: str
    attitude: str
    explanation: str = ""
    done: str = ""
    promised_on: date | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReplyLetter:
    """The unit's 回复函 (Art. 19), composed from its entries in the portal."""

    template = "reply_letter"

    unit: str
    organ: str
    letter_number: str
    answers: tuple[Answered, ...]
    received_on: date | None = None
    number: str = ""
    general: str = ""
    head: str = ""
    contact: str = ""
    attachments: tuple[str, ...] = ()
    signed_on: date | None = None

    @property
    def heading(self) -> str:
        """The title that the reply bears."""
        return f"关于{self.letter_number}检察建议书的回复函"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What was found about one measure."""

    text: str
    result: str
    finding: str = ""


@dataclass(frozen=True, kw_only=True)
class ClosingDecision:
    """结案决定, with the three facts of the national form judged in words."""

    template = "closing_decision"
    heading = "检察建议结案决定书"

    organ: str
    letter_number: str
    recipient: str
    outcome: str
    measures: tuple[Judged, ...]
    rectified: str = ""
    industry_governance: str = ""
    long_term_mechanism: str = ""
    reasons: str = ""
    served_on: date | None = None
    replied_on: date | None = None
    look_back_on: date | None = None
    proposer: str = ""
    decider: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RecordFiling:
    """备案表 (Art. 21; PIL rules Art. 75): to both departments of the next-higher procuratorate. Its form is our own."""

    template = "record_filing"
    heading = "检察建议备案表"

    organ: str
    higher_organ: str
    departments: tuple[str, ...]
    letter_number: str
    kind: str
    recipient: str
    issued_on: date
    summary: str
    case_name: str = ""
    served_on: date | None = None
    due_on: date | None = None
    ground: str = ""
    decider: str = ""
    enclosures: tuple[str, ...] = ()
    prepared_by: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class VisitRecord:
    """回访记录: the written record that Art. 24 asks for."""

    template = "visit_record"
    heading = "检察建议回访记录"

    organ: str
    letter_number: str
    recipient: str
    occurred_on: date
    means: str
    findings: str
    place: str = ""
    people: str = ""
    measures: tuple[Judged, ...] = ()
    next_step: str = ""
    recorder: str = ""


@dataclass(frozen=True, kw_only=True)
class LookBackRecord:
    """回头看记录: practice, no law."""

    template = "look_back_record"
    heading = "检察建议“回头看”记录"

    organ: str
    letter_number: str
    recipient: str
    occurred_on: date
    means: str
    measures: tuple[Judged, ...]
    is_rebound: bool = False
    place: str = ""
    sample: str = ""
    people: str = ""
    findings: str = ""
    next_step: str = ""
    recorder: str = ""


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """检察委员会决议 on a suggestion (CIV21 Art. 87; Art. 15)."""

    template = "resolution"
    heading = "检察委员会决议"

    organ: str
    number: str
    matter: str
    recipient: str
    result: str
    signed_on: date
    opinion: str = ""
    chair: str = ""
    present: str = ""
    votes: str = ""
    minutes: str = ""


type Document = (
    Letter
    | ServiceReturn
    | ProclamationRecord
    | ChangeNotice
    | ObjectionDecision
    | UrgingLetter
    | ReplyLetter
    | ClosingDecision
    | RecordFiling
    | VisitRecord
    | LookBackRecord
    | Resolution
)
