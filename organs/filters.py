"""What units are looked for by: words of present and former names, kind, origin; on top of `visible_to`, never instead."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from organs.models import Unit, UnitKind
from organs.origins import Origin


class UnitFilterSet(django_filters.FilterSet):
    """Narrows the units that the person may see; the origins that may be chosen are given by the view."""

    q = django_filters.CharFilter(
        label=_("Present or former name"),
        method="named",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices, empty_label=_("any"))
    origin = django_filters.ChoiceFilter(label=_("Origin"), choices=Origin.choices, empty_label=None)

    class Meta:
        model = Unit
        fields = ["q", "kind", "origin"]

    def __init__(self, *args, origins: list[tuple[str, object]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["origin"].extra["choices"] = origins

    def named(self, found, _name: str, words: str):
        """Returns the units whose present or former name holds the words, each once and in the order asked for."""
        return found.filter(pk__in=Unit.objects.named(words).order_by().values("pk"))
