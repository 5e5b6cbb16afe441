"""Words planted where only some may read: a word that stands in an answer to somebody else was let out."""

import re
from collections.abc import Iterator

from django.db.models import F, Model, QuerySet, Value
from django.db.models.functions import Concat

from followups.models import Answer, Assessment, Escalation, LaterDate, Visit
from suggestions.access import visible_records
from suggestions.models import (
    Amendment,
    Approval,
    CasePaper,
    Correction,
    EventText,
    Instruction,
    LetterVersion,
    Objection,
    Opinion,
    Suggestion,
)
from tests.references.visibility_reference import Level
from tests.security.facts import Facts

# The case, how much of it one must see, and U where only the recipient unit itself may read it.
WORD = re.compile(r"雀(\d+)([1-4U])雀")
SHORTEST_COLUMN = 60
#: Papers of a case that its own people alone read.
OWN_PAPERS = ("later_find", "entrusted_investigation", "conclusion_report", "monitoring_notice")


def word(case: int, level: Level | str) -> str:
    return f"雀{case}{level if level == 'U' else int(level)}雀"


def plant() -> int:
    """Writes a word into every row that is not for everybody; returns how many were planted."""
    planted = sum(
        [
            _into(Suggestion.objects.all(), "title", Level.LETTER, case="pk"),
            _into(Suggestion.objects.exclude(route_note=""), "route_note", Level.OFFICE, case="pk"),
            _into(LetterVersion.objects.exclude(conclusion_report=""), "conclusion_report", Level.OFFICE),
            _into(Opinion.objects.all(), "questions", Level.INTERNAL),
            _into(Opinion.objects.exclude(answer=""), "answer", Level.INTERNAL),
            _into(CasePaper.objects.filter(kind__in=OWN_PAPERS), "text", Level.INTERNAL),
            _into(Approval.objects.exclude(opinion=""), "opinion", Level.INTERNAL, case="letter__suggestion_id"),
            _into(Objection.objects.exclude(advice=""), "advice", Level.INTERNAL),
            _into(Amendment.objects.filter(state="proposed"), "reasons", Level.INTERNAL),
            _into(Correction.objects.filter(state="proposed"), "reason", Level.INTERNAL),
            _into(Instruction.objects.all(), "reason", Level.RECIPIENT),
            _into(LaterDate.objects.exclude(advice=""), "advice", Level.INTERNAL),
            _into(Escalation.objects.all(), "reasons", Level.OFFICE),
            _into(Visit.objects.exclude(findings=""), "findings", Level.OFFICE),
            _into(Assessment.objects.filter(countersigned_at=None), "reasons", Level.INTERNAL, case="suggestion_id"),
            _into(Answer.objects.filter(sent_at=None), "text", "U", case="measure__suggestion_id"),
        ]
    )
    return planted + _into_events()


def _into(rows: QuerySet[Model], column: str, level: Level | str, *, case: str = "suggestion_id") -> int:
    found = list(rows.values_list("pk", case))
    for pk, number in found:
        rows.model._base_manager.filter(pk=pk).update(**{column: Concat(F(column), Value(word(number, level)))})
    return len(found)


def _into_events() -> int:
    """What an event says is for whom the event is marked; outside the office only from the telling on."""
    needed = {"internal": Level.INTERNAL, "office": Level.OFFICE, "both": Level.RECIPIENT}
    count = 0
    for text in EventText.objects.select_related("event__suggestion"):
        event = text.event
        since = visible_records.disclosure_of(event.suggestion)
        is_before = since is None or event.seq < since.seq
        level = max(needed[event.shown_to], Level.OFFICE if is_before else Level.NOTHING)
        EventText.objects.filter(pk=text.pk).update(text=text.text + word(event.suggestion_id, level))
        count += 1
    return count


def let_out(body: str, *, person: int | None, facts: Facts) -> Iterator[str]:
    """Yields the planted words of an answer that the reader may not see."""
    for case, needed in sorted(set(WORD.findall(body))):
        if needed == "U":
            may = facts.cases[int(case)].unit in facts.units(person)
        else:
            may = facts.level(person, int(case)) >= int(needed)
        if not may:
            yield f"雀{case}{needed}雀"


def without(text: str) -> str:
    """Takes planted words out of what is sent, so that no answer repeats one."""
    return WORD.sub("", text)
