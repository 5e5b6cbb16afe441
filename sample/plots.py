"""The stretches that many stories share, counted back from the day on which each ends; the stories themselves are in stories.py."""

from sample import acts_letter as letter
from sample import acts_office as office
from sample import acts_tracks as tracks
from sample import acts_unit as unit
from sample.letters import LETTERS
from sample.stage import Act, act
from suggestions.rules import kinds

INVESTIGATED_FOR = 24


def drafted(days_ago: int, **facts: object) -> tuple[Act, ...]:
    """Opened on the decision to investigate, and written on that many days before today."""
    return (
        act(days_ago + INVESTIGATED_FOR, letter.open_draft),
        act(days_ago, letter.write, **facts),
    )


def in_review(key: str, days_ago: int, *, passed: int = 0) -> tuple[Act, ...]:
    """Submitted and passed at so many gates, the last of them on that day."""
    opinions = ("事实清楚，依据充分，制发检察建议确有必要。", "同意报检察长决定。", "同意制发。")
    gates = kinds.KINDS[LETTERS[key].kind].versions[-1].gates
    acts = [
        *drafted(days_ago + passed + 2),
        *_reported(key, days_ago + passed + 1),
        act(days_ago + passed, letter.submit),
    ]
    for number, gate in enumerate(gates[:passed], start=1):
        facts: dict[str, object] = {"opinion": opinions[-1] if gate.decides else opinions[min(number, 2) - 1]}
        if gate.by_resolution:
            facts["resolution"] = f"检委会决议（{LETTERS[key].case_name}）"
        acts.append(act(days_ago + passed - number, letter.sign, **facts))
    return tuple(acts)


def _reported(key: str, days_ago: int) -> tuple[Act, ...]:
    """The report that ends the review of a case of a court, on that day; of other kinds it is typed with the draft."""
    paper = kinds.KINDS[LETTERS[key].kind].versions[-1].report_paper
    return (act(days_ago, tracks.write_paper, kind=paper, text=LETTERS[key].report),) if paper else ()


def approved(key: str, days_ago: int) -> tuple[Act, ...]:
    return in_review(key, days_ago, passed=len(kinds.KINDS[LETTERS[key].kind].versions[-1].gates))


def issued(key: str, days_ago: int) -> tuple[Act, ...]:
    return (*approved(key, days_ago + 1), act(days_ago, letter.issue))


def served(key: str, days_ago: int, *, mode: str = "direct") -> tuple[Act, ...]:
    """Served on that day, and read by a unit that was handed the letter."""
    return (*issued(key, days_ago + 1), act(days_ago, letter.serve, mode=mode))


def beside_the_draft(acts: tuple[Act, ...], *others: Act) -> tuple[Act, ...]:
    """Returns a story with what was done between writing the draft and submitting it."""
    return (*acts[:2], *others, *acts[2:])


def filed(days_ago: int) -> tuple[Act, ...]:
    """Filed on record on that day, received and reviewed in the days after."""
    return (
        act(days_ago, tracks.file),
        act(days_ago - 1, tracks.receive_filing),
        act(days_ago - 6, tracks.review_filing, note="备案材料齐全，无意见。"),
    )


def replied(
    days_ago: int, attitudes: tuple[str, ...], *, text: str, in_days: int = 30, paper: bool = False
) -> tuple[Act, ...]:
    """Every measure answered, and the written reply sent, on that day."""
    return (
        act(days_ago, unit.answer, attitudes=attitudes, in_days=in_days, paper=paper),
        act(days_ago, unit.reply, text=text, paper=paper),
    )


def judged(days_ago: int, verdict: str, verdicts: tuple[str, ...], reasons: str) -> tuple[Act, ...]:
    return (act(days_ago, office.judge, verdict=verdict, verdicts=verdicts, reasons=reasons),)


def closed(
    key: str, served_days_ago: int, *, closed_days_ago: int, look_back_days_ago: int | None, paper: bool = False
) -> tuple[Act, ...]:
    """The whole way of a suggestion that was adopted: served, filed, replied, judged, claimed, verified, closed."""
    return (
        *verified(key, served_days_ago, paper=paper),
        act(closed_days_ago, office.end_examination_where_there_is_one),
        act(closed_days_ago, office.close, look_back_days_ago=look_back_days_ago),
    )


def verified(key: str, served_days_ago: int, *, paper: bool = False) -> tuple[Act, ...]:
    """The way of a suggestion that was adopted until the office verified every measure."""
    count = len(LETTERS[key].measures)
    start = served_days_ago
    return (
        *served(key, start),
        *filed(start - 2),
        *replied(
            start - 30,
            ("accepted",) * count,
            text="收到检察建议后，我单位逐项研究并制定整改方案，现将落实情况函复如下。",
            paper=paper,
        ),
        *judged(start - 33, "adequate", ("adopted",) * count, "回复逐项说明了整改措施和时限，理由充分。"),
        act(start - 48, unit.claim, text="已按方案完成，相关记录和照片附后。", paper=paper),
        act(start - 55, office.verify, finding="实地查看，所述情况属实。"),
    )
