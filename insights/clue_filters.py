"""What clues are looked for by: words of the matter and the institution, source, state; on top of `visible_to`, never instead.

No filter reaches a natural person: none is named in a clue.
"""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from suggestions.models import Clue
from suggestions.rules import case_sources, clues


class ClueFilterSet(django_filters.FilterSet):  # type: ignore[misc]  # it comes without types
    """Narrows the clues that the person may see."""

    q = django_filters.CharFilter(
        label=_("Matter or institution"),
        method="named",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(
        label=_("What became of it"),
        choices=[(key, state.label) for key, state in clues.STATES.items()],
        empty_label=_("any"),
    )
    source = django_filters.ChoiceFilter(label=_("Kind of source"), choices=case_sources.options, empty_label=_("any"))

    class Meta:
        model = Clue
        fields = ["q", "state", "source"]

    def named(self, found: QuerySet[Clue], _name: str, words: str) -> QuerySet[Clue]:
        """Keeps those whose matter, institution or unit contains the words."""
        return found.filter(
            Q(matter__icontains=words) | Q(institution__icontains=words) | Q(unit__name__icontains=words)
        )
