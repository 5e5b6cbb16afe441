"""The one filter of suggestions: a FilterSet with its conditions, and the frozen value that becomes an address and back.

It serves the list, the tiles of the dashboard and the exports, so that a number opens exactly its list. A new criterion is
one filter of the FilterSet and one field of the value; the form that people meet is in desk/lists/filter_form.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from insights import conditions, stages, tallies
from insights.figures import FIGURES, Counted, Figure, Part
from insights.scopes import EVERYWHERE, Scope
from organs.access import Access
from organs.models import Unit
from organs.roles import Side
from organs.words import Words
from suggestions.models import Measure, ProblemCategory, Service, Suggestion
from suggestions.rules import case_sources, duties, kinds, number_patterns, service_channels

type Options = list[tuple[str, Words | list[tuple[str, Words]]]]

DUE_OPTIONS = [("overdue", _("Overdue")), ("7", _("In the next 7 days")), ("30", _("In the next 30 days"))]
TURN_OPTIONS = [
    ("mine", _("Handled by me")),
    (Side.UNIT.value, _("The unit owes")),
    (Side.OFFICE.value, _("The office owes")),
    ("nobody", _("Handled by nobody")),
]


def kind_options() -> Options:
    """Returns the five types of Art. 5, each with its kinds where it has several."""
    options: Options = []
    for type_, label in kinds.TYPE_LABELS.items():
        rows = [row for row in kinds.KINDS.values() if row.type == type_]
        if len(rows) == 1:
            options.append((rows[0].key, label))
        else:
            whole = (str(type_), _("%(type)s, all kinds") % {"type": label})
            options.append((label, [whole, *((row.key, row.label) for row in rows)]))
    return options


def category_options() -> Options:
    return [(row.code, str(row)) for row in ProblemCategory.objects.all()]


class OptionFilter(django_filters.ChoiceFilter):
    """One of several options, or any."""

    def __init__(self, **kwargs) -> None:
        super().__init__(empty_label=_("any"), **kwargs)


class RowFilter(django_filters.Filter):
    """The row of another table, by its id; it comes from a link and is not typed."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs) -> None:
        super().__init__(min_value=1, widget=forms.HiddenInput, **kwargs)


class SuggestionFilterSet(django_filters.FilterSet):
    """Narrows the suggestions that the person may see. Each filter stands with its condition; `on` is the day of reference."""

    q = django_filters.CharFilter(
        label=_("Title, number or unit"),
        method="named",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def named(self, found: QuerySet[Suggestion], _name: str, words: str) -> QuerySet[Suggestion]:
        """Keeps those whose title, number, or present or former name of the unit contains the words."""
        units = Unit.objects.filter(Q(name__icontains=words) | Q(aliases__name__icontains=words))
        return found.filter(
            Q(title__icontains=words)
            | Q(letter__document_number__icontains=number_patterns.normalised(words))
            | Q(unit_as_stated__icontains=words)
            | Q(unit__in=units.values("pk"))
        )

    kind = OptionFilter(label=_("Type"), choices=kind_options, method="of_kind")

    def of_kind(self, found: QuerySet[Suggestion], _name: str, key: str) -> QuerySet[Suggestion]:
        """Keeps the kinds of a type of Art. 5, or the one kind."""
        return found.filter(kind__in=kinds.of_type(key) or frozenset({key}))

    category = OptionFilter(label=_("Problem category"), choices=category_options, field_name="problem_category")
    source = OptionFilter(label=_("Source of the case"), choices=case_sources.options, field_name="case_source")
    stage = OptionFilter(label=_("Stage"), choices=stages.OPTIONS, method="at_stage")

    def at_stage(self, found: QuerySet[Suggestion], _name: str, key: str) -> QuerySet[Suggestion]:
        return found.filter(stages.STAGES[key].where)

    due = OptionFilter(label=_("Next day"), choices=DUE_OPTIONS, method="falling_due")

    def falling_due(self, found: QuerySet[Suggestion], _name: str, key: str) -> QuerySet[Suggestion]:
        """Keeps those of which a day has passed, or comes within so many days."""
        if key == "overdue":
            return found.filter(conditions.duty_runs(due_on__lt=self.on))
        last = self.on + timedelta(days=int(key))
        return found.filter(conditions.duty_runs(due_on__gte=self.on, due_on__lte=last))

    turn = OptionFilter(label=_("Whose day runs"), choices=TURN_OPTIONS, method="owed_by")

    def owed_by(self, found: QuerySet[Suggestion], _name: str, key: str) -> QuerySet[Suggestion]:
        if key == "mine":
            return found.filter(handling_prosecutor_id=self.access.person_id)
        if key == "nobody":
            return found.filter(conditions.handled_by_nobody(self.on))
        return found.filter(conditions.duty_runs(owes__in=sorted(duties.OWED_BY[Side(key)])))

    mode = OptionFilter(label=_("Service"), choices=service_channels.options, method="served_by")

    def served_by(self, found: QuerySet[Suggestion], _name: str, mode: str) -> QuerySet[Suggestion]:
        services = Service.objects.filter(suggestion_id=OuterRef("pk"), succeeded=True, mode=mode)
        return found.filter(Exists(services))

    issued_from = django_filters.DateFilter(label=_("Issued from"), field_name="issued_on", lookup_expr="gte")
    issued_to = django_filters.DateFilter(label=_("Issued to"), field_name="issued_on", lookup_expr="lte")
    unit = RowFilter(field_name="unit")
    region = django_filters.CharFilter(field_name="published_record__region", max_length=40, widget=forms.HiddenInput)

    class Meta:
        model = Suggestion
        fields = []

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        queryset: QuerySet[Suggestion] | None = None,
        *,
        access: Access,
        on: date,
    ) -> None:
        super().__init__(data, Suggestion.objects.visible_to(access) if queryset is None else queryset)
        self.access, self.on = access, on

    def narrow(self, found: QuerySet[Suggestion], values: Mapping[str, object]) -> QuerySet[Suggestion]:
        """Returns the suggestions that fit values which are clean already, so that no form is asked again."""
        for name, criterion in self.filters.items():
            found = criterion.filter(found, values.get(name))
        return found

    def filter_queryset(self, queryset: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
        """Narrows by the form, in which other fields may stand beside the filters."""
        return self.narrow(queryset, self.form.cleaned_data)


CRITERIA = tuple(SuggestionFilterSet.base_filters)
# What else a filter holds: the set that is narrowed, and the figure by which its rows are counted.
NOT_CRITERIA = ("origin", "scope", "figure", "part")


@dataclass(frozen=True, kw_only=True)
class SuggestionFilter:
    """The values of a filter, read and clean; an empty one chooses everything. Every filter has one origin."""

    origin: str
    scope: Scope = EVERYWHERE
    q: str = ""
    kind: str = ""
    category: str = ""
    source: str = ""
    stage: str = ""
    due: str = ""
    turn: str = ""
    mode: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    unit: int | None = None
    region: str = ""
    figure: str = ""
    part: str = ""

    def but(self, **values: object) -> Self:
        """Returns the same filter with other values."""
        return replace(self, **values)

    def of(self, figure: Figure, part: Part = Part.NUMERATOR) -> Self:
        """Returns the filter that holds exactly the cases of one part of a figure."""
        return replace(self, figure=figure.key, part=part.value)

    def query(self) -> str:
        """Returns the filter as a query string; the same filter is read back from it."""
        return urlencode(dict(self._parameters()))

    def _parameters(self) -> Iterator[tuple[str, str]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Scope):
                yield field.name, value.value
            elif value:
                yield field.name, str(value)

    @property
    def figure_row(self) -> Figure | None:
        return FIGURES.get(self.figure)

    @property
    def counts_measures(self) -> bool:
        """Tells whether the rows of the list are measures."""
        return self.figure_row is not None and self.figure_row.counted is Counted.MEASURES

    def suggestions(self, *, access: Access, on: date) -> QuerySet[Suggestion]:
        """Returns the suggestions chosen, of those that the person may see; a figure's own condition is not applied."""
        found = Suggestion.objects.visible_to(access).of_origin(self.origin).filter(self.scope.where)
        criteria = {name: getattr(self, name) for name in CRITERIA}
        return SuggestionFilterSet(queryset=found, access=access, on=on).narrow(found, criteria)

    def rows(self, *, access: Access, on: date) -> QuerySet[Suggestion] | QuerySet[Measure]:
        """Returns the rows of the list: suggestions, or measures where the figure counts measures."""
        found = self.suggestions(access=access, on=on)
        figure = self.figure_row
        if figure is None:
            return found
        rows = tallies.measures_of(found) if self.counts_measures else found
        return rows.filter(figure.where(Part(self.part or Part.NUMERATOR), on=on))
