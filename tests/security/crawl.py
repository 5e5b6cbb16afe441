"""What each person can reach by following links from the first page: every address with some of its objects, and every form."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from organs import clock
from organs.models import Person, Post
from tests.security import page_forms
from tests.security.installation import Browser, taken_back
from tests.security.page_forms import Form

FIRST = "/"


@dataclass(frozen=True, kw_only=True)
class Found:
    """A form that a person was shown on a page: `path` is where it is sent, `kind` what it is whatever the object."""

    person: int | None
    page: str
    kind: str
    path: str
    form: Form


@dataclass
class Reached:
    """All that was found: pages and forms by what they are, and one browser for each person."""

    browsers: dict[int | None, Browser]
    pages: dict[str, list[tuple[int | None, str]]]
    forms: dict[str, list[Found]]
    opened: int = 0


def kind_of(match: ResolverMatch) -> str:
    """Returns the name of an address with those of its arguments that are words and not numbers."""
    words = [value for value in match.kwargs.values() if isinstance(value, str) and len(value) < 30]
    return " ".join([match.view_name or match.route, *words])


def people_to_follow(random: Random, *, most: int) -> list[Person | None]:
    """Returns nobody, one person of every role on every level, and others drawn by lot."""
    posts = Post.objects.current(clock.today()).filter(person__is_active=True).select_related("person", "procuratorate")
    first: dict[tuple[str, int | None], Person] = {}
    for post in posts.order_by("pk"):
        depth = post.procuratorate.depth if post.procuratorate else None
        first.setdefault((post.role, depth), post.person)
    rest = [post.person for post in posts if post.person not in first.values()]
    return [None, *first.values(), *random.sample(rest, k=min(len(rest), max(0, most - len(first))))]


def follow(people: Iterable[Person | None], *, objects: int) -> Reached:
    """Follows every link of every page, at most so many objects of a kind for each person; changes nothing."""
    reached = Reached(browsers={}, pages={}, forms={})
    for person in people:
        browser = Browser(person)
        reached.browsers[browser.person] = browser
        _follow_one(reached, browser.person, objects)
    return reached


def _follow_one(reached: Reached, person: int | None, objects: int) -> None:
    waiting, seen, counts = deque([FIRST, "/sign-in/"]), set(), Counter()
    while waiting:
        path = waiting.popleft()
        match = _own(path)
        if match is None or path in seen or match.view_name == "sign-out" or counts[kind_of(match)] >= objects:
            continue
        seen.add(path)
        counts[kind_of(match)] += 1
        response, body, _written = taken_back(lambda path=path: reached.browsers[person].ask("GET", path))
        reached.opened += 1
        reached.pages.setdefault(kind_of(match), []).append((person, path))
        if response.status_code in {301, 302}:
            waiting.append(_joined(path, response["Location"]))
        elif "html" in response.get("Content-Type", ""):
            links, forms = page_forms.read(body)
            waiting.extend(_joined(path, link) for link in links)
            _keep(reached, person, path, forms)


def _keep(reached: Reached, person: int | None, path: str, forms: list[Form]) -> None:
    for found in sent_from(person, path, forms):
        reached.forms.setdefault(found.kind, []).append(found)


def sent_from(person: int | None, page: str, forms: list[Form]) -> Iterator[Found]:
    """Yields the forms of a page that are sent to an address of the application."""
    for form in forms:
        target = _joined(page, form.action) if form.action else page
        match = _own(target)
        if match is not None:
            yield Found(person=person, page=page, kind=f"{form.method} {kind_of(match)}", path=target, form=form)


def _joined(page: str, link: str) -> str:
    return urldefrag(urljoin(page, link)).url


def _own(path: str) -> ResolverMatch | None:
    parts = urlsplit(path)
    if parts.netloc not in {"", "testserver"} or parts.scheme not in {"", "http"}:
        return None
    try:
        match = resolve(parts.path)
    except (Resolver404, ValueError):
        return None
    return match if parts.path.startswith("/") and not parts.path.startswith("/static/") else None
