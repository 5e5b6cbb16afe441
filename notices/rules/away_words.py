"""What is said to a deputy and to who was away."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def said(details: Mapping[str, Any]) -> str:
    """Returns in words, from what the notice keeps, who stands in for whom and until when, or that it is over."""
    if details["is_own"] and details["is_over"]:
        return _("You are back: see what was done for you and what came meanwhile")
    if details["is_own"]:
        return _("It was recorded that you are away, with who does your work meanwhile")
    if details["is_over"]:
        return _("%(away)s is back: you no longer stand in") % details
    return _("You stand in for %(away)s until %(last_on)s") % details
