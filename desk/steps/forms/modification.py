"""The editor of a modification: the letter's parts and measures, each kept, reworded, dropped or new; nothing is lost on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.comparison import versions
from desk.components import Change
from desk.fields import TextField, letter_field
from desk.steps.base import StepContext, StepForm
from desk.steps.forms.amendments import FATES, CauseFields, may_be_amended
from desk.steps.registry import step_form
from desk.typed_rows import Row, RowFaults, UnhurriedForm, filled, read, rearranged
from organs import clock
from organs.refusals import Refused
from organs.words import Words
from suggestions.actions.amending import proposing
from suggestions.actions.drafting import Body, MeasureDraft
from suggestions.documents import content, governing
from suggestions.documents.completeness import Incomplete
from suggestions.models import LetterVersion
from suggestions.rules import letter_fields
from suggestions.rules.acts import Act
from suggestions.rules.letter_fields import OnModification
from suggestions.rules.letter_lengths import MOST

# Texts beside the contents of the kind that a modification may put otherwise.
ASKED = tuple(row for row in letter_fields.TYPED if row.on_modification == OnModification.ASKED)
MEASURE = {"id": "", **dict.fromkeys(letter_fields.TYPED_OF_MEASURE, "")}
RESTORE, COMPARE = "restore:", "compare"


@dataclass(frozen=True, kw_only=True)
class MeasureShown:
    """A measure in the editor: its row, and what becomes of it as it is typed now."""

    number: int
    row: Row
    faults: RowFaults
    fate: str
    fate_words: Words


@step_form
class ModificationForm(CauseFields, UnhurriedForm, StepForm):
    step = "amendment.propose"
    variant = "modify"
    order = 70
    label = _("Propose to modify the letter")
    lede = _(
        "What is reworded or new is asked of the unit anew; what is dropped is asked no more. Periods stay as they "
        "are printed: the decider sets a new day for the reply."
    )
    submit = _("Put it to the chief procurator")
    template = "steps/modification.html"
    row_prefixes = ("measures",)

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        former: LetterVersion = context.suggestion.letter
        asked = {row.key: getattr(former, row.key) for row in ASKED}
        super().__init__(*args, context=context, initial={**former.contents, **asked}, **kwargs)
        self.former = former
        self.prepare_causes(context.suggestion, what="modify")
        rules = governing.version(context.suggestion, act=Act.AMENDMENT, on=clock.today())
        self.parts = [row for row in rules.contents if row.is_text]
        for row in self.parts:
            self.fields[row.key] = TextField(
                label=row.label, required=row.required, widget=forms.Textarea, max_length=MOST[row.key]
            )
        for row in ASKED:
            self.fields[row.key] = letter_field(row)
        self.former_rows = _rows_of(former)
        names = tuple(MEASURE)
        self.rows = (
            read(self.data, prefix="measures", fields=names) if self.is_bound else list(self.former_rows.values())
        )
        self.is_compared = False

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return may_be_amended(context.suggestion, what="modify")

    def rearranges(self) -> bool:
        pressed = self.data.get("do", "")
        rows = rearranged(self.rows, prefix="measures", pressed=pressed, blank=MEASURE)
        if pressed.startswith(RESTORE):
            former = self.former_rows.get(pressed.removeprefix(RESTORE))
            rows = [*self.rows, dict(former)] if former and former["id"] not in self._kept_ids() else self.rows
        if rows is None and pressed != COMPARE:
            return False
        self.rows = self.rows if rows is None else rows
        self.is_compared = pressed == COMPARE
        self.is_judged = False
        return True

    def _kept_ids(self) -> set[str]:
        return {row["id"] for row in self.rows if filled([_typed(row)])}

    def shown(self) -> list[MeasureShown]:
        """Returns the measures of the new version with their fate."""
        found = []
        for number, row in enumerate(self.rows):
            former = self.former_rows.get(row["id"])
            fate = "new" if former is None else "kept" if _same(former, row) else "reworded"
            faults = self.row_faults.get(number, {})
            found.append(MeasureShown(number=number, row=row, faults=faults, fate=fate, fate_words=FATES[fate]))
        return found

    def dropped(self) -> list[Row]:
        """Returns the measures of the letter in force that the new version leaves out."""
        kept = self._kept_ids()
        return [row for key, row in self.former_rows.items() if key not in kept]

    def contents_shown(self) -> list[forms.BoundField]:
        return [self[row.key] for row in (*self.parts, *ASKED)]

    def changes(self) -> list[Change]:
        """Returns the difference by word between the letter in force and what is typed; asked for by a button."""
        if not self.is_compared:
            return []
        before = content.of_letter(self.former)
        typed = {row.key: self.data.get(row.key, "").strip() for row in self.parts}
        measures = [{"measure": row["id"], **_typed(row), "fate": ""} for row in self.rows if filled([_typed(row)])]
        after = before | {"contents": {**before["contents"], **typed}, "measures": measures}
        after |= {row.name: self.data.get(row.key, "").strip() for row in ASKED}
        return versions.compare_contents(before=before, after=after).changes

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        return proposing.body_faults(self.body())

    def body(self) -> Body:
        """Returns the new version: parts and measures as typed, periods as they are printed; what is faulty is left out."""
        former = self.former
        return Body(
            contents={**former.contents, **{row.key: self.cleaned_data.get(row.key, "") for row in self.parts}},
            measures=tuple(
                MeasureDraft(**_typed(row), id=int(row["id"]) if row["id"] in self.former_rows else None)
                for row in self.rows
                if filled([_typed(row)])
            ),
            values={name: getattr(former, name) for name in letter_fields.TYPED_COLUMNS}
            | {row.key: self.cleaned_data.get(row.key, "") for row in ASKED},
        )

    def refuse(self, refused: Refused) -> None:
        if isinstance(refused, Incomplete):
            self.add_error(None, [f"{check.text} ({check.article})" for check in refused.missing])
        else:
            super().refuse(refused)
            self.note_row_fault(refused, self.rows)

    def perform(self, *, at: datetime) -> None:
        proposing.propose_modification(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reasons=self.cleaned_data["reasons"],
            body=self.body(),
            cause=self.chosen_cause(),
            expected_moves=self.expected_moves,
        )


def _typed(row: Row) -> Row:
    return {name: row[name] for name in letter_fields.TYPED_OF_MEASURE}


def _same(one: Row, other: Row) -> bool:
    return all(
        one[name].strip() == other[name].replace("\r\n", "\n").strip() for name in letter_fields.TYPED_OF_MEASURE
    )


def _rows_of(letter: LetterVersion) -> dict[str, Row]:
    """Returns the measures of a version as rows by their id, as the form carries it."""
    versions = letter.measure_texts.exclude(fate="dropped").order_by("position", "id")
    return {
        str(text.measure_id): {
            "id": str(text.measure_id),
            **{name: getattr(text, name) for name in letter_fields.TYPED_OF_MEASURE},
        }
        for text in versions
    }
