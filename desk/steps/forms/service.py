"""The office's steps of service: notice of a proclamation, failed attempts, the service itself, a corrected day of receipt."""

from collections.abc import Iterator
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, TextField, expect
from desk.steps import case_pairs, step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from desk.typed_rows import Row, UnhurriedForm, filled, read, rearranged
from organs import clock
from organs.days import DayMeaning
from organs.refusals import Refused
from organs.words import Words
from suggestions.actions import calling_back, serving
from suggestions.actions.serving import InvitedDraft, ProclamationDraft, ServiceDraft
from suggestions.documents import governing
from suggestions.models import Invited
from suggestions.rules import service_channels
from suggestions.rules.acts import Act
from suggestions.rules.service_channels import CHANNELS

WRITTEN = [(row.key, row.label) for row in CHANNELS.values() if not row.is_reading]
PROCLAMATION = next(row for row in CHANNELS.values() if row.is_reading)
INVITED = {"name": "", "capacity": "", "comment": ""}
PAPERS_HELP = _(
    "Service return, photographs, recording, the signed confirmation of electronic service:"
    " PDF or pictures of up to 20 MB each, video (MP4, MOV) of up to 100 MB."
)


@step_form
class AnnounceForm(StepForm):
    step = "document.announce"
    order = 15
    lede = _("From the notice on the unit sees the letter in its portal.")

    on = DayField(meaning=DayMeaning.COMING, label=_("Day of the proclamation"))
    place = TextField(label=_("Place of the proclamation"), max_length=200)

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
    attempted_on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    note = TextField(label=_("Why it failed"), widget=forms.Textarea)
    next_on = DayField(
        meaning=DayMeaning.COMING,
        label=_("Tried again on"),
        required=False,
        help_text=_("The task stands on the desk for this day. Empty: as soon as possible."),
    )
    corrected_address = TextField(
        label=_("Right address, if this one was wrong"),
        required=False,
        max_length=200,
        help_text=_("For this letter, from now on. An administrator corrects it for the unit in Set-up."),
    )

    def pairs(self) -> list[Pair]:
        return case_pairs.failed_service(self.context.suggestion)

    def faults(self, *, at: datetime) -> Iterator[Refused]:
        values = self.cleaned_data
        yield from serving.attempt_faults(
            suggestion=self.context.suggestion,
            mode=values.get("mode", ""),
            on=values.get("attempted_on"),
            note=values.get("note", ""),
            next_on=values.get("next_on"),
            at=at,
        )

    def perform(self, *, at: datetime) -> None:
        values = self.cleaned_data
        serving.record_attempt(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            mode=values["mode"],
            on=values["attempted_on"],
            note=values["note"],
            next_on=values["next_on"],
            corrected_address=values["corrected_address"],
            expected_moves=self.expected_moves,
        )


class ServiceForm(StepForm):
    """What both ways of service record."""

    received_on = DayField(
        meaning=DayMeaning.PAST,
        label=_("Day of receipt"),
        initial="today",
        help_text=_("The periods count from the day after."),
    )
    place = TextField(label=_("Place of service"), required=False, max_length=200)
    note = TextField(label=_("Remarks"), required=False, widget=forms.Textarea)
    papers = FilesField(label=_("Papers of the service"), required=False, help_text=PAPERS_HELP)

    def draft(self, mode: str) -> ServiceDraft:
        """Returns what was typed, with what this mode asks for beside it; what is faulty is left out."""
        values = self.cleaned_data
        channel = CHANNELS.get(mode)
        asked = {name: values[name] for name in (channel.asked if channel else ()) if name in values}
        return ServiceDraft(
            mode=mode,
            received_on=values.get("received_on"),
            place=values.get("place", ""),
            note=values.get("note", ""),
            papers=self.uploads("papers"),
            **asked,
        )

    def pairs(self) -> list[Pair]:
        unit = self.context.suggestion.unit
        values = [(_("Address"), unit.address), (_("Receiving office"), unit.receiving_office)]
        if unit.electronic_service_consent_on:
            day = unit.electronic_service_consent_on.isoformat()
            values.append((_("Consent to electronic service"), f"{day} {unit.electronic_service_address}"))
        found = [Pair(label=label, value=value, lang="zh-Hans") for label, value in values if value]
        return [*found, *case_pairs.failed_service(self.context.suggestion)]


@step_form
class ServeForm(ServiceForm):
    step = "document.serve"
    order = 10
    label = _("Record the service in writing")
    label_to_court = _("Record that the letter was handed over to the court")
    template = "steps/serve.html"

    field_order = ["mode", "received_on", "place"]

    mode = forms.ChoiceField(label=_("Mode of service"), choices=WRITTEN, widget=forms.RadioSelect)
    signed_by = TextField(label=_("Signed by"), required=False, max_length=60)
    signed_as = forms.ChoiceField(
        label=_("Signed as"), choices=[("", "—"), *service_channels.SIGNERS.items()], required=False
    )
    refusal = TextField(label=_("How receipt was refused"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    witness = TextField(label=_("Witness, photograph or recording"), required=False, max_length=200)
    tracking_number = TextField(label=_("Number of the registered letter"), required=False, max_length=60)
    consented_on = DayField(meaning=DayMeaning.PAST, label=_("Consent given on"), required=False)
    consent_by = TextField(label=_("Consent given by"), required=False, max_length=60)
    electronic_address = TextField(label=_("Address used"), required=False, max_length=120)

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

    def faults(self, *, at: datetime) -> Iterator[Refused]:
        service = self.draft(self.cleaned_data.get("mode", ""))
        yield from serving.faults(suggestion=self.context.suggestion, service=service, at=at)

    def perform(self, *, at: datetime) -> None:
        serving.serve(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            service=self.draft(self.cleaned_data["mode"]),
            expected_moves=self.expected_moves,
        )


@step_form
class ServeModifiedForm(ServeForm):
    step = "document.serve_modified"
    order = 4
    label = _("Record the service of the modified letter")
    label_to_court = _("Record that the modified letter was handed over to the court")
    lede = _(
        "The modified letter and its notice are served together, with a return of their own. No period begins anew: the day of"
        " the reply is the one that the notice names."
    )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return serving.awaits_service(context.suggestion) is not None

    def perform(self, *, at: datetime) -> None:
        serving.serve_modified(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            service=self.draft(self.cleaned_data["mode"]),
            expected_moves=self.expected_moves,
        )


@step_form
class ServeWithdrawalForm(ServeForm):
    step = "document.serve_withdrawal"
    order = 4
    label = _("Record the service of the notice of withdrawal")
    label_to_court = _("Record that the notice of withdrawal was handed over to the court")
    lede = _("The notice is served with a return of its own. No period runs: nothing more is asked of the unit.")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return serving.unserved_withdrawal(context.suggestion) is not None

    def faults(self, *, at: datetime) -> Iterator[Refused]:
        service = self.draft(self.cleaned_data.get("mode", ""))
        yield from serving.withdrawal_faults(suggestion=self.context.suggestion, service=service, at=at)

    def perform(self, *, at: datetime) -> None:
        serving.serve_withdrawal(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            service=self.draft(self.cleaned_data["mode"]),
            expected_moves=self.expected_moves,
        )


@step_form
class ProclaimForm(UnhurriedForm, ServiceForm):
    step = "document.serve"
    variant = "proclamation"
    order = 11
    label = _("Record the service by proclamation")
    template = "steps/proclaim.html"
    row_prefixes = ("invited",)

    field_order = ["received_on", "started_at", "place", "host", "reader", "unit_head", "unit_head_title"]

    started_at = TextField(label=_("Time"), required=False, max_length=40, help_text=_("Like 10:00 to 10:40."))
    host = TextField(label=_("Host"), required=False, max_length=60)
    reader = TextField(label=_("Read by"), required=False, max_length=60)
    unit_head = TextField(label=_("Head of the unit, read to"), required=False, max_length=60)
    unit_head_title = TextField(label=_("Post of the head"), required=False, max_length=100)
    consented_on = DayField(meaning=DayMeaning.PAST, label=_("Agreement given on"), required=False)
    consent_by = TextField(label=_("Agreement given by"), required=False, max_length=60)
    evidence_shown = TextField(label=_("Evidence shown"), required=False, widget=forms.Textarea)
    reasoning = TextField(label=_("Reasons explained"), required=False, widget=forms.Textarea)
    statement = TextField(label=_("Statement of the unit"), required=False, widget=forms.Textarea)

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        handler = context.suggestion.handling_prosecutor
        self.initial.setdefault("reader", handler.name if handler else "")
        rules = governing.version(context.suggestion, act=Act.SERVICE, on=clock.today())
        self.needs_consent = rules.proclamation_needs_consent
        expect(self, "place", "reader", "unit_head", *(["consented_on", "consent_by"] if self.needs_consent else []))
        self.wrong_rows: dict[int, Words] = {}
        self.invited = [dict(INVITED)]
        if self.is_bound:
            self.invited = read(self.data, prefix="invited", fields=tuple(INVITED))

    def invited_rows(self) -> list[tuple[Row, Words]]:
        """Returns the rows of who was invited, each with what is wrong with it."""
        return [(row, self.wrong_rows.get(number, "")) for number, row in enumerate(self.invited, start=1)]

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
        for number, row in enumerate(self.invited, start=1):
            if not any(str(value).strip() for value in row.values()):
                continue
            if wrong := self._wrong(row, known):
                self.wrong_rows[number] = wrong
                self.add_error(None, format_lazy("{} {}", _("Invited person %(number)d:") % {"number": number}, wrong))
        return cleaned

    @staticmethod
    def _wrong(row: Row, known: dict[str, Words]) -> Words:
        """Returns what is wrong with one invited person, for its row; "" where nothing is."""
        if not row["name"].strip():
            return _("Write the name.")
        if len(row["name"].strip()) > 60:
            return _("A name is at most 60 characters long.")
        return "" if row["capacity"] in known else _("Choose the capacity.")

    def faults(self, *, at: datetime) -> Iterator[Refused]:
        yield from serving.faults(
            suggestion=self.context.suggestion,
            service=self.draft(PROCLAMATION.key),
            proclamation=self.proclamation(),
            at=at,
        )

    def proclamation(self) -> ProclamationDraft:
        """Returns the reading as it was typed; what is faulty is left out."""
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
        return ProclamationDraft(
            **{name: self.cleaned_data.get(name, "") for name in names},
            invited=tuple(InvitedDraft(**row) for row in filled(self.invited)),
        )

    def perform(self, *, at: datetime) -> None:
        serving.serve(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            service=self.draft(PROCLAMATION.key),
            proclamation=self.proclamation(),
            expected_moves=self.expected_moves,
        )


@step_form
class CorrectReceiptForm(StepForm):
    step = "document.correct_receipt"
    order = 70
    lede = _("The former day stays on record; every period that ran from it is counted again.")

    on = DayField(meaning=DayMeaning.PAST, label=_("Right day of receipt"))
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


@step_form
class CallBackForm(StepForm):
    step = "document.call_back"
    order = 60
    lede = _(
        "Nobody of the unit has opened the letter; its title may have been seen. It counts as not served; no period ran. The"
        " log of both sides says so, the unit's from the next service on."
    )

    reason = step_fields.reasons_for_unit(help_text=_("The unit reads it once the letter is served again."))

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not calling_back.why_not(context.suggestion, at=clock.now())

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        return _("%(step)s (until %(time)s)") % {"step": cls.title(), "time": _until(context)}

    def pairs(self) -> list[Pair]:
        return [Pair(label=_("Possible until"), value=until)] if (until := _until(self.context)) else []

    def perform(self, *, at: datetime) -> None:
        calling_back.call_back(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


def _until(context: StepContext) -> str:
    """Returns the time of the day until which an electronic service can be called back; nothing where none was made."""
    service = calling_back.served_electronically(context.suggestion)
    return timezone.localtime(calling_back.until(service)).strftime("%H:%M:%S") if service else ""
