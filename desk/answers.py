"""With which status a page answers what was sent: wrong, stale, or not the person's to do."""

from organs.refusals import NotAllowed, Refused, Stale

FORBIDDEN, CONFLICT, UNPROCESSABLE = 403, 409, 422


def status_of(refused: Refused) -> int:
    """Returns the status with which a refusal is answered."""
    if isinstance(refused, Stale):
        return CONFLICT
    return FORBIDDEN if isinstance(refused, NotAllowed) else UNPROCESSABLE
