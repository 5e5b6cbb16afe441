"""How a measure is answered: the fields, the answer made of them, and what is shown beside them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField
from desk.steps.base import StepContext
from followups.actions.answering import AnswerDraft
from followups.models import Answer, Attitude
from suggestions.models import Measure


def answer_draft(cleaned: dict) -> AnswerDraft:
    """Returns an answer from the fields of a form."""
    return AnswerDraft(
        attitude=cleaned.get("attitude") or "",
        promised_on=cleaned.get("promised_on"),
        text=cleaned.get("text") or "",
    )


class AnswerFields(forms.Form):
    """How a measure is answered, in one column; asked for when it is answered and when the answer changes."""

    attitude = forms.ChoiceField(label=_("Answer"), choices=Attitude, widget=forms.RadioSelect)
    promised_on = DayField(
        label=_("Done by"), required=False, help_text=_("Only when it is accepted, in this or another way.")
    )
    text = forms.CharField(
        label=_("How, what was done, or why not"),
        required=False,
        widget=forms.Textarea,
        help_text=_("May be left empty only when the measure is accepted as it is."),
    )


def asked(context: StepContext) -> list[Pair]:
    """Returns what a measure asks, and what was answered until now."""
    measure = context.subject
    found = [
        Pair(label=_("Met when"), value=measure.text.criterion, lang="zh-Hans"),
        Pair(label=_("Basis"), value=measure.text.legal_basis, lang="zh-Hans"),
    ]
    answer = measure.answers.filter(sent_at__isnull=False).last()
    if answer:
        found.append(Pair(label=_("Answer"), value=f"{answer.get_attitude_display()} {answer.text}"))
    if measure.promised_on:
        found.append(Pair(label=_("Promised"), value=measure.promised_on.isoformat()))
    return [pair for pair in found if pair.value]


def fields_of(answer: Answer | None) -> dict[str, object]:
    """Returns an answer as the first content of a form."""
    if answer is None:
        return {}
    return {"attitude": answer.attitude, "promised_on": answer.promised_on, "text": answer.text}


def sent_answer(measure: Measure) -> Answer | None:
    """Returns the answer that was sent in this round; what is only saved is the unit's own affair."""
    return measure.answers.filter(round=measure.round, sent_at__isnull=False).last()
