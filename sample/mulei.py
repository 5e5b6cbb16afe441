"""The Mulei raw-milk case, walkable from complaint to suit; the example of a change on paper that did not hold.

From the report (SPP look-back typical case, 2022-03-03; domain.md 3.4): opened 2019-11-01, letter 11-11, reply 11-21, all eight
shops found closed at the end of November, complaints again and a suit from August 2021. The other days, the number and
the people are examples, since they were not published.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from sample import acts_letter as letter
from sample import acts_office as office
from sample import acts_tracks as tracks
from sample import acts_unit as unit
from sample import acts_visits as visits
from sample.stage import Act, World, act

LETTER = "raw-milk"
PUBLISHED_DAYS = (date(2019, 11, 1), date(2019, 11, 11), date(2019, 11, 21))
COMPLAINT = ("2019-10", "群众反映部分门店出售的生鲜乳变质", _("PIL Case Rules, Art. 24"))


def acts(world: World) -> tuple[Act, ...]:
    """Returns the acts of the story, on their own days."""

    def on(day: date, perform, **facts) -> Act:
        return act((world.today - day).days, perform, **facts)

    return (
        on(date(2019, 11, 1), letter.open_draft),
        on(date(2019, 11, 6), letter.write),
        on(date(2019, 11, 7), letter.submit),
        on(date(2019, 11, 7), letter.sign, opinion="同意报检察长决定。"),
        on(date(2019, 11, 8), letter.sign, opinion="同意制发检察建议。"),
        on(date(2019, 11, 11), letter.issue),
        on(date(2019, 11, 11), letter.serve, note="由单位办公室签收。"),
        on(date(2019, 11, 12), letter.read),
        on(date(2019, 11, 13), tracks.file, note="检察建议书和调查终结报告一并报送。"),
        on(date(2019, 11, 14), tracks.receive_filing),
        on(date(2019, 11, 21), unit.answer, attitudes=("accepted",), number=1, in_days=9),
        on(date(2019, 11, 21), unit.answer, attitudes=("accepted",), number=2, in_days=29),
        on(date(2019, 11, 21), unit.reply, text="已责令涉案商户停售生鲜乳并限期整改，食品安全教育已作安排。"),
        on(date(2019, 11, 21), unit.claim, numbers=(1,), text="8家门店均已停售，并责令限期整改。"),
        on(
            date(2019, 11, 26),
            office.judge,
            verdict="adequate",
            verdicts=("adopted", "adopted"),
            reasons="回复逐项说明了措施和时限，未提出异议。",
        ),
        on(date(2019, 11, 29), office.verify, numbers=(1,), finding="实地查看县城8家门店，均已停止销售散装生鲜乳。"),
        on(date(2019, 12, 18), unit.claim, numbers=(2,), text="组织培训一次，8家门店均有人员参加，签到表附后。"),
        on(
            date(2019, 12, 27),
            office.verify,
            numbers=(2,),
            finding="核对签到表和测试卷，8家门店均有人员参加。",
            method="on_paper",
        ),
        on(date(2020, 1, 6), office.close, look_back_in=609),
        on(
            date(2021, 8, 12),
            office.look_back,
            basis="2021年8月群众再次反映生鲜乳变质，经控告申诉部门转来后实地查看。",
            found=(
                ("rebounded", "门店改购不锈钢桶后恢复散装销售，前次整改停留在纸面。"),
                ("unjudged", "本次未核对培训记录，留待跟进调查。"),
            ),
        ),
        on(date(2021, 8, 17), office.begin_examination),
        on(
            date(2021, 8, 25),
            visits.record,
            means="visit",
            findings="跟进调查8家门店和近一年检查记录，未见针对散装销售的检查。",
            next_step="提出是否起诉的意见。",
        ),
        on(date(2021, 9, 14), office.sue, reason="经评估，整改系纸面整改，公共利益仍受侵害，依法提起行政公益诉讼。"),
        on(date(2021, 9, 17), tracks.file_paper, kind="statement_of_claim"),
    )
