"""A filter in words: the scope, the figure and its part, and a chip for each criterion chosen with the way out of it."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.utils.translation import gettext

from desk.components import Chip
from insights import scopes
from insights.figures import Part
from insights.filters import CRITERIA, SuggestionFilter
from organs.access import Access
from organs.models import Level, Procuratorate, Unit
from organs.words import Words

# What has a chip: what was chosen on top of origin and scope.
CHIPPED = (*CRITERIA, "figure")


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


def chips(*, form: forms.Form, suggestion_filter: SuggestionFilter, access: Access, path: str) -> list[Chip]:
    """Returns each value chosen, in words, with the address of the same list without it."""
    empty = SuggestionFilter(origin="")
    found = []
    for name, words in _chosen(form, suggestion_filter, access):
        without = suggestion_filter.but(**{name: getattr(empty, name)})
        found.append(Chip(label=words, href=f"{path}?{without.query()}"))
    return found


def _chosen(form: forms.Form, suggestion_filter: SuggestionFilter, access: Access) -> Iterator[tuple[str, str]]:
    for name in CHIPPED:
        value = getattr(suggestion_filter, name)
        if not value:
            continue
        if name == "figure":
            yield name, figure_words(suggestion_filter)
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


def figure_words(suggestion_filter: SuggestionFilter) -> str:
    """Returns which part of which figure the rows are."""
    figure = suggestion_filter.figure_row
    if figure is None:
        return ""
    if suggestion_filter.part == Part.DENOMINATOR:
        return gettext("base of “%(figure)s”: %(base)s") % {"figure": figure.label, "base": figure.base}
    return str(figure.label)
