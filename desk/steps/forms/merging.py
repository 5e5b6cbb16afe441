"""The step that merges a case of public interest into another before its letter is issued (PIL21 Art. 69)."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import TextField
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from organs import clock
from suggestions.actions import merging
from suggestions.models import Suggestion
from suggestions.rules.states import DOCUMENT


class CaseChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's cannot be subscripted when it runs
    """Names a case by its title, its state and the day on which it was opened."""

    def label_from_instance(self, obj: Suggestion) -> str:
        state = DOCUMENT[obj.document_state].label
        return f"{obj.title} · {state} · {clock.civil_day(obj.opened_at).isoformat()}"


@step_form
class MergeForm(StepForm):
    step = "document.merge"
    order = 88
    is_dangerous = True
    lede = _(
        "What was found here is handled in the other case: it gets a later find with these texts and files, and its group "
        "reads this case. Here all clocks stop and nothing is issued. This cannot be undone. Write the facts into the "
        "letter of the other case."
    )

    into = CaseChoice(label=_("Into which case"), queryset=Suggestion.objects.none(), widget=forms.RadioSelect)
    reason = TextField(label=_("Why it is of the same nature"), widget=forms.Textarea)

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        field = cast(CaseChoice, self.fields["into"])
        field.empty_label = None
        field.queryset = merging.open_cases(context.suggestion, access=context.access)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return merging.open_cases(context.suggestion, access=context.access).exists()

    def perform(self, *, at: datetime) -> None:
        merging.merge(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            into=self.cleaned_data["into"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
