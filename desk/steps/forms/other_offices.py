"""The steps that another procuratorate has a part in: joint issuers, and a report upward (P19 Art. 3(2))."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk import wording
from desk.comparison import versions
from desk.components import Change, Pair
from desk.fields import TextField
from desk.steps.base import StepContext, StepForm
from desk.steps.forms import amendments
from desk.steps.registry import step_form
from organs import clock
from organs.models import Department, Person, Post, Procuratorate
from organs.roles import PROSECUTING
from organs.words import Words, labelled
from suggestions.actions import joining, reporting_up
from suggestions.documents import content, joint_issuers, routing
from suggestions.models import JointSigning, LetterVersion


@step_form
class NameJointIssuersForm(StepForm):
    step = "document.join"
    order = 55
    lede = _(
        "The own office hosts the letter: it stands first and gives the number. The others sign the approved text in this order,"
        " and all of them stand on the letter. Leave every line empty where nobody else issues it."
    )

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        suggestion = context.suggestion
        offices = Procuratorate.objects.current().filter(origin=suggestion.origin)
        named = [row.office_id for row in joint_issuers.rows(suggestion)]
        for number in range(1, joining.MOST + 1):
            self.fields[f"office_{number}"] = forms.ModelChoiceField(
                label=_("Joint issuer %d") % number,
                queryset=offices.exclude(pk=suggestion.procuratorate_id),
                required=False,
                empty_label="—",
                initial=named[number - 1] if number <= len(named) else None,
            )

    def perform(self, *, at: datetime) -> None:
        typed = [self.cleaned_data.get(f"office_{number}") for number in range(1, joining.MOST + 1)]
        joining.name(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            offices=[office for office in typed if office],
            expected_moves=self.expected_moves,
        )


class JointForm(StepForm):
    """A step of one joint issuer; of a modification it shows the difference from the letter in force."""

    template = "steps/amendment.html"

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        waits = joint_issuers.text_to_sign(context.suggestion) is not None
        return waits and joining.signs_for(context.access, cast("JointSigning", context.subject))

    def next_text(self) -> LetterVersion | None:
        """Returns the version that is proposed to follow the letter in force, if that is what waits."""
        text = joint_issuers.text_to_sign(self.context.suggestion)
        return text if text and text.pk != self.context.suggestion.letter_id else None

    def changes(self) -> list[Change]:
        text = self.next_text()
        return versions.compare(before=self.context.suggestion.current_letter, after=text).changes if text else []

    def fates(self) -> list[tuple[Words, str]]:
        text = self.next_text()
        return amendments.fates(text) if text else []

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        return labelled(cls.title(), cast("JointSigning", context.subject).office.name)

    def pairs(self) -> list[Pair]:
        text = joint_issuers.text_to_sign(self.context.suggestion)
        return _letter_pairs(text or self.context.suggestion.current_letter)


@step_form
class SignJointlyForm(JointForm):
    step = "joint.sign"
    order = 2
    lede = _("You sign for your office over the text as it stands. It can be read on the page of the case.")

    digest = TextField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        digest = content.digest(cast(LetterVersion, joint_issuers.text_to_sign(context.suggestion)))
        super().__init__(*args, context=context, initial={"digest": digest}, **kwargs)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        unsigned = {row.pk for row in joint_issuers.unsigned(context.suggestion)}
        return super().is_offered(context) and context.subject.pk in unsigned

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        first = joint_issuers.unsigned(context.suggestion)[0]
        if first.pk == context.subject.pk:
            return ""
        return _("%(office)s signs first: the joint issuers sign in the order of the letter.") % {
            "office": first.office.name
        }

    def perform(self, *, at: datetime) -> None:
        joining.sign(
            access=self.context.access,
            at=at,
            signing=cast("JointSigning", self.context.subject),
            digest=self.cleaned_data["digest"],
            expected_moves=self.expected_moves,
        )


@step_form
class RefuseJointlyForm(JointForm):
    step = "joint.refuse"
    order = 60
    lede = _("The text does not go out until its prosecutor changes it, or your office signs after all.")

    reason = TextField(label=_("Reasons"), widget=forms.Textarea)

    def perform(self, *, at: datetime) -> None:
        joining.refuse(
            access=self.context.access,
            at=at,
            signing=cast("JointSigning", self.context.subject),
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class ReportUpForm(StepForm):
    step = "document.report_up"
    order = 3
    lede = _(
        "The recipient is above your level. The procuratorate above decides in its own name, with its own number and seal, or"
        " reports on where the recipient is above its level, too."
    )

    reason = TextField(label=_("Report"), widget=forms.Textarea)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        suggestion = context.suggestion
        return (
            suggestion.reported_to_id is None
            and suggestion.procuratorate.parent_id is not None
            and routing.is_to_be_reported(suggestion)
        )

    def pairs(self) -> list[Pair]:
        parent = self.context.suggestion.procuratorate.parent
        to = [Pair(label=_("To"), value=parent.name, lang="zh-Hans")] if parent else []
        return [*to, *_letter_pairs(self.context.suggestion.current_letter)]

    def perform(self, *, at: datetime) -> None:
        reporting_up.report(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            report=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class TakeUpReportForm(StepForm):
    step = "document.take_up"
    order = 2
    lede = _(
        "The case becomes that of your office: its prosecutor handles the draft, its gates decide, and the letter bears its"
        " number and seal. The signatures given below are void."
    )

    handling_prosecutor = forms.ModelChoiceField(
        label=_("Handling prosecutor"), queryset=Person.objects.none(), empty_label="—"
    )
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False, empty_label="—"
    )

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        office, today = context.suggestion.reported_to_id or 0, clock.today()
        posts = Post.objects.current(today).filter(procuratorate_id=office, role__in=PROSECUTING)
        people = Person.objects.filter(pk__in=posts.values("person"), is_active=True).in_order(today)
        departments = Department.objects.filter(procuratorate_id=office, closed_on__isnull=True)
        cast("forms.ModelChoiceField[Person]", self.fields["handling_prosecutor"]).queryset = people
        cast("forms.ModelChoiceField[Department]", self.fields["department"]).queryset = departments

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.reported_to_id is not None

    def perform(self, *, at: datetime) -> None:
        reporting_up.take_up(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            handling_prosecutor=self.cleaned_data["handling_prosecutor"],
            department=self.cleaned_data["department"],
            expected_moves=self.expected_moves,
        )


@step_form
class SendDownForm(StepForm):
    step = "document.send_down"
    order = 60
    lede = _("Nothing is issued. The office that reported reads the reasons and may reopen its text.")

    reason = TextField(label=_("Reasons"), widget=forms.Textarea)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.reported_to_id is not None

    def perform(self, *, at: datetime) -> None:
        reporting_up.send_down(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


def _letter_pairs(letter: LetterVersion) -> list[Pair]:
    return [
        Pair(label=_("Recipient"), value=letter.recipient_name, lang="zh-Hans"),
        Pair(label="SHA-256", value=wording.short_hash(content.digest(letter))),
    ]
