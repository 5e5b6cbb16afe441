"""The steps of P19 Art. 27 over a drawn case: name two reviewers, fill in a sheet, decide where the two differ."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import TextField, expect
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from followups.actions import quality_reviewing
from followups.actions.quality_reviewing import SheetDraft
from followups.models import QualityReview, QualitySheet
from followups.rules import review_sheet
from followups.rules.review_sheet import BY_KEY, GRADES
from organs import clock
from organs.models import Person
from organs.refusals import Refused
from organs.words import Words, clauses, labelled


class GradeField(forms.ChoiceField):
    """The grade of one item; nothing is chosen beforehand."""

    def __init__(self, key: str) -> None:
        item = BY_KEY[key]
        super().__init__(
            label=str(item.label), help_text=str(item.question), choices=[*GRADES.items()], widget=forms.RadioSelect
        )


class ReviewerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Somebody of the office, by name."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.name


@step_form
class AssignForm(StepForm):
    step = "quality_review.assign"
    order = 70
    lede = _(
        "Each of the two grades the letter without seeing what the other says. Who handled, wrote or signed it is not in the"
        " list. What they find is about the letter; no figure is kept of a person."
    )

    first = ReviewerField(label=_("First reviewer"), queryset=Person.objects.none(), empty_label="—")
    second = ReviewerField(label=_("Second reviewer"), queryset=Person.objects.none(), empty_label="—")

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        people = quality_reviewing.may_review(context.suggestion, on=clock.today())
        for name in ("first", "second"):
            cast(ReviewerField, self.fields[name]).queryset = people

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return quality_reviewing.drawn_and_free(context.suggestion) is not None

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        if quality_reviewing.may_review(context.suggestion, on=clock.today()).count() < quality_reviewing.OF_REVIEW:
            return _("No two people are here who had no part in this letter.")
        return ""

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        reviewers = (self.cleaned_data.get("first"), self.cleaned_data.get("second"))
        return quality_reviewing.assignment_faults(
            suggestion=self.context.suggestion, reviewers=reviewers, on=clock.civil_day(at)
        )

    def perform(self, *, at: datetime) -> None:
        quality_reviewing.assign(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reviewers=(self.cleaned_data["first"], self.cleaned_data["second"]),
            expected_moves=self.expected_moves,
        )


class OfReviewForm(StepForm):
    """A form on one review, whose items become fields."""

    @property
    def review(self) -> QualityReview:
        return cast(QualityReview, self.context.subject)


@step_form
class SheetForm(OfReviewForm):
    step = "quality_review.speak"
    order = 5
    lede = _("The other reviewer sees nothing of it before both have spoken. Once it is sent it is not changed.")

    remarks = TextField(
        label=_("What is not in order, and where it can be seen"),
        help_text=_("Of the letter and its handling; name no person."),
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        for item in self.review.items:
            self.fields[item.key] = GradeField(item.key)
        self.order_fields(["moves", *(item.key for item in self.review.items), "remarks"])
        expect(self, "remarks")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return (
            quality_reviewing.own_sheet(cast(QualityReview, context.subject), person_id=context.access.person_id)
            is not None
        )

    def draft(self) -> SheetDraft:
        grades = {item.key: self.cleaned_data.get(item.key, "") for item in self.review.items}
        return SheetDraft(grades=grades, remarks=self.cleaned_data.get("remarks", ""))

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        return quality_reviewing.sheet_faults(items=self.review.items, draft=self.draft())

    def perform(self, *, at: datetime) -> None:
        quality_reviewing.speak(
            access=self.context.access,
            at=at,
            review=self.review,
            draft=self.draft(),
            expected_moves=self.expected_moves,
        )


@step_form
class DecideForm(OfReviewForm):
    step = "quality_review.decide"
    order = 30
    lede = _("Only the items on which the two differ are decided; on the others they agree.")

    reasons = TextField(label=_("Reasons"), widget=forms.Textarea)

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        self.sheets = list(self.review.sheets.order_by("place"))
        self.open_items = review_sheet.differing(*(sheet.grades for sheet in self.sheets))
        for key in self.open_items:
            self.fields[key] = GradeField(key)
        self.order_fields(["moves", *self.open_items, "reasons"])

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        return quality_reviewing.why_not_third(cast(QualityReview, context.subject), person_id=context.access.person_id)

    def pairs(self) -> list[Pair]:
        return said(self.review, reader_id=self.context.access.person_id)

    def perform(self, *, at: datetime) -> None:
        quality_reviewing.decide(
            access=self.context.access,
            at=at,
            review=self.review,
            grades={key: self.cleaned_data[key] for key in self.open_items},
            reasons=self.cleaned_data["reasons"],
            expected_moves=self.expected_moves,
        )


def said(review: QualityReview, *, reader_id: int) -> list[Pair]:
    """Returns what each of the two said, as first and second reviewer and not by name: what counts is the letter."""
    found = []
    for sheet in QualitySheet.objects.readable_by(reader_id).filter(review=review):
        label = _("First reviewer") if sheet.place == 1 else _("Second reviewer")
        words = clauses(
            labelled(item.label, GRADES[sheet.grades[item.key]]) for item in review.items if item.key in sheet.grades
        )
        found += [Pair(label=label, value=words)]
        if sheet.remarks:
            found += [Pair(label=_("Remarks"), value=sheet.remarks, lang="zh-Hans")]
    return found
