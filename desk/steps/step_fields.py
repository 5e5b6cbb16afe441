"""Fields that several steps ask for in the same words; a field of one step only stands in its form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import FilesField

FILES_HELP = _("PDF, pictures, video (MP4), Word or Excel; 20 MB each, 20 at most.")


def evidence() -> FilesField:
    """Returns the field for what shows what the unit says."""
    return FilesField(label=_("Evidence"), required=False, help_text=FILES_HELP)


def photos_and_notes() -> FilesField:
    """Returns the field for what the office brings back from a visit or a look back."""
    help_text = _("PDF, pictures, Word or Excel; 20 MB each.")
    return FilesField(label=_("Photos and notes"), required=False, help_text=help_text)


def scanned_answer() -> FilesField:
    """Returns the field for an answer of somebody who has no access to the system."""
    return FilesField(label=_("The answer, scanned"), required=False, help_text=_("PDF or pictures; 20 MB each."))


def reasons_for_unit() -> forms.CharField:
    return forms.CharField(label=_("Reasons"), help_text=_("The unit reads them."), widget=forms.Textarea)


def reasons_for_prosecutor() -> forms.CharField:
    return forms.CharField(label=_("Reasons"), help_text=_("The prosecutor reads them."), widget=forms.Textarea)


def remarks() -> forms.CharField:
    """Returns the field for a word in addition, which may stay empty."""
    return forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
