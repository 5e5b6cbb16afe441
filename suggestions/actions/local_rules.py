"""Adopts a local rule on the period of the reply for one procuratorate, or gives it up, each with a day and reasons (P19 Art. 19)."""

import re
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organs import clock, days, permissions
from organs.access import Access
from organs.actions import setup_events
from organs.days import DayMeaning
from organs.models import Procuratorate
from organs.refusals import Refused, Stale
from suggestions.models import LocalRule, ProblemCategory
from suggestions.rules import term_rows
from suggestions.rules.term_rows import Term

#: What a full title is known by: book-title marks, or eight characters and more with a place among them.
FULL_TITLE = re.compile(r"《[^《》]{4,}》|^(?=.{8,}).*[省市区县州旗盟]")


def fitting(procuratorate: Procuratorate) -> list[Term]:
    """Returns the local rows in whose area the procuratorate lies; without an area there is none."""
    return [
        term
        for term in term_rows.TERMS
        if term.is_local and procuratorate.region_code and procuratorate.region_code.startswith(term.region)
    ]


def adopt(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    term: str,
    title: str,
    provision: str,
    subject: ProblemCategory | None,
    from_on: date,
    reason: str,
) -> LocalRule:
    """Adopts a rule for the letters of its subject whose investigation is decided from that day on."""
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    row = next((each for each in fitting(procuratorate) if each.key == term), None)
    if row is None:
        raise Refused(_("This rule is not one of the area of this procuratorate."), field="term")
    if from_on < row.valid_from:
        raise Refused(_("The rule is in force from %(day)s.") % {"day": row.valid_from.isoformat()}, field="from_on")
    _require_to_come(from_on, at=at, field="from_on")
    if not FULL_TITLE.search(title.strip()):
        raise Refused(
            _("Write the full title of the rule, as it was published: in 《》, or with the place that made it."),
            field="title",
        )
    if not provision.strip():
        raise Refused(_("Write the article that sets the period."), field="provision")
    if subject is None:
        raise Refused(_("Choose the subject of which the rule speaks: it governs no other letters."), field="subject")
    if not reason.strip():
        raise Refused(_("Write on what the adoption rests."), field="reason")
    with transaction.atomic():
        setup_events.claim(procuratorate, expected_change=None)
        later = Q(until_on__isnull=True) | Q(until_on__gte=from_on)
        if LocalRule.objects.filter(later, procuratorate=procuratorate, term=term).exists():
            raise Stale(_("This rule is adopted already."))
        rule = LocalRule.objects.create(
            procuratorate=procuratorate,
            term=term,
            title=title.strip(),
            provision=provision.strip(),
            subject=subject,
            from_on=from_on,
            reason=reason.strip(),
            adopted_by_id=access.person_id if access else None,
            adopted_at=at,
        )
        setup_events.record(
            access=access,
            at=at,
            verb="adopt rule",
            subject=procuratorate,
            changes=setup_events.differences(after={"rule": term, "from": from_on, "title": title.strip()}),
            details={"reason": reason.strip()},
        )
    return rule


def give_up(*, access: Access | None, at: datetime, rule: LocalRule, until_on: date, reason: str) -> None:
    """Gives a rule up after a day; letters whose investigation was decided until then keep it."""
    permissions.require_administrator(access=access, procuratorate=rule.procuratorate)
    if until_on < rule.from_on:
        raise Refused(_("The last day lies before the first day."), field="until_on")
    _require_to_come(until_on, at=at, field="until_on")
    if not reason.strip():
        raise Refused(_("Write why the rule is given up."), field="reason")
    with transaction.atomic():
        given_up = LocalRule.objects.filter(pk=rule.pk, until_on__isnull=True).update(
            until_on=until_on,
            until_reason=reason.strip(),
            given_up_by_id=access.person_id if access else None,
            given_up_at=at,
        )
        if not given_up:
            raise Stale(_("This rule was given up already."))
        setup_events.record(
            access=access,
            at=at,
            verb="give up rule",
            subject=rule.procuratorate,
            changes=setup_events.differences(after={"until": until_on}),
            details={"rule": rule.term, "reason": reason.strip()},
        )


def _require_to_come(on: date, *, at: datetime, field: str) -> None:
    """Raises Refused for a day that has passed: a letter that was printed meanwhile says what held then."""
    days.require(on, meaning=DayMeaning.COMING, today=clock.civil_day(at), field=field)
