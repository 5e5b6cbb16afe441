"""`manage.py remind [--on DAY] [--dry-run]`: what the periodic job does, once, or only the list of what it would send."""

from argparse import ArgumentParser
from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from notices.actions import reminding
from notices.models import OwnReminder, ReminderRule
from notices.queries import reminder_outlook
from organs import clock
from suggestions.models import Clock

MOST = 100_000


class Command(BaseCommand):
    help = "Plans and delivers the reminders that are due. Run again, it sends nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="as if it were that day, YYYY-MM-DD (default: today)")
        parser.add_argument("--dry-run", action="store_true", help="lists what would go out and writes nothing")

    def handle(self, *, on: date | None, dry_run: bool, **options: object) -> None:
        if dry_run:
            self.list(on or clock.today())
            return
        if on is not None and on > clock.today():
            raise CommandError(
                "What is sent cannot be taken back: a day to come can only be looked at, with --dry-run."
            )
        at = datetime.combine(on, time(12), timezone.get_default_timezone()) if on else clock.now()
        planned = reminding.plan(at=at)
        sent = reminding.deliver(at=at) + reminding.deliver_own(at=at)
        self.stdout.write(f"{planned} planned, {sent} delivered")

    def list(self, on: date) -> None:
        """Prints one line for each reminder: day, clock, due day, whom the rung tells."""
        rows = reminder_outlook.outlook(today=on, until=on).on(on, most=MOST)
        clocks = Clock.objects.in_bulk({row.clock_id for row in rows})
        rules = ReminderRule.objects.in_bulk({row.rule_id for row in rows})
        for row in rows:
            running, rule = clocks[row.clock_id], rules[row.rule_id]
            readers = ", ".join(rule.relations)
            self.stdout.write(f"{row.planned_for}  {running.suggestion_id}.{running.term}  due {row.due_on}  {readers}")
        own = OwnReminder.objects.open().filter(remind_on__lte=on).count()
        self.stdout.write(f"{len(rows)} would go out on {on}, and {own} that persons set for themselves")
