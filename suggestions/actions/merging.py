"""Merges a case of public interest into another that is open already: a later find of the same nature (PIL21 Art. 69)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.refusals import Refused
from suggestions.access import permissions, person_relations
from suggestions.actions import case_papers, clocks, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Attachment, CaseMember, CasePaper, Suggestion
from suggestions.rules.case_papers import CASE_PAPERS, PIL
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.states import DOCUMENT
from suggestions.rules.tracks import TABLE as TRACKS

STEP = TABLE["document.merge"]
FINDING = TRACKS["paper.make"]
FIND = CASE_PAPERS["later_find"]


def open_cases(suggestion: Suggestion, *, access: Access) -> QuerySet[Suggestion]:
    """Returns the cases into which the person may merge this one: of the same office and kind, against the same unit, not yet
    issued, and the person's own, too.
    """
    return (
        Suggestion.objects.visible_to(access)
        .filter(
            person_relations.shown_by(sorted(FINDING.who), access=access),
            procuratorate_id=suggestion.procuratorate_id,
            unit_id=suggestion.unit_id,
            kind=suggestion.kind,
            origin=suggestion.origin,
            case_state="open",
            document_state__in=sorted(DOCUMENT.of("before issue")),
        )
        .exclude(pk=suggestion.pk)
        .order_by("id")
    )


def why_not(suggestion: Suggestion, other: Suggestion, *, access: Access) -> str:
    """Returns, in words, why a case is not merged into another one that the person sees; "" where it may be (PIL21 Art. 69)."""
    if suggestion.kind not in PIL or other.kind != suggestion.kind:
        return _("Only cases of public interest are merged, one into the other.")
    if other.procuratorate_id != suggestion.procuratorate_id:
        return _("It is a case of another procuratorate.")
    if other.unit_id != suggestion.unit_id:
        return _("It is against another unit.")
    if other.case_state != "open" or other.document_state not in DOCUMENT.of("before issue"):
        return _("Its letter is issued already: a later find is merged before that.")
    if not open_cases(suggestion, access=access).filter(pk=other.pk).exists():
        return _("You do not handle it: whoever handles both merges them.")
    if suggestion.document_state not in DOCUMENT.of("before issue"):
        return _("The letter of this case is issued already.")
    return ""


def merge(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    into: Suggestion,
    reason: str,
    expected_moves: int | None = None,
) -> CasePaper:
    """Ends a case before its letter is issued, since what it found is handled in another; returns the paper that says so there.

    What was found goes over as a later find, with the files; papers, texts and events stay where they are, and the group of
    the other case reads them from now on. All clocks of the merged case stop. Raises Refused for another unit, kind or
    office, and once the letter of the other case is issued; NotAllowed for who handles only one of the two.
    """
    with transaction.atomic():
        # Always in one order, so that two people who merge two cases into each other do not wait for one another.
        rows = {each.pk: ledger.lock(each) for each in sorted((suggestion, into), key=lambda each: each.pk)}
        merged, other = rows[suggestion.pk], rows[into.pk]
        permissions.require(access=access, step=STEP, suggestion=merged)
        permissions.require(access=access, step=FINDING, suggestion=other)
        if not open_cases(merged, access=access).filter(pk=other.pk).exists():
            raise Refused(
                _("Choose an open case of this office against the same unit, whose letter is not issued yet."),
                field="into",
                article=str(STEP.article),
            )
        event = ledger.take(
            step=STEP,
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"into": other.pk},
            values={"gate": "", "merged_into_id": other.pk},
        )
        clocks.stop_all(suggestion=merged, event=event, on=event.taken_on)
        paper = case_papers.make(
            access=access,
            at=at,
            suggestion=other,
            kind=FIND.key,
            draft=case_papers.Draft(text=_found(merged, reason)),
            on=clock.civil_day(at),
        )
        _carry_files(merged, paper, at=at)
        _let_read(merged, other, at=at)
    return paper


def _found(merged: Suggestion, reason: str) -> str:
    """Returns what goes over: why it is of the same nature, and what the draft says of the case, part by part, in Chinese."""
    with translation.override("zh-hans"):
        parts = [
            f"{content.label}：{text}"
            for content in merged.rules.contents
            if content.is_text and (text := merged.current_letter.contents.get(content.key, "").strip())
        ]
    return "\n".join([reason.strip(), f"并入案件：{merged.title}", *parts])


def _carry_files(merged: Suggestion, paper: CasePaper, *, at: datetime) -> None:
    """Attaches to the paper every file of the merged case in its latest version; the rows of that case stay."""
    event = paper.suggestion.events.order_by("-seq").first()
    for row in merged.attachments.filter(replaced_by__isnull=True).order_by("id"):
        Attachment.objects.create(
            suggestion=paper.suggestion,
            blob_id=row.blob_id,
            name=row.name,
            title=row.title,
            about=ledger.subject_name(paper),
            added_by_id=row.added_by_id,
            added_at=at,
            shown_to=FIND.shown_to,
            event=event,
            received=row.received,
            taken_on=row.taken_on,
            taken_place=row.taken_place,
            holds=row.holds,
        )


def _let_read(merged: Suggestion, other: Suggestion, *, at: datetime) -> None:
    """Adds who handles the other case to the group of the merged one, so that its papers stay at hand; nobody is left out."""
    group = set(other.members.filter(to_at__isnull=True).values_list("person_id", flat=True)) | other.handler_ids
    there = set(merged.members.filter(to_at__isnull=True).values_list("person_id", flat=True)) | merged.handler_ids
    CaseMember.objects.bulk_create(
        CaseMember(suggestion=merged, person_id=person_id, from_at=at) for person_id in sorted(group - there)
    )
