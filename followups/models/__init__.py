"""The tables of `followups`, by noun."""

from followups.models.escalation import Escalation
from followups.models.look_back_period import LookBackPeriod
from followups.models.rectification import (
    Answer,
    Attitude,
    Claim,
    Finding,
    Found,
    LookBack,
    Method,
    Progress,
    Promise,
    Verification,
)
from followups.models.reply import (
    AssessedMeasure,
    Assessment,
    MeasureVerdict,
    Outcome,
    Reply,
    Urging,
    Visit,
)

__all__ = [
    "Answer",
    "AssessedMeasure",
    "Assessment",
    "Attitude",
    "Claim",
    "Escalation",
    "Finding",
    "Found",
    "LookBack",
    "LookBackPeriod",
    "MeasureVerdict",
    "Method",
    "Outcome",
    "Progress",
    "Promise",
    "Reply",
    "Urging",
    "Verification",
    "Visit",
]
