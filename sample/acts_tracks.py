"""Acts beside the main line: opinions, filing on record, papers, copies, deciding objections, amendments and corrections of a letter."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sample import acts_letter, evidence
from sample.stage import Story
from suggestions.actions import (
    case_papers,
    consulting,
    copying,
    correcting,
    filing,
    instructing,
    investigating,
    objecting,
    recusing,
)
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.drafting import Body, MeasureDraft
from suggestions.models import Amendment, AskedOf, CasePaper, Copy, Correction, Filing, Objection, Opinion, Recusal


def ask_opinion(
    story: Story, *, questions: str, procuratorate: str = "", above: str = "", answer_in: int | None = None
) -> None:
    """Asks the recipient, the procuratorate of its place, or the one above that is to forward the letter, by its code."""
    asked_of = AskedOf.HIGHER if above else AskedOf.PROCURATORATE if procuratorate else AskedOf.RECIPIENT
    asked = above or procuratorate
    consulting.ask(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        asked_of=asked_of,
        office=story.world.places[asked] if asked else None,
        questions=questions,
        on=story.day,
        answer_by=story.by(answer_in) if answer_in else None,
    )


def _opinion(story: Story) -> Opinion:
    return story.suggestion.opinions.select_related("suggestion").last()


def record_opinion(story: Story, *, answer: str, has_agreed: bool, by_name: str = "") -> None:
    consulting.record(
        access=story.who("handling"),
        at=story.at,
        opinion=_opinion(story),
        answer=answer,
        has_agreed=has_agreed,
        on=story.day,
        by_name=by_name,
        evidence=(evidence.scan(f"征求意见复函 {story.letter.key}"),),
    )


def answer_opinion(story: Story, *, answer: str, has_agreed: bool, by: str) -> None:
    """Answers as chief procurator of the office that was asked."""
    consulting.answer(
        access=story.world.access(by), at=story.at, opinion=_opinion(story), answer=answer, has_agreed=has_agreed
    )


def ask_investigation(story: Story, *, grounds: str) -> None:
    investigating.ask(
        access=story.who("handling"), at=story.at, suggestion=story.suggestion, grounds=grounds, on=story.day
    )


def decide_investigation(story: Story, *, is_ordered: bool, reasons: str) -> None:
    investigating.decide(
        access=story.who("chief"),
        at=story.at,
        investigation=story.suggestion.investigations.select_related("suggestion").get(state="asked"),
        is_ordered=is_ordered,
        reasons=reasons,
        on=story.day,
    )


def investigate(story: Story, *, means: str, institution: str = "", questioned: str = "", number: int = 0) -> None:
    """Enters an act that the prosecutor and the assistant took together."""
    people = story.world.people
    investigating.enter(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        act=investigating.Act(
            means=means,
            on=story.day,
            first=people[story.cast["handling"]],
            second=people[story.cast["assistant"]],
            institution=institution,
            questioned=questioned,
            questioned_number=number or None,
        ),
    )


def strike_act(story: Story, *, reason: str) -> None:
    """Strikes the act out that was entered last."""
    act = story.suggestion.investigation_acts.select_related("suggestion").latest("id")
    investigating.strike(access=story.who("handling"), at=story.at, act=act, reason=reason)


def ask_recusal(
    story: Story,
    *,
    part: str,
    asked_by: str = "self",
    ground: str = "relation",
    litigant: str = "",
    litigant_number: int | None = None,
) -> None:
    """Withdraws in the part, or asks that who plays it withdraws; what others ask is recorded by case management."""
    recusing.ask(
        access=story.who(part if asked_by == "self" else "cases"),
        at=story.at,
        suggestion=story.suggestion,
        person=story.world.people[story.cast[part]],
        asked_by=asked_by,
        ground=ground,
        manner="written",
        on=story.day,
        litigant=litigant,
        litigant_number=litigant_number,
    )


def _recusal(story: Story) -> Recusal:
    return story.suggestion.recusals.select_related("suggestion", "person").get()


def decide_recusal(story: Story, *, is_recused: bool) -> None:
    recusal = _recusal(story)
    recusing.decide(
        access=story.who("chief"),
        at=story.at,
        recusal=recusal,
        is_recused=is_recused,
        on=story.day,
        told_on=story.day if recusal.is_asked_from_outside else None,
    )


def ask_recusal_again(story: Story) -> None:
    recusing.ask_again(access=story.who("cases"), at=story.at, recusal=_recusal(story), on=story.day)


def reconsider_recusal(story: Story) -> None:
    """Stays with the refusal, and tells the applicant on the same day."""
    recusing.reconsider(
        access=story.who("chief"),
        at=story.at,
        recusal=_recusal(story),
        is_recused=False,
        on=story.day,
        told_on=story.day,
    )


def _filing(story: Story) -> Filing:
    return story.suggestion.filings.select_related("suggestion").get()


def file(story: Story, *, note: str = "") -> None:
    filing.file(access=story.who("cases"), at=story.at, filing=_filing(story), on=story.day, note=note)


def receive_filing(story: Story, *, departments: tuple[str, ...] = filing.RECEIVED) -> None:
    filing.receive(access=story.who("higher"), at=story.at, filing=_filing(story), departments=departments)


def review_filing(story: Story, *, note: str = "") -> None:
    filing.review(access=story.who("higher"), at=story.at, filing=_filing(story), note=note)


def instruct(story: Story, *, instruction: str, reason: str) -> None:
    """Instructs from above, upon the filing where one is there."""
    instructing.give(
        access=story.who("higher"), at=story.at, suggestion=story.suggestion, what=instruction, reason=reason
    )


def write_paper(story: Story, *, kind: str, by: str = "handling", **written: Any) -> None:
    """Makes a paper of the case beside the letter."""
    case_papers.make(
        access=story.who(by),
        at=story.at,
        suggestion=story.suggestion,
        kind=kind,
        draft=case_papers.Draft(**written),
        on=story.day,
    )


def _paper(story: Story, kind: str, *, state: str = "made") -> CasePaper:
    return story.suggestion.papers.select_related("suggestion__procuratorate").filter(kind=kind, state=state)[0]


def receive_request(story: Story, *, kind: str) -> None:
    """Records that the court received a paper, on the day of the story."""
    paper = _paper(story, kind)
    case_papers.reach(access=story.who("handling"), at=story.at, paper=paper, on=story.day)


def serve_paper(story: Story, *, kind: str) -> None:
    """Serves a paper on the organ, with the scanned return."""
    paper = _paper(story, kind)
    case_papers.serve(
        access=story.who("handling"),
        at=story.at,
        paper=paper,
        channel="direct",
        on=story.day,
        received_by="收发室",
        received_as="mail",
        evidence=(evidence.scan(f"送达回证 {kind} {story.letter.key}"),),
    )


def hand_over_paper(story: Story, *, kind: str) -> None:
    case_papers.hand_over(
        access=story.who("handling"), at=story.at, paper=_paper(story, kind), channel="post", on=story.day
    )


def decide_on_suit(story: Story, *, kind: str, court: str, text: str) -> None:
    """Decides as chief procurator on a suit that runs."""
    case_papers.make(
        access=story.who("chief"),
        at=story.at,
        suggestion=story.suggestion,
        kind=kind,
        draft=case_papers.Draft(text=text, addressee=court),
        on=story.day,
    )


def submit_paper(story: Story, *, kind: str) -> None:
    """Submits a decision on the suit to the court, with the scan of what it signed for."""
    case_papers.submit(
        access=story.who("handling"),
        at=story.at,
        paper=_paper(story, kind),
        on=story.day,
        receipt=(evidence.scan(f"提交回执 {kind} {story.letter.key}"),),
    )


def file_paper(story: Story, *, kind: str) -> None:
    case_papers.file(access=story.who("cases"), at=story.at, paper=_paper(story, kind), on=story.day)


def receive_paper(story: Story, *, kind: str) -> None:
    case_papers.receive(access=story.who("higher"), at=story.at, paper=_paper(story, kind, state="filed"))


def answer_paper(story: Story, *, kind: str, text: str) -> None:
    case_papers.answer(access=story.who("handling"), at=story.at, paper=_paper(story, kind), text=text, on=story.day)


def _copy(story: Story) -> Copy:
    return story.suggestion.copies.select_related("suggestion", "unit").order_by("id").last()


def plan_copy(story: Story, *, unit: str, ground: str) -> None:
    copying.plan(
        access=story.who("chief"),
        at=story.at,
        suggestion=story.suggestion,
        unit=story.world.units[unit],
        ground=ground,
    )


def send_copy(story: Story) -> None:
    copying.send(access=story.who("office"), at=story.at, copy=_copy(story), on=story.day)


def acknowledge_copy(story: Story) -> None:
    copying.acknowledge(access=story.world.access("copied"), at=story.at, copy=_copy(story))


def _objection(story: Story) -> Objection:
    return story.suggestion.objections.select_related("suggestion__letter", "suggestion__issued_by").last()


def take_up(story: Story) -> None:
    objecting.take_up(access=story.who("handling"), at=story.at, objection=_objection(story))


def advise(story: Story, *, advice: str) -> None:
    objecting.advise(access=story.who("handling"), at=story.at, objection=_objection(story), advice=advice)


def decide_objection(story: Story, *, result: str, reasons: str) -> None:
    objecting.decide(
        access=story.who("chief"), at=story.at, objection=_objection(story), result=result, reasons=reasons
    )


def _amendment(story: Story) -> Amendment:
    return story.suggestion.amendments.select_related("suggestion", "letter").last()


def propose_modification(
    story: Story, *, reasons: str, measures: tuple[tuple[int | None, str], ...], cause: str = ""
) -> None:
    """Proposes the next version: each measure by its number with its new text, "" keeps the text, None is a new one."""
    proposing.propose_modification(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        reasons=reasons,
        body=_body(story, measures),
        cause=_cause(story, cause),
    )


def _body(story: Story, measures: tuple[tuple[int | None, str], ...]) -> Body:
    typed = acts_letter.body(story.letter, story=story, other="本次变更以本稿为准，原建议书不再执行。")
    drafts = []
    for number, text in measures:
        if number is None:
            drafts.append(
                MeasureDraft(
                    text=text, criterion="有书面记录，随机抽查均符合要求", legal_basis=story.letter.measures[0][2]
                )
            )
            continue
        measure = story.measure(number)
        drafts.append(
            MeasureDraft(
                text=text or measure.text.text,
                criterion=measure.text.criterion,
                legal_basis=measure.text.legal_basis,
                id=measure.pk,
            )
        )
    return replace(typed, measures=tuple(drafts))


def _cause(story: Story, cause: str) -> Cause:
    if cause == "objection":
        return Cause(objection=_objection(story))
    return Cause(instruction=story.suggestion.instructions.get(state="given")) if cause == "instruction" else Cause()


def propose_withdrawal(story: Story, *, reasons: str, cause: str = "") -> None:
    proposing.propose_withdrawal(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        reasons=reasons,
        cause=_cause(story, cause),
    )


def decide_amendment(story: Story, *, reasons: str = "同意。", new_due_in: int | None = None) -> None:
    amendment = _amendment(story)
    deciding.decide(
        access=story.who("chief"),
        at=story.at,
        amendment=amendment,
        digest=amendment.digest,
        reasons=reasons,
        new_due_on=story.day + timedelta(days=new_due_in) if new_due_in else None,
    )


def refuse_amendment(story: Story, *, reasons: str) -> None:
    deciding.refuse(access=story.who("chief"), at=story.at, amendment=_amendment(story), reasons=reasons)


def send_amendment_back(story: Story, *, reasons: str) -> None:
    deciding.send_back(access=story.who("chief"), at=story.at, amendment=_amendment(story), reasons=reasons)


def _correction(story: Story) -> Correction:
    return story.suggestion.corrections.select_related("suggestion", "letter").last()


def propose_correction(story: Story, *, place: str, wrong: str, right: str, reason: str) -> None:
    correcting.propose(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        place=place,
        wrong=wrong,
        right=right,
        reason=reason,
    )


def make_correction(story: Story) -> None:
    correcting.make(access=story.who("chief"), at=story.at, correction=_correction(story))


def refuse_correction(story: Story, *, reasons: str) -> None:
    correcting.refuse(access=story.who("chief"), at=story.at, correction=_correction(story), reasons=reasons)
