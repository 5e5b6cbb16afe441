"""Whether the file of a case is in the archive, as its record says."""

from suggestions.models import Event, Suggestion


def archived(suggestion: Suggestion) -> Event | None:
    """Returns the last entry of the archive; None while the file is with the office, and for a case that was opened again since."""
    if suggestion.document_state == "dropped":
        return suggestion.events.filter(track="document", step="archive").order_by("-seq").first()
    if suggestion.case_state != "closed":
        return None
    found = suggestion.events.filter(track="case", step="archive").order_by("-seq").first()
    reopened = suggestion.events.filter(track="case", step="reopen").order_by("-seq").first()
    return None if found and reopened and reopened.seq > found.seq else found
