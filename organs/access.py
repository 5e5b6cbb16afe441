"""What a signed-in person is today: the facts of the current posts, read once a request; no rule is here."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from organs.roles import ADMINISTRATIVE_ROLES, Role, Side


@dataclass(frozen=True)
class HeldPost:
    """One current post as plain facts."""

    id: int
    role: str
    label: str
    place: str
    procuratorate_id: int | None
    depth: int | None
    department_id: int | None
    unit_id: int | None
    acting_for: str
    # In a unit: the one procuratorate whose letters the post opens; None opens all of them.
    letters_of_id: int | None = None


@dataclass(frozen=True)
class StandIn:
    """Somebody who is away today, whose deputy the person is for some kinds of work; `posts` are those of who is away, at one place."""

    absence_id: int
    person_id: int
    name: str
    works: frozenset[str]
    procuratorate_id: int
    posts: tuple[HeldPost, ...]


@dataclass(frozen=True)
class Access:
    """A person with the posts that count on one day, `on`; `posts` may be empty, and then nothing may be seen.

    `must_confirm`: the second factor is to be shown again before anything is signed or set up. `stand_ins`: for whom the person
    does some kind of work today; it is no post, and only the relations to suggestions read it.
    """

    person_id: int
    name: str
    origin: str
    posts: tuple[HeldPost, ...]
    must_confirm: bool = False
    on: date | None = None
    stand_ins: tuple[StandIn, ...] = ()

    @property
    def is_office(self) -> bool:
        return any(post.procuratorate_id for post in self.posts)

    @property
    def is_unit(self) -> bool:
        return any(post.unit_id for post in self.posts)

    @property
    def is_administrator(self) -> bool:
        """Tells whether the person sets up: the system administrator; the other two are asked for by their roles."""
        return self.has(Role.ADMINISTRATOR)

    @property
    def side(self) -> Side:
        return Side.UNIT if self.is_unit else Side.OFFICE

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(post.unit_id for post in self.posts if post.unit_id)

    @property
    def whole_unit_ids(self) -> frozenset[int]:
        """Returns the units of which the person reads every letter."""
        return frozenset(post.unit_id for post in self.posts if post.unit_id and post.letters_of_id is None)

    @property
    def unit_letters(self) -> frozenset[tuple[int, int]]:
        """Returns (unit, procuratorate) where the person reads that procuratorate's letters to the unit alone."""
        return frozenset(
            (post.unit_id, post.letters_of_id)
            for post in self.posts
            if post.unit_id and post.letters_of_id and post.unit_id not in self.whole_unit_ids
        )

    @property
    def procuratorate_ids(self) -> frozenset[int]:
        return frozenset(post.procuratorate_id for post in self.posts if post.procuratorate_id)

    @property
    def main(self) -> HeldPost | None:
        """Returns the post shown in the header: the first that is not an administrator's, else the first."""
        ordered = sorted(self.posts, key=lambda post: post.role in ADMINISTRATIVE_ROLES)
        return ordered[0] if ordered else None

    @property
    def other_posts(self) -> int:
        """Counts the posts beside the one that the header shows."""
        return max(0, len(self.posts) - 1)

    @property
    def organ_name(self) -> str:
        return self.main.place if self.main else ""

    @property
    def role_label(self) -> str:
        return self.main.label if self.main else ""

    def has(self, *roles: str) -> bool:
        return any(post.role in roles for post in self.posts)

    def holding(self, *roles: str) -> tuple[HeldPost, ...]:
        """Returns the posts with one of the roles."""
        return tuple(post for post in self.posts if post.role in roles)

    def post_at(self, *, procuratorate_id: int | None = None, unit_id: int | None = None) -> HeldPost | None:
        """Returns the post under which the person acts at that place, the administrator's last."""
        here = [
            post
            for post in self.posts
            if (procuratorate_id and post.procuratorate_id == procuratorate_id) or (unit_id and post.unit_id == unit_id)
        ]
        here.sort(key=lambda post: post.role in ADMINISTRATIVE_ROLES)
        return here[0] if here else None

    def in_place_of(self, absent: StandIn) -> "Access":
        """Returns what who is away would be at that place, and nothing else; what others lent them is not passed on."""
        return Access(person_id=absent.person_id, name=absent.name, origin=self.origin, posts=absent.posts, on=self.on)

    def in_own_name(self) -> "Access":
        """Returns the same person as deputy of nobody."""
        return replace(self, stand_ins=()) if self.stand_ins else self

    def apart_from(self, people: Collection[int | None]) -> "Access":
        """Returns the same person as deputy of none of these: nobody does as a deputy what who is away may not do."""
        left = tuple(each for each in self.stand_ins if each.person_id not in people)
        return replace(self, stand_ins=left) if len(left) < len(self.stand_ins) else self

    def stands_for(self, *works: str) -> frozenset[int]:
        """Returns who is away today and has the person as deputy for one of the kinds of work."""
        return frozenset(each.person_id for each in self.stand_ins if not each.works.isdisjoint(works))
