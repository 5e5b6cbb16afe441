"""Sets in which order an office lets legal-policy review and department head read its drafts. The trace stays."""

from datetime import datetime

from django.db import transaction

from organs import permissions as organ_permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Procuratorate
from suggestions.documents import gates
from suggestions.models import GateOrder


def set_order(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    policy_first: bool,
    expected_change: int | None = None,
) -> None:
    """Sets the order for drafts from now on; one in review goes from its present gate to the next that has not signed its text.

    `expected_change` is the last Set-up event about the procuratorate that the form showed. Raises NotAllowed and Stale.
    """
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    with transaction.atomic():
        setup_events.claim(procuratorate, expected_change=expected_change)
        before = gates.policy_first(procuratorate.pk)
        GateOrder.objects.update_or_create(procuratorate=procuratorate, defaults={"policy_first": policy_first})
        changes = setup_events.differences(before={"policy_first": before}, after={"policy_first": policy_first})
        if changes:
            setup_events.record(access=access, at=at, verb="set gates", subject=procuratorate, changes=changes)
