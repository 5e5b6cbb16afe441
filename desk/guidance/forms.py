"""The forms of circulars and model letters; each asks for institutions and reasons, and for nobody's name."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField
from followups.actions import circulating, collecting
from organs import clock
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Procuratorate
from suggestions.models import Suggestion


class CircularForm(forms.Form):
    """A circular to all offices below."""

    office = forms.ModelChoiceField(label=_("Procuratorate"), queryset=Procuratorate.objects.none(), empty_label=None)
    number = TextField(label=_("Number of the circular"), max_length=circulating.LONGEST["number"])
    title = TextField(label=_("Title"), max_length=circulating.LONGEST["title"])
    text = TextField(
        label=_("What is circulated"),
        widget=forms.Textarea,
        max_length=circulating.LONGEST["text"],
        help_text=_("What was found, and what is to be done. Institutions only: no names of people, and no ranking."),
    )
    issued_on = DayField(meaning=DayMeaning.PAST, label=_("Issued on"), initial="today")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        places = [office.pk for office in circulating.offices(access)]
        field = cast("forms.ModelChoiceField[Procuratorate]", self.fields["office"])
        field.queryset = Procuratorate.objects.filter(pk__in=places)
        field.initial = places[0] if places else None
        if len(places) < 2:
            field.widget = forms.HiddenInput()
        self.fields["issued_on"].initial = clock.today()

    def draft(self) -> circulating.CircularDraft:
        """Returns what was typed, as the action takes it."""
        typed = self.cleaned_data
        return circulating.CircularDraft(
            number=typed["number"], title=typed["title"], text=typed["text"], issued_on=typed["issued_on"]
        )


class ModelLetterForm(forms.Form):
    """A model of a letter, begun from its words without the names that the case knows."""

    title = TextField(label=_("Title"), max_length=200)
    text = TextField(
        label=_("What was found and asked"),
        widget=forms.Textarea,
        help_text=_("Begun from the letter; the names that the case knows are left out. Read it for others."),
    )
    merits = TextField(label=_("Why it is exemplary"), widget=forms.Textarea)
    unit_agreed_on = DayField(
        meaning=DayMeaning.PAST,
        label=_("The unit agreed to be named on"),
        required=False,
        help_text=_("Without it the unit is not named."),
    )
    nobody_is_named = forms.BooleanField(label=_("I have read every line: no person is named or can be recognised."))

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        letter = suggestion.current_letter
        plain = [letter.contents.get(content.key, "") for content in letter.rules.contents]
        whole = "\n".join(text for text in plain if isinstance(text, str) and text)
        self.fields["title"].initial = collecting.without_names(suggestion.title, suggestion)[:200]
        self.fields["text"].initial = collecting.without_names(whole, suggestion)
        for row in collecting.measure_texts(suggestion):
            self.fields[collecting.measure_field(row.measure_id)] = TextField(
                label=_("Measure %d") % row.position,
                widget=forms.Textarea,
                required=False,
                initial=collecting.without_names(row.text, suggestion),
                help_text=_("Left empty, it does not stand in the model."),
            )
        self.order_fields(["title", "text", *self.measures, "merits", "unit_agreed_on", "nobody_is_named"])

    @property
    def measures(self) -> dict[str, int]:
        """The fields of the measures, with the measure that each words."""
        return {
            name: int(name.removeprefix(collecting.measure_field(0)[:-1])) for name in self.fields if "measure-" in name
        }

    def draft(self) -> collecting.ModelDraft:
        """Returns what was typed, as the action takes it."""
        typed = self.cleaned_data
        return collecting.ModelDraft(
            title=typed["title"],
            text=typed["text"],
            merits=typed["merits"],
            measures={key: typed[name] for name, key in self.measures.items()},
            unit_agreed_on=typed["unit_agreed_on"],
        )


class TakeOutForm(forms.Form):
    """Why a model is taken out of the collection."""

    reason = TextField(label=_("Reasons"), widget=forms.Textarea)
