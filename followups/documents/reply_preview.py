"""The unit's reply as a sheet before it is sent: what is prepared stands in for what was answered."""

from dataclasses import replace

from django.utils import translation

from followups.documents import document_facts
from followups.documents.document_kinds import REPLY
from followups.models import Reply
from suggestions.documents import composing
from suggestions.models import Suggestion
from suggestions.printing.sheets import Sheet


def reply_as_prepared(suggestion: Suggestion, *, signed_by: str = "", text: str = "") -> Sheet:
    """Returns the reply as it would be sent now, with the prepared answers."""
    planned = Reply(suggestion=suggestion, text=text, signed_by=signed_by)
    answers = next(fact for fact in REPLY.facts if fact.name == "答复")
    with translation.override("zh-hans"):
        prepared = replace(answers, source=lambda row: document_facts.prepared(row.suggestion)).of(planned)
    return composing.sheet(REPLY, planned, beside={"答复": prepared})
