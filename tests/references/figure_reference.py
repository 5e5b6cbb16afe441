"""Every figure, said again in plain Python from its definition in words, over the history of each letter.

Nothing of the application is imported here. A rule tells whether one letter, or one measure of a letter, counts; that the
numerator lies within the denominator is said once, in `counts`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class MeasureFacts:
    """One measure, in its present round; `findings` are those of all rounds: what was found, and how many days it had held."""

    number: int
    is_still_asked: bool  # not dropped by a modification, not found inapplicable, not frozen by a withdrawal
    names_basis: bool
    is_promised: bool = False  # the unit gave a day
    is_done_before: bool = False  # the unit says that it was done before receipt
    is_claimed: bool = False
    is_verified: bool = False
    findings: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """One letter and what became of it, as of the day on which it is asked.

    `first_day` is the legal day of the first reply; `owed_day` that of the reply owed now, in whatever round. A reply has
    the day that counts: of posting, when it was posted in time, else of receipt; None where a report names none.
    `judgements` are the countersigned outcomes in order; that no reply came is none of them.
    """

    number: int
    state: str
    origin: str
    kind: str
    type: str
    office: int
    path: tuple[int, ...]  # the offices above, the highest first, and itself
    unit: int
    is_to_a_sole_trader: bool
    issued_on: date | None
    first_day: date | None = None
    owed_day: date | None = None
    replies: tuple[date | None, ...] = ()
    judgements: tuple[str, ...] = ()
    is_absence_recorded: bool = False
    is_urged: bool = False
    filing_day: date | None = None
    filed_on: date | None = None
    objections_open: tuple[bool, ...] = ()
    judge_by: date | None = None
    answer_by: date | None = None
    was_submitted: bool = False
    was_returned: bool = False
    measures: tuple[MeasureFacts, ...] = ()


type Rule = Callable[[LetterFacts, date], bool]
type MeasureRule = Callable[[LetterFacts, MeasureFacts], bool]


def is_issued(letter: LetterFacts, _on: date) -> bool:
    return letter.state in {"issued", "served"}


def is_served(letter: LetterFacts, _on: date) -> bool:
    return letter.state == "served"


def was_ever_issued(letter: LetterFacts, _on: date) -> bool:
    return letter.state in {"issued", "served", "withdrawn"}


def is_withdrawn(letter: LetterFacts, _on: date) -> bool:
    return letter.state == "withdrawn"


def is_replied(letter: LetterFacts, _on: date) -> bool:
    return bool(letter.replies)


def is_served_and_replied(letter: LetterFacts, on: date) -> bool:
    return is_served(letter, on) and is_replied(letter, on)


def has_day_come(letter: LetterFacts, on: date) -> bool:
    return is_served(letter, on) and letter.first_day is not None and letter.first_day <= on


def has_day_not_come(letter: LetterFacts, on: date) -> bool:
    return not has_day_come(letter, on)


def days_early(letter: LetterFacts) -> int | None:
    """By how many days the first reply came before its legal day; negative is late, None where there is no such reply."""
    if letter.first_day is None or not letter.replies or letter.replies[0] is None:
        return None
    return (letter.first_day - letter.replies[0]).days


def is_in_time(letter: LetterFacts, _on: date) -> bool:
    early = days_early(letter)
    return early is not None and early >= 0


def is_late(letter: LetterFacts, _on: date) -> bool:
    early = days_early(letter)
    return early is not None and early < 0


def days_overdue(day: date | None, on: date) -> int | None:
    """How many days ago an open duty was to be done; None where no such duty is open."""
    return None if day is None else (on - day).days


def is_overdue(letter: LetterFacts, on: date) -> bool:
    overdue = days_overdue(letter.owed_day, on)
    return overdue is not None and overdue > 0


def is_urged(letter: LetterFacts, _on: date) -> bool:
    return letter.is_urged


def outcome(letter: LetterFacts) -> str:
    """What was judged last; where it was recorded that no reply came, that, until one comes."""
    if letter.is_absence_recorded:
        return "no reply"
    return letter.judgements[-1] if letter.judgements else "not judged"


def is_adopted(letter: LetterFacts, _on: date) -> bool:
    return outcome(letter) == "adopted"


def is_adopted_without_reply(letter: LetterFacts, on: date) -> bool:
    return is_adopted(letter, on) and not letter.replies


def are_all_verified(letter: LetterFacts, _on: date) -> bool:
    asked = [measure for measure in letter.measures if measure.is_still_asked]
    return bool(asked) and all(measure.is_verified for measure in asked)


def has_filing(letter: LetterFacts, on: date) -> bool:
    return is_issued(letter, on) and letter.filing_day is not None


def is_filed_late(letter: LetterFacts, on: date) -> bool:
    if letter.filing_day is None:
        return False
    return (letter.filed_on or on) > letter.filing_day


def is_objected(letter: LetterFacts, on: date) -> bool:
    return is_issued(letter, on) and bool(letter.objections_open)


def is_objection_open(letter: LetterFacts, _on: date) -> bool:
    return any(letter.objections_open)


def is_served_and_overdue(letter: LetterFacts, on: date) -> bool:
    return is_served(letter, on) and is_overdue(letter, on)


def was_returned(letter: LetterFacts, _on: date) -> bool:
    return letter.was_returned


def was_submitted(letter: LetterFacts, on: date) -> bool:
    return is_issued(letter, on) and letter.was_submitted


def has_outcome(words: str) -> Rule:
    return lambda letter, _on: outcome(letter) == words


def is_open_and_late(duty: Callable[[LetterFacts], date | None], first: int, last: int | None) -> Rule:
    """A duty of an issued letter is open and so many days late; a negative number of days is not late."""

    def rule(letter: LetterFacts, on: date) -> bool:
        late = days_overdue(duty(letter), on)
        return is_issued(letter, on) and late is not None and first <= late and (last is None or late <= last)

    return rule


def is_reply_early_by(shortest: int | None, longest: int | None) -> Rule:
    def rule(letter: LetterFacts, on: date) -> bool:
        early = days_early(letter)
        if not is_served(letter, on) or early is None:
            return False
        return (shortest is None or early >= shortest) and (longest is None or early <= longest)

    return rule


def is_of_issued(letter: LetterFacts, measure: MeasureFacts) -> bool:
    return letter.state in {"issued", "served"} and measure.is_still_asked


def is_asked(letter: LetterFacts, measure: MeasureFacts) -> bool:
    return letter.state == "served" and measure.is_still_asked


def is_promised(letter: LetterFacts, measure: MeasureFacts) -> bool:
    return is_asked(letter, measure) and (measure.is_promised or measure.is_done_before)


def is_claimed(letter: LetterFacts, measure: MeasureFacts) -> bool:
    return is_asked(letter, measure) and (measure.is_claimed or measure.is_done_before)


def is_verified(letter: LetterFacts, measure: MeasureFacts) -> bool:
    return is_asked(letter, measure) and measure.is_verified


def last_finding(measure: MeasureFacts) -> tuple[str, int] | None:
    """The latest look-back that could judge."""
    able = [finding for finding in measure.findings if finding[0] != "unjudged"]
    return able[-1] if able else None


def is_looked_back_at(letter: LetterFacts, measure: MeasureFacts) -> bool:
    return is_asked(letter, measure) and last_finding(measure) is not None


def is_not_looked_back_at(_letter: LetterFacts, measure: MeasureFacts) -> bool:
    return last_finding(measure) is None


def was_found(words: str) -> MeasureRule:
    def rule(_letter: LetterFacts, measure: MeasureFacts) -> bool:
        finding = last_finding(measure)
        return finding is not None and finding[0] == words

    return rule


def is_rebound_after(shortest: int, longest: int | None) -> MeasureRule:
    def rule(letter: LetterFacts, measure: MeasureFacts) -> bool:
        finding = last_finding(measure)
        if not is_asked(letter, measure) or finding is None or finding[0] != "rebounded":
            return False
        return shortest <= finding[1] and (longest is None or finding[1] <= longest)

    return rule


def names_no_basis(_letter: LetterFacts, measure: MeasureFacts) -> bool:
    return not measure.names_basis


LETTER_RULES: dict[str, tuple[Rule, Rule | None]] = {
    "issued": (is_issued, None),
    "served": (is_served, is_issued),
    "replied": (is_replied, is_served),
    "in-time": (is_in_time, has_day_come),
    "replied-late": (is_late, has_day_come),
    "overdue": (is_overdue, has_day_come),
    "reply-not-due": (has_day_not_come, is_issued),
    "urged": (is_urged, is_served),
    "withdrawn": (is_withdrawn, was_ever_issued),
    "all-verified": (are_all_verified, is_issued),
    "adopted-of-issued": (is_adopted, is_issued),
    "adopted-of-replied": (is_adopted, is_served_and_replied),
    "adopted-of-matured": (is_adopted, has_day_come),
    "adopted-without-reply": (is_adopted_without_reply, is_issued),
    "partly-adopted": (has_outcome("partly"), is_issued),
    "not-adopted": (has_outcome("not"), is_issued),
    "no-reply": (has_outcome("no reply"), is_issued),
    "not-judged": (has_outcome("not judged"), is_issued),
    "filing-late": (is_filed_late, has_filing),
    "objection-open": (is_objection_open, is_objected),
    "urged-unanswered": (is_urged, is_served_and_overdue),
    "returned": (was_returned, was_submitted),
    "reply-early-46": (is_reply_early_by(46, None), None),
    "reply-early-31": (is_reply_early_by(31, 45), None),
    "reply-early-16": (is_reply_early_by(16, 30), None),
    "reply-early-0": (is_reply_early_by(0, 15), None),
    "reply-late-1": (is_reply_early_by(-15, -1), None),
    "reply-late-16": (is_reply_early_by(None, -16), None),
}
DUTIES: dict[str, Callable[[LetterFacts], date | None]] = {
    "late-reply": lambda letter: letter.owed_day,
    "to-judge": lambda letter: letter.judge_by,
    "to-answer": lambda letter: letter.answer_by,
    "to-file": lambda letter: letter.filing_day if letter.filed_on is None else None,
}
for _key, _duty in DUTIES.items():
    if _key != "late-reply":
        LETTER_RULES[f"{_key}-in-time"] = (is_open_and_late(_duty, -10_000, 0), None)
    LETTER_RULES[f"{_key}-1-7"] = (is_open_and_late(_duty, 1, 7), None)
    LETTER_RULES[f"{_key}-8-30"] = (is_open_and_late(_duty, 8, 30), None)
    LETTER_RULES[f"{_key}-31-90"] = (is_open_and_late(_duty, 31, 90), None)
    LETTER_RULES[f"{_key}-91"] = (is_open_and_late(_duty, 91, None), None)

MEASURE_RULES: dict[str, tuple[MeasureRule, MeasureRule | None]] = {
    "promised": (is_promised, is_asked),
    "claimed": (is_claimed, is_promised),
    "verified": (is_verified, is_claimed),
    "verified-of-asked": (is_verified, is_asked),
    "holding": (was_found("holding"), is_looked_back_at),
    "partly-holding": (was_found("partly"), is_looked_back_at),
    "rebounded": (was_found("rebounded"), is_looked_back_at),
    "not-looked-back": (is_not_looked_back_at, is_verified),
    "measures": (is_of_issued, None),
    "no-basis": (names_no_basis, is_of_issued),
    "rebounded-90": (is_rebound_after(0, 90), None),
    "rebounded-180": (is_rebound_after(91, 180), None),
    "rebounded-365": (is_rebound_after(181, 365), None),
    "rebounded-366": (is_rebound_after(366, None), None),
}
KEYS = {*LETTER_RULES, *MEASURE_RULES}


def counts(key: str, letters: list[LetterFacts], on: date) -> tuple[set[int], set[int] | None]:
    """Returns what a figure counts above and below, by the numbers of the letters or measures; None without a denominator.

    Letters to sole traders, which bear a person's name, are in no figure.
    """
    above, below = set(), set()
    for letter in letters:
        if letter.is_to_a_sole_trader:
            continue
        for number, in_part, in_whole in _asked_of(key, letter, on):
            if in_whole:
                below.add(number)
            if in_whole and in_part:
                above.add(number)
    return above, below if _rules(key)[1] else None


def _rules(key: str) -> tuple[Rule, Rule | None] | tuple[MeasureRule, MeasureRule | None]:
    return LETTER_RULES[key] if key in LETTER_RULES else MEASURE_RULES[key]


def _asked_of(key: str, letter: LetterFacts, on: date) -> list[tuple[int, bool, bool]]:
    """Asks both rules of the letter, or of each of its measures."""
    if key in LETTER_RULES:
        part, whole = LETTER_RULES[key]
        return [(letter.number, part(letter, on), whole is None or whole(letter, on))]
    above, below = MEASURE_RULES[key]
    return [
        (measure.number, above(letter, measure), below is None or below(letter, measure)) for measure in letter.measures
    ]
