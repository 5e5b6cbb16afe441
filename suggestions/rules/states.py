"""The states of every track as rows: their words, their symbol, and the named sets that rules ask for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organs.words import Words


class Tone(StrEnum):
    """How loudly a state is shown: plain, as going on, or as something broken."""

    PLAIN = ""
    NOW = "now"
    STRONG = "strong"


@dataclass(frozen=True, kw_only=True)
class State:
    """One state of a track.

    `formal` is what Chinese documents call it, where they speak of it; `sets` names the sets that it belongs to.
    """

    key: str
    label: Words
    icon: str
    tone: Tone = Tone.PLAIN
    formal: str = ""
    sets: frozenset[str] = frozenset()


class States(Mapping[str, State]):
    """The states of one track by their key, in the order in which they are usually passed."""

    def __init__(self, *rows: State) -> None:
        self._rows = {row.key: row for row in rows}
        names = frozenset[str]().union(*(row.sets for row in rows))
        self._sets = {name: frozenset(row.key for row in rows if name in row.sets) for name in names}

    def __getitem__(self, key: str) -> State:
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def of(self, name: str) -> frozenset[str]:
        """Returns the keys of the states in a named set; raises KeyError when no state is in it."""
        return self._sets[name]


def _in(*names: str) -> frozenset[str]:
    return frozenset(names)


DOCUMENT = States(
    State(key="draft", label=_("Draft"), icon="pen", tone=Tone.NOW, sets=_in("before issue")),
    State(key="in_review", label=_("In review"), icon="eye", tone=Tone.NOW, sets=_in("before issue")),
    State(key="approved", label=_("Approved"), icon="seal", sets=_in("before issue")),
    State(key="issued", label=_("Issued"), icon="doc", sets=_in("in force", "left")),
    State(key="served", label=_("Served"), icon="send", sets=_in("in force", "left")),
    State(key="withdrawn", label=_("Withdrawn"), icon="no", tone=Tone.STRONG, sets=_in("left")),
    State(key="dropped", label=_("Dropped"), icon="no", sets=_in("ended unissued")),
    State(key="merged", label=_("Merged into another case"), icon="next", sets=_in("ended unissued")),
)
CASE = States(
    State(key="open", label=_("Open"), icon="open"),
    State(key="closed", label=_("Closed"), icon="done"),
)
EXAMINATION = States(
    State(key="not_begun", label=_("Not begun"), icon="open"),
    State(key="running", label=_("Running"), icon="wait", tone=Tone.NOW, sets=_in("under way")),
    State(key="suspended", label=_("Suspended"), icon="wait", sets=_in("under way")),
    State(key="ended", label=_("Ended"), icon="check", sets=_in("over")),
    State(key="sued", label=_("Suit brought"), icon="court", tone=Tone.STRONG, sets=_in("before the court")),
    State(key="suit_ended", label=_("Suit ended"), icon="check", sets=_in("before the court", "over")),
)
FILING = States(
    State(key="due", label=_("To be filed"), icon="wait"),
    State(key="filed", label=_("Sent"), icon="send", sets=_in("with the higher", "instructable")),
    State(key="received", label=_("Received"), icon="check", sets=_in("with the higher", "instructable")),
    State(key="reviewed", label=_("Reviewed, no remark"), icon="done", sets=_in("instructable")),
    State(key="returned", label=_("Returned with an instruction"), icon="back", tone=Tone.STRONG),
)
INSTRUCTION = States(
    State(key="given", label=_("Stands, not carried out yet"), icon="back", tone=Tone.STRONG),
    State(key="followed", label=_("Carried out"), icon="check"),
)
COPIES = States(
    State(key="planned", label=_("Planned"), icon="open"),
    State(key="sent", label=pgettext_lazy("of a copy", "Sent"), icon="send"),
    State(key="acknowledged", label=_("Received"), icon="check"),
)
OPINION = States(
    State(key="asked", label=_("Asked for"), icon="speak", tone=Tone.NOW),
    State(key="answered", label=_("Answered"), icon="check"),
)
JOINT = States(
    State(key="named", label=_("To sign in its turn"), icon="wait", tone=Tone.NOW),
    State(key="signed", label=_("Signed over the text seen"), icon="seal"),
    State(key="refused", label=_("Does not sign this text"), icon="no", tone=Tone.STRONG),
)
PAPER = States(
    State(key="made", label=_("Made"), icon="doc", tone=Tone.NOW),
    State(key="served", label=_("Served"), icon="send"),
    State(key="filed", label=_("Sent"), icon="send"),
    State(key="received", label=_("Received"), icon="check"),
    State(key="answered", label=_("Answered"), icon="check"),
)
RECUSAL = States(
    State(
        key="asked",
        label=pgettext_lazy("of a recusal", "Asked for"),
        icon="speak",
        tone=Tone.NOW,
        sets=_in("undecided", "standing"),
    ),
    State(key="recused", label=_("Withdrawn from the case"), icon="lock", sets=_in("standing")),
    State(key="rejected", label=_("Stays on the case"), icon="back"),
    State(
        key="asked_again",
        label=_("Reconsideration asked for"),
        icon="speak",
        tone=Tone.NOW,
        sets=_in("undecided", "standing"),
    ),
    State(key="rejected_again", label=_("Stays on the case, reconsidered"), icon="back"),
)
INVESTIGATION = States(
    State(
        key="asked",
        label=pgettext_lazy("of an investigation", "Asked for"),
        icon="speak",
        tone=Tone.NOW,
        sets=_in("undecided"),
    ),
    State(key="ordered", label=_("To be investigated"), icon="check"),
    State(key="refused", label=_("Not to be investigated"), icon="no"),
)
INVESTIGATION_ACT = States(
    State(key="entered", label=_("Entered"), icon="doc"),
    State(key="struck", label=_("Struck out"), icon="no"),
)
OBJECTION = States(
    State(key="raised", label=_("Raised"), icon="speak", tone=Tone.NOW, sets=_in("undecided")),
    State(key="under_review", label=_("Under review"), icon="eye", tone=Tone.NOW, sets=_in("undecided")),
    State(key="upheld_modify", label=_("Upheld: modify"), icon="pen", sets=_in("upheld")),
    State(key="upheld_withdraw", label=_("Upheld: withdraw"), icon="no", sets=_in("upheld")),
    State(key="rejected", label=_("Not upheld"), icon="back"),
    State(key="withdrawn", label=_("Taken back by the unit"), icon="back"),
)
AMENDMENT = States(
    State(key="proposed", label=_("Proposed"), icon="wait", tone=Tone.NOW),
    State(key="decided", label=_("Decided"), icon="check"),
    State(key="refused", label=_("Not decided"), icon="no"),
    State(key="sent_back", label=_("Sent back, to be proposed anew"), icon="back"),
)
CORRECTION = States(
    State(key="proposed", label=_("Proposed"), icon="wait", tone=Tone.NOW),
    State(key="made", label=_("Corrected"), icon="check"),
    State(key="refused", label=_("Not corrected"), icon="no"),
)
ESCALATION = States(
    State(key="proposed", label=_("Proposed"), icon="wait", tone=Tone.NOW, sets=_in("open")),
    State(key="decided", label=_("Decided, to be sent"), icon="seal", tone=Tone.NOW, sets=_in("open")),
    State(key="refused", label=_("Not decided"), icon="no"),
    State(key="sent", label=_("Sent out"), icon="send", sets=_in("open")),
    State(key="answered", label=_("Answered"), icon="check"),
    State(key="called_off", label=_("Called off"), icon="back"),
)
VISIT = States(
    State(key="planned", label=_("Planned"), icon="wait"),
    State(key="held", label=_("Held"), icon="check"),
    State(key="called_off", label=_("Called off"), icon="no"),
)
QUALITY_REVIEW = States(
    State(key="assigned", label=_("Being reviewed"), icon="wait", tone=Tone.NOW),
    State(key="differing", label=_("Reviewers differ"), icon="wait", tone=Tone.NOW),
    State(key="reviewed", label=_("Quality reviewed"), icon="check"),
)
LATER_DATE = States(
    State(key="asked", label=_("Later day asked for"), icon="wait", tone=Tone.NOW),
    State(key="agreed", label=_("Agreed"), icon="check"),
    State(key="refused", label=_("Not agreed"), icon="no"),
    State(key="withdrawn", label=_("Request withdrawn"), icon="back"),
)
SUPPORT = States(
    State(key="recorded", label=_("Recorded by the procuratorate"), icon="open"),
    State(key="confirmed", label=_("Confirmed by the unit"), icon="check"),
)
REPLY = States(
    State(key="not_due", label=_("Not due yet"), icon="open"),
    State(key="awaited", label=_("Awaited"), icon="wait", tone=Tone.NOW, sets=_in("unreplied", "receivable")),
    State(key="received", label=_("Received"), icon="claim", tone=Tone.NOW),
    State(key="adequate", label=_("Adequate"), icon="check", formal="符合要求", sets=_in("judged")),
    State(
        key="adequate_other",
        label=_("Adequate by other means"),
        icon="check",
        formal="以其他方式符合要求",
        sets=_in("judged"),
    ),
    State(
        key="inadequate",
        label=_("Inadequate"),
        icon="back",
        tone=Tone.STRONG,
        formal="不符合要求",
        sets=_in("judged", "inadequate", "receivable"),
    ),
    State(
        key="refused",
        label=_("Refused"),
        icon="no",
        tone=Tone.STRONG,
        formal="不采纳",
        sets=_in("judged", "inadequate", "receivable"),
    ),
    State(key="none", label=_("No reply"), icon="no", formal="未回复", sets=_in("unreplied", "receivable")),
)
# "unclaimed": nothing was said to be done. "unsettled": not verified, or found not to hold.
MEASURE = States(
    State(key="asked", label=_("Asked"), icon="open", formal="未答复", sets=_in("live", "unclaimed", "unsettled")),
    State(
        key="accepted",
        label=_("Accepted"),
        icon="next",
        formal="已承诺，未完成",
        sets=_in("live", "answer", "promise", "unclaimed", "unsettled"),
    ),
    State(
        key="other_way",
        label=_("Done another way"),
        icon="next",
        formal="已承诺以其他方式办理，未完成",
        sets=_in("live", "answer", "promise", "unclaimed", "unsettled"),
    ),
    State(
        key="already_done",
        label=_("Already done"),
        icon="claim",
        formal="称收到前已整改，未核实",
        sets=_in("live", "answer", "claim", "unsettled"),
    ),
    State(
        key="refused",
        label=_("Refused"),
        icon="no",
        tone=Tone.STRONG,
        formal="不采纳",
        sets=_in("live", "answer", "unclaimed", "unsettled"),
    ),
    State(
        key="claimed",
        label=_("Claimed done"),
        icon="claim",
        formal="称已完成，未核实",
        sets=_in("live", "claim", "unsettled"),
    ),
    State(key="verified", label=_("Verified"), icon="verify", formal="已核实", sets=_in("live", "verified", "holds")),
    State(
        key="holding",
        label=_("Holding"),
        icon="done",
        formal="仍保持",
        sets=_in("live", "verified", "looked back", "holds"),
    ),
    State(
        key="partly",
        label=_("Partly holding"),
        icon="back",
        formal="部分保持",
        sets=_in("live", "verified", "looked back", "unsettled", "fell back"),
    ),
    State(
        key="rebounded",
        label=_("Rebounded"),
        icon="back",
        tone=Tone.STRONG,
        formal="反弹",
        sets=_in("live", "verified", "looked back", "unsettled", "fell back"),
    ),
    State(key="not_applicable", label=_("Not applicable"), icon="no", formal="不适用", sets=_in("ended")),
    State(key="frozen", label=_("Frozen by withdrawal"), icon="lock", formal="随建议书撤回", sets=_in("ended")),
    State(key="dropped", label=_("Dropped by modification"), icon="no", formal="变更时删去", sets=_in("ended")),
    State(key="proposed", label=_("Proposed by an amendment"), icon="pen"),
)

STATES: Mapping[str, States] = {
    "document": DOCUMENT,
    "case": CASE,
    "examination": EXAMINATION,
    "filing": FILING,
    "instruction": INSTRUCTION,
    "joint": JOINT,
    "copies": COPIES,
    "opinion": OPINION,
    "paper": PAPER,
    "recusal": RECUSAL,
    "investigation": INVESTIGATION,
    "inquiry": INVESTIGATION_ACT,
    "objection": OBJECTION,
    "amendment": AMENDMENT,
    "correction": CORRECTION,
    "escalation": ESCALATION,
    "visit": VISIT,
    "later_date": LATER_DATE,
    "support": SUPPORT,
    "quality_review": QUALITY_REVIEW,
    "reply": REPLY,
    "measure": MEASURE,
}
