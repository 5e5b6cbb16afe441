"""Forms about being away: the days and a deputy for each kind of work, and another last day. No reason is asked."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.fields import DayField, expect
from organs import clock
from organs.days import DayMeaning
from organs.models import Person
from organs.roles import Work
from suggestions.access.absences import WorkChoice


class AbsenceForm(forms.Form):
    """The first and the last day, and one field for each kind of work that the person leaves."""

    first_on = DayField(meaning=DayMeaning.COMING, label=gettext_lazy("First day away"))
    last_on = DayField(
        meaning=DayMeaning.COMING,
        label=gettext_lazy("Last day away"),
        help_text=gettext_lazy("It ends by itself after this day."),
    )

    def __init__(self, data: QueryDict | None, *, choices: Sequence[WorkChoice]) -> None:
        super().__init__(data)
        for each in choices:
            people = Person.objects.filter(pk__in=[person.pk for person in each.candidates]).in_order(clock.today())
            self.fields[each.work.value] = forms.ModelChoiceField(
                label=_("Deputy: %(work)s") % {"work": each.work.label},
                queryset=people,
                required=False,
                empty_label=_("Nobody: it waits"),
                help_text="" if each.candidates else _("Nobody else here has a post that may do this."),
            )
        # One of them at least is asked for.
        expect(self, *(each.work.value for each in choices))

    def deputies(self) -> dict[Work, Person]:
        """Returns who was named for which kind of work."""
        return {work: person for work in Work if (person := self.cleaned_data.get(work.value))}


class LastDayForm(forms.Form):
    """Another last day; `was` is the one that the form showed."""

    last_on = DayField(meaning=DayMeaning.COMING, label=gettext_lazy("Last day away"))
    was = forms.DateField(widget=forms.HiddenInput)
