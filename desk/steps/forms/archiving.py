"""The step with which the file of a closed case goes to the archive."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from followups.actions import archiving
from followups.conditions.archive import archived
from organs import clock
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.rules.archiving import RETENTIONS


@step_form
class ArchiveForm(StepForm):
    step = "case.archive"
    order = 75
    lede = _(
        "The list of contents by the rules for records is the first sheet of “All in one file”; print it with the file."
        " The term is the office's own: no article on suggestions sets one."
    )

    on = DayField(meaning=DayMeaning.PAST, label=_("Archived on"), initial="today")
    number = TextField(label=_("Number in the archive"), max_length=archiving.LONGEST_NUMBER)
    retention = forms.ChoiceField(label=_("Kept for"), choices=[*RETENTIONS.items()], widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("retention", settings.ARCHIVE_RETENTION)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        has_letter = not context.suggestion.has_ended_unissued
        return has_letter == (cls.step == "case.archive") and archived(context.suggestion) is None

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        cleaned = self.cleaned_data
        if not {"on", "number", "retention"} <= cleaned.keys():
            return ()
        return archiving.faults(
            suggestion=self.context.suggestion,
            on=cleaned["on"],
            number=cleaned["number"],
            retention=cleaned["retention"],
            today=clock.civil_day(at),
        )

    def perform(self, *, at: datetime) -> None:
        archiving.archive(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            on=self.cleaned_data["on"],
            number=self.cleaned_data["number"],
            retention=self.cleaned_data["retention"],
            expected_moves=self.expected_moves,
        )


@step_form
class ArchiveDroppedForm(ArchiveForm):
    """The same for a draft that was dropped: report and papers are bound and archived (P19 Art. 15(3))."""

    step = "document.archive"
    lede = _(
        "The report on the decision not to suggest and the papers are bound and archived. The term is the office's own: no"
        " article on suggestions sets one."
    )
