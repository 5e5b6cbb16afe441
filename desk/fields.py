"""Form fields that the pages share: a civil day, several files at once, a new sign-in name. What a file may be is decided where it is stored."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from suggestions.models import LetterVersion
from suggestions.rules.letter_fields import LetterField

DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


class DayInput(forms.DateInput):
    """The browser's own day picker; without one, a text field that takes 2020-01-13."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A civil day, as 2020-01-13 or the ways a letter writes it (2020年1月13日)."""

    widget = DayInput
    input_formats = DAY_FORMATS


class FilesInput(forms.FileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files; cleans to a list, empty when none was chosen and none is required."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(file, initial) for file in files]


class NewUsernameField(auth_forms.UsernameField):
    """A sign-in name for a new account: letters of any script, digits and @ . + - _; kept as typed."""

    def __init__(self, **options) -> None:
        options.setdefault("label", _("Sign-in name"))
        options.setdefault("help_text", _("Letters, digits and @ . + - _ only. Chinese characters are letters."))
        super().__init__(max_length=60, validators=[UnicodeUsernameValidator()], **options)


def letter_field(row: LetterField) -> forms.Field:
    """Returns the form field of a column of the letter, in the words of its row."""
    column = LetterVersion._meta.get_field(row.key)
    choices = {"choices": [("", _("None")), *column.choices]} if column.choices else {}
    return column.formfield(label=row.label, help_text=row.help, required=False, **choices)


def expect(form: forms.Form, *names: str) -> None:
    """Marks fields that may be left open here but are asked for in the end: a page does not call them optional."""
    for name in names:
        form.fields[name].is_expected = True
