"""A letter in two printed versions, brought there by the real actions: one measure of each fate, one part of the text changed."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.drafting import Body, MeasureDraft
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at

FIRST = (
    MeasureDraft(text="依法查处违规销售的商户", criterion="八家门店停止销售", legal_basis="《奶业条例》第三条"),
    MeasureDraft(text="加强食品安全教育", criterion="培训覆盖八家门店", legal_basis="《奶业条例》第五条"),
    MeasureDraft(text="每季度抽检一次", criterion="抽检记录齐全", legal_basis="《奶业条例》第九条"),
)
NEW = MeasureDraft(text="建立投诉举报渠道", criterion="渠道公布", legal_basis="《奶业条例》第十二条")
FACTS = "经调查核实，九家门店以普通塑料桶盛装鲜乳。"


def next_body(suggestion: Suggestion) -> Body:
    """Returns the second version: the first measure dropped, the second kept, the third reworded, one new."""
    _dropped, kept, reworded = suggestion.measures.order_by("position")
    former = factories.body(measures=FIRST)
    return replace(
        former,
        contents=former.contents | {"facts": FACTS},
        measures=(replace(FIRST[1], id=kept.pk), replace(FIRST[2], id=reworded.pk, text="每月抽检一次"), NEW),
    )


def kept(suggestion: Suggestion) -> tuple[MeasureDraft, ...]:
    """Returns the measures of the letter in force as they stand."""
    rows = suggestion.letter.measure_texts.exclude(fate="dropped").order_by("position")
    return tuple(
        MeasureDraft(id=row.measure_id, text=row.text, criterion=row.criterion, legal_basis=row.legal_basis)
        for row in rows
    )


def modify(w: SimpleNamespace, suggestion: Suggestion, *, on: date, body: Body | None = None) -> None:
    """Lets the handling prosecutor propose the next version and the chief procurator decide it."""
    amendment = proposing.propose_modification(
        access=access(w.handling, on),
        at=at(on, 12),
        suggestion=suggestion,
        reasons="引用的门店数有误",
        body=body or next_body(suggestion),
        cause=Cause(),
    )
    deciding.decide(access=access(w.chief, on), at=at(on, 13), amendment=amendment, digest=amendment.digest)
    suggestion.refresh_from_db()


def in_two_versions(w: SimpleNamespace, *, on: date) -> Suggestion:
    """Returns a served letter that was modified a week later, on the day `on`."""
    suggestion = factories.served(w, on=on - timedelta(days=7), measures=FIRST)
    modify(w, suggestion, on=on)
    return suggestion
