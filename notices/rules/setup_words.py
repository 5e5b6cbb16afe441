"""What is said to somebody of an act in Set-up: who may act for a unit, where it is reached, what was done to an account."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from organs.words import Words

OF_UNITS: dict[tuple[str, str], Words] = {
    ("person", "appoint"): _("%(subject)s may act for %(unit)s"),
    ("person", "give all letters"): _("%(subject)s reads and answers all letters of %(unit)s"),
    ("person", "end post"): _("%(subject)s acts for %(unit)s until %(until)s"),
    ("unit", "change"): _("Facts of %(unit)s were changed: %(what)s"),
    ("unit", "succeed"): _("The duties of %(unit)s passed to another unit"),
}
OF_PEOPLE: dict[str, Words] = {
    "appoint": _("You were given a post"),
    "change": _("Your name or e-mail address was changed"),
    "make link": _("A link was made by which your password can be set"),
    "give word": _("The word was given with which the link to your account opens"),
}
PROPOSED: dict[str, Words] = {
    "post": _("A post"),
    "unit_head": _("The head of a unit"),
    "factor": _("A lost second factor"),
    "calendar": _("Days of the calendar"),
}
OF_PROPOSALS: dict[str, Words] = {
    "propose": _("Waits for a second administrator: %(what)s"),
    "confirm": _("Confirmed and in effect: %(what)s"),
    "decline": _("Not confirmed: %(what)s"),
    "withdraw": _("Ended with the account: %(what)s"),
}


# What a change of a unit names with its values; of all else it is said that it was changed.
FACTS: dict[str, Words] = {
    "name": _("name"),
    "address": _("address"),
    "mailbox": _("mailbox for reminders"),
    "receiving_office": _("who receives letters"),
    "electronic_service_address": _("address for electronic service"),
    "electronic_service_consent_on": _("consent to electronic service"),
}


def changed(changes: Mapping[str, Sequence[str]]) -> str:
    """Returns the changed facts of a unit in words, with the values before and after where they say where letters go."""
    named = [
        f"{label}: {changes[key][0] or '—'} → {changes[key][1] or '—'}"
        for key, label in FACTS.items()
        if key in changes
    ]
    rest = [str(_("other facts"))] if set(changes) - set(FACTS) else []
    return "; ".join([*named, *rest])


def said(details: Mapping[str, Any]) -> str:
    """Returns what happened, in words, from what the notice keeps."""
    if "proposal" in details:
        parts = (str(PROPOSED[details["of"]]), details["person"], details["place"])
        return str(OF_PROPOSALS[details["verb"]]) % {"what": " · ".join(part for part in parts if part)}
    if "unit" in details:
        details = {"until": "", **details, "what": changed(details.get("changes") or {})}
        words = OF_UNITS[details["kind"], details["verb"]]
    else:
        words = OF_PEOPLE[details["verb"]]
    return str(words) % details
