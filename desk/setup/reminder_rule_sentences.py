"""What a step on a ladder of reminding means, in words, so that it is read before it is done."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import reminder_rule_words
from notices.actions import reminder_rules
from notices.models import Reminder, ReminderRule
from organs.models import Procuratorate
from organs.words import clauses, is_chinese
from suggestions.rules import duties
from suggestions.rules.duties import Duty


def numbers(subject: Duty) -> str:
    said = [_("The numbers are the office's own, not law: they move no due day.")]
    if subject.is_right:
        said.append(_("This is a right, not a duty: it lapses, and nobody is late."))
    return sentences(*said)


def rule(rule: ReminderRule) -> str:
    """Returns a rung and of what it reminds as a sentence."""
    return _("%(subject)s, %(rung)s.") % {"subject": duties.REMINDED[rule.subject].label, "rung": _words(rule)}


def taking_out(rule: ReminderRule) -> list[str]:
    """Says what taking a rung out does to what is planned, and to its ladder when it is the last."""
    planned = Reminder.objects.open().filter(rule=rule).count()
    words = ngettext(
        "%(count)d planned reminder is cancelled; those that went out stay.",
        "%(count)d planned reminders are cancelled; those that went out stay.",
        planned,
    )
    said = [words % {"count": planned} if planned else _("Nothing is planned by it; reminders that went out stay.")]
    rules = ReminderRule.objects.in_use().filter(procuratorate=rule.procuratorate_id, subject=rule.subject)
    if not rules.exclude(pk=rule.pk).exists():
        said += [_("It is the last rung of this ladder."), then(rule.procuratorate, rule.subject)]
    return said


def then(procuratorate: Procuratorate | None, subject: str) -> str:
    """Says what holds at a place without a ladder of its own."""
    if procuratorate is None:
        return _("Nobody is reminded of this duty then, but where a procuratorate has a ladder of its own.")
    above = reminder_rules.in_force(procuratorate.parent).get(subject, [])
    if not above:
        return _("Nobody is reminded of this duty then.")
    whose = reminder_rule_words.whose(above[0].procuratorate, here=procuratorate)
    rules = clauses(_words(rule) for rule in above)
    return _("Then the ladder %(whose)s holds: %(rungs)s.") % {"whose": whose, "rungs": rules}


def _words(rule: ReminderRule) -> str:
    words = {
        "when": reminder_rule_words.when(rule.days, rule.grace),
        "told": reminder_rule_words.readers(rule.relations),
    }
    return _("%(when)s: %(told)s") % words


def sentences(*said: str) -> str:
    return ("" if is_chinese() else " ").join(said)
