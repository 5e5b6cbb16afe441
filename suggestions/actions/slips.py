"""Prints what is handed over with a letter: the return to be signed, and on a leaf of its own the unit's way into the portal."""

from suggestions.actions import documents
from suggestions.documents import composing
from suggestions.models import Suggestion
from suggestions.printing import binding


def printed(suggestion: Suggestion, *, address: str) -> bytes:
    """Returns both as one file. The return comes back to the case file, so that the address is only on the leaf.

    Raises Refused in the words of the printer.
    """
    leaves = (composing.service_slip(suggestion), composing.way_in(suggestion, address=address))
    return binding.joined([documents.print_sheet(leaf).pdf for leaf in leaves])
