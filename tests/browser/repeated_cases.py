"""What repeats a sample case by forms and compares it: the cases, the people at their browsers, the days, the record and the papers."""

import io
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pypdf
from django.db import transaction
from django.utils import timezone, translation

from organs import clock, sample_people
from sample import mulei
from sample import world as sample_world
from sample.letters import LETTERS
from sample.places import MULEI
from sample.stage import Sample, Story, World, sample
from sample.stories import SAMPLES
from suggestions.models import Suggestion
from suggestions.printing import renderer
from suggestions.rules.case_papers import COURTS, PIL
from tests.browser.visitor import Visitor


def _as_it_is(case: Sample) -> Callable[[World], Sample]:
    return lambda world: case


#: The sample cases of the four families, by the key of their letter: first the one whose days are fixed, and not counted back.
CASES: dict[str, Callable[[World], Sample]] = {
    mulei.LETTER: lambda world: sample(mulei.LETTER, MULEI, *mulei.acts(world))
}
CASES |= {each.letter: _as_it_is(each) for each in SAMPLES if LETTERS[each.letter].kind in PIL | COURTS}
#: A case into which another is merged is there first.
BEFORE = {"school-crossings": "school-road"}
#: What a page records by being read: a unit that acts in its portal has read its letter, which the sample world need not.
OF_THE_PAGE = ("first_opening",)
PLACEHOLDER = renderer.Rendered(pdf=b"%PDF-1.7\n%%EOF\n", pages=1, sha256="0" * 64, fonts=())
PAPERS = re.compile(r"/documents/\d+/$|\.pdf$")
Record = list[tuple[object, ...]]


class SampleVisitor(Visitor):
    """Somebody of the sample world, who signs in again where the days that passed have ended the session."""

    def __init__(self, browser, site: str, *, username: str) -> None:
        super().__init__(browser, site)
        self.username = username

    def go(self, path: str) -> None:
        super().go(path)
        if "/sign-in/" in self.page.url and "/sign-in/" not in path:
            self.sign_in(self.username, sample_people.PASSWORD)
            super().go(path)


class People:
    """The browsers of the people of the sample world, and what went wrong in them."""

    def __init__(self, browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.visitors: dict[str, SampleVisitor] = {}
        self.broken: list[str] = []

    def of(self, username: str) -> Visitor:
        if username not in self.visitors:
            self.visitors[username] = SampleVisitor(self.browser, self.site, username=username)
            self.visitors[username].page.on("response", self._seen)
        return self.visitors[username]

    def _seen(self, response) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.status} {response.url}")

    def leave(self) -> None:
        for visitor in self.visitors.values():
            visitor.leave()


class Replay(Story):
    """A story whose days are those of the application's clock."""

    def turn_to(self, day: date) -> None:
        super().turn_to(day)
        os.environ[clock.SHIFT] = str((self.day - timezone.localdate()).days)

    def let_time_pass(self, *, until: date) -> None:
        super().let_time_pass(until=until)
        if until == self.world.today:
            os.environ[clock.SHIFT] = "0"


def told(world: World, sample: Sample) -> Suggestion:
    """Brings a sample case about as the sample world does, by actions, with nothing printed."""
    story = sample_world.tell(world=world, letter=sample.letter, place=sample.place, desk=sample.desk)
    with translation.override("zh-hans"), patch.object(renderer, "render", lambda *_args, **_named: PLACEHOLDER):
        story.play(sample.acts)
    return story.suggestion


def expected(world: World, sample: Sample) -> Record:
    """Returns the record of the sample case, which is undone again."""
    with transaction.atomic():
        found = record_of(told(world, sample))
        transaction.set_rollback(True)
    return found


def record_of(suggestion: Suggestion) -> Record:
    """Returns the states of the case, and every step with its day and who took it."""
    suggestion = Suggestion.objects.get(pk=suggestion.pk)
    axes = ("document_state", "gate", "reply_state", "case_state", "examination_state", "outcome", "round", "served_on")
    steps = (
        suggestion.events.exclude(step__in=OF_THE_PAGE)
        .order_by("seq")
        .values_list("track", "step", "to_state", "occurred_on", "actor_name", "from_paper")
    )
    clocks = suggestion.clocks.order_by("id").values_list("term", "started_on", "due_on", "stopped_on")
    measures = suggestion.measures.order_by("position", "id").values_list("position", "state", "promised_on", "round")
    return [tuple(getattr(suggestion, name) for name in axes), *steps, *clocks, *measures]


def papers_of(reader: Visitor, suggestion: Suggestion, *, folder: Path | None) -> int:
    """Opens each paper that the page of the case offers: a PDF, and what was kept says on its first page what it is.

    In a `folder` they are left to be looked at.
    """
    reader.go(f"/suggestions/{suggestion.pk}/")
    links = {each.get_attribute("href").partition("?")[0] for each in reader.page.locator("main a[href]").all()}
    kept = {f"/documents/{each.pk}/": each for each in suggestion.documents.all()}
    found = sorted({link for link in links if PAPERS.search(link)} | set(kept))
    for link in found:
        answer = reader.context.request.get(f"{reader.site}{link}")
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf"), f"{link}: {answer.status}"
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{link.strip('/').replace('/', '-').removesuffix('.pdf')}.pdf").write_bytes(answer.body())
        first = said(pypdf.PdfReader(io.BytesIO(answer.body())).pages[0].extract_text())
        assert first, f"{link} begins with an empty page"
        if document := kept.get(link):
            assert said(document.title) in first, f"{link} does not say {document.title}: {first}"
    return len(found)


def said(text: str) -> str:
    return "".join(text.split())
