"""The tables of `pending`, by noun."""

from pending.models.kept_text import KeptText
from pending.models.pending_upload import PendingUpload
from pending.models.sent_form import SentForm

__all__ = ["KeptText", "PendingUpload", "SentForm"]
