"""Asks for recusals and decides them; from the decision on the person stands in no relation that takes a step (PIL21 Art. 19-23).

The rights follow from the row alone (suggestions/models/standing.py). What the person had in hand belongs to nobody, and
falls to the head of the department until the case is handed over.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Person, Post
from organs.refusals import NotAllowed, Refused
from organs.roles import BUSINESS_ROLES, Role
from suggestions.access import permissions, person_relations
from suggestions.actions import case_papers, clocks, documents, ledger, review
from suggestions.actions.ledger import Actor
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Event, Matter, Outbox, Recusal, Suggestion
from suggestions.rules import recusals
from suggestions.rules.states import RECUSAL
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger
from suggestions.rules.tracks import TABLE

STANDING = RECUSAL.of("standing")


def ask(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    person: Person,
    asked_by: str,
    ground: str,
    manner: str,
    on: date,
    litigant: str = "",
    litigant_number: int | None = None,
    expected_moves: int | None = None,
) -> Recusal:
    """Records that somebody of the office withdraws, or is asked to, and puts it to who decides.

    A request of a party or the unit starts its three days; under the rules on litigation it also keeps the person off
    the case until it is decided (CIV21 Art. 14).
    """
    rules = recusals.of_kind(suggestion.kind)
    _require_said(rules, asked_by=asked_by, ground=ground, manner=manner)
    party = _party(asked_by, litigant, litigant_number, kind=suggestion.kind)
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        _require_open(locked, rules, asked_by=asked_by)
        _require_of_staff(access, locked, person, asked_by=asked_by, on=clock.civil_day(at))
        is_from_outside = asked_by in recusals.APPLICANTS
        recusal = Recusal.objects.create(
            suggestion=locked,
            person=person,
            asked_by=asked_by,
            litigant=party[0],
            litigant_number=party[1],
            manner=manner,
            ground=ground,
            asked_on=on,
            recorded_by_id=access.person_id,
        )
        event = ledger.take(
            step=TABLE["recusal.ask"],
            subject=recusal,
            actor=Actor(access=access),
            at=at,
            on=on,
            details=_said(recusal),
            # Written with the step, since who records it may be the one who is kept off by it.
            values={"keeps_off": rules.pauses and is_from_outside},
        )
        if is_from_outside:
            _count(Trigger.RECUSAL_ASKED, recusal, event=event, on=on)
    return recusal


def request(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    capacity: str,
    ground: str,
    expected_moves: int | None = None,
) -> Recusal:
    """Puts a unit's request, made in its portal, to who decides: of whom by capacity, on which ground of the law, and no more.

    Raises Refused where the rules of the kind know no request of the unit, or nobody holds that capacity today.
    """
    rules, on = recusals.of_kind(suggestion.kind), clock.civil_day(at)
    _require_said(rules, asked_by="unit", ground=ground, manner="written")
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        _require_open(locked, rules, asked_by="unit")
        person = holder(locked, capacity, on=on)
        if person is None:
            raise Refused(_("Nobody holds this post on the case today. Ask the procuratorate."), field="capacity")
        if locked.recusals.filter(person=person, state__in=sorted(STANDING)).exists():
            raise Refused(_("A recusal of this person is recorded on this case already."), field="capacity")
        recusal = Recusal.objects.create(
            suggestion=locked,
            person=person,
            asked_by="unit",
            manner="written",
            ground=ground,
            asked_on=on,
            recorded_by_id=access.person_id,
        )
        event = ledger.take(
            step=TABLE["recusal.request"],
            subject=recusal,
            actor=Actor(access=access),
            at=at,
            details={
                "recusal_of": recusals.CAPACITIES_ZH[capacity],
                "recusal_asked_by": "unit",
                "recusal_ground": ground,
            },
            values={"keeps_off": rules.pauses},
        )
        _count(Trigger.RECUSAL_ASKED, recusal, event=event, on=on)
    return recusal


def holder(suggestion: Suggestion, capacity: str, *, on: date) -> Person | None:
    """Returns who is meant by a capacity in a case today: its prosecutor, the head of its department, the chief procurator."""
    here = Post.objects.current(on).filter(procuratorate_id=suggestion.procuratorate_id, person__is_active=True)
    if capacity == "handling":
        here = here.filter(person_id__in=suggestion.handler_ids)
    elif capacity == "head":
        of_department = Q(department_id=suggestion.department_id) | Q(department__isnull=True)
        here = here.filter(of_department, role=Role.DEPARTMENT_HEAD)
    elif capacity == "chief":
        here = here.filter(role=Role.CHIEF)
    else:
        raise Refused(_("Say who is to withdraw."), field="capacity")
    found = here.select_related("person").order_by("id").first()
    return found.person if found else None


def _require_said(rules: recusals.RecusalRules, *, asked_by: str, ground: str, manner: str) -> None:
    if asked_by not in rules.askers:
        raise Refused(_("Say who asks."), field="asked_by")
    if ground not in {each.key for each in rules.grounds}:
        raise Refused(
            _("Choose the ground of the law; whose relative somebody is stands in the paper file."), field="ground"
        )
    if manner not in recusals.MANNERS:
        raise Refused(_("Say whether it was asked in writing or orally."), field="manner")


def _party(asked_by: str, litigant: str, number: int | None, *, kind: str) -> tuple[str, int | None]:
    """Returns role and number of the party that asks; nothing where no party does."""
    if asked_by != "party":
        return "", None
    case_papers.require_party(litigant, number, kind=kind)
    return litigant, number


def _require_open(suggestion: Suggestion, rules: recusals.RecusalRules, *, asked_by: str) -> None:
    if suggestion.has_ended_unissued:
        raise Refused(_("The draft was dropped or merged: nobody takes a step on this case any more."))
    if asked_by in recusals.APPLICANTS and suggestion.document_state not in rules.asked_in:
        raise Refused(
            _("A party asks before it is decided that the suggestion is raised."),
            field="asked_by",
            article=str(rules.article),
        )


def _require_of_staff(access: Access, suggestion: Suggestion, person: Person, *, asked_by: str, on: date) -> None:
    if asked_by == "self" and person.pk != access.person_id:
        raise Refused(_("Each person withdraws for the own person alone."), field="person")
    if not staff(suggestion, on=on).filter(person=person).exists():
        raise Refused(_("This person has no post in this procuratorate today."), field="person")
    if suggestion.recusals.filter(person=person, state__in=sorted(STANDING)).exists():
        raise Refused(_("A recusal of this person is recorded on this case already."), field="person")


def staff(suggestion: Suggestion, *, on: date) -> QuerySet[Post]:
    """Returns the posts of the day by which people of the office work on its cases."""
    rows: QuerySet[Post] = Post.objects.current(on).filter(
        procuratorate_id=suggestion.procuratorate_id, role__in=sorted(BUSINESS_ROLES), person__is_active=True
    )
    return rows


def is_for_committee(recusal: Recusal, *, on: date) -> bool:
    """Tells whether the committee decides, as on the chief procurator."""
    return Recusal.objects.for_committee(on).filter(pk=recusal.pk).exists()


def decide(
    *,
    access: Access,
    at: datetime,
    recusal: Recusal,
    is_recused: bool,
    on: date,
    told_on: date | None = None,
    resolution: review.ResolutionDraft | None = None,
    expected_moves: int | None = None,
) -> None:
    """Decides by the chief procurator, or by the committee, on which the chief's own recusal must go; never by who is meant."""
    _decide(
        "recusal.decide",
        access=access,
        at=at,
        recusal=recusal,
        to="recused" if is_recused else "rejected",
        on=on,
        told_on=told_on,
        resolution=resolution,
        expected_moves=expected_moves,
    )


def ask_again(*, access: Access, at: datetime, recusal: Recusal, on: date, expected_moves: int | None = None) -> None:
    """Records that the applicant asks, once, that the refusal is reconsidered; the person goes on working (PIL21 Art. 23)."""
    if not recusal.is_asked_from_outside:
        raise Refused(_("Only an applicant asks that the decision is reconsidered."))
    _require_day(recusal.decided_on, on, at=at)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["recusal.ask_again"],
            subject=recusal,
            actor=Actor(access=access),
            at=at,
            on=on,
            expected_moves=expected_moves,
            details=_said(recusal),
            values={"asked_again_on": on},
        )
        _count(Trigger.RECUSAL_ASKED, recusal, event=event, on=on)


def reconsider(
    *,
    access: Access,
    at: datetime,
    recusal: Recusal,
    is_recused: bool,
    on: date,
    told_on: date | None = None,
    resolution: review.ResolutionDraft | None = None,
    expected_moves: int | None = None,
) -> None:
    """Decides anew on a refusal; by the same rule of who decides, and for the last time."""
    _decide(
        "recusal.decide_again",
        access=access,
        at=at,
        recusal=recusal,
        to="recused" if is_recused else "rejected_again",
        on=on,
        told_on=told_on,
        resolution=resolution,
        expected_moves=expected_moves,
    )


def _decide(
    step: str,
    *,
    access: Access,
    at: datetime,
    recusal: Recusal,
    to: str,
    on: date,
    told_on: date | None,
    resolution: review.ResolutionDraft | None,
    expected_moves: int | None,
) -> None:
    access = access.apart_from({recusal.person_id})
    _require_day(recusal.asked_again_on or recusal.asked_on, on, at=at)
    if told_on is not None:
        _require_day(on, told_on, at=at, field="told_on")
    resolution = review.admitted(resolution)
    with transaction.atomic():
        suggestion = ledger.lock(recusal)
        permissions.require(access=access, step=TABLE[step], suggestion=suggestion)
        recorded = review.resolved(
            access=access,
            at=at,
            suggestion=suggestion,
            draft=resolution,
            required=is_for_committee(recusal, on=clock.civil_day(at)) or not _is_chief(access, suggestion),
            matter=Matter.RECUSAL,
        )
        if recorded is None and access.person_id == recusal.person_id:
            raise NotAllowed(_("Nobody decides on the own recusal."), article=str(TABLE[step].article))
        event = ledger.take(
            step=TABLE[step],
            subject=recusal,
            actor=Actor(access=access),
            at=at,
            to=to,
            on=on,
            expected_moves=expected_moves,
            details={**_said(recusal), "recusal_result": to, **review.said(recorded)},
            values={
                "keeps_off": to == "recused",
                "decided_on": on,
                "decided_by_id": access.person_id,
                "told_on": told_on,
                "resolution_id": recorded.pk if recorded else None,
            },
        )
        _count(Trigger.RECUSAL_DECIDED, recusal, event=event, on=on)
        kept = documents.keep(kind=KINDS["recusal_decision"], record=recusal, suggestion=recusal.suggestion, at=at)
        if recusal.asked_by == "unit":
            kept.shown_to = Shown.BOTH
            kept.save(update_fields=["shown_to"])
            Outbox.objects.create(event=event, suggestion=suggestion, relation="unit", created_at=at)


def _is_chief(access: Access, suggestion: Suggestion) -> bool:
    return "chief" in person_relations.of(access=access, suggestion=suggestion)


def _require_day(first: date | None, on: date, *, at: datetime, field: str = "on") -> None:
    if (first is not None and on < first) or on > clock.civil_day(at):
        raise Refused(_("This day lies between the step before and today."), field=field)


def _count(what: Trigger, recusal: Recusal, *, event: Event, on: date) -> None:
    clocks.happened(what=what, suggestion=recusal.suggestion, event=event, on=on, about=ledger.subject_name(recusal))


def _said(recusal: Recusal) -> dict[str, str | int]:
    """Returns what every event of a recusal says: of whom, by whom, on which ground; of a party a role and a number."""
    said: dict[str, str | int] = {
        "recusal_of": recusal.person.name,
        "recusal_asked_by": recusal.asked_by,
        "litigant": recusal.litigant,
        "litigant_number": recusal.litigant_number or 0,
        "recusal_ground": recusal.ground,
    }
    return {name: word for name, word in said.items() if word}
