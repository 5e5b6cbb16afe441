"""`python -m tests.security.races`: two people send something at the same moment; nothing happens twice, nothing is lost.

    python -m tests.security.races --seed 1 --races 2000

Two forms are drawn that people are shown now: of one case, or of one thing of Set-up, the same form twice or two different
ones. Every table is locked against writing until both requests have read all that they read and wait; then both go on. The
exit status is 1 when an answer was a fault, a form that had become outdated was taken, a ledger or a series has a gap, or one
one-time link opened two accounts.
"""

import argparse
import logging
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlsplit

import django

DATABASE, ROUND = f"race_world_{os.getpid()}", f"race_round_{os.getpid()}"
RACES_IN_A_ROUND = 200
PATIENCE = 30  # seconds for two answers
OUTDATED = ("moves", "expected_change", "expected_revision", "mark")


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What one of the two sends."""

    person: int | None
    path: str
    body: bytes
    type: str
    values: dict[str, list[str]]

    @property
    def reads(self) -> tuple[str, str]:
        """Returns what the form was written on: the name and value of its mark; empty without one, as for what is new."""
        return next(((name, self.values[name][0]) for name in OUTDATED if any(self.values.get(name, ()))), ("", ""))


@dataclass
class Outcome:
    """What came of the races."""

    races: int = 0
    of_cases: int = 0
    results: Counter[str] = field(default_factory=Counter)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Racing:
    """Draws two sendings and lets them meet."""

    def __init__(
        self, random: Random, browsers: dict[int | None, "Browser"], pool: "Reached", outcome: Outcome
    ) -> None:
        self.random, self.browsers, self.pool, self.outcome = random, browsers, pool, outcome
        self.set_up = [
            found
            for kind, forms in sorted(pool.forms.items())
            if kind.startswith("post ") and not is_of_a_case(kind)
            for found in forms
            if found.person is not None and not kind.startswith(("post sign-", "post set_language", "post password"))
        ]
        self.trace = 0
        self.people = {person.pk: person for person in Person.objects.all()}

    def race(self) -> None:
        is_of_case = self.random.random() < 0.72
        drawn = self._of_a_case() if is_of_case else self._of_set_up()
        if drawn is None:
            return
        first, second = drawn
        self.outcome.races += 1
        self.outcome.of_cases += is_of_case
        kinds = tuple(
            sorted(" ".join(part for part in each.path.split("/") if not part.isdecimal()).strip() for each in drawn)
        )
        self.outcome.pairs.add(kinds)
        self.trace = SetupEvent.objects.count()
        statuses = self._meet(first, second)
        taken = sum(status in {302, 303} for status in statuses)
        self.outcome.results[("none taken", "one taken", "both taken")[taken]] += 1
        for fault in [*self._wrong(first, second, statuses), *broken_promises()]:
            self.outcome.faults.append(f"{fault}: {self._words(first, second, statuses)}")

    def _of_a_case(self) -> tuple[Sending, Sending] | None:
        """Two steps that are offered on one case now."""
        suggestion = self.random.choice(list(Suggestion.objects.filter(origin="sample")))
        offered: list[tuple[int, str]] = []
        for person, access in self._near(suggestion):
            for side in Side:
                if (side == Side.UNIT) == access.is_unit:
                    offers = registry.offers(access=access, suggestion=suggestion, side=side)
                    offered += [(person, offer.href) for offer in offers if not offer.hindrance]
            page = "portal-letter" if access.is_unit else "suggestion"
            offered.append((person, reverse(page, args=[suggestion.pk])))
        if not offered:
            return None
        person, href = self.random.choice(offered)
        same = [(each, path) for each, path in offered if path == href]
        others = self.random.random()
        other, path = (person, href) if others < 0.15 else self.random.choice(same if others < 0.55 else offered)
        return self._pair(person, href, other, path)

    def _near(self, suggestion: "Suggestion") -> Iterator[tuple[int, "Access"]]:
        on = clock.today()
        for pk, person in self.random.sample(sorted(self.people.items()), k=len(self.people)):
            access = access_of(person=person, on=on)
            if access.posts and person_relations.of(access=access, suggestion=suggestion):
                yield pk, access

    def _of_set_up(self) -> tuple[Sending, Sending] | None:
        """One form of Set-up or of the own account twice, or two forms about the same thing."""
        found = self.random.choice(self.set_up)
        if self.random.random() < 0.7:
            others = [each for each in self.set_up if each.page == found.page] or [found]
        else:
            thing = found.page.split("/")[1:4]
            others = [each for each in self.set_up if each.page.split("/")[1:4] == thing] or [found]
        other = self.random.choice(others)
        return self._pair(found.person, found.page, other.person, other.page, wanted=(found.kind, other.kind))

    def _pair(
        self, person: int, page: str, other: int, other_page: str, wanted: tuple[str, str] = ("", "")
    ) -> tuple[Sending, Sending] | None:
        """Opens both pages and fills both forms; the same form by half with the same words."""
        forms = [self._form(person, page, wanted[0]), self._form(other, other_page, wanted[1])]
        if None in forms:
            return None
        seed = self.random.random()
        seeds = (seed, seed if self.random.random() < 0.5 else self.random.random())
        first, second = (self._sending(found, Random(each)) for found, each in zip(forms, seeds, strict=True))
        return first, second

    def _form(self, person: int, page: str, wanted: str) -> "Found | None":
        response, body, _written = taken_back(lambda: self.browsers[person].ask("GET", page))
        if response.status_code == 302:  # a step with a page of its own
            page = urlsplit(response["Location"]).path
            response, body, _written = taken_back(lambda: self.browsers[person].ask("GET", page))
        if response.status_code != 200 or "html" not in response.get("Content-Type", ""):
            return None
        sent = crawl.sent_from(person, page, page_forms.read(body)[1])
        forms = [
            each
            for each in sent
            if each.form.method == "post" and not each.kind.startswith(("post sign-", "post set_"))
        ]
        forms = [each for each in forms if each.kind == wanted] or forms
        return self.random.choice(forms) if forms else None

    def _sending(self, found: "Found", random: Random) -> Sending:
        values, files = filled(found.form, random), []
        for each in found.form.fields.values():
            if each.type == "file" and random.random() < 0.6:
                files.append((each.name, "现场.png", factories.PNG, "image/png"))
        body, kind = fuzz.multipart(values, files)
        return Sending(person=found.person, path=found.path, body=body, type=kind, values=values)

    def _meet(self, *sendings: Sending) -> list[int]:
        """Lets both requests read, holds them at their first lock or write, and lets both go on; returns how they ended."""
        statuses = [0] * len(sendings)

        def send(number: int, each: Sending) -> None:
            try:
                browser = Browser(None)
                browser.cookies = self.browsers[each.person].cookies
                response = browser.ask("POST", each.path, each.body, each.type)
                statuses[number] = response.status_code
                if response.streaming:
                    b"".join(response.streaming_content)
                if response.status_code >= 500 and (error := getattr(response, "exc_info", None)):
                    self.outcome.faults.append(f"{fuzz.where(error[1])}: POST {each.path}")
            except Exception as error:  # a deadlock, or what arises at the end of a transaction
                statuses[number] = 599
                self.outcome.faults.append(f"{fuzz.where(error)}: POST {each.path}")
            finally:
                connection.close()

        threads = [threading.Thread(target=send, args=row, daemon=True) for row in enumerate(sendings)]
        with all_locked():
            for thread in threads:
                thread.start()
            until = time.monotonic() + PATIENCE
            while waiting() < sum(thread.is_alive() for thread in threads) and time.monotonic() < until:
                time.sleep(0.005)
        for thread in threads:
            thread.join(PATIENCE)
            if thread.is_alive():
                self.outcome.faults.append("took too long")
        return statuses

    def _wrong(self, first: Sending, second: Sending, statuses: list[int]) -> Iterator[str]:
        """What may not be: both taken although the second was written on what the first had changed."""
        if not all(status in {302, 303} for status in statuses):
            return
        name, mark = first.reads
        if name == "expected_change" and SetupEvent.objects.count() - self.trace < 2:
            return  # one of the two changed nothing, and said so to nobody
        if name and (name, mark) == second.reads and first.path == second.path and not is_harmless(first.path):
            yield f"both were taken, though both were written on {name} {mark}"

    def _words(self, first: Sending, second: Sending, statuses: list[int]) -> str:
        names = [self.people[each.person].username for each in (first, second)]
        return f"{names[0]} {first.path} → {statuses[0]}, {names[1]} {second.path} → {statuses[1]}"


# Two different ones stand beside each other; of papers and visits the same one twice is refused (tests/followups/actions/test_visiting.py,
# tests/suggestions/actions/test_case_papers.py).
ADDS_ANOTHER = (
    "visit.plan",
    "paper.make.",
    "paper.monitor.",
    "paper.decide.",
    "recusal.ask",
    "inquiry.enter",
    "support.record",
)


def is_harmless(path: str) -> bool:
    """Tells whether a step leaves the count of the case's moves alone: a mere fact, or one that only adds a thing of its own."""
    parts = path.strip("/").split("/")
    key = next((part for part in parts if "." in part), "")
    form = next((form for (_side, _paper, each), form in registry.REGISTRY.items() if each == key), None)
    return key.startswith(ADDS_ANOTHER) or (form is not None and form.row().is_quiet)


def filled(form: "Form", random: Random) -> dict[str, list[str]]:
    """Fills a form as somebody would who means it."""
    values = form.filled()
    for each in form.fields.values():
        stands = "".join(values.get(each.name, []))
        if each.type in {"file", "hidden"} or (stands and random.random() < 0.7):
            continue
        if each.choices:
            values[each.name] = [random.choice([choice for choice in each.choices if choice] or each.choices)]
        elif each.type == "date":
            values[each.name] = [clock.today().isoformat()]
        elif each.type == "number":
            values[each.name] = [str(random.randint(1, 20))]
        elif each.type in {"text", "textarea", "email", "search", "url"}:
            values[each.name] = [random.choice(["已整改", "丙县某局", "a1", "说明情况", "2026"])]
        elif each.type == "password":
            values[each.name] = ["a-password-for-tests"]
    buttons = [
        button
        for button in form.buttons
        if not button[1].startswith(("measures:", "copies:", "find", "preview", "pdf"))
    ]
    if buttons:
        name, value = random.choice(buttons)
        values[name] = [value]
    return values


@contextmanager
def all_locked() -> Iterator[None]:
    """Lets everybody read and nobody write, nor lock a row, until the block ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        own = [table for table in tables if not OF_THE_READER.search(table)]
        cursor.execute(f"LOCK TABLE {', '.join(own)} IN EXCLUSIVE MODE")
        yield


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


PROMISES = {
    "the events of a case have a gap": (
        "SELECT suggestion_id FROM suggestions_event GROUP BY 1 HAVING max(seq) <> count(*) OR min(seq) <> 1"
    ),
    "an event does not follow the one before": (
        "SELECT id FROM (SELECT id, previous_hash, lag(hash, 1, '') OVER (PARTITION BY suggestion_id ORDER BY seq) AS before"
        " FROM suggestions_event) AS chain WHERE previous_hash <> before"
    ),
    "the head of a chain is not its last event": (
        "SELECT s.id FROM suggestions_suggestion s JOIN LATERAL (SELECT hash FROM suggestions_event e"
        " WHERE e.suggestion_id = s.id ORDER BY seq DESC LIMIT 1) last ON true WHERE s.head_hash <> last.hash"
    ),
    "the numbers of a series have a gap": (
        "SELECT y.id FROM suggestions_seriesyear y JOIN suggestions_numberseries n ON n.id = y.series_id"
        " WHERE n.mode = 'own' AND y.last <> (SELECT count(*) FROM suggestions_givennumber g"
        " WHERE g.series_id = y.series_id AND g.year = y.year)"
    ),
    "a number was given twice": (
        "SELECT printed FROM suggestions_givennumber GROUP BY printed, series_id HAVING count(*) > 1"
    ),
    "two living links open one letter": (
        "SELECT suggestion_id FROM suggestions_invitation WHERE used_at IS NULL AND revoked_at IS NULL"
        " GROUP BY 1 HAVING count(*) > 1"
    ),
    "a post is held twice at once": (
        "SELECT a.id FROM organs_post a JOIN organs_post b ON a.person_id = b.person_id AND a.id < b.id AND a.role = b.role"
        " AND a.procuratorate_id IS NOT DISTINCT FROM b.procuratorate_id AND a.unit_id IS NOT DISTINCT FROM b.unit_id"
        " AND a.department_id IS NOT DISTINCT FROM b.department_id"
        " AND daterange(a.from_on, a.to_on, '[]') && daterange(b.from_on, b.to_on, '[]')"
    ),
    "two clocks of one term run about one thing": (
        "SELECT suggestion_id FROM suggestions_clock WHERE stopped_by_id IS NULL GROUP BY suggestion_id, term, about"
        " HAVING count(*) > 1"
    ),
    "a place has nobody left to set it up": (
        "SELECT 1 WHERE NOT EXISTS (SELECT FROM organs_post p JOIN organs_person h ON h.id = p.person_id"
        " WHERE p.role = 'administrator' AND h.is_active AND (p.to_on IS NULL OR p.to_on >= CURRENT_DATE))"
    ),
}
_before: set[str] = set()


def broken_promises() -> list[str]:
    """Returns the promises that are broken now and were not when the round began, each told once."""
    found = []
    with connection.cursor() as cursor:
        for words, sql in PROMISES.items():
            cursor.execute(sql)
            if cursor.fetchone() and words not in _before:
                _before.add(words)
                found.append(words)
    return found


@contextmanager
def fresh_round() -> Iterator[None]:
    """Works on a copy of the world until the block ends, so that what one round closes is open in the next."""
    with another_database(connection, name=ROUND, template=DATABASE):
        _before.clear()
        broken_promises()
        yield


def redeemed_twice(random: Random, outcome: Outcome) -> None:
    """One one-time link by two people at once, under two names or the same one."""
    suggestion = random.choice(
        list(Suggestion.objects.filter(origin="sample", document_state__in=["issued", "served"]))
    )
    access = access_of(person=suggestion.handling_prosecutor, on=clock.today())
    if suggestion.unit.is_placeholder or not person_relations.of(access=access, suggestion=suggestion) & {"handling"}:
        return
    token = admitting.invite(access=access, at=clock.now(), suggestion=suggestion)
    pair = [Browser(None), Browser(None)]
    same = random.random() < 0.5
    statuses = [0, 0]

    def enter(number: int) -> None:
        try:
            client = pair[number].client
            client.get(reverse("portal-enter", args=[token]))
            page = client.get(reverse("portal-enter-account"))
            form = next((each for each in page_forms.read(page.content)[1] if "username" in each.fields), None)
            if form is None:
                return
            values = filled(form, Random(1))
            values |= {"username": [f"come-{token[:6].lower()}-{0 if same else number}"], "name": ["联络员"]}
            statuses[number] = client.post(reverse("portal-enter-account"), values).status_code
        except Exception as error:
            outcome.faults.append(f"{fuzz.where(error)}: a one-time link by two")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(number,), daemon=True) for number in (0, 1)]
    with all_locked():
        for thread in threads:
            thread.start()
        until = time.monotonic() + PATIENCE
        while waiting() < sum(thread.is_alive() for thread in threads) and time.monotonic() < until:
            time.sleep(0.005)
    for thread in threads:
        thread.join(PATIENCE)
    outcome.races += 1
    outcome.pairs.add(("one-time link", "one-time link"))
    taken = Person.objects.filter(username__startswith=f"come-{token[:6].lower()}-").count()
    outcome.results[("none taken", "one taken", "both taken")[taken]] += 1
    if taken > 1 or any(status >= 500 for status in statuses):
        outcome.faults.append(f"a one-time link opened {taken} accounts, {statuses}")


def run(*, seed: int, races: int, say) -> Outcome:
    """Runs the races in rounds, each on a fresh copy of the world."""
    outcome, random = Outcome(), Random(seed)
    pool = crawl.follow(crawl.people_to_follow(random, most=24), objects=1)
    browsers = {person.pk: Browser(person) for person in Person.objects.filter(is_active=True)} | pool.browsers
    say(f"{pool.opened} pages opened, {len(pool.forms)} kinds of forms")
    begin = time.perf_counter()
    while outcome.races < races:
        before = outcome.races
        with fresh_round():
            racing = Racing(random, browsers, pool, outcome)
            for _each in range(RACES_IN_A_ROUND * 3):
                if outcome.races - before >= RACES_IN_A_ROUND or outcome.races >= races:
                    break
                known = len(outcome.faults)
                racing.race() if random.random() < 0.96 else redeemed_twice(random, outcome)
                for fault in outcome.faults[known:]:
                    say(f"- {fault}"[:300])
        say(f"{outcome.races} races, {len(outcome.faults)} faults, {time.perf_counter() - begin:.0f} s")
        if outcome.races == before:
            break
    say(
        f"{outcome.races:,} races ({outcome.of_cases:,} of cases, {outcome.races - outcome.of_cases:,} of Set-up, accounts"
        f" and links; {len(outcome.pairs):,} different pairs) in {time.perf_counter() - begin:.0f} s"
    )
    say(", ".join(f"{count:,} × {words}" for words, count in outcome.results.most_common()))
    say(f"faults: {len(outcome.faults)} (doubles, gaps, lost updates, answers 500)")
    return outcome


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.security.races", description=__doc__.split("\n")[0])
    asked.add_argument("--races", type=int, default=2_000, help="how many (%(default)s)")
    asked.add_argument("--seed", type=int, default=1, help="draws other pairs (%(default)s)")
    return asked.parse_args()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()

from django.db import connection, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from desk.steps import registry  # noqa: E402
from organs import clock  # noqa: E402
from organs.access import Access  # noqa: E402
from organs.models import Person, SetupEvent  # noqa: E402
from organs.people import access_of  # noqa: E402
from organs.roles import Side  # noqa: E402
from suggestions.access import person_relations  # noqa: E402
from suggestions.actions import admitting  # noqa: E402
from suggestions.models import Suggestion  # noqa: E402
from tests import factories  # noqa: E402
from tests.another_database import another_database  # noqa: E402
from tests.security import crawl, fuzz, page_forms  # noqa: E402
from tests.security.crawl import Found, Reached  # noqa: E402
from tests.security.installation import OF_THE_READER, Browser, sample_installation, taken_back  # noqa: E402
from tests.security.page_forms import Form  # noqa: E402


def is_of_a_case(kind: str) -> bool:
    """Tells whether a form is one of those that cases offer; those are read afresh."""
    return kind.split(" ")[1] in {
        "step",
        "paper-step",
        "portal-step",
        "draft",
        "review",
        "portal-reply",
        "portal-answers",
    }


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asked = options()
    with sample_installation(name=DATABASE):
        outcome = run(seed=asked.seed, races=asked.races, say=lambda line: print(line, flush=True))
    sys.exit(1 if outcome.faults else 0)
