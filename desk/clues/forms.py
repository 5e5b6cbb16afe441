"""The forms of the register of clues: register, instruct a lower office, and say why closed or where to."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField
from organs import clock
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Procuratorate
from suggestions.actions import clues as actions
from suggestions.rules import case_sources, clues
from suggestions.rules.clues import ClueStep


class ClueForm(forms.Form):
    """What is registered: kind of source, matter and institution; nobody who complained is asked for."""

    procuratorate = forms.ModelChoiceField(
        label=_("Procuratorate"), queryset=Procuratorate.objects.none(), empty_label=None
    )
    source = forms.ChoiceField(label=_("Kind of source"), choices=[("", "—"), *case_sources.options()])
    matter = TextField(
        label=_("What it is about"),
        max_length=200,
        help_text=_("The matter in one line, without the name of anybody who reported it or is concerned by it."),
    )
    institution = TextField(
        label=_("Institution that it concerns"),
        max_length=200,
        help_text=_("Institutions only, by the full name. A registered unit is recognised by it. Never a person."),
    )
    on = DayField(meaning=DayMeaning.PAST, label=_("Received on"), initial="today")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        places = [post.procuratorate_id for post in access.holding(*clues.REGISTERING) if post.procuratorate_id]
        field = cast("forms.ModelChoiceField[Procuratorate]", self.fields["procuratorate"])
        field.queryset = Procuratorate.objects.filter(pk__in=places)
        field.initial = places[0] if places else None
        if len(set(places)) < 2:
            field.widget = forms.HiddenInput()
        self.fields["on"].initial = clock.today()


class ClueInstructionForm(forms.Form):
    """What a lower office is to suggest, to whom, on what was found, and until which day."""

    office = forms.ModelChoiceField(label=_("Procuratorate"), queryset=Procuratorate.objects.none(), empty_label=None)
    lower = forms.ModelChoiceField(
        label=_("Procuratorate that is to suggest"), queryset=Procuratorate.objects.none(), empty_label="—"
    )
    institution = TextField(
        label=_("Institution that it concerns"),
        max_length=200,
        help_text=_("Institutions only, by the full name. A registered unit is recognised by it. Never a person."),
    )
    matter = TextField(label=_("What it is about"), max_length=actions.LONGEST["matter"])
    found = TextField(
        label=_("What was found"),
        widget=forms.Textarea,
        max_length=actions.LONGEST["found"],
        help_text=_("The draft of the lower procuratorate begins with it. No names of people."),
    )
    to_suggest = TextField(
        label=_("What is to be suggested"), widget=forms.Textarea, max_length=actions.LONGEST["to_suggest"]
    )
    report_by = DayField(meaning=DayMeaning.COMING, label=_("To be suggested or answered until"))

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        offices = actions.instructing(access)
        field = cast("forms.ModelChoiceField[Procuratorate]", self.fields["office"])
        field.queryset = Procuratorate.objects.filter(pk__in=[each.pk for each in offices])
        field.initial = offices[0].pk if offices else None
        if len(offices) < 2:
            field.widget = forms.HiddenInput()
        lower = cast("forms.ModelChoiceField[Procuratorate]", self.fields["lower"])
        keys = {each.pk for office in offices for each in actions.below(office)}
        lower.queryset = Procuratorate.objects.filter(pk__in=keys)

    def draft(self) -> actions.InstructionDraft:
        """Returns what was typed, as the action takes it."""
        asked = ("institution", "matter", "found", "to_suggest", "report_by")
        return actions.InstructionDraft(**{name: self.cleaned_data[name] for name in asked})


class ClueAnswerForm(forms.Form):
    """Why a clue is closed, or to which institution it goes, and on which day."""

    answer = TextField(label="", widget=forms.Textarea, max_length=2000)
    on = DayField(meaning=DayMeaning.PAST, label=_("Decided on"), initial="today")

    def __init__(self, *args: Any, step: ClueStep, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.fields["answer"].label = str(step.asks)
        self.fields["answer"].help_text = _("Institutions and reasons; no names of people.")
        self.fields["on"].initial = clock.today()
