"""What a person at a gate gives: a signature with verdicts and opinion, a committee's resolution, or a return with reasons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField, expect, upload_of
from organs import clock
from organs.days import DayMeaning
from suggestions.actions.review import ResolutionDraft
from suggestions.rules.kinds import QUALITIES, VERDICT_LABELS, Gate

PASS, RETURN, REFER = "pass", "return", "refer"
YES_NO = [("yes", _("Given")), ("no", _("Not given"))]
# Where a refusal of the action stands on this form, when its field has another name there.
PLACES = {"verdicts": "opinion", "resolution_number": "resolution_number", "resolution_minutes": "minutes"}


class ReviewForm(forms.Form):
    """Signs over the digest that was shown, or returns with reasons."""

    moves = forms.IntegerField(required=False, widget=forms.HiddenInput)
    digest = TextField(max_length=64, widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    opinion = TextField(label=_("Opinion"), required=False, widget=forms.Textarea)
    reason = TextField(
        label=_("Reasons"),
        required=False,
        help_text=_("The case group reads them and they stay with this step."),
        widget=forms.Textarea,
    )
    checklist = forms.MultipleChoiceField(
        label=_("The letter, as the Provisions ask (Art. 16(1))"), required=False, widget=forms.CheckboxSelectMultiple
    )
    referral = TextField(label=_("Why the committee is to decide"), required=False, widget=forms.Textarea)
    resolution_decided_on = DayField(meaning=DayMeaning.PAST, label=_("Day of the resolution"), required=False)
    resolution_number = TextField(label=_("Number of the resolution"), required=False, max_length=60)
    resolution_result = TextField(label=_("Result"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    minutes = forms.FileField(label=_("Minutes"), required=False)

    def __init__(
        self, *args, gate: Gate, by_resolution: bool, may_sign: bool, may_refer: bool = False, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.gate = gate
        self.by_resolution = by_resolution
        sign = _("Approve: sign over the text shown") if gate.decides else _("Pass: sign over the text shown")
        choices = [(PASS, sign)] if may_sign else []
        refer = [(REFER, _("Refer to the committee, which decides then"))] if may_refer else []
        self.fields["decision"].choices = [*choices, *refer, (RETURN, _("Return with reasons"))]
        self.fields["checklist"].choices = [(key, QUALITIES[key]) for key in gate.checklist]
        expect(self, "checklist", "referral")
        for key in gate.verdicts:
            self.fields[key] = forms.ChoiceField(
                label=VERDICT_LABELS[key], choices=YES_NO, required=False, widget=forms.RadioSelect
            )
        expect(self, "reason", *gate.verdicts, *(["opinion"] if gate.verdicts else []))
        if by_resolution:
            expect(self, "resolution_decided_on", "resolution_number", "resolution_result")
        else:
            for name in ("resolution_decided_on", "resolution_number", "resolution_result", "minutes"):
                del self.fields[name]

    @property
    def verdict_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in self.gate.verdicts]

    @property
    def refers(self) -> bool:
        return self.cleaned_data.get("decision") == REFER

    @property
    def returns(self) -> bool:
        return self.cleaned_data.get("decision") == RETURN

    def verdicts(self) -> dict[str, bool]:
        """Returns the verdicts that were given and the qualities that were ticked; those left open are missing."""
        values = self.cleaned_data
        found = {key: values[key] == "yes" for key in self.gate.verdicts if values.get(key)}
        return found | dict.fromkeys(values["checklist"], True)

    def resolution(self) -> ResolutionDraft | None:
        """Returns the resolution when any of it was written; the action asks for what is missing."""
        values = self.cleaned_data
        if not self.by_resolution or not (values["resolution_number"] or values["resolution_result"]):
            return None
        minutes = values.get("minutes")
        return ResolutionDraft(
            decided_on=values["resolution_decided_on"] or clock.today(),
            number=values["resolution_number"],
            result=values["resolution_result"],
            minutes=upload_of(minutes) if minutes else None,
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        wants_day = self.by_resolution and cleaned.get("decision") == PASS and cleaned.get("resolution_number")
        if wants_day and not cleaned.get("resolution_decided_on") and "resolution_decided_on" not in self.errors:
            self.add_error("resolution_decided_on", _("Write the day of the resolution."))
        return cleaned
