"""Reports an approved text to the procuratorate next above, which decides and issues in its own name, or reports on (P19 Art. 3(2))."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.models import Department, Person, Post
from organs.refusals import Refused, Stale
from organs.roles import PROSECUTING
from suggestions.actions import clocks, issuing, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import routing
from suggestions.models import Suggestion
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.term_rows import Trigger

ARTICLE = "Provisions, Art. 3(2)"


def report(
    *, access: Access, at: datetime, suggestion: Suggestion, report: str, expected_moves: int | None = None
) -> None:
    """Reports the approved text to the office next above, with the report. Raises Refused where the route is another one."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if locked.procuratorate.parent_id is None or not routing.is_to_be_reported(locked):
            raise Refused(
                _("Only a letter whose route is the report upward goes to the procuratorate above."), article=ARTICLE
            )
        issuing.require_approved_text(locked.current_letter)
        if locked.reported_to_id:
            raise Stale(_("The text is with the procuratorate above already."))
        higher = locked.procuratorate.parent
        ledger.take(
            step=TABLE["document.report_up"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=report,
            expected_moves=expected_moves,
            details={"addressee": higher.name if higher else ""},
            values={"reported_to_id": locked.procuratorate.parent_id},
        )


def send_down(
    *, access: Access, at: datetime, suggestion: Suggestion, reason: str, expected_moves: int | None = None
) -> None:
    """Gives the text back to the office that reported it, with the reasons; nothing is issued."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        _require_reported(locked)
        ledger.take(
            step=TABLE["document.send_down"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            values={"reported_to_id": None},
        )


def take_up(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    handling_prosecutor: Person,
    department: Department | None = None,
    expected_moves: int | None = None,
) -> None:
    """Makes the case that of the office above: its prosecutor handles the draft, its gates decide, its number and seal are set.

    The signatures given below are void, since another office decides. Raises Refused for who does not prosecute there.
    """
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        _require_reported(locked)
        office = locked.procuratorate.parent
        if office is None or office.pk != locked.reported_to_id:
            raise Stale(_("This office does not stand next above any more. It is given back and reported anew."))
        posts = Post.objects.current(clock.civil_day(at)).filter(
            procuratorate=office, role__in=PROSECUTING, person=handling_prosecutor, person__is_active=True
        )
        if not posts.exists():
            raise Refused(_("Choose a prosecutor of your office."), field="handling_prosecutor")
        if department is not None and department.procuratorate_id != office.pk:
            raise Refused(_("Choose a department of your office."), field="department")
        held = set(posts.values_list("department_id", flat=True))
        if department is not None and None not in held and department.pk not in held:
            raise Refused(_("The prosecutor has no post in this department."), field="department")
        event = ledger.take(
            step=TABLE["document.take_up"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            details={"addressee": office.name},
            values={
                "procuratorate_id": office.pk,
                "issued_by_id": office.pk,
                "depth": office.depth,
                **{f"anc{depth}": each for depth, each in enumerate(office.ancestors, start=1)},
                "department_id": department.pk if department else None,
                "handling_prosecutor_id": handling_prosecutor.pk,
                "reported_to_id": None,
            },
        )
        suggestion.current_letter.approvals.filter(voided_at__isnull=True).update(voided_at=at)
        clocks.stop_those_of(what=Trigger.APPROVED, suggestion=suggestion, event=event, on=event.taken_on)


def _require_reported(suggestion: Suggestion) -> None:
    if suggestion.reported_to_id is None:
        raise Stale(_("This text is not reported to an office above any more."))
