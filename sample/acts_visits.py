"""Acts with visits and talks: recorded without a plan, planned, moved, called off, held."""

import uuid
from datetime import timedelta

from followups.actions import urging, visiting
from followups.actions.visit_results import Held, LookResult, Signed
from followups.actions.visiting import LookDraft, VisitPlan
from followups.models import Visit
from sample import evidence
from sample.stage import Story


def record(story: Story, *, findings: str, means: str = "visit", next_step: str = "") -> None:
    urging.record_visit(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        means=means,
        on=story.day,
        place=story.unit.address,
        present=f"{story.name('handling')}、单位业务科室",
        findings=findings,
        next_step=next_step,
        evidence=(evidence.photo(f"回访照片 {story.letter.key}"),),
    )


def plan(story: Story, *, in_days: int, expected: str = "", means: str = "visit") -> None:
    """Plans a visit for so many days after today: the stories end today, and a plan looks ahead of them."""
    visiting.plan(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        draft=VisitPlan(
            means=means,
            on=story.world.today + timedelta(days=in_days),
            place=story.unit.address,
            people=(story.who("handling").person_id, story.who("assistant").person_id),
            expected=expected,
            looks=tuple(
                LookDraft(measure=each, criterion=each.text.criterion)
                for each in visiting.what_may_be_looked_at(story.suggestion)
            ),
        ),
    )


def _visit(story: Story) -> Visit:
    return story.suggestion.visits.filter(state="planned").select_related("suggestion").last()


def move(story: Story, *, in_days: int, reason: str) -> None:
    visiting.move(
        access=story.who("handling"),
        at=story.at,
        visit=_visit(story),
        to=story.world.today + timedelta(days=in_days),
        reason=reason,
    )


def call_off(story: Story, *, reason: str) -> None:
    visiting.call_off(access=story.who("handling"), at=story.at, visit=_visit(story), reason=reason)


def hold(story: Story, *, results: tuple[tuple[str, str, str], ...], next_step: str = "") -> None:
    """Records the planned visit: for each measure what was found, in words, and what follows at once."""
    visit = _visit(story)
    visiting.record(
        access=story.who("handling"),
        at=story.at,
        visit=visit,
        held=Held(
            on=story.day,
            looks=tuple(
                LookResult(
                    number=look.number,
                    found=found,
                    text=text,
                    follow=follow,
                    photos=(evidence.photo(f"现场照片{look.number} {story.letter.key}"),),
                )
                for look, (found, text, follow) in zip(visit.looks.all(), results, strict=True)
            ),
            present="单位分管负责人、业务科室负责人",
            next_step=next_step,
            unit=Signed(name="单位负责人", title="分管负责人", picture=evidence.photo(f"签名 {story.letter.key}")),
        ),
        key=uuid.uuid4(),
    )
