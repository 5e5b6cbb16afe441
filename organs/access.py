"""What a signed-in person is today: the facts of the current posts, read once a request; no rule is here."""

from dataclasses import dataclass

from organs.roles import Role, Side


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


@dataclass(frozen=True)
class Access:
    """A person with the posts that count on one day; `posts` may be empty, and then nothing may be seen."""

    person_id: int
    name: str
    origin: str
    posts: tuple[HeldPost, ...]

    @property
    def is_office(self) -> bool:
        return any(post.procuratorate_id for post in self.posts)

    @property
    def is_unit(self) -> bool:
        return any(post.unit_id for post in self.posts)

    @property
    def is_administrator(self) -> bool:
        return self.has(Role.ADMINISTRATOR)

    @property
    def side(self) -> Side:
        return Side.UNIT if self.is_unit else Side.OFFICE

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(post.unit_id for post in self.posts if post.unit_id)

    @property
    def procuratorate_ids(self) -> frozenset[int]:
        return frozenset(post.procuratorate_id for post in self.posts if post.procuratorate_id)

    @property
    def main(self) -> HeldPost | None:
        """Returns the post shown in the header: the first that is not the administrator's, else the first."""
        ordered = sorted(self.posts, key=lambda post: post.role == Role.ADMINISTRATOR)
        return ordered[0] if ordered else None

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
        here.sort(key=lambda post: post.role == Role.ADMINISTRATOR)
        return here[0] if here else None
