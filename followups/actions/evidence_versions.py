"""A later file of the unit that replaces an earlier one at the same measure: both stay, and the record names what was replaced.

Whatever was found on the earlier file goes on citing it: its row, its name and its digest are not touched.
"""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followups.rules.tracks import TABLE
from organs import clock
from organs.refusals import Refused, Stale
from suggestions.actions import files
from suggestions.models import Attachment, Measure
from suggestions.rules.part_names import PartName
from suggestions.rules.steps import Shown

BY_UNIT = sorted(step.key for step in TABLE.steps.values() if step.track == "measure" and step.by_unit)


def of_unit(measure: Measure) -> QuerySet[Attachment]:
    """Returns the files with which the unit showed what it says of a measure, itself or on paper."""
    return measure.suggestion.attachments.filter(
        about=str(PartName.of(measure)), shown_to=Shown.BOTH, event__track="measure", event__step__in=BY_UNIT
    )


def replaceable(measure: Measure) -> QuerySet[Attachment]:
    """Returns those of the unit's files at a measure that no later one replaces; only they can be replaced."""
    return of_unit(measure).filter(replaced_by=None)


def require(replaces: Attachment | None, *, measure: Measure, new: Sequence[files.Admitted]) -> None:
    """Raises Refused unless one new file can replace an earlier one of the same measure and side; Stale when one did meanwhile.

    Call it with the case locked.
    """
    if replaces is None:
        return
    if len(new) != 1:
        raise Refused(_("Choose one file: the one that replaces the earlier one."), field="files")
    if not of_unit(measure).filter(pk=replaces.pk).exists():
        raise Refused(_("Only a file that your unit sent for this measure can be replaced."), field="replaces")
    if not replaceable(measure).filter(pk=replaces.pk).exists():
        raise Stale(_("A later file has replaced this one meanwhile. Read the measure again."))
    if new[0].received == (replaces.received or replaces.blob_id):
        raise Refused(_("This is the same file as the earlier one."), field="files")


def said(replaces: Attachment | None) -> dict[str, str]:
    """Returns what an event says of the file that is replaced: its day, and its digest as it was received."""
    if replaces is None:
        return {}
    return {
        "replaces_on": clock.civil_day(replaces.added_at).isoformat(),
        "replaces": replaces.received or replaces.blob_id,
    }
