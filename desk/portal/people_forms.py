"""Forms by which the head of a unit keeps the list of its people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, NewUsernameField, TextField
from organs.days import DayMeaning
from organs.roles import Role


class ColleagueForm(forms.Form):
    """A new colleague, who sets the own password by a link."""

    name = TextField(label=_("Name"), max_length=60)
    username = NewUsernameField()
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(
        label=_("Part"),
        choices=[(Role.LIAISON, Role.LIAISON.label), (Role.UNIT_HEAD, Role.UNIT_HEAD.label)],
        initial=Role.LIAISON,
        widget=forms.RadioSelect,
    )


class EndColleagueForm(forms.Form):
    on = DayField(meaning=DayMeaning.COMING, label=_("Last day"))
