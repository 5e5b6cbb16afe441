"""`python -m tests.security.fuzz`: odd requests to every address and every form; no answer is a fault, none shows what is not the reader's.

    python -m tests.security.fuzz --seed 1 --requests 10000

Forms and addresses are those that people of every role reach by following links, and the arguments of every address there
is; nothing is listed by hand. The exit status is 1 when an answer was a fault, showed a planted word, or took too long.
"""

import argparse
import contextlib
import logging
import os
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

import django

DATABASE = f"fuzzed_{os.getpid()}"
PATIENCE = 20  # seconds for one answer
SHOWN = 300
# Says how the installation does, and a dead job is no fault of a request.
REPORTS_OF_HEALTH = ("/healthz", "/livez")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request: who, what, and in words what is odd about it."""

    person: int | None
    method: str
    path: str
    body: bytes = b""
    type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    odd: str = ""


class TookTooLong(Exception):
    """An answer that did not come in time."""


class Maker:
    """Draws requests from what was reached."""

    def __init__(self, random: Random, reached: "Reached") -> None:
        self.random, self.reached = random, reached
        self.people = list(reached.browsers)
        self.numbers = sorted(
            {n for kind in reached.pages.values() for _p, path in kind for n in re.findall(r"\d+", path)}
        )
        self.form_kinds, self.page_kinds = sorted(reached.forms), sorted(reached.pages)
        queries = [path.partition("?")[2] for kind in reached.pages.values() for _person, path in kind]
        self.query_names = sorted({part.partition("=")[0] for query in queries for part in query.split("&") if part})
        self.forms_by_view = grouped(self.form_kinds, words=2)
        self.pages_by_view = grouped(self.page_kinds, words=1)

    def asked(self) -> Asked:
        draw = self.random.random()
        if draw < 0.7 and self.form_kinds:
            return self._form()
        if draw < 0.8:
            return self._address()
        return self._page()

    def _form(self) -> Asked:
        kinds = self.form_kinds if self.random.random() < 0.5 else self.random.choice(self.forms_by_view)
        found = self.random.choice(self.reached.forms[self.random.choice(kinds)])
        person = found.person if self.random.random() < 0.85 else self.random.choice(self.people)
        values, odd = found.form.filled(), []
        for each in found.form.fields.values():
            if each.choices and not each.values and self.random.random() < 0.7:
                values[each.name] = [self.random.choice(each.choices)]
            elif each.type in {"text", "textarea", "search"} and not "".join(values.get(each.name, [])):
                values[each.name] = [self.random.choice(["已整改", "2026-03-02", "3"])]
            elif each.type == "date" and not "".join(values.get(each.name, [])):
                values[each.name] = ["2026-03-02"]
        if found.form.buttons and self.random.random() < 0.8:
            name, value = self.random.choice(found.form.buttons)
            values[name] = [value]
        names = [name for name in {**found.form.fields, **values} if name != "csrfmiddlewaretoken"]
        if found.form.buttons and self.random.random() < 0.15:
            odd.append(self._spoil(values, self.random.choice(found.form.buttons)[0], "hidden"))
        for _each in range(self.random.choice((0, 1, 1, 1, 2, 3))):
            if names:
                name = self.random.choice(names)
                odd.append(self._spoil(values, name, found.form.fields[name].type if name in found.form.fields else ""))
        path, words = self._path(found.path) if self.random.random() < 0.05 else (found.path, "")
        odd += [words] if words else []
        clean = {without(name): [without(value) for value in given] for name, given in values.items()}
        headers, words = self._headers()
        odd += [words] if words else []
        facts = {"person": person, "headers": headers, "odd": "; ".join(odd)}
        if found.form.method != "post":
            return Asked(method="GET", path=f"{path.partition('?')[0]}?{urlencode(clean, doseq=True)}", **facts)
        if self.random.random() < 0.03:
            return self._broken_body(path, facts)
        files = []
        for each in found.form.fields.values():
            if each.type == "file" and self.random.random() < 0.6:
                for _file in range(self.random.choice((1, 1, 2))):
                    name, file = pick(self.random, FILES)
                    files.append((each.name, *file))
                    odd.append(f"{each.name}: file “{name}”")
        facts["odd"] = "; ".join(odd)
        if files or found.form.has_files:
            body, kind = multipart(clean, files)
        else:
            body, kind = (
                urlencode(clean, doseq=True, errors="surrogatepass").encode(),
                "application/x-www-form-urlencoded",
            )
        return Asked(method="POST", path=path, body=body, type=kind, **facts)

    def _spoil(self, values: dict[str, list[str]], name: str, kind: str) -> str:
        """Changes one field; returns what was done to it in words."""
        draw = self.random.random()
        if draw < 0.08:
            values.pop(name, None)
            return f"without {name}"
        if draw < 0.14:
            values[name] = [*values.get(name, []), *(pick(self.random, TEXTS)[1] for _each in range(3))]
            return f"{name} several times"
        if draw < 0.20 and re.search(r"\d", name):
            other = re.sub(r"\d+", self.random.choice(("²", "99999", "9" * 400, "-1", "")), name, count=1)
            values[other] = values.get(name, ["1"])
            return f"{name} as {other[:40]}"
        if draw < 0.30 and self.numbers:
            values[name] = [self.random.choice(self.numbers)]
            return f"{name}: another's number {values[name][0][:20]}"
        if draw < 0.45 and any(re.search(r"\d", value) for value in values.get(name, [])):
            digits = self.random.choice(DIGITS)
            values[name] = [re.sub(r"\d+", digits, value, count=1) for value in values[name]]
            return f"{name}: {digits[:20]!r} for its digits"
        words, value = text_for(self.random, kind)
        values[name] = [value]
        return f"{name}: {words}"

    def _path(self, path: str) -> tuple[str, str]:
        """Puts something odd, or the number of another thing, in a place of an address."""
        parts = path.partition("?")[0].split("/")
        places = [number for number, part in enumerate(parts) if part and (part.isdecimal() or number > 2)]
        if not places:
            return path, ""
        place = self.random.choice(places)
        if parts[place].isdecimal() and self.numbers and self.random.random() < 0.6:
            parts[place], words = self.random.choice(self.numbers), "another's number in the address"
        else:
            words, parts[place] = pick(self.random, PLACES)
            words = f"address: {words}"
        return "/".join(parts), words

    def _page(self) -> Asked:
        kinds = self.page_kinds if self.random.random() < 0.5 else self.random.choice(self.pages_by_view)
        person, path = self.random.choice(self.reached.pages[self.random.choice(kinds)])
        person = person if self.random.random() < 0.5 else self.random.choice(self.people)
        method = self.random.choice(("GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"))
        odd = []
        if self.random.random() < 0.5:
            path, words = self._path(path)
            odd.append(words)
        if self.random.random() < 0.5:
            plain, _mark, query = path.partition("?")
            names = [part.partition("=")[0] for part in query.split("&") if part]
            names = names if names and self.random.random() < 0.5 else self.query_names
            words, value = pick(self.random, TEXTS)
            name = self.random.choice(names)
            path = (
                f"{plain}?{query}&{name}={quote(value, errors='surrogatepass')}"
                if query
                else f"{plain}?{name}={quote(value, errors='surrogatepass')}"
            )
            odd.append(f"?{name}: {words}")
        headers, words = self._headers()
        return Asked(
            person=person,
            method=method,
            path=without(path),
            headers=headers,
            odd="; ".join([*filter(None, odd), words]),
        )

    def _address(self) -> Asked:
        """Any address of the application by its pattern, whether a link leads there or not."""
        pattern = self.random.choice(PATTERNS)
        path = "/" + re.sub(r"<(?:(\w+):)?\w+>", self._argument, pattern).lstrip("^").rstrip("$\\Z")
        method = self.random.choice(("GET", "POST", "POST", "HEAD", "PUT"))
        body = urlencode({"do": pick(self.random, TEXTS)[1]}).encode() if method == "POST" else b""
        return Asked(
            person=self.random.choice(self.people),
            method=method,
            path=path,
            body=body,
            type="application/x-www-form-urlencoded" if body else "",
            odd="any address",
        )

    def _argument(self, match: re.Match[str]) -> str:
        if self.random.random() < 0.8 and match[1] == "int":
            return self.random.choice(self.numbers)
        return pick(self.random, PLACES)[1]

    def _headers(self) -> tuple[dict[str, str], str]:
        if self.random.random() < 0.9:
            return {}, ""
        words, headers = pick(self.random, HEADERS)
        return headers, f"header {words}"

    def _broken_body(self, path: str, facts: dict[str, object]) -> Asked:
        kinds = {
            "JSON": (b'{"a": [Infinity', "application/json"),
            "multipart without an end": (
                b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
                "multipart/form-data; boundary=x",
            ),
            "multipart without a boundary": (b"--x", "multipart/form-data"),
            "multipart of base64": (
                b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%\r\n--x--',
                "multipart/form-data; boundary=x",
            ),
            "broken UTF-8": (b"title=%FF%FE&a=\xff", "application/x-www-form-urlencoded"),
            "unknown character set": (b"title=a", "application/x-www-form-urlencoded; charset=nothing"),
            "UTF-7": (b"title=+ADw-", "application/x-www-form-urlencoded; charset=utf-7"),
            "thousands of fields": (b"&".join(b"a%d=1" % n for n in range(5_000)), "application/x-www-form-urlencoded"),
        }
        words, (body, kind) = pick(self.random, kinds)
        return Asked(method="POST", path=path, body=body, type=kind, **facts | {"odd": f"body: {words}"})


def grouped(kinds: list[str], *, words: int) -> list[list[str]]:
    """Returns the kinds that share their first words: those of one address."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        found.setdefault(" ".join(kind.split(" ")[:words]), []).append(kind)
    return list(found.values())


def multipart(values: dict[str, list[str]], files: list[tuple[str, str, bytes, str]]) -> tuple[bytes, str]:
    """Returns a body as a browser makes it; names may hold what no browser sends."""
    mark, parts = b"----procuracy", []
    for name, given in values.items():
        for value in given:
            head = f'Content-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n'
            parts.append(head.encode(errors="surrogatepass") + value.encode(errors="surrogatepass"))
    for name, file, content, kind in files:
        head = f'Content-Disposition: form-data; name="{_quoted(name)}"; filename="{_quoted(file)}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode(errors="surrogatepass") + content)
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + mark + b"--\r\n"
    return body, f"multipart/form-data; boundary={mark.decode()}"


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


@dataclass
class Outcome:
    """What came of all requests: answers by status, faults by where they arose, and what was let out."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, list[Asked]] = field(default_factory=dict)
    let_out: dict[str, list[str]] = field(default_factory=dict)
    slow: list[tuple[float, Asked]] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not (self.faults or self.let_out or self.slow)


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Breaks off what does not end."""

    def stop(*_args: object) -> None:
        raise TookTooLong

    former = signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def send(asked: Asked, outcome: Outcome, reached: "Reached", facts: "Facts") -> None:
    """Sends one request and judges the answer."""
    browser, begin, fault, body, status = reached.browsers[asked.person], time.perf_counter(), "", b"", 0
    try:
        with limited():
            response, body, _written = taken_back(
                lambda: browser.ask(asked.method, asked.path, asked.body, asked.type or "text/plain", **asked.headers)
            )
        status = response.status_code
        if status >= 500 and not asked.path.startswith(REPORTS_OF_HEALTH):
            error = getattr(response, "exc_info", None)
            fault = where(error[1]) if error else f"answers {status}"
    except TookTooLong:
        outcome.slow.append((time.perf_counter() - begin, asked))
        connection.close()
        return
    except Exception as error:  # what a page raises while it is sent, or the database at the end of the request
        fault = f"after the answer: {where(error)}"
        connection.close()
    outcome.statuses[status] += 1
    if fault:
        outcome.faults.setdefault(fault, []).append(asked)
    if time.perf_counter() - begin > PATIENCE / 2:
        outcome.slow.append((time.perf_counter() - begin, asked))
    for word in let_out(body.decode(errors="replace"), person=asked.person, facts=facts):
        outcome.let_out.setdefault(f"{word} at {asked.method} {asked.path[:120]} for {asked.person}", []).append(
            asked.odd
        )


def where(error: BaseException) -> str:
    """Returns the kind of an error with the last line of our own code on its way."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if str(BASE_DIR) in frame.filename and ".venv" not in frame.filename]
    last = (own or frames)[-1] if frames else None
    place = f"{Path(last.filename).relative_to(BASE_DIR) if own else last.filename}:{last.lineno}" if last else "?"
    return f"{type(error).__name__} at {place}: {str(error).splitlines()[0][:120] if str(error) else ''}"


def reproduction(asked: Asked, names: dict[int, str]) -> str:
    """Returns a request as one line."""
    body = "" if asked.type.startswith("multipart") else asked.body.decode(errors="replace")
    who = names.get(asked.person, "nobody") if asked.person else "nobody"
    return f"{who}: {asked.method} {asked.path[:SHOWN]} [{asked.odd[:SHOWN]}] {body[:SHOWN]}".strip()


def report(outcome: Outcome, reached: "Reached", *, seconds: float) -> list[str]:
    names = dict(Person.objects.values_list("pk", "username"))
    total = outcome.statuses.total() + len(outcome.slow)
    groups = Counter(dict.fromkeys((2, 3, 4, 5), 0))
    for status, count in outcome.statuses.items():
        groups[status // 100] += count
    lines = [
        f"{total:,} requests to {len(reached.forms)} kinds of forms and {len(reached.pages)} kinds of pages"
        f" by {len(reached.browsers)} people in {seconds:.0f} s ({total / max(seconds, 0.1):.0f} each second)",
        "answers: " + ", ".join(f"{count:,} × {group}xx" for group, count in sorted(groups.items())),
        f"faults: {sum(map(len, outcome.faults.values()))} of {len(outcome.faults)} kinds"
        f" · planted words let out: {len(outcome.let_out)} · longer than {PATIENCE // 2} s: {len(outcome.slow)}",
    ]
    for fault, requests in sorted(outcome.faults.items(), key=lambda item: -len(item[1])):
        lines += [f"- {len(requests)} × {fault}", f"  {reproduction(min(requests, key=lambda a: len(a.body)), names)}"]
    lines += [f"- let out {what} ({len(odd)} ×) [{odd[0][:100]}]" for what, odd in outcome.let_out.items()]
    lines += [f"- {seconds:.0f} s: {reproduction(asked, names)}" for seconds, asked in outcome.slow]
    return lines


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.security.fuzz", description=__doc__.split("\n")[0])
    asked.add_argument("--requests", type=int, default=10_000, help="how many (%(default)s)")
    asked.add_argument("--seed", type=int, default=1, help="draws other requests (%(default)s)")
    asked.add_argument("--people", type=int, default=30, help="whose pages are followed (%(default)s)")
    asked.add_argument(
        "--objects", type=int, default=2, help="how many objects of a kind each of them opens (%(default)s)"
    )
    return asked.parse_args()


def run(*, requests: int, seed: int, people: int, objects: int) -> bool:
    """Follows the pages, sends the requests, says what came of it; tells whether all is well."""
    random = Random(seed)
    planted = canaries.plant()
    facts = Facts(on=clock.today())
    begin = time.perf_counter()
    reached = crawl.follow(crawl.people_to_follow(random, most=people), objects=objects)
    print(
        f"{planted:,} words planted; {reached.opened:,} pages opened in {time.perf_counter() - begin:.0f} s", flush=True
    )
    maker, outcome, begin = Maker(random, reached), Outcome(), time.perf_counter()
    for _each in range(requests):
        send(maker.asked(), outcome, reached, facts)
    print("\n".join(report(outcome, reached, seconds=time.perf_counter() - begin)), flush=True)
    return outcome.is_well


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from organs import clock  # noqa: E402
from organs.models import Person  # noqa: E402
from tests.security import canaries, crawl  # noqa: E402
from tests.security.canaries import let_out, without  # noqa: E402
from tests.security.crawl import Reached  # noqa: E402
from tests.security.facts import Facts  # noqa: E402
from tests.security.installation import sample_installation, taken_back  # noqa: E402
from tests.security.odd_values import DIGITS, FILES, HEADERS, PLACES, TEXTS, pick, text_for  # noqa: E402

BASE_DIR = settings.BASE_DIR


def patterns(resolver: object, before: str = "") -> Iterator[str]:
    """Yields the pattern of every address."""
    for each in resolver.url_patterns:
        whole = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from patterns(each, whole)
        else:
            yield whole


PATTERNS = list(patterns(get_resolver()))

if __name__ == "__main__":
    asked = options()
    logging.disable(logging.CRITICAL)
    with sample_installation(name=DATABASE):
        sys.exit(0 if run(requests=asked.requests, seed=asked.seed, people=asked.people, objects=asked.objects) else 1)
