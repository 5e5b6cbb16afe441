"""Forms for what the whole installation shares: number series and words."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import TextField, expect
from desk.setup.saving import ExpectedChangeForm
from organs.words import Words
from suggestions.models import ProblemCategory

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
    """Where the numbers of a kind come from: a pattern of its own, or the series of another kind of the office."""

    shares = forms.ChoiceField(
        label=_("Counts with"),
        required=False,
        help_text=_(
            "One number after another over both kinds. Where from and pattern are then those of the other kind."
        ),
    )
    mode = forms.ChoiceField(label=_("Where numbers come from"), choices=MODES, widget=forms.RadioSelect)
    pattern = TextField(
        label=_("Pattern"),
        max_length=60,
        required=False,
        help_text=_(
            "The short name, 检 and what tells the kind; then 〔{year}〕{serial}号 as it stands, which is filled in. "
            "Chinese characters and Latin letters only."
        ),
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, Words]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["shares"])
        choice.choices = [("", _("a series of its own")), *others]
        expect(self, "pattern")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("shares") and not cleaned.get("pattern") and "pattern" not in self.errors:
            self.add_error("pattern", _("Write the pattern of the numbers, or choose the kind with which it counts."))
        return cleaned


class WordsForm(forms.Form):
    """A word kept as data, in both languages."""

    code = TextField(
        label=_("Code"), max_length=50, help_text=_("Latin letters, digits, - and _ only. It never changes.")
    )
    zh = TextField(label=_("In Chinese"), max_length=60)
    en = TextField(label=_("In English"), max_length=60)


BY_WHICH_LAW = _(
    "Public-interest letters on it cite the Ecological and Environmental Code, or the law before it, by the last day of the facts."
)


class CategoryForm(WordsForm):
    """A problem category, and whether the law of the environment governs its problems."""

    is_environmental = forms.BooleanField(label=_("Of the environment"), required=False, help_text=BY_WHICH_LAW)


class EnvironmentForm(forms.Form):
    """Which of the problem categories are of the environment; `expected` is what stood on the page."""

    codes = forms.ModelMultipleChoiceField(
        label=_("Of the environment"),
        queryset=ProblemCategory.objects.order_by("code"),
        required=False,
        help_text=BY_WHICH_LAW,
        widget=forms.CheckboxSelectMultiple,
    )
    expected = TextField(required=False, widget=forms.HiddenInput)
