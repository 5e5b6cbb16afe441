"""How a measure is answered: the fields, the answer made of them, and what is shown beside them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField, expect
from desk.steps import case_pairs
from desk.steps.base import StepContext
from followups.actions.answering import AnswerDraft
from followups.conditions import days_on_the_way, legal_day
from followups.conditions.days_on_the_way import DayOnTheWay
from followups.models import Answer, Attitude
from organs.days import DayMeaning
from organs.words import Words
from suggestions.models import Measure, Suggestion

# What stands beside every way to answer, and is folded until it is wanted.
BESIDE = ("responsible", "milestones", "more")


def answer_draft(cleaned: dict) -> AnswerDraft:
    """Returns an answer from the fields of a form."""
    return AnswerDraft(
        attitude=cleaned.get("attitude") or "",
        promised_on=cleaned.get("promised_on"),
        text=cleaned.get("text") or "",
        **beside(cleaned),
    )


def beside(cleaned: dict) -> dict[str, object]:
    """Returns what stands beside every way to answer: day of doing, more than asked, who answers for it, milestones."""
    return {
        "done_on": cleaned.get("done_on") if cleaned.get("attitude") == Attitude.DONE_SINCE else None,
        "more": cleaned.get("more") or "",
        "responsible": cleaned.get("responsible") or "",
        "milestones": cleaned.get("milestones") or (),
    }


class MilestonesField(TextField):
    """Days on the way to a measure, one a line, each with what is reached by then; cleans to pairs of day and words."""

    def __init__(self, **options) -> None:
        options.setdefault("label", _("Days on the way"))
        options.setdefault("help_text", _("One a line: the day, a blank, and what is reached by then."))
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(required=False, max_length=4_000, **options)

    def clean(self, value: object) -> tuple[tuple[str, str], ...]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return tuple(self._pair(line) for line in lines)

    def _pair(self, line: str) -> tuple[str, str]:
        day, _blank, words = line.replace("\u3000", " ").partition(" ")
        found = DayField(meaning=DayMeaning.NEAR, required=False, error_messages={"invalid": _no_day(line)}).clean(
            day.rstrip("：:")
        )
        if found is None or not words.strip():
            raise forms.ValidationError(_no_day(line), code="milestone")
        return found.isoformat(), words.strip()

    def prepare_value(self, value: object) -> object:
        """Returns kept pairs as the lines that were typed."""
        return value if value is None or isinstance(value, str) else "\n".join(f"{day} {words}" for day, words in value)


def _no_day(line: str) -> str:
    return gettext("“%(line)s” does not begin with a day and say what is reached by then.") % {"line": line[:40]}


def responsible_field() -> TextField:
    return TextField(
        label=_("Who answers for it"),
        max_length=100,
        required=False,
        help_text=_("The post or section of the unit, not a person's name."),
    )


def more_field() -> TextField:
    return TextField(
        label=_("More than asked"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the unit does beyond this measure, if anything."),
    )


def beside_fields() -> dict[str, forms.Field]:
    """Returns the fields of what stands beside every way to answer, by their names."""
    return {"responsible": responsible_field(), "milestones": MilestonesField(), "more": more_field()}


class AnswerFields(forms.Form):
    """How a measure is answered, in one column; asked for when it is answered and when the answer changes."""

    attitude = forms.ChoiceField(label=_("Answer"), choices=Attitude, widget=forms.RadioSelect)
    promised_on = DayField(
        meaning=DayMeaning.NEAR,
        label=_("Done by"),
        required=False,
        help_text=_("Only when it is accepted, in this or another way."),
    )
    text = TextField(
        max_length=20_000,
        label=_("How, what was done, or why not"),
        required=False,
        widget=forms.Textarea,
        help_text=_("May be left empty only when the measure is accepted as it is."),
    )
    done_on = DayField(
        meaning=DayMeaning.PAST,
        label=_("Done on"),
        required=False,
        help_text=_("Only when it was done since the letter was received."),
    )
    more = more_field()
    responsible = responsible_field()
    milestones = MilestonesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whether they are asked for depends on the answer that is chosen.
        expect(self, "promised_on", "text", "done_on")


def beside_pairs(answer: Answer) -> list[Pair]:
    """Returns what stands beside an answer, for both sides."""
    found = [
        Pair(label=_("Done on"), value=answer.done_on.isoformat() if answer.done_on else ""),
        Pair(label=_("More than asked"), value=answer.more, lang="zh-Hans"),
        Pair(label=_("Who answers for it"), value=answer.responsible, lang="zh-Hans"),
        Pair(label=_("Days on the way"), value=" · ".join(map(_on_the_way, days_on_the_way.of_answer(answer)))),
    ]
    return [pair for pair in found if pair.value]


def _on_the_way(each: DayOnTheWay) -> str:
    """Returns a day on the way, and when and by whom it was said to be reached."""
    if each.progress is None:
        return each.key
    by = each.progress.logged_by.name if each.progress.logged_by else gettext("on paper")
    reached = gettext("✓ reached on %(day)s, %(by)s") % {"day": each.progress.done_on.isoformat(), "by": by}
    return f"{each.key} ({reached})"


def asked(context: StepContext) -> list[Pair]:
    """Returns what a measure asks, and what was answered until now."""
    measure = context.subject
    found = [
        Pair(label=_("Met when"), value=measure.text.criterion, lang="zh-Hans"),
        Pair(label=_("Basis"), value=measure.text.legal_basis, lang="zh-Hans"),
    ]
    answer = measure.answers.filter(sent_at__isnull=False).last()
    if answer:
        found.append(Pair(label=_("Answer"), value=f"{answer.get_attitude_display()} {answer.text}"))
        found += beside_pairs(answer)
    found += case_pairs.promised(measure)
    found += case_pairs.sent_back(measure)
    return [pair for pair in found if pair.value]


def warn_of_legal_day(form: forms.Form, suggestion: Suggestion, *names: str) -> None:
    """Says at the fields of a promised day which day is the legal one, and what a later day means."""
    legal = legal_day.of(suggestion)
    if legal is None:
        return
    words = gettext("The legal day is %(day)s. To a later day the procuratorate says its word; the legal day stays.")
    for name in names:
        field = form.fields[name]
        field.help_text = " ".join((str(field.help_text), words % {"day": legal.isoformat()})).strip()


def done_words(suggestion: Suggestion, day: date | None, words: Words) -> Words:
    """Returns what is said of a step that promised a day, with a warning where it lies beyond the legal one."""
    legal = legal_day.beyond(suggestion, day)
    if legal is None:
        return words
    warning = gettext("The promised day lies beyond the legal day, %(day)s; the procuratorate says its word to it.")
    return gettext("%(done)s. %(warning)s") % {"done": words, "warning": warning % {"day": legal.isoformat()}}


def fields_of(answer: Answer | None) -> dict[str, object]:
    """Returns an answer as the first content of a form."""
    if answer is None:
        return {}
    day = answer.measure.promised_on if answer.sent_at else answer.promised_on
    names = ("attitude", "text", "done_on", "more", "responsible", "milestones")
    return {**{name: getattr(answer, name) for name in names}, "promised_on": day}


def sent_answer(measure: Measure) -> Answer | None:
    """Returns the answer that was sent in this round; what is only saved is the unit's own affair."""
    return measure.answers.filter(round=measure.round, sent_at__isnull=False).last()
