"""Rules of reminding, the reminders that they plan, and those that a person sets for oneself."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from organs.models import Person, Procuratorate
from organs.words import Words
from suggestions.models import Clock, Suggestion
from suggestions.rules import duties


def reminder_subjects() -> list[tuple[str, Words]]:
    """Returns the duties that rules remind of, as choices; a function, so that new words need no migration."""
    return [(duty.key, duty.label) for duty in duties.REMINDED.values()]


class ReminderRuleQuerySet(models.QuerySet["ReminderRule"]):
    def in_use(self) -> "ReminderRuleQuerySet":
        """Returns the rungs that were not taken out, those switched off among them."""
        return self.filter(retired_at__isnull=True)

    def holding_for(self, procuratorate: Procuratorate | None) -> "ReminderRuleQuerySet":
        """Returns the rungs of a procuratorate, of those above it and of all, the nearest first; for None those of all."""
        above = [pk for pk in procuratorate.ancestors if pk] if procuratorate else []
        own = Q(procuratorate__isnull=True) | Q(procuratorate_id__in=above)
        nearest = F("procuratorate__depth").desc(nulls_last=True)
        return self.in_use().filter(own).order_by("subject", nearest, "days", "grace")


class ReminderRule(models.Model):
    """One rung of a ladder: when it speaks, whom it tells, and by which channel. A number of the office, never of the law.

    `procuratorate` None: it holds for all. The nearest procuratorate from below that has rungs for a subject rules it
    whole. The day is the due day plus `days` (negative: before), and then so many working days of `grace`. The inbox is
    always told; the channel says whether an e-mail follows. What was told keeps its rung: one taken out is `retired_at`.
    """

    class Channel(models.TextChoices):
        INBOX = "inbox", _("Inbox only")
        DIGEST = "digest", _("Inbox, and the daily e-mail")
        URGENT = "urgent", _("Inbox, and an e-mail at once, by day")

    procuratorate = models.ForeignKey(
        Procuratorate, null=True, blank=True, on_delete=models.PROTECT, related_name="reminder_rules"
    )
    subject = models.CharField(max_length=20, choices=reminder_subjects)
    days = models.SmallIntegerField()
    grace = models.PositiveSmallIntegerField(default=0)
    relations = ArrayField(models.CharField(max_length=16))
    channel = models.CharField(max_length=8, choices=Channel)
    is_enabled = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        ordering = ["subject", "days", "grace", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procuratorate", "subject", "days", "grace"],
                condition=Q(retired_at__isnull=True),
                nulls_distinct=False,
                name="a_subject_never_has_the_same_rule_twice",
            ),
            models.CheckConstraint(name="grace_is_only_given_after_the_due_day", condition=Q(grace=0) | Q(days__gt=0)),
            models.CheckConstraint(name="a_reminder_rule_always_tells_somebody", condition=Q(relations__len__gt=0)),
            models.CheckConstraint(
                name="nobody_is_ever_called_late_for_a_right_that_lapsed",
                condition=~Q(subject="objection") | Q(days__lte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.days:+d} {self.grace}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def open(self) -> "ReminderQuerySet":
        """Returns what is planned and not yet told, folded or cancelled."""
        return self.filter(is_open=True)

    def over(self) -> "ReminderQuerySet":
        """Returns those whose duty was met, or whose day was moved, since they were planned."""
        return self.exclude(clock__stopped_on=None, due_on=Coalesce("clock__agreed_on", "clock__due_on"))

    def of_clocks(self, clocks: Iterable[Clock]) -> "ReminderQuerySet":
        """Returns all that was ever planned for these clocks, by the two indexes that part what holds from what was cancelled."""
        keys = [clock.pk for clock in clocks]
        return self.filter(Q(clock__in=keys, cancelled_at__isnull=True) | Q(clock__in=keys, cancelled_at__isnull=False))


class Reminder(models.Model):
    """That a rung is to speak of a clock's due day; a row may come to one end only, and its state is read from its columns.

    Sent (`told_count` people found it in the inbox; 0: nobody stood there), folded into a later rung of the same clock
    (`superseded_by`), or cancelled because what it spoke of is no longer so.
    """

    class Because(models.TextChoices):
        STOPPED = "stopped", _("the clock was stopped")
        MOVED = "moved", _("the day was moved")
        RULE = "rule", _("the rule or the calendar was changed")
        LAPSED = "lapsed", _("the right had lapsed")

    # Its keys are copied from the rows themselves by the statements that plan and fold, and the application's role deletes none
    # of those (`procuracy/roles.py`): not checked row by row again.
    rule = models.ForeignKey(
        ReminderRule, on_delete=models.PROTECT, related_name="reminders", db_index=False, db_constraint=False
    )
    clock = models.ForeignKey(
        Clock, on_delete=models.PROTECT, related_name="reminders", db_index=False, db_constraint=False
    )
    due_on = models.DateField()
    planned_for = models.DateField()
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    told_count = models.PositiveIntegerField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded",
        db_index=False,
        db_constraint=False,
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=8, choices=Because, blank=True)
    is_open = models.GeneratedField(
        expression=Q(sent_at__isnull=True, superseded_by__isnull=True, cancelled_at__isnull=True),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["planned_for", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "rule", "due_on"],
                condition=Q(cancelled_at__isnull=True),
                name="a_reminder_rule_never_speaks_twice_of_one_due_day",
            ),
            models.CheckConstraint(
                name="a_reminder_never_comes_to_two_ends",
                condition=(Q(sent_at__isnull=True) & (Q(superseded_by__isnull=True) | Q(cancelled_at__isnull=True)))
                | Q(superseded_by__isnull=True, cancelled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_reminder_is_cancelled_exactly_for_a_reason",
                condition=Q(cancelled_at__isnull=True, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
            ),
            models.CheckConstraint(
                name="a_sent_reminder_always_says_how_many_it_told",
                condition=Q(sent_at__isnull=True, told_count__isnull=True)
                | Q(sent_at__isnull=False, told_count__isnull=False),
            ),
        ]
        # As few as possible: a hundred thousand rows are written and marked in one run.
        indexes = [
            models.Index(fields=["planned_for"], name="reminder_open", condition=Q(is_open=True)),
            models.Index(fields=["clock"], name="reminder_cancelled", condition=Q(cancelled_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.planned_for}"


class OwnReminderQuerySet(models.QuerySet["OwnReminder"]):
    def visible_to(self, access) -> "OwnReminderQuerySet":
        """Returns what the person set for oneself; nobody else ever sees it."""
        return self.filter(person_id=access.person_id)

    def open(self) -> "OwnReminderQuerySet":
        return self.filter(sent_at__isnull=True, cancelled_at__isnull=True)


class OwnReminder(models.Model):
    """A day on which a person wants to be reminded of a suggestion, with a note, both for nobody else."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="own_reminders")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="+")
    remind_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = OwnReminderQuerySet.as_manager()

    class Meta:
        ordering = ["remind_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="an_own_reminder_never_comes_to_two_ends",
                condition=Q(sent_at__isnull=True) | Q(cancelled_at__isnull=True),
            )
        ]
        indexes = [
            models.Index(
                fields=["remind_on"],
                name="own_reminder_open",
                condition=Q(sent_at__isnull=True, cancelled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.remind_on}"
