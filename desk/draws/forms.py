"""The plan of a draw as a form: from where, which closed cases, what is left out, the strata, the size, and the seed."""

from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField
from followups.actions.evaluating import EvaluationDraft
from followups.draws.draw_frame import STATES, DrawPlan
from followups.draws.draw_reach import Reach, reaches
from followups.models import Evaluator
from followups.rules.draw_strata import MARKS
from organs import numerals
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Department, Procuratorate
from suggestions.rules.kinds import TYPE_LABELS
from suggestions.rules.states import MEASURE

OUT = "out-"
# No article sets any of these; all may be changed in the form [D].
CLOSED_WITHIN, LATELY, TIME_TO_LOOK, USUAL_SIZE = timedelta(days=730), 180, timedelta(days=60), 5


class EvaluationForm(forms.Form):
    """What the committee or a panel says: the committee by a decision, the panel by people in some capacity."""

    held_on = DayField(meaning=DayMeaning.PAST, label=_("Day"))
    number = TextField(label=_("Number of the committee's decision"), max_length=60)
    capacities = TextField(
        label=_("In which capacities the people of the panel came"),
        help_text=_("Deputies, people's supervisors, experts: how many of each, and no names."),
        max_length=200,
    )
    report = TextField(
        label=_("What was reported"), help_text=_("Of the letters, not of people."), widget=forms.Textarea
    )
    result = TextField(label=_("What was found or decided"), widget=forms.Textarea)

    def __init__(self, data: Mapping[str, str] | None = None, *, by: Evaluator) -> None:
        super().__init__(data)
        del self.fields["capacities" if by == Evaluator.COMMITTEE else "number"]

    def draft(self) -> EvaluationDraft:
        """Returns what was typed, once it is valid."""
        return EvaluationDraft(**self.cleaned_data)


class PlanForm(forms.Form):
    """What a supervisor decides before a draw; `expected_digest` and `is_sure` confirm it over the frame that was shown."""

    reach = forms.ChoiceField(label=_("From where"), widget=forms.RadioSelect)
    closed_from = DayField(meaning=DayMeaning.PAST, label=_("Closed from"))
    closed_to = DayField(meaning=DayMeaning.PAST, label=_("Closed to"))
    types = forms.MultipleChoiceField(
        label=_("Types"),
        choices=[(str(key), label) for key, label in TYPE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    states = forms.MultipleChoiceField(
        label=_("With a measure that is"),
        choices=[(state, MEASURE[state].label) for state in STATES],
        widget=forms.CheckboxSelectMultiple,
    )
    recent_days = forms.IntegerField(
        label=_("Leave out what was looked back at in the last … days"), min_value=0, max_value=3660, initial=LATELY
    )
    strata = forms.MultipleChoiceField(
        label=_("Strata"),
        help_text=_("Each stratum gives at least one case, the rest in proportion. None ticked: one stratum."),
        choices=[*MARKS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    size = forms.IntegerField(label=_("Cases to draw"), min_value=1, max_value=2000, initial=USUAL_SIZE)
    look_back_on = DayField(
        meaning=DayMeaning.COMING,
        label=_("Look back by"),
        help_text=_("The drawn cases get this day. Those due by then anyway are left out."),
    )
    seed = TextField(
        label=_("Seed"),
        required=False,
        max_length=64,
        help_text=_("Empty: the system makes one at the moment of the draw, from the entropy of the operating system."),
    )
    seed_from = TextField(
        label=_("Where a given seed comes from"),
        required=False,
        max_length=200,
        help_text=_("Something nobody could choose, for instance the lottery numbers of a day named before."),
    )
    expected_digest = TextField(required=False, widget=forms.HiddenInput)
    is_sure = forms.BooleanField(required=False)

    def __init__(self, *args, access: Access, today: date, **kwargs) -> None:
        initial = {
            "closed_from": today - CLOSED_WITHIN,
            "closed_to": today,
            "types": [str(key) for key in TYPE_LABELS],
            "states": [*STATES],
            "strata": ["type", "risk"],
            "look_back_on": today + TIME_TO_LOOK,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.reaches = {_key(reach): reach for reach in reaches(access)}
        reached = self.reaches.values()
        self.places = Procuratorate.objects.in_bulk([reach.procuratorate_id for reach in reached])
        self.departments = Department.objects.in_bulk([each.department_id for each in reached if each.department_id])
        self.fields["reach"].choices = [(key, self._words(reach)) for key, reach in self.reaches.items()]
        self.fields["reach"].initial = next(iter(self.reaches), None)

    def _words(self, reach: Reach) -> str:
        place = self.places[reach.procuratorate_id].name
        if reach.department_id:
            return f"{place} · {self.departments[reach.department_id].name}"
        return gettext("%(place)s and all below it") % {"place": place} if reach.with_below else place

    def plan(self, *, by_hand: Mapping[int, str]) -> DrawPlan:
        """Returns the plan that was filled in."""
        cleaned = self.cleaned_data
        reach = self.reaches[cleaned["reach"]]
        return DrawPlan(
            procuratorate=self.places[reach.procuratorate_id],
            department=self.departments.get(reach.department_id),
            with_below=reach.with_below,
            types=tuple(cleaned["types"]),
            states=tuple(cleaned["states"]),
            strata=tuple(cleaned["strata"]),
            by_hand=by_hand,
            **{name: cleaned[name] for name in ("closed_from", "closed_to", "recent_days", "size", "look_back_on")},
        )

    def by_hand(self) -> dict[int, str]:
        """Returns the reasons that were typed beside cases, by their ids."""
        return {
            key: reason.strip()
            for name, reason in self.data.items()
            if name.startswith(OUT) and (key := numerals.key_of(name.removeprefix(OUT))) and reason.strip()
        }


def _key(reach: Reach) -> str:
    """Returns a reach as it stands in the form: department-3, at-12, below-12."""
    if reach.department_id:
        return f"department-{reach.department_id}"
    return f"{'below' if reach.with_below else 'at'}-{reach.procuratorate_id}"
