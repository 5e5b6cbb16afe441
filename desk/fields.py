"""Form fields that the pages share: a civil day, several files at once, a new sign-in name. What a file may be is decided where it is stored."""

from datetime import date
from typing import Any, BinaryIO, ClassVar, cast

from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.files.uploadedfile import UploadedFile
from django.db.models import CharField
from django.db.models import TextField as ColumnOfText
from django.utils.translation import gettext_lazy as _

from organs import clock, days, typed_text
from organs.days import DayMeaning
from organs.words import Words
from suggestions.actions.files import Upload, Verdict
from suggestions.models import LetterVersion
from suggestions.models.file import TITLE_LENGTH
from suggestions.printing import printable
from suggestions.rules import letter_lengths
from suggestions.rules.letter_fields import LetterField

DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


LONGEST_LINE = 200
LONGEST_TEXT = 10_000


class TextField(forms.CharField):
    """A text: of one line, unless its control has several; never longer than a person writes.

    What comes from word processors becomes what it means (`organs.typed_text`). Text that is printed when it is sent may
    hold only what a declared face draws; what is saved first and checked as a whole later sets `checks_faces` to False.
    """

    checks_faces = True

    def __init__(self, **options: Any) -> None:
        widget = options.get("widget")
        self.is_one_line = not isinstance(widget, forms.Textarea) and widget is not forms.Textarea
        options.setdefault("max_length", LONGEST_LINE if self.is_one_line else LONGEST_TEXT)
        super().__init__(**options)

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        cleaned = typed_text.clean_line(text) if self.is_one_line else typed_text.clean(text)
        return cleaned.strip() if self.strip else cleaned

    def validate(self, value: str) -> None:
        super().validate(value)
        self.refuse_unprintable(value)

    def refuse_unprintable(self, value: str) -> None:
        """Raises ValidationError that names each character which no declared face prints, with what stands around it."""
        if self.checks_faces and value and (faults := printable.faults(value)):
            raise forms.ValidationError([forms.ValidationError(str(each), code="unprintable") for each in faults])


def save_first(form: forms.Form, *names: str) -> None:
    """Lets texts be saved that cannot be printed yet: the check list names what is in the way, and nothing typed is lost."""
    for name in names:
        field = form.fields[name]
        if isinstance(field, TextField):
            field.checks_faces = False


class DayInput(forms.DateInput):
    """The browser's own day picker; without one, a text field that takes 2020-01-13."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A civil day, as 2020-01-13 or the ways a letter writes it (2020年1月13日), within what it can mean.

    Each kind of fault of organs/days.py may be said in other words by `error_messages`.
    """

    widget = DayInput
    input_formats = DAY_FORMATS
    default_error_messages: ClassVar[dict[str, Words]] = dict(days.FAULTS)

    def __init__(self, *, meaning: DayMeaning = DayMeaning.NEAR, **options) -> None:
        self.meaning = meaning
        super().__init__(**options)

    def to_python(self, value: object) -> date | None:
        """Returns the day; one that cannot be meant would not be counted on from, since the calendar ends."""
        day = super().to_python(value)
        fault = days.fault(day, meaning=self.meaning, today=clock.today()) if day is not None else ""
        if fault:
            raise forms.ValidationError(self.error_messages[fault], code=fault)
        return day


class WaitingFile(UploadedFile):  # type: ignore[type-arg]  # Django's cannot be subscripted when it runs
    """A file of a form: `key` names it while it waits for the form's next sending, `refusal` says why it is not taken.

    `verdict` is what was found when it was looked into, so that it is not looked into twice.
    """

    def __init__(
        self,
        file: BinaryIO,
        *,
        name: str,
        size: int,
        content_type: str = "",
        key: str = "",
        verdict: Verdict | None = None,
    ) -> None:
        super().__init__(file, name, content_type, size)
        self.key = key
        self.verdict = verdict
        self.refusal = ""


def upload_of(sent: "UploadedFile[Any]", *, keeps_taken: bool = False, title: str = "") -> Upload:
    """Returns a file of a form as actions take it, with what was found in it already."""
    return Upload(sent.name or "", cast("BinaryIO", sent.file), keeps_taken, getattr(sent, "verdict", None), title)


class FilesInput(forms.FileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files; cleans to a list, empty when none was chosen and none is required."""

    widget = FilesInput

    def __init__(self, *, is_named: bool = False, **options: Any) -> None:
        #: Whether printed lists name the files, so that `offer_titles` asks for a title of each.
        self.is_named = is_named
        super().__init__(**options)

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if refused := [file.refusal for file in files if isinstance(file, WaitingFile) and file.refusal]:
            raise forms.ValidationError(refused)
        if not files:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(file, initial) for file in files]


class TitlesField(TextField):
    """The titles under which printed lists name files: one a line, in the order of the files; cleans to the text."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Titles of the files"))
        options.setdefault(
            "help_text",
            _(
                "One line for each file, in their order. Printed lists name a file by its title; a line left empty stands for"
                " the name of the file without its ending."
            ),
        )
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(required=False, strip=False, **options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(len(line) > TITLE_LENGTH for line in titles_in(value)):
            raise forms.ValidationError(_("A title has at most %(most)d characters."), params={"most": TITLE_LENGTH})


def titles_in(text: str) -> list[str]:
    """Returns the titles, one of each line; an empty line is the empty title of its file."""
    return [line.strip() for line in text.rstrip().splitlines()]


class TakenField(forms.BooleanField):
    """The sender's wish that day and place of taking stay beside pictures and videos; without the tick they are kept nowhere."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Keep beside each picture and video on which day and where it was taken"))
        options.setdefault(
            "help_text",
            _(
                "Place, camera, moment and texts are taken out of every picture and video when it arrives. Ticked, day and"
                " place as the camera wrote them stand beside it, for everybody who may open it. Other files are kept as they are."
            ),
        )
        super().__init__(required=False, **options)


class NewUsernameField(auth_forms.UsernameField):
    """A sign-in name for a new account: letters of any script, digits and @ . + - _; kept as typed."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Sign-in name"))
        options.setdefault("help_text", _("Letters, digits and @ . + - _ only. Chinese characters are letters."))
        super().__init__(max_length=60, validators=[UnicodeUsernameValidator()], **options)


def letter_field(row: LetterField) -> forms.Field:
    """Returns the form field of a column of the letter, in the words of its row."""
    column = LetterVersion._meta.get_field(row.key)
    options: dict[str, Any] = {"label": row.label, "help_text": row.help, "required": False}
    if column.choices:
        options["choices"] = [("", _("None")), *column.choices]
    elif row.key in letter_lengths.MOST:
        options["max_length"] = letter_lengths.MOST[row.key]
    if not column.choices and isinstance(column, CharField | ColumnOfText):
        options["form_class"] = TextField
    return column.formfield(**options)


def offer_taken(form: forms.Form) -> None:
    """Asks below the last files of a form whether day and place of taking are kept; nothing where no files are asked for."""
    names = [name for name, field in form.fields.items() if isinstance(field, FilesField)]
    if not names:
        return
    form.fields["keeps_taken"] = TakenField()
    order = [name for name in form.fields if name != "keeps_taken"]
    order.insert(order.index(names[-1]) + 1, "keeps_taken")
    form.order_fields(order)


def offer_titles(form: forms.Form) -> None:
    """Asks below files that printed lists name for the title of each; nothing where no such files are asked for."""
    order = []
    for name, field in list(form.fields.items()):
        order.append(name)
        if isinstance(field, FilesField) and field.is_named:
            form.fields[f"titles_{name}"] = TitlesField()
            order.append(f"titles_{name}")
    form.order_fields(order)


def refuse_titles(form: forms.Form) -> None:
    """Refuses titles that no file belongs to; called once the fields of a form are clean."""
    for name in [name for name in form.fields if name.startswith("titles_")]:
        chosen = form.cleaned_data.get(name.removeprefix("titles_"))
        if chosen is not None and len(titles_in(form.cleaned_data.get(name, ""))) > len(chosen):
            form.add_error(name, _("There are more titles than files."))


def uploads_of(form: forms.Form, name: str) -> tuple[Upload, ...]:
    """Returns the files of a field of a clean form as actions take them, each with its title."""
    keeps_taken = bool(form.cleaned_data.get("keeps_taken"))
    chosen = form.cleaned_data.get(name) or ()
    titles = [*titles_in(form.cleaned_data.get(f"titles_{name}", "")), *("" for _each in chosen)]
    return tuple(
        upload_of(each, keeps_taken=keeps_taken, title=title) for each, title in zip(chosen, titles, strict=False)
    )


def expect(form: forms.Form, *names: str) -> None:
    """Marks fields that may be left open here but are asked for in the end: a page does not call them optional."""
    for name in names:
        form.fields[name].is_expected = True
