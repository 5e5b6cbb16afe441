"""The day on which a closed case is looked back at, as the forms of closing show it: by risk, with its derivation in words."""

from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _

from desk.components import Pair
from followups.conditions import look_back_day
from followups.conditions.look_back_day import Proposed
from followups.rules.look_back_terms import RISK_LABELS
from organs import clock
from suggestions.models import Suggestion


def risks(suggestion: Suggestion) -> list[tuple[str, str]]:
    """Returns the risks as choices, each with the day that it proposes and from what that day follows."""
    return [
        (risk, format_html("{}<small>{}</small>", RISK_LABELS[risk], _derived(proposal)))
        for risk, proposal in look_back_day.proposed(suggestion, on=clock.today()).items()
    ]


def _derived(proposal: Proposed) -> str:
    return _("Look back on %(day)s. %(derivation)s") % {
        "day": proposal.on.isoformat(),
        "derivation": proposal.words,
    }


def pairs(suggestion: Suggestion) -> list[Pair]:
    """Returns when the case is looked back at, from what the day follows, and why it is another one where it is."""
    findings = suggestion.closing_findings
    kept = look_back_day.kept(suggestion)
    day: date | None = suggestion.look_back_on
    return [
        Pair(label=_("Risk that it comes back"), value=RISK_LABELS.get(findings.get("risk"), "")),
        Pair(label=_("On what the risk rests"), value=findings.get("risk_reason", ""), lang="zh-Hans"),
        Pair(label=_("Look back on"), value=day.isoformat() if day else ""),
        Pair(label=_("Proposed by the table"), value=kept.words if kept else ""),
        Pair(label=_("Why another day"), value=findings.get("look_back_reason", ""), lang="zh-Hans"),
    ]
