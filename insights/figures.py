"""The figures as a table: one row is one figure, with its definition in words, its numerator and its denominator.

How they are counted is in tallies.py. There is no target and no order by value (domain.md 5.3): a figure is never a rank.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from insights import conditions as c
from organs.words import Words

type Condition = Callable[[date], Q]


class Counted(StrEnum):
    """What one case of a figure is."""

    SUGGESTIONS = "suggestions"
    MEASURES = "measures"


class Part(StrEnum):
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure; `base` names the denominator in words; without `whole` it is a plain count. A band has its siblings' definition."""

    key: str
    label: Words
    definition: Words
    part: Condition
    whole: Condition | None = None
    base: Words = ""
    counted: Counted = Counted.SUGGESTIONS
    for_published: bool = False
    band: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        return (Part.NUMERATOR, Part.DENOMINATOR) if self.whole else (Part.NUMERATOR,)

    def where(self, part: Part, *, on: date) -> Q:
        """Returns the filter of a part; what is counted above always lies within what is counted below."""
        if self.counted is Counted.MEASURES:
            found = Q(suggestion__unit__is_sole_trader=False)
        else:
            found = c.NO_SOLE_TRADER
        if self.whole:
            found &= self.whole(on)
        return found & self.part(on) if part is Part.NUMERATOR else found


LETTERS: tuple[Figure, ...] = (
    Figure(
        key="issued",
        label=_("Issued"),
        definition=_("Letters issued and not withdrawn since. What was withdrawn is counted by itself."),
        part=lambda on: c.ISSUED,
        for_published=True,
    ),
    Figure(
        key="served",
        label=_("Served"),
        base=_("issued"),
        definition=_("Letters with a recorded day of receipt, of those issued."),
        part=lambda on: c.SERVED,
        whole=lambda on: c.ISSUED,
        for_published=True,
    ),
    Figure(
        key="replied",
        label=_("Replied to"),
        base=_("served"),
        definition=_("A written reply was received, in time or late, whatever it says, of the letters served."),
        part=lambda on: c.REPLIED,
        whole=lambda on: c.SERVED,
        for_published=True,
    ),
    Figure(
        key="in-time",
        label=_("Replied to in time"),
        base=_("reply day has come"),
        definition=_(
            "Of the letters whose legal reply day has come, those replied to on that day or before. A letter whose day has "
            "not come is in neither number, even when it was replied to early. An agreed later day changes nothing."
        ),
        part=c.replied_in_time,
        whole=c.matured,
    ),
    Figure(
        key="replied-late",
        label=_("Replied to late"),
        base=_("reply day has come"),
        definition=_("Of the letters whose legal reply day has come, those replied to after it."),
        part=c.replied_late,
        whole=c.matured,
    ),
    Figure(
        key="overdue",
        label=_("Overdue, no reply"),
        base=_("reply day has come"),
        definition=_("A reply is still owed and its legal day has passed, of the letters whose reply day has come."),
        part=c.overdue,
        whole=c.matured,
    ),
    Figure(
        key="reply-not-due",
        label=_("Reply day has not come"),
        base=_("issued"),
        definition=_("Not served yet, or the legal reply day lies ahead, of the letters issued."),
        part=lambda on: ~c.matured(on),
        whole=lambda on: c.ISSUED,
    ),
    Figure(
        key="urged",
        label=_("Urged"),
        base=_("served"),
        definition=_("The unit was urged at least once, orally or by letter, of the letters served."),
        part=lambda on: c.URGED,
        whole=lambda on: c.SERVED,
    ),
    Figure(
        key="withdrawn",
        label=_("Withdrawn"),
        base=_("issued, withdrawn ones included"),
        definition=_("Letters withdrawn after issue. They and their measures are in no other figure."),
        part=lambda on: c.WITHDRAWN,
        whole=lambda on: c.EVER_ISSUED,
    ),
    Figure(
        key="all-verified",
        label=_("All measures verified"),
        base=_("issued"),
        definition=_("Every measure that is still asked was verified by the procuratorate, of the letters issued."),
        part=lambda on: c.ALL_VERIFIED,
        whole=lambda on: c.ISSUED,
    ),
)

OUTCOMES: tuple[Figure, ...] = (
    Figure(
        key="adopted-of-issued",
        label=_("Adopted (A)"),
        base=_("issued"),
        definition=_(
            "The reply was judged as adopting: every applicable measure accepted, accepted another way, or done. It says "
            "what was accepted, not what was done. Over all letters issued, young ones included."
        ),
        part=lambda on: c.ADOPTED,
        whole=lambda on: c.ISSUED,
    ),
    Figure(
        key="adopted-of-replied",
        label=_("Adopted (B)"),
        base=_("replied to"),
        definition=_("The same, over the letters that were replied to. It says nothing of those who kept silent."),
        part=lambda on: c.ADOPTED,
        whole=lambda on: c.SERVED & c.REPLIED,
    ),
    Figure(
        key="adopted-of-matured",
        label=_("Adopted (A, day has come)"),
        base=_("reply day has come"),
        definition=_("The same, over the letters whose legal reply day has come, replied to or not."),
        part=lambda on: c.ADOPTED,
        whole=c.matured,
    ),
    Figure(
        key="adopted-without-reply",
        label=_("Adopted in fact, no written reply"),
        base=_("issued"),
        definition=_("Judged as adopted although no written reply was received. Contained in A, not in B."),
        part=lambda on: c.ADOPTED & ~c.REPLIED,
        whole=lambda on: c.ISSUED,
    ),
    Figure(
        key="partly-adopted",
        label=_("Partly adopted"),
        base=_("issued"),
        definition=_("Some applicable measures were accepted or done, others not."),
        part=lambda on: c.PARTLY,
        whole=lambda on: c.ISSUED,
    ),
    Figure(
        key="not-adopted",
        label=_("Not adopted"),
        base=_("issued"),
        definition=_("The reply was judged and accepts none of the applicable measures."),
        part=lambda on: c.NOT_ADOPTED,
        whole=lambda on: c.ISSUED,
    ),
    Figure(
        key="no-reply",
        label=_("No reply recorded"),
        base=_("issued"),
        definition=_("The office recorded, after the due day and an urging, that no reply came."),
        part=lambda on: c.NO_REPLY,
        whole=lambda on: c.ISSUED,
    ),
    Figure(
        key="not-judged",
        label=_("Not judged yet"),
        base=_("issued"),
        definition=_("No judgement has been countersigned: not served yet, reply awaited, or reply being judged."),
        part=lambda on: c.NOT_JUDGED,
        whole=lambda on: c.ISSUED,
    ),
)

FACTS: tuple[Figure, ...] = (
    Figure(
        key="promised",
        label=_("Promised"),
        base=_("all measures served"),
        definition=_(
            "The unit gave a day, or says that it was done before; of the measures of served letters, in their present "
            "round. Left out: withdrawn letters, measures dropped by a modification or found not applicable."
        ),
        counted=Counted.MEASURES,
        part=lambda on: c.PROMISED,
        whole=lambda on: c.ASKED,
    ),
    Figure(
        key="claimed",
        label=_("Claimed done"),
        base=_("measures promised"),
        definition=_("The unit says that it is done; of the measures promised."),
        counted=Counted.MEASURES,
        part=lambda on: c.CLAIMED,
        whole=lambda on: c.PROMISED,
    ),
    Figure(
        key="verified",
        label=_("Verified"),
        base=_("measures claimed"),
        definition=_("The procuratorate looked, on paper or on site, and found it done; of the measures claimed."),
        counted=Counted.MEASURES,
        part=lambda on: c.VERIFIED,
        whole=lambda on: c.CLAIMED,
    ),
    Figure(
        key="holding",
        label=pgettext_lazy("figure", "Still holding"),
        base=_("measures looked back at"),
        definition=_(
            "The latest look-back that could judge found it holding; of the measures looked back at. Verified measures "
            "whose look-back has not taken place are in neither number."
        ),
        counted=Counted.MEASURES,
        part=lambda on: c.last_found("holding"),
        whole=lambda on: c.LOOKED_BACK,
    ),
)

AFTERWARDS: tuple[Figure, ...] = (
    Figure(
        key="partly-holding",
        label=_("Partly holding"),
        base=_("measures looked back at"),
        definition=_("The latest look-back that could judge found it holding in part."),
        counted=Counted.MEASURES,
        part=lambda on: c.last_found("partly"),
        whole=lambda on: c.LOOKED_BACK,
    ),
    Figure(
        key="rebounded",
        label=_("Rebounded"),
        base=_("measures looked back at"),
        definition=_(
            "The latest look-back that could judge found the problem back; a new round does not undo the finding."
        ),
        counted=Counted.MEASURES,
        part=lambda on: c.last_found("rebounded"),
        whole=lambda on: c.LOOKED_BACK,
    ),
    Figure(
        key="not-looked-back",
        label=_("Verified, not looked back at yet"),
        base=_("measures verified"),
        definition=_("Verified, and no look-back could judge it so far: too young for “still holding”."),
        counted=Counted.MEASURES,
        part=lambda on: c.NOT_LOOKED_BACK,
        whole=lambda on: c.VERIFIED,
    ),
    Figure(
        key="verified-of-asked",
        label=_("Verified"),
        base=_("all measures served"),
        definition=_("The same as “verified”, over all measures of served letters."),
        counted=Counted.MEASURES,
        part=lambda on: c.VERIFIED,
        whole=lambda on: c.ASKED,
    ),
    Figure(
        key="measures",
        label=_("Measures"),
        definition=_("Measures of letters issued; those dropped or found not applicable are left out."),
        counted=Counted.MEASURES,
        part=lambda on: c.OF_ISSUED,
        for_published=True,
    ),
)

PROCESS: tuple[Figure, ...] = (
    Figure(
        key="filing-late",
        label=_("Filed late or not at all"),
        base=_("to be filed on record"),
        definition=_(
            "Filed on record after the legal day, or the day has passed without filing (Provisions, Art. 21; PIL Case "
            "Rules, Art. 75); of the letters that have a filing duty. The Supreme has none."
        ),
        part=c.filing_late,
        whole=lambda on: c.ISSUED & c.HAS_FILING,
    ),
    Figure(
        key="objection-open",
        label=_("Objection not decided"),
        base=_("objected to"),
        definition=_("The unit's objection waits for a decision; of the letters that were objected to."),
        part=lambda on: c.OBJECTION_OPEN,
        whole=lambda on: c.ISSUED & c.OBJECTED,
    ),
    Figure(
        key="urged-unanswered",
        label=_("Urged, still no reply"),
        base=_("overdue, no reply"),
        definition=_("Urged at least once and still without a reply; of the letters overdue."),
        part=lambda on: c.URGED,
        whole=c.overdue,
    ),
    Figure(
        key="returned",
        label=_("Returned at review"),
        base=_("issued after review here"),
        definition=_("Returned by a gate at least once before issue; of the issued letters submitted for review here."),
        part=lambda on: c.took("document", "return"),
        whole=lambda on: c.ISSUED & c.took("document", "submit"),
    ),
    Figure(
        key="no-basis",
        label=_("Measures that name no basis"),
        base=_("measures of issued letters"),
        definition=_("The text in force of the measure names no legal basis; of the measures of letters issued."),
        counted=Counted.MEASURES,
        part=lambda on: c.NO_BASIS,
        whole=lambda on: c.OF_ISSUED,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """The bands of one distribution: figures that stand in one row."""

    label: Words
    figures: tuple[Figure, ...]


LATE_BANDS: tuple[tuple[str, Words, c.Band], ...] = (
    ("1-7", _("1 to 7 days"), (1, 7)),
    ("8-30", _("8 to 30 days"), (8, 30)),
    ("31-90", _("31 to 90 days"), (31, 90)),
    ("91", _("over 90 days"), (91, None)),
)


def _late(*, key: str, what: Words, term_keys: tuple[str, ...], bands: tuple = LATE_BANDS) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            key=f"{key}-{name}",
            label=label,
            definition=what,
            band=True,
            part=lambda on, band=band: c.ISSUED & c.late_by(term_keys, band, on),
        )
        for name, label, band in bands
    )


UNANSWERED = Distribution(
    label=_("Reply overdue"),
    figures=_late(
        key="late-reply",
        what=_("The unit's reply is still owed, by the days since its legal day passed."),
        term_keys=c.REPLY_TERMS,
    ),
)


def _duty(*, key: str, label: Words, what: Words, term_keys: tuple[str, ...]) -> Distribution:
    in_time = Figure(
        key=f"{key}-in-time",
        label=_("not late"),
        definition=what,
        band=True,
        part=lambda on: c.ISSUED & c.open_in_time(term_keys, on),
    )
    return Distribution(label=label, figures=(in_time, *_late(key=key, what=what, term_keys=term_keys)))


OWN_DUTIES: tuple[Distribution, ...] = (
    _duty(
        key="to-judge",
        label=_("Reply to be judged"),
        what=_("A reply waits for our judgement, by the days since our own day passed."),
        term_keys=c.JUDGEMENT_TERMS,
    ),
    _duty(
        key="to-answer",
        label=_("Objection to be answered"),
        what=_("An objection waits for our answer, by the days since the day passed."),
        term_keys=c.OBJECTION_TERMS,
    ),
    _duty(
        key="to-file",
        label=_("To be filed on record"),
        what=_("The letter has not been filed on record, by the days since the legal day passed."),
        term_keys=c.FILING_TERMS,
    ),
)

# Days between the reply and its due day; negative days are days late.
MARGINS: tuple[tuple[str, Words, int | None, int | None], ...] = (
    ("early-46", _("over 45 days early"), 46, None),
    ("early-31", _("31 to 45 days early"), 31, 45),
    ("early-16", _("16 to 30 days early"), 16, 30),
    ("early-0", _("0 to 15 days early"), 0, 15),
    ("late-1", _("1 to 15 days late"), -15, -1),
    ("late-16", _("over 15 days late"), None, -16),
)

REPLY_TIMES = Distribution(
    label=_("Time of the reply"),
    figures=tuple(
        Figure(
            key=f"reply-{name}",
            label=label,
            band=True,
            definition=_("The first reply, by the days between its receipt and its legal day."),
            part=lambda on, shortest=shortest, longest=longest: c.replied_with_margin(shortest, longest),
        )
        for name, label, shortest, longest in MARGINS
    ),
)

# Days between the verification and the look-back that found the problem back.
HELD_FOR: tuple[tuple[str, Words, int, int | None], ...] = (
    ("90", _("within 90 days"), 0, 90),
    ("180", _("91 to 180 days"), 91, 180),
    ("365", _("181 to 365 days"), 181, 365),
    ("366", _("over a year"), 366, None),
)

REBOUND_TIMES = Distribution(
    label=_("Time to rebound"),
    figures=tuple(
        Figure(
            key=f"rebounded-{name}",
            label=label,
            band=True,
            counted=Counted.MEASURES,
            definition=_(
                "Measures whose latest look-back found the problem back, by the days from their verification to that "
                "look-back. The problem came back on some day in between, which nobody knows: it is a longest time."
            ),
            part=lambda on, shortest=shortest, longest=longest: c.rebounded_after(shortest, longest),
        )
        for name, label, shortest, longest in HELD_FOR
    ),
)

FIGURES: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        *LETTERS,
        *OUTCOMES,
        *FACTS,
        *AFTERWARDS,
        *PROCESS,
        *UNANSWERED.figures,
        *(figure for row in OWN_DUTIES for figure in row.figures),
        *REPLY_TIMES.figures,
        *REBOUND_TIMES.figures,
    )
}
