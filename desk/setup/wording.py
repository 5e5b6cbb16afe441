"""The trace of Set-up in words: verbs, kinds of things and names of fields. No rows are read here."""

from collections.abc import Callable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desk import reminder_rule_words, wording
from desk.components import Words
from followups.documents import document_kinds as documents
from followups.rules.look_back_terms import DEFAULTS, RISK_LABELS
from notices.rules import job_words, subjects
from organs.models import BusinessLine, Line, Post, SetupEvent
from organs.roles import Role
from suggestions.models import Stationery
from suggestions.rules import term_rows
from suggestions.rules.kinds import TYPE_LABELS

VERBS: dict[str, Words] = {
    "add": _("added"),
    "admit": _("admitted"),
    "adopt rule": _("local rule adopted"),
    "appoint": _("appointed"),
    "change": _("changed"),
    "close": _("closed"),
    "deactivate": _("account closed"),
    "define": _("series set"),
    "end post": _("post ended"),
    "enter day": _("day entered"),
    "found": _("founded"),
    "give up rule": _("local rule given up"),
    "move": _("moved in the tree"),
    "open": _("opened"),
    "publish year": _("notice entered"),
    "reactivate": _("account opened again"),
    "register": _("registered"),
    "remove seal": _("seal removed"),
    "remove day": _("day taken out"),
    "rename": _("renamed"),
    "set look-backs": _("months until look-backs set"),
    "set password": _("password set"),
    "set stationery": _("stationery set"),
    "succeed": _("duties passed on"),
    "take out": _("taken out"),
    "try again": _("failed e-mails tried again"),
    "write template": _("template changed"),
}
KINDS: dict[str, Words] = {
    "businessline": _("Business line"),
    "calendarday": _("Calendar day"),
    "calendaryear": _("Calendar year"),
    "department": _("Department"),
    "documenttemplate": _("Document template"),
    "jobrun": _("Background work"),
    "line": _("Line"),
    "numberseries": _("Number series"),
    "person": _("Person"),
    "problemcategory": _("Problem category"),
    "procuratorate": _("Procuratorate"),
    "reminderrule": _("Rung of a ladder of reminders"),
    "stationery": _("Stationery"),
    "unit": _("Unit"),
}
# In the order in which they are shown.
FIELDS: dict[str, Words] = {
    "name": _("Name"),
    "role": _("Role"),
    "place": _("Place"),
    "from": _("First day"),
    "on": _("Day"),
    "parent": _("Under"),
    "kind": _("Kind"),
    "mode": _("Where numbers come from"),
    "pattern": _("Pattern"),
    "document": _("Kind of document"),
    "head": _("How letters begin"),
    "mark": _("Mark in red"),
    "printing_office": _("Printing office"),
    "seal": _("Seal"),
    "lines": _("Business lines"),
    "en": _("In English"),
    "email": _("E-mail"),
    "credit_code": _("Credit code"),
    "level": _("Level"),
    "region_code": _("Administrative code of its area"),
    "region_name": _("Area"),
    "industry": _("Industry"),
    "address": _("Address"),
    "receiving_office": _("Who receives letters there"),
    "mailbox": _("Mailbox for reminders"),
    "superior": _("Superior organ"),
    "regulator": _("Industry regulator"),
    "successor": _("Successor"),
    "is_sole_trader": _("Sole trader"),
    "is_placeholder": _("Not named"),
    "electronic_service_consent_on": _("Consented to electronic service on"),
    "electronic_service_address": _("Address for electronic service"),
    "source": _("Notice"),
    "moved": _("Due days moved"),
    "rule": _("Local rule"),
    "until": _("Last day"),
    "count": _("How many"),
    "reason": _("Reason"),
    "when": _("When"),
    "readers": _("Who is told"),
    "channel": _("Channel"),
    "switch": _("Switch"),
    **{
        f"look_back {type_} {risk}": format_lazy("{}, {}", TYPE_LABELS[type_], RISK_LABELS[risk])
        for type_, risk in DEFAULTS
    },
}
# Of a rule of reminding the trace keeps keys.
REMINDER_RULE: dict[str, Callable[[str], Words]] = {
    "when": lambda kept: reminder_rule_words.when(*(int(number) for number in kept.split("/"))),
    "readers": lambda kept: reminder_rule_words.readers(kept.split(",")),
    "channel": reminder_rule_words.channel,
    "switch": lambda kept: _("on") if kept == "on" else _("off"),
}
MODES: dict[str, Words] = {"own": _("counted here"), "national": _("national")}
RULES = {term.key: term.label for term in term_rows.TERMS}
ORDER = {name: position for position, name in enumerate(FIELDS)}


def own_words(row: Line | BusinessLine) -> str:
    """Returns the words of a line in the reader's language."""
    return row.zh if wording.is_chinese() else row.en


def verb_of(event: SetupEvent) -> Words:
    """Returns what was done."""
    return VERBS.get(event.verb, event.verb)


def subject_kind(event: SetupEvent) -> Words:
    """Returns what kind of thing it was done to."""
    return KINDS.get(event.subject_kind, event.subject_kind)


def subject_name(event: SetupEvent) -> Words:
    """Returns what it was done to by name; a job of the schedule has one in words, a rung that of its duty."""
    subject = subjects.BY_KEY.get(event.changes.get("subject", ""))
    if subject:
        return subject.label
    return job_words.label(event.subject_name) if event.subject_kind == "jobrun" else event.subject_name


def details(event: SetupEvent) -> list[tuple[Words, str]]:
    """Returns what changed, field by field; what stayed as it was is left out."""
    readers = [pair for pair in event.changes.items() if pair[0] != "subject"]
    changed = sorted(readers, key=lambda pair: ORDER.get(pair[0], len(ORDER)))
    return [(FIELDS.get(key, key), _value(key, value)) for key, value in changed if _says_more(value)]


def _says_more(value: str) -> bool:
    before, arrow, after = str(value).partition(" → ")
    return bool(value) and not (arrow and before == after)


def _value(key: str, value: str) -> str:
    if key in REMINDER_RULE:
        return " → ".join(str(REMINDER_RULE[key](part)) for part in value.split(" → "))
    if key == "role" and value in Role.values:
        return str(Role(value).label)
    if key == "document" and value in documents.KINDS:
        return str(documents.KINDS[value].label)
    if key == "head" and value in Stationery.Head.values:
        return str(Stationery.Head(value).label)
    if key == "rule":
        return str(RULES.get(value, value))
    return str(MODES.get(value, value)) if key == "mode" else str(value)


def post_words(post: Post) -> str:
    """Returns a post as "Department head, First Department, 木垒县人民检察院"."""
    place = post.procuratorate or post.unit
    parts = [str(post.get_role_display()), post.department.name if post.department else "", str(place)]
    return " · ".join(part for part in parts if part)
