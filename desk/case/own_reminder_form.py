"""The form in which a person says when, and of what in a case, to be reminded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField
from notices.actions.own_reminders import LONGEST_NOTE
from organs.days import DayMeaning


class OwnReminderForm(forms.Form):
    """A day to come, and a note that nobody else reads."""

    on = DayField(meaning=DayMeaning.COMING, label=_("Remind me on"))
    note = TextField(label=_("Note"), max_length=LONGEST_NOTE, required=False, help_text=_("Only you see it."))
