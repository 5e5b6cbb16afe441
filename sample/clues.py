"""Invented clues of the first county, one of them an instruction of the prefecture, that lead to no draft yet or to none; the one that was assessed is in unissued.py."""

from datetime import datetime, timedelta

from notices.actions import clue_notices
from organs import clock
from sample.places import MULEI
from sample.stage import World
from suggestions.actions import clues
from suggestions.actions.clues import InstructionDraft

# Source by kind, matter, institution, days ago, and what became of it: closed because, transferred to.
ROWS = (
    ("demand", "农村饮水工程末端水质检测公示不及时", "木垒哈萨克自治县水利局", 3, "", ""),
    ("media", "校外托管场所消防通道被占用", "木垒哈萨克自治县消防救援大队", 1, "", ""),
    (
        "own_case",
        "快递网点未按规定验视寄递物品",
        "木垒邮政快递协会",
        21,
        "经核对，主管部门已在专项整治中全面纠正。",
        "",
    ),
    ("transfer", "跨县运输建筑垃圾未办核准", "奇台县城市管理局", 16, "", "奇台县人民检察院"),
)


PREFECTURE = "6523"


def make(*, world: World, at: datetime) -> None:
    """Registers the clues, says of two what became of them, and lets the prefecture instruct the county."""
    manager, prosecutor = world.access("cases"), world.access("prosecutor")
    for source, matter, institution, days_ago, closed, transferred in ROWS:
        then = at - timedelta(days=days_ago)
        clue = clues.register(
            access=manager,
            at=then,
            procuratorate=world.places[MULEI],
            source=source,
            matter=matter,
            institution=institution,
            on=clock.civil_day(then),
        )
        later = then + timedelta(days=1)
        if closed:
            clues.close(access=prosecutor, at=later, clue=clue, reason=closed, on=clock.civil_day(later))
        if transferred:
            clues.transfer(access=prosecutor, at=later, clue=clue, to=transferred, on=clock.civil_day(later))
    _instruct(world=world, at=at)


def _instruct(*, world: World, at: datetime) -> None:
    """The chief procurator of the prefecture instructs the county to suggest to a unit there (P19 Art. 3(3))."""
    then = at - timedelta(days=2)
    clue = clues.instruct(
        access=world.access("cj-chief"),
        at=then,
        office=world.places[PREFECTURE],
        lower=world.places[MULEI],
        draft=InstructionDraft(
            institution="木垒哈萨克自治县交通运输局",
            matter="农村客运班线车辆动态监控不到位",
            found="州检察院办理危险驾驶类案时发现，该县部分农村客运班线车辆动态监控装置长期离线，主管部门未督促整改。",
            to_suggest="建议主管部门逐车核查动态监控装置在线情况，对长期离线的依法处理，并建立按月核查制度。",
            report_by=clock.civil_day(at) + timedelta(days=20),
        ),
    )
    clue_notices.tell_instructed(at=then, clue=clue)
