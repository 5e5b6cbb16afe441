"""The tables of `followups`, by noun."""

from followups.models.draw import Draw, DrawnCase, Exclusion, Standing
from followups.models.escalation import Escalation
from followups.models.evaluation import Evaluation, Evaluator
from followups.models.guidance import Acknowledgement, Circular
from followups.models.indicator import Indicator, Reading
from followups.models.later_date import LaterDate
from followups.models.look_back_period import LookBackPeriod
from followups.models.model_letter import ModelLetter, ModelMeasure
from followups.models.quality_review import QualityReview, QualitySheet
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
    SentBack,
    Verification,
    Word,
)
from followups.models.reply import (
    AssessedMeasure,
    Assessment,
    MeasureVerdict,
    Outcome,
    Reply,
    Urging,
)
from followups.models.support import Support
from followups.models.visit import Observation, Signature, Visit, VisitedMeasure, VisitMove

__all__ = [
    "Acknowledgement",
    "Answer",
    "AssessedMeasure",
    "Assessment",
    "Attitude",
    "Circular",
    "Claim",
    "Draw",
    "DrawnCase",
    "Escalation",
    "Evaluation",
    "Evaluator",
    "Exclusion",
    "Finding",
    "Found",
    "Indicator",
    "LaterDate",
    "LookBack",
    "LookBackPeriod",
    "MeasureVerdict",
    "Method",
    "ModelLetter",
    "ModelMeasure",
    "Observation",
    "Outcome",
    "Progress",
    "Promise",
    "QualityReview",
    "QualitySheet",
    "Reading",
    "Reply",
    "SentBack",
    "Signature",
    "Standing",
    "Support",
    "Urging",
    "Verification",
    "Visit",
    "VisitMove",
    "VisitedMeasure",
    "Word",
]
