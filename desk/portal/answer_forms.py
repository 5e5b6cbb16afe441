"""The answers to all measures of a letter as one form, saved as drafts that only the unit sees; sending is elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.case.turns import unanswered
from desk.components import Badge, Pair
from desk.fields import DayField, TextField
from desk.steps import answer_fields, case_pairs
from followups.actions import answering
from followups.actions.answering import AnswerDraft
from followups.conditions import legal_day
from followups.models import Answer, Attitude
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused, Stale
from suggestions.models import Measure, Suggestion

NOTES = {
    Attitude.ACCEPTED: _("Done as suggested, by a day that you promise"),
    Attitude.OTHER_WAY: _("Another way with the same effect, by a day that you promise"),
    Attitude.ALREADY_DONE: _("Attach what shows it when you send the answer"),
    Attitude.DONE_SINCE: _("Counts as claimed done; attach what shows it when you send the answer"),
    Attitude.REFUSED: _("Reasons are needed"),
}
TEXTS = {
    Attitude.ACCEPTED: _("How it will be done"),
    Attitude.OTHER_WAY: _("The other way"),
    Attitude.ALREADY_DONE: _("What was done, and when"),
    Attitude.DONE_SINCE: _("What was done"),
    Attitude.REFUSED: _("Reasons"),
}
DATED = (Attitude.ACCEPTED, Attitude.OTHER_WAY)
LONGEST = 20_000


@dataclass(frozen=True)
class AnswerOption:
    """One way to answer, and the fields that it opens."""

    radio: BoundWidget
    note: str
    fields: list[BoundField]


class LaterDayField(DayField):
    """A day that is needed to send the answer and may still be missing when it is saved."""

    def validate(self, value: object) -> None:
        """Leaves what is missing to the moment of sending."""


class LaterTextField(TextField):
    """A text that is needed to send the answer and may still be missing when it is saved."""

    def validate(self, value: object) -> None:
        """Leaves what is missing to the moment of sending."""


class MeasureAnswerForm(forms.Form):
    """The answer to one measure; every way to answer keeps its own text until one is saved."""

    use_required_attribute = False

    attitude = forms.ChoiceField(
        label=_("Your unit's answer"), choices=Attitude, required=False, widget=forms.RadioSelect
    )
    mark = TextField(required=False, widget=forms.HiddenInput)
    more = answer_fields.more_field()
    responsible = answer_fields.responsible_field()
    milestones = answer_fields.MilestonesField()

    def __init__(self, data: Mapping[str, str] | None = None, *, measure: Measure, saved: Answer | None) -> None:
        self.measure, self.saved = measure, saved
        first: dict[str, object] = {"mark": answering.mark_of(saved)}
        if saved and saved.attitude:
            first |= {
                "attitude": saved.attitude,
                f"promised_{saved.attitude}": saved.promised_on,
                f"text_{saved.attitude}": saved.text,
                "done_on": saved.done_on,
            }
        if saved:
            first |= {name: getattr(saved, name) for name in answer_fields.BESIDE}
        super().__init__(data, prefix=f"m{measure.pk}", initial=first)
        for attitude in Attitude:
            if attitude in DATED:
                self.fields[f"promised_{attitude}"] = LaterDayField(
                    meaning=DayMeaning.NEAR,
                    label=_("Promised day"),
                    help_text=_("It can be moved later; every change is kept with its reason."),
                )
            self.fields[f"text_{attitude}"] = LaterTextField(
                label=TEXTS[attitude],
                required=attitude != Attitude.ACCEPTED,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["done_on"] = LaterDayField(meaning=DayMeaning.PAST, label=_("Done on"))
        self.legal_on = legal_day.of(measure.suggestion)
        answer_fields.warn_of_legal_day(self, measure.suggestion, *(f"promised_{attitude}" for attitude in DATED))

    def clean(self) -> dict[str, object]:
        """Judges only the fields of the way that was chosen; the others are kept as they were typed."""
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("attitude") or ""
        for name in list(self.errors):
            if name.startswith(("promised_", "text_")) and not name.endswith(f"_{chosen}"):
                del self.errors[name]
        if chosen != Attitude.DONE_SINCE:
            self.errors.pop("done_on", None)
        return cleaned

    def choices(self) -> Iterator[AnswerOption]:
        for radio in self["attitude"]:
            value = Attitude(radio.data["value"])
            days = {Attitude.DONE_SINCE: ["done_on"], **{each: [f"promised_{each}"] for each in DATED}}
            names = [*days.get(value, ()), f"text_{value}"]
            yield AnswerOption(radio=radio, note=str(NOTES[value]), fields=[self[name] for name in names])

    def draft(self) -> AnswerDraft:
        """Returns what was chosen; the text of another way is not part of it."""
        chosen = self.cleaned_data.get("attitude") or ""
        return AnswerDraft(
            attitude=chosen,
            promised_on=self.cleaned_data.get(f"promised_{chosen}"),
            text=self.cleaned_data.get(f"text_{chosen}") or "",
            **answer_fields.beside(self.cleaned_data),
        )

    @property
    def has_beside(self) -> bool:
        """Tells whether one of them holds something, or is refused: they are then shown unfolded."""
        return any(bound.value() or bound.errors for bound in self.beside())

    def beside(self) -> list[BoundField]:
        """Returns the fields that belong to every way to answer."""
        return [self[name] for name in answer_fields.BESIDE]

    @property
    def is_touched(self) -> bool:
        """Tells whether there is anything to save."""
        draft = self.draft()
        if self.saved is None:
            return draft != AnswerDraft()
        return draft != AnswerDraft.of(self.saved)

    def refuse(self, refused: Refused) -> None:
        """Shows why the answer was not saved; after a stale one, the form may be sent again once it was read."""
        self.add_error(None, str(refused))
        if isinstance(refused, Stale):
            self.was_saved(answering.prepared(self.measure))

    def was_saved(self, answer: Answer | None) -> None:
        """Goes on from the answer that is saved now, with what was typed here left as it is."""
        self.saved = answer
        self.data = self.data.copy()
        self.data[self.add_prefix("mark")] = answering.mark_of(answer)

    @property
    def saved_words(self) -> str:
        """Returns what a colleague saved meanwhile, shown beside what was typed here."""
        if self.saved is None or not self.non_field_errors():
            return ""
        day = self.saved.promised_on.isoformat() if self.saved.promised_on else ""
        parts = (str(self.saved.get_attitude_display()), day, self.saved.text)
        return gettext("Saved by %(name)s: %(what)s") % {
            "name": self.saved.saved_by.name if self.saved.saved_by else "",
            "what": " ".join(part for part in parts if part),
        }

    @property
    def badge(self) -> Badge:
        if self.measure.state != "asked":
            return Badge(text=_("Answered"), icon="check")
        if self.saved and self.saved.attitude:
            return Badge(text=_("Being filled in"), icon="pen", tone="now")
        return Badge(text=_("Not answered yet"), icon="open")

    @property
    def pairs(self) -> list[Pair]:
        text = self.measure.text
        pairs = [
            Pair(label=_("Met when"), value=text.criterion, lang="zh-Hans"),
            Pair(label=_("Basis"), value=text.legal_basis, lang="zh-Hans"),
            *case_pairs.sent_back(self.measure),
            *case_pairs.indicator(self.measure),
            Pair(label=_("Legal day"), value=self.legal_on.isoformat() if self.legal_on else ""),
        ]
        return [pair for pair in pairs if pair.value]


class Answers:
    """The forms of all measures that wait for an answer, and of those that were typed into meanwhile."""

    def __init__(self, suggestion: Suggestion, data: Mapping[str, str] | None = None) -> None:
        measures = unanswered(suggestion)
        if data is not None:
            typed = [each for each in suggestion.asked_measures if f"m{each.pk}-mark" in data]
            measures = sorted({*measures, *typed}, key=lambda each: each.position)
        saved = {
            answer.measure_id: answer
            for answer in Answer.objects.filter(measure__in=measures, sent_at__isnull=True).select_related("saved_by")
            if answer.round == next(each.round for each in measures if each.pk == answer.measure_id)
        }
        self.forms = []
        for measure in measures:
            measure.suggestion = suggestion
            posted = data if data is not None and f"m{measure.pk}-mark" in data else None
            self.forms.append(MeasureAnswerForm(posted, measure=measure, saved=saved.get(measure.pk)))

    def save(self, *, access: Access, at: datetime) -> bool:
        """Saves each answer that can be saved; returns whether all could. The others keep what was typed."""
        whole = True
        for form in self.forms:
            if not form.is_bound:
                continue
            if not form.is_valid():
                whole = False
                continue
            if not form.is_touched:
                continue
            try:
                form.was_saved(
                    answering.save_draft(
                        access=access, at=at, measure=form.measure, draft=form.draft(), mark=form.cleaned_data["mark"]
                    )
                )
            except Refused as refused:
                form.refuse(refused)
                whole = False
        return whole

    @property
    def is_stale(self) -> bool:
        return any(form.is_bound and form.non_field_errors() for form in self.forms)

    @property
    def saved_at(self) -> datetime | None:
        return max((form.saved.saved_at for form in self.forms if form.saved), default=None)

    @property
    def prepared(self) -> int:
        """Returns how many answers are saved."""
        return sum(bool(form.saved and form.saved.attitude) for form in self.forms)
