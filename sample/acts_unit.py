"""Acts of the recipient unit: answers, progress, claims, reply, objection; in the portal, or entered by the office from paper."""

from datetime import timedelta

from followups.actions import answering, postponing, replying, supporting
from followups.actions.answering import AnswerDraft, Paper
from followups.actions.postponing import Wish
from followups.actions.replying import ReplyDraft
from followups.models import LaterDate, Support
from sample import evidence
from sample.stage import Story
from suggestions.actions import objecting

ON_PAPER = {
    "accepted": "已列入整改方案，明确责任科室和完成时限。",
    "other_way": "按现有条件改用联合检查和第三方评估的方式落实。",
    "already_done": "收到建议前已部署并完成，相关记录附后。",
    "refused": "该事项不属于本单位法定职责，已说明职责分工依据。",
}


def _paper(story: Story, *, paper: bool, name: str) -> Paper | None:
    return Paper(scan=(evidence.scan(f"{name} {story.letter.key}"),)) if paper else None


def prepare(story: Story, *, number: int, attitude: str = "accepted", in_days: int = 30) -> None:
    """Keeps an answer as a draft that the office does not see."""
    answering.save_draft(
        access=story.who("unit"),
        at=story.at,
        measure=story.measure(number),
        draft=AnswerDraft(attitude=attitude, promised_on=story.by(in_days), text=ON_PAPER[attitude]),
    )


def answer(
    story: Story, *, attitudes: tuple[str, ...], in_days: int = 30, paper: bool = False, number: int | None = None
) -> None:
    """Answers the open measures in turn, or the one of that number."""
    asked = [story.measure(number)] if number else story.measures("asked")
    for measure, attitude in zip(asked, attitudes, strict=True):
        promised = story.by(in_days) if attitude in {"accepted", "other_way"} else None
        answering.send(
            access=story.who("handling" if paper else "unit"),
            at=story.at,
            measure=measure,
            draft=AnswerDraft(attitude=attitude, promised_on=promised, text=ON_PAPER[attitude]),
            on=story.day,
            paper=_paper(story, paper=paper, name="逐项答复"),
        )


def move_promise(story: Story, *, number: int, to_in_days: int, reason: str) -> None:
    answering.move_promise(
        access=story.who("unit"), at=story.at, measure=story.measure(number), to=story.by(to_in_days), reason=reason
    )


def progress(story: Story, *, number: int, text: str, paper: bool = False) -> None:
    answering.log_progress(
        access=story.who("handling" if paper else "unit"),
        at=story.at,
        measure=story.measure(number),
        on=story.day,
        text=text,
        evidence=(evidence.photo(f"整改照片{number} {story.letter.key}"),),
        paper=_paper(story, paper=paper, name="进展说明"),
    )


def claim(story: Story, *, text: str, numbers: tuple[int, ...] = (), paper: bool = False) -> None:
    """Claims promised measures done; all of them when no number is given."""
    for measure in story.measures("accepted", "other_way"):
        if numbers and measure.position not in numbers:
            continue
        answering.claim(
            access=story.who("office" if paper else "unit"),
            at=story.at,
            measure=measure,
            on=story.day,
            text=text,
            evidence=(evidence.photo(f"完成情况{measure.position} {story.letter.key}"),),
            paper=_paper(story, paper=paper, name="完成情况说明"),
        )


def reply(story: Story, *, text: str, paper: bool = False, days_in_post: int = 0) -> None:
    """Sends the written reply, signed by the unit."""
    posted_on = story.day - timedelta(days=days_in_post) if days_in_post else None
    replying.reply(
        access=story.who("handling" if paper else "unit"),
        at=story.at,
        suggestion=story.suggestion,
        draft=ReplyDraft(
            signed_by="单位负责人",
            signed_by_title="主要负责人",
            text=text,
            reference=f"复函〔{story.day.year}〕{story.day.month}号",
            received_on=story.day,
            posted_on=posted_on,
            attachments=(evidence.photo(f"回复附件 {story.letter.key}"),),
        ),
        paper=_paper(story, paper=paper, name="回复函"),
    )


def object_to(story: Story, *, grounds: str, paper: bool = False) -> None:
    uploads = (evidence.scan(f"异议书 {story.letter.key}"),)
    objecting.object_to(
        access=story.who("handling" if paper else "unit"),
        at=story.at,
        suggestion=story.suggestion,
        grounds=grounds,
        on=story.day,
        evidence=uploads,
        paper=paper,
    )


def withdraw_objection(story: Story, *, reason: str) -> None:
    """Takes the objection back on paper."""
    objecting.withdraw(
        access=story.who("handling"),
        at=story.at,
        objection=story.suggestion.objections.get(),
        reason=reason,
        scan=(evidence.scan(f"撤回异议的函 {story.letter.key}"),),
        paper=True,
    )


def ask_later(story: Story, *, reason: str, amount: int, unit: str = "days", paper: bool = False) -> None:
    """Asks for a later day for the reply."""
    postponing.ask(
        access=story.who("handling" if paper else "unit"),
        at=story.at,
        suggestion=story.suggestion,
        wish=Wish(amount=amount, unit=unit),
        reason=reason,
        on=story.day,
        paper=_paper(story, paper=paper, name="延期回复的函"),
    )


def later_date(story: Story) -> LaterDate:
    """Returns the request that was made last."""
    return story.suggestion.later_dates.select_related("suggestion", "clock").last()


def withdraw_later(story: Story, *, reason: str, paper: bool = False) -> None:
    postponing.withdraw(
        access=story.who("handling" if paper else "unit"),
        at=story.at,
        later_date=later_date(story),
        reason=reason,
        paper=_paper(story, paper=paper, name="撤回延期申请的函"),
    )


def confirm_support(story: Story, *, says: str) -> None:
    support = Support.objects.select_related("suggestion").get(suggestion=story.suggestion, state="recorded")
    supporting.confirm(access=story.who("unit"), at=story.at, support=support, says=says)
