"""Forms for templates of documents and for stationery. What may be kept is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import TextField, expect
from desk.setup.saving import ExpectedChangeForm
from suggestions.models import Stationery
from suggestions.rules import kinds

CHINESE = {"lang": "zh-Hans-CN", "spellcheck": "false", "autocomplete": "off"}


class SuggestionKindForm(forms.Form):
    """Which suggestions a template is for."""

    of = forms.ChoiceField(
        label=_("For suggestions of"),
        required=False,
        choices=[("", _("every kind without a template of its own")), *kinds.KIND_CHOICES],
    )


class TemplateForm(ExpectedChangeForm):
    """Title and text of a template; the reason is asked for when it is saved, not for a preview."""

    heading = TextField(label=_("Title of the document"), widget=forms.TextInput(attrs=CHINESE))
    text = TextField(
        max_length=20_000,
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={**CHINESE, "class": "control--lines", "wrap": "off", "rows": 24}),
        help_text=_("One line is one paragraph. A place in curly brackets is filled from the record."),
    )
    reason = TextField(
        label=_("Why the template changes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is kept with the version, for whoever asks later."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        expect(self, "reason")


class StationeryForm(ExpectedChangeForm):
    head = forms.ChoiceField(label=_("How letters begin"), choices=Stationery.Head.choices, widget=forms.RadioSelect)
    mark = TextField(
        label=_("Mark in red"),
        required=False,
        widget=forms.TextInput(attrs=CHINESE),
        help_text=_("At most 28 characters on one line. Empty: the name of the procuratorate."),
    )
    printing_office = TextField(
        label=_("Printing office"),
        required=False,
        widget=forms.TextInput(attrs=CHINESE),
        help_text=_(
            "Stands at the foot of the last page with the day of printing, for instance 〈name〉办公室. Empty: none."
        ),
    )
    enquiry_line = TextField(
        label=_("Telephone of the contact"),
        required=False,
        help_text=_("Stands behind the handling prosecutor and the department in letters and notices. Empty: none."),
    )
    has_copy_number = forms.BooleanField(
        label=_("Print a copy number"),
        required=False,
        help_text=_("Six digits top left. What is kept is copy 000001; further copies are numbered by hand."),
    )
    remark = TextField(
        label=_("Remark under the date"),
        required=False,
        widget=forms.TextInput(attrs=CHINESE),
        help_text=_("Printed in brackets, for instance 此件不公开. Empty: none."),
    )
    seal = forms.FileField(
        label=_("Picture of the seal"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_(
            "PNG with transparent ground, square, at least 500 × 500 pixels, at most 4 MB. In a JPEG, white becomes the ground."
        ),
    )
