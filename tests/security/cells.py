"""The cells of the matrix: every address with its objects, methods and people, drawn by lot so that near things are drawn as often as far ones."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from django.urls import get_resolver, reverse

from desk import checks
from followups.documents.document_kinds import KINDS as DOCUMENT_KINDS
from followups.models import Acknowledgement, Circular, Draw, ModelLetter, Visit
from notices.models import OwnReminder, ReminderRule
from organs.models import Department, Person, Post, Procuratorate, Proposal, Unit, UnitOffice
from suggestions.models import Attachment, Clock, Clue, Copy, Document, Event, Stationery, Suggestion
from suggestions.rules.duties import REMINDED
from suggestions.rules.kinds import KINDS
from tests.references import visibility_reference
from tests.references.visibility_reference import FileFacts, Level, PostFacts, Telling
from tests.security import facts, steps_reference
from tests.security.access_reference import ADDRESSES, NOT_ASKED, More, Part, Proposed, Who, World

RELATED = {
    "measure": "measures",
    "filing": "filings",
    "instruction": "instructions",
    "joint": "joint_signings",
    "copies": "copies",
    "objection": "objections",
    "amendment": "amendments",
    "opinion": "opinions",
    "paper": "papers",
    "recusal": "recusals",
    "investigation": "investigations",
    "inquiry": "investigation_acts",
    "correction": "corrections",
    "escalation": "escalations",
    "visit": "visits",
    "support": "supports",
    "later_date": "later_dates",
    "quality_review": "quality_reviews",
}
METHODS = {"GET": 40, "POST": 36, "HEAD": 8, "PUT": 5, "DELETE": 4, "PATCH": 3, "OPTIONS": 4}


@dataclass(frozen=True, kw_only=True, order=True)
class Cell:
    """One question: may this person do this to this address?"""

    name: str
    arguments: tuple[object, ...]
    method: str
    person: int

    @property
    def path(self) -> str:
        return reverse(self.name, args=self.arguments)


def world(*, on: date) -> World:
    """Reads everything that the reference asks about."""
    cases, tellings = facts.cases(), _tellings()
    suggestions = list(Suggestion.objects.prefetch_related(*RELATED.values()).select_related("letter"))
    parts = {
        (track, part.pk): Part(case=each.pk, state=part.state, unit=part.unit_id if isinstance(part, Copy) else None)
        for each in suggestions
        for track, name in RELATED.items()
        for part in getattr(each, name).all()
    }
    more = {
        each.pk: More(
            kind=each.kind,
            states={
                "document": each.document_state,
                "case": each.case_state,
                "examination": each.examination_state,
                "reply": each.reply_state,
            },
            gate=each.gate,
            has_letter=each.letter_id is not None,
            telling=tellings.get(each.pk) or Telling(event=None, version=each.letter.version if each.letter else 1),
            measures={part.pk: part.state for part in each.measures.all()},
            # a retrial's report is a paper of the case (审查终结报告)
            has_report="retrial" not in each.kind
            and each.versions.filter(version=1).exclude(conclusion_report="").exists(),
        )
        for each in suggestions
    }
    amended = {
        part.pk: part.letter.version if part.letter else None
        for each in suggestions
        for part in each.amendments.select_related("letter")
    }
    offices = facts.parents()
    return World(
        parents=offices,
        unplaced=_unplaced(offices),
        cases=cases,
        more=more,
        parts=parts,
        files={row.pk: (row.suggestion_id, _file(row, amended)) for row in Attachment.objects.all()},
        documents={
            row.pk: (row.suggestion_id, _file(row, amended), row.pages or 0)
            for row in Document.objects.select_related("blob")
        },
        clocks={row.pk: (row.suggestion_id, _is_for_the_unit(row)) for row in Clock.objects.all()},
        visits={row.pk: (row.suggestion_id, row.planned_on is not None) for row in Visit.objects.all()},
        circulars={row.pk: (row.office_id, row.origin) for row in Circular.objects.all()},
        taken=frozenset(Acknowledgement.objects.values_list("circular_id", "office_id")),
        models={
            row.pk: (
                row.office_id,
                row.origin,
                row.taken_out_on is None and row.suggestion.document_state in {"issued", "served"},
            )
            for row in ModelLetter.objects.select_related("suggestion")
        },
        clues={
            row.pk: (row.procuratorate_id, row.origin, row.state, row.instructed_by_id) for row in Clue.objects.all()
        },
        draws={row.pk: (row.procuratorate_id, row.origin) for row in Draw.objects.all()},
        units=dict(Unit.objects.values_list("pk", "origin")),
        people=facts.people(),
        posts={
            row.pk: PostFacts(
                role=row.role,
                office=row.procuratorate_id,
                unit=row.unit_id,
                letters_of=row.letters_of_id,
                first_day=row.from_on,
            )
            for row in Post.objects.all()
        },
        departments=dict(Department.objects.values_list("pk", "procuratorate_id")),
        origins=dict(Person.objects.values_list("pk", "origin")),
        seals=frozenset(Stationery.objects.exclude(seal=None).values_list("procuratorate_id", flat=True)),
        rungs={row.pk: (row.procuratorate_id, row.retired_at is not None) for row in ReminderRule.objects.all()},
        unit_offices=_unit_offices(),
        proposals={
            row.pk: Proposed(
                place=row.procuratorate_id,
                by=row.proposed_by_id,
                favours=row.person_id,
                is_open=not row.outcome,
                has_paper=row.kind == "unit_head",
            )
            for row in Proposal.objects.all()
        },
        own_reminders=dict(OwnReminder.objects.values_list("pk", "person_id")),
    )


def _unit_offices() -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for unit, office in UnitOffice.objects.values_list("unit_id", "procuratorate_id"):
        found[unit].add(office)
    return found


def _unplaced(parents: Mapping[int, int | None]) -> frozenset[int]:
    unknown = set(Procuratorate.objects.filter(parent_known=False).values_list("pk", flat=True))
    return frozenset(office for office in parents if unknown & (visibility_reference.above(office, parents) | {office}))


def _tellings() -> dict[int, Telling]:
    """By which event the recipient first learned of its letter, and in which version it was then."""
    found: dict[int, Telling] = {}
    version: dict[int, int] = defaultdict(lambda: 1)
    for event in Event.objects.filter(track="document").order_by("suggestion_id", "seq"):
        if event.step == "modify":
            version[event.suggestion_id] = int(event.details["version"])
        if event.step in {"announce", "serve"} and event.suggestion_id not in found:
            found[event.suggestion_id] = Telling(event=event.seq, version=version[event.suggestion_id])
    return found


def _file(row: Attachment | Document, amended: Mapping[int, int | None]) -> FileFacts:
    what, _colon, number = row.about.partition(":")
    return FileFacts(
        number=row.pk,
        marked_for=row.shown_to,
        version_of_letter=int(number) if what == "letter" else None,
        brought_about_version=_after(amended.get(int(number))) if what == "amendment" else None,
        is_printed_letter=isinstance(row, Document) and row.kind == "letter",
    )


def _after(version: int | None) -> int | None:
    return None if version is None else version + 1


def _is_for_the_unit(row: Clock) -> bool:
    """The unit knows of its own days, and of how long its objection is weighed."""
    return row.owes in {"unit", "court"} or "objection" in row.term


def names() -> list[str]:
    """Returns the names of all addresses of the application."""
    return sorted({name for name, _view in checks.addresses(get_resolver().url_patterns)})


def who_is(person: int | None, world: World, *, on: date) -> Who:
    facts_of = None if person is None else world.people[person]
    return Who(
        number=person,
        origin="" if person is None else world.origins[person],
        posts=() if facts_of is None else tuple(visibility_reference.posts_on(facts_of, on)),
        person=facts_of if facts_of and facts_of.is_active else None,
        world=world,
    )


class Drawer:
    """Draws cells: an address, an object that it may be about, a person, a method."""

    def __init__(self, random: Random, world: World, people: Sequence[int | None], *, on: date) -> None:
        self.random, self.world = random, world
        self.people = {person: who_is(person, world, on=on) for person in people}
        self.near = {
            person: [case for case in world.cases if who.level(case) > Level.NOTHING]
            for person, who in self.people.items()
        }
        self.own_cases = [case for case, each in world.cases.items() if not each.is_published]
        self.parts: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for (track, number), part in world.parts.items():
            self.parts[part.case].append((track, number))
        self.names = [name for name in names() if name not in NOT_ASKED]
        self.weights = [self._weight(ADDRESSES[name].about) for name in self.names]

    @staticmethod
    def _weight(about: str) -> float:
        """Returns how often an address is drawn: most often where state, relation and side decide."""
        return {"": 0.4, "step": 60, "paper step": 20, "step of the unit": 24, "case": 4}.get(about, 2)

    def cell(self) -> Cell:
        name = self.random.choices(self.names, self.weights)[0]
        address = ADDRESSES[name]
        person = self.random.choice(list(self.people))
        methods = dict(METHODS)
        if address.reads is None:
            methods["POST"] = 120
        if address.sends is None:
            methods["POST"] = 12
        method = self.random.choices(list(methods), list(methods.values()))[0]
        return Cell(name=name, arguments=self._arguments(address.about, person), method=method, person=person or 0)

    def _arguments(self, about: str, person: int | None) -> tuple[object, ...]:
        if about == "":
            return ()
        if about == "case":
            return (self._case(person),)
        if about == "receipt of a case":
            return (self._case(person), self.random.choice(range(1, 40)))
        if about in {"step", "paper step", "step of the unit"}:
            return self._step(about, person)
        if about == "token":
            return (self.random.choice(["a" * 32, "0", "none"]),)
        if about == "piece of a file":
            return (UUID(int=self.random.getrandbits(128)),)
        if about == "year":
            return (self.random.choice(range(2020, 2030)),)
        if about == "page of a document":
            number = self._among(self._near_files(self.world.documents, person), self.world.documents)
            return (number, self.random.choice([1, 1, self.world.documents[number][2], 0, 99]))
        if about == "place and kind":
            return (self.random.choice(list(self.world.parents)), self.random.choice(list(KINDS)))
        if about == "place and document":
            return (self.random.choice(list(self.world.parents)), self.random.choice(list(DOCUMENT_KINDS)))
        if about == "ladder":
            return (self.random.choice([0, *self.world.parents]),)
        if about == "ladder and duty":
            return (self.random.choice([0, *self.world.parents]), self.random.choice(list(REMINDED)))
        return (self._object(about, person),)

    def _object(self, about: str, person: int | None) -> int:
        pools = {
            "file": self.world.files,
            "document": self.world.documents,
            "clock": self.world.clocks,
            "visit": self.world.visits,
            "draw": self.world.draws,
            "clue": self.world.clues,
            "circular": self.world.circulars,
            "model letter": self.world.models,
            "unit": self.world.units,
            "place": self.world.parents,
            "department": self.world.departments,
            "person": self.world.people,
            "post": self.world.posts,
            "rung": self.world.rungs,
            "proposal": self.world.proposals,
            "factor": {},
            "absence": {},
            "own reminder": self.world.own_reminders,
        }
        pool = pools[about]
        if self.random.random() < 0.03 or not pool:
            return 987_654  # there is none
        near = self._near_files(pool, person) if about in {"file", "document", "clock", "visit"} else []
        return self._among(near, pool)

    def _near_files(self, pool: Mapping[int, tuple[int, object]], person: int | None) -> list[int]:
        near = set(self.near[person])
        return [number for number, row in pool.items() if row[0] in near]

    def _among(self, near: Sequence[int], pool: Mapping[int, object]) -> int:
        return self.random.choice(near if near and self.random.random() < 0.6 else list(pool))

    def _case(self, person: int | None) -> int:
        draw = self.random.random()
        if draw < 0.55 and self.near[person]:
            return self.random.choice(self.near[person])
        if draw < 0.97:
            return self.random.choice(self.own_cases)
        return 987_654 if draw > 0.99 else self.random.choice(list(self.world.cases))

    def _step(self, about: str, person: int | None) -> tuple[object, ...]:
        case = self._case(person)
        of_side = {
            "step": steps_reference.AT_THE_OFFICE,
            "paper step": steps_reference.ON_PAPER,
            "step of the unit": steps_reference.BY_UNIT,
        }[about]
        if self.random.random() < 0.03:
            return (case, self.random.choice(["document.vanish", "document.open", "case.draw", "objection.reject"]), 0)
        key = self.random.choice(sorted(of_side))
        track = key.split(".")[0]
        own = [number for kind, number in self.parts[case] if kind == track]
        is_of_part = steps_reference.STEPS[key].about not in {"new", "all measures"} and track in RELATED
        if is_of_part and own and self.random.random() < 0.9:
            return (case, key, self.random.choice(own))
        if self.random.random() < 0.05:
            return (case, key, self.random.choice([number for _track, number in self.world.parts]))
        return (case, key, 0)


def without_rule() -> list[str]:
    """Returns the addresses of which the reference says nothing."""
    return sorted(set(names()) - set(ADDRESSES) - NOT_ASKED)
