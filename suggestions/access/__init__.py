"""Who stands how to a suggestion, what of it that shows, and which steps it allows; the actions ask here."""
