"""One example of every part that components show: the Mulei raw-milk case on 2021-08-19. Names and words only; no rows."""

import datetime

from django import forms

from desk import charts, components, fields
from desk.case.clock_reminders import ClockReminder
from desk.case.later_date_presenter import LaterDateCard
from desk.case.own_reminders import Own

TODAY = datetime.date(2021, 8, 19)
SHA = "9f3c71ae" + "0" * 52 + "04d2"


def day(text: str) -> datetime.date:
    """Returns the date written as 2020-01-13."""
    return datetime.date.fromisoformat(text)


TURN = components.Turn(
    who="本院",
    who_note="承办检察官甲",
    what="完成跟进调查，提出是否起诉的意见",
    what_note="回头看发现建议一反弹，检察长于8月17日决定重启",
    by=day("2021-09-17"),
    by_note="还有29天",
)
SERVED = components.Badge(text="已送达", icon="check")
REBOUNDED = components.Badge(text="反弹", icon="back", tone="strong")
AXES = [
    components.Axis(label="文书", badges=[SERVED]),
    components.Axis(label="回复", badges=[components.Badge(text="逾期未回复", icon="late", tone="late")]),
    components.Axis(label="建议事项", badges=[REBOUNDED, components.Badge(text="1项待回头看", icon="wait")]),
    components.Axis(label="案件", badges=[components.Badge(text="已恢复办理", icon="back", tone="now")]),
]
STEPS = [
    components.WhyStep(day=day("2019-11-11"), text="送达回证签收，当日不计入", note="起算日为次日"),
    components.WhyStep(term="+ 2个月", text="履职并书面回复的期限", note="《检察建议工作规定》第十九条"),
    components.WhyStep(day=day("2020-01-11"), text="对应日，星期六，法定休息日"),
    components.WhyStep(day=day("2020-01-13"), text="顺延至其后第一日，星期一"),
]
CLOCKS = [
    components.ClockCard(
        duty="书面回复",
        owner="县农业农村局",
        due=day("2021-08-18"),
        beside="迟1天",
        state="late",
        share=100,
        steps=STEPS,
    ),
    components.ClockCard(
        duty="审查起诉", owner="本院", due=day("2021-09-17"), beside="还有29天", share=7, steps=STEPS, is_open=True
    ),
    components.ClockCard(
        duty="履职并书面回复", owner="县市监局", due=day("2020-01-13"), beside="提前53天", state="still"
    ),
    components.ClockCard(
        duty="决定制发", owner="检察长", due=None, beside="已等1天", note="法律没有给出期限", state="still"
    ),
]
REMINDERS = [
    ClockReminder(
        day=day("2021-09-07"), duty="审查起诉", due_on=day("2021-09-17"), tells="承办检察官", what="待发", on=None
    ),
    ClockReminder(
        day=day("2021-08-15"),
        duty="书面回复",
        due_on=day("2021-08-18"),
        tells="承办检察官 · 被建议单位",
        what="已提醒3人",
        on=day("2021-08-15"),
    ),
]
OWN_REMINDERS = [
    Own(
        pk=1, day=day("2021-08-23"), words="还有4天", note="问台账", title="督促整治散装生鲜乳", href="/suggestions/1/"
    ),
    Own(pk=2, day=day("2021-09-01"), words="还有13天", note="", title="督促整治散装生鲜乳", href="/suggestions/1/"),
]
PAIRS = [
    components.Pair(label="验收标准", value="县城8家门店停止以不合规器具销售散装生鲜乳；其后抽查无同类情形"),
    components.Pair(label="依据", value="《新疆维吾尔自治区奶业条例》", lang="zh-Hans"),
]
FACTS = [
    components.Milestone(label="承诺", state="done", day=day("2019-11-30"), day_words="前", note="县市监局，回复函"),
    components.Milestone(label="单位反馈已完成", state="done", day=day("2019-11-21"), note="县市监局：已责令停售"),
    components.Milestone(label="核实", state="done", day=day("2019-11-29"), note="承办检察官甲实地查看"),
    components.Milestone(label="未保持", state="broken", day=day("2021-08-12"), note="回头看：恢复销售"),
]
ACTION = components.Action(label="记录跟进调查", href="/follow/")
POST = components.Action(label="签收", href="/acknowledge/", is_post=True, fields=[("digest", "9f3c")])
MEASURES = [
    components.MeasureCard(
        key="1",
        position=1,
        title="依法履行监管职责，查处商户",
        badges=[REBOUNDED],
        first=PAIRS[:1],
        is_folded=True,
        pairs=PAIRS,
        milestones=FACTS,
        actions=[ACTION],
    ),
    components.MeasureCard(
        key="2",
        position=12,
        title="加强食品安全教育",
        badges=[SERVED],
        pairs=PAIRS,
        milestones=[
            *FACTS[:3],
            components.Milestone(label="仍保持", state="next", day_words="未判断", note="应于2021-09-17前回头看"),
        ],
        actions=[POST],
    ),
]
FILES = [
    components.File(name="照片 12.jpg", href="/f/1", size=88_064, sha256=SHA, by="承办检察官甲", day=day("2021-08-12"))
]
YEARS = [
    components.Year(
        label="2021年",
        entries=[
            components.Entry(
                day=day("2021-08-17"),
                icon="back",
                title="重启",
                text="决定跟进调查",
                by="检察长",
                tags=[components.Badge(text="仅本院可见", icon="lock")],
            ),
            components.Entry(
                day=day("2021-08-12"), icon="eye", title="回头看：建议一未保持", by="承办检察官甲", files=FILES
            ),
            components.Entry(day=day("2021-05-01"), icon="speak", title="群众再次反映", by="转来", precision="month"),
        ],
    )
]
REFUSALS = [components.Refusal(label="不能结案", reason="建议一未保持。请先作出判断，或报请检察长决定。")]
TASKS = [
    components.Task(title="签收建议书", state="done", note="办公室签收", day=day("2019-11-11")),
    components.Task(title="逐项答复建议", state="next", href="#m", day_words="随时可存"),
    components.Task(title="书面回复", day=day("2020-01-13"), day_words="前，迟3天", is_late=True),
]
GROUPS = [
    components.Group(
        label="已逾期",
        note="1件",
        is_late=True,
        lines=[
            components.Due(
                title="审查起诉",
                href="/s/1",
                note="督促清理河道垃圾 · 县水利局",
                day=day("2021-08-16"),
                day_words="迟3天",
                why="法定1个月",
                is_late=True,
            )
        ],
    ),
    components.Group(
        label="以后",
        note="",
        lines=[components.Due(title="决定制发", href="/s/2", note="甲镇", day=None, day_words="无期限")],
        more=[components.Due(title="审核", href="/s/3", note="乙镇", day=None, day_words="无期限")],
    ),
]
STAGES = [
    components.Stage(label="立案", state="done"),
    components.Stage(label="起草", state="now"),
    components.Stage(label="部门负责人审核"),
]
CHECKS = [
    components.CheckItem(text="缺提出异议的期限", is_met=False, href="#objection", note="规定第十六条第二款第（五）项"),
    components.CheckItem(text="其余五项内容齐全", is_met=True),
]
CHANGES = [
    components.Change(
        label="具体建议",
        runs=[
            components.TextRun(text="依法履行"),
            components.TextRun(text="监管", kind="deleted"),
            components.TextRun(text="监督管理", kind="inserted"),
            components.TextRun(text="职责"),
        ],
    )
]
NOTICES = [
    components.NoticeBox(title="有人刚改过这份草稿", text="您写的内容还在下面，请对照后再保存。"),
    components.NoticeBox(title="已送部门负责人审核", tone="action"),
    components.NoticeBox(title="回复已迟1天", text="应于2021年8月18日。", tone="late"),
]
CHIPS = [components.Chip(label="公益诉讼", href="?"), components.Chip(label="未结", href="?kind=1")]
RATIOS = [
    components.Ratio(
        label="承诺",
        note="被建议单位给出日期",
        numerator=3160,
        denominator=3412,
        base="已送达的全部建议事项",
        numerator_href="/s/?promised",
        denominator_href="/s/",
        segments=[charts.bar(3160, 3412)],
    ),
    components.Ratio(
        label="仍保持",
        note="回头看时仍然做到",
        numerator=4,
        denominator=6,
        base="已回头看的建议事项",
        numerator_href="/s/?holding",
        denominator_href="/s/?looked",
        segments=[charts.bar(4, 9), charts.bar(3, 9, start=4, tone="second")],
    ),
]
BANDS = [
    components.Band(label="提前45天以上", count=142, href="/s/", segments=[charts.bar(142, 373)]),
    components.Band(label="迟1至15天", count=38, href="", segments=[charts.bar(38, 373, tone="past-due")]),
]
TREND = charts.trend(
    labels=["制发", "按期回复", "建议事项全部核实"],
    points=[
        components.Point(label="三季", year="2019年", counts=[268, 238, 201], hrefs=["/a", "/b", "/c"]),
        components.Point(label="四季", counts=[301, 270, 226], hrefs=["/a", "/b", ""]),
        components.Point(label="一季", year="2020年", counts=[214, 186, 151], hrefs=["/a", "/b", "/c"]),
    ],
)


class ServiceForm(forms.Form):
    """A form with one field of each shape."""

    served_on = fields.DayField(label="送达日期", help_text="送达回证上的签收日期。")
    place = forms.CharField(label="地点", required=False)
    reason = forms.CharField(label="理由", widget=forms.Textarea)
    kind = forms.ChoiceField(label="类型", choices=[("", "请选择"), ("pil", "公益诉讼")])
    method = forms.ChoiceField(
        label="方式", choices=[("writing", "书面送达"), ("proclamation", "宣告送达")], widget=forms.RadioSelect
    )
    invited = forms.MultipleChoiceField(
        label="邀请", required=False, choices=[("a", "人民监督员"), ("b", "代表")], widget=forms.CheckboxSelectMultiple
    )
    consents = forms.BooleanField(label="对方同意", help_text="检察建议工作规定第十八条")
    scans = fields.FilesField(label="扫描件", help_text="PDF 或照片，单个不超过20 MB。", required=False)
    digest = forms.CharField(widget=forms.HiddenInput, initial="9f3c")


REQUESTS = [
    LaterDateCard(
        asked_on=day("2020-01-09"),
        legal=day("2020-01-13"),
        wanted=day("2020-01-23"),
        by_how_much="10天",
        agreed=day("2020-01-20"),
        badge=components.Badge(text="已同意", icon="check"),
        pairs=[components.Pair(label="理由", value="检测机构排期较满", lang="zh-Hans")],
        actions=[ACTION],
    )
]
COMPONENTS = {
    "later_dates": {"requests": REQUESTS, "csrf_token": "token"},
    "reminders": {"lines": REMINDERS, "with_duty": True},
    "own_reminders": {"own": OWN_REMINDERS, "with_case": True, "csrf_token": "token"},
    "turn": {"turn": TURN},
    "axes": {"axes": AXES},
    "badge": {"badge": REBOUNDED},
    "clocks": {"clocks": CLOCKS, "is_strip": True},
    "clock": {"clock": CLOCKS[0]},
    "why_day": {"steps": STEPS},
    "measure": {"measure": MEASURES[1], "csrf_token": "token"},
    "milestones": {"milestones": FACTS},
    "pairs": {"pairs": PAIRS},
    "timeline": {"years": YEARS, "earlier": "?earlier", "earlier_words": "显示更早的2条"},
    "may": {"actions": [ACTION, POST], "refusals": REFUSALS, "csrf_token": "token"},
    "action": {"action": POST, "kind": "second", "csrf_token": "token"},
    "tasks": {"tasks": TASKS},
    "desk_list": {"groups": GROUPS},
    "_desk_line": {"line": GROUPS[0].lines[0]},
    "fold": {
        "title": "时间线",
        "content": "内容",
        "anchor": "timeline",
        "count": 3,
        "note": "只增不改",
        "is_open": False,
    },
    "stages": {"stages": STAGES},
    "checks": {"checks": CHECKS},
    "diff": {"changes": CHANGES, "lang": "zh-Hans"},
    "files": {"files": FILES},
    "notice": {"notice": NOTICES[2]},
    "empty": {"title": "没有符合的检察建议", "text": "可以去掉一个条件，或者起草一份。", "actions": [ACTION, ACTION]},
    "filters": {"form": ServiceForm(), "submit": ""},
    "chips": {"chips": CHIPS, "clear": "?", "save": "/save/"},
    "pager": {"previous": "", "next": "?after=1"},
    "form": {"form": ServiceForm(data={}), "submit": "记录送达", "cancel": "/", "csrf_token": "token"},
    "carried": {"carried": [("facts", "八家门店")], "files": [("files", ["现场.png"])]},
    "second_factor": {"has_app": True, "has_codes": True, "passkey_options": "{}", "error": "验证未通过。"},
    "form_start": {"form": ServiceForm(data={})},
    "form_errors": {"form": ServiceForm(data={})},
    "crumbs": {"trail": [("检察建议", "/suggestions/")], "here": "木检行公建〔2019〕3号"},
    "contents": {"contents": [("letter", "建议书", None), ("measures", "建议事项", 2)]},
    "funnel": {"ratios": RATIOS},
    "dist": {"caption": "已回复1,173件", "bands": BANDS, "band_words": "分段", "count_words": "件数"},
    "bar": {"segments": [charts.bar(1, 3)]},
    "trend": {"trend": TREND, "label": "三个季度", "period_words": "制发季度"},
    "sprite": {},
}
