"""A choice in words: the scope, the figure and its part, and a chip for each fact chosen with the way out of it."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext

from desk.components import Chip
from insights import scopes
from insights.figures import Part
from insights.filters import Choice
from organs.access import Access
from organs.models import Level, Procuratorate, Unit

type Words = str | Promise

# The facts that have a chip: what was chosen on top of origin and scope.
CHIPPED = (
    "q",
    "kind",
    "category",
    "stage",
    "due",
    "turn",
    "mode",
    "issued_from",
    "issued_to",
    "unit",
    "region",
    "figure",
)


def below_words(procuratorate: Procuratorate) -> str:
    if procuratorate.level == Level.BASIC:
        return procuratorate.name
    return gettext("%(name)s and below") % {"name": procuratorate.name}


def scope_words(scope: scopes.Scope) -> str:
    """Returns what a scope covers, in words."""
    if scope.procuratorate is None:
        return gettext("All that I may see")
    if scope.alone:
        return gettext("%(name)s alone") % {"name": scope.procuratorate.name}
    return below_words(scope.procuratorate)


def chips(*, form: forms.Form, choice: Choice, access: Access, path: str) -> list[Chip]:
    """Returns each fact chosen, in words, with the address of the same list without it."""
    empty = Choice(origin="")
    found = []
    for name, words in _chosen(form, choice, access):
        without = choice.but(**{name: getattr(empty, name)})
        found.append(Chip(label=words, href=f"{path}?{without.query()}"))
    return found


def _chosen(form: forms.Form, choice: Choice, access: Access) -> Iterator[tuple[str, str]]:
    for name in CHIPPED:
        value = getattr(choice, name)
        if not value:
            continue
        if name == "figure":
            yield name, figure_words(choice)
        elif name == "unit":
            unit = Unit.objects.visible_to(access).filter(pk=value).first()
            yield name, unit.name if unit else "—"
        elif isinstance(value, date):
            words = gettext("from %(day)s") if name == "issued_from" else gettext("to %(day)s")
            yield name, words % {"day": value.isoformat()}
        elif isinstance(form.fields[name], forms.ChoiceField):
            yield name, str(option_label(form.fields[name], value))
        else:
            yield name, f"“{value}”"


def option_label(field: forms.ChoiceField, value: str) -> Words:
    """Returns the words of the chosen option, also within groups."""
    for key, label in field.choices:
        if isinstance(label, (list, tuple)):
            for inner, words in label:
                if inner == value:
                    return words
        elif key == value:
            return label
    return value


def figure_words(choice: Choice) -> str:
    """Returns which part of which figure the rows are."""
    figure = choice.figure_row
    if figure is None:
        return ""
    if choice.part == Part.DENOMINATOR:
        return gettext("base of “%(figure)s”: %(base)s") % {"figure": figure.label, "base": figure.base}
    return str(figure.label)
