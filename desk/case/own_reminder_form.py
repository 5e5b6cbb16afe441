"""The form in which a person says when, and of what in a case, to be reminded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField
from notices.actions.own_reminders import LONGEST_NOTE


class OwnReminderForm(forms.Form):
    """A day to come, and a note that nobody else reads."""

    on = DayField(label=_("Remind me on"))
    note = forms.CharField(label=_("Note"), max_length=LONGEST_NOTE, required=False, help_text=_("Only you see it."))
