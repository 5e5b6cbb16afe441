"""The acts of the sample world by the forms of the pages: each action that they call, and the form that stands for it.

An act of `sample/acts_*.py` calls one action as one person. While a case is repeated, the modules of actions that those
files know are replaced: the call becomes the form of that step, filled in by that person with the same facts.
"""

import dataclasses
import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import patch

from followups.actions.answering import Paper
from organs import clock
from organs.access import Access
from organs.models import Person
from sample import acts_letter, acts_office, acts_tracks, acts_unit, acts_visits
from suggestions.actions.amending.proposing import Cause
from suggestions.models import Suggestion
from suggestions.rules.case_papers import CASE_PAPERS
from suggestions.rules.states import FILING
from tests.browser import pages_of_acts
from tests.browser.pages_of_acts import Facts, asks_for, attach, is_empty, name_of_field, send, type_in
from tests.browser.visitor import Visitor

SAMPLE_ACTS = (acts_letter, acts_office, acts_tracks, acts_unit, acts_visits)
#: What an action is told beside what a person types: who acts and when, and over which text the page signs by itself.
AROUND = frozenset({"access", "at", "suggestion", "digest", "assessment", "draft"})
FILES = frozenset({"evidence", "scan", "receipt"})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Form:
    """The form of a step. `about` is the fact that names its thing; `renamed` the fields of facts that bear other names.

    `more` gives what else is typed; `left` names facts that the form does not ask for. `step` may be told by the facts.
    """

    step: str | Callable[[Suggestion, Facts], str]
    about: str = ""
    renamed: dict[str, str] = dataclasses.field(default_factory=dict)
    more: Callable[[Suggestion, Facts], Facts] = lambda suggestion, facts: {}
    left: tuple[str, ...] = ()


def _per_measure(**names: str) -> Callable[[Any], Facts]:
    """Returns what is typed of one measure: the field of each fact, with the measure's key."""
    return lambda row: {f"{field}-{row.measure.pk}": getattr(row, fact) for fact, field in names.items()}


def _of_judgements(suggestion: Suggestion, facts: Facts) -> Facts:
    typed: Facts = {}
    for row in facts.pop("judgements"):
        typed |= _per_measure(verdict="verdict", reason="reason")(row)
    despite = facts.pop("despite", "")
    return typed | {"despite": despite, "is_confirmed": bool(despite)}


def _of_findings(suggestion: Suggestion, facts: Facts) -> Facts:
    typed: Facts = {}
    for row in facts.pop("findings"):
        typed |= _per_measure(found="found", text="text")(row)
    return typed


def _closing(suggestion: Suggestion, facts: Facts) -> Facts:
    return dict(vars(facts.pop("findings")))


def _wish(suggestion: Suggestion, facts: Facts) -> Facts:
    wish = facts.pop("wish")
    return {"how": wish.unit, "amount": wish.amount}


def _cause(suggestion: Suggestion, facts: Facts) -> Facts:
    cause: Cause = facts.pop("cause")
    if cause.objection:
        return {"cause": f"objection-{cause.objection.pk}"}
    return {"cause": f"instruction-{cause.instruction.pk}"} if cause.instruction else {}


def _is_recused(suggestion: Suggestion, facts: Facts) -> Facts:
    return {"result": "recused" if facts.pop("is_recused") else "stays"}


def _person(suggestion: Suggestion, facts: Facts) -> Facts:
    person = facts.pop("person")
    return {"person": "" if facts["asked_by"] == "self" else person}


def _closing_step(key: str) -> Callable[[Suggestion, Facts], str]:
    return lambda suggestion, facts: f"case.{key}_pil" if suggestion.kind == "public_interest" else f"case.{key}"


def _paper(suggestion: Suggestion, facts: Facts) -> str:
    kind = CASE_PAPERS[facts.pop("kind")]
    return f"paper.{kind.made_by}.{kind.key}"


def _is_ordered(suggestion: Suggestion, facts: Facts) -> Facts:
    return {"result": "ordered" if facts.pop("is_ordered") else "refused"}


FORMS: dict[str, Form] = {
    "investigating.ask": Form(step="investigation.ask", renamed={"grounds": "reason"}),
    "investigating.decide": Form(
        step="investigation.decide", about="investigation", renamed={"reasons": "reason"}, more=_is_ordered
    ),
    "drafting.submit": Form(step="document.submit"),
    "drafting.recall": Form(step="document.recall"),
    "drafting.reopen_text": Form(step="document.reopen_text"),
    "drafting.hand_over": Form(step="case.hand_over"),
    "merging.merge": Form(step="document.merge"),
    "issuing.issue": Form(step="document.issue"),
    "serving.announce": Form(step="document.announce"),
    "serving.correct_receipt": Form(step="document.correct_receipt"),
    "admitting.acknowledge": Form(step="document.acknowledge"),
    "judging.propose": Form(step="reply.propose_judgement", more=_of_judgements),
    "judging.countersign": Form(step="reply.judge"),
    "verifying.verify": Form(step="measure.verify", about="measure"),
    "verifying.send_back": Form(step="measure.send_back", about="measure"),
    "verifying.settle_refusal": Form(step="measure.settle_refusal", about="measure"),
    "measuring.set_indicator": Form(step="measure.set_indicator", about="measure"),
    "measuring.read": Form(step="measure.read_indicator", about="measure"),
    "urging.urge": Form(step="reply.urge"),
    "urging.record_visit": Form(step="reply.visit"),
    "replying.record_absence": Form(step="reply.record_absence"),
    "escalating.propose": Form(step="escalation.propose"),
    "escalating.decide": Form(step="escalation.decide", about="escalation"),
    "escalating.refuse": Form(step="escalation.refuse", about="escalation"),
    "escalating.call_off": Form(step="escalation.call_off", about="escalation"),
    "escalating.send": Form(step="escalation.send", about="escalation"),
    "escalating.answer": Form(step="escalation.answer", about="escalation"),
    "closing.propose": Form(step=_closing_step("propose_closing"), more=_closing),
    "closing.close": Form(step=_closing_step("close")),
    "looking_back.record": Form(step="measure.look_back", more=_of_findings),
    "looking_back.ask_again": Form(step="measure.new_round"),
    "examining.begin": Form(step="examination.begin"),
    "examining.suspend": Form(step="examination.suspend"),
    "examining.resume": Form(step="examination.resume"),
    "examining.extend": Form(step="examination.extend"),
    "examining.exclude_appraisal": Form(step="examination.exclude_appraisal"),
    "examining.end": Form(step="examination.end"),
    "examining.note_unperformed": Form(step="examination.note_unperformed"),
    "examining.sue": Form(step="examination.sue"),
    "examining.end_suit": Form(step="examination.end_suit"),
    "granting.advise": Form(step="later_date.advise", about="later_date"),
    "granting.agree": Form(step="later_date.agree", about="later_date"),
    "granting.refuse": Form(step="later_date.refuse", about="later_date"),
    "supporting.record": Form(step="support.record"),
    "supporting.confirm": Form(step="support.confirm", about="support"),
    "filing.file": Form(step="filing.file", about="filing"),
    "filing.receive": Form(step="filing.receive", about="filing"),
    "filing.review": Form(step="filing.review", about="filing"),
    "recusing.ask": Form(step="recusal.ask", more=_person),
    "recusing.decide": Form(step="recusal.decide", about="recusal", more=_is_recused),
    "recusing.ask_again": Form(step="recusal.ask_again", about="recusal"),
    "recusing.reconsider": Form(step="recusal.decide_again", about="recusal", more=_is_recused),
    "case_papers.make": Form(step=_paper),
    "case_papers.serve": Form(step="paper.serve", about="paper"),
    "case_papers.hand_over": Form(step="paper.hand_over", about="paper"),
    "case_papers.submit": Form(step="paper.submit", about="paper"),
    "case_papers.file": Form(step="paper.file", about="paper"),
    "case_papers.receive": Form(step="paper.receive", about="paper"),
    "case_papers.reach": Form(step="paper.reach", about="paper"),
    "case_papers.answer": Form(step="paper.answer", about="paper"),
    "copying.send": Form(step="copies.send", about="copy"),
    "copying.acknowledge": Form(step="copies.acknowledge", about="copy"),
    "objecting.object_to": Form(step="objection.raise", renamed={"grounds": "reason"}),
    "objecting.withdraw": Form(step="objection.withdraw", about="objection"),
    "objecting.take_up": Form(step="objection.take_up", about="objection"),
    "objecting.advise": Form(step="objection.advise", about="objection"),
    "objecting.decide": Form(step="objection.uphold", about="objection"),
    "proposing.propose_withdrawal": Form(step="amendment.propose.withdraw", more=_cause),
    "deciding.decide": Form(step="amendment.decide", about="amendment"),
    "deciding.refuse": Form(step="amendment.refuse", about="amendment"),
    "deciding.send_back": Form(step="amendment.send_back", about="amendment"),
    "correcting.propose": Form(step="correction.propose"),
    "correcting.make": Form(step="correction.make", about="correction"),
    "correcting.refuse": Form(step="correction.refuse", about="correction"),
    "answering.send": Form(step="measure.answer", about="measure"),
    "answering.move_promise": Form(step="measure.move_promise", about="measure", renamed={"to": "promised_on"}),
    "answering.log_progress": Form(step="measure.log_progress", about="measure"),
    "answering.claim": Form(step="measure.claim", about="measure"),
    "postponing.ask": Form(step="later_date.ask", more=_wish),
    # On paper the reason stands on the paper, and is not written off it.
    "postponing.withdraw": Form(step="later_date.withdraw", about="later_date", left=("reason",)),
    "visiting.plan": Form(step="visit.plan", left=("looks",)),
    "visiting.move": Form(step="visit.move", about="visit"),
    "visiting.call_off": Form(step="visit.call_off", about="visit"),
}


class ByForms:
    """Takes every act of the sample world by a form; `of` gives the browser of a person, signed in."""

    def __init__(self, of: Callable[[str], Visitor]) -> None:
        self.of = of
        self.taken: list[str] = []

    def visitor(self, access: Access) -> Visitor:
        return self.of(Person.objects.get(pk=access.person_id).username)

    def perform(self, action: str, /, **facts: Any) -> object:
        """Takes the act that the sample world takes by this action; returns what the sample world goes on with."""
        self.taken.append(action)
        if page := PAGES.get(action):
            return page(self, facts)
        if action not in FORMS:
            raise NotImplementedError(f"{action} has neither a form nor a page in {__name__}")
        return self.take(FORMS[action], facts)

    def take(self, form: Form, facts: Facts) -> object:
        facts = dict(facts)
        about = facts.pop(form.about) if form.about else facts.get("assessment")
        suggestion: Suggestion = facts.get("suggestion") or about.suggestion
        step = form.step if isinstance(form.step, str) else form.step(suggestion, facts)
        visitor, subject = self.visitor(facts["access"]), about.pk if form.about else 0
        paper = facts.pop("paper", None)
        side = "paper" if paper else "do"
        root = f"/portal/letters/{suggestion.pk}" if facts["access"].is_unit else f"/suggestions/{suggestion.pk}"
        visitor.go(f"{root}/{side}/{step}/{subject}/")
        typed = form.more(suggestion, facts)
        typed |= vars(facts["draft"]) if "draft" in facts else {}
        typed |= {name: value for name, value in facts.items() if name not in AROUND | FILES}
        given = (
            paper.scan if isinstance(paper, Paper) else tuple(each for name in FILES for each in facts.get(name) or ())
        )
        for name, value in typed.items():
            field = form.renamed.get(name, name)
            is_typed = name not in form.left and not is_empty(value)
            if is_typed and not self._says_itself(visitor, field, value):
                type_in(visitor, field, value)
            elif value is None and asks_for(visitor, field):
                visitor.put(field, "")  # a day that the page proposes, and that the sample case does not set
        if given:
            attach(visitor, name_of_field(visitor, "files", "receipt"), given)
        send(visitor)
        made = {"reply.propose_judgement": suggestion.assessments, "investigation.ask": suggestion.investigations}
        return made[step].last() if step in made else None

    @staticmethod
    def _says_itself(visitor: Visitor, field: str, value: object) -> bool:
        """Tells whether the page does not ask for a day because it is always the present one."""
        return field == "on" and value == clock.today() and not visitor.page.locator('[name="on"]').count()


def _instructed(stage: ByForms, facts: Facts) -> None:
    """The instruction stands at the filing while that is with the office above, else at the letter."""
    filing = facts["suggestion"].filings.filter(state__in=FILING.of("instructable")).first()
    form = Form(step="instruction.give", renamed={"what": "instruction"})
    if filing:
        form, facts = dataclasses.replace(form, step="filing.instruct", about="filing"), {**facts, "filing": filing}
    stage.take(form, facts)


def _replied(stage: ByForms, facts: Facts) -> None:
    """On paper by the form of the office; in the portal on the page of the reply."""
    if not facts["paper"]:
        pages_of_acts.reply(stage.visitor(facts["access"]), facts)
        return
    draft = {name: value for name, value in vars(facts["draft"]).items() if name not in {"attachments", "evidence"}}
    del facts["draft"]
    stage.take(Form(step="reply.receive"), {**facts, **draft, "answers": ()})


def _of_visitor(page: Callable[[Visitor, Facts], object]) -> Callable[[ByForms, Facts], object]:
    return lambda stage, facts: page(stage.visitor(facts["access"]), facts)


PAGES: dict[str, Callable[[ByForms, Facts], object]] = {
    "instructing.give": _instructed,
    "replying.reply": _replied,
    "drafting.open_suggestion": _of_visitor(pages_of_acts.open_draft),
    "drafting.save": _of_visitor(pages_of_acts.save_draft),
    "review.sign": _of_visitor(pages_of_acts.sign),
    "review.return_draft": _of_visitor(pages_of_acts.give_back),
    "serving.serve": _of_visitor(pages_of_acts.serve),
    "serving.serve_withdrawal": _of_visitor(pages_of_acts.serve_withdrawal),
    "admitting.opened": _of_visitor(pages_of_acts.open_letter),
    "answering.save_draft": _of_visitor(pages_of_acts.prepare_answer),
    "copying.plan": _of_visitor(pages_of_acts.plan_copy),
    "proposing.propose_modification": _of_visitor(pages_of_acts.propose_modification),
    "visiting.record": _of_visitor(pages_of_acts.record_visit),
}


class _Actions:
    """A module of actions whose every action is taken by a form; what else it holds stays as it is."""

    def __init__(self, module: ModuleType, stage: ByForms) -> None:
        self._module, self._stage = module, stage

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if inspect.isfunction(found) and "access" in inspect.signature(found).parameters:
            return functools.partial(self._stage.perform, f"{self._module.__name__.rpartition('.')[2]}.{name}")
        return found


@contextmanager
def acts_by_forms(stage: ByForms) -> Iterator[None]:
    """Lets the acts of the sample world go through the pages; the application itself keeps its actions."""
    with ExitStack() as stack:
        for acts in SAMPLE_ACTS:
            for name, found in list(vars(acts).items()):
                if isinstance(found, ModuleType) and ".actions" in found.__name__:
                    stack.enter_context(patch.object(acts, name, _Actions(found, stage)))
        yield
