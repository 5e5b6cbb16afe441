"""Visits at any stage, planned and recorded by the real actions, for tests of actions, pages and the browser."""

import io
import uuid
from datetime import date
from types import SimpleNamespace

from followups.actions import visiting
from followups.actions.visit_results import Held, LookResult, Signed
from followups.actions.visiting import LookDraft, VisitPlan
from followups.models import Visit
from suggestions.actions import files
from suggestions.models import Suggestion
from tests.factories import access, at, later
from tests.suggestions.phone_photographs import photograph


def photo(name: str = "IMG_0417.jpg", **options) -> files.Upload:
    return files.Upload(name, io.BytesIO(photograph(**options)))


def draft(w: SimpleNamespace, suggestion: Suggestion, **overrides) -> VisitPlan:
    measures = visiting.what_may_be_looked_at(suggestion)
    facts = {
        "means": "visit",
        "on": later(12),
        "place": "丙县鲜乳一条街",
        "people": (w.handling.pk, w.assistant.pk),
        "expected": "市场监管局食品科负责人",
        "looks": tuple(LookDraft(measure=each, criterion=each.text.criterion) for each in measures),
    }
    return VisitPlan(**{**facts, **overrides})


def planned(w: SimpleNamespace, suggestion: Suggestion, who=None, today: date | None = None, **overrides) -> Visit:
    """Returns a visit planned on the tenth day for the twelfth, to look at every measure."""
    today = today or later(10)
    return visiting.plan(
        access=access(who or w.handling, today),
        at=at(today),
        suggestion=suggestion,
        draft=draft(w, suggestion, **overrides),
    )


def result(number: int, **overrides) -> LookResult:
    facts = {"number": number, "found": "in_order", "text": f"第{number}项已经落实，台账齐全。"}
    return LookResult(**{**facts, **overrides})


def held(visit: Visit, *results: LookResult, **overrides) -> Held:
    looks = {each.number: each for each in results}
    facts = {
        "on": later(12),
        "looks": tuple(looks.get(look.number, result(look.number)) for look in visit.looks.all()),
        "present": "食品科科长",
        "unit": Signed(name="王科长", title="科长"),
    }
    return Held(**{**facts, **overrides})


def record(
    w: SimpleNamespace, visit: Visit, *results: LookResult, who=None, key=None, today=None, **overrides
) -> Visit:
    today = today or later(12)
    return visiting.record(
        access=access(who or w.handling, today),
        at=at(today, 16),
        visit=Visit.objects.select_related("suggestion").get(pk=visit.pk),
        held=held(visit, *results, **overrides),
        key=key or uuid.uuid4(),
    )
