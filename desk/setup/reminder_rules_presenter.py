"""The ladders of reminding in force at a place, as Set-up shows them: each subject with its rungs, and what may be done with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from desk import reminder_rule_words
from desk.components import Action
from notices.actions import reminder_rules
from notices.models import ReminderRule
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.words import Words, listed
from suggestions.rules import duties
from suggestions.rules.duties import Duty

# In addresses the ladders for all stand in the place of a procuratorate.
ALL = 0
NAMED = 5


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """One rung in words; the addresses are empty where it is not of the place itself."""

    when: str
    readers: str
    channel: Words
    is_enabled: bool
    change: str = ""
    take_out: str = ""
    switch: Action | None = None


@dataclass(frozen=True, kw_only=True)
class SubjectRules:
    """One subject: whose ladder is in force, who below does not follow it, its rungs, and the addresses of what may be done."""

    key: str
    label: Words
    whose: str
    apart: str
    is_right: bool
    rules: Sequence[RuleRow]
    add: str = ""
    begin: str = ""
    end: str = ""


def page_of(procuratorate: Procuratorate | None) -> str:
    return reverse("setup-reminders-of", args=[procuratorate.pk if procuratorate else ALL])


def at_subject(procuratorate: Procuratorate | None, subject: str) -> str:
    """Returns the address of one subject on the page."""
    return f"{page_of(procuratorate)}#{subject}"


def shown(procuratorate: Procuratorate | None, *, within: QuerySet[Procuratorate]) -> list[SubjectRules]:
    """Returns the ladder of every subject at a procuratorate, or those for all; `within` bounds which places are named."""
    held = reminder_rules.in_force(procuratorate)
    own = [rule for rules in held.values() if reminder_rules.is_own(rules, procuratorate) for rule in rules]
    last_changes = setup_events.last_of(own)
    apart = _apart(procuratorate, within)
    return [
        _subject_rules(procuratorate, subject, held.get(subject.key, []), last_changes, apart.get(subject.key, []))
        for subject in duties.REMINDED.values()
    ]


def _apart(procuratorate: Procuratorate | None, within: QuerySet[Procuratorate]) -> dict[str, list[str]]:
    """Names for each subject the procuratorates below that have a ladder of their own."""
    rules = ReminderRule.objects.in_use().filter(procuratorate__in=within.order_by())
    if procuratorate is not None:
        rules = rules.filter(**{f"procuratorate__anc{procuratorate.depth}": procuratorate.pk})
        rules = rules.exclude(procuratorate=procuratorate)
    found: dict[str, list[str]] = {}
    rows = rules.order_by("procuratorate__code").values_list("subject", "procuratorate__code", "procuratorate__name")
    for subject, _code, name in rows.distinct():
        found.setdefault(subject, []).append(name)
    return found


def _subject_rules(
    procuratorate: Procuratorate | None,
    subject: Duty,
    rules: Sequence[ReminderRule],
    last_changes: dict[int, int],
    apart: Sequence[str],
) -> SubjectRules:
    def address(name: str) -> str:
        return reverse(name, args=[procuratorate.pk if procuratorate else ALL, subject.key])

    is_own = reminder_rules.is_own(rules, procuratorate)
    return SubjectRules(
        key=subject.key,
        label=subject.label,
        whose=reminder_rule_words.whose(rules[0].procuratorate, here=procuratorate) if rules else "",
        apart=_named(apart),
        is_right=subject.is_right,
        rules=list(_rule_rows(rules, last_changes)),
        add=address("setup-reminder-rule-new") if is_own else "",
        begin="" if is_own else address("setup-reminder-rules-begin"),
        end=address("setup-reminder-rules-end") if is_own and rules and procuratorate else "",
    )


def _named(places: Sequence[str]) -> str:
    """Returns the first few names, and how many more there are."""
    if not places:
        return ""
    names = listed(places[:NAMED])
    if len(places) > NAMED:
        names = _("%(names)s and %(count)d more") % {"names": names, "count": len(places) - NAMED}
    return _("not at %(places)s") % {"places": names}


def _rule_rows(rules: Sequence[ReminderRule], last_changes: dict[int, int]) -> Iterator[RuleRow]:
    for rule in rules:
        words = {
            "when": reminder_rule_words.when(rule.days, rule.grace),
            "readers": reminder_rule_words.readers(rule.relations),
            "channel": rule.get_channel_display(),
            "is_enabled": rule.is_enabled,
        }
        if rule.pk not in last_changes:
            yield RuleRow(**words)
            continue
        yield RuleRow(
            **words,
            change=reverse("setup-reminder-rule", args=[rule.pk]),
            take_out=reverse("setup-reminder-rule-take-out", args=[rule.pk]),
            switch=Action(
                label=_("Switch off") if rule.is_enabled else _("Switch on"),
                href=reverse("setup-reminder-rule-switch", args=[rule.pk]),
                is_post=True,
                fields=[("expected_change", str(last_changes[rule.pk]))],
            ),
        )
