"""The office's steps of service: notice of a proclamation, failed attempts, the service itself, a corrected day of receipt."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, expect
from desk.steps import step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from desk.typed_rows import UnhurriedForm, filled, read, rearranged
from organs.words import Words
from suggestions.actions import serving
from suggestions.actions.serving import InvitedDraft, ProclamationDraft, ServiceDraft
from suggestions.models import Invited
from suggestions.rules import service_channels
from suggestions.rules.service_channels import CHANNELS

WRITTEN = [(row.key, row.label) for row in CHANNELS.values() if not row.is_reading]
PROCLAMATION = next(row for row in CHANNELS.values() if row.is_reading)
INVITED = {"name": "", "capacity": "", "comment": ""}
PAPERS_HELP = _("Service return, photographs, recording, consent: PDF, pictures, video; 20 MB each.")


@step_form
class AnnounceForm(StepForm):
    step = "document.announce"
    order = 15
    lede = _("From the notice on the unit sees the letter in its portal.")

    on = DayField(label=_("Day of the proclamation"))
    place = forms.CharField(label=_("Place of the proclamation"), max_length=200)

    def perform(self, *, at: datetime) -> None:
        serving.announce(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            on=self.cleaned_data["on"],
            place=self.cleaned_data["place"],
            expected_moves=self.expected_moves,
        )


@step_form
class AttemptForm(StepForm):
    step = "document.attempt"
    order = 30
    lede = _("A failed attempt is kept as a row of its own and starts no clock.")

    mode = forms.ChoiceField(label=_("Mode of service"), choices=service_channels.options, widget=forms.RadioSelect)
    attempted_on = DayField(label=_("Day"), initial="today")
    note = forms.CharField(label=_("Why it failed"), widget=forms.Textarea)

    def perform(self, *, at: datetime) -> None:
        values = self.cleaned_data
        serving.record_attempt(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            mode=values["mode"],
            on=values["attempted_on"],
            note=values["note"],
            expected_moves=self.expected_moves,
        )


class ServiceForm(StepForm):
    """What both ways of service record."""

    received_on = DayField(
        label=_("Day of receipt"), initial="today", help_text=_("The periods count from the day after.")
    )
    place = forms.CharField(label=_("Place of service"), required=False, max_length=200)
    note = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea)
    papers = FilesField(label=_("Papers of the service"), required=False, help_text=PAPERS_HELP)

    def draft(self, mode: str, **asked: Any) -> ServiceDraft:
        """Returns what was typed, with what this mode asks for beside it."""
        values = self.cleaned_data
        return ServiceDraft(
            mode=mode,
            received_on=values["received_on"],
            place=values["place"],
            note=values["note"],
            papers=self.uploads("papers"),
            **asked,
        )

    def pairs(self) -> list[Pair]:
        unit = self.context.suggestion.unit
        values = [(_("Address"), unit.address), (_("Receiving office"), unit.receiving_office)]
        if unit.electronic_service_consent_on:
            day = unit.electronic_service_consent_on.isoformat()
            values.append((_("Consent to electronic service"), f"{day} {unit.electronic_service_address}"))
        return [Pair(label=label, value=value, lang="zh-Hans") for label, value in values if value]


@step_form
class ServeForm(ServiceForm):
    step = "document.serve"
    order = 10
    label = _("Record the service in writing")
    template = "steps/serve.html"

    field_order = ["mode", "received_on", "place"]

    mode = forms.ChoiceField(label=_("Mode of service"), choices=WRITTEN, widget=forms.RadioSelect)
    signed_by = forms.CharField(label=_("Signed by"), required=False, max_length=60)
    signed_by_title = forms.CharField(label=_("Post of the signer"), required=False, max_length=100)
    refusal = forms.CharField(
        label=_("How receipt was refused"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    witness = forms.CharField(label=_("Witness, photograph or recording"), required=False, max_length=200)
    tracking_number = forms.CharField(label=_("Number of the registered letter"), required=False, max_length=60)
    consented_on = DayField(label=_("Consent given on"), required=False)
    consent_by = forms.CharField(label=_("Consent given by"), required=False, max_length=60)
    electronic_address = forms.CharField(label=_("Address used"), required=False, max_length=120)

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        unit = context.suggestion.unit
        known = {
            "consented_on": unit.electronic_service_consent_on,
            "electronic_address": unit.electronic_service_address,
        }
        super().__init__(*args, context=context, initial=known | kwargs.pop("initial", {}), **kwargs)
        expect(self, *{name for row in CHANNELS.values() if not row.is_reading for name in row.needed})

    def choices(self) -> Iterator[tuple[forms.boundfield.BoundWidget, list[forms.BoundField], Words]]:
        """Yields each channel of written service with the fields that it asks for and its article."""
        for radio in self["mode"]:
            channel = CHANNELS[radio.data["value"]]
            yield radio, [self[name] for name in channel.asked], channel.article

    def perform(self, *, at: datetime) -> None:
        values = self.cleaned_data
        asked = {name: values[name] for name in CHANNELS[values["mode"]].asked}
        serving.serve(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            service=self.draft(values["mode"], **asked),
            expected_moves=self.expected_moves,
        )


@step_form
class ProclaimForm(UnhurriedForm, ServiceForm):
    step = "document.serve"
    variant = "proclamation"
    order = 11
    label = _("Record the service by proclamation")
    template = "steps/proclaim.html"

    field_order = ["received_on", "started_at", "place", "host", "reader", "unit_head", "unit_head_title"]

    started_at = forms.CharField(label=_("Time"), required=False, max_length=40, help_text=_("Like 10:00 to 10:40."))
    host = forms.CharField(label=_("Host"), required=False, max_length=60)
    reader = forms.CharField(label=_("Read by"), required=False, max_length=60)
    unit_head = forms.CharField(label=_("Head of the unit, read to"), required=False, max_length=60)
    unit_head_title = forms.CharField(label=_("Post of the head"), required=False, max_length=100)
    consented_on = DayField(label=_("Agreement given on"), required=False)
    consent_by = forms.CharField(label=_("Agreement given by"), required=False, max_length=60)
    evidence_shown = forms.CharField(label=_("Evidence shown"), required=False, widget=forms.Textarea)
    reasoning = forms.CharField(label=_("Reasons explained"), required=False, widget=forms.Textarea)
    statement = forms.CharField(label=_("Statement of the unit"), required=False, widget=forms.Textarea)

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        handler = context.suggestion.handling_prosecutor
        self.initial.setdefault("reader", handler.name if handler else "")
        self.needs_consent = context.suggestion.kind_row.proclamation_needs_consent
        expect(self, "place", "reader", "unit_head", *(["consented_on", "consent_by"] if self.needs_consent else []))
        self.invited = [dict(INVITED)]
        if self.is_bound:
            self.invited = read(self.data, prefix="invited", fields=tuple(INVITED))

    @property
    def capacities(self) -> list[tuple[str, str]]:
        return Invited.CAPACITIES

    def rearranges(self) -> bool:
        rows = rearranged(self.invited, prefix="invited", pressed=self.data.get("do", ""), blank=INVITED)
        if rows is None:
            return False
        self.invited, self.is_judged = rows, False
        return True

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        known = dict(self.capacities)
        for row in filled(self.invited):
            if not row["name"].strip() or row["capacity"] not in known:
                self.add_error(None, _("Write the name and the capacity of everybody who was invited."))
                break
            if len(row["name"].strip()) > 60:
                self.add_error(None, _("A name is at most 60 characters long."))
                break
        return cleaned

    def perform(self, *, at: datetime) -> None:
        values = self.cleaned_data
        names = (
            "reader",
            "unit_head",
            "unit_head_title",
            "started_at",
            "host",
            "evidence_shown",
            "reasoning",
            "statement",
        )
        consent = {name: values[name] for name in PROCLAMATION.asked}
        serving.serve(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            service=self.draft(PROCLAMATION.key, **consent),
            proclamation=ProclamationDraft(
                **{name: values[name] for name in names},
                invited=tuple(InvitedDraft(**row) for row in filled(self.invited)),
            ),
            expected_moves=self.expected_moves,
        )


@step_form
class CorrectReceiptForm(StepForm):
    step = "document.correct_receipt"
    order = 70
    lede = _("The former day stays on record; every period that ran from it is counted again.")

    on = DayField(label=_("Right day of receipt"))
    reason = step_fields.reasons_for_unit()

    def pairs(self) -> list[Pair]:
        day = self.context.suggestion.served_on
        return [Pair(label=_("Recorded day of receipt"), value=day.isoformat() if day else "—")]

    def perform(self, *, at: datetime) -> None:
        serving.correct_receipt(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            on=self.cleaned_data["on"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
