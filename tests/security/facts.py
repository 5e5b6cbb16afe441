"""The people and cases of a database as the plain facts of the visibility reference, read column by column."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from organs.models import Person, Post, Procuratorate
from suggestions.models import CaseMember, Copy, Investigation, Recusal, Suggestion
from tests.references import visibility_reference as reference
from tests.references.visibility_reference import CaseFacts, Level, PersonFacts, PostFacts


def parents() -> dict[int, int | None]:
    """Returns which office stands directly above which."""
    return dict(Procuratorate.objects.values_list("pk", "parent_id"))


def people() -> dict[int, PersonFacts]:
    """Returns everybody by number."""
    posts: dict[int, list[PostFacts]] = defaultdict(list)
    columns = ("person_id", "role", "procuratorate_id", "department_id", "unit_id", "letters_of_id", "from_on", "to_on")
    for person, role, office, department, unit, letters_of, first, last in Post.objects.values_list(*columns):
        posts[person].append(
            PostFacts(
                role=role,
                office=office,
                department=department,
                unit=unit,
                letters_of=letters_of,
                first_day=first,
                last_day=last,
            )
        )
    return {
        pk: PersonFacts(number=pk, is_active=is_active, posts=tuple(posts[pk]))
        for pk, is_active in Person.objects.values_list("pk", "is_active")
    }


def cases() -> dict[int, CaseFacts]:
    """Returns every case by number."""
    members: dict[int, set[int]] = defaultdict(set)
    for case, person in CaseMember.objects.filter(to_at=None).values_list("suggestion_id", "person_id"):
        members[case].add(person)
    copied: dict[int, set[int]] = defaultdict(set)
    for case, unit in Copy.objects.filter(state__in=["sent", "acknowledged"]).values_list("suggestion_id", "unit_id"):
        copied[case].add(unit)
    kept_off: dict[int, set[int]] = defaultdict(set)
    waiting: set[int] = set()
    for case, person, keeps_off, state in Recusal.objects.values_list("suggestion", "person", "keeps_off", "state"):
        kept_off[case] |= {person} if keeps_off else set()
        waiting |= {case} if state in {"asked", "asked_again"} else set()
    asked = set(Investigation.objects.filter(state="asked").values_list("suggestion", flat=True))
    return {
        row.pk: CaseFacts(
            number=row.pk,
            state=row.document_state,
            office=row.procuratorate_id,
            department=row.department_id,
            prosecutor=row.handling_prosecutor_id,
            members=frozenset(members[row.pk]),
            unit=row.unit_id,
            copied_to=frozenset(copied[row.pk]),
            is_served=row.served_on is not None,
            is_announced=row.announced_on is not None,
            is_published=row.origin == "published",
            issuer=row.issued_by_id,
            joint=frozenset(each.office_id for each in row.joint_signings.all()),
            reported_to=row.reported_to_id,
            asked=frozenset(each.office_id for each in row.opinions.all() if each.office_id),
            drafted_by=row.drafted_by_id,
            kept_off=frozenset(kept_off[row.pk]),
            waits_for_decision=row.pk in waiting,
            waits_for_chief=row.pk in asked,
        )
        for row in Suggestion.objects.prefetch_related("joint_signings", "opinions")
    }


class Facts:
    """Who sees how much of what on a day, by the reference; asked once for each pair."""

    def __init__(self, *, on: date) -> None:
        self.on = on
        self.parents: Mapping[int, int | None] = parents()
        self.people, self.cases = people(), cases()
        self._levels: dict[tuple[int, int], Level] = {}

    def level(self, person: int | None, case: int) -> Level:
        if person is None:
            return Level.NOTHING
        if (person, case) not in self._levels:
            self._levels[person, case] = reference.level(
                self.people[person], self.cases[case], on=self.on, parents=self.parents
            )
        return self._levels[person, case]

    def posts(self, person: int | None) -> list[PostFacts]:
        return [] if person is None else reference.posts_on(self.people[person], self.on)

    def units(self, person: int | None) -> set[int]:
        return {post.unit for post in self.posts(person) if post.unit is not None}
