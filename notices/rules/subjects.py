"""Of which duties people are reminded, as a table: each clock belongs to exactly one subject, and a subject has one ladder.

A clock belongs by what stops it, whatever its term is called: a new version or a local row needs nothing here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organs.words import Words
from suggestions.rules.term_rows import TERMS, Owes, Term, Trigger


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One subject: the event that its clocks wait for, or None for what is left of one side's clocks.

    `met` says what has to happen, so that nobody is reminded any more. `runs_in` is the earliest state of the letter in which
    such a clock runs: who is not shown the case then, is not told of it. `is_right` marks what may be done and need not: it
    lapses, and nobody is ever called late for it. `is_open` marks what the unit may know of: its own days, and how long its
    objection is weighed (Art. 23).
    """

    key: str
    label: Words
    met: Words
    stopped_by: Trigger | None = None
    runs_in: str = "served"
    is_right: bool = False
    is_open: bool = False


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        key="investigation",
        label=_("Investigation"),
        met=_("the draft is submitted"),
        stopped_by=Trigger.SUBMITTED,
        runs_in="draft",
    ),
    Subject(
        key="service",
        label=pgettext_lazy("of a letter", "Service"),
        met=_("the letter is served"),
        stopped_by=Trigger.SERVED,
        runs_in="approved",
    ),
    Subject(
        key="filing",
        label=_("Filing on record"),
        met=_("the letter is filed on record"),
        stopped_by=Trigger.FILED,
        runs_in="issued",
    ),
    Subject(
        key="reply",
        label=_("Written reply of the unit or court"),
        met=_("the reply comes in"),
        stopped_by=Trigger.REPLIED,
        is_open=True,
    ),
    Subject(
        key="objection",
        label=_("Period of the objection"),
        met=_("an objection is raised"),
        stopped_by=Trigger.OBJECTION_RAISED,
        is_right=True,
        is_open=True,
    ),
    Subject(
        key="answer_objection",
        label=_("Answer to an objection"),
        met=_("the objection is answered"),
        stopped_by=Trigger.OBJECTION_ANSWERED,
        is_open=True,
    ),
    Subject(key="judging", label=_("Judgement of the reply"), met=_("the reply is judged"), stopped_by=Trigger.JUDGED),
    Subject(
        key="promise",
        label=_("Promised date"),
        met=_("the unit reports the measure as done"),
        stopped_by=Trigger.CLAIMED,
        is_open=True,
    ),
    Subject(
        key="examination",
        label=_("Examination whether to sue"),
        met=_("the examination ends"),
        stopped_by=Trigger.EXAMINED,
    ),
    Subject(key="look_back", label=_("Look-back"), met=_("the look-back is recorded"), stopped_by=Trigger.LOOKED_BACK),
    Subject(key="office", label=_("Any other clock of the procuratorate"), met=_("the duty is met")),
    Subject(key="recipient", label=_("Any other clock of the unit or court"), met=_("the duty is met"), is_open=True),
)

BY_KEY = {subject.key: subject for subject in SUBJECTS}
RIGHTS = [subject.key for subject in SUBJECTS if subject.is_right]
_BY_EVENT = {subject.stopped_by: subject.key for subject in SUBJECTS if subject.stopped_by}


def of_term(term: Term) -> str:
    """Returns the key of the subject to which the clocks of a term belong."""
    left = "office" if term.owes in {Owes.OFFICE, Owes.HIGHER} else "recipient"
    return _BY_EVENT.get(term.stopped_by, left)


def terms_of() -> dict[str, list[str]]:
    """Returns the keys of the terms that belong to each subject."""
    found: dict[str, list[str]] = {subject.key: [] for subject in SUBJECTS}
    for term in TERMS:
        if term.key not in found[of_term(term)]:
            found[of_term(term)].append(term.key)
    return found
