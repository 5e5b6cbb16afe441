"""What waits for whom on a suggestion, derived from its states and clocks, and so never stored; the first wait is whose turn it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followups.actions import quality_reviewing
from followups.models import Assessment, Escalation, LaterDate, Promise, QualityReview, QualitySheet, Visit
from organs import clock
from organs.access import Access
from organs.roles import Work
from organs.words import Words, listed
from suggestions.access import asked_offices, person_relations
from suggestions.access.vacancies import Vacancies
from suggestions.actions import ledger
from suggestions.actions.consulting import BEFORE_ISSUE
from suggestions.documents import governing, joint_issuers, routing
from suggestions.models import (
    Amendment,
    Approval,
    CasePaper,
    Clock,
    Clue,
    Copy,
    Correction,
    Filing,
    Instruction,
    Investigation,
    JointSigning,
    LetterVersion,
    Measure,
    Objection,
    Opinion,
    Recusal,
    Service,
    Suggestion,
    standing,
)
from suggestions.rules import case_papers, duties, relations, terms
from suggestions.rules.acts import Act
from suggestions.rules.case_papers import Awaits
from suggestions.rules.lifecycle import PIL
from suggestions.rules.states import DOCUMENT, EXAMINATION, FILING, INVESTIGATION, MEASURE, OBJECTION, RECUSAL, REPLY


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One thing that waits: for which relation, what, and by which day; `clock` is the one that says so, if one runs.

    `people` are named persons for whom it waits, whatever their relation; `who` says their names. `day_is_of` says what is
    due on that day where that is not the thing itself: a letter is issued, and its service is due.
    """

    relation: str
    what: Words
    due_on: date | None = None
    clock: Clock | None = None
    day_is_of: Words = ""
    note: Words = ""
    step: str = ""
    people: frozenset[int] = frozenset()
    who: str = ""

    @property
    def is_units(self) -> bool:
        return self.relation == "unit"


class _Nearest(TypedDict, total=False):
    """The clock of a duty that runs out first, and its day; empty where none runs."""

    clock: Clock
    due_on: date


def load(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Returns the rows with all that `waits` reads, so that a page of them never asks again."""
    related = ("unit", "procuratorate", "letter", "handling_prosecutor", "clue__instructed_by")
    return rows.select_related(*related).prefetch_related(
        Prefetch("clocks", Clock.objects.running().order_by("due_on"), to_attr="running_clocks"),
        Prefetch(
            "measures",
            Measure.objects.exclude(state="proposed").prefetch_related(
                Prefetch("promises", Promise.objects.order_by("id"), to_attr="made_promises")
            ),
            to_attr="open_measures",
        ),
        Prefetch(
            "objections",
            Objection.objects.filter(state__in=sorted(OBJECTION.of("undecided"))),
            to_attr="open_objections",
        ),
        Prefetch(
            "objections",
            Objection.objects.filter(state__in=sorted(OBJECTION.of("upheld"))).exclude(
                amendments__state__in=["proposed", "decided"]
            ),
            to_attr="upheld_objections",
        ),
        Prefetch(
            "instructions",
            Instruction.objects.filter(state="given").select_related("office"),
            to_attr="standing_instructions",
        ),
        Prefetch("amendments", Amendment.objects.filter(state="proposed"), to_attr="open_amendments"),
        Prefetch(
            "opinions",
            asked_offices.with_own_answer(Opinion.objects.filter(state="asked"), on=clock.today()),
            to_attr="open_opinions",
        ),
        Prefetch("joint_signings", JointSigning.objects.select_related("office")),
        Prefetch("papers", CasePaper.objects.all(), to_attr="all_papers"),
        Prefetch(
            "recusals",
            Recusal.objects.filter(state__in=sorted(RECUSAL.of("undecided")))
            .select_related("person")
            .with_decider(clock.today()),
            to_attr="open_recusals",
        ),
        Prefetch(
            "investigations",
            Investigation.objects.filter(state__in=sorted(INVESTIGATION.of("undecided"))).select_related("asked_by"),
            to_attr="open_investigations",
        ),
        Prefetch("letter__approvals", Approval.objects.open_returns().order_by("-id"), to_attr="open_returns"),
        Prefetch("letter__approvals", Approval.objects.referred(), to_attr="referrals"),
        Prefetch(
            "versions",
            LetterVersion.objects.filter(version__gt=1, superseded_at=None, issued_on__isnull=False).exclude(
                services__succeeded=True
            ),
            to_attr="unserved_versions",
        ),
        Prefetch(
            "amendments",
            Amendment.objects.filter(what="withdraw", state="decided", suggestion__served_on__isnull=False).exclude(
                services__succeeded=True
            ),
            to_attr="unserved_withdrawals",
        ),
        Prefetch("services", Service.objects.filter(succeeded=False).order_by("-id"), to_attr="failed_services"),
        Prefetch("corrections", Correction.objects.filter(state="proposed"), to_attr="open_corrections"),
        Prefetch(
            "escalations",
            Escalation.objects.filter(state__in=Escalation.OPEN),
            to_attr="open_escalations",
        ),
        Prefetch("visits", Visit.objects.filter(state="planned").prefetch_related("people"), to_attr="planned_visits"),
        Prefetch(
            "quality_reviews",
            QualityReview.objects.exclude(state="reviewed").prefetch_related(
                Prefetch("sheets", QualitySheet.objects.unspoken().select_related("person"), to_attr="unspoken")
            ),
            to_attr="open_quality_reviews",
        ),
        Prefetch("later_dates", LaterDate.objects.filter(state="asked"), to_attr="open_later_dates"),
        Prefetch("filings", Filing.objects.all(), to_attr="loaded_filings"),
        Prefetch("copies", Copy.objects.filter(state="planned"), to_attr="planned_copies"),
        Prefetch(
            "assessments",
            Assessment.objects.filter(countersigned_at__isnull=True, returned_at__isnull=True),
            to_attr="open_assessments",
        ),
    )


def waits(suggestion: Suggestion) -> list[Wait]:
    """Returns everything that waits on a loaded suggestion, the most pressing first."""
    if suggestion.origin == "published" or suggestion.document_state == "merged":
        return []
    found = [*_recusals(suggestion), *_investigations(suggestion), *_document(suggestion)]
    if suggestion.has_left:
        found += [*_tracks(suggestion)]
    if suggestion.document_state == "served" and suggestion.case_state == "open":
        found += [*_rectification(suggestion)]
    if suggestion.document_state == "withdrawn" and suggestion.case_state == "open":
        found += [*_escalations(suggestion)]
    found += [*_papers(suggestion), *_visits(suggestion)]
    if suggestion.case_state == "open" and suggestion.document_state in {"served", "withdrawn"}:
        found += [*_closing(suggestion, found)]
    found = _with_explanations(suggestion, found)
    if suggestion.has_left and not any(each.instruction_id for each in suggestion.open_amendments):
        found[:0] = _instructed(suggestion)
    found.sort(key=lambda wait: wait.relation == "higher")
    if suggestion.case_state == "closed" and (due := _by(suggestion, duties.LOOK_BACK)):
        found.append(Wait(relation="team", what=_("Look back whether the measures still hold"), **due))
    if suggestion.case_state == "closed" and suggestion.document_state == "served":
        found += _partly(suggestion)
    found += _quality(suggestion)
    return found


def _quality(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields the sheets that are still to be filled in, and what a third is to decide."""
    reviews: list[QualityReview] = vars(suggestion)["open_quality_reviews"]
    for review in reviews:
        if review.state == "differing":
            yield Wait(
                relation="case_manager", what=_("Decide where the reviewers differ"), step="quality_review.decide"
            )
        unspoken: list[QualitySheet] = vars(review)["unspoken"]
        for sheet in unspoken:
            yield Wait(
                relation="case_manager",
                what=_("Fill in the sheet of the quality review"),
                step="quality_review.speak",
                people=frozenset({sheet.person_id}),
                who=sheet.person.name,
            )


def _clocks_by_part(suggestion: Suggestion) -> dict[str, Clock]:
    """Returns the running clocks that are about a part of the suggestion, each by the name of the part."""
    return {clock.about: clock for clock in suggestion.running_clocks if clock.about}


def _investigations(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields the request to investigate that waits for the chief procurator (P19 Art. 13)."""
    if suggestion.document_state != "draft":
        return
    asked_for: list[Investigation] = vars(suggestion)["open_investigations"]
    for asked in asked_for:
        yield Wait(
            relation="draft_chief",
            what=_("Decide on the investigation"),
            note=asked.asked_by.name,
            step="investigation.decide",
        )


def _recusals(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields the recusals that wait for a decision, each with its three days where the law counts them (PIL21 Art. 22-23)."""
    clocks = _clocks_by_part(suggestion)
    is_draft = suggestion.document_state == "draft"
    for recusal in suggestion.open_recusals:
        clock_of_it = clocks.get(ledger.subject_name(recusal))
        decider = "secretary" if recusal.is_for_committee else "chief"
        yield Wait(
            relation=f"draft_{decider}" if is_draft else decider,
            what=_("Decide on a recusal"),
            note=recusal.person.name,
            step="recusal.decide" if recusal.state == "asked" else "recusal.decide_again",
            due_on=clock_of_it.due_on if clock_of_it else None,
            clock=clock_of_it,
        )


def _partly(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields what follows from measures of a closed case that hold only partly: it is the prosecutor's, on a day or soon."""
    partly = [measure for measure in suggestion.open_measures if measure.state in MEASURE.of("fell back")]
    if partly:
        numbers = listed(str(measure.position) for measure in partly)
        yield Wait(
            relation="handling",
            what=_("Measure %(numbers)s holds only partly: reopen the case and ask again, or look back anew")
            % {"numbers": numbers},
            **_by(suggestion, duties.LOOK_BACK),
        )


def _by(suggestion: Suggestion, duty: duties.Duty) -> _Nearest:
    """Returns the nearest running clock of a duty and its day, as a wait takes them."""
    running = [clock for clock in suggestion.running_clocks if clock.duty is duty]
    nearest = min(running, key=lambda clock: clock.due_on, default=None)
    return {"clock": nearest, "due_on": nearest.due_on} if nearest else {}


class _Instructed(TypedDict, total=False):
    """The day until which a higher procuratorate instructed to suggest, and what is due then; empty without an instruction."""

    due_on: date
    day_is_of: Words


def _instructed_until(suggestion: Suggestion) -> _Instructed:
    clue: Clue | None = getattr(suggestion, "clue", None)
    if clue is None or clue.instructed_by is None or clue.report_by is None:
        return {}
    return {
        "due_on": clue.report_by,
        "day_is_of": _("To be suggested as %(office)s instructed") % {"office": clue.instructed_by.name},
    }


def _of_draft(suggestion: Suggestion) -> _Nearest | _Instructed:
    """Returns what is due first of a draft: the report of its investigation, or what was instructed."""
    own, instructed = _by(suggestion, duties.INVESTIGATION), _instructed_until(suggestion)
    return instructed if instructed and (not own or instructed["due_on"] < own["due_on"]) else own


def _document(suggestion: Suggestion) -> Iterator[Wait]:
    state = suggestion.document_state
    for returned in suggestion.letter.open_returns[:1] if state == "draft" and suggestion.letter else ():
        words = _("%(name)s returned it: %(why)s") % {
            "name": returned.signed_name,
            "why": Truncator(returned.opinion).chars(120),
        }
        yield Wait(
            relation="handling",
            what=_("Deal with the return of the draft"),
            note=words,
            step="document.settle_return",
            **_by(suggestion, duties.INVESTIGATION),
        )
    if state == "draft":
        yield Wait(relation="handling", what=_("Complete the draft and submit it"), **_of_draft(suggestion))
    elif state == "in_review":
        gate = suggestion.rules.gate(suggestion.gate)
        what = _("Decide: %(gate)s") if gate.decides else _("Review: %(gate)s")
        letter = suggestion.current_letter
        is_referred = gate.decides and any(row.digest == letter.digest for row in letter.referrals)
        relation = "secretary" if is_referred else gate.relation
        yield Wait(
            relation=relation,
            what=what % {"gate": gate.label},
            note=gate.article,
            step="document.pass",
            **_instructed_until(suggestion),
        )
    elif state == "approved":
        yield from _issuing(suggestion)
    elif state == "issued" and not suggestion.standing_instructions:
        yield _serving(suggestion)
    elif state == "served" and getattr(suggestion, "unserved_versions", ()) and not suggestion.standing_instructions:
        what = _("Serve the modified letter with its notice")
        yield Wait(relation="handling", what=what, step="document.serve_modified")
    elif state == "withdrawn" and getattr(suggestion, "unserved_withdrawals", ()):
        what = _("Serve the notice of withdrawal")
        yield Wait(relation="handling", what=what, step="document.serve_withdrawal")
    if state in BEFORE_ISSUE:
        for opinion in suggestion.open_opinions:
            by = _("asked for by %(day)s") % {"day": opinion.answer_by.isoformat()} if opinion.answer_by else ""
            if opinion.answers_itself:
                what = _("Give the opinion of %(addressee)s") % {"addressee": opinion.addressee}
                yield Wait(relation="asked_office", what=what, note=by)
            else:
                what = _("Record the opinion of %(addressee)s") % {"addressee": opinion.addressee}
                yield Wait(relation="handling", what=what, note=by)


def _issuing(suggestion: Suggestion) -> Iterator[Wait]:
    """Returns who is to issue an approved letter; one that a change of the rules overtook goes back to who handles it."""
    due = _by(suggestion, duties.SERVICE)
    clock_of_it = due.get("clock")
    term = terms.governing(key=clock_of_it.term, rule_version=clock_of_it.rule_version) if clock_of_it else None
    day_is_of = term.owed(suggestion.kind) if term else ""
    overtaken = governing.outdated(suggestion, act=Act.ISSUE, on=clock.today())
    if overtaken:
        what = _("Reopen the text: the rules have changed")
        yield Wait(
            relation="handling", what=what, note=overtaken, step="document.reopen_text", day_is_of=day_is_of, **due
        )
    elif suggestion.reported_to_id:
        what = _("Take up what was reported, or give it back")
        yield Wait(relation="reported_to", what=what, day_is_of=day_is_of, **due)
    elif routing.is_to_be_reported(suggestion):
        what = _("Report to the procuratorate above")
        yield Wait(relation="handling", what=what, step="document.report_up", day_is_of=day_is_of, **due)
    elif unsigned := joint_issuers.unsigned(suggestion):
        what = _("Sign as a joint issuer: %(office)s") % {"office": unsigned[0].office.name}
        yield Wait(relation="joint", what=what, step="joint.sign", day_is_of=day_is_of, **due)
    else:
        what = _("Issue the letter under its number")
        yield Wait(relation="registrar", what=what, day_is_of=day_is_of, **due)


def _serve(suggestion: Suggestion) -> Words:
    """Returns what the service is called: to a court the letter is handed over with the file of the case."""
    return _("Hand the letter over to the court") if suggestion.rules.recipient_last else _("Serve the letter")


def _serving(suggestion: Suggestion) -> Wait:
    """Returns what service waits for: after an attempt that failed the next day and why, beside the clock."""
    due, failed = _by(suggestion, duties.SERVICE), suggestion.failed_services[:1]
    if not failed:
        return Wait(relation="handling", what=_serve(suggestion), **due)
    last = failed[0]
    if last.was_called_back:
        return Wait(relation="handling", what=_("Serve the letter again: it was called back"), note=last.note, **due)
    note = _("%(how)s failed on %(day)s: %(why)s") % {
        "how": last.get_mode_display(),
        "day": last.attempted_on.isoformat(),
        "why": Truncator(last.note).chars(120),
    }
    days = [day for day in (last.next_on, due.get("due_on")) if day]
    return Wait(
        relation="handling",
        what=_("Serve the letter again: the last attempt failed"),
        note=note,
        step="document.serve",
        clock=due.get("clock"),
        due_on=min(days) if days else None,
    )


def _tracks(suggestion: Suggestion) -> Iterator[Wait]:
    for objection in suggestion.open_objections:
        due = _by(suggestion, duties.ANSWER_OBJECTION)
        if objection.state == "raised":
            yield Wait(relation="handling", what=_("Take up the review of the objection"), **due)
        elif objection.advice:
            yield Wait(relation="chief", what=_("Decide the objection"), **due)
        else:
            yield Wait(relation="handling", what=_("Advise the chief procurator on the objection"), **due)
    if suggestion.upheld_objections and suggestion.document_state != "withdrawn":
        yield Wait(relation="handling", what=_("Propose the amendment that follows from the upheld objection"))
    for amendment in suggestion.open_amendments:
        unsigned = joint_issuers.unsigned(suggestion) if amendment.what == "modify" else []
        if unsigned:
            what = _("Sign as a joint issuer: %(office)s") % {"office": unsigned[0].office.name}
            yield Wait(relation="joint", what=what, step="joint.sign")
            continue
        what = _("Decide the withdrawal") if amendment.what == "withdraw" else _("Decide the modification")
        yield Wait(relation="secretary" if suggestion.rules.gates[-1].by_resolution else "chief", what=what)
    if suggestion.open_corrections and suggestion.document_state != "withdrawn":
        yield Wait(relation="chief", what=_("Decide the clerical correction"))
    for filing in suggestion.loaded_filings:
        if filing.state == "due":
            yield Wait(relation="case_manager", what=_("File the letter on record"), **_by(suggestion, duties.FILING))
        elif filing.state == "returned" and not suggestion.standing_instructions:
            yield Wait(
                relation="case_manager", what=_("File the letter on record again: the instruction is carried out")
            )
        elif filing.state in FILING.of("with the higher"):
            yield Wait(relation="higher", what=_("Review the filing"))
    if suggestion.planned_copies and suggestion.document_state != "withdrawn":
        yield Wait(relation="registrar", what=_("Send the copies"))


def _instructed(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields the instruction that binds and that no proposal follows yet (P19 Art. 22(2))."""
    for instruction in suggestion.standing_instructions:
        yield Wait(
            relation="handling",
            what=_("Carry out the instruction of the higher procuratorate: propose the withdrawal")
            if instruction.what == "withdraw"
            else _("Carry out the instruction of the higher procuratorate: propose the modification"),
            note=f"{instruction.office.name} {instruction.given_on.isoformat()}",
        )


def _has_ended(suggestion: Suggestion) -> bool:
    """Tells whether the decision stands that the case ends, in this round: nothing is asked of the unit any more."""
    papers: list[CasePaper] = vars(suggestion)["all_papers"]
    decided = any(paper.kind == "ending_decision" and paper.round == suggestion.round for paper in papers)
    return decided and suggestion.examination_state == "ended"


def _rectification(suggestion: Suggestion) -> Iterator[Wait]:
    settled, has_ended = {("refused", "not_adopted")}, _has_ended(suggestion)
    states = [each.state for each in suggestion.open_measures if (each.state, each.judged) not in settled]
    if suggestion.reply_state == "awaited" and not has_ended:
        due = _by(suggestion, duties.REPLY)
        yield Wait(relation="unit", what=_("Act, and reply in writing"), note=_agreed(due.get("clock")), **due)
        yield from _later_dates(suggestion)
    elif suggestion.reply_state == "received":
        if suggestion.open_assessments:
            yield Wait(
                relation="head",
                what=_("Countersign the judgement of the reply"),
                **_by(suggestion, duties.JUDGING),
            )
        else:
            yield Wait(relation="handling", what=_("Judge the reply"), **_by(suggestion, duties.JUDGING))
    elif suggestion.reply_state in REPLY.of("inadequate") and not has_ended:
        yield Wait(relation="handling", what=_("Urge the unit: the reply is not adequate"))
    yield from _escalations(suggestion)
    if suggestion.examination_state not in EXAMINATION.of("before the court") and not has_ended:
        yield from _measures(states, suggestion)
    if suggestion.examination_state == "sued":
        yield Wait(relation="handling", what=_("Record how the suit ended, once it has"))
    if suggestion.examination_state == "running":
        yield _examining(suggestion)


def _examining(suggestion: Suggestion) -> Wait:
    """Returns what the examination waits for: the report, then the chief procurator's decision on it (PIL21 Art. 79)."""
    due = _by(suggestion, duties.EXAMINATION)
    report = next((paper for paper in suggestion.all_papers if _is_report(paper, suggestion)), None)
    if report is None:
        return Wait(relation="handling", what=_("Examine whether to sue"), **due)
    return Wait(
        relation="chief",
        what=_("Decide whether the case ends or a suit is brought"),
        note=report.get_proposal_display(),
        **due,
    )


def _is_report(paper: CasePaper, suggestion: Suggestion) -> bool:
    return paper.kind == "conclusion_report" and paper.round == suggestion.round


def _agreed(clock: Clock | None) -> str:
    if clock is None or clock.agreed_on is None:
        return ""
    return _("agreed for %(day)s; the legal day stays") % {"day": clock.agreed_on.isoformat()}


def _later_dates(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields what a later day that the unit asked for waits for: the view, then the decision."""
    for asked in suggestion.open_later_dates:
        note = _("asked for %(day)s") % {"day": asked.wanted_on.isoformat()}
        if asked.advised_by_id:
            yield Wait(relation="head", what=_("Decide on the later day asked for"), note=note)
        else:
            yield Wait(relation="handling", what=_("Give a view on the later day asked for"), note=note)


def _escalations(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields what each open escalation waits for; of a withdrawn letter nothing is sent any more."""
    is_in_force = suggestion.document_state == "served"
    for escalation in suggestion.open_escalations:
        note = escalation.rung_row.label
        if escalation.state == "proposed":
            yield Wait(relation="chief", what=_("Decide the escalation"), note=note)
        elif escalation.state == "sent":
            yield Wait(relation="handling", what=_("Record what came of the escalation"), note=note)
        elif is_in_force:
            yield Wait(relation="handling", what=_("Send what was decided"), note=note)
        else:
            yield Wait(relation="chief", what=_("Call the escalation off"), note=note)


def _papers(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields the papers that are still to be served, filed or answered, and those that the next-higher office has to receive."""
    clocks = _clocks_by_part(suggestion)
    papers = suggestion.all_papers
    if suggestion.case_state == "open":
        yield from _report(suggestion, papers)
        yield from _parties(suggestion, papers)
        yield from _result(suggestion, papers)
    for paper in papers:
        paper.suggestion = suggestion
        if paper.state == "filed":
            yield Wait(relation="higher", what=_("Confirm receipt of a paper"), note=paper.row.label)
        elif paper.awaits_receipt:
            yield Wait(
                relation="handling",
                what=_("Record when it was received: %(paper)s") % {"paper": paper.row.label},
                step="paper.reach",
            )
        elif paper.is_awaiting and not paper.received_on:
            clock = clocks.get(ledger.subject_name(paper))
            yield Wait(
                relation="case_manager" if paper.row.awaits is Awaits.FILING else "handling",
                what=paper.row.settling,
                due_on=clock.due_on if clock else None,
                clock=clock,
                note=paper.goes_to,
                step=f"paper.{paper.row.awaits}",
            )


def _explanations(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields what the court owes since it received a request: its answer, by the day that the receipt began."""
    clocks = _clocks_by_part(suggestion)
    papers: list[CasePaper] = vars(suggestion)["all_papers"]
    for paper in papers:
        paper.suggestion = suggestion
        if paper.is_awaiting and paper.received_on and (clock := clocks.get(ledger.subject_name(paper))):
            yield Wait(
                relation="unit",
                what=_("Answer: %(paper)s") % {"paper": paper.row.label},
                due_on=clock.due_on,
                clock=clock,
            )


def _with_explanations(suggestion: Suggestion, found: list[Wait]) -> list[Wait]:
    """Returns the waits with each answer that the court owes before what it owes on a later day, or on none."""
    for owed in sorted(_explanations(suggestion), key=lambda wait: wait.due_on or date.max):
        later = (
            place
            for place, wait in enumerate(found)
            if wait.is_units and (wait.due_on or date.max) > (owed.due_on or date.max)
        )
        found.insert(next(later, len(found)), owed)
    return found


def _report(suggestion: Suggestion, papers: list[CasePaper]) -> Iterator[Wait]:
    """Yields that the report which ends the review is still to be written: without it no gate signs, and nothing is issued."""
    paper = case_papers.CASE_PAPERS.get(suggestion.rules.report_paper)
    if paper is None or suggestion.document_state not in {"in_review", "approved"}:
        return
    if not any(made.kind == paper.key for made in papers):
        step = f"paper.{paper.made_by}.{paper.key}"
        yield Wait(relation="handling", what=paper.making, note=paper.article_of(suggestion.kind), step=step)


def _parties(suggestion: Suggestion, papers: list[CasePaper]) -> Iterator[Wait]:
    """Yields that the parties of a court's case are to be told of the decision, until a notice or a reason is there."""
    made = [paper.kind for paper in papers]
    if case_papers.owes_party_notice(kind=suggestion.kind, state=suggestion.document_state, made=made):
        notice = case_papers.CASE_PAPERS["party_notice"]
        may_be_none = suggestion.kind in case_papers.CASE_PAPERS["no_party_notice"].kinds
        yield Wait(
            relation="handling",
            what=_("Tell the parties of the decision, or record why none is due a notice")
            if may_be_none
            else _("Tell the parties of the decision"),
            note=notice.article_of(suggestion.kind),
            step=f"paper.{notice.made_by}.{notice.key}",
            **_by(suggestion, duties.SERVICE),
        )


def _result(suggestion: Suggestion, papers: list[CasePaper]) -> Iterator[Wait]:
    """Yields that the form on what a court decided is to be filled in, once its reply is judged."""
    made = [paper.kind for paper in papers if paper.round == suggestion.round]
    is_judged = suggestion.document_state == "served" and suggestion.reply_state in REPLY.of("judged")
    if case_papers.owes_result_review(kind=suggestion.kind, is_judged=is_judged, made=made):
        form = case_papers.CASE_PAPERS["result_review"]
        yield Wait(relation="handling", what=form.making, note=form.article, step=f"paper.{form.made_by}.{form.key}")


def _visits(suggestion: Suggestion) -> Iterator[Wait]:
    """Yields the planned visits, each for who takes part: one whose day has passed without a record is the office's delay."""
    clocks = _clocks_by_part(suggestion)
    for visit in suggestion.planned_visits:
        yield Wait(
            relation="handling",
            what=_("%(means)s on %(day)s") % {"means": visit.get_means_display(), "day": visit.planned_on.isoformat()},
            due_on=visit.planned_on,
            clock=clocks.get(ledger.subject_name(visit)),
            note=visit.place,
            step="visit.record",
            people=frozenset(person.pk for person in visit.people.all()),
            who=listed(person.name for person in visit.people.all()),
        )


def _measures(states: list[str], suggestion: Suggestion) -> Iterator[Wait]:
    claimed = sum(state in MEASURE.of("claim") for state in states)
    if claimed:
        yield Wait(
            relation="handling",
            what=ngettext("Verify %(count)d measure", "Verify %(count)d measures", claimed) % {"count": claimed},
        )
    if "refused" in states:
        yield Wait(relation="head", what=_("Settle the refusal of a measure"))
    if any(map(_is_unweighed, suggestion.open_measures)):
        yield Wait(relation="handling", what=_("Say a word on a promised day beyond the legal day"))
    if MEASURE.of("fell back") & set(states):
        yield Wait(relation="handling", what=_("Ask again for what has rebounded"))
    asked = states.count("asked")
    if asked and suggestion.reply_state not in REPLY.of("receivable"):
        yield Wait(
            relation="unit",
            what=ngettext("Answer %(count)d measure", "Answer %(count)d measures", asked) % {"count": asked},
        )
    promised = sum(state in MEASURE.of("promise") for state in states)
    if promised and suggestion.reply_state != "awaited":
        yield Wait(
            relation="unit",
            what=ngettext("Finish %(count)d measure", "Finish %(count)d measures", promised) % {"count": promised},
            **_by(suggestion, duties.PROMISE),
        )


def _is_unweighed(measure: Measure) -> bool:
    """Tells whether the present promise of a loaded measure lies beyond the legal day and no word was said to it."""
    made = measure.made_promises
    return measure.state in MEASURE.of("promise") and bool(made) and made[-1].is_unweighed


def _closing(suggestion: Suggestion, found: list[Wait]) -> Iterator[Wait]:
    if suggestion.closing_proposed:
        decider = "chief" if suggestion.kind in PIL else "head"
        yield Wait(relation=decider, what=_("Decide whether the case is closed"))
    elif not [wait for wait in found if wait.relation != "higher"]:
        yield Wait(relation="handling", what=_("Propose to close the case"))


def is_nobodys(wait: Wait, suggestion: Suggestion, vacant: Vacancies) -> bool:
    """Tells whether nobody of the office is there for whom a wait waits."""
    if wait.people and not vacant.is_gone(suggestion, wait.people):
        return False
    return vacant.is_vacant(suggestion, wait.relation)


def who_words(wait: Wait, suggestion: Suggestion, vacant: Vacancies) -> str:
    """Returns for whom a wait is, in words; of what belongs to nobody, to whom it falls."""
    if is_nobodys(wait, suggestion, vacant):
        return _nobody_words(wait, suggestion, vacant)
    if wait.who and not vacant.is_gone(suggestion, wait.people):
        return wait.who
    if wait.relation == "unit":
        return suggestion.unit.name
    if wait.relation == "handling" and suggestion.handling_prosecutor:
        return suggestion.handling_prosecutor.name
    return str(relations.BY_KEY[wait.relation].label)


def _nobody_words(wait: Wait, suggestion: Suggestion, vacant: Vacancies) -> str:
    left = wait.who or str(relations.BY_KEY[wait.relation].label)
    if wait.relation == "handling" and suggestion.handling_prosecutor and not wait.who:
        left = suggestion.handling_prosecutor.name
    keepers = listed(person.name for person in vacant.keepers(suggestion))
    people = wait.people or ([suggestion.handling_prosecutor_id] if wait.relation == "handling" else [])
    if vacant.is_kept_off(suggestion, people):
        if not keepers:
            return _("nobody (%(left)s is kept off by a recusal), and no head or chief is there") % {"left": left}
        return _("nobody (%(left)s is kept off by a recusal); falls to %(keepers)s") % {
            "left": left,
            "keepers": keepers,
        }
    if not keepers:
        return _("nobody (%(left)s has no post here), and no head or chief is there") % {"left": left}
    return _("nobody (%(left)s has no post here); falls to %(keepers)s") % {"left": left, "keepers": keepers}


# What a person finds on the desk: cases in which one is more than a reader.
ACTING = [row.key for row in relations.ROWS if row.acts]


def acting_on(access: Access) -> Q:
    """Returns the filter of the suggestions in which the person has something to do, now or soon."""
    visiting = Visit.objects.filter(
        state="planned", people__in=[access.person_id, *access.stands_for(Work.CASES)]
    ).values("suggestion_id")
    found = person_relations.shown_by(ACTING, access=access) | Q(pk__in=visiting)
    graded = quality_reviewing.waiting_for([access.person_id]).values("review__suggestion_id")
    partly = Measure.objects.filter(suggestion_id=OuterRef("pk"), state__in=sorted(MEASURE.of("fell back")))
    differing = QualityReview.objects.filter(suggestion_id=OuterRef("pk"), state="differing")
    to_do = standing.to_do() | Q(Exists(partly)) | Q(Exists(differing))
    is_live = ~Q(document_state__in=sorted(DOCUMENT.of("ended unissued")))
    # The decision that ends a case without a letter is served after it.
    unserved = CasePaper.objects.filter(suggestion_id=OuterRef("pk"), kind="ending_decision", state="made")
    return (found & ((to_do & is_live) | Q(Exists(unserved)))) | Q(pk__in=graded)
