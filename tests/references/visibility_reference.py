"""Who may see what of a suggestion, sentence by sentence from the design and the Provisions: slow, obvious, knowing no table.

Facts are plain values with numbers for people, places and units; nothing of the application is imported here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Level(IntEnum):
    """How much is shown."""

    NOTHING = 0
    LETTER = 1  # the letter alone
    RECIPIENT = 2  # what passes between office and unit
    OFFICE = 3  # also what the offices keep among themselves
    INTERNAL = 4  # also drafts and internal opinions


@dataclass(frozen=True, kw_only=True)
class PostFacts:
    """`letters_of` is the one office whose letters a post in a unit opens; without one it opens all."""

    role: str
    office: int | None = None
    department: int | None = None
    unit: int | None = None
    letters_of: int | None = None
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    number: int
    is_active: bool
    posts: tuple[PostFacts, ...]


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """`members` are those who work on the case beside its prosecutor today; `copied_to` the units to which a copy went out.

    `issuer` is the office that issues where it is another than that of the case. `is_nobodys` is what `belongs_to_nobody` says.
    `kept_off` are those whom a recusal keeps off the case; while one waits, chief and committee are shown the draft;
    while an investigation is asked for, the chief alone. `joint` are the offices that issue it with the own one.
    """

    number: int
    state: str
    office: int
    department: int | None
    prosecutor: int | None
    members: frozenset[int]
    unit: int
    copied_to: frozenset[int]
    is_served: bool
    is_announced: bool
    is_published: bool
    issuer: int | None = None
    is_nobodys: bool = False
    kept_off: frozenset[int] = frozenset()
    waits_for_decision: bool = False
    waits_for_chief: bool = False
    joint: frozenset[int] = frozenset()
    reported_to: int | None = None
    asked: frozenset[int] = frozenset()
    drafted_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """What happened in a case: its number in the case, and for whom it is marked."""

    number: int
    marked_for: str


@dataclass(frozen=True, kw_only=True)
class FileFacts:
    """A kept file: a letter in some version, something about what brought a version about, or neither."""

    number: int
    marked_for: str
    version_of_letter: int | None = None
    brought_about_version: int | None = None
    is_printed_letter: bool = False


@dataclass(frozen=True, kw_only=True)
class Telling:
    """By which event the recipient first learned of its letter, None when it has not; and in which version it was then."""

    event: int | None
    version: int


def level(person: PersonFacts, case: CaseFacts, *, on: date, parents: Mapping[int, int | None]) -> Level:
    """Returns how much a person may see of a case on a day; `parents` says which office stands directly above which."""
    most = Level.NOTHING
    for post in posts_on(person, on):
        if post.office is not None:
            most = max(most, _from_an_office(person, post, case, parents))
        if post.unit is not None:
            most = max(most, _from_a_unit(post, case))
    return most


def posts_on(person: PersonFacts, on: date) -> list[PostFacts]:
    """Returns the posts that count: from the first day to the last, both included; none of somebody who was shut out."""
    held = []
    for post in person.posts:
        if post.first_day <= on and (post.last_day is None or on <= post.last_day):
            held.append(post)
    return held if person.is_active else []


def _from_an_office(person: PersonFacts, post: PostFacts, case: CaseFacts, parents: Mapping[int, int | None]) -> Level:
    if post.office == case.office and _sees_drafts(person, post, case):
        return Level.INTERNAL
    if case.is_published:
        return Level.OFFICE
    is_registrar = post.role == "registrar" and person.number not in case.kept_off
    if post.office == case.office and is_registrar and case.state == "approved":
        return Level.OFFICE
    is_asked = post.office in case.joint or post.office == case.reported_to
    if case.state == "approved" and is_asked and _decides(person, post, case):
        return Level.INTERNAL
    if has_left(case) and post.office in case.joint and _decides(person, post, case):
        return Level.INTERNAL
    if case.state in {"draft", "in_review", "approved"} and post.office in case.asked and _decides(person, post, case):
        return Level.INTERNAL
    if has_left(case) and (post.office in case.joint or post.office == case.drafted_by):
        return Level.OFFICE
    if has_left(case) and (post.office == case.office or post.office in above(case.office, parents)):
        return Level.OFFICE
    return Level.NOTHING


def _decides(person: PersonFacts, post: PostFacts, case: CaseFacts) -> bool:
    return post.role in {"chief", "deputy_chief"} and person.number not in case.kept_off


def _sees_drafts(person: PersonFacts, post: PostFacts, case: CaseFacts) -> bool:
    """The case's own people, its department head and case management; reviewers and deciders once it was submitted."""
    if person.number in case.kept_off:
        return False
    if person.number == case.prosecutor or person.number in case.members:
        return True
    if post.role == "case_manager":
        return True
    if post.role == "department_head":
        heads_all = post.department is None
        belongs_to_none = case.department is None
        return heads_all or belongs_to_none or post.department == case.department
    if post.role in {"chief", "deputy_chief"} and case.is_nobodys:
        return True
    if post.role in {"policy_reviewer", "chief", "deputy_chief", "committee_secretary"}:
        is_decider = post.role != "policy_reviewer"
        is_chief = post.role in {"chief", "deputy_chief"}
        is_put_before = (is_decider and case.waits_for_decision) or (is_chief and case.waits_for_chief)
        return case.state != "draft" or is_put_before
    return False


def belongs_to_nobody(case: CaseFacts, persons: Iterable[PersonFacts], *, on: date) -> bool:
    """Tells whether neither its prosecutor is there any more, on the case, nor a head of its department: then the chief must see the draft."""
    at_work = [person for person in persons if person.number not in case.kept_off]
    here = [(person, post) for person in at_work for post in posts_on(person, on) if post.office == case.office]
    heads = [post for _person, post in here if post.role == "department_head"]
    headed = any(case.department is None or post.department in {None, case.department} for post in heads)
    is_there = any(person.number == case.prosecutor for person, _post in here)
    return not (case.is_published or is_there or headed)


def _from_a_unit(post: PostFacts, case: CaseFacts) -> Level:
    """The recipient from service, or from the notice of a proclamation; a copied unit once the letter left the office.

    Whoever one office let in reads the letters of that office alone.
    """
    if post.letters_of not in {None, case.office if case.issuer is None else case.issuer}:
        return Level.NOTHING
    if post.unit == case.unit and (case.is_served or case.is_announced):
        return Level.RECIPIENT
    if post.unit in case.copied_to and has_left(case):
        return Level.LETTER
    return Level.NOTHING


def has_left(case: CaseFacts) -> bool:
    """What was withdrawn had left."""
    return case.state in {"issued", "served", "withdrawn"}


def above(office: int, parents: Mapping[int, int | None]) -> set[int]:
    found = set()
    parent = parents[office]
    while parent is not None:
        found.add(parent)
        parent = parents[parent]
    return found


def shows_mark(seen: Level, marked_for: str) -> bool:
    """Tells whether a mark lets a reader of this level through."""
    if marked_for == "internal":
        return seen >= Level.INTERNAL
    if marked_for == "office":
        return seen >= Level.OFFICE
    return seen >= Level.RECIPIENT


def shows_event(seen: Level, event: EventFacts, telling: Telling) -> bool:
    """Tells whether a reader is shown an event; outside the office the case begins with the telling."""
    if not shows_mark(seen, event.marked_for):
        return False
    return seen >= Level.OFFICE or (telling.event is not None and event.number >= telling.event)


def shows_file(seen: Level, kept: FileFacts, telling: Telling) -> bool:
    """Tells whether a reader is shown a file; a version that was modified before the telling never reached anybody."""
    if seen == Level.NOTHING:
        return False
    if seen == Level.LETTER:
        if not kept.is_printed_letter:
            return False
    elif not shows_mark(seen, kept.marked_for):
        return False
    if seen >= Level.OFFICE:
        return True
    if kept.version_of_letter is not None:
        return kept.version_of_letter >= telling.version
    if kept.brought_about_version is not None:
        return kept.brought_about_version > telling.version
    return True
