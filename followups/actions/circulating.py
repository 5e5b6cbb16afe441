"""Issues circulars to the offices below, which take notice each once (P19 Art. 29)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from followups.models import Acknowledgement, Circular
from followups.rules import guidance
from organs import clock, days, promises
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Procuratorate
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.rules import number_patterns

LONGEST = {"number": 60, "title": 200, "text": 20000}


@dataclass(frozen=True, kw_only=True)
class CircularDraft:
    """What a circular says, under which number, and of which day."""

    number: str
    title: str
    text: str
    issued_on: date


def offices(access: Access) -> list[Procuratorate]:
    """Returns the offices for which the person may issue a circular: each has offices below it."""
    own = {post.procuratorate_id for post in access.holding(*guidance.CIRCULATING) if post.procuratorate_id}
    return list(Procuratorate.objects.current().filter(pk__in=own, children__closed_on__isnull=True).distinct())


def issue(*, access: Access, at: datetime, office: Procuratorate, draft: CircularDraft) -> Circular:
    """Issues a circular to all offices below. Raises NotAllowed without the post, Refused for what is missing or not meant."""
    if office not in offices(access):
        raise NotAllowed(
            _("The chief procurator of an office with offices below it issues its circulars."),
            article=_("Provisions, Art. 29"),
        )
    days.require(draft.issued_on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="issued_on")
    texts = {name: getattr(draft, name).strip() for name in LONGEST}
    for name, text in texts.items():
        _require_said(name, text)
    texts["number"] = number_patterns.normalised(texts["number"])
    with promises.kept():
        return Circular.objects.create(
            office=office,
            origin=access.origin,
            issued_on=draft.issued_on,
            issued_by_id=access.person_id,
            issued_name=access.name,
            recorded_at=at,
            **texts,
        )


def _require_said(name: str, text: str) -> None:
    if not text:
        raise Refused(_("This is asked for."), field=name)
    if len(text) > LONGEST[name]:
        raise Refused(_("Write at most %d characters.") % LONGEST[name], field=name)
    if number := guidance.personal_number(text):
        raise Refused(_("A circular names institutions alone; this is a person's number: %s") % number, field=name)


def own_addressees(access: Access, circular: Circular) -> list[Procuratorate]:
    """Returns the offices for which the person may still take notice of the circular."""
    own = {post.procuratorate_id for post in access.holding(*guidance.ACKNOWLEDGING) if post.procuratorate_id}
    return list(circular.addressees().filter(pk__in=own).exclude(pk__in=circular.acknowledged.values("office_id")))


def acknowledge(*, access: Access, at: datetime, circular: Circular) -> list[Acknowledgement]:
    """Takes notice for every own office that has not yet. Raises NotAllowed where there is none, Stale where another was first."""
    found = own_addressees(access, circular)
    if not found:
        raise NotAllowed(_("A head, case management or the chief procurator takes notice once for an office below."))
    try:
        with transaction.atomic():
            return [
                Acknowledgement.objects.create(
                    circular=circular,
                    office=office,
                    person_id=access.person_id,
                    person_name=access.name,
                    acknowledged_on=clock.civil_day(at),
                    recorded_at=at,
                )
                for office in found
            ]
    except IntegrityError as error:
        raise Stale(_("Somebody took notice of this circular for the office meanwhile.")) from error
