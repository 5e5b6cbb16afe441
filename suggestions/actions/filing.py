"""Files letters on record with the next-higher procuratorate, and lets its two departments receive and review (P19 Art. 21)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.models import Department
from organs.refusals import Refused
from organs.roles import Role
from suggestions.actions import clocks, documents, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import governing
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Filing
from suggestions.rules.acts import Act
from suggestions.rules.filing_departments import DEPARTMENTS
from suggestions.rules.term_rows import Trigger
from suggestions.rules.tracks import TABLE

RECEIVED = tuple(DEPARTMENTS)


def file(
    *, access: Access, at: datetime, filing: Filing, on: date, note: str = "", expected_moves: int | None = None
) -> None:
    """Records that letter and report were sent, to both departments; the filing clock stops on that day."""
    if filing.state == "returned" and not is_followed(filing):
        raise Refused(
            _("The instruction is not followed yet: the amendment that follows it must be decided first."),
            article=_("Provisions, Art. 22(2)"),
        )
    if on > clock.civil_day(at) or (filing.suggestion.issued_on and on < filing.suggestion.issued_on):
        raise Refused(_("The day of filing lies between the issue of the letter and today."), field="on")
    rules = governing.version(filing.suggestion, act=Act.FILING, on=on)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["filing.file"],
            subject=filing,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=note,
            expected_moves=expected_moves,
            values={
                "filed_on": on,
                "kind_version": rules.key,
                **dict.fromkeys([*RECEIVED, "received_on", "reviewed_on"]),
            },
        )
        documents.keep(kind=KINDS["record_filing"], record=filing, suggestion=filing.suggestion, at=at)
        clocks.stop(what=Trigger.FILED, suggestion=filing.suggestion, event=event, on=on)


def is_followed(filing: Filing) -> bool:
    """Tells whether no instruction on the letter stands any more."""
    return not filing.suggestion.instructions.filter(state="given").exists()


def receive(
    *,
    access: Access,
    at: datetime,
    filing: Filing,
    departments: Collection[str],
    expected_moves: int | None = None,
) -> None:
    """Confirms receipt by one of the two departments of the next-higher procuratorate, or by both; each has its day.

    `departments` are columns of the filing (`filing_departments.py`).
    """
    if not departments or not set(departments) <= set(RECEIVED):
        raise Refused(_("Say which department received it."), field="departments")
    on = clock.civil_day(at)
    with transaction.atomic():
        ledger.lock(filing)
        days = Filing.objects.values(*RECEIVED).get(pk=filing.pk)
        received = {column: days[column] or (on if column in departments else None) for column in RECEIVED}
        is_complete = all(received.values())
        ledger.take(
            step=TABLE["filing.receive"],
            subject=filing,
            actor=Actor(access=access),
            at=at,
            to="received" if is_complete else "filed",
            expected_moves=expected_moves,
            details={"received_by": ",".join(column for column in RECEIVED if column in departments)},
            values={**received, "received_on": on if is_complete else None},
        )


def own_departments(*, access: Access, filing: Filing) -> list[str]:
    """Returns for which of the two departments a person of the next-higher procuratorate receives by the own posts."""
    posts = [post for post in access.posts if post.procuratorate_id == filing.higher_id]
    heads = [post.department_id for post in posts if post.role == Role.DEPARTMENT_HEAD]
    headed = [department for department in heads if department is not None]
    own = filing.suggestion.department
    found = []
    if None in heads or (own and Department.objects.filter(pk__in=headed, lines__in=own.lines.all()).exists()):
        found.append("line_received_on")
    if any(post.role == Role.POLICY_REVIEWER for post in posts):
        found.append("policy_received_on")
    return found


def review(*, access: Access, at: datetime, filing: Filing, note: str = "", expected_moves: int | None = None) -> None:
    """Records the review without remark."""
    with transaction.atomic():
        ledger.take(
            step=TABLE["filing.review"],
            subject=filing,
            actor=Actor(access=access),
            at=at,
            text=note,
            expected_moves=expected_moves,
            values={"reviewed_on": clock.civil_day(at)},
        )
