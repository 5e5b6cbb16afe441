"""Every form that somebody of the sample world is shown, filled in as a person would and sent with chosen values; nothing is kept."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import resolve, reverse

from organs import clock
from organs.actions import calendar_addresses
from organs.models import Person
from organs.roles import Role, Side
from suggestions.models import Clock, Suggestion
from tests.desk import sample_cases
from tests.desk.addresses import ADDRESSES
from tests.desk.sample_cases import Choice, Reader
from tests.security import page_forms
from tests.security.installation import WRITES
from tests.security.odd_values import PNG
from tests.security.page_forms import Field, Form

TEXTS = frozenset({"text", "textarea", "search"})
# Forms that sign in, change a password or a second factor: what is typed there is kept nowhere.
OF_THE_ACCOUNT = ("account", "password", "second-factor", "confirm", "calendar-address")
# Pages on which nothing is typed.
WITHOUT_FORMS = frozenset(
    {
        "bundle",
        "investigation-report",
        "review-opinion",
        "versions",
        "draft-revisions",
        "draft-pdf",
        "clock",
        "visit-shell",
        "visit-pack",
        "file",
        "document",
    }
    | {"document-page", "draw-print", "draw-export", "suggestion-export", "portal-versions", "portal-bundle"}
    | {"portal-clock", "setup-seal", "setup-series-example", "setup-template-versions", "setup-changes"}
)
# Objects of one address, in different states: the form on it is the same.
MOST_OF_A_KIND = 2
# Steps that are taken with a file only.
BY_FILE = ("measure.claim", "reply.prolong")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A form on a page, and whom it was shown to."""

    name: str
    reader: Reader
    path: str
    form: Form

    @property
    def target(self) -> str:
        return self.form.action or self.path

    def fields(self, types: frozenset[str]) -> list[Field]:
        return [each for each in self.form.fields.values() if each.type in types]


@dataclass
class Sent:
    """What came of one sending: the answer, its form again, what was stored, and pages that did not open after it."""

    status: int
    body: str = ""
    stored: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def is_taken(self) -> bool:
        return self.status == 302


class Desks:
    """The browsers of all who were shown a form."""

    def __init__(self) -> None:
        self._known: dict[int, Client] = {}

    def of(self, person: Person) -> Client:
        if person.pk not in self._known:
            self._known[person.pk] = Client(raise_request_exception=False)
            self._known[person.pk].force_login(person, backend="organs.sign_in.PersonBackend")
        return self._known[person.pk]


def shown(rows: list[Suggestion], desks: Desks, *, types: frozenset[str]) -> Iterator[Shown]:
    """Yields one form of each kind that has a field of these types: by address, key of the step, and names of fields."""
    seen_pages: set[tuple[str, str]] = set()
    opened: Counter[str] = Counter()
    seen_forms: set[tuple[str, ...]] = set()
    for role in Role.values:
        choice = Choice(role, rows)
        for name, address in ADDRESSES.items():
            if name.startswith(OF_THE_ACCOUNT) or name in WITHOUT_FORMS:
                continue
            for reader in choice.readers:
                if not address.who(reader.access):
                    continue
                for label, arguments in address.objects(reader, choice):
                    kind = (name, label.split(" ")[0] if name.endswith("step") else label)
                    if kind in seen_pages or (opened[name] >= MOST_OF_A_KIND and not name.endswith("step")):
                        continue
                    seen_pages.add(kind)
                    opened[name] += 1
                    yield from _on_page(name, kind[1], reader, reverse(name, args=arguments), desks, seen_forms, types)


def _on_page(
    name: str, label: str, reader: Reader, path: str, desks: Desks, seen: set[tuple[str, ...]], types: frozenset[str]
) -> Iterator[Shown]:
    client = desks.of(reader.person)  # signed in before what is taken back
    with transaction.atomic():
        response = client.get(path)
        transaction.set_rollback(True)
    if response.status_code != 200 or "html" not in response.get("Content-Type", ""):
        return
    for form in page_forms.read(response.content)[1]:
        names = sorted("".join("#" if sign.isdigit() else sign for sign in each) for each in form.fields)
        kind = (name, label if name.endswith("step") else "", *dict.fromkeys(names))
        if kind not in seen and any(each.type in types for each in form.fields.values()):
            seen.add(kind)
            yield Shown(name=name, reader=reader, path=path, form=form)


def filled(form: Form) -> dict[str, Any]:
    """Returns the form as a person would fill it in: today, a word, the first choice, every box ticked."""
    values: dict[str, Any] = dict(form.filled())
    for each in form.fields.values():
        if "".join(values.get(each.name, [])).strip():
            continue
        if each.type == "date":
            values[each.name] = [clock.today().isoformat()]
        elif each.type in TEXTS:
            values[each.name] = ["已整改"]
        elif each.type == "number":
            values[each.name] = ["3"]
        elif each.choices and (usable := [choice for choice in each.choices if choice]):
            values[each.name] = usable[:1]
    button = next(((name, value) for name, value in form.buttons if ":" not in value), None)
    if button:
        values[button[0]] = [button[1]]
    return values


def sent(found: Shown, typed: Mapping[str, str], desks: Desks, *, and_pages: bool = True) -> Sent:
    """Sends the form with what is typed in some of its fields, opens what shows the case when it was taken, and takes all back."""
    values = filled(found.form) | {name: [text] for name, text in typed.items()}
    client, stored = desks.of(found.reader.person), []
    with transaction.atomic():
        try:
            with connection.execute_wrapper(partial(_stored, stored)):
                response = _ask(client, found, values)
            outcome = Sent(response.status_code, _body(response), stored)
            if outcome.is_taken:
                connection.check_constraints()
                if and_pages:
                    outcome.broken = list(_broken(client, found, response["Location"]))
        finally:
            transaction.set_rollback(True)
    return outcome


def _ask(client: Client, found: Shown, values: dict[str, Any]) -> HttpResponseBase:
    path = found.target if found.target.startswith(("/", "http")) else found.path
    if found.form.method == "get":
        return client.get(path.partition("?")[0], values)
    if found.name == "paper-step" or found.path.rstrip("0123456789/").endswith(BY_FILE):
        scan = next(each.name for each in found.form.fields.values() if each.type == "file")
        values = values | {scan: SimpleUploadedFile("现场.png", PNG, "image/png")}
    return client.post(path, values, content_type=MULTIPART_CONTENT)


def _stored(stored: list[str], execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if WRITES.match(sql) and "django_session" not in sql:
        for row in params if many else [params]:
            stored.extend(each for each in row or () if isinstance(each, str))
    return execute(sql, params, many, context)


def _body(response: HttpResponseBase) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")


def _broken(client: Client, found: Shown, location: str) -> Iterator[str]:
    """Yields each page of the case, of both sides and of the sender's own lists, that does not open now."""
    yield from _unless_open(client, [location, found.path])
    pk = resolve(found.path.partition("?")[0]).kwargs.get("pk")
    suggestion = Suggestion.objects.filter(pk=pk).first() if pk and _is_of_case(found.name) else None
    own = ["portal"] if found.reader.access.is_unit else ["desk"] * found.reader.access.is_office
    yield from _unless_open(client, [reverse(name) for name in own])
    if suggestion is None:
        return
    for person in people_of(suggestion):
        yield from pages_of(person, suggestion, Desks())


def _is_of_case(name: str) -> bool:
    return not name.startswith(("setup", "unit", "draw", "portal-person"))


def people_of(suggestion: Suggestion) -> list[Person]:
    """Returns who handles the case, and one person of the unit."""
    of_unit = Person.objects.filter(is_active=True, posts__unit=suggestion.unit_id, posts__to_on=None).order_by("pk")
    return [person for person in (suggestion.handling_prosecutor, of_unit.first()) if person is not None]


def read_by(rows: list[Suggestion]) -> Iterator[tuple[Person, Suggestion]]:
    """Yields a suggestion in each state that the sample world has, with who of both sides reads it."""
    seen: set[frozenset[str]] = set()
    for row in rows:
        states = sample_cases.states(row)
        if not states <= frozenset().union(*seen):
            seen.add(states)
            for person in people_of(row):
                yield person, row


def pages_of(person: Person, suggestion: Suggestion, desks: Desks) -> Iterator[str]:
    """Yields each page of the case, its clocks, the lists and the calendar of a person that does not open."""
    is_unit = person.posts.filter(side=Side.UNIT).exists()
    prefix = "portal-" if is_unit else ""
    paths = [reverse("portal-letter" if is_unit else "suggestion", args=[suggestion.pk])]
    paths += [reverse("portal")] if is_unit else [reverse("desk"), reverse("duties"), reverse("suggestion-list")]
    if not is_unit:
        paths += [reverse(name, args=[suggestion.pk]) for name in ("draft", "versions")]
    clocks = Clock.objects.filter(suggestion=suggestion).order_by("-pk")[:3]
    paths += [reverse(f"{prefix}clock", args=[each.pk]) for each in clocks]
    access = sample_cases.people.access_of(person=person, on=clock.today())
    paths.append(reverse("calendar", args=[calendar_addresses.make(access=access, at=clock.now(), language="zh-hans")]))
    yield from _unless_open(desks.of(person), paths)


def _unless_open(client: Client, paths: list[str]) -> Iterator[str]:
    for path in paths:
        with transaction.atomic():
            response = client.get(path)
            body = _body(response)
            transaction.set_rollback(True)
        if response.status_code >= 500 or (not body and response.status_code == 200):
            error = getattr(response, "exc_info", None)
            yield f"{path}: {error[1]!r}" if error else f"{path}: {response.status_code}"
