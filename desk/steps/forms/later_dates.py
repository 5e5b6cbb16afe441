"""The steps of a later day for the reply: ask and withdraw, by the unit or from paper; view, agreement, refusal by the office."""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps import step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.paper import UnitStepForm, for_paper
from desk.steps.registry import step_form
from followups.actions import granting, postponing
from followups.actions.postponing import Wish
from followups.models import LaterDate
from organs.days import DayMeaning
from suggestions.models import Suggestion

HOW = [
    ("days", _("by so many days")),
    ("working_days", _("by so many working days")),
    ("date", _("to a day")),
]
LEDE = _(
    "The legal day stays where it is: a day that is agreed stands beside it, and the office counts by the legal one."
)


def _subject(context: StepContext) -> LaterDate:
    return cast(LaterDate, context.subject)


def is_open(suggestion: Suggestion) -> bool:
    """Tells whether a later day can be asked for: a reply is owed, and no request waits."""
    is_asked = suggestion.later_dates.filter(state="asked").exists()
    return suggestion.case_state == "open" and postponing.owed(suggestion) is not None and not is_asked


def day_pairs(suggestion: Suggestion) -> list[Pair]:
    """Returns the days that hold now."""
    running = postponing.owed(suggestion)
    if running is None:
        return []
    found = [Pair(label=_("Legal day"), value=running.due_on.isoformat())]
    if running.agreed_on:
        found.append(Pair(label=_("Agreed until now"), value=running.agreed_on.isoformat()))
    return found


@step_form
@for_paper(label=_("Record a request for a later day from paper"), order=67, day=_("Received on"))
class AskLaterForm(UnitStepForm):
    step = "later_date.ask"
    order = 45
    lede = LEDE

    how = forms.ChoiceField(label=_("How much later"), choices=HOW, widget=forms.RadioSelect, initial="days")
    amount = forms.IntegerField(
        label=_("How many"), required=False, min_value=1, max_value=366, help_text=_("For days and working days.")
    )
    to_on = DayField(
        meaning=DayMeaning.COMING, label=_("To which day"), required=False, help_text=_("Only for “to a day”.")
    )
    reason = TextField(label=_("Why more time is needed"), widget=forms.Textarea)
    impediment_ended_on = DayField(
        meaning=DayMeaning.PAST,
        label=_("Prevented without fault until"),
        required=False,
        help_text=_(
            "Only for force majeure or another impediment that is not yours, asked for within ten days after it ended:"
            " then the period itself is extended (Civil Procedure Law, Art. 86)."
        ),
    )
    files = step_fields.evidence()

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return is_open(context.suggestion)

    def pairs(self) -> list[Pair]:
        return day_pairs(self.context.suggestion)

    def wish(self) -> Wish:
        cleaned = self.cleaned_data
        if cleaned["how"] == "date":
            return Wish(to_on=cleaned.get("to_on"))
        return Wish(amount=cleaned.get("amount"), unit=cleaned["how"])

    def perform(self, *, at: datetime) -> None:
        postponing.ask(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            wish=self.wish(),
            reason=self.cleaned_data["reason"],
            on=self.cleaned_data.get("on"),
            impediment_ended_on=self.cleaned_data["impediment_ended_on"],
            evidence=self.evidence(),
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


def request_pairs(later_date: LaterDate) -> list[Pair]:
    """Returns what was asked for and why."""
    prevented = later_date.impediment_ended_on
    return [
        Pair(label=_("Legal day"), value=later_date.clock.due_on.isoformat()),
        Pair(label=pgettext_lazy("a day", "Asked for"), value=later_date.wanted_on.isoformat()),
        Pair(label=_("Reason"), value=later_date.reason, lang="zh-Hans"),
        *([Pair(label=_("Prevented without fault until"), value=prevented.isoformat())] if prevented else []),
    ]


@step_form
@for_paper(label=_("Record from paper that the request is withdrawn"), order=69, without=("reason",))
class WithdrawLaterForm(UnitStepForm):
    step = "later_date.withdraw"
    order = 46

    reason = step_fields.remarks()

    def pairs(self) -> list[Pair]:
        return request_pairs(_subject(self.context))

    def perform(self, *, at: datetime) -> None:
        postponing.withdraw(
            access=self.context.access,
            at=at,
            later_date=_subject(self.context),
            reason=self.cleaned_data.get("reason", ""),
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


class LaterDateForm(StepForm):
    """A step of the office with an open request, while the reply is still owed."""

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return _subject(context).clock.stopped_on is None

    def pairs(self) -> list[Pair]:
        later_date = _subject(self.context)
        supported = later_date.advised_on.isoformat() if later_date.advised_on else _("none")
        advice = [
            Pair(label=_("View of the handling prosecutor"), value=later_date.advice, lang="zh-Hans"),
            Pair(label=_("Supports"), value=supported),
        ]
        return [*request_pairs(later_date), *(advice if later_date.advice else [])]


@step_form
class AdviseLaterForm(LaterDateForm):
    step = "later_date.advise"
    order = 8
    submit = _("Put it to the department head")

    on = DayField(
        meaning=DayMeaning.COMING, label=_("Day that you support"), required=False, help_text=_("Empty: none.")
    )
    advice = TextField(label=_("Your view"), widget=forms.Textarea)

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, initial={"on": _subject(context).wanted_on}, **kwargs)

    def perform(self, *, at: datetime) -> None:
        granting.advise(
            access=self.context.access,
            at=at,
            later_date=_subject(self.context),
            advice=self.cleaned_data["advice"],
            on=self.cleaned_data["on"],
            expected_moves=self.expected_moves,
        )


class LaterDateDecisionForm(LaterDateForm):
    """A decision is for another person than who gave the view, and comes after it."""

    @classmethod
    def hindrance(cls, context: StepContext):
        if _subject(context).advised_by_id is None:
            return _("The handling prosecutor gives a view first.")
        if _subject(context).advised_by_id == context.access.person_id:
            return _("Nobody decides on an own view. The department head or a chief procurator must do it.")
        return ""


@step_form
class AgreeLaterForm(LaterDateDecisionForm):
    step = "later_date.agree"
    order = 7
    lede = LEDE

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return super().is_offered(context) and _subject(context).impediment_ended_on is None

    on = DayField(meaning=DayMeaning.COMING, label=_("Agreed day"))
    reasons = TextField(
        label=_("Reasons"),
        required=False,
        help_text=_("Needed when it is another day than the one asked for."),
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        asked = _subject(context)
        first: date = asked.advised_on or asked.wanted_on
        super().__init__(*args, context=context, initial={"on": first}, **kwargs)

    def perform(self, *, at: datetime) -> None:
        granting.agree(
            access=self.context.access,
            at=at,
            later_date=_subject(self.context),
            on=self.cleaned_data["on"],
            reasons=self.cleaned_data["reasons"],
            expected_moves=self.expected_moves,
        )


@step_form
class ExtendForm(LaterDateDecisionForm):
    step = "later_date.extend"
    order = 7
    lede = _("The unit was prevented without fault: the legal day itself becomes the day that you set.")

    on = DayField(meaning=DayMeaning.COMING, label=_("Extended until"))
    reasons = TextField(label=_("Reasons"), widget=forms.Textarea)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return super().is_offered(context) and _subject(context).impediment_ended_on is not None

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        asked = _subject(context)
        super().__init__(*args, context=context, initial={"on": asked.advised_on or asked.wanted_on}, **kwargs)

    def perform(self, *, at: datetime) -> None:
        granting.extend(
            access=self.context.access,
            at=at,
            later_date=_subject(self.context),
            on=self.cleaned_data["on"],
            reasons=self.cleaned_data["reasons"],
            expected_moves=self.expected_moves,
        )


@step_form
class RefuseLaterForm(LaterDateDecisionForm):
    step = "later_date.refuse"
    order = 9
    lede = _("The unit reads the reasons. The legal day stays.")

    reasons = TextField(label=_("Reasons"), widget=forms.Textarea)

    def perform(self, *, at: datetime) -> None:
        granting.refuse(
            access=self.context.access,
            at=at,
            later_date=_subject(self.context),
            reasons=self.cleaned_data["reasons"],
            expected_moves=self.expected_moves,
        )
