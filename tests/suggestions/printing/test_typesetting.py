"""The printed page measured against GB/T 9704-2012: text block, one grid of 22 lines, faces and sizes, page numbers."""

import itertools
from dataclasses import replace
from functools import cache

import pytest

from followups.documents.document_kinds import KINDS
from sample.letters import LETTERS
from suggestions.printing import line_breaking, patterns, typesetting
from suggestions.printing.sheets import Sheet

from . import measured, sample_sheets
from .measured import CELL, HEIGHT, PITCH, WIDTH, Box, Page

#: Where the first base line stands on every page, by the faces that the tests print with.
FIRST_BASE = 0.739 * PITCH
TENTH_OF_A_POINT = 0.1 / measured.MILLIMETRE
CORPUS = {
    "short": sample_sheets.letter_of(pages=1),
    "Mulei": sample_sheets.letter(frame=sample_sheets.SEALED),
    "to a court": sample_sheets.letter_to_court(),
    "second version": sample_sheets.letter(变更说明="（替代本院2019年10月26日发出的检察建议书）"),
    "red head": sample_sheets.letter(frame=sample_sheets.RED),
    "mixed": sample_sheets.mixed_letter(seed=1, paragraphs=8),
    "mixed, red head": sample_sheets.mixed_letter(seed=2, paragraphs=14, frame=sample_sheets.RED),
    "long": sample_sheets.mixed_letter(seed=3, paragraphs=60),
} | {key: sample_sheets.invented(key) for key in sorted(LETTERS)[:6]}


@cache
def printed(name: str) -> list[Page]:
    return measured.pages(print_sealed(CORPUS[name]))


def print_sealed(sheet: Sheet) -> bytes:
    return typesetting.print_sheet(sheet, seals=sample_sheets.seals()).pdf


def off_the_grid(page: Page, *, first: float = FIRST_BASE) -> list[tuple[float, str]]:
    """The lines of the text whose base line is not a whole number of pitches below the first one of the page."""
    placed = {sample_sheets.NUMBER} if any(rule.color for rule in page.rules) else set()
    steps = [((line.base - first) / PITCH, line.text) for line in page.body if line.text not in placed]
    return [(step, text) for step, text in steps if abs(step - round(step)) * PITCH > TENTH_OF_A_POINT]


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPUS)
def test_nothing_of_the_body_stands_outside_of_the_text_block(name: str) -> None:
    for page in printed(name):
        assert (page.width, page.height) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
        for line in page.lines:
            assert line.left > -0.3, line.text
            assert line.right < WIDTH + 0.3, line.text
            assert 0 < line.base < HEIGHT, line.text
        for subject in (*page.rules, *page.pictures):
            assert subject.left > -0.3
            assert subject.right < WIDTH + 0.3
            assert subject.top > -0.3
            assert subject.bottom < HEIGHT + 0.3


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mixed", "red head", "Mulei"])
def test_no_ink_stands_outside_of_the_text_block(name: str) -> None:
    pdf = print_sealed(CORPUS[name])
    found = measured.ink(pdf, box=Box(-28, -37, 182, HEIGHT), dpi=254)
    assert found.left > -0.3
    assert found.top > -0.3
    assert found.right < WIDTH + 0.3
    assert found.bottom <= HEIGHT


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPUS)
def test_all_lines_of_the_text_stand_on_one_grid_on_every_page(name: str) -> None:
    pages = printed(name)
    assert [off_the_grid(page) for page in pages] == [[]] * len(pages)


@pytest.mark.slow
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("frame", [sample_sheets.SEALED, sample_sheets.RED], ids=["plain head", "red head"])
def test_faces_of_other_heights_move_no_line(frame: sample_sheets.SheetFrame) -> None:
    pages = measured.pages(print_sealed(sample_sheets.mixed_letter(seed=4, paragraphs=12, frame=frame)))
    first = pages[1].body[0].base
    assert [off_the_grid(page, first=first) for page in pages] == [[]] * len(pages)
    used = {character.font for page in pages for line in page.lines for character in line.characters}
    assert {"仿宋_GB2312", "楷体_GB2312", "黑体", "Noto-Serif-SC", "Noto-Naskh-Arabic"} <= used


@pytest.mark.slow
def test_a_preview_with_gaps_stands_on_the_grid_too() -> None:
    draft = sample_sheets.letter(文号=None, 异议告知=None, 建议=[], 落款日期=None)
    pages = measured.pages(typesetting.print_preview(draft).pdf)
    assert [off_the_grid(page) for page in pages] == [[]] * len(pages)


@pytest.mark.slow
def test_a_full_page_has_22_lines() -> None:
    _first, *full, _last = printed("long")
    assert len(full) > 2
    for page in full:
        assert len(page.body) == 22
        assert page.body[0].base == pytest.approx(FIRST_BASE, abs=0.05)
        assert page.body[-1].base == pytest.approx(FIRST_BASE + 21 * PITCH, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "pages"), [(1, 1), (2, 2), (4, 4), (8, 7), (14, 12)])
def test_letters_of_any_length_have_full_pages_on_one_grid(asked: int, pages: int) -> None:
    found = measured.pages(print_sealed(sample_sheets.letter_of(pages=asked)))
    assert len(found) == pages
    assert [off_the_grid(page) for page in found] == [[]] * pages
    assert all(len(page.body) == 22 for page in found[1:-2])


@pytest.mark.slow
@pytest.mark.parametrize("lines", range(12, 20))
def test_a_page_break_between_any_two_lines_keeps_the_grid(lines: int) -> None:
    facts = "\n".join(["上述情况属实。"] * lines)
    pages = measured.pages(print_sealed(sample_sheets.letter(查明的事实和证据=facts, frame=sample_sheets.SEALED)))
    assert [off_the_grid(page) for page in pages] == [[]] * len(pages)
    assert len(pages) > 1


@pytest.mark.slow
@pytest.mark.usefixtures("office")
def test_numbers_of_levels_have_their_faces() -> None:
    pages = measured.pages(
        print_sealed(sample_sheets.letter(违法情形或者应当消除的隐患="\n".join(sample_sheets.LEVELS)))
    )
    lines = [line for page in pages for line in page.lines]

    def fonts_of(begin: str, part: str) -> set[str]:
        return next(line for line in lines if line.text.startswith(begin)).fonts(part)

    body, kai, hei = {"仿宋_GB2312"}, {"楷体_GB2312"}, {"黑体"}
    assert fonts_of("一、关于监管职责", "一、关于监管职责") == hei
    assert fonts_of("一、关于监管职责的", "一、") == hei
    assert fonts_of("一、关于监管职责的", "的履行情况") == body
    assert fonts_of("（一）日常", "（一）日常巡查不到位") == kai
    assert fonts_of("（一）日常巡查不到位，", "（一）") == kai
    assert fonts_of("（一）日常巡查不到位，", "日常") == body
    assert fonts_of("1.未", "1.未建立台账。") == body
    assert fonts_of("（1）未", "（1）未登记进货来源。") == body
    assert fonts_of("二、制度", "二、制度不健全。") == hei
    assert fonts_of("二、制度", "销售环节") == body


@pytest.mark.slow
@pytest.mark.usefixtures("office")
def test_the_face_of_a_measure_does_not_depend_on_its_length() -> None:
    asked = [{"内容": text, "依据": "", "完成标准": ""} for text in ("限期整改。", "限期整改" * 12, "整改")]
    pages = measured.pages(print_sealed(sample_sheets.letter(建议=asked)))
    lines = [line for page in pages for line in page.lines if line.text[1:2] == "、"]
    assert [line.fonts(line.text[:2]) for line in lines] == [{"黑体"}] * 3
    assert [line.fonts(line.text[2:]) for line in lines] == [{"仿宋_GB2312"}] * 3


@pytest.mark.slow
def test_the_full_stop_of_a_measure_stands_behind_its_basis() -> None:
    asked = [{"内容": f"限期整改{end}", "依据": "《食品安全法》第六条", "完成标准": ""} for end in ("。", "；", "")]
    pages = measured.pages(print_sealed(sample_sheets.letter(建议=asked)))
    said = [line.text for page in pages for line in page.lines if "限期整改" in line.text]
    assert [text[2:] for text in said] == ["限期整改（依据：《食品安全法》第六条）。"] * 3


@pytest.mark.slow
def test_latin_words_and_numbers_are_not_spread_and_the_text_beside_them_is() -> None:
    text = "经查Xinjiang Ümit Dairy Co., Ltd.于2019年至2020年间未按《食品安全法》第110条规定登记，" * 4
    [first, *_others] = measured.pages(print_sealed(sample_sheets.letter(查明的事实和证据=text)))
    for line in first.body:
        for word in ("Xinjiang", "Dairy", "2020", "110"):
            start = line.text.find(word)
            if start < 0:
                continue
            drawn = line.characters[start : start + len(word)]
            unseen = line_breaking.UNSEEN * line_breaking.STEP / measured.MILLIMETRE + 0.02
            assert all(after.left == pytest.approx(one.right, abs=unseen) for one, after in itertools.pairwise(drawn))


@pytest.mark.slow
@pytest.mark.usefixtures("office")
def test_the_title_has_its_face_and_size() -> None:
    for frame in (sample_sheets.SEALED, sample_sheets.RED):
        title = measured.pages(print_sealed(sample_sheets.letter(frame=frame)))[0].line("检察建议书")
        assert title.size == pytest.approx(22, abs=0.1)
        assert title.fonts("检察建议书") == {"方正小标宋简体"}
        assert title.middle == pytest.approx(WIDTH / 2, abs=0.3)
    reply = sample_sheets.EVERY_SHEET["reply"]
    named = replace(reply, facts={**reply.facts, "建议书名称": "检察建议书"})
    long = measured.pages(typesetting.print_sheet(named).pdf)[0].line("检察建议书的回复函")
    assert long.size == pytest.approx(22, abs=0.1)


@pytest.mark.slow
@pytest.mark.usefixtures("office")
def test_page_numbers_stand_on_the_outer_side_one_character_in() -> None:
    character = 14 / measured.MILLIMETRE
    for page in measured.pages(print_sealed(sample_sheets.letter_of(pages=4))):
        assert page.folio.text == f"— {page.number} —"
        assert page.folio.size == pytest.approx(14, abs=0.1)
        assert page.folio.fonts(page.folio.text) == {"宋体"}
        if page.number % 2:
            assert page.folio.right == pytest.approx(WIDTH - character, abs=0.2)
        else:
            assert page.folio.left == pytest.approx(character, abs=0.2)


@pytest.mark.slow
@pytest.mark.parametrize("of_the_office", [False, True])
def test_the_dashes_beside_the_page_number_are_7_mm_below_the_text_block(
    of_the_office: bool, request: pytest.FixtureRequest
) -> None:
    if of_the_office:
        request.getfixturevalue("office")
    pdf = print_sealed(sample_sheets.letter_of(pages=1))
    dash = measured.pages(pdf)[0].folio.characters[0]
    found = measured.ink(pdf, box=Box(dash.left, HEIGHT, dash.right, HEIGHT + 20))
    assert found.middle[1] == pytest.approx(HEIGHT + 7, abs=0.2)


@pytest.mark.slow
def test_a_line_of_28_characters_fills_the_width_and_stands_in_cells() -> None:
    text = "检察建议书面回复办理情况督促整改落实监督管理职责公共利益安全法" * 4
    lines = measured.pages(print_sealed(sample_sheets.letter(查明的事实和证据=text)))[0].body
    full = [line for line in lines if len(line.text) == 28 and set(line.text) <= set(text)]
    assert len(full) >= 3
    for line in full:
        assert line.left == pytest.approx(0, abs=0.05)
        assert line.right == pytest.approx(WIDTH, abs=0.15)
        for number, character in enumerate(line.characters):
            assert character.left == pytest.approx(number * CELL, abs=0.15)


@pytest.mark.slow
def test_of_a_paragraph_of_a_report_two_lines_at_least_stand_on_each_page() -> None:
    report = sample_sheets.telling(KINDS["conclusion_report"])
    paragraph = "经查该局未按规定履行职责且无正当理由，" * 8
    torn = 0
    for lines in range(9, 14):
        text = "\n".join([*["上述情况属实。"] * lines, paragraph])
        pages = measured.pages(print_sealed(replace(report, facts=dict(report.facts) | {"正文": text})))
        parts = [sum("".join(line.text) in paragraph for line in page.body) for page in pages]
        torn += len(list(filter(None, parts))) > 1
        assert 1 not in parts, lines
    assert torn >= 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("service_return", "备注"),
        ("electronic_consent", "送达地址"),
        ("record_filing", "主要内容"),
        ("approval_sheet", "标题"),
    ],
)
def test_no_row_and_no_signature_falls_alone_onto_the_next_page(key: str, fact: str) -> None:
    kind = KINDS[key]
    sheet = sample_sheets.telling(kind)
    labels = {line.label[0].text for line in patterns.lines(sheet.text) if line.style == "row"}
    counts = set()
    for many in (1, 6, 12, 18, 24, 30):
        facts = dict(sheet.facts) | {fact: "很长的一行内容" * many}
        pages = measured.pages(print_sealed(replace(sheet, facts=facts)))
        counts.add(len(pages))
        if len(pages) > 1:
            said = [line.text for line in pages[-1].lines]
            assert (
                sum(text in labels or text.startswith("审批之环节") for text in said) >= 3 or "受送达单位确认" in said
            ), many
    assert max(counts) == 2
