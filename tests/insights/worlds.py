"""A small world for lists and figures: letters in every state, made row by row, since only counting and showing are tested here."""

from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

from followups.models import Assessment, Finding, LookBack, Outcome, Reply, Urging
from organs.models import Procuratorate, Unit
from suggestions.models import (
    Clock,
    Event,
    Filing,
    LetterVersion,
    Measure,
    MeasureText,
    Objection,
    ProblemCategory,
    Suggestion,
)
from suggestions.rules.kinds import KINDS
from tests import factories

TODAY = date(2026, 3, 2)
_numbers = count(1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def letter(
    w: SimpleNamespace,
    *,
    procuratorate: Procuratorate | None = None,
    state: str = "served",
    kind: str = "public_interest",
    issued: int | None = 100,
    **facts,
) -> Suggestion:
    """Returns a suggestion with its letter; days are counted back from TODAY."""
    place = procuratorate or w.county
    ancestors = {f"anc{depth}": key for depth, key in enumerate(place.ancestors, start=1)}
    issued_on = ago(issued) if issued is not None and state not in {"draft", "in_review", "approved"} else None
    number, version = next(_numbers), KINDS[kind].on(ago(120)).key
    made = Suggestion.objects.create(
        **{
            "procuratorate": place,
            "drafted_by": place,
            "issued_by": place,
            "depth": place.depth,
            **ancestors,
            "department": w.department if place == w.county else None,
            "handling_prosecutor": w.handling if w.origin != "published" else None,
            "unit": w.unit,
            "kind": kind,
            "origin": w.origin,
            "title": f"督促整治第{number}件",
            "document_state": state,
            "gate": "head" if state == "in_review" else "",
            "opened_at": factories.at(ago(120)),
            "opening_version": version,
            "closing_version": version if facts.get("closed_on") else "",
            "issued_on": issued_on,
            "served_on": issued_on if state == "served" else None,
            "reply_state": "awaited" if state == "served" else "not_due",
            **facts,
        }
    )
    made.letter = LetterVersion.objects.create(
        suggestion=made,
        kind_version=version,
        recipient_name=made.unit.name,
        document_number=f"丙检〔2026〕{number}号",
    )
    made.save(update_fields=["letter"])
    return made


def clock(suggestion: Suggestion, term: str, *, due: int, stopped: int | None = None, owes: str = "unit", **facts):
    """Adds a clock due so many days ago, stopped so many days ago or running."""
    return Clock.objects.create(
        suggestion=suggestion,
        term=term,
        owes=owes,
        started_on=ago(due + 60),
        due_on=ago(due),
        stopped_on=None if stopped is None else ago(stopped),
        **facts,
    )


def replied(
    suggestion: Suggestion, *, received: int, outcome: str = Outcome.ADOPTED, verdict: str = "adequate"
) -> Reply:
    """Adds a reply and its countersigned judgement; an empty outcome leaves it to be judged."""
    reply = Reply.objects.create(
        suggestion=suggestion,
        round=1,
        received_on=ago(received),
        signed_by="甲",
        received_at=factories.at(ago(received)),
    )
    state = verdict if outcome else "received"
    Suggestion.objects.filter(pk=suggestion.pk).update(replied_on=ago(received), reply_state=state, outcome=outcome)
    if outcome:
        Assessment.objects.create(
            suggestion=suggestion,
            reply=reply,
            verdict=verdict,
            outcome=outcome,
            reasons="见回复",
            proposed_by=suggestion.handling_prosecutor,
            proposed_at=factories.at(ago(received)),
            countersigned_at=factories.at(ago(received)),
        )
    return reply


def measure(
    suggestion: Suggestion, state: str, *, found: tuple[str, ...] = (), basis: str = "《办法》", held: int = 100
) -> Measure:
    """Adds a measure, with what look-backs found of it, the oldest first, so many days after its verification."""
    position = suggestion.measures.count() + 1
    made = Measure.objects.create(suggestion=suggestion, position=position, state=state)
    made.text = MeasureText.objects.create(
        measure=made, letter=suggestion.letter, position=position, text=f"措施{position}", legal_basis=basis
    )
    made.save(update_fields=["text"])
    for result in found:
        look_back = LookBack.objects.create(
            suggestion=suggestion,
            looked_on=ago(5),
            basis="实地",
            looked_by=suggestion.handling_prosecutor,
            recorded_at=factories.at(ago(5)),
        )
        Finding.objects.create(look_back=look_back, measure=made, found=result, text="见记录", days_held=held)
    return made


def urged(suggestion: Suggestion) -> None:
    Urging.objects.create(
        suggestion=suggestion, urged_on=ago(3), means="call", text="请尽快回复", urged_by=suggestion.handling_prosecutor
    )


def event(suggestion: Suggestion, step: str, track: str = "document") -> None:
    suggestion.seq += 1
    Event.objects.create(
        suggestion=suggestion,
        seq=suggestion.seq,
        track=track,
        step=step,
        actor_name="甲",
        recorded_at=factories.at(ago(110)),
        shown_to="internal",
        canonical="{}",
        hash="0" * 64,
    )


def filing(suggestion: Suggestion, *, due: int, stopped: int | None, state: str = "filed") -> None:
    Filing.objects.create(suggestion=suggestion, higher=suggestion.procuratorate.parent, state=state)
    clock(suggestion, "filing_pil", due=due, stopped=stopped, owes="office")


def objection(suggestion: Suggestion, state: str) -> None:
    Objection.objects.create(
        suggestion=suggestion, letter=suggestion.letter, state=state, raised_on=ago(20), grounds="事实有误"
    )
    is_open = state in {"raised", "under_review"}
    clock(suggestion, "answer_objection", due=10, stopped=None if is_open else 12, owes="office")


def world(*, origin: str = "live") -> SimpleNamespace:
    """Returns the people of factories.world and some thirty letters that fill every figure, in three places."""
    w = factories.world(origin=origin, with_calendar=False)
    w.category = ProblemCategory.objects.get_or_create(code="food", defaults={"zh": "食品安全", "en": "Food safety"})[0]
    w.trader = Unit.objects.create(
        name="甲某早点铺", kind="enterprise", is_sole_trader=True, is_placeholder=False, origin=origin
    )
    for state in ("draft", "in_review", "approved", "issued", "withdrawn", "dropped"):
        event(letter(w, state=state, kind="social_governance"), "submit")
    _answered(w)
    _unanswered(w)
    _rounds(w)
    _elsewhere(w)
    clock(letter(w, unit=w.trader), "reply_pil", due=40)
    return w


def _answered(w: SimpleNamespace) -> None:
    for days_early in (50, 40, 20, 0, -1, -20):
        suggestion = letter(w, problem_category=w.category)
        clock(suggestion, "reply_pil", due=40, stopped=40 + days_early)
        outcome = {50: Outcome.PARTLY, 40: Outcome.NOT, -20: ""}.get(days_early, Outcome.ADOPTED)
        replied(suggestion, received=40 + days_early, outcome=outcome)
        event(suggestion, "submit")
        filing(suggestion, due=94, stopped=97 + days_early // 10)
        for state in ("accepted", "claimed", "verified", "refused", "not_applicable"):
            measure(suggestion, state, basis="" if state == "refused" else "《办法》")
    event(suggestion, "return")
    early = letter(w, kind="social_governance", issued=20)
    clock(early, "reply", due=-40, stopped=10)
    replied(early, received=10)
    measure(early, "verified")
    waiting = letter(w, kind="violation_civil_trial", issued=20)
    clock(waiting, "reply_trial", due=-10, owes="court", stopped=2)
    replied(waiting, received=2, outcome="")
    clock(waiting, "judge_reply", due=2, owes="office")


def _unanswered(w: SimpleNamespace) -> None:
    for late in (0, 1, 8, 31, 91):
        suggestion = letter(w, kind="other")
        clock(suggestion, "reply", due=late)
        measure(suggestion, "asked")
        if late > 8:
            urged(suggestion)
    objection(suggestion, "under_review")
    rejected = letter(w)
    clock(rejected, "reply_pil", due=-5)
    clock(rejected, "objection", due=30)
    objection(rejected, "rejected")
    silent = letter(w, reply_state="none", outcome=Outcome.NOT)
    clock(silent, "reply_pil", due=40, stopped=20)
    filing(silent, due=90, stopped=None, state="due")
    without = letter(w, outcome=Outcome.ADOPTED)
    clock(without, "reply_pil", due=30)


def _rounds(w: SimpleNamespace) -> None:
    closed = letter(w, case_state="closed", issued=300)
    clock(closed, "reply_pil", due=200, stopped=210)
    replied(closed, received=210)
    for found in (("holding",), ("holding", "unjudged"), ("rebounded", "holding"), ("partly",)):
        measure(closed, found[-1] if found[-1] != "unjudged" else "holding", found=found)
    measure(closed, "verified", found=("unjudged",))
    again = letter(w, issued=400)
    clock(again, "reply_pil", due=300, stopped=310)
    replied(again, received=310)
    Suggestion.objects.filter(pk=again.pk).update(round=2, reply_state="awaited", outcome="", replied_on=None)
    clock(again, "reply", due=-10, round=2)
    measure(again, "asked", found=("rebounded",), held=60)
    measure(again, "rebounded", found=("rebounded",), held=620)


def _elsewhere(w: SimpleNamespace) -> None:
    for place, person in ((w.sibling, w.outsider), (w.prefecture, w.higher), (w.province, w.supervisor)):
        facts = {"procuratorate": place, "unit": w.other_unit, "handling_prosecutor": person}
        suggestion = letter(w, **facts)
        clock(suggestion, "reply_pil", due=40, stopped=45)
        replied(suggestion, received=45)
        measure(suggestion, "holding", found=("holding",))
        letter(w, state="draft", **facts)
