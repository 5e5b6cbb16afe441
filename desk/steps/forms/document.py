"""The office's steps with the letter before it leaves: edit, submit, recall, reopen, review, drop, issue; and handing over."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk import wording
from desk.components import Pair
from desk.fields import TextField
from desk.steps.base import StepContext, StepForm
from desk.steps.forms.opinions import awaited_pairs
from desk.steps.registry import step_form
from organs import clock
from organs.models import Person, Post
from organs.refusals import NotAllowed, Refused
from organs.roles import PROSECUTING
from organs.words import clauses, labelled
from suggestions.access import permissions
from suggestions.actions import drafting, issuing, joining, series
from suggestions.documents import completeness, composing, content, gates, routing
from suggestions.printing import typesetting
from suggestions.rules import ending_grounds, number_patterns


@step_form
class EditDraft(StepForm):
    step = "document.edit"
    page = "draft"
    order = 5


@step_form
class SubmitForm(StepForm):
    step = "document.submit"
    order = 6
    lede = _("The text is signed at each gate as it stands now. To change it later, recall the draft.")

    @classmethod
    def hindrance(cls, context: StepContext):
        suggestion = context.suggestion
        lacking = completeness.missing(suggestion=suggestion, letter=suggestion.current_letter, on=clock.today())
        return str(completeness.Incomplete(lacking)) if lacking else ""

    def pairs(self) -> list[Pair]:
        ordered = " → ".join(str(gate.label) for gate in gates.in_order(self.context.suggestion))
        return [Pair(label=_("Gates"), value=ordered), *awaited_pairs(self.context)]

    def perform(self, *, at: datetime) -> None:
        drafting.submit(
            access=self.context.access, at=at, suggestion=self.context.suggestion, expected_moves=self.expected_moves
        )


class ReviewPage(StepForm):
    """Leads to the page of the gate; an author is told why not."""

    page = "review"
    order = 1

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        gate = permissions.gate_of(context.suggestion)
        if gate is None or gate.decides != (cls.step == "document.approve"):
            return False
        return bool(context.held & permissions.relations_at_gate(gate))

    @classmethod
    def hindrance(cls, context: StepContext):
        suggestion = context.suggestion
        try:
            permissions.require_gate(
                access=context.access,
                suggestion=suggestion,
                authors=drafting.authors(suggestion.current_letter),
                held=context.held,
            )
        except NotAllowed as refused:
            return str(refused)
        return ""


@step_form
class ReviewAtGate(ReviewPage):
    step = "document.pass"
    label = _("Review: sign or return")


@step_form
class DecideAtGate(ReviewPage):
    step = "document.approve"
    label = _("Decide: approve or return")


@step_form
class RecallForm(StepForm):
    step = "document.recall"
    order = 40
    lede = _("The draft comes back to you. Signatures stay as long as the text stays the same.")

    def perform(self, *, at: datetime) -> None:
        drafting.recall(
            access=self.context.access, at=at, suggestion=self.context.suggestion, expected_moves=self.expected_moves
        )


@step_form
class ReopenTextForm(StepForm):
    step = "document.reopen_text"
    order = 40
    lede = _("The signatures become void, and the draft passes all its gates again.")

    def perform(self, *, at: datetime) -> None:
        drafting.reopen_text(
            access=self.context.access, at=at, suggestion=self.context.suggestion, expected_moves=self.expected_moves
        )


@step_form
class DropForm(StepForm):
    step = "document.drop"
    order = 90
    is_dangerous = True
    lede = _("No suggestion is made: report and materials are archived and all clocks stop. This cannot be undone.")

    ground = forms.ChoiceField(
        label=_("Ground (PIL Case Rules, Art. 74)"),
        help_text=_("The case was opened by decision and ends by one, which the organ receives."),
        choices=[(row.key, row.label) for row in ending_grounds.ROWS],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reasons"), widget=forms.Textarea)

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        if not drafting.ends_by_decision(context.suggestion):
            del self.fields["ground"]

    def perform(self, *, at: datetime) -> None:
        drafting.drop(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            ground=self.cleaned_data.get("ground", ""),
            expected_moves=self.expected_moves,
        )


@step_form
class IssueForm(StepForm):
    step = "document.issue"
    order = 3
    lede = _("The letter gets its number and day and is printed once; its PDF is kept with its SHA-256.")

    number = TextField(
        label=_("Number given by the unified system"),
        max_length=60,
    )

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        found = series_of(context)
        if found is None or found.mode != "national":
            del self.fields["number"]
        else:
            like = number_patterns.printed(found.pattern, year=clock.today().year, serial=1)
            self.fields["number"].help_text = gettext("As it is printed, like %(example)s.") % {"example": like}

    @classmethod
    def hindrance(cls, context: StepContext):
        suggestion = context.suggestion
        try:
            issuing.require_approved_text(suggestion.current_letter)
            issuing.require_rules_of_the_day(suggestion, on=clock.today())
            joining.require_signed(suggestion)
            completeness.require_report(suggestion)
            routing.require(suggestion, suggestion.current_letter)
            series.of(suggestion)
        except Refused as refused:
            return str(refused)
        return clauses(
            labelled(place, fault) for place, fault in typesetting.faults(composing.letter(suggestion.current_letter))
        )

    def pairs(self) -> list[Pair]:
        suggestion = self.context.suggestion
        found = [
            Pair(label=_("To"), value=suggestion.current_letter.recipient_name, lang="zh-Hans"),
            Pair(label=_("Day"), value=clock.today().isoformat()),
            Pair(label="SHA-256", value=wording.short_hash(content.digest(suggestion.current_letter))),
            *awaited_pairs(self.context),
        ]
        return [Pair(label=_("Number"), value=self._next_number(), lang="zh-Hans"), *found]

    def _next_number(self) -> str:
        """Returns the number as it stands now; another letter issued first takes it and this one gets the next."""
        found = series_of(self.context)
        if found is None:
            return "—"
        if found.mode == "national":
            return gettext("That of the unified system, to be entered below")
        return series.upcoming(found, year=clock.today().year)

    def perform(self, *, at: datetime) -> None:
        issuing.issue(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            national_number=self.cleaned_data.get("number", ""),
            expected_moves=self.expected_moves,
        )


def series_of(context: StepContext):
    """Returns the series from which the letter will be numbered, None when none is set up."""
    try:
        return series.of(context.suggestion)
    except Refused:
        return None


@step_form
class HandOverForm(StepForm):
    step = "case.hand_over"
    order = 80

    to = forms.ModelChoiceField(label=_("To"), queryset=Person.objects.none(), empty_label="—")
    reason = TextField(label=_("Reasons"), widget=forms.Textarea)

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        suggestion = context.suggestion
        today = clock.today()
        posts = Post.objects.current(today).filter(procuratorate_id=suggestion.procuratorate_id, role__in=PROSECUTING)
        people = Person.objects.filter(pk__in=posts.values("person"), is_active=True, origin=suggestion.origin)
        kept_off = suggestion.recusals.filter(keeps_off=True).values("person")
        here = people.exclude(pk=suggestion.handling_prosecutor_id).exclude(pk__in=kept_off)
        self.fields["to"].queryset = here.in_order(today)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not context.suggestion.has_ended_unissued

    def perform(self, *, at: datetime) -> None:
        drafting.hand_over(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            to=self.cleaned_data["to"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
