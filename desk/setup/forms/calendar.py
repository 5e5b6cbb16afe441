"""Forms for the calendar: a run of days entered or taken out, and the notice of a year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField
from organs.days import DayMeaning
from suggestions.rules.rest_days import DAY_KIND_LABELS, DayKind, RowKind

ROW_KINDS = [(kind.value, DAY_KIND_LABELS[DayKind(kind.value)]) for kind in RowKind]


class CalendarForm(forms.Form):
    """`expected_change` is the mark of the moves that stood on the page (suggestions/actions/recounting.py); empty before any did."""

    expected_change = TextField(required=False, max_length=64, widget=forms.HiddenInput)


class DaysForm(CalendarForm):
    """A run of days as a notice states it."""

    first = DayField(meaning=DayMeaning.ANY, label=_("First day"))
    last = DayField(meaning=DayMeaning.ANY, label=_("Last day"), required=False, help_text=_("Empty: one day only."))
    kind = forms.ChoiceField(label=_("What these days are"), choices=ROW_KINDS, widget=forms.RadioSelect)
    name = TextField(label=_("Holiday"), max_length=120, help_text=_("For instance 春节."))
    region = TextField(
        label=_("Administrative code of the region"),
        max_length=12,
        required=False,
        help_text=_(
            "Empty: the whole country, entered at the top only. Else a region that begins with the code of your own; "
            "whether its days move deadlines is a setting."
        ),
    )


class RemoveDaysForm(CalendarForm):
    """Which days of the calendar are taken out."""

    first = DayField(meaning=DayMeaning.ANY, label=_("First day"))
    last = DayField(meaning=DayMeaning.ANY, label=_("Last day"))
    region = TextField(required=False, widget=forms.HiddenInput)


class PublishForm(CalendarForm):
    """The notice by its name."""

    source = TextField(
        label=_("Notice"),
        max_length=200,
        help_text=_("For instance 国务院办公厅关于2027年部分节假日安排的通知, number, date."),
    )


class ConfirmCalendarForm(CalendarForm):
    """Asks a second administrator nothing but to have seen the list."""
