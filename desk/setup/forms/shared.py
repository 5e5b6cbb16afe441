"""Forms for what the whole installation shares: number series and words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import TextField
from desk.setup.saving import ExpectedChangeForm

MODES = [
    ("own", _("Counted here: the next number of the year, without gaps")),
    ("national", _("From the unified national system: issuing waits for that number")),
]


class UsualSeriesForm(forms.Form):
    """Where the numbers of the usual patterns come from; `expected_change` is the mark of the list that stood on the page."""

    mode = forms.ChoiceField(label=_("Where numbers come from"), choices=MODES, widget=forms.RadioSelect)
    below = TextField(required=False, widget=forms.HiddenInput)
    expected_change = TextField(required=False, widget=forms.HiddenInput)


class SeriesForm(ExpectedChangeForm):
    mode = forms.ChoiceField(label=_("Where numbers come from"), choices=MODES, widget=forms.RadioSelect)
    pattern = TextField(
        label=_("Pattern"),
        max_length=60,
        help_text=_(
            "The short name, 检 and what tells the kind; then 〔{year}〕{serial}号 as it stands, which is filled in. "
            "Chinese characters and Latin letters only."
        ),
    )


class WordsForm(forms.Form):
    """A word kept as data, in both languages."""

    code = TextField(
        label=_("Code"), max_length=50, help_text=_("Latin letters, digits, - and _ only. It never changes.")
    )
    zh = TextField(label=_("In Chinese"), max_length=60)
    en = TextField(label=_("In English"), max_length=60)
