"""The steps with the papers of a case beside its letter: a form for each kind that is made by hand, and those that settle one."""

from datetime import datetime
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, TextField, expect
from desk.steps import step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from organs.days import DayMeaning
from organs.words import Words, labelled
from suggestions.actions import case_papers
from suggestions.models import CasePaper
from suggestions.rules import service_channels
from suggestions.rules.case_papers import PARTIES, PROPOSALS, ROWS, CasePaperKind, parties_of
from suggestions.rules.part_names import PartName

CHANNELS = [(row.key, row.label) for row in service_channels.ROWS if not row.is_reading]
#: How a notice reaches a party: without an electronic address, which would be the party's own.
TO_PARTIES = [(key, label) for key, label in CHANNELS if key != "electronic"]


class MakePaperForm(StepForm):
    """Asks what the row of the kind asks, and nothing else."""

    kind: ClassVar[CasePaperKind]
    order = 48

    text = TextField(label=_("Text"), widget=forms.Textarea)
    addressee = TextField(label=_("To"), max_length=200)
    litigant = forms.ChoiceField(label=_("Party"), choices=list(PARTIES.items()), widget=forms.RadioSelect)
    litigant_number = forms.IntegerField(
        label=_("Number of the party"),
        min_value=1,
        max_value=case_papers.MOST_PARTIES,
        initial=1,
        help_text=_("As the paper file numbers them. Name and address stand there alone, and are written in by hand."),
    )
    proposal = forms.ChoiceField(label=_("Proposal"), choices=list(PROPOSALS.items()), widget=forms.RadioSelect)
    on = DayField(meaning=DayMeaning.PAST, label=_("Day of the paper"), initial="today")
    files = step_fields.evidence()

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        for name in self._not_asked():
            del self.fields[name]
            self.fields.pop(f"titles_{name}", None)
        if self.kind.is_to_party:
            parties = parties_of(context.suggestion.kind)
            cast(forms.ChoiceField, self.fields["litigant"]).choices = list(parties.items())
        letter = context.suggestion.letter
        if letter and self.kind.key == letter.rules.report_paper:
            self.initial["text"] = letter.conclusion_report  # typed with the draft before it was a paper of the case
        for name, label in (("text", self.kind.text), ("addressee", self.kind.addressee)):
            if name in self.fields:
                self.fields[name].label = str(label)

    @classmethod
    def _not_asked(cls) -> list[str]:
        asked = {
            "text": bool(cls.kind.text),
            "addressee": bool(cls.kind.addressee),
            "litigant": cls.kind.is_to_party,
            "litigant_number": cls.kind.is_to_party,
            "proposal": cls.kind.has_proposal,
            "files": not cls.kind.is_to_party,
        }
        return [name for name, is_asked in asked.items() if not is_asked]

    @property
    def article(self) -> Words:
        return self.kind.article_of(self.context.suggestion.kind)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not case_papers.not_now(context.suggestion, cls.kind)

    def pairs(self) -> list[Pair]:
        before = [f"{name_of(paper)} {paper.made_on.isoformat()}" for paper in self._before()]
        return [Pair(label=_("Made before"), value=" · ".join(before))] if before else []

    def _before(self) -> list[CasePaper]:
        return list(self.context.suggestion.papers.filter(kind=self.kind.key))

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        case_papers.make(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            kind=self.kind.key,
            draft=case_papers.Draft(
                text=cleaned.get("text", ""),
                addressee=cleaned.get("addressee", ""),
                litigant=cleaned.get("litigant", ""),
                litigant_number=cleaned.get("litigant_number"),
                proposal=cleaned.get("proposal", ""),
            ),
            on=cleaned["on"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )


for _row in ROWS:
    if _row.made_by:
        facts = {"step": f"paper.{_row.made_by}", "variant": _row.key, "label": _row.making, "kind": _row}
        step_form(type(f"Make{_row.key}", (MakePaperForm,), facts))


def name_of(paper: CasePaper) -> str:
    """Returns a paper by its kind, and by the party or addressee to whom it goes."""
    return " ".join(str(part) for part in (paper.row.label, paper.goes_to) if part)


def paper_of(context: StepContext) -> CasePaper:
    """Returns the paper that a step is about."""
    return cast(CasePaper, context.subject)


class SettlePaperForm(StepForm):
    """Takes the step that the paper waits for; shows which paper it is."""

    order = 22

    @property
    def case_paper(self) -> CasePaper:
        return paper_of(self.context)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        paper = paper_of(context)
        return paper.is_awaiting and paper.row.awaits == cls.row().key

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        paper = paper_of(context)
        return labelled(paper.row.settling, paper.goes_to) if paper.goes_to else paper.row.settling

    @property
    def article(self) -> Words:
        return self.case_paper.row.article_of(self.context.suggestion.kind)

    def pairs(self) -> list[Pair]:
        paper = self.case_paper
        due = self.context.suggestion.clocks.running().filter(about=str(PartName.of(paper))).first()
        found = [
            Pair(label=_("Paper"), value=name_of(paper)),
            Pair(label=_("Day of the paper"), value=paper.made_on.isoformat()),
            Pair(label=_("Received on"), value=paper.received_on.isoformat() if paper.received_on else ""),
            Pair(label=_("Due on"), value=due.due_on.isoformat() if due else ""),
            Pair(label=_("Text"), value=paper.text, lang="zh-Hans"),
        ]
        return [pair for pair in found if pair.value]


@step_form
class ServePaperForm(SettlePaperForm):
    step = "paper.serve"
    lede = _("On the organ, in writing. The unit reads the paper in its portal.")

    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS, widget=forms.RadioSelect)
    on = DayField(meaning=DayMeaning.PAST, label=_("Received on"), initial="today")
    received_by = TextField(label=_("Received by"), max_length=100, required=False)
    received_as = forms.ChoiceField(
        label=_("Signed as"), choices=[("", "—"), *service_channels.SIGNERS.items()], required=False
    )
    note = step_fields.remarks()
    files = step_fields.scanned_answer()

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        self.fields["files"].label = _("The service return, scanned")
        expect(self, "received_by", "received_as")

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        case_papers.serve(
            access=self.context.access,
            at=at,
            paper=self.case_paper,
            channel=cleaned["channel"],
            on=cleaned["on"],
            received_by=cleaned["received_by"],
            received_as=cleaned["received_as"],
            note=cleaned["note"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )


@step_form
class HandOverPaperForm(SettlePaperForm):
    step = "paper.hand_over"
    lede = _("Of the party only role and number are kept here; the receipt with the name goes into the paper file.")

    channel = forms.ChoiceField(label=_("How"), choices=TO_PARTIES, widget=forms.RadioSelect)
    on = DayField(meaning=DayMeaning.PAST, label=_("Received on"), initial="today")

    def perform(self, *, at: datetime) -> None:
        case_papers.hand_over(
            access=self.context.access,
            at=at,
            paper=self.case_paper,
            channel=self.cleaned_data["channel"],
            on=self.cleaned_data["on"],
            expected_moves=self.expected_moves,
        )


@step_form
class AddReturnForm(SettlePaperForm):
    step = "paper.add_return"
    order = 60
    lede = _(
        "It is printed with empty places, for whoever receives the paper to sign by hand, as it is for papers made today."
    )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return case_papers.lacks_return(paper_of(context))

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        return labelled(cls.title(), name_of(paper_of(context)))

    def perform(self, *, at: datetime) -> None:
        case_papers.add_return(
            access=self.context.access, at=at, paper=self.case_paper, expected_moves=self.expected_moves
        )


@step_form
class FilePaperForm(SettlePaperForm):
    step = "paper.file"

    on = DayField(meaning=DayMeaning.PAST, label=_("Sent on"), initial="today")
    note = step_fields.remarks()

    def perform(self, *, at: datetime) -> None:
        case_papers.file(
            access=self.context.access,
            at=at,
            paper=self.case_paper,
            on=self.cleaned_data["on"],
            note=self.cleaned_data["note"],
            expected_moves=self.expected_moves,
        )


@step_form
class SubmitPaperForm(SettlePaperForm):
    step = "paper.submit"
    lede = _("To the court before which the suit is, within three days of the decision.")

    on = DayField(meaning=DayMeaning.PAST, label=_("Submitted on"), initial="today")
    receipt = FilesField(
        label=_("What the court signed for, scanned"), required=False, help_text=_("PDF or pictures; 20 MB each.")
    )

    def perform(self, *, at: datetime) -> None:
        case_papers.submit(
            access=self.context.access,
            at=at,
            paper=self.case_paper,
            on=self.cleaned_data["on"],
            receipt=self.uploads("receipt"),
            expected_moves=self.expected_moves,
        )


@step_form
class ReceivePaperForm(SettlePaperForm):
    step = "paper.receive"
    order = 12

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return True

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        return labelled(cls.title(), name_of(paper_of(context)))

    def perform(self, *, at: datetime) -> None:
        case_papers.receive(
            access=self.context.access, at=at, paper=self.case_paper, expected_moves=self.expected_moves
        )


@step_form
class ReachPaperForm(SettlePaperForm):
    step = "paper.reach"
    order = 21
    lede = _("The period for the answer runs from this day; it does not count itself.")

    on = DayField(meaning=DayMeaning.PAST, label=_("Received on"), initial="today")

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        self.fields["files"] = step_fields.scanned_answer()
        self.fields["files"].label = _("The service return, scanned")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return paper_of(context).awaits_receipt

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        return labelled(cls.title(), name_of(paper_of(context)))

    def perform(self, *, at: datetime) -> None:
        case_papers.reach(
            access=self.context.access,
            at=at,
            paper=self.case_paper,
            on=self.cleaned_data["on"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )


@step_form
class AnswerPaperForm(SettlePaperForm):
    step = "paper.answer"

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return super().is_offered(context) and not paper_of(context).awaits_receipt

    on = DayField(meaning=DayMeaning.PAST, label=_("Answered on"), initial="today")
    text = TextField(label=_("What the answer says"), widget=forms.Textarea)
    files = step_fields.scanned_answer()

    def perform(self, *, at: datetime) -> None:
        case_papers.answer(
            access=self.context.access,
            at=at,
            paper=self.case_paper,
            text=self.cleaned_data["text"],
            on=self.cleaned_data["on"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )
