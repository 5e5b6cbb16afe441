"""Who issues a letter beside its host, and which of them have not signed the text as it stands; reads, writes nothing."""

from suggestions.documents import content
from suggestions.models import JointSigning, LetterVersion, Suggestion


def rows(suggestion: Suggestion) -> list[JointSigning]:
    """Returns the joint issuers in the order in which they sign and stand on the letter."""
    return sorted(suggestion.joint_signings.all(), key=lambda row: row.position)


def text_to_sign(suggestion: Suggestion) -> LetterVersion | None:
    """Returns the text that they sign now: the approved one or, once it is issued, the next one that is proposed; else None."""
    if suggestion.document_state == "approved":
        return suggestion.current_letter
    proposed = suggestion.amendments.filter(state="proposed", what="modify").select_related("letter").last()
    return proposed.letter if proposed else None


def unsigned(suggestion: Suggestion) -> list[JointSigning]:
    """Returns those that have still to sign the text that waits for them: a signature over another text counts for nothing."""
    found = rows(suggestion)
    text = text_to_sign(suggestion) if found else None
    if text is None:
        return []
    digest = content.digest(text)
    return [row for row in found if row.state != "signed" or row.digest != digest]
