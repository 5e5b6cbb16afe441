"""The duties that clocks count, as a table: one row for all terms that the same event ends, whatever each is called.

A new term, a new version of one or a local rule needs nothing here. The words of a single term stand in term_rows.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organs.roles import Side
from organs.words import Words
from suggestions.rules.term_rows import TERMS, Owes, Term, Trigger

#: The sides that a clock may name, by the side on which its duty lies.
OWED_BY: Mapping[Side, frozenset[Owes]] = {
    Side.UNIT: frozenset({Owes.UNIT, Owes.COURT}),
    Side.OFFICE: frozenset({Owes.OFFICE, Owes.HIGHER}),
}


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One duty, or right, of one side.

    `ends_with` is the event that its clocks wait for; None for what is left of that side's clocks. `met` says what has to
    happen, in words. `runs_in` is the earliest state of the letter in which such a clock runs: who is not shown the case
    then, is not told of it. `is_right` marks what may be done and need not: it lapses, and nobody is ever late with it.
    `is_open` marks what the unit may know of: its own days, and how long its objection is weighed (P19 Art. 23).
    `reminded_as` names the duty by whose rules people are reminded of this one, where it has none of its own.
    """

    key: str
    label: Words
    met: Words
    side: Side
    ends_with: Trigger | None = None
    runs_in: str = "served"
    is_right: bool = False
    is_open: bool = False
    reminded_as: str = ""

    @property
    def terms(self) -> frozenset[str]:
        """The keys of the terms whose clocks count this duty."""
        return frozenset(term.key for term in TERMS if of_term(term) is self)

    @property
    def subject(self) -> str:
        """The subject of the reminder rules that remind of it."""
        return self.reminded_as or self.key


INVESTIGATION = Duty(
    key="investigation",
    label=_("Investigation"),
    met=_("the draft is submitted"),
    side=Side.OFFICE,
    ends_with=Trigger.SUBMITTED,
    runs_in="draft",
)
SERVICE = Duty(
    key="service",
    label=pgettext_lazy("of a letter", "Service"),
    met=_("the letter is served"),
    side=Side.OFFICE,
    ends_with=Trigger.SERVED,
    runs_in="approved",
)
FILING = Duty(
    key="filing",
    label=_("Filing on record"),
    met=_("the letter is filed on record"),
    side=Side.OFFICE,
    ends_with=Trigger.FILED,
    runs_in="issued",
)
REPLY = Duty(
    key="reply",
    label=_("Written reply"),
    met=_("the reply comes in"),
    side=Side.UNIT,
    ends_with=Trigger.REPLIED,
    is_open=True,
)
OBJECTION = Duty(
    key="objection",
    label=_("Period of the objection"),
    met=_("an objection is raised"),
    side=Side.UNIT,
    ends_with=Trigger.OBJECTION_RAISED,
    is_right=True,
    is_open=True,
)
ANSWER_OBJECTION = Duty(
    key="answer_objection",
    label=_("Answer to an objection"),
    met=_("the objection is answered"),
    side=Side.OFFICE,
    ends_with=Trigger.OBJECTION_ANSWERED,
    is_open=True,
)
JUDGING = Duty(
    key="judging",
    label=_("Judgement of the reply"),
    met=_("the reply is judged"),
    side=Side.OFFICE,
    ends_with=Trigger.JUDGED,
)
PROMISE = Duty(
    key="promise",
    label=_("Promised measure"),
    met=_("the unit reports the measure as done"),
    side=Side.UNIT,
    ends_with=Trigger.CLAIMED,
    is_open=True,
)
EXAMINATION = Duty(
    key="examination",
    label=_("Examination whether to sue"),
    met=_("the examination ends"),
    side=Side.OFFICE,
    ends_with=Trigger.EXAMINED,
)
VISIT = Duty(
    key="visit",
    label=_("Planned visit or talk"),
    met=_("the visit or talk is recorded"),
    side=Side.OFFICE,
    ends_with=Trigger.VISITED,
    reminded_as="office",
)
LOOK_BACK = Duty(
    key="look_back",
    label=_("Look-back"),
    met=_("the look-back is recorded"),
    side=Side.OFFICE,
    ends_with=Trigger.LOOKED_BACK,
)
OTHER_OF_OFFICE = Duty(
    key="office", label=_("Any other clock of the procuratorate"), met=_("the duty is met"), side=Side.OFFICE
)
OTHER_OF_UNIT = Duty(
    key="recipient",
    label=_("Any other clock of the unit or court"),
    met=_("the duty is met"),
    side=Side.UNIT,
    is_open=True,
)

#: In the order of a case. What is left of each side comes last.
DUTIES: tuple[Duty, ...] = (
    INVESTIGATION,
    SERVICE,
    FILING,
    REPLY,
    OBJECTION,
    ANSWER_OBJECTION,
    JUDGING,
    PROMISE,
    EXAMINATION,
    VISIT,
    LOOK_BACK,
    OTHER_OF_OFFICE,
    OTHER_OF_UNIT,
)
_BY_EVENT = {duty.ends_with: duty for duty in DUTIES if duty.ends_with}


def of_term(term: Term) -> Duty:
    """Returns the duty that the clocks of a term count: each belongs to exactly one."""
    left = OTHER_OF_UNIT if term.owes in OWED_BY[Side.UNIT] else OTHER_OF_OFFICE
    return _BY_EVENT.get(term.stopped_by, left)


_BY_TERM = {term.key: of_term(term) for term in TERMS}


def of_clock(term: str) -> Duty:
    """Returns the duty of a clock by the key of its term; raises KeyError for a term that there is not."""
    return _BY_TERM[term]


#: The duties that have reminder rules, by the subject of those.
REMINDED: Mapping[str, Duty] = {duty.key: duty for duty in DUTIES if not duty.reminded_as}
RIGHTS = [duty.key for duty in DUTIES if duty.is_right]


def reminded_terms() -> dict[str, list[str]]:
    """Returns the keys of the terms of whose clocks the rules of each subject remind."""
    found: dict[str, list[str]] = {subject: [] for subject in REMINDED}
    for term, duty in _BY_TERM.items():
        found[duty.subject].append(term)
    return found
