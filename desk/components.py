"""The shapes that components show: plain words, days and links, made by views. No queries, no rules, no permissions."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from organs.words import Words
from suggestions.rules.states import State


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A state: a symbol and a word. Tone is "", now (going on), strong (broken), late, or sealed (ours only)."""

    text: Words
    icon: str = "open"
    tone: str = ""

    @classmethod
    def of(cls, state: State, *, text: Words = "") -> "Badge":
        """Returns a state as its row says, or with other words for it."""
        return cls(text=text or state.label, icon=state.icon, tone=state.tone)


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One axis under the title: letter, reply, measures or case."""

    label: Words
    badges: Sequence[Badge]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Whose turn it is, what is to be done, by when; the first thing under a title. `by_href` says why that day."""

    who: Words
    what: Words
    by: datetime.date | None = None
    who_note: Words = ""
    what_note: Words = ""
    by_note: Words = ""
    by_href: str = ""
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A label and its value; `value` may be markup made by format_html."""

    label: Words
    value: Words
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class WhyStep:
    """One step of the derivation of a due day: either a day, or a term such as "+ 2 months"."""

    text: Words
    day: datetime.date | None = None
    term: Words = ""
    note: Words = ""


@dataclass(frozen=True, kw_only=True)
class ClockCard:
    """A duty with its due day. `state` is running, late or still; `share` is the part of the time gone, 0 to 100.

    `href` is the page that says why it is this day; `actions` are what may be done about the day.
    """

    duty: Words
    owner: Words
    due: datetime.date | None
    beside: Words
    state: str = "running"
    share: int | None = None
    steps: Sequence[WhyStep] = ()
    note: Words = ""
    is_open: bool = False
    href: str = ""
    actions: Sequence["Action"] = ()


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One of the four facts of a measure. `state` is done, next (not yet) or broken; `note` says who said so; `icon` is that of what broke."""

    label: Words
    state: str
    day: datetime.date | None = None
    day_words: Words = ""
    note: Words = ""
    icon: str = "back"

    @property
    def symbol(self) -> str:
        return {"done": "done", "broken": self.icon}.get(self.state, "open")


ACTIONS_IN_A_LINE = 2


@dataclass(frozen=True, kw_only=True)
class MeasureCard:
    """A measure as a reader sees it; `key` becomes the anchor `measure-KEY`. `first` and, if asked, the milestones stay outside its fold."""

    key: str
    position: int
    title: Words
    badges: Sequence[Badge] = ()
    first: Sequence[Pair] = ()
    pairs: Sequence[Pair] = ()
    milestones: Sequence[Milestone] = ()
    actions: Sequence["Action"] = ()
    is_folded: bool = False
    shows_milestones: bool = False

    @property
    def open_pairs(self) -> Sequence[Pair]:
        """The facts outside the fold: all of them where nothing is folded."""
        return self.first if self.is_folded else (*self.first, *self.pairs)

    @property
    def likely_actions(self) -> Sequence["Action"]:
        """The actions that stand open: as many as fit into a line in both languages."""
        return self.actions[:ACTIONS_IN_A_LINE]

    @property
    def rarer_actions(self) -> Sequence["Action"]:
        """The other actions, a click away."""
        return self.actions[len(self.likely_actions) :]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the timeline. `day` may be known to the month or year only (`precision`); `receipt` is an address."""

    day: datetime.date
    title: Words
    text: Words = ""
    by: Words = ""
    icon: str = "open"
    precision: str = "day"
    tags: Sequence[Badge] = ()
    files: Sequence["File"] = ()
    receipt: str = ""


@dataclass(frozen=True, kw_only=True)
class Year:
    """The entries of one year, newest first."""

    label: Words
    entries: Sequence[Entry]


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something I may do. With `post` it is a button that posts at once; else a link to the page that asks for details."""

    label: Words
    href: str
    is_post: bool = False
    fields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Something I may not do: what, and in words why and what would help. It stands where the button would be."""

    label: Words
    reason: Words


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do, in order. `state` is done, next or open."""

    title: Words
    state: str = "open"
    note: Words = ""
    href: str = ""
    day: datetime.date | None = None
    day_words: Words = ""
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Due:
    """One line of the desk: a day, what waits, for which case, and for whom; `day_href` says why that day."""

    title: Words
    href: str
    note: Words
    day: datetime.date | None
    day_words: Words
    day_href: str = ""
    why: Words = ""
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """A part of the desk by nearness: overdue, this week, later; `more` are its lines that are folded away at first."""

    label: Words
    note: Words
    lines: Sequence[Due]
    more: Sequence[Due] = ()
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A gate on the way of a draft. `state` is done, now or next."""

    label: Words
    state: str = "next"


@dataclass(frozen=True, kw_only=True)
class CheckItem:
    """What is there or missing before submitting, and which article asks for it."""

    text: Words
    is_met: bool
    note: Words = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class TextRun:
    """A run of words in a comparison of two texts; `kind` is same, inserted or deleted."""

    text: str
    kind: str = "same"


@dataclass(frozen=True, kw_only=True)
class Change:
    """The comparison of one part of a letter."""

    label: Words
    runs: Sequence[TextRun]


@dataclass(frozen=True, kw_only=True)
class File:
    """An uploaded or generated file as it is offered for download; `note` is what to know before it is opened.

    `earlier` are the files that it replaces, the latest first.
    """

    name: str
    href: str
    size: int
    sha256: str = ""
    by: Words = ""
    day: datetime.date | None = None
    note: Words = ""
    earlier: list["File"] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class NoticeBox:
    """A message in the page. `tone` is "" (for information), action (done) or late."""

    title: Words
    text: Words = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter in force and the address of the same list without it."""

    label: Words
    href: str


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A length of a bar; x and width in hundredths of the whole. `tone` is "", second or past-due."""

    x: float
    width: float
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """A figure with its numerator and denominator, each opening its own list."""

    label: Words
    note: Words
    numerator: int
    denominator: int
    base: Words
    numerator_href: str
    denominator_href: str
    segments: Sequence[Segment]


@dataclass(frozen=True, kw_only=True)
class Band:
    """One row of a distribution."""

    label: Words
    count: int
    href: str
    segments: Sequence[Segment]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One period of a trend, with one count for each line, in the order of the lines; `name` is the period in full."""

    label: Words
    counts: Sequence[int]
    hrefs: Sequence[str]
    year: Words = ""
    name: Words = ""
