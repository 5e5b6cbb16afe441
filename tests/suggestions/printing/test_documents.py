"""Every kind of document is printed, says what its record says, and nothing that a person typed is more than text."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pdfplumber
import pikepdf
import pypdf
import pytest
from django.utils.safestring import mark_safe

from followups.documents.document_kinds import KINDS
from suggestions.documents import composing
from suggestions.printing import filling, fonts, patterns, typesetting, wording
from suggestions.printing.characters import ForbiddenCharacter
from suggestions.printing.sheets import Sheet, SheetFrame, again

from . import sample_sheets

PAGE_NUMBER = re.compile(r"—\d+—")
PAYLOAD = (
    '<img src="file:///etc/hostname"><link rel=attachment href="file:///etc/passwd">'
    "<style>@import url(http://198.51.100.1/a.css);</style>{{ document }}{% include 'x' %}{被建议单位}[&lt;b&amp;"
)


def text_of(pdf: bytes) -> str:
    """Return the text of all pages without white space, which line breaks put anywhere, and without page numbers."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join(PAGE_NUMBER.sub("", "".join(page.extract_text().split())) for page in pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def named(sheet: Sheet) -> Iterator[str]:
    """Yield each text of the facts that the template names, or that the frame prints."""
    names = {name for line in patterns.lines(sheet.text) for name in line.names} | {"文号", "落款日期"}
    for name in names:
        base, dot, part = name.partition(".")
        value = sheet.facts.get(base)
        if dot and value:
            yield from (item[part] for item in value)
        elif value:
            yield from [value] if isinstance(value, str) else value


@pytest.mark.slow
@pytest.mark.parametrize("name", sample_sheets.EVERY_SHEET)
def test_each_document_says_all_that_its_template_names(name: str) -> None:
    sheet = sample_sheets.EVERY_SHEET[name]
    printed = text_of(typesetting.print_sheet(sheet).pdf)
    said = {text: [squeezed(line).rstrip("；。") for line in text.split("\n")] for text in named(sheet)}
    assert [text for text, lines in said.items() if not all(line in printed for line in lines)] == []
    assert squeezed(sheet.title) in printed


@pytest.mark.slow
@pytest.mark.parametrize("key", KINDS)
def test_every_kind_has_a_template_that_came_along_and_names_only_its_own_facts(key: str) -> None:
    kind = KINDS[key]
    patterns.check(composing.text_that_came_along(key), kind.places)
    patterns.check(kind.heading, kind.places)


@pytest.mark.slow
@pytest.mark.parametrize("name", sample_sheets.EVERY_SHEET)
def test_markup_in_any_field_is_printed_as_text(name: str) -> None:
    page = typesetting.html(sample_sheets.with_payload(sample_sheets.EVERY_SHEET[name], mark_safe(PAYLOAD)))
    assert "<img" not in page
    assert "<link" not in page
    assert "<style" not in page
    squeezed_page = page.replace("\n", "").replace("</span>", "")
    assert "&amp;lt;b&amp;amp;" in squeezed_page


@pytest.mark.slow
def test_a_document_full_of_addresses_is_printed_and_reaches_nothing() -> None:
    rendered = typesetting.print_sheet(sample_sheets.with_payload(sample_sheets.letter(), PAYLOAD))
    assert "file:///etc/passwd" in text_of(rendered.pdf)
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        assert not pdf.attachments
        assert all("/Annots" not in page for page in pdf.pages)


@pytest.mark.slow
def test_two_prints_of_one_document_are_equal_byte_for_byte() -> None:
    first, second = (typesetting.print_sheet(sample_sheets.letter()) for _ in range(2))
    assert first == second
    assert first.pdf != typesetting.print_sheet(sample_sheets.letter(文号="木检行公建〔2019〕4号")).pdf


@pytest.mark.slow
def test_what_is_kept_of_a_sheet_gives_the_same_bytes_again() -> None:
    sheet = sample_sheets.EVERY_SHEET["red head"]
    kept = again(heading=sheet.heading, text=sheet.text, places=sheet.places, kept=sheet.clean.kept())
    assert typesetting.print_sheet(kept) == typesetting.print_sheet(sheet)


@pytest.mark.slow
@pytest.mark.parametrize("pages", [1, 3])
def test_a_letter_has_as_many_pages_as_its_text_needs(pages: int) -> None:
    rendered = typesetting.print_sheet(sample_sheets.letter_of(pages=pages))
    assert rendered.pages == pages
    last = pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages[-1].extract_text()
    assert f"— {pages} —" in last


@pytest.mark.slow
def test_the_recipient_stands_first_or_for_courts_last() -> None:
    usual = text_of(typesetting.print_sheet(sample_sheets.letter()).pdf)
    court = text_of(typesetting.print_sheet(sample_sheets.letter_to_court()).pdf)
    assert usual.index(sample_sheets.UNIT) < usual.index("本院根据群众反映")
    assert court.index("此致木垒哈萨克自治县人民法院") > court.index("书面回复本院")


@pytest.mark.slow
def test_words_of_sending_never_part_from_the_courts_name() -> None:
    """A page of 22 lines: the text grows line by line over its whole length, so that each break falls once between them."""
    parted, lengths = [], range(22)
    for lines in lengths:
        facts = "\n".join(["经查，送达不合规定。"] * lines) or "属实。"
        sheet = sample_sheets.letter_to_court(查明的事实和证据=facts, 附件=[], 抄送=[])
        pages = pypdf.PdfReader(io.BytesIO(typesetting.print_sheet(sheet).pdf)).pages
        [page] = [each for each in (squeezed(page.extract_text()) for page in pages) if "此致" in each]
        if "此致木垒哈萨克自治县人民法院" not in page:
            parted.append(lines)
    assert parted == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("letter_to_court", ["现查明：", "本院认为：", "综上所述，", "特向你院提出如下检察建议："]),
        ("retrial_letter", ["现查明：", "本院认为，", "综上所述，", "特向你院提出再审检察建议，请依法再审："]),
        ("public_interest_letter", ["现向你院提出如下检察建议："]),
    ],
)
def test_a_letter_of_a_kind_has_its_own_skeleton_and_says_on_which_law_it_is_raised(text, words) -> None:
    name = "再审检察建议" if text == "retrial_letter" else "检察建议"
    basis = "根据《中华人民共和国行政诉讼法》第二十五条第四款的规定"
    sheet = sample_sheets.letter_to_court(text=text, 建议名称=name, 提出建议的法律依据=basis)
    printed = text_of(typesetting.print_sheet(sheet).pdf)
    places = [printed.index(each) for each in (*words, "此致木垒哈萨克自治县人民法院")]
    assert places == sorted(places)
    assert f"{basis}，" in printed and "你单位" not in printed


@pytest.mark.slow
def test_a_preview_marks_gaps_and_a_print_refuses_them_by_name() -> None:
    draft = sample_sheets.letter(文号=None, 异议告知=None, 建议=[], 落款日期=None)
    assert typesetting.preview(draft).count('class="gap"') == 4
    with pytest.raises(typesetting.UnfilledGaps) as refusal:
        typesetting.print_sheet(draft)
    assert refusal.value.gaps == ("文号", "建议事项", "提出异议的期限", "日期")
    assert typesetting.print_preview(draft).pages == 2


def test_a_letter_whose_kind_asks_for_no_objection_period_has_no_gap() -> None:
    assert sample_sheets.letter(异议告知="").gaps == ()


def test_the_preview_says_what_is_printed() -> None:
    letter = sample_sheets.letter()
    shown = squeezed(typesetting.preview(letter))
    for block in letter.blocks:
        assert squeezed(block.text) in shown.replace('<spanclass="hei">', "").replace("</span>", "")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["张㛃", "李𠅤", "赵䶮", "孙喆", "周堃", "吴昇"])
def test_rare_characters_of_names_are_printed(name: str) -> None:
    assert name in text_of(typesetting.print_sheet(sample_sheets.letter(联系人=name)).pdf)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["شىنجاڭ ئۇيغۇر ئاپتونوم رايونى", "ئۈرۈمچى شەھەرلىك بازار نازارەت قىلىش ئىدارىسى"])
def test_uyghur_names_of_units_are_printed_in_a_face_that_joins_their_letters(unit: str) -> None:
    rendered = typesetting.print_sheet(sample_sheets.letter(抄送=[unit], 查明的事实和证据=f"{unit}负有职责。"))
    assert fonts.NASKH in rendered.fonts


@pytest.mark.slow
def test_latin_names_of_units_are_printed() -> None:
    name = "Xinjiang Ümit Dairy Co., Ltd."
    assert squeezed(name) in text_of(typesetting.print_sheet(sample_sheets.letter(抬头单位=name)).pdf)


def test_a_character_that_no_face_has_fails_with_its_place() -> None:
    letter = sample_sheets.letter(建议=[{"内容": "整改\U0001f95b市场", "依据": "", "完成标准": ""}])
    with pytest.raises(fonts.MissingGlyphs) as refusal:
        typesetting.print_sheet(letter)
    first = refusal.value.missing[0]
    assert (first.character, first.context) == ("\U0001f95b", "整改\U0001f95b市场")
    assert "U+1F95B" in str(refusal.value)
    assert first.place == "建议事项 1"


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\u2066", "\u2028", "\ufffe", "\ud800"]
)
def test_control_characters_are_refused_with_their_place(character: str) -> None:
    with pytest.raises(ForbiddenCharacter) as refusal:
        typesetting.html(sample_sheets.letter(联系人=f"张三{character}李四"))
    assert f"U+{ord(character):04X}" in str(refusal.value)
    assert refusal.value.context == "张三李四"
    assert refusal.value.place == "联系人"


def test_marks_that_print_nothing_are_dropped_and_line_ends_unified() -> None:
    body = typesetting.preview(sample_sheets.letter(其他事项="\ufeff甲\u200b乙\r\n丙\t丁"))
    assert "<p>甲乙</p><p>丙 丁</p>" in body


def test_the_ordinals_of_measures_are_chinese_numerals() -> None:
    assert [wording.ordinal(number) for number in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
    with pytest.raises(ValueError, match="100"):
        wording.ordinal(100)


def test_a_heading_under_which_nothing_is_said_is_left_out() -> None:
    places = [patterns.Place(name="甲", label="a"), patterns.Place(name="乙", label="b")]
    blocks = filling.filled("# 一\n{甲}\n# 二\n{乙}\n{落款}", places, {"甲": "", "乙": "说"})
    assert [(block.style, block.text) for block in blocks] == [
        ("heading", "二"),
        ("paragraph", "说"),
        ("signature", ""),
    ]


@pytest.mark.slow
def test_secrecy_and_urgency_stand_top_left_in_both_heads() -> None:
    for mark in ("", "某院"):
        frame = SheetFrame(author=sample_sheets.ORGAN, red_mark=mark, marks=("工作秘密", "加急"))
        with pdfplumber.open(io.BytesIO(typesetting.print_sheet(sample_sheets.letter(frame=frame)).pdf)) as pdf:
            left, *_others = pdf.pages[0].crop((28 / 25.4 * 72, 37 / 25.4 * 72, 200, 170)).extract_text().split()
        assert left == "工作秘密"


@pytest.mark.parametrize("key", ["escalation_report", "escalation_notice", "reply"])
def test_the_number_in_a_title_is_in_one_line_with_its_letters(key: str) -> None:
    sheet = sample_sheets.telling(KINDS[key])
    facts = dict(sheet.facts) | {
        "建议书文号": "木检行违建〔2026〕2号",
        "被建议单位": "木垒县水利局",
        "建议书名称": "检察建议书",
    }
    printed = typesetting.html(replace(sheet, facts=facts))
    title = re.search(r"<h1[^>]*>(.*?)</h1>", printed)
    assert title and "<br>" in title[1]
    assert any("木检行违建〔2026〕2号" in line for line in title[1].split("<br>"))
