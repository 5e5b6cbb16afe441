"""Forms for recipient units: institutions, never people."""

import re

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, TextField
from desk.setup.saving import ExpectedChangeForm
from organs.actions.units import UnitFacts
from organs.days import DayMeaning
from organs.models import Level, Unit, UnitKind

CREDIT_CODE = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{18}$")


class UnitSearchForm(forms.Form):
    """Which units are listed; former names are found too."""

    q = TextField(label=_("Name, former name or credit code"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *UnitKind.choices])


class UnitField(TextField):
    """Another unit, by its full name or credit code: there are too many to choose from a list."""

    units: QuerySet[Unit] = Unit.objects.none()

    def prepare_value(self, value: object) -> object:
        return value.name if isinstance(value, Unit) else value

    def clean(self, value: object) -> Unit | None:
        words = super().clean(value)
        if not words:
            return None
        found = list(self.units.filter(credit_code=words)[:2]) or list(self.units.filter(name=words)[:2])
        if not found:
            raise forms.ValidationError(_("No unit of this name or credit code is registered."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several units have this name. Write the credit code."))
        return found[0]


class UnitDetailsForm(ExpectedChangeForm):
    """All facts of a unit."""

    name = TextField(label=_("Full legal name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices)
    credit_code = TextField(
        label=_("Unified social credit code"), max_length=18, required=False, help_text=_("18 characters.")
    )
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[("", _("None or not known")), *Level.choices],
        help_text=_("For organs of the state: decides which procuratorate may address it (Provisions, Art. 3)."),
    )
    region_code = TextField(label=_("Administrative code of its area"), max_length=12, required=False)
    region_name = TextField(label=_("Area"), max_length=60, required=False)
    industry = TextField(label=_("Industry"), max_length=60, required=False)
    address = TextField(label=_("Address"), max_length=200, required=False)
    receiving_office = TextField(
        label=_("Who receives letters there"), max_length=100, required=False, help_text=_("An office, not a person.")
    )
    mailbox = forms.EmailField(
        label=_("Mailbox for reminders"),
        required=False,
        help_text=_(
            "An address that its people share. Reminders for those without an address of their own go there; nothing is served by it."
        ),
    )
    superior = UnitField(label=_("Superior organ"), required=False, help_text=_("Its full name or credit code."))
    regulator = UnitField(label=_("Industry regulator"), required=False, help_text=_("Its full name or credit code."))
    is_sole_trader = forms.BooleanField(
        label=_("Sole trader"),
        required=False,
        help_text=_("It bears a person's name: it receives letters, and every analysis leaves it out."),
    )
    is_placeholder = forms.BooleanField(
        label=_("Not named"), required=False, help_text=_("Stands for a unit that is not named; nobody can sign in.")
    )
    electronic_service_consent_on = DayField(
        meaning=DayMeaning.PAST,
        label=_("Consented to electronic service on"),
        required=False,
        help_text=_("Without consent, only on paper."),
    )
    electronic_service_address = TextField(label=_("Address for electronic service"), max_length=120, required=False)

    def __init__(self, *args, units: QuerySet[Unit], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("superior", "regulator"):
            self.fields[name].units = units

    def clean_credit_code(self) -> str:
        code = self.cleaned_data["credit_code"].upper()
        if code and not CREDIT_CODE.match(code):
            raise forms.ValidationError(_("A unified social credit code has 18 digits and capital letters."))
        return code

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("electronic_service_address") and not cleaned.get("electronic_service_consent_on"):
            self.add_error("electronic_service_consent_on", _("Write when the unit consented."))
        return cleaned

    def facts(self) -> UnitFacts:
        """Returns what was written of the unit beside its name and kind."""
        values = self.cleaned_data
        return {
            "credit_code": values["credit_code"],
            "level": values["level"],
            "region_code": values["region_code"],
            "region_name": values["region_name"],
            "industry": values["industry"],
            "address": values["address"],
            "receiving_office": values["receiving_office"],
            "mailbox": values["mailbox"],
            "superior": values["superior"],
            "regulator": values["regulator"],
            "is_sole_trader": values["is_sole_trader"],
            "is_placeholder": values["is_placeholder"],
            "electronic_service_consent_on": values["electronic_service_consent_on"],
            "electronic_service_address": values["electronic_service_address"],
        }


class SuccessorForm(ExpectedChangeForm):
    successor = UnitField(label=_("Which unit took over"), help_text=_("Its full name or credit code."))
    on = DayField(meaning=DayMeaning.NEAR, label=_("From which day"))

    def __init__(self, *args, units: QuerySet[Unit], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].units = units
