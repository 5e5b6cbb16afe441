"""Writes the ladders of reminding: the usual ones at the beginning, then what an administrator sets for all or for a procuratorate."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from notices.models import ReminderRule
from notices.rules import default_rules
from organs import permissions, promises
from organs.access import Access
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Refused, Stale
from suggestions.rules import duties, relations

FURTHEST, LONGEST_GRACE = 365, 60
# Who can be told: those who act in a case, those who answer for it, and the other side.
READERS = tuple(row.key for row in relations.ROWS if row.is_reminded)


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """A rung as a form gives it."""

    days: int
    grace: int
    relations: Sequence[str]
    channel: str
    is_enabled: bool = True


def seed(*, at: datetime) -> int:
    """Adds the usual ladders for all where there is no rule at all; returns how many rungs were added.

    Also called by every planning, so that an installation which is older than reminders begins with them: a migration
    would keep a second copy of the ladders, and one that an administrator emptied stays empty.
    """
    if ReminderRule.objects.exists():
        return 0
    rows = [
        ReminderRule(
            subject=subject,
            days=rule.days,
            grace=rule.grace,
            relations=_in_order(rule.relations),
            channel=rule.channel,
            made_at=at,
        )
        for subject, rules in default_rules.DEFAULT_RULES.items()
        for rule in rules
    ]
    return len(ReminderRule.objects.bulk_create(rows, ignore_conflicts=True))


def add(
    *, access: Access | None, at: datetime, procuratorate: Procuratorate | None, subject: str, draft: RuleDraft
) -> ReminderRule:
    """Adds a rung to the ladder of a procuratorate, or of all for None. Raises Refused at the field that is wrong."""
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    with transaction.atomic():
        rule = ReminderRule(procuratorate=procuratorate, subject=subject, made_at=at)
        _fill(rule, draft)
        _save(rule)
        _record(access, at, "add", rule, changes=setup_events.differences(after=_details(rule)))
    return rule


def change(
    *, access: Access | None, at: datetime, rule: ReminderRule, draft: RuleDraft, expected_change: int | None = None
) -> None:
    """Changes a rung; what it has said already stays said. Raises Refused, Stale."""
    permissions.require_administrator(access=access, procuratorate=rule.procuratorate)
    with transaction.atomic():
        locked = _claimed(rule, expected_change=expected_change)
        before = _details(locked)
        _fill(locked, draft)
        _save(locked)
        changes = setup_events.differences(before=before, after=_details(locked))
        if changes:
            _record(access, at, "change", locked, changes=changes)


def take_out(*, access: Access | None, at: datetime, rule: ReminderRule, expected_change: int | None = None) -> None:
    """Takes a rung out of its ladder. Without any rung left, a procuratorate falls back to the ladder above it."""
    permissions.require_administrator(access=access, procuratorate=rule.procuratorate)
    with transaction.atomic():
        locked = _claimed(rule, expected_change=expected_change)
        locked.retired_at = at
        locked.save(update_fields=["retired_at"])
        _record(access, at, "take out", locked, changes=setup_events.differences(before=_details(locked)))


def begin_own(*, access: Access | None, at: datetime, procuratorate: Procuratorate, subject: str) -> int:
    """Gives a procuratorate a ladder of its own, which begins as a copy of the one in force there; returns its rungs."""
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    with transaction.atomic():
        Procuratorate.objects.select_for_update(of=("self",)).get(pk=procuratorate.pk)
        held = in_force(procuratorate).get(subject, [])
        if not held or held[0].procuratorate_id == procuratorate.pk:
            raise Refused(_("There is no ladder here that could be copied."))
        for rule in held:
            add(access=access, at=at, procuratorate=procuratorate, subject=subject, draft=draft_of(rule))
    return len(held)


def end_own(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    subject: str,
    expected_change: int | None = None,
) -> int:
    """Takes out every rung of a procuratorate's own ladder, so that the one above holds again; returns how many.

    `expected_change` is the last change of the ladder that the question showed. Raises Stale when there was another since.
    """
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    own = ReminderRule.objects.in_use().filter(procuratorate=procuratorate, subject=subject)
    with transaction.atomic():
        rules = list(own.select_for_update())
        if expected_change is not None and last_change(rules) != expected_change:
            raise Stale(_("Somebody else changed this ladder meanwhile. Look at it as it is now, then decide."))
        for rule in rules:
            take_out(access=access, at=at, rule=rule)
    return len(rules)


def in_force(procuratorate: Procuratorate | None) -> dict[str, list[ReminderRule]]:
    """Returns the ladder of each subject that holds at a procuratorate: whole, of the nearest that has one."""
    rules_by_subject: dict[str, list[ReminderRule]] = {}
    for rule in ReminderRule.objects.holding_for(procuratorate).select_related("procuratorate"):
        rules = rules_by_subject.setdefault(rule.subject, [])
        if not rules or rules[0].procuratorate_id == rule.procuratorate_id:
            rules.append(rule)
    return rules_by_subject


def offered(subject: duties.Duty) -> tuple[str, ...]:
    """Returns who can be told of a subject: those to whom the case is shown by then, and the unit only of what is open to it."""
    office = {key for key in READERS if key != "unit" and subject.runs_in in relations.BY_KEY[key].stage.states}
    return tuple(key for key in READERS if key in office or (key == "unit" and subject.is_open))


def draft_of(rule: ReminderRule) -> RuleDraft:
    """Returns a rung as a form would give it."""
    return RuleDraft(
        days=rule.days, grace=rule.grace, relations=rule.relations, channel=rule.channel, is_enabled=rule.is_enabled
    )


def last_change(rules: Sequence[ReminderRule]) -> int:
    """Returns the last Set-up event about any rung of a ladder, zero when there is none."""
    return max(setup_events.last_of(rules).values(), default=0)


def is_own(rules: Sequence[ReminderRule], procuratorate: Procuratorate | None) -> bool:
    """Tells whether a ladder in force may be written on here: it is of the place itself, or there is none at all."""
    return not rules or rules[0].procuratorate_id == (procuratorate.pk if procuratorate else None)


def _claimed(rule: ReminderRule, *, expected_change: int | None) -> ReminderRule:
    setup_events.claim(rule, expected_change=expected_change)
    locked = ReminderRule.objects.select_related("procuratorate").get(pk=rule.pk)
    if locked.retired_at:
        raise Stale(_("Somebody else took this rung out meanwhile."))
    return locked


def _fill(rule: ReminderRule, draft: RuleDraft) -> None:
    """Sets the facts of a rung; raises Refused at the field that is wrong."""
    if rule.subject not in duties.REMINDED:
        raise Refused(_("There is no such subject of reminders."))
    if not -FURTHEST <= draft.days <= FURTHEST:
        raise Refused(_("Give at most %(most)d days.") % {"most": FURTHEST}, field="days")
    if not 0 <= draft.grace <= LONGEST_GRACE:
        raise Refused(_("Give at most %(most)d working days.") % {"most": LONGEST_GRACE}, field="grace")
    if draft.grace and draft.days <= 0:
        raise Refused(_("Grace is given after the due day only."), field="grace")
    if draft.days > 0 and duties.REMINDED[rule.subject].is_right:
        raise Refused(_("A right that was not used is not late: remind before its last day."), field="days")
    if not draft.relations or set(draft.relations) - set(READERS):
        raise Refused(_("Choose who is told."), field="relations")
    if "unit" in draft.relations and not duties.REMINDED[rule.subject].is_open:
        raise Refused(_("The unit does not know of this duty of the procuratorate."), field="relations")
    if draft.channel not in ReminderRule.Channel.values:
        raise Refused(_("Choose a channel."), field="channel")
    rule.days, rule.grace, rule.channel = draft.days, draft.grace, draft.channel
    rule.relations = _in_order(draft.relations)
    rule.is_enabled = draft.is_enabled


def _in_order(readers: Collection[str]) -> list[str]:
    """Returns the relations in the one order, by which who stands in two of them is named."""
    return [key for key in READERS if key in readers]


def _save(rule: ReminderRule) -> None:
    """Saves a rung; raises Refused when the ladder has one for its day, be it from this moment."""
    with promises.kept():
        rule.save()


def _details(rule: ReminderRule) -> dict[str, object]:
    """Returns the facts of a rung as the trace keeps them: keys, to be worded where they are read."""
    return {
        "when": _when(rule),
        "readers": rule.relations,
        "channel": rule.channel,
        "switch": "on" if rule.is_enabled else "off",
    }


def _when(rule: ReminderRule) -> str:
    return f"{rule.days:+d}/{rule.grace}"


def _record(
    access: Access | None, at: datetime, verb: str, rule: ReminderRule, *, changes: setup_events.Changes
) -> None:
    details = {"subject": rule.subject, "place": rule.procuratorate.name if rule.procuratorate else ""}
    if "when" not in changes:  # it tells one rung of a ladder from the others
        details["when"] = _when(rule)
    setup_events.record(access=access, at=at, verb=verb, subject=rule, changes=changes, details=details)
