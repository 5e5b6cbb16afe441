"""Forms for procuratorates and their departments."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.fields import DayField, TextField
from desk.setup import wording
from desk.setup.saving import ExpectedChangeForm
from desk.setup.tree import ProcuratorateField
from organs.days import DayMeaning
from organs.models import BusinessLine, Level, Line, Procuratorate

SHORT_NAME_HELP = _("As it stands in its numbers, for instance 木检. Without one, numbers begin with the full name.")


class LineField(forms.ModelChoiceField):
    def label_from_instance(self, line: Line) -> str:
        return wording.own_words(line)


class BusinessLinesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, line: BusinessLine) -> str:
        return wording.own_words(line)


class FoundForm(forms.Form):
    """A new procuratorate; one at the top of a tree only by an administrator of the top."""

    parent = ProcuratorateField(label=_("Under"), help_text=_("The procuratorate that leads it."))
    name = TextField(label=_("Full name"), max_length=120)
    short_name = TextField(label=_("Short name"), max_length=60, required=False, help_text=SHORT_NAME_HELP)
    code = TextField(
        label=_("Code"), max_length=20, help_text=_("Its own code. XPCC shares ground with territory: never by region.")
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    line = LineField(label=_("Line"), queryset=Line.objects.order_by("code"), empty_label=None)
    region_code = TextField(label=_("Administrative code of its area"), max_length=12, required=False)
    region_name = TextField(label=_("Area"), max_length=60, required=False)

    def __init__(self, *args, rows: Iterable[Procuratorate], may_top: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        parent.required = not may_top
        parent.empty_label = _("Not known yet")
        parent.offer(rows)


class RenameForm(ExpectedChangeForm):
    name = TextField(label=_("Full name"), max_length=120)
    short_name = TextField(label=_("Short name"), max_length=60, required=False, help_text=SHORT_NAME_HELP)


class MoveForm(ExpectedChangeForm):
    parent = ProcuratorateField(label=_("Under"))
    on = DayField(meaning=DayMeaning.NEAR, label=_("From which day"))
    reason = TextField(
        label=_("Reason"),
        widget=forms.Textarea,
        help_text=_("The decision: who, number, date. It stays with the tree."),
    )
    is_sure = forms.BooleanField(label=_("Who stands above may see and lead all of it from then on. I am sure."))

    def __init__(self, *args, rows: Iterable[Procuratorate], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(rows)


class CloseProcuratorateForm(ExpectedChangeForm):
    on = DayField(meaning=DayMeaning.NEAR, label=_("Last day"))
    is_sure = forms.BooleanField(label=_("Its past stays readable, but nothing new is opened here. I am sure."))


class DepartmentForm(ExpectedChangeForm):
    name = TextField(
        label=pgettext_lazy("of a place", "Name"),
        max_length=60,
        help_text=_("As it is called here; numbers of departments are not uniform."),
    )
    lines = BusinessLinesField(
        label=_("Business lines"), queryset=BusinessLine.objects.order_by("code"), required=False
    )
