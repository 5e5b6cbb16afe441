"""A unit that answers on paper alone: the office records the service, one reply for five measures, verification, closing (issue 12).

How long the form of the reply takes a person is counted in keys, as the Keystroke-Level Model does (Card, Moran, Newell 1980):
every key that is pressed, a glance before each field that is filled in, and what a form of Chinese input adds to each sign.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest

from followups.actions import verifying
from followups.conditions import legal_day
from organs import clock
from suggestions.actions import ledger
from suggestions.models import Measure, Suggestion
from tests import factories
from tests.browser.visitor import PAPER, Visitor
from tests.factories import MeasureDraft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIX = tuple(
    MeasureDraft(text=f"整改第{number}项", criterion=f"完成第{number}项", legal_basis="《奶业条例》")
    for number in range(1, 7)
)
# Seconds: a key of somebody who types for a living and no more, a glance at paper and field, the choice of a file.
KEY, GLANCE, FILE = 0.2, 1.35, 8.0
# Keys for each Chinese sign by pinyin, with the choice among what sounds alike.
PER_SIGN = 3
AIM = 90


@dataclass
class Effort:
    """What a person does in a form with the keyboard alone."""

    stops: int = 0
    keys: int = 0
    fields: int = 0
    files: int = 0

    @property
    def seconds(self) -> float:
        return (self.stops + self.keys) * KEY + self.fields * GLANCE + self.files * FILE


@dataclass
class Typist:
    """Goes through a form by Tab from field to field, and counts."""

    visitor: Visitor
    effort: Effort

    def to(self, name: str, *, most: int = 40) -> None:
        for _stop in range(most):
            self.visitor.page.keyboard.press("Tab")
            self.effort.stops += 1
            if self.visitor.page.evaluate("document.activeElement.name || document.activeElement.innerText") == name:
                return
        raise AssertionError(f"{name} is not reached by Tab")

    def types(self, name: str, text: str) -> None:
        self.to(name)
        self.visitor.page.keyboard.insert_text(text)
        self.effort.fields += 1
        self.effort.keys += len(text) * PER_SIGN

    def chooses(self, name: str, value: str) -> None:
        """Goes down a list, key by key."""
        self.to(name)
        self.effort.fields += 1
        for _way in range(10):
            self.visitor.page.keyboard.press("ArrowDown")
            self.effort.keys += 1
            if self.visitor.page.evaluate("document.activeElement.value") == value:
                return
        raise AssertionError(f"{name} does not offer {value}")

    def writes_day(self, name: str, day: str) -> None:
        """Types the digits; month and day go on by themselves."""
        self.to(name)
        year, month, day_of_month = day.split("-")
        self.visitor.page.keyboard.type(f"{month}{day_of_month}{year}")
        self.effort.fields += 1
        self.effort.keys += 8
        assert self.visitor.page.evaluate("document.activeElement.value") == day


@pytest.fixture
def w() -> SimpleNamespace:
    return factories.world()


@pytest.fixture
def person(browser, live_server, w) -> Iterator[Callable[[str], Visitor]]:
    """Signs a person in at a browser of the person's own."""
    visitors: list[Visitor] = []

    def signed_in(username: str) -> Visitor:
        visitors.append(Visitor(browser, live_server.url).sign_in(username))
        return visitors[-1]

    yield signed_in
    for visitor in visitors:
        visitor.leave()


def test_a_unit_that_answers_on_paper_is_recorded_by_the_office_to_the_closing(w, person, record_property):
    office, today = person("handling"), clock.today()
    letter = factories.issued(w, on=today, measures=SIX)
    serves_on_paper(office, letter)
    effort = records_one_reply(office, letter)
    words = (
        f"five measures on one paper: {effort.fields} fields, {effort.stops} stops, {effort.keys} keys,"
        f" {effort.seconds:.0f} s"
    )
    print(words)
    record_property("summary", words)
    assert effort.seconds <= AIM, words
    left_open(office, letter)
    factories.filed(w, letter, today)
    letter.refresh_from_db()
    factories.judged(w, letter, today)
    answers_the_rest(office, letter)
    verifies(w, person("second"), letter)
    closes(office, person("head"), letter)
    assert ledger.breaks(Suggestion.objects.get(pk=letter.pk)) == []


def serves_on_paper(office: Visitor, letter: Suggestion) -> None:
    office.go(f"/suggestions/{letter.pk}/")
    office.follow("Record the service in writing")
    office.fill(mode="direct", signed_by="收发室", signed_as="mail", papers=True)
    office.press("Record the service in writing")
    office.pictures("paper-served")


def records_one_reply(office: Visitor, letter: Suggestion) -> Effort:
    """Five measures of six, by the keyboard from the first field to the button; only the scan is chosen by hand."""
    today, effort = clock.today(), Effort(files=1)
    said = (
        ("accepted", 20, ""),
        ("done_since", 0, "已停售。"),
        ("accepted", 30, "逐户检查。"),
        ("other_way", 40, "改为联合检查。"),
        ("already_done", None, "收到前已培训。"),
    )
    office.go(f"/suggestions/{letter.pk}/")
    office.follow("Record the written reply from paper")
    office.pictures("paper-reply")
    hands = Typist(office, effort)
    for measure, (attitude, days, text) in zip(letter.measures.all(), said, strict=False):
        hands.chooses(f"attitude-{measure.pk}", attitude)
        if days is not None:
            hands.writes_day(f"day-{measure.pk}", (today + timedelta(days=days)).isoformat())
        if text:
            hands.types(f"said-{measure.pk}", text)
    hands.to("files")
    office.fill(files=[PAPER])
    hands.types("signed_by", "局长甲")
    hands.to("Record the written reply from paper")
    with office.page.expect_navigation():
        office.page.keyboard.press("Enter")
    return effort


def left_open(office: Visitor, letter: Suggestion) -> None:
    """What the paper does not answer is said at once, and stays open with its legal day."""
    legal = legal_day.of(letter)
    assert legal is not None
    office.reads(f"It does not answer 1 measure, which stays open; its legal day is {legal.isoformat()}.")
    office.pictures("paper-replied")
    states = [measure.state for measure in letter.measures.all()]
    assert states == ["accepted", "claimed", "accepted", "other_way", "already_done", "asked"]
    scans = letter.attachments.exclude(event__track="document")
    assert [each.name for each in scans] == [PAPER["name"]]


def at_measure(office: Visitor, letter: Suggestion, measure: Measure, step: str, words: str, **fields: object) -> None:
    """Takes a step with one measure from its own link on the page of the case."""
    office.go(f"/suggestions/{letter.pk}/")
    link = office.page.locator(f'a[href$="/{step}/{measure.pk}/"]')
    office.unfold(link)
    with office.page.expect_navigation():
        link.first.click()
    office.fill(**fields)
    office.press(words)


def answers_the_rest(office: Visitor, letter: Suggestion) -> None:
    """A second paper answers the sixth measure, a third one says what was done."""
    today = clock.today()
    by = (today + timedelta(days=20)).isoformat()
    last = letter.measures.last()
    answer = "Record the answer from paper"
    at_measure(office, letter, last, "measure.answer", answer, attitude="accepted", promised_on=by, files=True)
    for measure in letter.measures.filter(state__in=["accepted", "other_way"]):
        at_measure(
            office, letter, measure, "measure.claim", "Record a claim from paper", text="已完成，见附件。", files=True
        )
    assert set(letter.measures.values_list("state", flat=True)) == {"claimed", "already_done"}


def verifies(w: SimpleNamespace, colleague: Visitor, letter: Suggestion) -> None:
    """Who wrote the claims down from paper does not verify them: a colleague does, the first in the browser."""
    first, *others = letter.measures.all()
    seen = {"method": "on_site", "finding": "现场核实，情况属实。"}
    at_measure(colleague, letter, first, "measure.verify", "Verify", files=True, **seen)
    for measure in others:
        verifying.verify(
            access=factories.access(w.second, clock.today()),
            at=clock.now(),
            measure=measure,
            on=clock.today(),
            evidence=(factories.picture(),),
            **seen,
        )
    assert set(letter.measures.values_list("state", flat=True)) == {"verified"}


def closes(office: Visitor, head: Visitor, letter: Suggestion) -> None:
    office.go(f"/suggestions/{letter.pk}/")
    office.follow("Propose closing")
    office.fill(
        rectified="六项措施均已完成。",
        industry_governance="已在全县推开。",
        long_term_mechanism="已建立长效机制。",
        risk="medium",
        risk_reason="盛装器具容易换回。",
    )
    office.press("Propose closing")
    head.go(f"/suggestions/{letter.pk}/")
    head.follow("Close the case")
    head.press("Close the case")
    letter.refresh_from_db()
    assert letter.case_state == "closed"
    office.go(f"/suggestions/{letter.pk}/")
    office.pictures("paper-closed")
