"""The people of a sample installation: their one printed password, and the list of who may sign in. Nobody is made here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organs.models import Post
from organs.origins import Origin
from organs.roles import ADMINISTRATIVE_ROLES, Role

PASSWORD = "yangben-2026"  # noqa: S105 printed on the sign-in page; production has no sample people
SHOWN = 15


@dataclass(frozen=True, kw_only=True)
class SampleAccount:
    """One line of the list: the sign-in name, the person's name, role and place."""

    username: str
    name: str
    role: str
    place: str


def accounts(*, on: date) -> list[SampleAccount]:
    """Returns every sample person with the posts of the day, offices in the order in which they were made, then units."""
    return [_account(post) for post in _posts(on)]


def shown_accounts(*, on: date) -> list[SampleAccount]:
    """Returns at most fifteen sample people that show every role: those of a role nobody before them had, then others."""
    posts = list(_posts(on))
    chosen = {post.pk for post in _first_of_each(posts)}
    for post in posts:
        if len(chosen) >= SHOWN:
            break
        chosen.add(post.pk)
    return [_account(post) for post in posts if post.pk in chosen]


def _posts(on: date) -> Iterable[Post]:
    """Returns the first post of each person, the administrator's only where there is no other; offices before units."""
    rows = (
        Post.objects.current(on)
        .filter(person__origin=Origin.SAMPLE, person__is_active=True)
        .select_related("person", "procuratorate", "unit")
        .order_by("side", "id")
    )
    first: dict[int, Post] = {}
    for post in sorted(rows, key=lambda post: post.role == Role.ADMINISTRATOR):
        first.setdefault(post.person_id, post)
    kept = {post.pk for post in first.values()}
    return [post for post in rows if post.pk in kept]


def _first_of_each(posts: list[Post]) -> list[Post]:
    """Returns one post of each role; of the administrators the highest, who keep what all share."""
    first: dict[str, Post] = {}
    for post in sorted(posts, key=_depth_of_administrator):
        first.setdefault(post.role, post)
    return list(first.values())[:SHOWN]


def _depth_of_administrator(post: Post) -> int:
    return post.procuratorate.depth if post.procuratorate and post.role in ADMINISTRATIVE_ROLES else 0


def _account(post: Post) -> SampleAccount:
    place = post.procuratorate or post.unit
    return SampleAccount(
        username=post.person.username,
        name=post.person.name,
        role=str(post.get_role_display()),
        place=place.name if place else "",
    )
