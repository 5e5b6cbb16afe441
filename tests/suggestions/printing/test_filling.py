"""The language of templates: what a line says, what it repeats, what it leaves out, and what it refuses; never code."""

import pytest

from suggestions.printing import characters, filling, patterns, titles
from suggestions.printing.patterns import Place

PLACES = (
    Place(name="单位", label="unit", is_required=True),
    Place(name="期限", label="day"),
    Place(name="理由", label="reasons"),
    Place(name="建议", label="measures", is_list=True, is_required=True, fields={"内容": "", "依据": ""}),
    Place(name="附件名", label="names", is_list=True),
)


def said(text: str, **facts: object) -> list[tuple[str, str]]:
    return [(block.style, block.text) for block in filling.filled(text, PLACES, facts)]


def test_each_mark_gives_its_line_a_style():
    text = "> 甲\n# 乙\n= 丙\n_ 丁\n| 戊 | 己\n庚\n\n{落款}"
    styles = [block.style for block in filling.filled(text, PLACES, {})]
    assert styles == ["flush", "heading", "centred", "handwritten", "row", "paragraph", "empty", "signature"]


def test_a_mark_needs_its_blank_so_that_text_may_begin_with_it():
    assert said(">甲") == [("paragraph", ">甲")]


def test_brackets_are_left_out_unless_all_in_them_is_filled():
    text = "甲[，至{期限}][（{理由}）]。"
    assert said(text, 期限="明日") == [("paragraph", "甲，至明日。")]
    assert said(text, 期限="明日", 理由="急") == [("paragraph", "甲，至明日（急）。")]


def test_a_required_place_is_a_gap_even_in_brackets_and_empty_on_purpose_is_none():
    missing = filling.filled("> [{单位}：]", PLACES, {"单位": None})
    assert filling.gaps(missing) == ["单位"]
    assert said("> [{单位}：]", 单位="") == []


def test_lines_of_one_list_are_repeated_together_and_counted():
    text = "{序}、{建议.内容}\n依据{号}：{建议.依据}"
    items = [{"内容": "整改", "依据": "法甲"}, {"内容": "培训", "依据": "法乙"}]
    assert [words for _style, words in said(text, 建议=items)] == [
        "一、整改。",
        "依据1：法甲",
        "二、培训。",
        "依据2：法乙",
    ]


def test_an_empty_required_list_is_one_gap_and_an_empty_other_list_nothing():
    assert filling.gaps(filling.filled("{序}、{建议.内容}", PLACES, {"建议": []})) == ["建议"]
    assert said("{号}.{附件名}", 附件名=[]) == []


def test_a_list_stands_in_one_cell_or_in_rows_labelled_by_its_items():
    items = [{"内容": "整改", "依据": "甲"}, {"内容": "培训", "依据": "乙"}]
    one = filling.filled("| 建议 | {建议.内容}", PLACES, {"建议": items})
    assert [(block.label, block.text) for block in one] == [("建议", "整改\n培训")]
    rows = filling.filled("| {建议.依据} | {建议.内容}", PLACES, {"建议": items})
    assert [(block.label, block.text) for block in rows] == [("甲", "整改"), ("乙", "培训")]


def test_a_text_of_several_lines_makes_several_paragraphs_and_is_never_read_as_a_template():
    assert said("{理由}", 理由="一\n\n{单位}[{期限}]") == [("paragraph", "一"), ("paragraph", "{单位}[{期限}]")]


def test_lines_with_bars_or_tabs_are_a_table_and_one_alone_is_a_paragraph():
    typed = characters.clean_text(
        "如下：\n门店\t件数\n甲\t2\n乙\n| 年 | 数 |\n|---|---|\n| 一 |\n| 一 | 二 |\n|三|四|\n\t戊\n己\t庚"
    )
    blocks = filling.filled("{理由}", PLACES, {"理由": typed})
    assert [(block.style, block.text.split(patterns.CELL)) for block in blocks] == [
        ("paragraph", ["如下："]),
        ("cells", ["门店", "件数"]),
        ("cells", ["甲", "2"]),
        ("paragraph", ["乙"]),
        ("paragraph", ["| 年 | 数 |"]),
        ("paragraph", ["|---|---|"]),
        ("paragraph", ["| 一 |"]),
        ("cells", ["一", "二"]),
        ("cells", ["三", "四"]),
        ("paragraph", ["戊"]),
        ("paragraph", ["己 庚"]),
    ]


def test_the_full_stop_of_a_template_falls_away_behind_a_typed_one():
    assert said("标准：{理由}。", 理由="达标。") == [("paragraph", "标准：达标。")]
    assert said("标准：{理由}。", 理由="达标") == [("paragraph", "标准：达标。")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("甲\n{不存在}", "2"),
        ("{建议}", "内容"),
        ("{建议.别的}", "别的"),
        ("{建议.内容}{附件名}", "1"),
        ("{序}、甲", "序"),
        ("甲{落款}", "落款"),
        ("[甲", "1"),
        ("甲]", "1"),
        ("[[甲]]", "1"),
        ("{{单位}}", "1"),
        ("{单位.__class__}", "__class__"),
        ("{% include 'x' %}", "include"),
        ("| 只有标签", "1"),
        ("   ", ""),
        ("甲" * (patterns.LONGEST + 1), ""),
    ],
)
def test_what_cannot_be_filled_is_refused_with_its_line(text, why):
    with pytest.raises(patterns.Faulty) as refused:
        patterns.check(text, PLACES)
    assert why in str(refused.value)


def test_every_faulty_line_is_named_at_once():
    with pytest.raises(patterns.Faulty) as refused:
        patterns.check("{一}\n{单位}\n{二}\n[", PLACES)
    assert [fault.line for fault in refused.value.faults] == [1, 3, 4]


class TestTitles:
    def broken(self, title: str) -> list[str]:
        return titles.balanced(title, measure=len, longest=20)

    def test_a_short_one_stands_in_one_line(self):
        assert self.broken("检察建议书") == ["检察建议书"]

    def test_a_long_one_is_balanced_and_never_broken_inside_a_number(self):
        title = "关于木检行公建〔2019〕1号检察建议书的回复函"
        assert self.broken(title) == ["关于木检行公建〔2019〕1号", "检察建议书的回复函"]

    def test_the_letters_of_a_number_that_is_named_stay_with_it(self):
        title = "关于吉木萨尔县水利局未落实木检行违建〔2026〕2号检察建议的报告"
        at_will = titles.balanced(title, measure=len, longest=22)
        whole = titles.balanced(title, measure=len, longest=22, whole=["木检行违建〔2026〕2号"])
        assert not any("木检行违建〔2026〕2号" in line for line in at_will)
        assert whole == ["关于吉木萨尔县水利局未落实", "木检行违建〔2026〕2号检察建议的报告"]

    def test_no_line_begins_or_ends_with_what_may_not(self):
        lines = self.broken("关于督促整治（散装）生鲜乳、熟食和其他食品销售安全问题的“检察建议书”")
        assert all(line[0] not in "）、”" and line[-1] not in "（“" for line in lines)
        assert len(lines) == 2 and "".join(lines).startswith("关于督促")

    def test_nothing_is_lost_even_of_what_cannot_be_broken(self):
        assert "".join(self.broken("A" * 50)) == "A" * 50
