"""The details of an event in words, for the timeline of either side; what was written freely stands in the event's text."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from desk import wording
from followups.models import Attitude, Method, Support, Word
from followups.rules import escalation_rungs
from organs.words import Words, listed
from suggestions.actions import examining
from suggestions.models import Event
from suggestions.rules import (
    archiving,
    case_papers,
    ending_grounds,
    filing_departments,
    instructions,
    investigations,
    kinds,
    recusals,
    states,
    term_rows,
    unperformed,
)

GATES = {gate.key: gate.label for kind in kinds.KINDS.values() for version in kind.versions for gate in version.gates}
TERMS = {term.key: term.label for term in term_rows.TERMS}

# How each fact reads, in the order of reading; what is not named here is only for machines.
WORDS: dict[str, Callable[[Any], Words]] = {
    "term": lambda key: TERMS.get(key, key),
    "paper": lambda kind: case_papers.CASE_PAPERS[kind].label,
    "investigation_result": lambda state: states.INVESTIGATION[state].label,
    "inquiry_means": lambda key: investigations.MEANS[key].label,
    "questioned": lambda role: investigations.QUESTIONED[role],
    "questioned_number": str,
    "inquired_at": str,
    "recusal_of": str,
    "recusal_result": lambda state: states.RECUSAL[state].label,
    "recusal_asked_by": lambda who: recusals.ASKERS[who],
    "litigant": lambda party: case_papers.PARTIES[party],
    "litigant_number": str,
    "recusal_ground": lambda ground: recusals.GROUNDS[ground].label,
    "result": lambda result: examining.SUIT_RESULTS.get(result, result),
    "instructed": lambda what: instructions.WHAT[what],
    "received_by": lambda columns: listed(filing_departments.DEPARTMENTS[column] for column in columns.split(",")),
    "unperformed": lambda keys: listed(unperformed.UNPERFORMED[key].label for key in keys.split(",")),
    "ending_ground": lambda ground: ending_grounds.GROUNDS[ground].label,
    "number": str,
    "gate": lambda gate: GATES.get(gate, gate),
    "checklist": lambda keys: listed(kinds.QUALITIES[key] for key in keys.split(",")),
    "resolution": lambda number: _("resolution %(number)s") % {"number": number},
    "attitude": lambda attitude: Attitude(attitude).label,
    "promised_on": lambda day: _("by %(day)s") % {"day": day},
    "done_on": lambda day: _("done on %(day)s") % {"day": day},
    "planned_on": lambda day: _("planned for %(day)s") % {"day": day},
    "reaches": lambda what: _("reaches “%(what)s”") % {"what": what},
    "former": lambda day: _("formerly %(day)s") % {"day": day},
    "from_on": lambda day: _("from %(day)s") % {"day": day},
    "to_on": lambda day: _("until %(day)s") % {"day": day},
    "approved_on": lambda day: _("approved on %(day)s") % {"day": day},
    "reference": str,
    "archive_number": str,
    "retention": lambda key: _("kept: %(term)s") % {"term": archiving.RETENTIONS[key]},
    "months": lambda count: ngettext("%(count)d month", "%(count)d months", count) % {"count": count},
    "legal_on": lambda day: _("legal day %(day)s") % {"day": day},
    "support": lambda kind: dict(Support.KINDS)[kind],
    "changed_rule": str,
    "impediment": lambda day: _("prevented until %(day)s") % {"day": day},
    "wanted_on": lambda day: _("asked for %(day)s") % {"day": day},
    "advised_on": lambda day: _("supports %(day)s") % {"day": day},
    "agreed_on": lambda day: _("agreed for %(day)s") % {"day": day},
    "by_reply": lambda _mark: _("since the reply came"),
    "corrected": lambda day: _("now %(day)s") % {"day": day},
    "signed_by": lambda name: _("signed by %(name)s") % {"name": name},
    "word": lambda word: Word(word).label,
    "method": lambda method: Method(method).label,
    "visited_on": lambda day: _("seen on the visit of %(day)s") % {"day": day},
    "baseline": lambda figure: _("before: %(figure)s") % {"figure": figure},
    "target": lambda figure: _("aimed at: %(figure)s") % {"figure": figure},
    "value": lambda figure: _("figure: %(figure)s") % {"figure": figure},
    "draw": lambda number: _("draw %(number)s") % {"number": number},
    "drawn_by": str,
    "look_back_on": lambda day: _("look-back on %(day)s") % {"day": day},
    "late": lambda late: _("after its period") if late else "",
    "unit": str,
    "rung": lambda rung: escalation_rungs.RUNGS[rung].label,
    "addressee": str,
    "agreed": lambda agreed: _("agrees") if agreed else _("does not agree"),
    "how": str,
    "replaces_on": lambda day: _("replaces the file of %(day)s") % {"day": day},
    "replaces": lambda digest: _("SHA-256 %(digest)s") % {"digest": wording.short_hash(str(digest))},
    "dropped": lambda kinds: _dropped(kinds),
}

# What was taken out of pictures and videos, by the kinds of suggestions/photographs.py.
TAKEN_OUT = {
    "position": gettext_lazy("place"),
    "camera": gettext_lazy("camera"),
    "moment": gettext_lazy("moment"),
    "text": gettext_lazy("texts"),
    "preview": gettext_lazy("preview"),
    "profile": gettext_lazy("colour profile"),
}


def _dropped(kinds: str) -> str:
    """Returns what was taken out of pictures and videos when they arrived, and of how many: the kinds, never the data."""
    pairs = (each.partition(":") for each in kinds.split(","))
    found = listed(f"{TAKEN_OUT[kind]} ({count})" for kind, _colon, count in pairs)
    return _("taken out of pictures and videos: %(kinds)s") % {"kinds": found}


def details(event: Event) -> str:
    """Returns the details of an event in words."""
    of_reply = {"signed_by": lambda name: pgettext("a reply", "signed by %(name)s") % {"name": name}}
    words = {**WORDS, **of_reply} if event.track == "reply" else WORDS
    said = (say(event.details[key]) for key, say in words.items() if event.details.get(key, "") != "")
    return listed(words for words in said if words)
