"""The author says of a returned draft how the return was dealt with: until then its reason stands on draft, desk and inbox."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import TextField
from desk.steps.base import StepContext, StepForm
from desk.steps.case_pairs import returned as returned_pairs
from desk.steps.registry import step_form
from suggestions.actions import review


@step_form
class SettleReturnForm(StepForm):
    step = "document.settle_return"
    order = 5
    lede = _("The draft goes to its gates as before; the reasons of the return stay in the history.")

    how = TextField(
        label=_("How it was dealt with"),
        max_length=2_000,
        help_text=_("What was changed, or why nothing was. Whoever returned it reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return bool(review.open_returns(context.suggestion))

    def pairs(self) -> list[Pair]:
        return returned_pairs(review.open_returns(self.context.suggestion), self.context.suggestion)

    def perform(self, *, at: datetime) -> None:
        review.settle_return(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            how=self.cleaned_data["how"],
            expected_moves=self.expected_moves,
        )
