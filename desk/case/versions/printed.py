"""The printed versions of a letter that a reader may open, and the choice of two of them."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from suggestions.access import visible_records
from suggestions.models import Document, LetterVersion, Suggestion
from suggestions.rules import relations


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A version of the letter with the document that it was printed as."""

    letter: LetterVersion
    document: Document

    @property
    def number(self) -> int:
        return self.letter.version

    @property
    def label(self) -> str:
        """Version, day and number, as a list of choices shows them."""
        day = self.letter.issued_on.isoformat() if self.letter.issued_on else ""
        parts = [_("Version %(number)d") % {"number": self.number}, day, self.letter.document_number or ""]
        return " · ".join(str(part) for part in parts if part)


def versions(suggestion: Suggestion, *, visibility: relations.Visibility) -> list[Printed]:
    """Returns the versions that were printed and that the reader is shown, first to last."""
    letters = {letter.part_name: letter for letter in suggestion.versions.order_by("version")}
    rows = visible_records.documents(suggestion, visibility=visibility).filter(kind="letter", about__in=letters)
    found = {row.about: row for row in rows.order_by("id").select_related("blob")}
    return [Printed(letter=letters[about], document=found[about]) for about in letters if about in found]


def address(suggestion: Suggestion, *, visibility: relations.Visibility, name: str) -> str:
    """Returns the address of the page that compares versions; "" while there are no two to compare."""
    if (
        suggestion.letter is None
        or suggestion.letter.version == 1
        or len(versions(suggestion, visibility=visibility)) < 2
    ):
        return ""
    return reverse(name, args=[suggestion.pk])


class VersionsForm(forms.Form):
    """Two of the printed versions; without a choice the last two, in whatever order the earlier first."""

    earlier = forms.ChoiceField(label=_("Earlier version"))
    later = forms.ChoiceField(label=_("Later version"))

    def __init__(self, asked: QueryDict, *, printed: list[Printed]) -> None:
        self.by_number = {str(each.number): each for each in printed}
        last = [str(each.number) for each in printed[-2:]]
        numbers = {name: asked.get(name) or last[place] for place, name in enumerate(("earlier", "later"))}
        super().__init__(self._in_order(numbers), auto_id="%s")
        for field in self.fields.values():
            field.choices = [(number, each.label) for number, each in self.by_number.items()]

    def _in_order(self, numbers: dict[str, str]) -> dict[str, str]:
        if not set(numbers.values()) <= set(self.by_number):
            return numbers
        earlier, later = sorted(numbers.values(), key=int)
        return {"earlier": earlier, "later": later}

    def clean_later(self) -> str:
        if self.cleaned_data["later"] == self.cleaned_data.get("earlier"):
            raise forms.ValidationError(_("Choose two different versions."))
        return self.cleaned_data["later"]

    def chosen(self) -> tuple[Printed, Printed] | None:
        """Returns the earlier and the later version; None when the choice is not one."""
        if not self.is_valid():
            return None
        return self.by_number[self.cleaned_data["earlier"]], self.by_number[self.cleaned_data["later"]]
