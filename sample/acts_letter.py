"""Acts of the letter: draft, gates, issue, service; each calls one real action as the sample person whose part it is."""

from datetime import timedelta

from sample import evidence
from sample.letters import LETTERS
from sample.stage import Letter, Story
from suggestions.actions import (
    admitting,
    clues,
    drafting,
    investigating,
    issuing,
    joining,
    merging,
    reporting_up,
    review,
    serving,
)
from suggestions.actions.drafting import Body, DraftHead, MeasureDraft
from suggestions.actions.review import ResolutionDraft
from suggestions.actions.serving import InvitedDraft, ProclamationDraft, ServiceDraft
from suggestions.documents import content, legal_basis
from suggestions.models import Clue, Suggestion
from suggestions.rules import kinds, legal_bases, terms

VERDICTS = {"necessity": True, "legality": True, "reasoning": True}


def open_draft(story: Story, *, is_decided: bool = True, has_clue: bool = False) -> None:
    """Opens the suggestion, from a clue that is registered first where there is one; the chief procurator decides to investigate (P19 Art. 13)."""
    access = story.who("handling")
    clue = _clue(story) if has_clue else None
    members = tuple(story.world.people[story.cast[part]] for part in ("assistant",) if part in story.cast)
    story.suggestion = drafting.open_suggestion(
        access=access,
        at=story.at,
        procuratorate=story.procuratorate,
        kind=story.letter.kind,
        head=head(story),
        department=story.department,
        members=members,
    )
    if is_decided:
        _decide_at_once(story)
    if clue is not None:
        clues.lead_to(access=access, at=story.at, clue=clue, suggestion=story.suggestion)


def _decide_at_once(story: Story) -> None:
    investigation = investigating.ask(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        grounds=story.letter.source,
        on=story.day,
    )
    investigating.decide(
        access=story.who("chief"),
        at=story.at,
        investigation=investigation,
        is_ordered=True,
        reasons="同意调查核实。",
        on=story.day,
    )
    story.suggestion.refresh_from_db()


def _clue(story: Story) -> Clue:
    return clues.register(
        access=story.who("cases"),
        at=story.at,
        procuratorate=story.procuratorate,
        source=story.letter.case_source,
        matter=story.letter.title,
        institution=story.unit.name,
        on=story.day,
    )


def head(story: Story) -> DraftHead:
    letter = story.letter
    return DraftHead(
        title=letter.title,
        unit=story.unit,
        case_name=letter.case_name,
        industry=letter.industry,
        problem_category=story.world.categories[letter.category],
        case_source=letter.case_source,
        route=letter.route,
        addressed_as=letter.addressed_as,
    )


def body(letter: Letter, *, story: Story, without: tuple[str, ...] = (), other: str = "") -> Body:
    """Returns the letter as it is typed; the reply period is the one that its kind prescribes."""
    rules = kinds.KINDS[letter.kind].on(story.day)
    length = terms.reply_term(rules=rules, on=story.day, urgent=letter.is_urgent).length
    contents = {"source": letter.source, "facts": letter.facts, "problems": letter.problems, "other": other}
    ground = letter.ground if letter.kind == "social_governance" else ""
    contents[legal_bases.KEY] = legal_basis.proposed(story.suggestion, ground=ground)
    drafts = tuple(MeasureDraft(text=text, criterion=met, legal_basis=basis) for text, met, basis in letter.measures)
    return Body(
        contents={key: "" if key in without else text for key, text in contents.items()},
        measures=() if "measures" in without else drafts,
        values={
            "objection_amount": 10 if rules.has_objection_period and "objection" not in without else None,
            "reply_amount": length.amount,
            "reply_unit": length.unit,
            "is_urgent": letter.is_urgent,
            "conclusion_report": "" if rules.report_paper or "report" in without else letter.report,
            "route_papers": letter.route_papers,
            "governance_ground": ground,
        },
    )


def write(story: Story, *, without: tuple[str, ...] = (), other: str = "", by: str = "handling") -> None:
    """Saves the draft; `without` leaves contents open, `other` is a later edit."""
    drafting.save(
        access=story.who(by),
        at=story.at,
        suggestion=story.suggestion,
        head=head(story),
        body=_with_ids(story, body(story.letter, story=story, without=without, other=other)),
    )


def _with_ids(story: Story, typed: Body) -> Body:
    """Returns the body with the ids of the measures that are there already, so that they keep their identity."""
    ids = [measure.pk for measure in story.measures()]
    drafts = tuple(
        MeasureDraft(text=each.text, criterion=each.criterion, legal_basis=each.legal_basis, id=known)
        for each, known in zip(typed.measures, ids or [None] * len(typed.measures), strict=True)
    )
    return Body(**{**vars(typed), "measures": drafts})


def submit(story: Story) -> None:
    drafting.submit(access=story.who("handling"), at=story.at, suggestion=story.suggestion)


def recall(story: Story) -> None:
    drafting.recall(access=story.who("handling"), at=story.at, suggestion=story.suggestion)


def join(story: Story, *, offices: tuple[str, ...]) -> None:
    """Names the offices that issue the letter jointly, in the order of signing."""
    joining.name(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        offices=[story.world.places[code] for code in offices],
    )


def sign_jointly(story: Story, *, office: str, by: str) -> None:
    signing = story.suggestion.joint_signings.get(office=story.world.places[office])
    digest = content.digest(story.suggestion.current_letter)
    joining.sign(access=story.world.access(by), at=story.at, signing=signing, digest=digest)


def refuse_jointly(story: Story, *, office: str, by: str, reason: str) -> None:
    signing = story.suggestion.joint_signings.get(office=story.world.places[office])
    joining.refuse(access=story.world.access(by), at=story.at, signing=signing, reason=reason)


def report_up(story: Story, *, report: str) -> None:
    """Reports the approved text to the office above, which is to decide and issue (P19 Art. 3(2))."""
    reporting_up.report(access=story.who("handling"), at=story.at, suggestion=story.suggestion, report=report)


def reopen_text(story: Story) -> None:
    drafting.reopen_text(access=story.who("handling"), at=story.at, suggestion=story.suggestion)


def drop(story: Story, *, reason: str) -> None:
    ground = "no_fault" if drafting.ends_by_decision(story.suggestion) else ""
    drafting.drop(access=story.who("chief"), at=story.at, suggestion=story.suggestion, reason=reason, ground=ground)


def merge(story: Story, *, into: str, reason: str) -> None:
    """Merges the case into that of another letter of the same office, which is not issued yet."""
    other = Suggestion.objects.get(title=LETTERS[into].title, procuratorate=story.procuratorate)
    merging.merge(access=story.who("handling"), at=story.at, suggestion=story.suggestion, into=other, reason=reason)


def hand_over(story: Story, *, to: str, reason: str) -> None:
    """Gives the case to another prosecutor, who plays the handling part from now on."""
    drafting.hand_over(
        access=story.who("head"), at=story.at, suggestion=story.suggestion, to=story.world.people[to], reason=reason
    )
    story.cast = {**story.cast, "handling": to}


def sign(story: Story, *, opinion: str = "同意。", by: str = "", resolution: str = "") -> None:
    """Signs at the gate where the draft waits, over its present text; `resolution` is the committee's number."""
    gate = story.suggestion.rules.gate(story.suggestion.gate)
    part = by or ("secretary" if resolution else gate.relation)
    decided = None
    if resolution:
        decided = ResolutionDraft(
            decided_on=story.day,
            number=resolution,
            result="经检察委员会讨论，同意制发检察建议。",
            minutes=evidence.scan(f"检察委员会会议纪要{resolution}"),
        )
    review.sign(
        access=story.who(part),
        at=story.at,
        suggestion=story.suggestion,
        digest=content.digest(story.suggestion.current_letter),
        opinion=opinion,
        verdicts=VERDICTS if gate.verdicts else dict.fromkeys(gate.checklist, True),
        resolution=decided,
    )


def give_back(story: Story, *, reason: str) -> None:
    gate = story.suggestion.rules.gate(story.suggestion.gate)
    review.return_draft(
        access=story.who(gate.relation),
        at=story.at,
        suggestion=story.suggestion,
        digest=content.digest(story.suggestion.current_letter),
        reason=reason,
    )


def refer(story: Story, *, reason: str) -> None:
    """Lets the chief procurator refer the draft to the committee."""
    review.refer(
        access=story.who("chief"),
        at=story.at,
        suggestion=story.suggestion,
        digest=content.digest(story.suggestion.current_letter),
        reason=reason,
    )


def issue(story: Story) -> None:
    issuing.issue(access=story.who("office"), at=story.at, suggestion=story.suggestion)


def announce(story: Story, *, in_days: int, place: str) -> None:
    serving.announce(
        access=story.who("handling"), at=story.at, suggestion=story.suggestion, on=story.by(in_days), place=place
    )


def attempt(story: Story, *, mode: str, note: str) -> None:
    serving.record_attempt(
        access=story.who("office"), at=story.at, suggestion=story.suggestion, mode=mode, on=story.day, note=note
    )


#: What the form of each mode asks for, and no more (suggestions/rules/service_channels.py).
MODES: dict[str, dict[str, str]] = {
    "direct": {"signed_by": "办公室", "signed_as": "office"},
    "left": {
        "refusal": "单位收发室拒绝签收，送达人员当场说明来意，将检察建议书留置于收发室并拍照记录。",
        "witness": "所在社区工作站",
    },
    "post": {"tracking_number": "EMS-SAMPLE-1000"},
    "electronic": {"electronic_address": "jyj@sample.invalid", "consent_by": "单位办公室"},
    "proclamation": {"consent_by": "单位办公室"},
}


def serve(story: Story, *, mode: str = "direct", note: str = "", place: str = "") -> None:
    """Records the service with what its mode asks for (CIVPL 87-91, P19 Art. 18)."""
    facts: dict[str, object] = {**MODES[mode], "place": place or story.unit.address or story.procuratorate.name}
    if "consent_by" in facts:
        facts["consented_on"] = story.day - timedelta(days=1)
    serving.serve(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        service=ServiceDraft(
            mode=mode,
            received_on=story.day,
            note=note,
            papers=(evidence.scan(f"送达回证 {story.letter.key}"),),
            **facts,
        ),
        proclamation=_proclamation(story) if mode == "proclamation" else None,
    )


def serve_withdrawal(story: Story) -> None:
    """Records that the notice of withdrawal was handed over."""
    serving.serve_withdrawal(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        service=ServiceDraft(
            mode="direct",
            received_on=story.day,
            place=story.unit.address or story.procuratorate.name,
            papers=(evidence.scan(f"撤回通知书送达回证 {story.letter.key}"),),
            signed_by="办公室",
            signed_as="office",
        ),
    )


def _proclamation(story: Story) -> ProclamationDraft:
    return ProclamationDraft(
        started_at="10时00分至10时50分",
        host=story.name("head"),
        reader=story.name("handling"),
        unit_head="单位负责人",
        unit_head_title="局长",
        evidence_shown="现场勘验笔录、照片、询问笔录、台账复印件",
        reasoning="宣读检察建议书全文，逐项说明事实、依据和建议。",
        statement="对查明的事实没有意见，将逐项研究，按期书面回复。",
        invited=(
            InvitedDraft(name="人民监督员（示例）", capacity="peoples_supervisor", comment="建议具体，便于落实。"),
            InvitedDraft(name="县人大代表（示例）", capacity="congress_deputy", comment="希望按期公开整改情况。"),
        ),
    )


def correct_receipt(story: Story, *, days_later: int, reason: str) -> None:
    serving.correct_receipt(
        access=story.who("head"),
        at=story.at,
        suggestion=story.suggestion,
        on=story.suggestion.served_on + timedelta(days=days_later),
        reason=reason,
    )


def read(story: Story) -> None:
    """Lets the unit open the letter for the first time and acknowledge it."""
    admitting.opened(access=story.who("unit"), at=story.at, suggestion=story.suggestion, what="letter")
    admitting.acknowledge(access=story.who("unit"), at=story.at, suggestion=story.suggestion)


def invite(story: Story) -> None:
    """Prints the one-time link on the service slip; the sample throws the token away."""
    admitting.invite(access=story.who("office"), at=story.at, suggestion=story.suggestion)
