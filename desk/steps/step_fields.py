"""Fields that several steps ask for in the same words; a field of one step only stands in its form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import FilesField, TextField
from organs import clock
from organs.words import Words
from suggestions.models import Attachment

UNIT_READS = _("The unit reads them.")
FILES_HELP = _(
    "PDF, OFD, pictures, Word or Excel of up to 20 MB each, video (MP4, MOV) of up to 100 MB; 20 files at most."
)


def evidence() -> FilesField:
    """Returns the field for what shows what the unit says."""
    return FilesField(label=_("Evidence"), required=False, is_named=True, help_text=FILES_HELP)


class ReplacedFileField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's cannot be subscripted when it runs
    """The earlier file that a new one replaces, named with its day; its form sets the files that there are."""

    def __init__(self) -> None:
        super().__init__(
            Attachment.objects.none(),
            label=_("Replaces"),
            required=False,
            empty_label=_("No earlier file"),
            help_text=_(
                "If this file is a later version of one that was sent before. Both stay; the earlier one is marked."
            ),
        )

    def label_from_instance(self, obj: Attachment) -> str:
        return f"{obj.name} · {clock.civil_day(obj.added_at).isoformat()}"


def photos_and_notes() -> FilesField:
    """Returns the field for what the office brings back from a visit or a look back."""
    help_text = _("PDF, OFD, pictures, Word or Excel; 20 MB each.")
    return FilesField(label=_("Photos and notes"), required=False, help_text=help_text)


def scanned_answer() -> FilesField:
    """Returns the field for an answer of somebody who has no access to the system."""
    return FilesField(label=_("The answer, scanned"), required=False, help_text=_("PDF or pictures; 20 MB each."))


def reasons_for_unit(help_text: Words = UNIT_READS) -> TextField:
    return TextField(label=_("Reasons"), help_text=help_text, widget=forms.Textarea)


def reasons_for_prosecutor() -> TextField:
    return TextField(label=_("Reasons"), help_text=_("The prosecutor reads them."), widget=forms.Textarea)


def remarks() -> TextField:
    """Returns the field for a word in addition, which may stay empty."""
    return TextField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
