"""Random offices, people and cases, and the question of all pairs: what may this person see of this case?

The facts are drawn first, as plain values; the rows of the application are made from them. It is asked in the three ways in
which the application asks: the filter of lists, the relations of many cases in one statement, and the records of one case.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from organs import people
from organs.models import Department, Person, Post
from suggestions.access import person_relations, visible_records
from suggestions.models import (
    Amendment,
    Attachment,
    Blob,
    CaseMember,
    Copy,
    Document,
    Event,
    Investigation,
    LetterVersion,
    Recusal,
    Suggestion,
)
from suggestions.rules.kinds import KINDS
from suggestions.rules.relations import Visibility
from tests.references import organ_rows
from tests.references import visibility_reference as reference
from tests.references.answers import Answers
from tests.references.visibility_reference import (
    CaseFacts,
    EventFacts,
    FileFacts,
    Level,
    PersonFacts,
    PostFacts,
    Telling,
)

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
DEEPEST = 5
STATES = ("draft", "in_review", "approved", "issued", "served", "withdrawn", "dropped")
MARKS = ("internal", "office", "both")
OFFICE_ROLES = (
    *("prosecutor", "assistant", "department_head", "policy_reviewer", "chief", "deputy_chief"),
    *("committee_secretary", "registrar", "case_manager", "analyst", "administrator"),
)


@dataclass(frozen=True, kw_only=True)
class RecordsOfCase:
    """What is kept of one case, and the version of its letter that is in force."""

    events: list[EventFacts]
    steps: list[tuple[str, int]]
    files: list[FileFacts]
    telling: Telling
    version: int


@dataclass(kw_only=True)
class Drawn:
    """One random world: offices with who stands above them, departments, units, people, cases."""

    parents: dict[int, int | None] = field(default_factory=dict)
    depths: dict[int, int] = field(default_factory=dict)
    departments: dict[int, int] = field(default_factory=dict)
    units: list[int] = field(default_factory=list)
    published_units: list[int] = field(default_factory=list)
    persons: list[PersonFacts] = field(default_factory=list)
    cases: list[CaseFacts] = field(default_factory=list)
    records: dict[int, RecordsOfCase] = field(default_factory=dict)

    def departments_of(self, office: int) -> list[int]:
        return [key for key, place in self.departments.items() if place == office]


def ask(random: Random, is_small: bool) -> Answers:
    """Draws a world, makes its rows and asks about every pair; the caller takes the rows away again."""
    world = _draw(random, offices=4 if is_small else 12, persons=3 if is_small else 40, cases=3 if is_small else 40)
    suggestions = _make_rows(world, random)
    answers = Answers()
    levels_met: dict[int, set[Level]] = {case.number: set() for case in world.cases}
    accounts = Person.objects.in_bulk([person.number for person in world.persons])
    for person in world.persons:
        access = people.access_of(person=accounts[person.number], on=TODAY)
        listed = set(Suggestion.objects.visible_to(access).values_list("pk", flat=True))
        held = person_relations.of_each(access=access, suggestions=suggestions.values())
        for case in world.cases:
            expected = reference.level(person, case, on=TODAY, parents=world.parents)
            levels_met[case.number].add(expected)
            suggestion = suggestions[case.number]
            found = person_relations.visibility(access=access, suggestion=suggestion, held=held[case.number])
            answers.compare(
                expected=(int(expected), expected > Level.NOTHING),
                found=(int(found), case.number in listed),
                question=lambda person=person, case=case: f"What does {person} see of {case} under {world.parents}?",
            )
    for case in world.cases:
        _ask_records(answers, suggestions[case.number], world.records[case.number], levels_met[case.number])
    return answers


def _ask_records(answers: Answers, suggestion: Suggestion, kept: RecordsOfCase, levels: set[Level]) -> None:
    for level in sorted(levels - {Level.NOTHING}):
        visibility = Visibility(int(level))
        events = set(visible_records.events(suggestion, visibility=visibility).values_list("seq", flat=True))
        for event in kept.events:
            answers.compare(
                expected=reference.shows_event(level, event, kept.telling),
                found=event.number in events,
                question=lambda event=event, level=level: f"Is {event} shown at {level!r} in {kept}?",
            )
        files = {
            *visible_records.documents(suggestion, visibility=visibility).values_list("pk", flat=True),
            *visible_records.attachments(suggestion, visibility=visibility).values_list("pk", flat=True),
        }
        for each in kept.files:
            answers.compare(
                expected=reference.shows_file(level, each, kept.telling),
                found=each.number in files,
                question=lambda each=each, level=level: f"Is {each} shown at {level!r} in {kept}?",
            )


def _draw(random: Random, *, offices: int, persons: int, cases: int) -> Drawn:
    world = Drawn()
    numbers = count(organ_rows.FIRST_NUMBER)
    for _office in range(offices):
        office = next(numbers)
        possible = [key for key, depth in world.depths.items() if depth < DEEPEST]
        parent = random.choice(possible) if possible and random.random() < 0.95 else None
        world.parents[office] = parent
        world.depths[office] = 1 if parent is None else world.depths[parent] + 1
        for _department in range(random.randint(0, 2)):
            world.departments[next(numbers)] = office
    world.units = [next(numbers) for _unit in range(max(2, offices // 2))]
    world.published_units = [next(numbers)]
    world.persons = [_draw_person(world, next(numbers), random) for _person in range(persons)]
    for _case in range(cases):
        case = _draw_case(world, next(numbers), random)
        case = replace(case, is_nobodys=reference.belongs_to_nobody(case, world.persons, on=TODAY))
        world.cases.append(case)
        world.records[case.number] = _draw_records(case, numbers, random)
    return world


def _draw_person(world: Drawn, number: int, random: Random) -> PersonFacts:
    is_of_unit = random.random() < 0.25
    units = world.units + world.published_units
    posts = []
    for _post in range(random.choice((0, 1, 1, 1, 2, 3))):
        first_day = TODAY + timedelta(days=random.choice((-400, -30, -1, 0, 1, 30)))
        last_day = first_day + timedelta(days=random.choice((0, 1, 29, 30, 31, 399, 400, 401)))
        days = {"first_day": first_day, "last_day": random.choice((None, last_day))}
        if is_of_unit:
            letters_of = random.choice((None, None, random.choice(list(world.parents))))
            role = random.choice(("unit_head", "liaison"))
            posts.append(PostFacts(role=role, unit=random.choice(units), letters_of=letters_of, **days))
            continue
        office = random.choice(list(world.parents))
        department = random.choice((None, *world.departments_of(office)))
        posts.append(PostFacts(role=random.choice(OFFICE_ROLES), office=office, department=department, **days))
    return PersonFacts(number=number, is_active=random.random() < 0.95, posts=tuple(posts))


def _draw_case(world: Drawn, number: int, random: Random) -> CaseFacts:
    office = random.choice(list(world.parents))
    state = random.choice(STATES)
    is_published = random.random() < 0.1
    everybody = [person.number for person in world.persons]
    nearby = [person.number for person in world.persons if any(post.office == office for post in person.posts)]
    prosecutor = random.choice(nearby if nearby and random.random() < 0.8 else everybody)
    members = random.sample(everybody, k=min(len(everybody), random.randint(0, 3)))
    if nearby and random.random() < 0.5:
        members.append(random.choice(nearby))
    could_be_told = state in {"issued", "withdrawn"}
    has_recusals = not is_published and random.random() < 0.5
    near = random.sample(nearby, k=random.randint(0, min(2, len(nearby)))) if has_recusals else []
    return CaseFacts(
        number=number,
        state=state,
        office=office,
        department=random.choice((None, *world.departments_of(office))),
        prosecutor=None if is_published and random.random() < 0.5 else prosecutor,
        members=frozenset(members),
        unit=random.choice(world.published_units if is_published else world.units),
        copied_to=frozenset(random.sample(world.units, k=random.randint(0, min(2, len(world.units))))),
        is_served=state == "served" or (state == "withdrawn" and random.random() < 0.5),
        is_announced=could_be_told and random.random() < 0.5,
        is_published=is_published,
        kept_off=frozenset(near),
        waits_for_decision=has_recusals and random.random() < 0.3,
        waits_for_chief=not is_published and random.random() < 0.2,
    )


def _draw_records(case: CaseFacts, numbers: Iterator[int], random: Random) -> RecordsOfCase:
    """Draws what happened: modified or not, before and after the recipient was told, with something kept of each version."""
    steps = [("issue", 1)]
    version = 1
    told = None
    version_told = None
    possible = ["modify", "other", "other"]
    if case.is_served or case.is_announced:
        possible += ["tell", "tell"]
    happened = [random.choice(possible) for _step in range(random.randint(1, 6))]
    if "tell" in possible and "tell" not in happened:
        happened.append("tell")
    for step in happened:
        if step == "modify":
            version += 1
        if step == "tell" and told is None:
            told, version_told = len(steps) + 1, version
        name = "serve" if step == "tell" and case.is_served else "announce" if step == "tell" else step
        steps.append((name, version))
    events = [EventFacts(number=number, marked_for=random.choice(MARKS)) for number in range(1, len(steps) + 1)]
    files = []
    for each in range(1, version + 1):
        files += [
            FileFacts(number=next(numbers), marked_for="both", version_of_letter=each, is_printed_letter=True),
            FileFacts(number=next(numbers), marked_for=random.choice(MARKS), version_of_letter=each),
        ]
        if each > 1:
            files.append(FileFacts(number=next(numbers), marked_for=random.choice(MARKS), brought_about_version=each))
    files.append(FileFacts(number=next(numbers), marked_for=random.choice(MARKS)))
    telling = Telling(event=told, version=version if version_told is None else version_told)
    return RecordsOfCase(events=events, steps=steps, files=files, telling=telling, version=version)


def _make_rows(world: Drawn, random: Random) -> dict[int, Suggestion]:
    """Puts the drawn world into the database; returns its suggestions."""
    _make_organs(world)
    suggestions = {case.number: _suggestion(world, case) for case in world.cases}
    Suggestion.objects.bulk_create(suggestions.values())
    CaseMember.objects.bulk_create(_members(world, random))
    Copy.objects.bulk_create(_copies(world, random))
    Recusal.objects.bulk_create(_recusals(world))
    Investigation.objects.bulk_create(_investigations(world))
    for case in world.cases:
        _make_records(suggestions[case.number], world.records[case.number], random, person=world.persons[0].number)
    Suggestion.objects.bulk_update(suggestions.values(), ["letter"])
    return suggestions


def _make_organs(world: Drawn) -> None:
    organ_rows.make_offices(world.parents)
    Department.objects.bulk_create(
        Department(pk=key, procuratorate_id=office, name=f"部{key}") for key, office in world.departments.items()
    )
    organ_rows.make_units(world.units)
    organ_rows.make_units(world.published_units, origin="published")
    Person.objects.bulk_create(
        Person(
            pk=person.number,
            username=str(person.number),
            name=f"人{person.number}",
            is_active=person.is_active,
            deactivated_at=None if person.is_active else AT,
            created_at=AT,
            origin="live",
        )
        for person in world.persons
    )
    Post.objects.bulk_create(
        Post(
            person_id=person.number,
            side="office" if post.office else "unit",
            role=post.role,
            procuratorate_id=post.office,
            department_id=post.department,
            unit_id=post.unit,
            letters_of_id=post.letters_of,
            from_on=post.first_day,
            to_on=post.last_day,
        )
        for person in world.persons
        for post in person.posts
    )


def _suggestion(world: Drawn, case: CaseFacts) -> Suggestion:
    return Suggestion(
        pk=case.number,
        procuratorate_id=case.office,
        drafted_by_id=case.office,
        issued_by_id=case.office,
        **organ_rows.place(case.office, world.parents),
        department_id=case.department,
        handling_prosecutor_id=case.prosecutor,
        unit_id=case.unit,
        kind="social_governance",
        opening_version=KINDS["social_governance"].on(TODAY).key,
        origin="published" if case.is_published else "live",
        title=f"第{case.number}件",
        document_state=case.state,
        gate="head" if case.state == "in_review" else "",
        opened_at=AT,
        issued_on=TODAY if reference.has_left(case) else None,
        served_on=TODAY if case.is_served else None,
        announced_on=TODAY if case.is_announced else None,
    )


def _members(world: Drawn, random: Random) -> list[CaseMember]:
    """Who works on each case, and some who have left it."""
    rows = []
    for case in world.cases:
        left = random.sample([person.number for person in world.persons], k=random.randint(0, 2))
        rows += [CaseMember(suggestion_id=case.number, person_id=key, from_at=AT) for key in case.members]
        rows += [CaseMember(suggestion_id=case.number, person_id=key, from_at=AT, to_at=AT) for key in left]
    return rows


def _recusals(world: Drawn) -> list[Recusal]:
    """Those that keep somebody off, and one that waits for a decision and keeps nobody off, of somebody else."""
    rows = []
    for case in world.cases:
        common = {"suggestion_id": case.number, "ground": "relation", "manner": "written", "asked_on": TODAY}
        common |= {"recorded_by_id": world.persons[0].number, "asked_by": "office"}
        for key in case.kept_off:
            other = next(person.number for person in world.persons if person.number != key)
            decided = {"state": "recused", "keeps_off": True, "decided_on": TODAY, "decided_by_id": other}
            rows.append(Recusal(**common, **decided, person_id=key))
        free = [person.number for person in world.persons if person.number not in case.kept_off]
        if case.waits_for_decision:
            rows.append(Recusal(**common, person_id=free[0]))
    return rows


def _investigations(world: Drawn) -> list[Investigation]:
    """One that waits for the chief procurator, and decided ones, which show the draft to nobody."""
    asked_by, decided_by = (person.number for person in world.persons[:2])
    rows = []
    for case in world.cases:
        common = {"suggestion_id": case.number, "asked_on": TODAY, "asked_by_id": asked_by}
        if case.waits_for_chief:
            rows.append(Investigation(**common))
        elif not case.is_published:
            rows.append(Investigation(**common, state="ordered", decided_on=TODAY, decided_by_id=decided_by))
    return rows


def _copies(world: Drawn, random: Random) -> list[Copy]:
    """A copy to each unit that got one, and some that are only planned."""
    rows = []
    for case in world.cases:
        for unit in world.units:
            if unit in case.copied_to:
                state = random.choice(("sent", "acknowledged"))
            elif random.random() < 0.3:
                state = "planned"
            else:
                continue
            rows.append(Copy(suggestion_id=case.number, unit_id=unit, ground="departments", state=state))
    return rows


def _make_records(suggestion: Suggestion, kept: RecordsOfCase, random: Random, *, person: int) -> None:
    blob = Blob.objects.get_or_create(
        sha256="0" * 64, defaults={"size": 1, "media_type": "application/pdf", "stored_at": AT}
    )[0]
    letters = LetterVersion.objects.bulk_create(
        LetterVersion(
            suggestion=suggestion, version=number, kind_version=suggestion.opening_version, recipient_name="单位"
        )
        for number in range(1, kept.version + 1)
    )
    suggestion.letter = letters[-1]
    amendments = Amendment.objects.bulk_create(
        Amendment(
            suggestion=suggestion,
            what="modify",
            state="decided",
            reasons="事实有误",
            letter=letter,
            proposed_by_id=person,
            proposed_at=AT,
            digest="0" * 64,
        )
        for letter in letters[1:]
    )
    Event.objects.bulk_create(
        Event(
            suggestion=suggestion,
            seq=event.number,
            track="document",
            step=step,
            actor_name="人",
            recorded_at=AT,
            shown_to=event.marked_for,
            details={"version": version} if step == "modify" else {},
            canonical="{}",
            hash="0" * 64,
        )
        for event, (step, version) in zip(kept.events, kept.steps, strict=True)
    )
    for each in kept.files:
        if each.version_of_letter is not None:
            about = f"letter:{each.version_of_letter}"
        elif each.brought_about_version is not None:
            about = f"amendment:{amendments[each.brought_about_version - 2].pk}"
        else:
            about = "reply:1"
        facts = {"suggestion": suggestion, "blob": blob, "about": about, "shown_to": each.marked_for, "pk": each.number}
        if each.is_printed_letter or random.random() < 0.5:
            kind = "letter" if each.is_printed_letter else "modification_notice"
            Document.objects.create(**facts, kind=kind, title="文书", pages=1, rendered_at=AT)
        else:
            Attachment.objects.create(**facts, name="附件", added_at=AT)
