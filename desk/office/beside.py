"""What stands beside the main line on a suggestion's page: opinions before issue, corrections, escalations."""

from django.utils.translation import gettext as _

from desk.parts import Notice
from organs.origins import Origin
from suggestions import relations
from suggestions.actions import consulting
from suggestions.models import Suggestion


def rows(found: Suggestion, *, sight: relations.Sight) -> dict[str, object]:
    """Returns the rows that the reader is shown: opinions and undecided corrections are the case's own."""
    if found.origin == Origin.PUBLISHED:
        return {}
    is_internal = sight >= relations.Sight.INTERNAL
    corrections = found.corrections.select_related("letter", "decided_by")
    return {
        "opinions": found.opinions.all() if is_internal else [],
        "elsewhere": _elsewhere(found) if is_internal else None,
        "corrections": corrections if is_internal else corrections.filter(state="made"),
        "escalations": found.escalations.all() if sight >= relations.Sight.OFFICE else [],
    }


def _elsewhere(found: Suggestion) -> Notice | None:
    """Returns what Art. 3(4) still asks for, as a notice on the page."""
    words = consulting.elsewhere(found)
    return Notice(title=_("The recipient is in another place"), text=words) if words else None
