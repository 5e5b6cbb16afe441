"""What a figure or a filter may ask of a suggestion or of a measure; the figures themselves are rows of figures.py.

A condition that depends on the day takes it as `on`. Overdue, ageing and margins are derived from clocks, never stored.
"""

from datetime import date, timedelta

from django.db.models import (
    Case,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual

from followups.models import Assessment, Finding, Found, Outcome, Reply, Urging
from organs.origins import Origin
from suggestions.models import Clock, Event, Filing, Measure, Objection, standing
from suggestions.rules import duties, part_names, states

# A pair of days, first and last, counted from the due day; None is open.
Band = tuple[int, int | None]


REPLY_TERMS = sorted(duties.REPLY.terms)
FILING_TERMS = sorted(duties.FILING.terms)
JUDGEMENT_TERMS = sorted(duties.JUDGING.terms)
OBJECTION_TERMS = sorted(duties.ANSWER_OBJECTION.terms)

# A sole trader bears a person's name and is left out of analysis (design 4.9).
NO_SOLE_TRADER = Q(unit__is_sole_trader=False)

IN_FORCE = sorted(states.DOCUMENT.of("in force"))
UNDECIDED = sorted(states.OBJECTION.of("undecided"))
ISSUED = Q(document_state__in=IN_FORCE)
EVER_ISSUED = ISSUED | Q(document_state="withdrawn")
SERVED = Q(document_state="served")
WITHDRAWN = Q(document_state="withdrawn")
# In whatever round: a second round empties the day on the suggestion, not the reply. Of published ones only the day or state is known.
REPLIED = (
    Q(Exists(Reply.objects.filter(suggestion_id=OuterRef("pk"))))
    | Q(replied_on__isnull=False)
    | Q(reply_state__in=sorted(states.REPLY.of("judged") | {"received"}))
)
NO_REPLY = Q(reply_state="none")

_JUDGEMENTS = Assessment.objects.filter(suggestion_id=OuterRef("pk"), countersigned_at__isnull=False).exclude(
    verdict="none"
)
_LAST_OUTCOME = Subquery(_JUDGEMENTS.order_by("-id").values("outcome")[:1])


def judged(outcome: str) -> Q:
    """Returns that this is the outcome; in a new round the former judgement counts until the next."""
    return Q(outcome=outcome) | (Q(outcome="") & Q(Exact(_LAST_OUTCOME, Value(outcome))))


ADOPTED = judged(Outcome.ADOPTED)
PARTLY = judged(Outcome.PARTLY)
NOT_ADOPTED = judged(Outcome.NOT) & ~NO_REPLY
NOT_JUDGED = Q(outcome="") & ~Q(Exists(_JUDGEMENTS)) & ~NO_REPLY


def clock(term_keys: tuple[str, ...], **criteria: object) -> Q:
    """Returns that the suggestion has a clock of one of the terms that fits the criteria."""
    return Q(Exists(Clock.objects.filter(suggestion_id=OuterRef("pk"), term__in=term_keys, **criteria)))


def duty_runs(**criteria: object) -> Q:
    """Returns that the clock of a duty runs that fits the criteria; a right that was not used is no duty."""
    owed = Clock.objects.running().of_duties()
    return Q(Exists(owed.filter(suggestion_id=OuterRef("pk"), **criteria)))


def handled_by_nobody(on: date) -> Q:
    """Returns that something is still to be done, and the handling prosecutor has no post in the place on that day."""
    is_own = ~Q(origin=Origin.PUBLISHED) & ~Q(document_state__in=sorted(states.DOCUMENT.of("ended unissued")))
    return is_own & standing.to_do() & standing.handled_by_nobody(on)


def _first_reply_clocks() -> QuerySet[Clock]:
    """Returns the clocks of a first reply: what a modification asks anew has a later one, even in the same round."""
    # One that bears the name of a service was called back with it, and never ran.
    own = Clock.objects.filter(term__in=REPLY_TERMS).exclude(about__startswith=part_names.beginning("service"))
    earlier = own.filter(suggestion_id=OuterRef("suggestion_id"), pk__lt=OuterRef("pk"))
    return own.filter(~Exists(earlier))


def first_reply(**criteria: object) -> Q:
    """Returns that the clock of the first reply fits the criteria."""
    return Q(Exists(_first_reply_clocks().filter(suggestion_id=OuterRef("pk"), **criteria)))


def matured(on: date) -> Q:
    """Returns that the legal day of the first reply has come."""
    return SERVED & first_reply(due_on__lte=on)


def replied_in_time(on: date) -> Q:
    return SERVED & REPLIED & first_reply(due_on__lte=on, stopped_on__lte=F("due_on"))


def replied_late(on: date) -> Q:
    return SERVED & REPLIED & first_reply(due_on__lte=on, stopped_on__gt=F("due_on"))


def overdue(on: date) -> Q:
    """Returns that a reply is owed now, in whatever round, and its legal day has passed."""
    return SERVED & clock(REPLY_TERMS, stopped_on__isnull=True, due_on__lt=on)


def late_by(term_keys: tuple[str, ...], band: Band, on: date) -> Q:
    """Returns that a duty still open is so many days late; days below one are days ahead."""
    return clock(term_keys, stopped_on__isnull=True, **_due_between(band, on))


def open_in_time(term_keys: tuple[str, ...], on: date) -> Q:
    """Returns that a duty is open and its day has not passed."""
    return clock(term_keys, stopped_on__isnull=True, due_on__gte=on)


def _due_between(band: Band, on: date) -> dict[str, date]:
    first, last = band
    criteria = {"due_on__lte": on - timedelta(days=first)}
    if last is not None:
        criteria["due_on__gte"] = on - timedelta(days=last)
    return criteria


def replied_with_margin(shortest: int | None, longest: int | None) -> Q:
    """Returns that the first reply came between so many days before its due day; negative days are days late.

    Where it was recorded meanwhile that none came, its clock stopped before the late reply: that counts from its receipt.
    """
    received = Reply.objects.filter(suggestion_id=OuterRef("suggestion_id")).order_by("id").values("received_on")[:1]
    came_on = Case(
        When(stopped_on__lte=F("due_on"), then=F("stopped_on")), default=Coalesce(Subquery(received), F("stopped_on"))
    )
    margin = ExpressionWrapper(F("due_on") - came_on, output_field=DurationField())
    clocks = _first_reply_clocks().filter(suggestion_id=OuterRef("pk"), stopped_on__isnull=False)
    clocks = clocks.annotate(margin=margin)
    if shortest is not None:
        clocks = clocks.filter(margin__gte=timedelta(days=shortest))
    if longest is not None:
        clocks = clocks.filter(margin__lte=timedelta(days=longest))
    return SERVED & REPLIED & Q(Exists(clocks))


URGED = Q(Exists(Urging.objects.filter(suggestion_id=OuterRef("pk"))))
HAS_FILING = Q(Exists(Filing.objects.filter(suggestion_id=OuterRef("pk")))) & clock(FILING_TERMS)


def filing_late(on: date) -> Q:
    """Returns that the letter was filed after its day, or has not been filed and the day has passed."""
    missed = clock(FILING_TERMS, stopped_on__isnull=True, due_on__lt=on)
    return HAS_FILING & (missed | clock(FILING_TERMS, stopped_on__gt=F("due_on")))


OBJECTED = Q(Exists(Objection.objects.filter(suggestion_id=OuterRef("pk"))))
OBJECTION_OPEN = Q(Exists(Objection.objects.filter(suggestion_id=OuterRef("pk"), state__in=UNDECIDED)))


def took(track: str, step: str) -> Q:
    """Returns that a step was taken at least once."""
    return Q(Exists(Event.objects.filter(suggestion_id=OuterRef("pk"), track=track, step=step)))


LIVE_STATES = sorted(states.MEASURE.of("live"))
LOOKED_BACK_STATES = sorted(states.MEASURE.of("looked back"))
VERIFIED_STATES = sorted(states.MEASURE.of("verified"))
CLAIMED_STATES = sorted(states.MEASURE.of("claim").union(VERIFIED_STATES))
PROMISED_STATES = sorted(states.MEASURE.of("promise").union(CLAIMED_STATES))

_MEASURES = Measure.objects.filter(suggestion_id=OuterRef("pk"), state__in=LIVE_STATES)
ALL_VERIFIED = Q(Exists(_MEASURES)) & ~Q(Exists(_MEASURES.exclude(state__in=VERIFIED_STATES)))

# Of measures.
OF_ISSUED = Q(suggestion__document_state__in=IN_FORCE, state__in=LIVE_STATES)
ASKED = Q(suggestion__document_state="served", state__in=LIVE_STATES)
PROMISED = ASKED & Q(state__in=PROMISED_STATES)
CLAIMED = ASKED & Q(state__in=CLAIMED_STATES)
VERIFIED = ASKED & Q(state__in=VERIFIED_STATES)
NO_BASIS = Q(text__isnull=True) | Q(text__legal_basis="")

_JUDGED_FINDINGS = Finding.objects.filter(measure_id=OuterRef("pk")).exclude(found=Found.UNJUDGED)
_LAST_FOUND = Subquery(_JUDGED_FINDINGS.order_by("-id").values("found")[:1])
LOOKED_BACK = ASKED & (Q(state__in=LOOKED_BACK_STATES) | Q(Exists(_JUDGED_FINDINGS)))
NOT_LOOKED_BACK = VERIFIED & Q(state="verified") & ~Q(Exists(_JUDGED_FINDINGS))


_DAYS_TO_REBOUND = Subquery(_JUDGED_FINDINGS.order_by("-id").values("days_held")[:1])


def rebounded_after(shortest: int, longest: int | None) -> Q:
    """Returns that the latest finding is a rebound, so many days after the verification that it belies."""
    found = last_found(Found.REBOUNDED) & Q(GreaterThanOrEqual(_DAYS_TO_REBOUND, Value(shortest)))
    return found if longest is None else found & Q(LessThanOrEqual(_DAYS_TO_REBOUND, Value(longest)))


def last_found(found: str) -> Q:
    """Returns that the latest look-back that could judge found this; a new round does not undo what was found."""
    is_later_state = ~Q(state__in=LOOKED_BACK_STATES) & Q(Exact(_LAST_FOUND, Value(found)))
    return ASKED & (Q(state=found) | is_later_state)
