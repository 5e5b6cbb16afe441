"""The tables of `suggestions`, by noun."""

from suggestions.models.approval import Approval, Matter, Resolution
from suggestions.models.case_member import CaseMember
from suggestions.models.case_paper import CasePaper
from suggestions.models.clock import CalendarDay, CalendarYear, Clock
from suggestions.models.clue import Clue, ClueEvent
from suggestions.models.copy import Copy
from suggestions.models.correction import Correction
from suggestions.models.event import AccessLog, Event, EventText, Outbox
from suggestions.models.file import Attachment, Blob, Document
from suggestions.models.gate_order import GateOrder
from suggestions.models.instruction import Instruction
from suggestions.models.investigation import Investigation, InvestigationAct
from suggestions.models.joint_signing import JointSigning
from suggestions.models.letter import LetterVersion, Marking, Measure, MeasureText, Revision
from suggestions.models.local_rule import LocalRule
from suggestions.models.numbering import GivenNumber, NumberSeries, SeriesYear, VoidReason, VoidSerial
from suggestions.models.opinion import AskedOf, Opinion
from suggestions.models.parallel import Amendment, Filing, Objection
from suggestions.models.published import PublishedRecord
from suggestions.models.recusal import Recusal
from suggestions.models.service import Invitation, Invited, Proclamation, ReceiptCorrection, Service, ServicePaper
from suggestions.models.stationery import DocumentTemplate, Stationery
from suggestions.models.suggestion import Batch, Suggestion
from suggestions.models.unit_head import HeadPaper
from suggestions.models.vocabulary import ProblemCategory

__all__ = [
    "AccessLog",
    "Amendment",
    "Approval",
    "AskedOf",
    "Attachment",
    "Batch",
    "Blob",
    "CalendarDay",
    "CalendarYear",
    "CaseMember",
    "CasePaper",
    "Clock",
    "Clue",
    "ClueEvent",
    "Copy",
    "Correction",
    "Document",
    "DocumentTemplate",
    "Event",
    "EventText",
    "Filing",
    "GateOrder",
    "GivenNumber",
    "HeadPaper",
    "Instruction",
    "Investigation",
    "InvestigationAct",
    "Invitation",
    "Invited",
    "JointSigning",
    "LetterVersion",
    "LocalRule",
    "Marking",
    "Matter",
    "Measure",
    "MeasureText",
    "NumberSeries",
    "Objection",
    "Opinion",
    "Outbox",
    "ProblemCategory",
    "Proclamation",
    "PublishedRecord",
    "ReceiptCorrection",
    "Recusal",
    "Resolution",
    "Revision",
    "SeriesYear",
    "Service",
    "ServicePaper",
    "Stationery",
    "Suggestion",
    "VoidReason",
    "VoidSerial",
]
