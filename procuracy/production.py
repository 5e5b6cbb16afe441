"""What a production process asks of the database before it serves anybody."""

import structlog
from django.conf import settings
from django.db import DatabaseError

from organs import sign_in
from procuracy.embedded.holding import NotAnswering

log = structlog.get_logger("procuracy")


def refuse_to_start_with_sample_people() -> None:
    """Raises SamplePeopleInProduction; while the database is away it says so, and nobody of the sample world signs in either."""
    if not settings.PRODUCTION:
        return
    try:
        sign_in.refuse_sample_people()
    except (DatabaseError, NotAnswering) as error:
        log.warning("sample people not looked for", error=type(error).__name__)
