"""What several forms show beside their fields: where reply and measures stand, and the files that were attached."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from desk.components import Pair
from organs.words import Words
from suggestions.models import Measure, Suggestion
from suggestions.rules.states import MEASURE, REPLY


def reply_state(suggestion: Suggestion) -> Pair:
    return Pair(label=_("Reply"), value=REPLY[suggestion.reply_state].label)


def measure_states(suggestion: Suggestion) -> Pair:
    """Returns the state of every measure that was asked for."""
    asked = suggestion.measures.exclude(state="proposed").order_by("position")
    return Pair(label=_("Measures"), value=states_of(asked))


def measures_not_done(measures: Iterable[Measure]) -> Pair:
    return Pair(label=_("Measures not done"), value=states_of(measures))


def states_of(measures: Iterable[Measure]) -> str:
    """Returns measures by their number with their states, in one line."""
    return " · ".join(f"{measure.position}. {MEASURE[measure.state].label}" for measure in measures)


def attached(suggestion: Suggestion, *, about: str) -> Pair:
    """Returns the files attached to a thing of the case."""
    return Pair(label=_("Attached"), value=file_links(suggestion, about=about))


def file_links(suggestion: Suggestion, *, about: str, separator: Words = " · ") -> str:
    """Returns the files attached to a thing of the case as links for download."""
    links = ((reverse("file", args=[each.pk]), each.name) for each in suggestion.attachments.filter(about=about))
    return format_html_join(separator, '<a href="{}" download>{}</a>', links)
