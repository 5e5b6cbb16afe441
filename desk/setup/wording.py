"""The trace of Set-up in words: verbs, kinds of things and names of fields. No rows are read here."""

from collections.abc import Callable, Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk import reminder_rule_words
from followups.documents import document_kinds as documents
from followups.rules.look_back_terms import DEFAULTS, RISK_LABELS
from notices.rules import job_words
from organs.models import BusinessLine, Level, Line, Post, ProposalKind, SetupEvent, UnitKind
from organs.roles import Role, Work
from organs.words import Words, is_chinese, listed
from signin.actions import factors
from suggestions.models import Stationery
from suggestions.rules import duties, kinds, term_rows
from suggestions.rules.kinds import TYPE_LABELS
from suggestions.rules.rest_days import DAY_KIND_LABELS

VERBS: dict[str, Words] = {
    "add": _("added"),
    "add second factor": _("second factor added"),
    "admit": _("admitted"),
    "adopt rule": _("local rule adopted"),
    "appoint": _("appointed"),
    "change": _("changed"),
    "close": _("closed"),
    "confirm": _("confirmed"),
    "deactivate": _("account closed"),
    "decline": _("not confirmed"),
    "define": _("series set"),
    "define usual": _("usual patterns set"),
    "end absence": _("absence ended early"),
    "end post": _("post ended"),
    "enter day": _("day entered"),
    "found": _("founded"),
    "give all letters": _("all letters of the unit opened"),
    "give up rule": _("local rule given up"),
    "link identity": _("linked to an identity provider"),
    "make recovery codes": _("recovery codes made"),
    "make link": _("link for a password made"),
    "give word": _("word for a link given"),
    "move": _("moved in the tree"),
    "move absence": _("last day of an absence changed"),
    "open": _("opened"),
    "propose": _("proposed"),
    "publish year": _("notice entered"),
    "reactivate": _("account opened again"),
    "record absence": _("absence and deputies recorded"),
    "register": _("registered"),
    "remove seal": _("seal removed"),
    "remove day": _("day taken out"),
    "remove second factor": _("second factor removed"),
    "rename": _("renamed"),
    "reset second factor": _("second factor reset"),
    "set gates": _("order of the gates set"),
    "set look-backs": _("months until look-backs set"),
    "set password": _("password set"),
    "set stationery": _("stationery set"),
    "succeed": _("duties passed on"),
    "take out": _("taken out"),
    "try again": _("failed e-mails tried again"),
    "withdraw": _("proposal taken back"),
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
    "proposal": _("Proposal"),
    "reminderrule": _("Rung of a ladder of reminders"),
    "stationery": _("Stationery"),
    "unit": _("Unit"),
}
# In the order in which they are shown.
FIELDS: dict[str, Words] = {
    "name": _("Name"),
    "short_name": _("Short name"),
    "username": _("Sign-in name"),
    "code": _("Code"),
    "role": _("Role"),
    "place": _("Place"),
    "person": _("Person"),
    "letters_of": _("Letters of"),
    "department": _("Department"),
    "rule": _("Local rule"),
    "from": _("First day"),
    "title": _("Full title of the rule"),
    "until": _("Last day"),
    "closed_on": _("Last day"),
    "on": _("Day"),
    "acting_for": _("Stands in for"),
    "is_active": _("Account open"),
    "line_id": _("Line"),
    "parent": _("Under"),
    "kind": _("Kind"),
    "mode": _("Where numbers come from"),
    "pattern": _("Pattern"),
    "document": _("Kind of document"),
    "suggestion_kind": _("Kind of suggestion"),
    "heading": _("Title of the document"),
    "version": _("Version"),
    "head": _("How letters begin"),
    "mark": _("Mark in red"),
    "printing_office": _("Printing office"),
    "seal": _("Seal"),
    "lines": _("Business lines"),
    "zh": _("In Chinese"),
    "en": _("In English"),
    "is_environmental": _("Of the environment"),
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
    "count": _("How many"),
    "when": _("When"),
    "readers": _("Who is told"),
    "channel": _("Channel"),
    "switch": _("Switch"),
    "reason": _("Reason"),
    "provider": _("Identity provider"),
    "policy_first": _("Legal-policy review first"),
    **{f"deputy {work}": format_lazy("{} ({})", _("Deputy"), work.label) for work in Work},
    **{
        f"look_back {type_} {risk}": format_lazy("{}, {}", TYPE_LABELS[type_], RISK_LABELS[risk])
        for type_, risk in DEFAULTS
    },
}
MODES: dict[str, Words] = {"own": _("counted here"), "national": _("national")}
# Of these fields the trace keeps keys; what they are called is looked up here.
LABELS: dict[str, Mapping[str, Words]] = {
    "role": dict(Role.choices),
    "level": dict(Level.choices),
    "head": dict(Stationery.Head.choices),
    "mode": MODES,
    "switch": {"on": _("on"), "off": _("off")},
    "document": {key: kind.label for key, kind in documents.KINDS.items()},
    "suggestion_kind": dict(kinds.KIND_CHOICES),
    "rule": {term.key: term.label for term in term_rows.TERMS},
}
# "Kind" is another list for each thing that has one.
KIND_LABELS: dict[str, Mapping[str, Words]] = {
    "unit": dict(UnitKind.choices),
    "calendarday": {kind.value: label for kind, label in DAY_KIND_LABELS.items()},
    "numberseries": {key: kind.label for key, kind in kinds.KINDS.items()},
    "person": {factors.APP: _("App with codes"), factors.PASSKEY: _("Passkey")},
}
REMINDER_RULE: dict[str, Callable[[str], Words]] = {
    "when": lambda kept: reminder_rule_words.when(*(int(number) for number in kept.split("/"))),
    "readers": lambda kept: reminder_rule_words.readers(kept.split(",")),
    "channel": reminder_rule_words.channel,
}
YES_OR_NO = {"policy_first", "is_active", "is_sole_trader", "is_placeholder"}
# What is made by one of these has nothing before: its facts are said as they are.
MAKING = {"add", "admit", "adopt rule", "appoint", "found", "open", "record absence", "register"}
ORDER = {name: position for position, name in enumerate(FIELDS)}


def own_words(row: Line | BusinessLine) -> str:
    """Returns the words of a line in the reader's language."""
    return row.zh if is_chinese() else row.en


def verb_of(event: SetupEvent) -> Words:
    """Returns what was done."""
    return VERBS.get(event.verb, event.verb)


def subject_kind(event: SetupEvent) -> Words:
    """Returns what kind of thing it was done to."""
    return KINDS.get(event.subject_kind, event.subject_kind)


def subject_name(event: SetupEvent) -> Words:
    """Returns what it was done to by name; a job of the schedule has one in words, a rung that of its duty."""
    subject = duties.REMINDED.get(event.details.get("subject", ""))
    if subject:
        return subject.label
    if event.subject_kind == "proposal":
        return dict(ProposalKind.choices).get(event.subject_name, event.subject_name)
    return job_words.label(event.subject_name) if event.subject_kind == "jobrun" else event.subject_name


def fields_of(event: SetupEvent, *, lines: Mapping[str, str]) -> list[tuple[Words, str]]:
    """Returns the fields in their order: what changed as "before → after", and what was said beside it.

    `lines` are the words of lines and business lines by code, as `own_words` gives them.
    """
    words = {key: _value(event, key, kept, lines) for key, kept in event.details.items() if key != "subject"}
    for key, (before, after) in event.changes.items():
        words[key] = _value(event, key, after, lines)
        if event.verb not in MAKING:
            words[key] = f"{_value(event, key, before, lines)} → {words[key]}"
    return [(FIELDS.get(key, key), words[key]) for key in sorted(words, key=lambda key: ORDER.get(key, len(ORDER)))]


def _value(event: SetupEvent, key: str, kept: str, lines: Mapping[str, str]) -> str:
    """Returns what is kept of a field in words."""
    if key in YES_OR_NO:
        return gettext("yes") if kept else gettext("no")
    if not kept:
        return gettext("none")
    if key in REMINDER_RULE:
        return str(REMINDER_RULE[key](kept))
    if key in {"lines", "line_id"}:
        return listed(lines.get(code, code) for code in kept.split(","))
    labels = KIND_LABELS.get(event.subject_kind, {}) if key == "kind" else LABELS.get(key, {})
    return str(labels.get(kept, kept))


def post_words(post: Post) -> str:
    """Returns a post as "Department head, First Department, 木垒县人民检察院"."""
    place = post.procuratorate or post.unit
    parts = [str(post.get_role_display()), post.department.name if post.department else "", str(place)]
    return " · ".join(part for part in parts if part)
