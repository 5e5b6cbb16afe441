"""The details of an event in words, for the timeline of either side; what was written freely stands in the event's text."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followups.models import Attitude, Method
from followups.rules import escalation_rungs
from organs.words import Words
from suggestions.models import Event
from suggestions.rules import kinds, term_rows

GATES = {gate.key: gate.label for kind in kinds.KINDS.values() for gate in kind.gates}
TERMS = {term.key: term.label for term in term_rows.TERMS}

# How each fact reads, in the order of reading; what is not named here is only for machines.
WORDS: dict[str, Callable[[str | int], Words]] = {
    "term": lambda key: TERMS.get(key, key),
    "number": str,
    "gate": lambda gate: GATES.get(gate, gate),
    "resolution": lambda number: _("resolution %(number)s") % {"number": number},
    "attitude": lambda attitude: Attitude(attitude).label,
    "promised_on": lambda day: _("by %(day)s") % {"day": day},
    "planned_on": lambda day: _("planned for %(day)s") % {"day": day},
    "former": lambda day: _("formerly %(day)s") % {"day": day},
    "from_on": lambda day: _("from %(day)s") % {"day": day},
    "to_on": lambda day: _("until %(day)s") % {"day": day},
    "approved_on": lambda day: _("approved on %(day)s") % {"day": day},
    "reference": str,
    "months": lambda count: ngettext("%(count)d month", "%(count)d months", count) % {"count": count},
    "legal_on": lambda day: _("legal day %(day)s") % {"day": day},
    "wanted_on": lambda day: _("asked for %(day)s") % {"day": day},
    "advised_on": lambda day: _("supports %(day)s") % {"day": day},
    "agreed_on": lambda day: _("agreed for %(day)s") % {"day": day},
    "by_reply": lambda _mark: _("since the reply came"),
    "corrected": lambda day: _("now %(day)s") % {"day": day},
    "signed_by": lambda name: _("signed by %(name)s") % {"name": name},
    "method": lambda method: Method(method).label,
    "draw": lambda number: _("draw %(number)s") % {"number": number},
    "drawn_by": str,
    "look_back_on": lambda day: _("look-back on %(day)s") % {"day": day},
    "late": lambda late: _("after its period") if late else "",
    "unit": str,
    "rung": lambda rung: escalation_rungs.RUNGS[rung].label,
    "addressee": str,
    "agreed": lambda agreed: _("agrees") if agreed else _("does not agree"),
    "how": str,
    "dropped": lambda kinds: _dropped(kinds),
}

# What was taken out of pictures, by the kinds of suggestions/photographs.py.
TAKEN_OUT = {
    "position": gettext_lazy("place"),
    "camera": gettext_lazy("camera"),
    "moment": gettext_lazy("moment"),
    "text": gettext_lazy("texts"),
    "preview": gettext_lazy("preview"),
    "profile": gettext_lazy("colour profile"),
}


def _dropped(kinds: str) -> str:
    """Returns what was taken out of pictures when they arrived, and of how many: the kinds, never the data."""
    pairs = (each.partition(":") for each in kinds.split(","))
    listed = _(", ").join(f"{TAKEN_OUT[kind]} ({count})" for kind, _colon, count in pairs)
    return _("taken out of the pictures: %(kinds)s") % {"kinds": listed}


def details(event: Event) -> str:
    """Returns the details of an event in words."""
    said = (say(event.details[key]) for key, say in WORDS.items() if event.details.get(key, "") != "")
    return ", ".join(str(words) for words in said if words)
