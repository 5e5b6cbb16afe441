"""The form of the written reply, with evidence for each prepared answer; what lacks before it can be sent is said here."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk import wording
from desk.fields import FilesField, TextField, offer_taken, offer_titles, refuse_titles, uploads_of
from desk.steps.step_fields import FILES_HELP
from followups.actions import answering, replying, withdrawing
from followups.actions.answering import AnswerDraft
from followups.actions.replying import ReplyDraft
from followups.models import Answer
from organs.refusals import Refused, Stale
from suggestions.actions import files
from suggestions.models import Measure, Suggestion


class ReplyForm(forms.Form):
    """Who signs, what is said in general, and what is attached; `confirm` is asked for only when it is sent."""

    signed_by = TextField(label=_("Signed by"), max_length=60, help_text=_("The head of the unit."))
    signed_by_title = TextField(label=_("Post or title"), max_length=100, required=False)
    reference = TextField(
        label=_("Number of your letter"), max_length=60, required=False, help_text=_("If your unit gives one.")
    )
    text = TextField(
        label=_("In general"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        help_text=_("Printed before the answers to the measures."),
    )
    attachments = FilesField(
        label=_("Attachments"),
        required=False,
        is_named=True,
        help_text=_("Also the sealed letter as a scan, if there is one."),
    )
    confirm = forms.BooleanField(
        label=_("The head of the unit has approved this reply"),
        required=False,
        help_text=_("Once sent, it is kept as it is. A later change of an answer is kept beside it, with its reason."),
    )
    replaces_because = TextField(
        label=_("Why it replaces the earlier reply"),
        max_length=2_000,
        widget=forms.Textarea,
        help_text=_("The earlier reply stays in the file of both sides, with these reasons."),
    )
    moves = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        files_: Mapping[str, UploadedFile] | None = None,
        *,
        suggestion: Suggestion,
        is_sending: bool = False,
    ) -> None:
        self.suggestion = suggestion
        self.waiting = replying.unsent(suggestion)
        super().__init__(data, files_, initial={"moves": suggestion.moves})
        self.fields["confirm"].required = is_sending
        if withdrawing.is_replaceable(suggestion):
            # Who wrote the first reply while a colleague sent one has not been asked yet: the action says that it is stale.
            self.fields["replaces_because"].required = is_sending and "replaces_because" in (data or {})
        else:
            del self.fields["replaces_because"]
        if is_sending:
            words = {"required": _("Confirm it before it is sent.")}
            self.fields["confirm"].error_messages |= words
        elif data is not None:
            self.fields["signed_by"].required = False
        for measure, answer in self.waiting:
            if answer is not None:
                label = gettext("Evidence for measure %(number)s") % {"number": wording.ordinal(measure.position)}
                self.fields[f"evidence_{measure.pk}"] = FilesField(
                    label=label, required=False, is_named=True, help_text=FILES_HELP
                )
        self.order_fields(
            [
                "replaces_because",
                "signed_by",
                "signed_by_title",
                "reference",
                "text",
                *self._evidence_names(),
                "attachments",
            ]
        )
        offer_titles(self)
        offer_taken(self)

    def _evidence_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith("evidence_")]

    def draft(self) -> ReplyDraft:
        cleaned = self.cleaned_data
        return ReplyDraft(
            signed_by=cleaned["signed_by"],
            signed_by_title=cleaned["signed_by_title"],
            reference=cleaned["reference"],
            text=cleaned["text"],
            attachments=self._uploads("attachments"),
            replaces_because=cleaned.get("replaces_because", ""),
            evidence={int(name.removeprefix("evidence_")): self._uploads(name) for name in self._evidence_names()},
        )

    def _uploads(self, name: str) -> tuple[files.Upload, ...]:
        return uploads_of(self, name)

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        refuse_titles(self)
        return cleaned

    def refuse(self, refused: Refused) -> None:
        """Shows a refusal at its field, else on top; a stale form may be sent again once it was read."""
        field = "attachments" if refused.field == "files" else refused.field
        self.add_error(field if field in self.fields else None, str(refused))
        if isinstance(refused, Stale):
            self.data = self.data.copy()
            self.data["moves"] = Suggestion.objects.values_list("moves", flat=True).get(pk=self.suggestion.pk)

    def value(self, name: str) -> str:
        """Returns what is typed in a field now, judged or not."""
        return str(self[name].value() or "")

    @property
    def signature(self) -> str:
        return " ".join(part for part in (self.value("signed_by_title"), self.value("signed_by")) if part)


def lacking(waiting: list[tuple[Measure, Answer | None]], *, today: date) -> list[tuple[Measure, str]]:
    """Returns each measure whose answer cannot be sent yet, with what it lacks."""
    found = []
    for measure, answer in waiting:
        draft = AnswerDraft()
        if answer is not None:
            draft = AnswerDraft.of(answer)
        if faults := list(answering.lacking(draft, on=today)):
            found.append((measure, " ".join(map(str, faults))))
    return found
