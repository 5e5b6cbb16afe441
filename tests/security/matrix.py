"""`python -m tests.security.matrix`: may this person do this to this address? Every answer is compared with a reference.

    python -m tests.security.matrix --seed 1 --cells 100000
    python -m tests.security.matrix --seed 2 --seconds 60

A cell is an address with its object, a method and a person: of every role, on every level, of either side, nobody, somebody
without a post, one whose account was closed. The reference (access_reference.py) was written from the design and imports
nothing of the application. What may not be done must also leave every row as it was. The exit status is 1 when a cell differs.
"""

import argparse
import logging
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

import django

DATABASE = f"access_matrix_{os.getpid()}"


@dataclass
class Outcome:
    """How many cells were asked, how the answers fell, and those that differ."""

    asked: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    kinds: set[tuple[str, ...]] = field(default_factory=set)
    differences: list[str] = field(default_factory=list)
    forbidden_writes: int = 0

    def __len__(self) -> int:
        return self.asked


class Matrix:
    """The database as the reference sees it, the browsers of everybody, and what forms hold."""

    def __init__(self, *, seed: int) -> None:
        self.on = clock.today()
        strangers = add_strangers(on=self.on)
        self.world = cells.world(on=self.on)
        people = [*Person.objects.exclude(pk__in=[each.pk for each in strangers]).order_by("pk"), *strangers]
        self.browsers = {each.pk: Browser(each) for each in people} | {None: Browser(None)}
        self.drawer = cells.Drawer(Random(seed), self.world, [None, *(each.pk for each in people)], on=self.on)
        self.bodies: dict[str, str] = {}

    def learn_forms(self, random: Random) -> None:
        """Keeps of each kind of form what its first reader would send, so that a forbidden sending would do something."""
        reached = crawl.follow(crawl.people_to_follow(random, most=24), objects=1)
        for kind, found in reached.forms.items():
            method, _space, name = kind.partition(" ")
            if method == "post":
                self.bodies.setdefault(name, urlencode(typed(found[0].form, on=self.on), doseq=True))

    def ask(self, cell: "cells.Cell", outcome: Outcome) -> None:
        """Asks the application and the reference, and keeps where they differ."""
        who = self.drawer.people[cell.person or None]
        expected, may_write = self.expected(cell, who)
        body = self.bodies.get(body_kind(cell), "").encode() if cell.method in {"POST", "PUT", "PATCH"} else b""
        kind = "application/x-www-form-urlencoded"
        browser = self.browsers[cell.person or None]
        response, _body, written = taken_back(lambda: browser.ask(cell.method, cell.path, body, kind))
        found = answer_of(response)
        outcome.asked += 1
        outcome.answers[f"{cell.method} {found}"] += 1
        outcome.kinds.add(self.kind(cell, who))
        if found not in expected:
            outcome.differences.append(f"{self.words(cell, who)}: {found}, and not {' or '.join(sorted(expected))}")
        elif not may_write:
            outcome.forbidden_writes += cell.method == "POST"
            if written and (changed := self.changed_by(cell, body)):
                outcome.differences.append(f"{self.words(cell, who)}: {found}, and changes {changed}")

    def expected(self, cell: "cells.Cell", who: "access_reference.Who") -> tuple[set[str], bool]:
        """Returns the answers that the reference allows, and whether anything may be written."""
        address = access_reference.ADDRESSES[cell.name]
        if who.person is None and not address.is_public:
            return {"sign in"}, False
        rule = address.sends if cell.method == "POST" else address.reads
        if cell.method in {"GET", "HEAD", "POST"} and rule is not None:
            answer = rule(who, cell.arguments)
            allowed = ALLOWED[cell.method == "POST"][answer]
            more = {"no such method"} if cell.method == "HEAD" else set()  # harmless where a form does not know it
            more |= address.also_answers
            return allowed | more, answer in {Answer.OPEN, Answer.PERHAPS}
        # Another method than the address has: no page, or what reading it gives; never a change.
        rule = address.reads or address.sends
        reading = ALLOWED[False][rule(who, cell.arguments)] if address.reads else {"absent", "refused"}
        return reading | address.also_answers | {"no such method"}, False

    def changed_by(self, cell: "cells.Cell", body: bytes) -> str:
        """Returns the tables in which a row is another after the request; reading a page may note that it was read."""
        with transaction.atomic():
            before = digests()
            self.browsers[cell.person or None].ask(cell.method, cell.path, body, "application/x-www-form-urlencoded")
            after = digests()
            transaction.set_rollback(True)
        changed = {table for table in after if after[table] != before.get(table)}
        is_reading = cell.method != "POST" or access_reference.ADDRESSES[cell.name].sends is None
        return ", ".join(sorted(changed - (READING if is_reading else set())))

    def kind(self, cell: "cells.Cell", who: "access_reference.Who") -> tuple[str, ...]:
        """Returns what is told apart when cells are counted: address, method, role, relation, state."""
        case = case_of(cell, self.world)
        roles = "+".join(sorted({post.role for post in who.posts})) or ("nobody" if who.person is None else "no post")
        relation = "+".join(sorted(who.stands(case))) + f" {who.level(case).name}" if case and who.person else ""
        state = "/".join(self.world.more[case].states.values()) if case else ""
        return (
            cell.name,
            str(cell.arguments[1]) if len(cell.arguments) == 3 else "",
            cell.method,
            roles,
            relation,
            state,
        )

    def words(self, cell: "cells.Cell", who: "access_reference.Who") -> str:
        name = Person.objects.filter(pk=cell.person).values_list("username", flat=True).first() or "nobody"
        return f"{cell.method} {cell.path} for {name} {self.kind(cell, who)[3:]}"


#: What an answer looks like: to reading, and to sending.
ALLOWED: dict[bool, dict["Answer", set[str]]] = {}
#: Rows that reading a page writes.
READING = {
    "suggestions_accesslog",
    "notices_notice",
    "suggestions_event",
    "suggestions_suggestion",
    "suggestions_outbox",
}


def answer_of(response: "HttpResponseBase") -> str:
    """Returns what an answer says, whatever the page."""
    status = response.status_code
    if status in {301, 302, 303}:
        place = response["Location"]
        if place.startswith(("/sign-in/", "/accounts/login")):
            return "sign in"
        return "leads on"
    names = {404: "absent", 403: "refused", 405: "no such method", 410: "gone", 409: "stale", 422: "wrong"}
    return names.get(status, "opens" if status == 200 else f"answers {status}")


def case_of(cell: "cells.Cell", world: "access_reference.World") -> int:
    """Returns the case that a cell is about; 0 for none."""
    about = access_reference.ADDRESSES[cell.name].about
    first = cell.arguments[0] if cell.arguments else 0
    pools = {
        "file": world.files,
        "document": world.documents,
        "page of a document": world.documents,
        "clock": world.clocks,
        "visit": world.visits,
    }
    if about in pools:
        return pools[about][first][0] if first in pools[about] else 0
    is_case = about in {"case", "receipt of a case", "step", "paper step", "step of the unit"}
    return first if is_case and first in world.cases else 0


def body_kind(cell: "cells.Cell") -> str:
    return " ".join([cell.name, *(each for each in cell.arguments if isinstance(each, str))])


def digests() -> dict[str, str]:
    """Returns a digest over the rows of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not OF_THE_READER.search(table):
                cursor.execute(
                    f"SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM \"{table}\" t"
                )
                found[table] = cursor.fetchone()[0]
    return found


def typed(form: "Form", *, on: object) -> dict[str, list[str]]:
    """Fills a form plausibly: what stands there, else the last choice, a day, a word."""
    values = form.filled()
    for each in form.fields.values():
        if each.type == "file" or "".join(values.get(each.name, [])):
            continue
        if each.choices:
            values[each.name] = [each.choices[-1]]
        elif each.type in {"date", "number"}:
            values[each.name] = [str(on) if each.type == "date" else "1"]
        else:
            values[each.name] = ["已整改"]
    if form.buttons:
        values.setdefault(form.buttons[-1][0], [form.buttons[-1][1]])
    return values


def add_strangers(*, on) -> list["Person"]:
    """Adds who is missing in the sample world: nobody's people, ended and future posts, a closed account, two posts.

    Also some own reminders, so that there are some of others.
    """
    at = clock.now()
    prosecutor = Person.objects.get(username="prosecutor").posts.get()
    found = []
    for name, post in {
        "without-post": None,
        "ended-post": {"from_on": on - timedelta(days=90), "to_on": on - timedelta(days=1)},
        "future-post": {"from_on": on + timedelta(days=1)},
        "closed-account": {"from_on": on - timedelta(days=90)},
        "two-posts": {"from_on": on - timedelta(days=90)},
    }.items():
        person = Person.objects.create(
            username=name,
            name=name,
            origin="sample",
            created_at=at,
            is_active=name != "closed-account",
            deactivated_at=at if name == "closed-account" else None,
        )
        place = {"role": "chief", "side": "office", "procuratorate": prosecutor.procuratorate}
        if post is not None:
            Post.objects.create(person=person, **place, **post)
        if name == "two-posts":
            other = Post.objects.get(person__username="cj-cases")
            Post.objects.create(
                person=person, role="case_manager", side="office", procuratorate=other.procuratorate, **post
            )
        found.append(person)
    for name in ("prosecutor", "liaison", "head"):
        person = Person.objects.get(username=name)
        access = people.access_of(person=person, on=on)
        for suggestion in Suggestion.objects.visible_to(access).filter(origin="sample").order_by("pk")[:2]:
            own_reminders.set_one(access=access, at=at, suggestion=suggestion, on=on + timedelta(days=3), note="看一下")
    return found


def run(*, seed: int, wanted: int | None, seconds: float | None, say) -> Outcome:
    """Asks so many cells, or for so long."""
    matrix, outcome = Matrix(seed=seed), Outcome()
    missing = cells.without_rule()
    assert not missing, f"tests/security/access_reference.py says nothing of {missing}"
    matrix.learn_forms(Random(seed))
    begin, seen = time.perf_counter(), set()
    say(f"{len(matrix.browsers)} people, {len(matrix.world.cases)} cases, {len(matrix.bodies)} kinds of forms filled")
    while outcome.asked < (wanted or sys.maxsize) and time.perf_counter() - begin < (seconds or 1e9):
        cell = matrix.drawer.cell()
        if cell not in seen:
            seen.add(cell)
            before = len(outcome.differences)
            matrix.ask(cell, outcome)
            for difference in outcome.differences[before:]:
                say(f"- {difference}")
            if outcome.asked % 10_000 == 0:
                say(f"{outcome.asked:,} cells, {len(outcome.differences)} differ, {time.perf_counter() - begin:.0f} s")
    took = time.perf_counter() - begin
    say(
        f"{outcome.asked - len(outcome.differences):,} of {outcome.asked:,} cells as the reference says, in {took:.0f} s"
        f" ({outcome.asked / max(took, 0.1):.0f} each second)"
    )
    say(f"{len(outcome.kinds):,} kinds of cells (address × method × role × relation × state)")
    say(f"{outcome.forbidden_writes:,} forbidden sendings, each left every row as it was")
    say("answers: " + ", ".join(f"{count:,} × {words}" for words, count in outcome.answers.most_common()))
    return outcome


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.security.matrix", description=__doc__.split("\n")[0])
    asked.add_argument("--cells", type=int, default=None, help="how many; without --seconds 100,000")
    asked.add_argument("--seconds", type=float, default=None, help="ends after so many seconds")
    asked.add_argument("--seed", type=int, default=1, help="draws other cells (%(default)s)")
    return asked.parse_args()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()

from django.db import connection, transaction  # noqa: E402
from django.http import HttpResponseBase  # noqa: E402

from notices.actions import own_reminders  # noqa: E402
from organs import clock, people  # noqa: E402
from organs.models import Person, Post  # noqa: E402
from suggestions.models import Suggestion  # noqa: E402
from tests.security import access_reference, cells, crawl  # noqa: E402
from tests.security.access_reference import Answer  # noqa: E402
from tests.security.installation import OF_THE_READER, Browser, sample_installation, taken_back  # noqa: E402
from tests.security.page_forms import Form  # noqa: E402

ALLOWED |= {
    False: {
        Answer.OPEN: {"opens", "leads on", "gone", "wrong"},
        Answer.PERHAPS: {"opens", "leads on", "refused"},
        Answer.NOT_NOW: {"refused"},
        Answer.REFUSED: {"refused"},
        Answer.ABSENT: {"absent"},
    },
    True: {
        Answer.OPEN: {"opens", "leads on", "wrong", "stale", "gone"},
        Answer.PERHAPS: {"opens", "leads on", "wrong", "stale", "refused"},
        Answer.NOT_NOW: {"refused", "stale", "wrong", "leads on"},
        Answer.REFUSED: {"refused"},
        Answer.ABSENT: {"absent", "no such method"},
    },
}

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asked = options()
    wanted = asked.cells or (None if asked.seconds else 100_000)
    with sample_installation(name=DATABASE):
        outcome = run(seed=asked.seed, wanted=wanted, seconds=asked.seconds, say=lambda line: print(line, flush=True))
    sys.exit(1 if outcome.differences else 0)
