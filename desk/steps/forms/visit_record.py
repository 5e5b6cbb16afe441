"""The record of a planned visit as a form: measures by number only, so that its shell on a phone holds nothing of the case."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, FilesInput, TextField, offer_taken
from desk.steps.forms.visits import VisitStepForm
from desk.steps.per_measure import said_of
from desk.steps.registry import step_form
from followups.actions import visit_results, visiting
from followups.actions.visit_results import Held, LookResult, Signed
from followups.documents import visit_facts
from followups.models import Observation, VisitedMeasure
from organs.days import DayMeaning
from suggestions.actions import files
from suggestions.models import Attachment

CAMERA = {"accept": "image/*", "capture": "environment"}
#: How many earlier photos of a measure are shown: the latest.
EARLIER = 6


@dataclass(frozen=True, kw_only=True)
class VisitedMeasureBlock:
    """What is asked of one measure; `title`, `pairs` and `photos` are the case's own and never in the shell."""

    number: int
    fields: list[BoundField]
    title: str = ""
    pairs: tuple[Pair, ...] = ()
    photos: tuple[Attachment, ...] = ()


@step_form
class RecordVisitForm(VisitStepForm):
    step = "visit.record"
    page = "visit-form"
    order = 51

    key = forms.UUIDField(widget=forms.HiddenInput)
    on = DayField(meaning=DayMeaning.PAST, label=_("Held on"), initial="today")
    place = TextField(
        label=_("Place"), max_length=200, required=False, help_text=_("Only when it was another than planned.")
    )
    present_office = TextField(
        label=_("Who took part of the procuratorate"),
        required=False,
        help_text=_("Only when it was otherwise than planned."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    present = TextField(label=_("Who took part of the unit"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    findings = TextField(
        label=_("What else was found or said"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_step = TextField(label=_("Next step"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    files = FilesField(
        label=_("Other photos and notes"),
        required=False,
        is_named=True,
        help_text=_("PDF, OFD, pictures, Word or Excel; 20 MB each."),
    )
    unit_name = TextField(label=_("For the unit: name"), max_length=60, required=False)
    unit_title = TextField(label=_("For the unit: title"), max_length=100, required=False)
    signature_unit = forms.FileField(
        label=_("For the unit: signature"),
        required=False,
        help_text=_("The typed name stands for it when nothing is drawn."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    office_name = TextField(
        label=_("For the procuratorate: name"),
        max_length=60,
        required=False,
        help_text=_("Empty: who sends the record."),
    )
    office_title = TextField(label=_("For the procuratorate: title"), max_length=100, required=False)
    signature_office = forms.FileField(
        label=_("For the procuratorate: signature"),
        required=False,
        help_text=_("The typed name stands for it when nothing is drawn."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    is_on_paper = forms.BooleanField(label=_("Signed on paper; the scan is added later"), required=False)
    unsigned_because = TextField(
        label=_("Why the unit did not sign"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, is_shell: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.is_shell = is_shell
        rows = self.context.subject.looks.select_related("measure__text", "measure__suggestion")
        self.looks = list(rows)
        for look in self.looks:
            look.measure.suggestion = self.context.suggestion
            for name, field in self._asked_of(look).items():
                self.fields[f"{name}-{look.number}"] = field
        offer_taken(self)

    def _asked_of(self, look: VisitedMeasure) -> dict[str, forms.Field]:
        number = {"number": look.number}
        follow = forms.ChoiceField(
            label=gettext("Measure %(number)d: what follows at once") % number,
            choices=VisitedMeasure.FOLLOWS,
            required=False,
            widget=forms.RadioSelect,
            initial="",
            help_text=self._follow_help(look),
        )
        follow.widget.choices = [(key, words) for key, words in VisitedMeasure.FOLLOWS if self._may_follow(look, key)]
        return {
            "found": forms.ChoiceField(
                label=gettext("Measure %(number)d: what was seen") % number,
                choices=Observation.choices,
                widget=forms.RadioSelect,
            ),
            "text": TextField(
                label=gettext("Measure %(number)d: in words") % number,
                help_text=gettext("The unit reads it when its claim is verified or sent back."),
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
            "photos": FilesField(
                label=gettext("Measure %(number)d: photos") % number,
                required=False,
                help_text=gettext(
                    "Place, camera and moment are taken out of each picture when it arrives, unless ticked below."
                ),
                widget=FilesInput(attrs=CAMERA),
            ),
            "follow": follow,
        }

    def _may_follow(self, look: VisitedMeasure, key: str) -> bool:
        """Tells what is offered; the shell, which knows no states, offers all, and the action refuses in words."""
        if not key or self.is_shell:
            return True
        if key == "verify":
            return visit_results.may_verify(self.context.access, look)
        return look.measure.state in visit_results.CLAIMED

    def _follow_help(self, look: VisitedMeasure) -> str:
        if self.is_shell:
            return gettext("Only where the unit has claimed it done, and not by who recorded the claim.")
        if look.measure.state not in visit_results.CLAIMED:
            return gettext("Nothing is claimed that could be verified or sent back.")
        if not visit_results.may_verify(self.context.access, look):
            return gettext(
                "Who recorded the claim cannot verify it. Another member of the case group, or the head, must."
            )
        return ""

    def blocks(self) -> list[VisitedMeasureBlock]:
        """Returns the measures with their fields, and what is known of them unless it is the shell that asks."""
        return [self._block(look) for look in self.looks]

    def _block(self, look: VisitedMeasure) -> VisitedMeasureBlock:
        fields = [self[f"{name}-{look.number}"] for name in ("found", "text", "photos", "follow")]
        if self.is_shell:
            return VisitedMeasureBlock(number=look.number, fields=fields)
        criterion = "" if look.criterion == look.measure.text.criterion else look.criterion
        pairs = (Pair(label=_("To check"), value=criterion, lang="zh-Hans"), *said_of(look.measure))
        photos = visit_facts.attachments_of(look.measure).filter(blob__media_type__startswith="image/")
        return VisitedMeasureBlock(
            number=look.number,
            fields=fields,
            title=look.measure.text.text,
            pairs=tuple(pair for pair in pairs if pair.value),
            photos=tuple(photos.order_by("-id")[:EARLIER]),
        )

    def perform(self, *, at: datetime) -> None:
        typed = self.cleaned_data
        visiting.record(
            access=self.context.access,
            at=at,
            visit=self.context.subject,
            held=Held(
                on=typed["on"],
                looks=tuple(self._result(look) for look in self.looks),
                unit=self._signed("unit"),
                office=self._signed("office"),
                evidence=self.uploads(),
                **{name: typed[name] for name in ("place", "present", "present_office", "findings", "next_step")},
                **{name: typed[name] for name in ("is_on_paper", "unsigned_because")},
            ),
            key=typed["key"],
        )

    def _result(self, look: VisitedMeasure) -> LookResult:
        found, text, follow = (self.cleaned_data[f"{name}-{look.number}"] for name in ("found", "text", "follow"))
        photos = self.uploads(f"photos-{look.number}")
        return LookResult(number=look.number, found=found, text=text, follow=follow, photos=photos)

    def _signed(self, side: str) -> Signed:
        drawn: UploadedFile | None = self.cleaned_data[f"signature_{side}"]
        return Signed(
            name=self.cleaned_data[f"{side}_name"],
            title=self.cleaned_data[f"{side}_title"],
            picture=files.Upload(drawn.name, drawn.file) if drawn else None,
        )
