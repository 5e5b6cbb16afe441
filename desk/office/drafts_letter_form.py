"""The parts of a letter as they are typed: contents of its kind, measures and copies as rows, periods, papers. Saves nothing."""

from dataclasses import replace
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, FilesField, TextField, expect, letter_field, offer_taken, save_first
from desk.office.drafts_forms import HeadForm
from desk.steps.step_fields import FILES_HELP
from desk.typed_rows import MOST, Row, RowFaults, filled, read, rearranged, with_faults
from organs import clock
from organs.access import Access
from organs.days import DayMeaning
from organs.numerals import key_of
from suggestions.actions.drafting import Body, DraftHead, MeasureDraft, length_faults
from suggestions.documents import governing, legal_basis, reply_period
from suggestions.models import Suggestion
from suggestions.rules import governance_grounds, kinds, legal_bases, letter_fields
from suggestions.rules.acts import Act
from suggestions.rules.lengths import Length
from suggestions.rules.letter_fields import Section
from suggestions.rules.letter_lengths import MOST as LONGEST
from suggestions.rules.terms import NotInForce

PERIOD_UNITS = [("days", _("days")), ("working_days", _("working days")), ("months", _("months"))]
MEASURE = {"id": "", **dict.fromkeys(letter_fields.TYPED_OF_MEASURE, "")}
COPY = {"unit": "", "ground": ""}
LONGEST_PERIOD = 366
LOOKING = frozenset({"find", "find_copy", "add_copy"})


class DraftForm(HeadForm):
    """The parts of the letter as the row of the kind lists them, measures and copies as rows, and the papers."""

    copy_refusal = ""
    row_prefixes = ("measures", "copies")

    expected_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    objection_amount = forms.IntegerField(
        label=_("Period for objection"), required=False, min_value=1, max_value=LONGEST_PERIOD
    )
    objection_unit = forms.ChoiceField(label=_("Unit of the period"), choices=PERIOD_UNITS, required=False)
    reply_amount = forms.IntegerField(
        label=_("Period for the written reply"), required=False, min_value=1, max_value=LONGEST_PERIOD
    )
    reply_unit = forms.ChoiceField(label=_("Unit of the period"), choices=PERIOD_UNITS, required=False)
    is_urgent = forms.BooleanField(label=_("Urgent: a period suited to the case"), required=False)
    urgency = TextField(label=_("Why it is urgent"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    copy_words = TextField(label=_("Find a unit for a copy"), required=False, max_length=200)
    copy_unit = forms.ChoiceField(label=_("Units found"), required=False, widget=forms.RadioSelect)
    copy_ground = forms.ChoiceField(
        label=_("Ground of the copy"), required=False, choices=[("", "—"), *kinds.COPY_GROUNDS.items()]
    )
    files = FilesField(label=_("Attach files"), required=False, help_text=FILES_HELP)

    def __init__(self, *args, access: Access, suggestion: Suggestion, **kwargs) -> None:
        self.rules = governing.version(suggestion, act=Act.APPROVAL, on=clock.today())
        initial = initial_of(suggestion) if not args or args[0] is None else {}
        super().__init__(*args, auto_id="%s", initial=initial, **kwargs)
        self.suggestion = suggestion
        for content in self.rules.contents:
            if content.is_text:
                self.fields[content.key] = TextField(
                    label=content.label,
                    help_text=content.help,
                    required=False,
                    widget=forms.Textarea,
                    max_length=LONGEST[content.key],
                )
        asked = [row for row in letter_fields.TYPED if row.is_typed_as_it_is and not self._is_paper(row)]
        for row in asked:
            self.fields[row.key] = letter_field(row)
        facts_until = letter_fields.BY_KEY["facts_until"]
        self.fields["facts_until"] = DayField(
            meaning=DayMeaning.PAST, label=facts_until.label, help_text=facts_until.help, required=False
        )
        self.fields["governance_ground"].widget = forms.RadioSelect(choices=governance_grounds.GROUND_CHOICES)
        typed = [content.key for content in self.rules.contents if content.is_text]
        save_first(self, "title", *typed, *(row.key for row in asked))
        offer_taken(self)
        self.prepare_units(access=access, current=suggestion.unit)
        unit = self._picked() or suggestion.unit
        self.ask_route(unit=unit, office=suggestion.procuratorate, kept=suggestion.route)
        expect(self, "urgency", "copy_unit", "copy_ground")
        of_draft = {"route": suggestion.route, "type_": suggestion.family.type}
        needed = [row for row in asked if row.needed and row.needed.is_asked(**of_draft)]
        expect(self, *(row.key for row in needed))
        if self.is_bound:
            self.measures = read(self.data, prefix="measures", fields=tuple(MEASURE))
            self.copies = read(self.data, prefix="copies", fields=tuple(COPY))
        else:
            self.measures, self.copies = measures_of(suggestion), copies_of(suggestion)
        self.find_copies()

    def clean(self) -> dict[str, object]:
        """Judges how long the letter is before it is previewed, as the action does before it is saved."""
        cleaned = super().clean() or self.cleaned_data
        for refused in length_faults(self.body()):
            if not self.errors.get(refused.field or ""):
                self.add_error(refused.field if refused.field in self.fields else None, str(refused))
                self.note_row_fault(refused, self.measures)
        return cleaned

    def head(self, *, at: datetime) -> DraftHead:
        """Returns the head as it was typed, with what the case says of the decision to investigate."""
        return replace(
            super().head(at=at),
            investigation_decided_on=self.suggestion.investigation_decided_on,
            investigation_decided_by=self.suggestion.investigation_decided_by,
        )

    def measures_shown(self) -> list[tuple[Row, RowFaults]]:
        return with_faults(self.measures, self.row_faults)

    def contents_shown(self) -> list[forms.BoundField]:
        """Returns the texts that stand in the letter after the contents of its kind."""
        return self._of(Section.CONTENTS)

    def recipient_shown(self) -> list[forms.BoundField]:
        """Returns what is asked of the recipient and the facts; the papers of an instruction only where there is one."""
        shown = self._of(Section.RECIPIENT)
        hidden = set() if self.suggestion.family.type == kinds.Type.SOCIAL_GOVERNANCE else {"governance_ground"}
        hidden |= set() if legal_bases.ROWS[self.suggestion.kind].of_environment else {"facts_until"}
        is_instructed = self.suggestion.route == kinds.Route.INSTRUCTED or self.suggestion.current_letter.route_papers
        hidden |= set() if is_instructed else {"route_papers"}
        return [bound for bound in shown if bound.name not in hidden]

    def gates_shown(self) -> list[forms.BoundField]:
        return self._of(Section.GATES)

    def _of(self, section: Section) -> list[forms.BoundField]:
        return [self[row.key] for row in letter_fields.typed_in(section) if row.key in self.fields]

    def _is_paper(self, row: letter_fields.LetterField) -> bool:
        """Tells whether the field is a paper of the case under the rules of the draft, and so not typed here."""
        return row.key == "conclusion_report" and bool(self.rules.report_paper)

    def find_copies(self) -> None:
        """Fills the units that the words for a copy find."""
        words = self._typed("copy_words") if self.is_bound else ""
        known = {row["unit"] for row in self.copies} | {str(self.suggestion.unit_id)}
        found = [unit for unit in self._units().named(words)[:12] if str(unit.pk) not in known] if words else []
        self.fields["copy_unit"].choices = [(str(unit.pk), unit.name) for unit in found]
        if self.is_bound and self.data.get("do") == "find_copy":
            self.fields["copy_unit" if found else "copy_words"].widget.attrs["autofocus"] = True

    def rearrange(self, pressed: str) -> bool:
        """Does what a button of the rows or of the search asks for; tells whether it was one of them."""
        measures = rearranged(self.measures, prefix="measures", pressed=pressed, blank=MEASURE)
        copies = rearranged(self.copies, prefix="copies", pressed=pressed, blank=COPY)
        if measures is None and copies is None and pressed not in LOOKING:
            return False
        self.measures = self.measures if measures is None else measures
        self.copies = self.copies if copies is None else copies
        self.is_judged = False
        if pressed == "add_copy":
            self._add_copy()
        return True

    def _add_copy(self) -> None:
        unit, ground = self._typed("copy_unit"), self._typed("copy_ground")
        if unit not in dict(self.fields["copy_unit"].choices):
            self.copy_refusal = _("Find the unit and choose it first.")
        elif ground not in kinds.COPY_GROUNDS:
            self.copy_refusal = _("Tick the ground on which the copy is sent (Art. 20).")
        elif len(self.copies) < MOST:
            self.copies = [*self.copies, {"unit": unit, "ground": ground}]
            self.data = self.data.copy()
            self.data["copy_words"] = self.data["copy_unit"] = ""

    def body(self) -> Body:
        """Returns the letter's parts as they were typed; wholly empty measures are left out."""
        cleaned = self.cleaned_data
        contents = {row.key: cleaned.get(row.key, "") for row in self.rules.contents if row.is_text}
        if legal_bases.KEY in contents:
            contents[legal_bases.KEY] = legal_basis.renewed(
                self.suggestion,
                text=contents[legal_bases.KEY],
                on=self.suggestion.investigation_decided_on,
                category=cleaned.get("problem_category"),
                ground=cleaned.get("governance_ground", ""),
                facts_until=cleaned.get("facts_until"),
            )
        return Body(
            contents=contents | {"urgency": cleaned.get("urgency", "") if cleaned.get("is_urgent") else ""},
            measures=self.measure_drafts(),
            values={name: cleaned[name] for name in letter_fields.TYPED_COLUMNS if cleaned.get(name)} | self._kept(),
            copies=self.copy_pairs(),
        )

    def _kept(self) -> dict[str, object]:
        """Returns what is not typed here any more and was before: a report that is a paper of the case by now."""
        letter = self.suggestion.current_letter
        return {row.key: getattr(letter, row.key) for row in letter_fields.TYPED if self._is_paper(row)}

    def measure_drafts(self) -> tuple[MeasureDraft, ...]:
        """Returns the measures in which anything was typed, in their order."""
        known = {str(pk) for pk in self.suggestion.measures.values_list("pk", flat=True)}
        texts = [{**row, "id": ""} for row in self.measures]
        typed = [(row, text) for row, text in zip(self.measures, texts, strict=True) if filled([text])]
        return tuple(
            MeasureDraft(**{**row, "id": int(row["id"]) if row["id"] in known else None}) for row, _text in typed
        )

    def copy_pairs(self) -> tuple[tuple[int, str], ...]:
        """Returns the copies of units that exist, each once, on a ground of Art. 20."""
        grounds = {key_of(row["unit"]): row["ground"] for row in self.copies if row["ground"] in kinds.COPY_GROUNDS}
        known = self._units().filter(pk__in=[key for key in grounds if key]).exclude(pk=self.suggestion.unit_id)
        return tuple((pk, grounds[pk]) for pk in sorted(known.values_list("pk", flat=True)))


def measures_of(suggestion: Suggestion) -> list[Row]:
    """Returns the saved measures as rows; one empty row to begin with when there is none."""
    texts = suggestion.current_letter.measure_texts.order_by("position", "id")
    rows = [
        {"id": str(text.measure_id), **{name: getattr(text, name) for name in letter_fields.TYPED_OF_MEASURE}}
        for text in texts
    ]
    return rows or [dict(MEASURE)]


def copies_of(suggestion: Suggestion) -> list[Row]:
    return [{"unit": str(copy.unit_id), "ground": copy.ground} for copy in suggestion.copies.order_by("id")]


def initial_of(suggestion: Suggestion) -> dict[str, object]:
    """Returns what is saved, as the form shows it; the reply period of the rule where none was set yet."""
    letter = suggestion.current_letter
    names = (
        "title",
        "case_name",
        "case_code",
        "industry",
        "case_source",
        "case_source_note",
        "problem_category",
        "route",
        "addressed_as",
    )
    values: dict[str, object] = {name: getattr(suggestion, name) for name in names}
    values |= {
        "expected_revision": letter.revision,
        **{name: getattr(letter, name) for name in letter_fields.TYPED_COLUMNS},
        legal_bases.KEY: legal_basis.of_letter(letter),
        **letter.contents,
    }
    if legal_basis.is_outdated(letter):
        values[legal_bases.KEY] = legal_basis.of_letter(letter)
    usual = usual_reply(suggestion) if letter.revision == 0 else None
    return values | ({"reply_amount": usual.amount, "reply_unit": str(usual.unit)} if usual else {})


def usual_reply(suggestion: Suggestion) -> Length | None:
    """Returns the reply period of the rule that governs the kind (P19 Art. 19, 30)."""
    try:
        return reply_period.governing(suggestion=suggestion, on=clock.today()).length
    except NotInForce:
        return None
