"""Random letters and what became of them: each step of a life adds to its history, for the reference, and to the rows.

Steps are drawn as the tables allow them: service, urging, replies, judgements, an absence recorded, measures asked anew by a
modification or in a new round, withdrawal. Days lie anywhere up to the day on which is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from django.db.models import Model

from followups.models import Assessment, Finding, LookBack, Reply, Urging
from organs.models import Person, Post
from suggestions.models import Clock, Event, Filing, LetterVersion, Measure, MeasureText, Objection, Suggestion
from suggestions.rules.kinds import KINDS
from tests.references import organ_rows
from tests.references.figure_reference import LetterFacts, MeasureFacts

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
REPLY_TERMS = {
    "retrial_civil": ("retrial", "retrial_court"),
    "violation_civil_trial": ("rectify_violation", "reply_trial"),
    "violation_administrative_enforcement": ("rectify_violation", "reply_enforcement"),
    "public_interest": ("public_interest", "reply_pil"),
    "social_governance": ("social_governance", "reply"),
    "other": ("other", "reply_local_huzhou"),
}
FILING_TERMS = {"public_interest": "filing_pil"}
OBJECTION_TERMS = {"retrial_civil": "objection_court_civil"}
NOISE = ("objection", "promise", "visit", "look_back", "serve_pil", "investigation")
OUTCOMES = ("adopted", "partly", "not")
EDGES = (0, 1, 7, 8, 30, 31, 90, 91)  # days late
MARGINS = (46, 45, 31, 30, 16, 15, 0, -1, -15, -16)  # days early


@dataclass(kw_only=True)
class World:
    """The offices, units and letters of one random world, its rows in the order in which they are made, and who asks."""

    parents: dict[int, int | None] = field(default_factory=dict)
    units: list[int] = field(default_factory=list)
    published_units: list[int] = field(default_factory=list)
    sole_trader: int = 0
    person: int = 0
    letters: list[LetterFacts] = field(default_factory=list)
    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    texts: list[tuple[Measure, MeasureText]] = field(default_factory=list)

    def add[Row: Model](self, row: Row) -> Row:
        self.rows.setdefault(type(row), []).append(row)
        return row


def make(random: Random, *, letters: int) -> World:
    """Draws a world and puts it into the database."""
    numbers = count(organ_rows.FIRST_NUMBER)
    world = World()
    supreme, *provinces = [next(numbers) for _office in range(3)]
    world.parents = {supreme: None} | dict.fromkeys(provinces, supreme)
    for _prefecture in range(2):
        prefecture = next(numbers)
        world.parents[prefecture] = random.choice(provinces)
        world.parents[next(numbers)] = prefecture
    world.units = [next(numbers) for _unit in range(3)]
    world.published_units = [next(numbers)]
    world.sole_trader = next(numbers)
    world.person = next(numbers)
    for _letter in range(letters):
        published = random.random() < 0.15
        made = _published(world, numbers, random) if published else _Life(world, numbers, random).lived()
        world.letters.append(made)
    _insert(world, supreme)
    return world


def _insert(world: World, supreme: int) -> None:
    organ_rows.make_offices(world.parents)
    organ_rows.make_units([*world.units, world.sole_trader], sole_traders=[world.sole_trader])
    organ_rows.make_units(world.published_units, origin="published")
    person = Person.objects.create(
        pk=world.person, username=str(world.person), name="分析员", created_at=AT, origin="live"
    )
    Post.objects.create(person=person, side="office", role="analyst", procuratorate_id=supreme, from_on=TODAY)
    for model, rows in world.rows.items():
        model._default_manager.bulk_create(rows)
    for measure, text in world.texts:
        measure.text = text
    Measure.objects.bulk_update([measure for measure, _text in world.texts], ["text"])


def _issued_on(random: Random) -> date:
    return TODAY - timedelta(days=random.randint(0, 500))


def _suggestion(world: World, number: int, **facts: object) -> Suggestion:
    office = facts["procuratorate_id"]
    return world.add(
        Suggestion(
            pk=number,
            drafted_by_id=office,
            issued_by_id=office,
            title=f"第{number}件",
            opened_at=AT,
            opening_version=KINDS[str(facts["kind"])].on(TODAY).key,
            **organ_rows.place(office, world.parents),
            **facts,
        )
    )


def _published(world: World, numbers: Iterator[int], random: Random) -> LetterFacts:
    """Draws a letter of which a public report tells: whether it arrived and was answered, and perhaps how it was judged."""
    number, office = next(numbers), random.choice(list(world.parents))
    kind = random.choice(tuple(REPLY_TERMS))
    is_served = random.random() < 0.7
    replied_on = random.choice((None, TODAY)) if is_served else None
    is_replied = is_served and (replied_on is not None or random.random() < 0.3)
    outcome = random.choice(("", *OUTCOMES)) if is_served else ""
    issued_on = random.choice((None, _issued_on(random)))
    unit = world.published_units[0]
    suggestion = _suggestion(
        world,
        number,
        procuratorate_id=office,
        unit_id=unit,
        kind=kind,
        origin="published",
        document_state="served" if is_served else "issued",
        reply_state="received" if is_replied else "not_due",
        replied_on=replied_on,
        outcome=outcome,
        issued_on=issued_on,
    )
    letter = world.add(
        LetterVersion(suggestion=suggestion, kind_version=suggestion.opening_version, recipient_name="单位")
    )
    measures = []
    for position in range(random.randint(0, 2)):
        found = random.choice(("", "holding", "partly", "rebounded"))
        row = world.add(Measure(pk=next(numbers), suggestion=suggestion, position=position, state=found or "asked"))
        text = world.add(MeasureText(measure=row, letter=letter, position=position, text="措施"))
        world.texts.append((row, text))
        is_done = bool(found)
        measures.append(
            MeasureFacts(
                number=row.pk,
                is_still_asked=True,
                names_basis=False,
                is_promised=is_done,
                is_claimed=is_done,
                is_verified=is_done,
                findings=((found, -1),) if found else (),
            )
        )
    return LetterFacts(
        number=number,
        state=suggestion.document_state,
        origin="published",
        kind=kind,
        type=REPLY_TERMS[kind][0],
        office=office,
        path=tuple(organ_rows.path_to(office, world.parents)),
        unit=unit,
        is_to_a_sole_trader=False,
        issued_on=issued_on,
        replies=(None,) if is_replied else (),
        judgements=(outcome,) if outcome else (),
        measures=tuple(measures),
    )


class _Life:
    """One letter of our own, drawn step by step."""

    def __init__(self, world: World, numbers: Iterator[int], random: Random) -> None:
        self.world, self.numbers, self.random = world, numbers, random
        self.facts: dict[str, object] = {}
        self.replies: list[date] = []
        self.judgements: list[str] = []
        self.reply_clocks: list[Clock] = []
        self.seq = 0

    def lived(self) -> LetterFacts:
        """Draws the whole life and returns its history."""
        random, world = self.random, self.world
        number, office = next(self.numbers), random.choice(list(world.parents))
        self.kind = random.choice(tuple(REPLY_TERMS))
        states = ("draft", "in_review", "approved", "dropped", "issued", "issued", *["served"] * 14, *["withdrawn"] * 2)
        state = random.choice(states)
        has_left = state in {"issued", "served", "withdrawn"}
        was_served = state == "served" or (state == "withdrawn" and random.random() < 0.7)
        issued_on = _issued_on(random) if has_left else None
        unit = random.choice((*world.units, *world.units, world.sole_trader))
        self.suggestion = _suggestion(
            world,
            number,
            procuratorate_id=office,
            unit_id=unit,
            kind=self.kind,
            origin="live",
            handling_prosecutor_id=world.person,
            document_state=state,
            gate="head" if state == "in_review" else "",
            issued_on=issued_on,
        )
        self.letter = world.add(
            LetterVersion(
                suggestion=self.suggestion, kind_version=self.suggestion.opening_version, recipient_name="单位"
            )
        )
        self._review()
        if issued_on:
            self._file(issued_on)
        if was_served:
            self._serve(issued_on)
        if has_left:
            self._object()
        measures = tuple(self._measure(position, was_served) for position in range(random.randint(0, 3)))
        if state == "withdrawn":
            self._withdraw()
        self._noise()
        return LetterFacts(
            number=number,
            state=state,
            origin="live",
            kind=self.kind,
            type=REPLY_TERMS[self.kind][0],
            office=office,
            path=tuple(organ_rows.path_to(office, world.parents)),
            unit=unit,
            is_to_a_sole_trader=unit == world.sole_trader,
            issued_on=issued_on,
            replies=tuple(self.replies),
            judgements=tuple(self.judgements),
            measures=measures,
            **self.facts,
        )

    def _clock(self, term: str, *, owes: str, start: date, due: date, stopped: date | None = None) -> Clock:
        return self.world.add(
            Clock(
                suggestion=self.suggestion,
                term=term,
                owes=owes,
                round=self.suggestion.round,
                started_on=start,
                due_on=due,
                stopped_on=stopped,
            )
        )

    def _event(self, step: str, track: str = "document") -> None:
        self.seq += 1
        self.world.add(
            Event(
                suggestion=self.suggestion,
                seq=self.seq,
                track=track,
                step=step,
                actor_name="人",
                recorded_at=AT,
                shown_to="internal",
                canonical="{}",
                hash="0" * 64,
            )
        )

    def _review(self) -> None:
        submitted, returned = self.random.random() < 0.8, self.random.random() < 0.3
        if submitted:
            self._event("submit")
            if returned:
                self._event("return")
                self._event("submit")
        elif returned:
            self._event("return", track="amendment")
        self.facts |= {"was_submitted": submitted, "was_returned": submitted and returned}

    def _file(self, issued_on: date) -> None:
        if self.random.random() < 0.3:
            return
        due = self._due(issued_on, within=20)
        filed_on = min(due, TODAY) if self.random.random() < 0.2 else self._day(after=issued_on, within=60)
        filed_on = filed_on if self.random.random() < 0.7 else None
        parent = self.world.parents[self.suggestion.procuratorate_id]
        self.world.add(
            Filing(
                suggestion=self.suggestion,
                higher_id=parent or self.suggestion.procuratorate_id,
                state=self.random.choice(("filed", "received", "reviewed", "returned")) if filed_on else "due",
            )
        )
        self._clock(FILING_TERMS.get(self.kind, "filing"), owes="office", start=issued_on, due=due, stopped=filed_on)
        self.facts |= {"filing_day": due, "filed_on": filed_on}

    def _day(self, *, after: date, within: int) -> date:
        return min(TODAY, after + timedelta(days=self.random.randint(0, within)))

    def _due(self, start: date, *, within: int) -> date:
        """Draws a due day after the start, often one that lies at the edge of a band."""
        at_an_edge = TODAY - timedelta(days=self.random.choice(EDGES))
        if start < at_an_edge and self.random.random() < 0.4:
            return at_an_edge
        return start + timedelta(days=self.random.randint(1, within))

    def _reply_day(self, due: date) -> date:
        """Draws a day from the present one on, often one at the edge of a band around the due day."""
        at_an_edge = due - timedelta(days=self.random.choice(MARGINS))
        is_possible = self.day <= at_an_edge <= TODAY
        return at_an_edge if is_possible and self.random.random() < 0.4 else self.day

    def _serve(self, issued_on: date) -> None:
        served_on = self._day(after=issued_on, within=20)
        self.suggestion.served_on = served_on
        self.suggestion.reply_state = "awaited"
        due = self._due(served_on, within=120)
        self._await(served_on, due)
        self.facts["first_day"] = due
        self.day = served_on
        for _step in range(self.random.randint(0, 6)):
            self.day = self._day(after=self.day, within=90)
            self._step()
        running = [clock for clock in self.reply_clocks if clock.stopped_on is None]
        self.facts["owed_day"] = running[0].due_on if running else None

    def _await(self, start: date, due: date) -> None:
        self.suggestion.reply_state = "awaited"
        self.facts["is_absence_recorded"] = False
        self.reply_clocks.append(self._clock(REPLY_TERMS[self.kind][1], owes="unit", start=start, due=due))

    def _step(self) -> None:
        """Takes one of the steps that the present state of the reply allows."""
        state = self.suggestion.reply_state
        possible = {
            "awaited": (self._reply, self._reply, self._urge, self._record_absence),
            "received": (self._judge, self._judge, self._propose, self._ask_anew),
            "none": (self._reply, self._urge, self._ask_anew, self._begin_round),
        }.get(state, (self._reply, self._ask_anew, self._begin_round))
        self.random.choice(possible)()

    def _urge(self) -> None:
        self.world.add(
            Urging(
                suggestion=self.suggestion,
                urged_on=self.day,
                means="call",
                text="请尽快回复",
                urged_by_id=self.world.person,
            )
        )
        self.facts["is_urged"] = True

    def _reply(self) -> None:
        """A reply that was posted in time counts from the day of posting; one that is adequate is not followed by another."""
        if self.suggestion.reply_state in {"adequate", "adequate_other"}:
            return
        owed = [clock for clock in self.reply_clocks if clock.stopped_on is None]
        if owed:
            self.day = self._reply_day(owed[0].due_on)
        posted_on = None
        if owed and self.random.random() < 0.4:
            posted_on = min(self.day, self._day(after=owed[0].started_on, within=90))
        counts_on = posted_on if posted_on and posted_on <= owed[0].due_on else self.day
        for clock in owed:
            clock.stopped_on = counts_on
        self.world.add(
            Reply(
                suggestion=self.suggestion,
                round=self.suggestion.round,
                received_on=self.day,
                posted_on=posted_on,
                signed_by="负责人",
                received_at=AT,
            )
        )
        self.replies.append(counts_on)
        if self.suggestion.reply_state == "none":
            self.suggestion.outcome = ""
        self.suggestion.reply_state = "received"
        self.suggestion.replied_on = self.day
        self.facts["is_absence_recorded"] = False
        self._close_judging()
        due = self._due(self.day, within=60)
        self.judging = self._clock("judge_reply", owes="office", start=self.day, due=due)
        self.facts["judge_by"] = due

    def _close_judging(self) -> None:
        judging = getattr(self, "judging", None)
        if judging is not None and judging.stopped_on is None:
            judging.stopped_on = self.day
        self.facts["judge_by"] = None

    def _assessment(self, verdict: str, outcome: str, **facts: object) -> None:
        self.world.add(
            Assessment(
                suggestion=self.suggestion,
                verdict=verdict,
                outcome=outcome,
                reasons="见回复",
                proposed_by_id=self.world.person,
                proposed_at=AT,
                **facts,
            )
        )

    def _judge(self) -> None:
        verdict = self.random.choice(("adequate", "adequate_other", "inadequate", "refused"))
        outcome = self.random.choice(OUTCOMES)
        self._assessment(verdict, outcome, countersigned_at=AT)
        self.suggestion.reply_state, self.suggestion.outcome = verdict, outcome
        self.judgements.append(outcome)
        self._close_judging()

    def _propose(self) -> None:
        """A judgement that the head sent back counts for nothing."""
        self._assessment("adequate", self.random.choice(OUTCOMES), returned_at=AT, returned_reason="理由不足")

    def _record_absence(self) -> None:
        owed = next(clock for clock in self.reply_clocks if clock.stopped_on is None)
        if self.day <= owed.due_on:
            return
        self._urge()
        owed.stopped_on = self.day
        self._assessment("none", "not", countersigned_at=AT)
        self.suggestion.reply_state, self.suggestion.outcome = "none", "not"
        self.facts["is_absence_recorded"] = True

    def _ask_anew(self) -> None:
        """A modification asks something anew after the reply, or after none came, by a day that its decider sets."""
        self.suggestion.outcome, self.suggestion.replied_on = "", None
        self._close_judging()
        self._await(self.day, self._due(self.day, within=90))

    def _begin_round(self) -> None:
        self.suggestion.round += 1
        self._ask_anew()

    def _object(self) -> None:
        states = self.random.choice(
            ((), (), ("rejected",), ("raised",), ("upheld_modify", "under_review"), ("rejected", "upheld_modify"))
        )
        self.facts["objections_open"] = tuple(state in {"raised", "under_review"} for state in states)
        term = OBJECTION_TERMS.get(self.kind, "answer_objection")
        for state in states:
            raised_on = self._day(after=self.suggestion.issued_on, within=60)
            is_open = state in {"raised", "under_review"}
            self.world.add(
                Objection(
                    suggestion=self.suggestion, letter=self.letter, state=state, raised_on=raised_on, grounds="有误"
                )
            )
            due = self._due(raised_on, within=90)
            stopped = None if is_open else self._day(after=raised_on, within=100)
            self._clock(term, owes="office", start=raised_on, due=due, stopped=stopped)
            if is_open:
                self.facts["answer_by"] = due

    def _measure(self, position: int, was_served: bool) -> MeasureFacts:
        random = self.random
        facts: dict[str, object] = {}
        findings: list[tuple[str, int]] = []
        if not was_served:
            state = "asked"
        else:
            for _round in range(random.choice((0, 0, 0, 1, 2))):
                findings += [
                    (random.choice(("holding", "unjudged", "partly")), self._held())
                    for _look in range(random.randint(0, 2))
                ]
                # a new round follows what holds no more; a modification asks anew whatever was found
                findings.append((random.choice(("partly", "rebounded", "holding")), self._held()))
            state, facts = self._present_round(findings)
        ended = random.random()
        if state != "frozen" and ended < 0.15:
            state = random.choice(("dropped", "not_applicable", "proposed"))
        if self.suggestion.document_state == "withdrawn":
            state = "frozen"
        basis = random.choice(("", "《办法》"))
        row = self.world.add(Measure(pk=next(self.numbers), suggestion=self.suggestion, position=position, state=state))
        text = self.world.add(
            MeasureText(measure=row, letter=self.letter, position=position, text="措施", legal_basis=basis)
        )
        self.world.texts.append((row, text))
        for found, held in findings:
            look_back = self.world.add(
                LookBack(
                    suggestion=self.suggestion,
                    looked_on=TODAY,
                    basis="实地",
                    looked_by_id=self.world.person,
                    recorded_at=AT,
                )
            )
            self.world.add(Finding(look_back=look_back, measure=row, found=found, text="见记录", days_held=held))
        return MeasureFacts(
            number=row.pk,
            is_still_asked=state not in {"dropped", "not_applicable", "proposed", "frozen"},
            names_basis=bool(basis),
            findings=tuple(findings),
            **facts,
        )

    def _held(self) -> int:
        return self.random.choice((0, 30, 90, 91, 180, 181, 365, 366, 700))

    def _present_round(self, findings: list[tuple[str, int]]) -> tuple[str, dict[str, object]]:
        """Draws how far the present round of a measure came; returns its state and what the unit and the office did."""
        random = self.random
        answer = random.choice(("", "refused", "accepted", "other_way", "already_done"))
        if answer in {"", "refused"}:
            return answer or "asked", {}
        facts: dict[str, object] = {"is_done_before" if answer == "already_done" else "is_promised": True}
        if answer == "already_done":
            is_claimed = True
        else:
            is_claimed = random.random() < 0.8
            facts["is_claimed"] = is_claimed
        if not is_claimed or random.random() < 0.25:
            return "claimed" if is_claimed and answer != "already_done" else answer, facts
        facts["is_verified"] = True
        state = "verified"
        for _look_back in range(random.choice((0, 0, 1, 2))):
            found = random.choice(("holding", "holding", "partly", "rebounded", "unjudged"))
            findings.append((found, self._held()))
            state = state if found == "unjudged" else found
        return state, facts

    def _withdraw(self) -> None:
        """The unit owes nothing more, and no reply is judged; filing stays owed."""
        for row in self.world.rows.get(Clock, []):
            if row.suggestion is self.suggestion and row.term not in {"filing", "filing_pil"}:
                row.stopped_on = row.stopped_on or TODAY

    def _noise(self) -> None:
        """Clocks of other duties, open or done, which none of the figures asks about."""
        for term in self.random.sample(NOISE, k=self.random.randint(0, 3)):
            start = TODAY - timedelta(days=self.random.randint(0, 300))
            due = start + timedelta(days=self.random.randint(1, 200))
            self._clock(term, owes="unit", start=start, due=due, stopped=self.random.choice((None, TODAY)))
