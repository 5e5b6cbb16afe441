"""An invented circular of the prefecture, which one county took notice of, and a model of one of its letters."""

from datetime import datetime, timedelta

from followups.actions import circulating, collecting
from followups.actions.circulating import CircularDraft
from followups.actions.collecting import ModelDraft
from organs import clock
from organs.origins import Origin
from sample.places import MULEI
from sample.stage import World
from suggestions.models import Suggestion

PREFECTURE = "6523"
TEXT = (
    "近期抽查发现，部分检察院的检察建议发出后回访不及时，个别建议书的建议事项不够具体。请各院对照自查：一是逐件核对回访记录，"
    "二是建议事项写明完成标准，三是到期未落实的依照规定督促。"
)


def make(*, world: World, at: datetime) -> None:
    """Issues two circulars, of one of which a county takes notice, and puts one letter into the collection."""
    chief = world.access("cj-chief")
    for number, days_ago, title in ((3, 40, "关于检察建议回访情况的通报"), (4, 6, "关于建议书建议事项表述的通报")):
        then = at - timedelta(days=days_ago)
        circular = circulating.issue(
            access=chief,
            at=then,
            office=world.places[PREFECTURE],
            draft=CircularDraft(
                number=f"昌州检通〔{then.year}〕{number}号", title=title, text=TEXT, issued_on=clock.civil_day(then)
            ),
        )
        if number == 3:
            circulating.acknowledge(access=world.access("cases"), at=then + timedelta(days=1), circular=circular)
    _collect(world=world, at=at)


def _collect(*, world: World, at: datetime) -> None:
    """Makes a model of the first letter of the county whose measures were looked back at."""
    access = world.access("cj-policy")
    rows = Suggestion.objects.filter(
        procuratorate=world.places[MULEI], origin=Origin.SAMPLE, look_backs__isnull=False
    ).order_by("pk")
    found = next(row for row in rows if collecting.office_for(access, row) and not row.current_letter.marking)
    plain = collecting.without_names
    problems = str(found.current_letter.contents.get("problems") or found.title)
    collecting.make(
        access=access,
        at=at,
        suggestion=found,
        draft=ModelDraft(
            title=plain(found.title, found),
            text=plain(problems, found),
            merits="问题找得准，建议事项逐项写明完成标准，回访时仍在落实。",
            measures={row.measure_id: plain(row.text, found) for row in collecting.measure_texts(found)},
        ),
    )
