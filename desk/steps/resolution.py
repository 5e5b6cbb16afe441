"""The fields of a committee's resolution in the forms of decisions; who needs one is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField, expect, upload_of
from desk.steps.base import StepForm
from organs.days import DayMeaning
from suggestions.actions.review import ResolutionDraft

NAMES = ("resolution_number", "resolution_decided_on", "resolution_result", "resolution_minutes")


class ResolutionFields(StepForm):
    """Number, day, result and minutes of a resolution, for the committee's secretary; empty when a chief decides alone."""

    resolution_number = TextField(
        label=_("Number of the committee's resolution"),
        help_text=_("Only when the procuratorial committee decided. Its secretary records it."),
        max_length=60,
        required=False,
    )
    resolution_decided_on = DayField(meaning=DayMeaning.PAST, label=_("Day of the resolution"), required=False)
    resolution_result = TextField(label=_("What it decided"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    resolution_minutes = forms.FileField(label=_("Minutes"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        """Leaves the fields out for everybody but the secretary: nobody else may record a resolution."""
        super().__init__(*args, **kwargs)
        if "secretary" not in self.context.held:
            for name in NAMES:
                del self.fields[name]
        else:
            expect(self, *NAMES)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if self.has_resolution() and not cleaned.get("resolution_decided_on"):
            self.add_error("resolution_decided_on", _("Write the day of the resolution."))
        return cleaned

    def has_resolution(self) -> bool:
        return any(self.cleaned_data.get(name) for name in NAMES)

    def resolution(self) -> ResolutionDraft | None:
        """Returns the resolution as actions take it, or None when nothing of it was typed."""
        values = self.cleaned_data
        if not self.has_resolution():
            return None
        minutes = values.get("resolution_minutes")
        return ResolutionDraft(
            decided_on=values["resolution_decided_on"],
            number=values.get("resolution_number", ""),
            result=values.get("resolution_result", ""),
            minutes=upload_of(minutes) if minutes else None,
        )
