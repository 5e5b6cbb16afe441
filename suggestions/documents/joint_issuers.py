"""Who issues a letter beside its host, and which of them have not signed the text as it stands; reads, writes nothing."""

from suggestions.documents import content
from suggestions.models import JointSigning, Suggestion


def rows(suggestion: Suggestion) -> list[JointSigning]:
    """Returns the joint issuers in the order in which they sign and stand on the letter."""
    return sorted(suggestion.joint_signings.all(), key=lambda row: row.position)


def unsigned(suggestion: Suggestion) -> list[JointSigning]:
    """Returns those that have not signed the text as it stands: a signature over another text counts for nothing."""
    found = rows(suggestion)
    if not found:
        return []
    digest = content.digest(suggestion.current_letter)
    return [row for row in found if row.state != "signed" or row.digest != digest]
