"""Finding a recipient unit by part of its name and choosing it, or registering it when it is not there; no script needed."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.fields import TextField, expect
from desk.typed_rows import UnhurriedForm
from organs.access import Access
from organs.actions import units
from organs.models import Unit
from organs.models.unit import UnitKind
from organs.numerals import key_of

MOST_FOUND = 12
NEW = "new"


class ChosenUnitForm(UnhurriedForm):
    """Words to look for, the units found as choices, and the facts of a new one; `chosen_unit` is the unit, if any."""

    offers_new = True

    unit_words = TextField(
        label=_("Recipient unit"),
        help_text=_("Type part of its present or former name, then choose."),
        required=False,
        max_length=200,
    )
    unit = forms.ChoiceField(label=_("Units found"), required=False, widget=forms.RadioSelect)
    new_unit_name = TextField(label=_("Full legal name"), required=False, max_length=200)
    new_unit_kind = forms.ChoiceField(label=_("Kind of unit"), required=False, choices=[("", "—"), *UnitKind.choices])
    new_unit_region = TextField(label=_("Region"), required=False, max_length=60)
    new_unit_address = TextField(label=_("Address for service"), required=False, max_length=200)

    def prepare_units(self, *, access: Access, current: Unit | None = None) -> None:
        """Fills the choices: what the words find, what was chosen before, and a new unit."""
        expect(self, "unit_words", "unit")
        self.access = access
        self.current = current
        words = self._typed("unit_words") if self.is_bound else ""
        found = list(self._units().named(words)[:MOST_FOUND]) if words else []
        for unit in (self._picked(), current):
            if unit and unit not in found:
                found.insert(0, unit)
        self.found = found
        choices = [(str(unit.pk), unit_words(unit)) for unit in found]
        if self.offers_new and (words or not self.is_bound or self._typed("unit") == NEW):
            choices.append((NEW, gettext("It is not there: register it")))
        if self.offers_new:
            expect(self, "new_unit_name", "new_unit_kind")
        else:
            for name in [name for name in self.fields if name.startswith("new_unit")]:
                del self.fields[name]
        self.fields["unit"].choices = choices
        if self.is_bound and self.data.get("do") == "find":
            # The first of what was found has the focus, so that nobody begins at the top of the page again.
            (self.fields["unit"] if choices else self.fields["unit_words"]).widget.attrs["autofocus"] = True
        if current:
            self.initial.setdefault("unit", str(current.pk))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        self.chosen_unit = self._chosen(cleaned)
        if self.chosen_unit is None and cleaned.get("unit") != NEW and "unit" not in self.errors:
            self.add_error("unit_words", self._why_none(cleaned.get("unit_words", "")))
        if cleaned.get("unit") == NEW:
            for name, words in (
                ("new_unit_name", _("Write the unit's full legal name.")),
                ("new_unit_kind", _("Choose what kind of unit it is.")),
            ):
                if not cleaned.get(name):
                    self.add_error(name, words)
        return cleaned

    def unit_or_new(self, *, at: datetime) -> Unit:
        """Returns the chosen unit, registering it first when it is new; the caller holds the transaction."""
        if self.chosen_unit:
            return self.chosen_unit
        values = self.cleaned_data
        return units.register(
            access=self.access,
            at=at,
            name=values["new_unit_name"],
            kind=values["new_unit_kind"],
            origin=self.access.origin,
            region_name=values["new_unit_region"],
            address=values["new_unit_address"],
        )

    def _units(self):
        return Unit.objects.visible_to(self.access).filter(origin=self.access.origin)

    def _typed(self, name: str) -> str:
        return (self.data.get(self.add_prefix(name)) or "").replace("\x00", "").strip()

    def _picked(self) -> Unit | None:
        picked = key_of(self._typed("unit")) if self.is_bound else None
        return self._units().filter(pk=picked).first() if picked else None

    def _only_found(self) -> Unit | None:
        """Returns the unit that the words name exactly, where it is one: it is chosen without a tick."""
        exact = [unit for unit in self.found if unit.name == self._typed("unit_words")] if self.is_bound else []
        return exact[0] if len(exact) == 1 else None

    def _chosen(self, cleaned: dict[str, object]) -> Unit | None:
        picked = cleaned.get("unit")
        if picked and picked != NEW:
            return next((unit for unit in self.found if str(unit.pk) == picked), None)
        words = cleaned.get("unit_words")
        exact = [unit for unit in self.found if unit.name == words]
        return exact[0] if len(exact) == 1 and not picked else None

    def _why_none(self, words: str) -> str:
        if not words:
            return gettext("Write to which unit the letter goes.")
        if not self.found:
            if self.offers_new:
                return gettext("No unit of this name is registered. Register it below, or look for another name.")
            return gettext("No unit of this name is registered. Look for another name.")
        return gettext("Choose one of the units found.")


def unit_words(unit: Unit) -> str:
    """Returns a unit's name with its place, and that it is closed when it is."""
    parts = [unit.name, *([unit.region_name] if unit.region_name else [])]
    if unit.closed_on:
        parts.append(gettext("closed"))
    return " · ".join(parts)
