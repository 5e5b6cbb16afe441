"""Has the quality of a drawn letter reviewed: two people name grades unseen by each other, a third decides where they differ (P19 Art. 27)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followups.models import DrawnCase, QualityReview, QualitySheet
from followups.rules import review_sheet
from followups.rules.review_sheet import GRADES, NOT_IN_ORDER, Grades, Item
from followups.rules.tracks import TABLE
from organs import clock
from organs.access import Access
from organs.models import Person, Post
from organs.refusals import NotAllowed, Refused, Stale, raise_first
from suggestions.access import permissions
from suggestions.actions import ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Approval, CaseMember, Recusal, Suggestion

LONGEST_REMARKS = 3_000
OF_REVIEW = 2


@dataclass(frozen=True, kw_only=True)
class SheetDraft:
    """What one of the two says: a grade for each item, and remarks on all that is not in order."""

    grades: Grades
    remarks: str = ""


def drawn_and_free(suggestion: Suggestion) -> DrawnCase | None:
    """Returns the last draw of a closed case whose quality nobody reviews yet; None without one."""
    if suggestion.case_state != "closed":
        return None
    return DrawnCase.objects.drawn().filter(suggestion=suggestion, quality_review__isnull=True).order_by("-id").first()


def may_review(suggestion: Suggestion, *, on: date) -> QuerySet[Person]:
    """Returns the people of the office who may review the letter: nobody who handled, wrote or signed it, nobody recused."""
    return (
        Person.objects.filter(
            pk__in=Post.objects.current(on).filter(procuratorate=suggestion.procuratorate_id).values("person_id"),
            is_active=True,
        )
        .exclude(pk__in=_had_a_part(suggestion))
        .order_by("name", "pk")
    )


def _had_a_part(suggestion: Suggestion) -> set[int]:
    """Returns who handled, wrote or signed the letter, ever, and who is kept off the case."""
    signed = Approval.objects.filter(letter__suggestion=suggestion)
    acted = suggestion.events.filter(track__in=["document", "case"]).exclude(step="draw")
    found = {
        *suggestion.handler_ids,
        *CaseMember.objects.filter(suggestion=suggestion).values_list("person_id", flat=True),
        *signed.values_list("by_id", flat=True),
        *signed.values_list("signed_for_id", flat=True),
        *acted.values_list("actor_id", flat=True),
        *Recusal.objects.filter(suggestion=suggestion, keeps_off=True).values_list("person_id", flat=True),
    }
    return {person_id for person_id in found if person_id}


def assign(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reviewers: tuple[Person, Person],
    expected_moves: int | None = None,
) -> QualityReview:
    """Names the two. Raises Refused for a case that was not drawn, the same person twice, or who had a part in the letter."""
    on = clock.civil_day(at)
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        permissions.require(access=access, step=TABLE["quality_review.assign"], suggestion=locked)
        drawn = drawn_and_free(locked)
        if drawn is None:
            raise Refused(_("Only a closed case that was drawn, and is not under review yet, is reviewed."))
        raise_first(assignment_faults(suggestion=locked, reviewers=reviewers, on=on))
        review = QualityReview.objects.create(
            suggestion=locked,
            drawn_case=drawn,
            looked_back=locked.look_backs.exists(),
            assigned_by_id=access.person_id,
            assigned_on=on,
        )
        QualitySheet.objects.bulk_create(
            QualitySheet(review=review, person=person, place=place) for place, person in enumerate(reviewers, start=1)
        )
        ledger.take(step=TABLE["quality_review.assign"], subject=review, actor=Actor(access=access), at=at)
    return review


def assignment_faults(
    *, suggestion: Suggestion, reviewers: tuple[Person | None, Person | None], on: date
) -> Iterator[Refused]:
    """Yields what is wrong with the two who are named, each at its field."""
    allowed = set(may_review(suggestion, on=on).values_list("pk", flat=True))
    for field, person in zip(("first", "second"), reviewers, strict=True):
        if person is not None and person.pk not in allowed:
            yield Refused(_("Who handled, wrote or signed this letter does not review it."), field=field)
    if None not in reviewers and reviewers[0] == reviewers[1]:
        yield Refused(_("Two people review it, each for themselves. Choose another."), field="second")


def own_sheet(review: QualityReview, *, person_id: int) -> QualitySheet | None:
    """Returns the sheet that a person is still to fill in."""
    return review.sheets.unspoken().filter(person_id=person_id).first()


def speak(
    *, access: Access, at: datetime, review: QualityReview, draft: SheetDraft, expected_moves: int | None = None
) -> None:
    """Takes a sheet, once. The second one ends the review where both say the same, else a third decides.

    The event holds no grade: who still has to speak may read it. Raises NotAllowed for anybody but the two.
    """
    with transaction.atomic():
        ledger.lock(review)
        review.refresh_from_db()
        sheet = own_sheet(review, person_id=access.person_id)
        if sheet is None:
            if review.sheets.filter(person_id=access.person_id).exists():
                raise Stale(_("You have filled in this sheet already; it is not changed any more."))
            raise NotAllowed(_("Only the two who were named fill in a sheet, each their own."))
        raise_first(sheet_faults(items=review.items, draft=draft))
        sheet.grades = {item.key: draft.grades[item.key] for item in review.items}
        sheet.remarks, sheet.spoken_on = draft.remarks.strip(), clock.civil_day(at)
        sheet.save(update_fields=["grades", "remarks", "spoken_on"])
        spoken = list(review.sheets.filter(spoken_on__isnull=False).order_by("place"))
        to, grades = _outcome(spoken)
        ledger.take(
            step=TABLE["quality_review.speak"],
            subject=review,
            actor=Actor(access=access.in_own_name()),
            at=at,
            to=to,
            expected_moves=expected_moves,
            values={"grades": grades},
        )


def _outcome(spoken: list[QualitySheet]) -> tuple[str, Grades]:
    """Returns the state after a sheet, and the grades that hold then."""
    if len(spoken) < OF_REVIEW:
        return "assigned", {}
    first, second = (sheet.grades for sheet in spoken)
    return ("differing", {}) if review_sheet.differing(first, second) else ("reviewed", first)


def sheet_faults(*, items: Iterable[Item], draft: SheetDraft) -> Iterator[Refused]:
    """Yields what is missing on a sheet, each at its field."""
    for item in items:
        if draft.grades.get(item.key) not in GRADES:
            yield Refused(_("Choose a grade."), field=item.key)
    if not draft.remarks.strip() and any(grade in NOT_IN_ORDER for grade in draft.grades.values()):
        yield Refused(_("Say what is not in order, and where it can be seen."), field="remarks")
    if len(draft.remarks) > LONGEST_REMARKS:
        yield Refused(_("Write at most %d characters.") % LONGEST_REMARKS, field="remarks")


def decide(
    *,
    access: Access,
    at: datetime,
    review: QualityReview,
    grades: Grades,
    reasons: str,
    expected_moves: int | None = None,
) -> None:
    """Decides the items on which the two differ, by a third who had no part in the letter either."""
    with transaction.atomic():
        suggestion = ledger.lock(review)
        review.refresh_from_db()
        if why := why_not_third(review, person_id=access.person_id):
            raise NotAllowed(why)
        first, second = (sheet.grades for sheet in review.sheets.order_by("place"))
        open_items = review_sheet.differing(first, second)
        for key in open_items:
            if grades.get(key) not in GRADES:
                raise Refused(_("Choose a grade."), field=key)
        ledger.take(
            step=TABLE["quality_review.decide"],
            subject=review,
            actor=Actor(
                access=access.apart_from({sheet.person_id for sheet in review.sheets.all()} | _had_a_part(suggestion))
            ),
            at=at,
            text=reasons,
            expected_moves=expected_moves,
            values={
                "grades": first | {key: grades[key] for key in open_items},
                "decided_by_id": access.person_id,
                "decided_on": clock.civil_day(at),
                "reasons": reasons.strip(),
            },
        )


def why_not_third(review: QualityReview, *, person_id: int) -> str:
    """Returns, in words, why a person cannot decide where the two differ; "" when nothing speaks against it."""
    if review.sheets.filter(person_id=person_id).exists():
        return _("A third person decides: you are one of the two who differ.")
    if person_id in _had_a_part(review.suggestion):
        return _("Who handled, wrote or signed this letter does not decide on its quality.")
    return ""


def waiting_for(person_ids: Iterable[int]) -> QuerySet[QualitySheet]:
    """Returns the sheets that these people are still to fill in."""
    return QualitySheet.objects.unspoken().filter(person_id__in=person_ids, review__state="assigned")
