"""One draw for looking back in the sample world: drawn, not drawn and left out cases, two look-backs that came of it, three reviews of quality."""

from datetime import datetime, time, timedelta

from followups.actions import drawing, looking_back, quality_reviewing
from followups.actions.looking_back import FindingDraft
from followups.actions.quality_reviewing import SheetDraft
from followups.draws.draw_frame import DrawPlan
from followups.models import Draw
from followups.rules import review_sheet
from followups.rules.review_sheet import FLAWED, GOOD
from organs.models import Post
from organs.origins import Origin
from organs.roles import Role
from sample.letters import LETTERS
from sample.places import CHANGJI
from sample.stage import SATURDAY, SHANGHAI, World
from suggestions.models import Suggestion
from suggestions.rules.kinds import TYPE_LABELS

DRAWN_DAYS_AGO, LOOKED_DAYS_AGO, REVIEWED_DAYS_AGO = 24, 6, 3
SIZE, LATELY = 3, timedelta(days=30)
LEFT_OUT = "seed-market"
BASIS = "按照抽取结果，不打招呼到现场查看，查阅台账，与周边群众座谈。"
# What was found of the measures of the first and of the second case that was looked back at; the third still waits.
FOUND = (
    ("holding", "现场查看未见反复，记录连续完整。"),
    ("partly", "多数点位保持，个别点位又有堆放占用，已当场要求清理。"),
)
# The sheets of the three drawn cases: of the second one reviewer has not spoken yet, on the third the two differ.
GRADES = {item.key: GOOD for item in review_sheet.ITEMS}
SHEETS = (
    (
        SheetDraft(grades=GRADES | {"proposals": FLAWED}, remarks="第二项建议未写明完成到何种程度。"),
        SheetDraft(grades=GRADES | {"proposals": FLAWED}, remarks="个别建议的衡量标准不够具体。"),
    ),
    (SheetDraft(grades=GRADES),),
    (
        SheetDraft(grades=GRADES),
        SheetDraft(grades=GRADES | {"facts": FLAWED}, remarks="通道被占用的次数未写明来源。"),
    ),
)


def make(*, world: World) -> Draw:
    """Draws from the cases of Changji and all below it, and looks back at two of the drawn ones since."""
    drawn_at, by = _morning(world, DRAWN_DAYS_AGO), world.access("cj-cases")
    plan = DrawPlan(
        procuratorate=world.places[CHANGJI],
        with_below=True,
        closed_from=drawn_at.date() - timedelta(days=400),
        closed_to=drawn_at.date(),
        types=tuple(map(str, TYPE_LABELS)),
        recent_days=LATELY.days,
        strata=("county",),
        size=SIZE,
        look_back_on=drawn_at.date() + timedelta(days=45),
        by_hand={_left_out().pk: "与自治区农资打假专项检查对象重复，已由专项检查组现场复核。"},
    )
    expected_digest = drawing.preview(access=by, plan=plan, on=drawn_at.date()).digest
    draw = drawing.draw(access=by, at=drawn_at, plan=plan, expected_digest=expected_digest)
    for case, (found, text) in zip(draw.cases.drawn().order_by("suggestion_id"), FOUND, strict=False):
        _look_back(world, case.suggestion, found=found, text=text)
    for case, sheets in zip(draw.cases.drawn().order_by("suggestion_id"), SHEETS, strict=False):
        _review_quality(world, case.suggestion, sheets=sheets)
    return draw


def _review_quality(world: World, suggestion: Suggestion, *, sheets: tuple[SheetDraft, ...]) -> None:
    """Lets case management of the case's office name two people, who fill in so many sheets."""
    at = _morning(world, REVIEWED_DAYS_AGO)
    suggestion.refresh_from_db()
    named = Post.objects.current(at.date()).filter(role=Role.CASE_MANAGER, procuratorate=suggestion.procuratorate)
    manager = named.select_related("person").order_by("pk")[0].person
    free = quality_reviewing.may_review(suggestion, on=at.date()).exclude(pk=manager.pk).order_by("pk")
    first, second = free[:2]
    review = quality_reviewing.assign(
        access=world.access(manager.username), at=at, suggestion=suggestion, reviewers=(first, second)
    )
    for person, draft in zip((first, second), sheets, strict=False):
        quality_reviewing.speak(access=world.access(person.username), at=at, review=review, draft=draft)


def _left_out() -> Suggestion:
    return Suggestion.objects.get(title=LETTERS[LEFT_OUT].title, origin=Origin.SAMPLE)


def _look_back(world: World, suggestion: Suggestion, *, found: str, text: str) -> None:
    at = _morning(world, LOOKED_DAYS_AGO)
    heads = Post.objects.current(at.date()).filter(role=Role.DEPARTMENT_HEAD, department=suggestion.department)
    head = heads.select_related("person").order_by("pk").first()
    looking_back.record(
        access=world.access(head.person.username),
        at=at,
        suggestion=suggestion,
        on=at.date(),
        basis=BASIS,
        findings=[
            FindingDraft(measure=measure, found=found, text=text) for measure in looking_back.looked_at_in(suggestion)
        ],
    )


def _morning(world: World, days_ago: int) -> datetime:
    """Returns the morning of a day, or of the Friday before it: offices do not act at weekends."""
    day = world.today - timedelta(days=days_ago)
    day -= timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return datetime.combine(day, time(10, 5), tzinfo=SHANGHAI)
