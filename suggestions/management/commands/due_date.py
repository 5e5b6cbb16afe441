"""`manage.py due_date TERM RECEIVED`: the due day on the first line, why it is that day below; writes nothing."""

from argparse import ArgumentParser
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils.translation import gettext as _

from suggestions.actions import clocks
from suggestions.models import CalendarYear
from suggestions.rules import derivation_words, partial_dates, rest_days, terms
from suggestions.rules.counting import count
from suggestions.rules.derivations import CountedTerm
from suggestions.rules.partial_dates import ImpossibleDate, Precision
from suggestions.rules.rest_days import RestDays
from suggestions.rules.term_rows import BASIS_LABELS, OWES_LABELS, STATUS_LABELS, TERMS, Status, Term
from suggestions.rules.terms import NotInForce, UnknownTerm


class Command(BaseCommand):
    help = "Counts a term from the day of its start event: the due day as YYYY-MM-DD, and below it why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("term", nargs="?", help="a term, such as reply or filing; --list names all")
        parser.add_argument("received", nargs="?", help="the day of the start event, as 2023-10-24")
        parser.add_argument("--region", default="", help="administrative code of the place, such as 65 or 653125")
        parser.add_argument("--list", action="store_true", help="the terms with their length, start and article")

    def handle(self, **options: str) -> None:
        if options["list"]:
            for term in TERMS:
                self.stdout.write(_row(term))
            return
        if not options["term"] or not options["received"]:
            raise CommandError(_("Name a term and a day: due_date reply 2023-10-24. --list names the terms."))
        if options["region"] and not options["region"].isdecimal():
            raise CommandError(_("A region is an administrative code, such as 65 or 653125."))
        received = _day(options["received"])
        term = _term(options["term"], on=received)
        counted = _counted(term, received, region=options["region"])
        self.stdout.write(counted.due_on.isoformat())
        for line in (*_about(term, region=options["region"]), *derivation_words.lines(counted)):
            self.stdout.write(line)


def _day(words: str) -> date:
    try:
        known = partial_dates.parse(words)
    except ImpossibleDate as error:
        raise CommandError(str(error))
    if known.precision is not Precision.DAY:
        raise CommandError(_("A term is counted from a day, not from a month or a year: write 2023-10-24."))
    return known.value


def _term(key: str, *, on: date) -> Term:
    try:
        term = terms.find(key, on=on)
    except UnknownTerm as error:
        raise CommandError(f"{error} " + _("--list names the terms."))
    except NotInForce as error:
        raise CommandError(str(error))
    if term.length is None:
        raise CommandError(
            _("“%(term)s” has no length of its own (%(article)s): nothing can be counted.")
            % {"term": term.key, "article": term.article}
        )
    return term


def _counted(term: Term, received: date, *, region: str) -> CountedTerm:
    assert term.length is not None
    return count(
        start=received,
        length=term.length,
        days=_calendar(received),
        region=region or None,
        make_up_days_work=settings.MAKE_UP_DAYS_WORK,
    )


def _calendar(received: date) -> RestDays:
    """Returns the calendar as it is entered; before anything is, the published years that the installation brings along."""
    if _is_entered():
        return clocks.rest_days(first=received, last=received)
    return RestDays(
        rows=rest_days.seed_rows(),
        published_years=rest_days.seed_years(),
        regional_days_move_deadlines=settings.REGIONAL_DAYS_MOVE_DEADLINES,
    )


def _is_entered() -> bool:
    """Tells whether the calendar is loaded; an installation that was not even set up can count all the same."""
    try:
        return CalendarYear.objects.exists()
    except ProgrammingError:
        return False


def _about(term: Term, *, region: str) -> list[str]:
    """Returns what the counting rests on: the rule, who owes the duty, and what of the region is not applied."""
    assert term.length is not None
    found = [
        f"{term.label}: {term.length.text()} · {OWES_LABELS[term.owes]} · {term.article} · {BASIS_LABELS[term.basis]}"
    ]
    if term.status is not Status.LIVE:
        found.append(f"{term.key}: {STATUS_LABELS[term.status]}")
    if region and not settings.REGIONAL_DAYS_MOVE_DEADLINES:
        found.append(
            _("Regional holidays of %(region)s do not move deadlines: the switch is off.") % {"region": region}
        )
    return found


def _row(term: Term) -> str:
    length = term.length.text() if term.length else "—"
    valid = f"{term.valid_from.isoformat()}–{term.valid_to.isoformat() if term.valid_to else ''}"
    parts = (term.key, length, OWES_LABELS[term.owes], term.label, term.article, valid, STATUS_LABELS[term.status])
    return "\t".join(str(part) for part in parts)
