"""One sample suggestion on its way: who plays which part, what day it is, and the next act; what an act does is in deeds_*.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Max

from organs import people
from organs.access import Access
from organs.models import Department, Person, Procuratorate, Unit
from suggestions.actions import examining
from suggestions.models import Measure, ProblemCategory, Suggestion

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLY = time(0, 15)
MORNING = time(9, 40)
PAUSE = timedelta(minutes=23)
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The text of one invented suggestion: institutions only, no natural person."""

    key: str
    kind: str
    unit: str
    title: str
    case_name: str
    industry: str
    category: str
    source: str
    facts: str
    problems: str
    measures: tuple[tuple[str, str, str], ...]
    report: str = "经调查核实，事实清楚，证据充分，建议制发检察建议。"
    case_source: str = "own_case"
    is_urgent: bool = False
    addressed_as: str = ""
    ground: str = "2"
    route: str = "direct"
    route_papers: str = ""


class Act(NamedTuple):
    """One act of a story: how many days before today, which step, with which facts."""

    days_ago: int
    perform: Callable[..., None]
    facts: dict[str, object]


def act(days_ago: int, perform: Callable[..., None], **facts: object) -> Act:
    return Act(days_ago, perform, facts)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One story as a row: the letter by its key, the procuratorate by its code, the acts; `desk` names another cast of the place."""

    letter: str
    place: str
    acts: tuple[Act, ...]
    desk: str = ""


def sample(key: str, place: str, *acts: Act, desk: str = "") -> Sample:
    return Sample(letter=key, place=place, acts=acts, desk=desk)


@dataclass(frozen=True, kw_only=True)
class World:
    """The places, units and people that were loaded, and the present day."""

    today: date
    places: dict[str, Procuratorate]
    units: dict[str, Unit]
    people: dict[str, Person]
    categories: dict[str, ProblemCategory]
    known: dict[str, Access] = field(default_factory=dict)

    def access(self, username: str) -> Access:
        """Returns what a sample person is; posts do not change within the stories."""
        if username not in self.known:
            self.known[username] = people.access_of(person=self.people[username], on=self.today)
        return self.known[username]


@dataclass(kw_only=True)
class Story:
    """A suggestion and its cast. `cast` maps a part (handling, head, chief, unit …) to a sign-in name."""

    world: World
    letter: Letter
    place: str
    cast: dict[str, str]
    day: date
    moment: time = MORNING
    opened: Suggestion | None = None

    @property
    def suggestion(self) -> Suggestion:
        """The suggestion, once the first act has opened it."""
        assert self.opened is not None, self.letter.key
        return self.opened

    @suggestion.setter
    def suggestion(self, opened: Suggestion) -> None:
        self.opened = opened

    def play(self, acts: tuple[Act, ...]) -> None:
        for each in acts:
            self.turn_to(self.world.today - timedelta(days=each.days_ago))
            self.let_time_pass(until=self.day)
            each.perform(self, **each.facts)
            if self.opened:
                self.opened.refresh_from_db()
        self.let_time_pass(until=self.world.today)

    def let_time_pass(self, *, until: date) -> None:
        """Begins the examination whether to sue on the day on which it begins by itself, when that is no later."""
        if self.opened is None:
            return
        last = self.opened.clocks.of_reply().aggregate(last=Max("due_on"))["last"]
        begins_on = last + timedelta(days=1) if last else None
        if begins_on and begins_on <= until:
            at = datetime.combine(begins_on, EARLY, tzinfo=SHANGHAI)
            examining.begin_if_due(suggestion=self.opened, at=at)
            self.opened.refresh_from_db()

    def turn_to(self, day: date) -> None:
        """Goes to a day, or to the Friday before it: offices do not act at weekends."""
        day -= timedelta(days=max(0, day.weekday() - SATURDAY + 1))
        if day > self.day or self.opened is None:
            self.day, self.moment = day, MORNING

    @property
    def at(self) -> datetime:
        """Returns the moment of the next step; each is some minutes after the one before."""
        now = datetime.combine(self.day, self.moment, tzinfo=SHANGHAI)
        self.moment = (now + PAUSE).time()
        return now

    def who(self, part: str) -> Access:
        return self.world.access(self.cast[part])

    def name(self, part: str) -> str:
        return self.world.people[self.cast[part]].name

    @property
    def procuratorate(self) -> Procuratorate:
        return self.world.places[self.place]

    @property
    def unit(self) -> Unit:
        return self.world.units[self.letter.unit]

    @property
    def department(self) -> Department | None:
        post = self.world.people[self.cast["handling"]].posts.order_by("id").first()
        return post.department if post else None

    def measure(self, number: int) -> Measure:
        return self.suggestion.measures.select_related("text", "suggestion").get(position=number)

    def measures(self, *states: str) -> list[Measure]:
        rows = self.suggestion.measures.select_related("text", "suggestion").order_by("position")
        return list(rows.filter(state__in=states) if states else rows)

    def by(self, days: int) -> date:
        """Returns a day so many days after the present one of the story."""
        return self.day + timedelta(days=days)
