"""Takes a form once: its token is claimed in the transaction of what the form does, and stands or falls with it."""

from datetime import datetime
from uuid import UUID

from organs.access import Access
from pending.models import SentForm


def claim(*, access: Access, at: datetime, token: UUID, digest: str) -> tuple[SentForm, bool]:
    """Returns the row of a token and whether it was taken before; waits for a sending of it that is still under way.

    Call it inside the transaction of the action: what fails there gives the token back.
    """
    row, is_new = SentForm.objects.get_or_create(
        person_id=access.person_id, token=token, defaults={"digest": digest, "sent_at": at}
    )
    return row, not is_new


def settle(*, access: Access, at: datetime, row: SentForm, leads_to: str) -> None:
    """Notes the page that answered the form."""
    SentForm.objects.filter(pk=row.pk, person_id=access.person_id).update(leads_to=leads_to, sent_at=at)


def give_back(*, access: Access, row: SentForm) -> None:
    """Lets the token be sent again: the form was refused, or only looked at."""
    SentForm.objects.filter(pk=row.pk, person_id=access.person_id).delete()
