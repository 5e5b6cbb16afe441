"""The filter as people meet it: the form that the FilterSet gives, and the reading of an address.

What each criterion means is in insights/filters.py. The list, its export and the dashboard all read their address here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import django_filters
from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField
from desk.lists import addresses
from desk.lists.addresses import AddressFaults
from desk.lists.filter_words import CHIPPED, below_words, scope_words
from desk.request import Request
from insights import scopes
from insights.figures import FIGURES, Part
from insights.filters import SuggestionFilter, SuggestionFilterSet
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Level
from organs.origins import Origin
from organs.words import Words
from suggestions.models import Suggestion


class FilterForm(forms.Form):
    """The fields that stand beside the criteria; the options of scope and origin depend on the person and the place."""

    scope = forms.ChoiceField(label=_("Scope"), required=False)
    origin = forms.ChoiceField(label=_("Origin"), required=False)
    figure = forms.ChoiceField(required=False, choices=[(key, key) for key in FIGURES], widget=forms.HiddenInput)
    part = forms.ChoiceField(required=False, choices=[(part, part) for part in Part], widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="filter-%s", **kwargs)

    def clean(self) -> dict[str, object]:
        first, last = self.cleaned_data.get("issued_from"), self.cleaned_data.get("issued_to")
        if first and last and last < first:
            self.add_error("issued_to", _("The last day lies before the first."))
        return self.cleaned_data

    def values(self) -> dict[str, object]:
        """Returns the values of the filter that are not empty, without origin and scope."""
        values = {name: self.cleaned_data[name] for name in CHIPPED if self.cleaned_data.get(name)}
        if figure := values.get("figure"):
            part = self.cleaned_data.get("part")
            values["part"] = part if part in FIGURES[figure].parts else Part.NUMERATOR.value
        return values


class PageFilterSet(SuggestionFilterSet):
    """The filters that one page offers, with the form that people meet; what the page does not offer is left unread."""

    class Meta(SuggestionFilterSet.Meta):
        form = FilterForm

    def __init__(self, data: QueryDict, *, names: Collection[str], access: Access, on: date) -> None:
        super().__init__(data, access=access, on=on)
        self.names = names
        self.filters = {name: self.filters[name] for name in names if name in self.filters}
        for offered in self.filters.values():
            if isinstance(offered, django_filters.DateFilter):
                offered.field_class = DayField
                offered.extra["meaning"] = DayMeaning.ANY
            # Read once for each page: some options come from the database.
            if callable(options := offered.extra.get("choices")):
                offered.extra["choices"] = options()

    def get_form_class(self) -> type[FilterForm]:
        """Returns the form with the fields that the page offers, in its order."""
        form_class = super().get_form_class()
        form_class.base_fields = {name: form_class.base_fields[name] for name in self.names}
        return form_class


@dataclass(frozen=True, kw_only=True)
class FilterRequest:
    """What an address asks for: the form to show again, and the filter, or None when something in it is wrong or unknown."""

    form: FilterForm
    filter: SuggestionFilter | None
    scope: scopes.Scope
    origin: str
    faults: AddressFaults

    @property
    def unfiltered(self) -> SuggestionFilter:
        """Returns the filter of the same origin and scope that chooses everything in them."""
        return SuggestionFilter(origin=self.origin, scope=self.scope)


def read(
    request: Request, *, names: Collection[str], on: date, own: Mapping[str, Collection[str]] = {}
) -> FilterRequest:
    """Reads the values of these names from the address of a list or dashboard; what it does not know is named in `faults`.

    `own` are further conditions that the page reads itself, each with the values that it knows.
    Raises Http404 for a procuratorate that is none or is not the person's to see.
    """
    access: Access = request.access
    origin = request.GET.get("origin", "")
    if origin not in Origin.values:
        origin = default_origin(access)
    try:
        scope = scopes.find(access=access, origin=origin, value=request.GET.get("scope", ""))
    except scopes.UnknownScope as unknown:
        raise Http404 from unknown
    params = request.GET.copy()
    params["origin"], params["scope"] = origin, scope.value
    form = PageFilterSet(params, names=names, access=access, on=on).form
    form.fields["scope"].choices = scope_options(access=access, origin=origin, scope=scope)
    form.fields["origin"].choices = origins(access, origin)
    unread = [bound.name for bound in form.hidden_fields() if bound.errors]
    for name, values in {"origin": Origin.values, **own}.items():
        if request.GET.get(name, "") not in {"", *values}:
            unread.append(name)
    faults = addresses.faults(request.GET, known=(*names, *own), unread=unread)
    is_read = form.is_valid() and not faults.words
    value = SuggestionFilter(origin=origin, scope=scope, **form.values()) if is_read else None
    return FilterRequest(form=form, filter=value, scope=scope, origin=origin, faults=faults)


def default_origin(access: Access) -> str:
    """Returns the origin shown when none was chosen: live when the person may see any, else the person's own."""
    if access.origin == Origin.LIVE:
        return Origin.LIVE
    has_live = Suggestion.objects.visible_to(access).of_origin(Origin.LIVE).exists()
    return Origin.LIVE if has_live else Origin.SAMPLE


def origins(access: Access, present: str) -> list[tuple[str, Words]]:
    """Returns the origins that can be chosen: the person's own, what is published, and the present one."""
    offered = {access.origin, Origin.PUBLISHED, present}
    return [(origin.value, origin.label) for origin in Origin if origin in offered]


def scope_options(*, access: Access, origin: str, scope: scopes.Scope) -> list[tuple[str, str]]:
    """Returns the way down to the present procuratorate and what lies below it, each level one step in."""
    options = [(scopes.EVERYTHING, gettext("All that I may see"))]
    for row in scopes.around(access=access, origin=origin, scope=scope):
        indent = "\u3000" * (row.depth - 1)
        here = scopes.Scope(procuratorate=row)
        options.append((here.value, f"{indent}{below_words(row)}"))
        if scope.procuratorate and row.pk == scope.procuratorate.pk and row.level != Level.BASIC:
            alone = scopes.Scope(procuratorate=row, alone=True)
            options.append((alone.value, f"{indent}{scope_words(alone)}"))
    return options
