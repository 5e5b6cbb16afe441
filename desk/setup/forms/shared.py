"""Forms for what the whole installation shares: calendar, number series, words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField
from desk.setup.saving import ExpectedChangeForm
from suggestions.rules.rest_days import DAY_KIND_LABELS, DayKind, RowKind

ROW_KINDS = [(kind.value, DAY_KIND_LABELS[DayKind(kind.value)]) for kind in RowKind]
MODES = [
    ("own", _("Counted here: the next number of the year, without gaps")),
    ("national", _("From the unified national system: issuing waits for that number")),
]


class DaysForm(forms.Form):
    """A run of days as a notice states it."""

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"), required=False, help_text=_("Empty: one day only."))
    kind = forms.ChoiceField(label=_("What these days are"), choices=ROW_KINDS, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Holiday"), max_length=120, help_text=_("For instance 春节."))
    region = forms.CharField(
        label=_("Administrative code of the region"),
        max_length=12,
        required=False,
        help_text=_("Empty: the whole country. Regional days are kept; whether they move deadlines is a setting."),
    )


class RemoveDaysForm(forms.Form):
    """Which days of the calendar are taken out."""

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))
    region = forms.CharField(required=False, widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """The notice by its name; `expected_change` is the mark of the moves that stood on the page (suggestions/actions/recounting.py)."""

    source = forms.CharField(
        label=_("Notice"),
        max_length=200,
        help_text=_("For instance 国务院办公厅关于2027年部分节假日安排的通知, number, date."),
    )
    expected_change = forms.CharField(required=False, widget=forms.HiddenInput)


class SureForm(forms.Form):
    """Asks nothing but to be sent."""


class SeriesForm(ExpectedChangeForm):
    mode = forms.ChoiceField(label=_("Where numbers come from"), choices=MODES, widget=forms.RadioSelect)
    pattern = forms.CharField(
        label=_("Pattern"),
        max_length=60,
        help_text=_("{year} and {serial} are filled in. Six-cornered brackets, no 第, no leading zeros."),
    )


class WordsForm(forms.Form):
    """A word kept as data, in both languages."""

    code = forms.CharField(
        label=_("Code"), max_length=50, help_text=_("Latin letters, digits, - and _ only. It never changes.")
    )
    zh = forms.CharField(label=_("In Chinese"), max_length=60)
    en = forms.CharField(label=_("In English"), max_length=60)
