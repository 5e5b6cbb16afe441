"""Forms by which a procuratorate adopts a local rule on the period of the reply, or gives it up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField
from organs.days import DayMeaning
from suggestions.models import ProblemCategory


class AdoptForm(forms.Form):
    title = TextField(
        label=_("Full title of the rule"), max_length=200, help_text=_("As it was published; no title came along.")
    )
    provision = TextField(label=_("Article that sets the period"), max_length=60)
    subject = forms.ModelChoiceField(
        label=_("Subject"),
        queryset=ProblemCategory.objects.all(),
        empty_label="—",
        help_text=_("It governs only letters of this problem category, to recipients of its area."),
    )
    from_on = DayField(
        meaning=DayMeaning.COMING,
        label=_("From"),
        help_text=_("It governs the letters whose investigation is decided from that day on."),
    )
    reason = TextField(
        label=_("On what the adoption rests"),
        help_text=_("The decision of the office; that the rule is still in force, and speaks of these recipients."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GiveUpForm(forms.Form):
    until_on = DayField(
        meaning=DayMeaning.COMING,
        label=_("Last day"),
        help_text=_("Letters whose investigation was decided until then keep it."),
    )
    reason = TextField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))
