"""Who may open and send what, address by address, from the sentences of the design: it imports nothing of the application.

The page opens, it is refused in words, or it is not there. What may not be known of is not there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from tests.references import visibility_reference
from tests.references.visibility_reference import CaseFacts, FileFacts, Level, PersonFacts, PostFacts, Telling
from tests.security import steps_reference
from tests.security.steps_reference import STEPS, StepFacts

CHIEFS = {"chief", "deputy_chief"}
PROSECUTING = {"prosecutor", "department_head"} | CHIEFS
OPENING = PROSECUTING | {"assistant"}
SUPERVISING = {"case_manager", "department_head", "administrator"} | CHIEFS
DRAWING = {"case_manager", "department_head"} | CHIEFS
# Whose work somebody else may do meanwhile.
WORKING = DRAWING | {"prosecutor", "assistant", "policy_reviewer", "committee_secretary", "registrar"}
ADMINISTRATORS = {"administrator", "security_admin", "audit_admin"}  # always three people
DECIDING = {"administrator", "security_admin"}  # who gives and takes rights: one proposes, the other confirms
OF_THE_HIGHER = {"policy_reviewer", "case_manager", "department_head"} | CHIEFS


_LEFT = frozenset({"issued", "served", "withdrawn"})
_ALL = _LEFT | {"draft", "in_review", "approved", "dropped", "merged"}
#: In which states of the letter somebody is shown the case who is shown it from then on; a recipient once it was told.
SHOWN_FROM = {
    "the first draft": _ALL,
    "the draft alone": frozenset({"draft"}),
    "submission": _ALL - {"draft"},
    "approval": _LEFT | {"approved"},
    "the asking until issue": frozenset({"draft", "in_review", "approved"}),
    "approval until issue": frozenset({"approved"}),
    "issue": _LEFT,
    "the telling": "told",
}
#: As what one stands to a case: from when it is shown, how much of it, and by which posts alone.
RELATIONS: dict[str, tuple[str, Level, set[str]]] = {
    "handling": ("the first draft", Level.INTERNAL, set()),
    "team": ("the first draft", Level.INTERNAL, set()),
    "head": ("the first draft", Level.INTERNAL, {"department_head"}),
    "case_manager": ("the first draft", Level.INTERNAL, {"case_manager"}),
    "policy": ("submission", Level.INTERNAL, {"policy_reviewer"}),
    "chief": ("submission", Level.INTERNAL, CHIEFS),
    # Of a draft whose prosecutor has gone and whose department has no head; the sample world has none.
    "keeper": ("the draft alone", Level.INTERNAL, CHIEFS),
    # Of a draft of which a recusal waits for them, or for the chief an investigation.
    "draft_chief": ("the draft alone", Level.INTERNAL, CHIEFS),
    "draft_secretary": ("the draft alone", Level.INTERNAL, {"committee_secretary"}),
    "secretary": ("submission", Level.INTERNAL, {"committee_secretary"}),
    "registrar": ("approval", Level.OFFICE, {"registrar"}),
    "own": ("issue", Level.OFFICE, set()),
    "above": ("issue", Level.OFFICE, set()),
    "supervising": ("issue", Level.OFFICE, {"case_manager"}),
    "higher": ("issue", Level.OFFICE, OF_THE_HIGHER),
    # Of a letter that several offices issue: who signs for one of them, and then its people; likewise of a text that was
    # reported to the office above: its chief, and once that office issued it the one that had reported it.
    "joint": ("approval", Level.INTERNAL, CHIEFS),
    "joint_office": ("issue", Level.OFFICE, set()),
    "reported_to": ("approval until issue", Level.INTERNAL, CHIEFS),
    # An office that was asked for its opinion (Art. 3): its chief reads the text until it is issued.
    "asked_office": ("the asking until issue", Level.INTERNAL, CHIEFS),
    "drafted": ("issue", Level.OFFICE, set()),
    "unit": ("the telling", Level.RECIPIENT, set()),
    "copied": ("issue", Level.LETTER, set()),
}


class Answer(Enum):
    OPEN = "opens"
    PERHAPS = "opens, unless something else in the case forbids it now"
    NOT_NOW = "is refused in words, now or as it is sent"
    REFUSED = "is refused in words to this person"
    ABSENT = "is not there"


OPEN, PERHAPS, NOT_NOW = Answer.OPEN, Answer.PERHAPS, Answer.NOT_NOW
REFUSED, ABSENT = Answer.REFUSED, Answer.ABSENT


@dataclass(frozen=True, kw_only=True)
class Part:
    """A thing of a case on one of its tracks; `unit` is whose copy it is."""

    case: int
    state: str
    unit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What one administrator laid before a second one: of which place, by whom, in whose favour."""

    place: int | None
    by: int
    favours: int | None
    is_open: bool
    has_paper: bool


@dataclass(frozen=True, kw_only=True)
class More:
    """What the access to one case needs beside the facts of visibility."""

    kind: str
    states: Mapping[str, str]  # of document, case, examination and reply
    gate: str
    has_letter: bool
    telling: Telling
    measures: Mapping[int, str]
    has_report: bool = False


@dataclass(frozen=True, kw_only=True)
class World:
    """All that is asked about, by number."""

    parents: Mapping[int, int | None]
    unplaced: frozenset[int]
    cases: Mapping[int, CaseFacts]
    more: Mapping[int, More]
    parts: Mapping[tuple[str, int], Part]
    files: Mapping[int, tuple[int, FileFacts]]
    documents: Mapping[int, tuple[int, FileFacts, int]]
    clocks: Mapping[int, tuple[int, bool]]
    visits: Mapping[int, tuple[int, bool]]
    draws: Mapping[int, tuple[int, str]]
    clues: Mapping[int, tuple[int, str, str, int | None]]  # office, origin, state, which office instructs
    circulars: Mapping[int, tuple[int, str]]  # office, origin
    taken: frozenset[tuple[int, int]]  # circular and office that took notice of it
    models: Mapping[int, tuple[int, str, bool]]  # office, origin, whether it stands in the collection
    units: Mapping[int, str]
    people: Mapping[int, PersonFacts]
    posts: Mapping[int, PostFacts]
    departments: Mapping[int, int]
    origins: Mapping[int, str]
    seals: frozenset[int]
    rungs: Mapping[int, tuple[int | None, bool]]
    own_reminders: Mapping[int, int]
    unit_offices: Mapping[int, set[int]]
    proposals: Mapping[int, "Proposed"]


@dataclass(frozen=True, kw_only=True)
class Who:
    """A person as today's posts make them; nobody has no number."""

    number: int | None
    origin: str
    posts: tuple[PostFacts, ...]
    person: PersonFacts | None
    world: World = field(repr=False)

    @property
    def of_office(self) -> bool:
        return any(post.office is not None for post in self.posts)

    @property
    def units(self) -> set[int]:
        return {post.unit for post in self.posts if post.unit is not None}

    def offices(self, roles: Iterable[str] | None = None) -> set[int]:
        wanted = None if roles is None else set(roles)
        return {
            post.office for post in self.posts if post.office is not None and (wanted is None or post.role in wanted)
        }

    def is_at_top(self, roles: Iterable[str]) -> bool:
        return any(
            self.world.parents[office] is None and office not in self.world.unplaced for office in self.offices(roles)
        )

    def below(self, roles: Iterable[str]) -> set[int]:
        """The own offices and all below; whoever keeps the top also those whose place is not known yet."""
        own = self.offices(roles)
        found = {
            office
            for office in self.world.parents
            if own & (visibility_reference.above(office, self.world.parents) | {office})
        }
        return found | (set(self.world.unplaced) if self.is_at_top(roles) else set())

    @property
    def heads(self) -> set[int]:
        """The units of which the person is the confirmed head: who reads every letter of them."""
        return {post.unit for post in self.posts if post.unit and post.role == "unit_head" and post.letters_of is None}

    @property
    def administers_all(self) -> bool:
        return self.is_at_top({"administrator"})

    @property
    def administers(self) -> set[int]:
        return self.below({"administrator"})

    def level(self, case: int) -> Level:
        if self.person is None:
            return Level.NOTHING
        most = Level.NOTHING
        for post in self.posts:
            only = PersonFacts(number=self.person.number, is_active=True, posts=(post,))
            most = max(
                most,
                visibility_reference.level(only, self.world.cases[case], on=post.first_day, parents=self.world.parents),
            )
        return most

    def stands(self, case: int) -> set[str]:
        """Returns as what the person stands to a case, whether or not it is shown yet."""
        facts, found = self.world.cases[case], set()
        for post in self.posts:
            if post.office is not None and post.office == facts.office:
                found |= self._inside(post, facts)
            if (
                post.office is not None
                and post.office == self.world.parents[facts.office]
                and post.role in OF_THE_HIGHER
                and self.number not in facts.kept_off
            ):
                found.add(steps_reference.HIGHER)
            if post.role in CHIEFS and self.number not in facts.kept_off:
                found |= {steps_reference.JOINT} if post.office in facts.joint else set()
                found |= {steps_reference.ASKED_OFFICE} if post.office in facts.asked else set()
                found |= {steps_reference.REPORTED_TO} if post.office and post.office == facts.reported_to else set()
            if post.letters_of not in {None, facts.office if facts.issuer is None else facts.issuer}:
                continue  # let in for the letters of another office
            if post.unit is not None and post.unit == facts.unit:
                found.add(steps_reference.UNIT)
            if post.unit is not None and post.unit in facts.copied_to:
                found.add(steps_reference.COPIED)
        return found

    def _inside(self, post: PostFacts, facts: CaseFacts) -> set[str]:
        found = set()
        if self.number in facts.kept_off:
            return found
        if self.number == facts.prosecutor:
            found.add(steps_reference.HANDLING)
        if self.number in facts.members:
            found.add(steps_reference.TEAM)
        if post.role == "department_head" and (
            None in {post.department, facts.department} or post.department == facts.department
        ):
            found.add(steps_reference.HEAD)
        if post.role in CHIEFS:
            found.add(steps_reference.CHIEF)
        by_role = {
            "policy_reviewer": steps_reference.POLICY,
            "committee_secretary": steps_reference.SECRETARY,
            "registrar": steps_reference.REGISTRAR,
            "case_manager": steps_reference.CASE_MANAGER,
        }
        return found | ({by_role[post.role]} if post.role in by_role else set())


type Rule = Callable[[Who, tuple[object, ...]], Answer]


@dataclass(frozen=True, kw_only=True)
class Address:
    """What an address is about, who reads it, and who sends to it: None where it is only read, or only sent to."""

    about: str = ""
    reads: Rule | None = None
    sends: Rule | None = None
    is_public: bool = False
    also_answers: frozenset[str] = frozenset()  # what it may come to beside the usual


def _when(is_so: bool) -> Answer:
    return OPEN if is_so else ABSENT


def everybody(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return OPEN


def nobody(who: Who, _arguments: tuple[object, ...]) -> Answer:
    """Things of one's own that nobody of this world has."""
    return ABSENT


def with_post(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.posts))


def office(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(who.of_office)


def unit(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.units))


def administrator(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.offices({"administrator"})))


def drafting(who: Who, _arguments: tuple[object, ...]) -> Answer:
    if not who.of_office:
        return ABSENT
    return OPEN if who.offices(OPENING) else REFUSED


def working(who: Who, _arguments: tuple[object, ...]) -> Answer:
    """Whoever has a post in an office beside those of the three administrators: that work has deputies."""
    return _when(bool(who.offices(WORKING)))


def supervising(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.offices(SUPERVISING)))


def drawing(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.offices(DRAWING)))


def background(who: Who, _arguments: tuple[object, ...]) -> Answer:
    """Administrators and case management at the top; where it has no administrator, every administrator."""
    world = who.world
    tops = {office for office, parent in world.parents.items() if parent is None}
    at_top = who.offices({"administrator", "case_manager"}) & tops
    return _when(bool(at_top))


def seen_at(least: Level, *, by_office: bool) -> Rule:
    def rule(who: Who, arguments: tuple[object, ...]) -> Answer:
        is_on_side = who.of_office if by_office else bool(who.units)
        case = arguments[0]
        return _when(is_on_side and case in who.world.cases and who.level(case) >= least)

    return rule


def any_seen(who: Who, arguments: tuple[object, ...]) -> Answer:
    case = arguments[0]
    return _when(case in who.world.cases and who.level(case) > Level.NOTHING)


def text_of_draft(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Those inside read the drafts of a letter; what was published has none."""
    case = arguments[0]
    if not who.of_office or case not in who.world.cases or who.level(case) < Level.INTERNAL:
        return ABSENT
    return _when(who.world.more[case].has_letter and not who.world.cases[case].is_published)


def policy_said(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Those inside print what the legal-policy review said, where it said something."""
    case = arguments[0]
    if not who.of_office or case not in who.world.cases or who.level(case) < Level.INTERNAL:
        return ABSENT
    return PERHAPS


def reported(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Those inside print the report that concludes the investigation, once one was written."""
    if text_of_draft(who, arguments) is ABSENT:
        return ABSENT
    return _when(who.world.more[arguments[0]].has_report)


def writing_draft(who: Who, arguments: tuple[object, ...]) -> Answer:
    if text_of_draft(who, arguments) is ABSENT:
        return ABSENT
    return OPEN if who.stands(arguments[0]) & {steps_reference.HANDLING, steps_reference.TEAM} else REFUSED


def signing(who: Who, arguments: tuple[object, ...]) -> Answer:
    """At the gate stands who it names; where it decides, the committee's secretary too."""
    if text_of_draft(who, arguments) is ABSENT:
        return ABSENT
    case = arguments[0]
    gate = who.world.more[case].gate
    if who.world.more[case].states["document"] != "in_review" or not gate:
        return REFUSED
    by = {"policy": {"policy"}, "head": {"head"}, "decision": {"chief", "secretary"}}[gate]
    return PERHAPS if who.stands(case) & by else REFUSED


def slip(who: Who, arguments: tuple[object, ...]) -> Answer:
    if seen_at(Level.OFFICE, by_office=True)(who, arguments) is ABSENT:
        return ABSENT
    facts = who.world.cases[arguments[0]]
    serves = who.stands(arguments[0]) & steps_reference.FROM_PAPER
    return PERHAPS if serves and visibility_reference.has_left(facts) and not facts.is_published else NOT_NOW


def leaving(who: Who, arguments: tuple[object, ...]) -> Answer:
    """What is looked at before a letter leaves: whoever sees the case as its office does; at other stages it says so."""
    is_seen = seen_at(Level.OFFICE, by_office=True)(who, arguments) is OPEN
    return PERHAPS if is_seen and not who.world.cases[arguments[0]].is_published else ABSENT


def file(who: Who, arguments: tuple[object, ...]) -> Answer:
    if arguments[0] not in who.world.files:
        return ABSENT
    case, facts = who.world.files[arguments[0]]
    return _when(visibility_reference.shows_file(who.level(case), facts, who.world.more[case].telling))


def document(who: Who, arguments: tuple[object, ...]) -> Answer:
    if arguments[0] not in who.world.documents:
        return ABSENT
    case, facts, pages = who.world.documents[arguments[0]]
    if len(arguments) > 1 and not 1 <= arguments[1] <= pages:
        return ABSENT
    return _when(visibility_reference.shows_file(who.level(case), facts, who.world.more[case].telling))


def clock(who: Who, arguments: tuple[object, ...]) -> Answer:
    if not who.of_office or arguments[0] not in who.world.clocks:
        return ABSENT
    return _when(who.level(who.world.clocks[arguments[0]][0]) >= Level.OFFICE)


def clock_of_unit(who: Who, arguments: tuple[object, ...]) -> Answer:
    if not who.units or arguments[0] not in who.world.clocks:
        return ABSENT
    case, is_for_the_unit = who.world.clocks[arguments[0]]
    return _when(is_for_the_unit and who.level(case) >= Level.RECIPIENT)


def visit_pack(who: Who, arguments: tuple[object, ...]) -> Answer:
    case, was_planned = who.world.visits.get(arguments[0], (0, False))
    return _when(was_planned and who.of_office and who.level(case) >= Level.OFFICE)


def visit_record(who: Who, arguments: tuple[object, ...]) -> Answer:
    if visit_pack(who, arguments) is ABSENT:
        return ABSENT
    case = who.world.visits[arguments[0]][0]
    return PERHAPS if who.stands(case) & STEPS["visit.record"].by else REFUSED


def draw(who: Who, arguments: tuple[object, ...]) -> Answer:
    if arguments[0] not in who.world.draws:
        return ABSENT
    place, origin = who.world.draws[arguments[0]]
    reached = {place} | visibility_reference.above(place, who.world.parents)
    return _when(origin == who.origin and bool(who.offices() & reached))


CASE_PEOPLE = {"prosecutor", "department_head", "case_manager"} | CHIEFS


def seeing_clues(who: Who, _arguments: tuple[object, ...]) -> Answer:
    """Who works on cases and case management; nobody of a unit."""
    return _when(bool(who.offices(CASE_PEOPLE | {"assistant"})))


def registering_clues(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.offices(CASE_PEOPLE)))


def clue(who: Who, arguments: tuple[object, ...]) -> Answer:
    """A clue is the office's that registered it, and of one that instructs a lower office with it."""
    if arguments[0] not in who.world.clues:
        return ABSENT
    place, origin, _state, higher = who.world.clues[arguments[0]]
    return _when(origin == who.origin and bool({place, higher} & who.offices(CASE_PEOPLE | {"assistant"})))


def deciding_clue(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Before it was assessed, closed or transferred; of an instruction never."""
    if clue(who, arguments) is ABSENT:
        return ABSENT
    place, _origin, state, higher = who.world.clues[arguments[0]]
    return _when(state == "registered" and higher is None and place in who.offices(CASE_PEOPLE))


def closing_clue(who: Who, arguments: tuple[object, ...]) -> Answer:
    """As long as it waits; an instruction is answered by the chief procurator, a deputy or a head."""
    if clue(who, arguments) is ABSENT:
        return ABSENT
    place, _origin, state, higher = who.world.clues[arguments[0]]
    roles = CASE_PEOPLE if higher is None else CHIEFS | {"department_head"}
    return _when(state == "registered" and place in who.offices(roles))


ADMINISTRATORS = {"administrator", "security_admin", "audit_admin"}


def _working(who: Who) -> set[int]:
    """The offices in which the person does anything but administrate."""
    return {post.office for post in who.posts if post.office is not None and post.role not in ADMINISTRATORS}


def _up_from(who: Who, offices: set[int]) -> set[int]:
    return offices.union(*(visibility_reference.above(each, who.world.parents) for each in offices))


def reading_guidance(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(_working(who)))


def circulating(who: Who, _arguments: tuple[object, ...]) -> Answer:
    """The chief procurator, or a deputy, of an office that has others directly below it."""
    return _when(any(parent in who.offices(CHIEFS) for parent in who.world.parents.values()))


def circular(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Of the own office and of those above it."""
    if arguments[0] not in who.world.circulars:
        return ABSENT
    place, origin = who.world.circulars[arguments[0]]
    return _when(origin == who.origin and place in _up_from(who, _working(who)))


def taking_notice(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Of an office below that has not taken notice: its chiefs, heads, legal-policy reviewers and case management."""
    if circular(who, arguments) is ABSENT:
        return ABSENT
    place, _origin = who.world.circulars[arguments[0]]
    own = who.offices(CHIEFS | {"department_head", "case_manager", "policy_reviewer"})
    return _when(
        any(
            place in visibility_reference.above(each, who.world.parents) and (arguments[0], each) not in who.world.taken
            for each in own
        )
    )


def model(who: Who, arguments: tuple[object, ...]) -> Answer:
    """What the own office and those above it keep in the collection."""
    if arguments[0] not in who.world.models:
        return ABSENT
    place, origin, stands = who.world.models[arguments[0]]
    return _when(stands and origin == who.origin and place in _up_from(who, _working(who)))


def taking_model_out(who: Who, arguments: tuple[object, ...]) -> Answer:
    if model(who, arguments) is ABSENT:
        return ABSENT
    place, _origin, _stands = who.world.models[arguments[0]]
    return _when(place in who.offices(CASE_PEOPLE | {"policy_reviewer"}))


def making_model(who: Who, arguments: tuple[object, ...]) -> Answer:
    """A second person of the office of the case or above; whether one wrote the letter is not looked into here."""
    seen = any_seen(who, arguments)
    return PERHAPS if seen is OPEN and who.offices(CASE_PEOPLE | {"policy_reviewer"}) else ABSENT


def evaluation_by(role: str) -> Rule:
    """The secretary of the office that drew records what the committee says, its case management what a panel says."""

    def rule(who: Who, arguments: tuple[object, ...]) -> Answer:
        if draw(who, arguments) is ABSENT:
            return ABSENT
        place, _origin = who.world.draws[arguments[0]]
        return _when(place in who.offices({role}))

    return rule


def replying(who: Who, arguments: tuple[object, ...]) -> Answer:
    """The recipient's own page of the reply, which says so when none is awaited now."""
    return PERHAPS if RECIPIENT(who, arguments) is OPEN else ABSENT


def receipt(who: Who, arguments: tuple[object, ...]) -> Answer:
    """A receipt of what the recipient did, by its number in the case; most entries are the office's and have none."""
    return PERHAPS if RECIPIENT(who, arguments[:1]) is OPEN else ABSENT


def any_unit(who: Who, arguments: tuple[object, ...]) -> Answer:
    return _when(who.of_office and arguments[0] in who.world.units)


def own_unit(who: Who, arguments: tuple[object, ...]) -> Answer:
    return _when(arguments[0] in who.units)


def own_reminder(who: Who, arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.posts) and who.world.own_reminders.get(arguments[0]) == who.number)


def place(who: Who, arguments: tuple[object, ...]) -> Answer:
    return _when(arguments[0] in who.administers)


def place_with_seal(who: Who, arguments: tuple[object, ...]) -> Answer:
    return _when(arguments[0] in who.administers and arguments[0] in who.world.seals)


def department(who: Who, arguments: tuple[object, ...]) -> Answer:
    return _when(who.world.departments.get(arguments[0]) in who.administers)


def any_administrator(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.offices(ADMINISTRATORS)))


def deciding(who: Who, _arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.offices(DECIDING)))


def person(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Who has or had a post in the own part of the tree, or in a unit that has to do with it; for the top those without a post."""
    if not who.offices(DECIDING) or arguments[0] not in who.world.people:
        return ABSENT
    places, posts = who.below(DECIDING), who.world.people[arguments[0]].posts
    if not posts:
        return _when(who.is_at_top(DECIDING))
    return _when(
        any(
            {post.office, post.letters_of} & places or who.world.unit_offices.get(post.unit, set()) & places
            for post in posts
        )
    )


def another_person(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Nobody does it with the own account, and reads why."""
    return REFUSED if who.offices(DECIDING) and arguments[0] == who.number else person(who, arguments)


def another_person_set_up(who: Who, arguments: tuple[object, ...]) -> Answer:
    return another_person(who, arguments) if who.administers else ABSENT


def post(who: Who, arguments: tuple[object, ...]) -> Answer:
    """A post in the own part of the tree, or one in a unit for letters of that part."""
    found = who.world.posts.get(arguments[0])
    return _when(found is not None and bool({found.office, found.letters_of} & who.below(DECIDING)))


def proposal(who: Who, arguments: tuple[object, ...]) -> Answer:
    if arguments[0] not in who.world.proposals:
        return ABSENT
    place = who.world.proposals[arguments[0]].place
    return _when(who.is_at_top(ADMINISTRATORS) if place is None else place in who.below(ADMINISTRATORS))


def deciding_proposal(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Who gives or takes rights, and sees it; whoever proposed it, or gains by it, confirms nothing."""
    return proposal(who, arguments) if who.offices(DECIDING) else ABSENT


def confirming(who: Who, arguments: tuple[object, ...]) -> Answer:
    if deciding_proposal(who, arguments) is ABSENT:
        return ABSENT
    facts = who.world.proposals[arguments[0]]
    places = who.is_at_top(DECIDING) if facts.place is None else facts.place in who.below(DECIDING)
    is_another = who.number not in {facts.by, facts.favours}
    return PERHAPS if places and is_another and facts.is_open else NOT_NOW


def own_proposal(who: Who, arguments: tuple[object, ...]) -> Answer:
    if deciding_proposal(who, arguments) is ABSENT or who.world.proposals[arguments[0]].by != who.number:
        return ABSENT
    return OPEN


def paper_of_proposal(who: Who, arguments: tuple[object, ...]) -> Answer:
    if proposal(who, arguments) is ABSENT:
        return ABSENT
    return _when(who.world.proposals[arguments[0]].has_paper)


def unit_that_is_headed(who: Who, arguments: tuple[object, ...]) -> Answer:
    return _when(arguments[0] in who.heads)


def colleague(who: Who, arguments: tuple[object, ...]) -> Answer:
    found = who.world.posts.get(arguments[0])
    return _when(found is not None and found.unit in who.heads)


def unit_set_up(who: Who, arguments: tuple[object, ...]) -> Answer:
    return _when(bool(who.administers) and who.world.units.get(arguments[0]) in {who.origin, "published"})


def ladder(who: Who, arguments: tuple[object, ...]) -> Answer:
    """Nought names the ladders for all, which the top keeps."""
    return _when(who.administers_all) if arguments[0] == 0 else place(who, arguments)


def rung(who: Who, arguments: tuple[object, ...]) -> Answer:
    if arguments[0] not in who.world.rungs or not who.administers:
        return ABSENT
    owner, is_out = who.world.rungs[arguments[0]]
    return _when(not is_out and (who.administers_all if owner is None else owner in who.administers))


def step(*, in_portal: bool, on_paper: bool) -> Rule:
    """The form of a step: of a case that is seen, for whom the step is, in a state in which it may begin."""
    offered = (
        steps_reference.BY_UNIT
        if in_portal
        else steps_reference.ON_PAPER
        if on_paper
        else steps_reference.AT_THE_OFFICE
    )

    def rule(who: Who, arguments: tuple[object, ...]) -> Answer:
        case, key, number = arguments
        if not (bool(who.units) if in_portal else who.of_office) or case not in who.world.cases:
            return ABSENT
        level = who.level(case)
        if level == Level.NOTHING or key not in offered:
            return ABSENT
        if in_portal and (level < Level.RECIPIENT or key == "copies.acknowledge"):
            part = who.world.parts.get(("copies", number))
            if key != "copies.acknowledge" or part is None or part.case != case or part.unit not in who.units:
                return ABSENT
        facts, track = STEPS[key], key.split(".")[0]
        if number and (
            track not in steps_reference.tracks_with_parts() or not _is_part(who.world, track, number, case)
        ):
            return ABSENT
        is_about_a_part = facts.about in steps_reference.tracks_with_parts()
        if is_about_a_part != bool(number):
            return ABSENT
        if facts.has_own_page and not (on_paper and key in {"reply.receive", "reply.replace"}):
            return OPEN
        return _taken(who, facts, case, track, number, on_paper=on_paper)

    return rule


def _is_part(world: World, track: str, number: int, case: int) -> bool:
    """Tells whether the number names a part of the case; a measure that is only proposed is none yet."""
    part = world.parts.get((track, number))
    return part is not None and part.case == case and (track, part.state) != ("measure", "proposed")


def _taken(who: Who, facts: StepFacts, case: int, track: str, number: int, *, on_paper: bool) -> Answer:
    by = steps_reference.FROM_PAPER if on_paper else facts.by
    more = who.world.more[case]
    if who.world.cases[case].is_published or (facts.kinds is not None and more.kind not in facts.kinds):
        return REFUSED
    if not who.stands(case) & by:
        return REFUSED
    return PERHAPS if _begins(who.world, facts, case, track, number) else NOT_NOW


def _begins(world: World, facts: StepFacts, case: int, track: str, number: int) -> bool:
    more = world.more[case]
    if facts.about == "new":
        return number == 0
    if facts.about == "all measures":
        return number == 0 and any(state in facts.states for state in more.measures.values())
    if facts.about in more.states:
        return number == 0 and more.states[facts.about] in facts.states
    return number != 0 and world.parts[track, number].state in facts.states


BY_OFFICE, BY_UNIT = {"by_office": True}, {"by_office": False}
CASE = seen_at(Level.OFFICE, **BY_OFFICE)
LETTER, RECIPIENT = seen_at(Level.LETTER, **BY_UNIT), seen_at(Level.RECIPIENT, **BY_UNIT)


def _read(rule: Rule, about: str = "") -> Address:
    return Address(about=about, reads=rule)


def _form(rule: Rule, about: str = "") -> Address:
    return Address(about=about, reads=rule, sends=rule)


def _sent(rule: Rule, about: str = "") -> Address:
    return Address(about=about, sends=rule)


def _public(about: str = "", *, sends: bool = False, reads: bool = True) -> Address:
    return Address(about=about, reads=everybody if reads else None, sends=everybody if sends else None, is_public=True)


ADDRESSES: dict[str, Address] = {
    # without signing in
    "sign-in": _public(sends=True),
    "set_language": Address(reads=everybody, sends=everybody, is_public=True, also_answers=frozenset({"sign in"})),
    "portal-enter": _public("token"),
    "link": _public("token"),
    "link-password": _public(sends=True),
    "portal-enter-account": _public(sends=True),
    "visit-worker": _public(),
    # without a name and password before, it leads to where these are asked for
    "sign-in-second": Address(reads=everybody, sends=everybody, is_public=True, also_answers=frozenset({"sign in"})),
    # whoever is signed in
    "second-factor": _read(everybody),
    "second-factor-app": _form(everybody),
    "second-factor-passkey": _form(everybody),
    "second-factor-codes": Address(reads=everybody, sends=everybody, also_answers=frozenset({"refused", "absent"})),
    "second-factor-remove": Address(about="factor", reads=nobody, sends=nobody, also_answers=frozenset({"wrong"})),
    "confirm": _form(everybody),
    "sessions-end": Address(sends=everybody, also_answers=frozenset({"sign in", "absent"})),
    "home": _read(everybody),
    "sign-out": Address(sends=everybody, also_answers=frozenset({"sign in", "opens"})),
    "account": _form(everybody),
    "password": Address(reads=everybody, sends=everybody),
    "calendar-address": _form(with_post),
    "read-notices": _sent(everybody),
    "account-mailbox": _sent(own_unit, "unit"),
    "kept-text": _sent(with_post),
    "kept-file": _sent(with_post),
    "kept-piece": Address(
        about="piece of a file", sends=nobody
    ),  # by POST; pieces of one's own file come by other methods
    "own-reminders": _read(with_post),
    "notices-read": _read(with_post),
    "own-reminder-set": _form(any_seen, "case"),
    "own-reminder-cancel": _sent(own_reminder, "own reminder"),
    "own-reminder-restore": _sent(own_reminder, "own reminder"),
    "file": _read(file, "file"),
    "document": _read(document, "document"),
    "document-page": _read(document, "page of a document"),
    # the prosecutors' side
    "desk": _read(office),
    "absences": _read(office),
    "absence-new": _form(working),
    # nobody of this world is away
    "absence": Address(about="absence", reads=nobody),
    "absence-days": Address(about="absence", reads=nobody, sends=nobody),
    "absence-end": Address(about="absence", reads=nobody, sends=nobody),
    "absence-taken-back": Address(about="absence", sends=nobody),
    "duties": _read(office),
    "reminders-ahead": _read(supervising),
    "clues": _read(seeing_clues),
    "clue-new": _form(registering_clues),
    "clue": _read(clue, "clue"),
    "clue-instruct": _form(circulating),
    "clue-close": _form(closing_clue, "clue"),
    "clue-transfer": _form(deciding_clue, "clue"),
    "circulars": _read(reading_guidance),
    "circular-new": _form(circulating),
    "circular": _read(circular, "circular"),
    "circular-acknowledge": _form(taking_notice, "circular"),
    "model-letters": _read(reading_guidance),
    "model-letter": _read(model, "model letter"),
    "model-letter-new": Address(
        about="case", reads=making_model, sends=making_model, also_answers=frozenset({"absent"})
    ),
    "model-letter-take-out": _form(taking_model_out, "model letter"),
    "suggestion-list": _read(office),
    "suggestion-export": _read(office),
    "unit-list": _read(office),
    "unit": _read(any_unit, "unit"),
    "filings": _read(office),
    "dashboard": _read(office),
    "draft-new": _form(drafting),
    "suggestion": _read(CASE, "case"),
    "bundle": _read(CASE, "case"),
    "investigation-report": _read(reported, "case"),
    "review-opinion": Address(about="case", reads=policy_said, also_answers=frozenset({"absent"})),
    "versions": _read(CASE, "case"),
    "draft": Address(about="case", reads=text_of_draft, sends=writing_draft),
    "draft-revisions": _read(text_of_draft, "case"),
    "draft-pdf": _read(text_of_draft, "case"),
    "review": Address(about="case", reads=text_of_draft, sends=signing),
    "before-leaving": _read(leaving, "case"),
    "portal-preview": _read(leaving, "case"),
    "electronic-consent": _read(leaving, "case"),
    "service-slip-preview": _read(leaving, "case"),
    "service-slip": _sent(slip, "case"),
    "clock": _read(clock, "clock"),
    "step": _form(step(in_portal=False, on_paper=False), "step"),
    "paper-step": _form(step(in_portal=False, on_paper=True), "paper step"),
    "visit-form": _form(visit_record, "visit"),
    "visit-shell": _read(visit_record, "visit"),
    "visit-send": _sent(visit_record, "visit"),
    "visit-pack": _read(visit_pack, "visit"),
    "draws": _read(office),
    "draw-new": _form(drawing),
    "draw": _read(draw, "draw"),
    "draw-print": _read(draw, "draw"),
    "draw-export": _read(draw, "draw"),
    "draw-committee-evaluation": _form(evaluation_by("committee_secretary"), "draw"),
    "draw-panel-evaluation": _form(evaluation_by("case_manager"), "draw"),
    "background": _read(background),
    "background-try-again": _form(background),
    # the recipients' portal
    "portal": _read(unit),
    "portal-notices-read": _sent(unit),
    "portal-people": _read(unit),
    "portal-person-new": _form(unit_that_is_headed, "unit"),
    "portal-person-all-letters": _form(colleague, "post"),
    "portal-person-link": _form(colleague, "post"),
    "portal-person-end": _form(colleague, "post"),
    "portal-letter": _read(LETTER, "case"),
    "portal-versions": _read(RECIPIENT, "case"),
    "portal-bundle": _read(RECIPIENT, "case"),
    "portal-answers": _form(RECIPIENT, "case"),
    "portal-reply": _form(replying, "case"),
    "portal-clock": _read(clock_of_unit, "clock"),
    "portal-receipt": Address(about="receipt of a case", reads=receipt, also_answers=frozenset({"absent"})),
    "portal-step": _form(step(in_portal=True, on_paper=False), "step of the unit"),
    # Set-up
    "setup": _read(any_administrator),
    "setup-changes": _read(any_administrator),
    "setup-proposals": _read(any_administrator),
    "setup-proposal": _read(proposal, "proposal"),
    "setup-proposal-confirm": Address(about="proposal", reads=confirming, sends=confirming),
    "setup-proposal-decline": Address(about="proposal", reads=confirming, sends=confirming),
    "setup-proposal-withdraw": _form(own_proposal, "proposal"),
    "setup-proposal-paper": _read(paper_of_proposal, "proposal"),
    "setup-procuratorates": _read(administrator),
    "setup-procuratorate-new": _form(administrator),
    "setup-procuratorate": _read(place, "place"),
    "setup-procuratorate-rename": _form(place, "place"),
    "setup-procuratorate-move": _form(place, "place"),
    "setup-procuratorate-close": _form(place, "place"),
    # what is sent names a local rule; an unknown one is not there
    "setup-local-rules": Address(about="place", reads=place, sends=place, also_answers=frozenset({"absent"})),
    "setup-department-new": _form(place, "place"),
    "setup-department": _form(department, "department"),
    "setup-department-close": _form(department, "department"),
    "setup-people": _read(deciding),
    "setup-person-new": _form(administrator),
    "setup-person": _read(person, "person"),
    "setup-person-change": _form(another_person, "person"),
    "setup-person-link": _form(another_person, "person"),
    "setup-person-link-word": _form(another_person, "person"),
    "setup-person-second-factor": _form(another_person, "person"),
    "setup-person-deactivate": _form(another_person, "person"),
    "setup-person-reactivate": _form(another_person, "person"),
    "setup-post-new": _form(another_person_set_up, "person"),
    "setup-post-end": _form(post, "post"),
    "setup-units": _read(administrator),
    "setup-unit-new": _form(administrator),
    "setup-unit": _form(unit_set_up, "unit"),
    "setup-unit-head": _form(unit_set_up, "unit"),
    "setup-unit-successor": _form(unit_set_up, "unit"),
    "setup-calendar": _read(administrator),
    "setup-calendar-year": _read(administrator, "year"),
    "setup-calendar-enter": _form(administrator, "year"),
    "setup-calendar-publish": _form(administrator, "year"),
    "setup-calendar-remove": _form(administrator, "year"),
    "setup-numbers": _read(administrator),
    "setup-numbers-of": _read(place, "place"),
    "setup-numbers-defaults": _form(place, "place"),
    "setup-series": _form(place, "place and kind"),
    "setup-series-example": _read(place, "place and kind"),
    "setup-templates": _read(administrator),
    "setup-templates-of": _read(place, "place"),
    "setup-template": _form(place, "place and document"),
    "setup-template-versions": _read(place, "place and document"),
    "setup-stationery": _read(administrator),
    "setup-stationery-of": _form(place, "place"),
    "setup-stationery-page": _read(place, "place"),
    "setup-seal": _read(place_with_seal, "place"),
    "setup-seal-remove": _form(place, "place"),
    "setup-gates": _read(administrator),
    "setup-gates-of": _form(place, "place"),
    "setup-look-backs": _read(administrator),
    "setup-look-backs-of": _form(place, "place"),
    "setup-reminders": _read(administrator),
    "setup-reminders-of": _read(ladder, "ladder"),
    "setup-reminder-rule-new": _form(ladder, "ladder and duty"),
    "setup-reminder-rules-begin": _form(ladder, "ladder and duty"),
    "setup-reminder-rules-end": _form(ladder, "ladder and duty"),
    "setup-reminder-rule": _form(rung, "rung"),
    "setup-reminder-rule-switch": _form(rung, "rung"),
    "setup-reminder-rule-take-out": _form(rung, "rung"),
    "setup-lines": _read(administrator),
    "setup-line-new": _form(administrator),
    "setup-business-line-new": _form(administrator),
    "setup-problem-categories": _read(administrator),
    "setup-problem-category-new": _form(administrator),
    "setup-problem-category-environment": _form(administrator),
}

#: Asked for by programs: who knows the secret address, whether the installation is well, what an identity provider or a
#: browser reports.
NOT_ASKED = frozenset({"calendar", "csp-report", "healthz", "identity-provider", "livez", "openid_connect_callback"})
