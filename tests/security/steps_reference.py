"""Who takes which step from which states, written down from the law and the design, not from the tables: slow to change on purpose.

Nothing of the application is imported here. A step that is not here is missing; the matrix then says so.
"""

from dataclasses import dataclass

HANDLING, TEAM, HEAD, POLICY, CHIEF = "handling", "team", "head", "policy", "chief"
SECRETARY, REGISTRAR, CASE_MANAGER, HIGHER = "secretary", "registrar", "case_manager", "higher"
UNIT, COPIED, OWN = "unit", "copied", "own"
JOINT, REPORTED_TO, ASKED_OFFICE = "joint", "reported_to", "asked_office"

#: What came from the unit on paper is recorded by the case's own people or the office that keeps the seal.
FROM_PAPER = frozenset({HANDLING, TEAM, REGISTRAR})
#: Public-interest suggestions alone lead to an examination whether to sue (PIL Case Rules, Art. 47-48).
PUBLIC_INTEREST = frozenset({"public_interest"})
#: Of public interest the chief procurator closes; of any other kind the department head (PIL Case Rules, Art. 74).
OTHER_KINDS = frozenset(
    {"retrial_civil", "retrial_administrative", "violation_civil_trial", "violation_administrative_trial"}
    | {"violation_civil_enforcement", "violation_administrative_enforcement", "violation_criminal"}
    | {"violation_administrative_organ", "violation_other", "social_governance", "other"}
)
#: A court's president may prolong the reply in the supervision of enforcement (2016 Provisions, Art. 13).
ENFORCEMENT = frozenset({"violation_civil_enforcement", "violation_administrative_enforcement"})

JUDGED = {"inadequate", "refused", "adequate", "adequate_other"}
AFTER_SERVICE = {"awaited", "received", "none"} | JUDGED
ANSWERED = {"accepted", "already_done", "other_way", "refused"}
PROMISED = {"accepted", "other_way"}
VERIFIED = {"verified", "holding", "partly", "rebounded"}
LIVE = {"asked", "claimed"} | ANSWERED | VERIFIED


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """What a step is about, from which of its states it is taken, by whom, and for which kinds alone."""

    about: str
    states: frozenset[str]
    by: frozenset[str]
    kinds: frozenset[str] | None = None
    has_own_page: bool = False


def _of(about: str, states: str | set[str], *by: str, **more: object) -> StepFacts:
    found = frozenset(states.split()) if isinstance(states, str) else frozenset(states)
    return StepFacts(about=about, states=found, by=frozenset(by), **more)


#: No state: the step begins something new on the case, in whatever state it is.
ANY = ""

STEPS: dict[str, StepFacts] = {
    # the letter
    "document.edit": _of("document", "draft", HANDLING, TEAM, has_own_page=True),
    "document.submit": _of("document", "draft", HANDLING),
    "document.pass": _of("document", "in_review", POLICY, HEAD, has_own_page=True),
    "document.settle_return": _of("document", "draft", HANDLING, TEAM),
    "document.recall": _of("document", "in_review", HANDLING),
    "document.approve": _of("document", "in_review", CHIEF, SECRETARY, has_own_page=True),
    "document.reopen_text": _of("document", "approved", HANDLING),
    "document.report_up": _of("document", "approved", HANDLING),
    "document.take_up": _of("document", "approved", REPORTED_TO),
    "document.send_down": _of("document", "approved", REPORTED_TO),
    "document.join": _of("document", "draft", HANDLING, TEAM),
    "joint.sign": _of("joint", "named signed refused", JOINT),
    "joint.refuse": _of("joint", "named signed", JOINT),
    "document.drop": _of("document", "draft in_review approved", CHIEF),
    "document.merge": _of("document", "draft in_review approved", HANDLING, kinds=PUBLIC_INTEREST),
    "document.issue": _of("document", "approved", REGISTRAR),
    "document.announce": _of("document", "issued", HANDLING, TEAM),
    "document.attempt": _of("document", "issued", HANDLING, TEAM, REGISTRAR),
    "document.serve": _of("document", "issued", HANDLING, TEAM, REGISTRAR),
    "document.serve.proclamation": _of("document", "issued", HANDLING, TEAM, REGISTRAR),
    "document.serve_modified": _of("document", "served", HANDLING, TEAM, REGISTRAR),
    "document.serve_withdrawal": _of("document", "withdrawn", HANDLING, TEAM, REGISTRAR),
    "document.call_back": _of("document", "served", HANDLING, TEAM, REGISTRAR),
    "document.correct_receipt": _of("document", "served", HEAD),
    "document.acknowledge": _of("document", "served", UNIT),
    # the case
    "case.propose_closing": _of("case", "open", HANDLING, kinds=OTHER_KINDS),
    "case.decline_closing": _of("case", "open", HEAD, kinds=OTHER_KINDS),
    "case.close": _of("case", "open", HEAD, kinds=OTHER_KINDS),
    "case.propose_closing_pil": _of("case", "open", HANDLING, kinds=PUBLIC_INTEREST),
    "case.decline_closing_pil": _of("case", "open", CHIEF, kinds=PUBLIC_INTEREST),
    "case.close_pil": _of("case", "open", CHIEF, kinds=PUBLIC_INTEREST),
    "case.reopen": _of("case", "closed", HANDLING, TEAM, HEAD, CHIEF),
    "case.archive": _of("case", "closed", HANDLING, TEAM, REGISTRAR, CASE_MANAGER),
    "document.archive": _of("document", "dropped", HANDLING, TEAM, CASE_MANAGER),
    "case.hand_over": _of("case", "open closed", HEAD, CHIEF),
    # whether to sue
    "examination.begin": _of("examination", "not_begun ended suit_ended", HANDLING, kinds=PUBLIC_INTEREST),
    "examination.suspend": _of("examination", "running", CHIEF, kinds=PUBLIC_INTEREST),
    "examination.resume": _of("examination", "suspended", CHIEF, kinds=PUBLIC_INTEREST),
    "examination.exclude_appraisal": _of("examination", "running", HEAD, kinds=PUBLIC_INTEREST),
    "examination.extend": _of("examination", "running", CHIEF, kinds=PUBLIC_INTEREST),
    "examination.extend_further": _of("examination", "running", HIGHER, kinds=PUBLIC_INTEREST),
    "examination.end": _of("examination", "running suspended", CHIEF, kinds=PUBLIC_INTEREST),
    "examination.note_unperformed": _of(
        "examination", "not_begun running suspended", HANDLING, TEAM, kinds=PUBLIC_INTEREST
    ),
    "examination.end_suit": _of("examination", "sued", HANDLING, kinds=PUBLIC_INTEREST),
    "examination.sue": _of("examination", "running", CHIEF, kinds=PUBLIC_INTEREST),
    # record-filing, copies, opinions
    "filing.file": _of("filing", "due returned", HANDLING, REGISTRAR, CASE_MANAGER),
    "filing.receive": _of("filing", "filed", HIGHER),
    "filing.review": _of("filing", "filed received", HIGHER),
    "filing.instruct": _of("filing", "filed received reviewed", HIGHER),
    "instruction.give": _of("new", ANY, HIGHER),
    "amendment.send_back": _of("amendment", "proposed", CHIEF, SECRETARY),
    "copies.plan": _of("new", ANY, CHIEF),
    "copies.send": _of("copies", "planned", HANDLING, REGISTRAR),
    "copies.acknowledge": _of("copies", "sent", COPIED),
    "opinion.ask": _of("new", ANY, HANDLING, TEAM),
    "opinion.answer": _of("opinion", "asked", ASKED_OFFICE),
    "opinion.record": _of("opinion", "asked", HANDLING, TEAM),
    # papers beside the letter
    # recusal: of the chief procurator the committee decides, of everybody else the chief (PIL Case Rules, Art. 22)
    "recusal.ask": _of("new", ANY, HANDLING, TEAM, HEAD, POLICY, CHIEF, SECRETARY, REGISTRAR, CASE_MANAGER),
    "recusal.request": _of("new", ANY, UNIT),
    "recusal.decide": _of("recusal", "asked", CHIEF, SECRETARY),
    "recusal.ask_again": _of("recusal", "rejected", HANDLING, TEAM, HEAD, REGISTRAR, CASE_MANAGER),
    "recusal.decide_again": _of("recusal", "asked_again", CHIEF, SECRETARY),
    # the chief procurator decides to investigate (Provisions, Art. 13); what was done is entered by the case's own people
    "investigation.ask": _of("new", ANY, HANDLING),
    "investigation.decide": _of("investigation", "asked", CHIEF),
    "inquiry.enter": _of("new", ANY, HANDLING, TEAM),
    "inquiry.strike": _of("inquiry", "entered", HANDLING, TEAM),
    "paper.make.opening_decision": _of("new", ANY, HANDLING, TEAM),
    "paper.make.consultation_record": _of("new", ANY, HANDLING, TEAM),
    "paper.make.later_find": _of("new", ANY, HANDLING, TEAM),
    "paper.make.entrusted_investigation": _of("new", ANY, HANDLING, TEAM),
    "paper.make.conclusion_report": _of("new", ANY, HANDLING, TEAM),
    "paper.make.review_report": _of("new", ANY, HANDLING, TEAM),
    "paper.make.result_review": _of("new", ANY, HANDLING, TEAM),
    "paper.make.party_notice": _of("new", ANY, HANDLING, TEAM),
    "paper.make.no_party_notice": _of("new", ANY, HANDLING, TEAM),
    "paper.make.enforcement_question": _of("new", ANY, HANDLING, TEAM),
    "paper.monitor.monitoring_notice": _of("new", ANY, CASE_MANAGER),
    "paper.decide.suit_withdrawal": _of("new", ANY, CHIEF),
    "paper.decide.claims_change": _of("new", ANY, CHIEF),
    "paper.serve": _of("paper", "made", HANDLING, TEAM, REGISTRAR),
    "paper.hand_over": _of("paper", "made", HANDLING, TEAM, REGISTRAR),
    "paper.add_return": _of("paper", "made served", HANDLING, TEAM, REGISTRAR),
    "paper.file": _of("paper", "made", HANDLING, REGISTRAR, CASE_MANAGER),
    "paper.submit": _of("paper", "made", HANDLING, TEAM, REGISTRAR),
    "paper.receive": _of("paper", "filed", HIGHER),
    "paper.reach": _of("paper", "made", HANDLING, TEAM, REGISTRAR),
    "paper.answer": _of("paper", "made", HANDLING, TEAM),
    # objections, amendments, corrections
    "objection.raise": _of("new", ANY, UNIT),
    "objection.take_up": _of("objection", "raised", HANDLING),
    "objection.advise": _of("objection", "under_review", HANDLING),
    "objection.uphold": _of("objection", "under_review", CHIEF, SECRETARY),
    "objection.reject": _of("objection", "under_review", CHIEF, SECRETARY),
    "objection.withdraw": _of("objection", "raised under_review", UNIT),
    "objection.replace": _of("objection", "raised under_review", UNIT),
    "amendment.propose.modify": _of("new", ANY, HANDLING),
    "amendment.propose.withdraw": _of("new", ANY, HANDLING),
    "amendment.decide": _of("amendment", "proposed", CHIEF, SECRETARY),
    "amendment.refuse": _of("amendment", "proposed", CHIEF, SECRETARY),
    "correction.propose": _of("new", ANY, HANDLING),
    "correction.make": _of("correction", "proposed", CHIEF),
    "correction.refuse": _of("correction", "proposed", CHIEF),
    # the reply and a later day for it
    "reply.receive": _of("reply", "awaited inadequate none refused", UNIT, has_own_page=True),
    "reply.replace": _of("reply", "received", UNIT, has_own_page=True),
    "reply.withdraw": _of("reply", "received", UNIT),
    "reply.prolong": _of("reply", "awaited", UNIT, kinds=ENFORCEMENT),
    "reply.propose_judgement": _of("reply", "received", HANDLING),
    "reply.return_judgement": _of("reply", "received", HEAD),
    "reply.judge": _of("reply", "received", HEAD),
    "reply.record_absence": _of("reply", "awaited", HANDLING),
    "reply.urge": _of("reply", AFTER_SERVICE, HANDLING, TEAM),
    "reply.visit": _of("reply", AFTER_SERVICE, HANDLING, TEAM),
    "quality_review.assign": _of("new", ANY, CASE_MANAGER),
    "quality_review.speak": _of("quality_review", "assigned", OWN),
    "quality_review.decide": _of("quality_review", "differing", CASE_MANAGER, CHIEF),
    "later_date.ask": _of("new", ANY, UNIT),
    "later_date.advise": _of("later_date", "asked", HANDLING),
    "later_date.agree": _of("later_date", "asked", HEAD, CHIEF),
    "later_date.extend": _of("later_date", "asked", HEAD, CHIEF),
    "later_date.refuse": _of("later_date", "asked", HEAD, CHIEF),
    "later_date.withdraw": _of("later_date", "asked", UNIT),
    # measures
    "measure.answer": _of("measure", "asked", UNIT),
    "measure.revise": _of("measure", ANSWERED, UNIT),
    "measure.move_promise": _of("measure", PROMISED, UNIT),
    "measure.weigh_promise": _of("measure", PROMISED, HANDLING, HEAD),
    "measure.log_progress": _of("measure", PROMISED | {"asked"}, UNIT),
    "measure.claim": _of("measure", PROMISED, UNIT),
    "measure.send_back": _of("measure", "already_done claimed", HANDLING, TEAM),
    "measure.verify": _of("measure", "already_done claimed", HANDLING, TEAM, HEAD),
    "measure.settle_refusal": _of("measure", "refused", HEAD),
    "measure.set_indicator": _of("measure", LIVE, HANDLING, TEAM),
    "measure.read_indicator": _of("measure", LIVE, HANDLING, TEAM),
    "measure.look_back": _of("all measures", VERIFIED, HANDLING, TEAM, HEAD),
    "measure.new_round": _of("all measures", "partly rebounded", HANDLING),
    # visits and escalations
    "support.record": _of("new", ANY, HANDLING, TEAM, HEAD),
    "support.confirm": _of("support", "recorded", UNIT),
    "visit.plan": _of("new", ANY, HANDLING, TEAM),
    "visit.move": _of("visit", "planned", HANDLING, TEAM),
    "visit.call_off": _of("visit", "planned", HANDLING, TEAM),
    "visit.record": _of("visit", "planned", HANDLING, TEAM, has_own_page=True),
    "visit.add_scan": _of("visit", "held", HANDLING, TEAM),
    "escalation.propose": _of("new", ANY, HANDLING),
    "escalation.decide": _of("escalation", "proposed", CHIEF),
    "escalation.refuse": _of("escalation", "proposed", CHIEF),
    "escalation.send": _of("escalation", "decided", HANDLING, REGISTRAR),
    "escalation.call_off": _of("escalation", "decided", CHIEF),
    "escalation.answer": _of("escalation", "sent", HANDLING, TEAM, REGISTRAR),
}

#: What a recipient does in the portal; on paper the office records the same, but for what a hand at the screen does.
BY_UNIT = frozenset(name for name, step in STEPS.items() if step.by <= {UNIT, COPIED})
NOT_ON_PAPER = frozenset({"document.acknowledge", "copies.acknowledge", "recusal.request"})
#: On paper the reply has no page of its own.
ON_PAPER = BY_UNIT - NOT_ON_PAPER
AT_THE_OFFICE = frozenset(STEPS) - BY_UNIT - {"objection.reject"}


def tracks_with_parts() -> frozenset[str]:
    """Returns what consists of several things of a case; the rest is the case itself."""
    return frozenset(
        {
            "measure",
            "filing",
            "instruction",
            "joint",
            "copies",
            "objection",
            "amendment",
            "opinion",
            "paper",
            "recusal",
            "investigation",
            "inquiry",
            "correction",
            "escalation",
            "visit",
            "support",
            "later_date",
            "quality_review",
        }
    )
