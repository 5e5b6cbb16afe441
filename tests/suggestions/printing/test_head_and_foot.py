"""What stands around the text, measured: red head, signature and seal, note of attachments, copies and printing office."""

import itertools
from dataclasses import replace

import pytest

from suggestions.printing import renderer, typesetting
from suggestions.printing.sheets import Sheet, SheetFrame

from . import measured, sample_sheets
from .measured import CELL, HEIGHT, MILLIMETRE, PITCH, WIDTH, Box, Page

RED = (0.866667, 0.0, 0.0)
LONG = "新疆维吾尔自治区巴音郭楞蒙古自治州博斯腾湖流域生态检察院派驻室"
MARKS = ["最高人民检察院", sample_sheets.ORGAN, "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民检察院", LONG]
COUNTS = range(10, 24)


def print_sealed(sheet: Sheet) -> bytes:
    return typesetting.print_sheet(sheet, seals=sample_sheets.seals()).pdf


def red_letter(mark: str = sample_sheets.ORGAN) -> bytes:
    return print_sealed(
        sample_sheets.letter(frame=SheetFrame(author=sample_sheets.ORGAN, red_mark=mark, seal="a" * 64))
    )


@pytest.fixture(params=["packaged faces", pytest.param("faces of the office", marks=pytest.mark.slow)])
def any_fonts(request: pytest.FixtureRequest) -> None:
    if request.param == "faces of the office":
        request.getfixturevalue("office")


@pytest.mark.usefixtures("any_fonts")
@pytest.mark.parametrize("mark", MARKS, ids=len)
def test_a_red_head_has_the_distances_of_the_standard(mark: str) -> None:
    pdf = red_letter(mark)
    page = measured.pages(pdf)[0]
    drawn, number, title = page.line(mark), page.line(sample_sheets.NUMBER), page.line("检察建议书")
    [line] = [rule for rule in page.rules if rule.color]
    ink = measured.ink(pdf, box=Box(-1, 20, WIDTH + 1, drawn.base + 4))
    assert all(character.color == pytest.approx(RED) for character in drawn.characters)
    assert drawn.middle == pytest.approx(WIDTH / 2, abs=0.2)
    assert drawn.left > -0.1
    assert ink.top == pytest.approx(35, abs=0.2)
    # The number's line is two lines below the mark; its characters stand in the middle of it.
    size = 16 / MILLIMETRE
    number_ink = measured.ink(pdf, box=Box(0, ink.bottom + 1, WIDTH, line.top - 0.5))
    assert number_ink.top - ink.bottom == pytest.approx(2 * PITCH + (PITCH - size) / 2, abs=0.8)
    assert line.top - number_ink.bottom == pytest.approx(4, abs=0.5)
    assert number.middle == pytest.approx(WIDTH / 2, abs=0.2)
    assert (line.left, line.right) == (pytest.approx(0, abs=0.1), pytest.approx(WIDTH, abs=0.1))
    assert line.color == pytest.approx(RED)
    # Two empty lines, and what is left of the third to the next line of the grid.
    title_line = title.base - 0.739 * PITCH
    assert 2 - 0.16 < (title_line - line.bottom) / PITCH + 0.15 < 3
    assert page.line(f"{sample_sheets.UNIT}：").base - title.base == pytest.approx(2 * PITCH, abs=1.6)


def signature(pages: list[Page], *, day: str = "2019年11月11日") -> tuple[Page, int]:
    """The page that the day stands on, and where among its lines."""
    [found] = [(page, place) for page in pages for place, line in enumerate(page.lines) if line.text == day]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("frame", [sample_sheets.SEALED, sample_sheets.RED], ids=["plain head", "red head"])
def test_name_date_and_seal_stand_as_the_standard_says(frame: SheetFrame) -> None:
    pages = measured.pages(print_sealed(sample_sheets.letter(frame=frame)))
    page, place = signature(pages)
    above, name, day = page.lines[place - 2 : place + 1]
    [seal] = page.pictures
    assert day.right == pytest.approx(WIDTH - 4 * CELL, abs=0.15)
    assert name.middle == pytest.approx(day.middle, abs=0.15)
    assert day.base - name.base == pytest.approx(PITCH, abs=0.05)
    assert (seal.right - seal.left, seal.bottom - seal.top) == (pytest.approx(42), pytest.approx(42))
    assert seal.middle[0] == pytest.approx(day.middle, abs=0.15)
    assert seal.top < name.base - 5
    assert seal.bottom > day.base
    assert 0 < seal.top - above.base < PITCH
    half_a_character = 2
    assert 0 < (name.base + day.base) / 2 - half_a_character - seal.middle[1] < PITCH / 2


@pytest.mark.slow
@pytest.mark.parametrize("count", [4, 11, 14, 24, 25, 30, 40])
def test_a_name_of_any_length_stays_in_the_text_block_over_its_date(count: int) -> None:
    name = (LONG + LONG)[:count]
    pages = measured.pages(print_sealed(sample_sheets.letter(frame=SheetFrame(author=name, seal="a" * 64))))
    page, place = signature(pages)
    lines = [line for line in page.lines[max(0, place - 2) : place] if line.text and line.text in name]
    [seal] = page.pictures
    assert "".join(line.text for line in lines) == name
    for line in lines:
        assert line.left > -0.1
        assert line.right < WIDTH + 0.3
        assert line.middle == pytest.approx(page.lines[place].middle, abs=0.2)
        assert seal.top < line.base < seal.bottom
    # The lower edge of the seal goes around the date, never through it.
    assert seal.bottom > page.lines[place].base + 2
    assert seal.right < WIDTH


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 3, 4, 6])
@pytest.mark.parametrize("name", ["丙县人民检察院", sample_sheets.ORGAN, LONG[:23], LONG[:28]], ids=len)
def test_joint_issuers_stand_in_rows_with_their_seals(count: int, name: str) -> None:
    joint = tuple(f"{number}{name[1:]}" for number in "乙丙丁戊己庚"[1:count])
    frame = SheetFrame(author=name, seal="a" * 64, joint=joint, joint_seals=("a" * 64,) * len(joint))
    pages = measured.pages(print_sealed(sample_sheets.letter(frame=frame, 附件=[], 抄送=[])))
    [(page, day)] = [
        (page, line)
        for page in pages
        for line in page.lines
        if line.text.endswith("2019年11月11日") and line.right > 80
    ]
    seals = sorted(page.pictures, key=lambda box: (round(box.top), box.left))
    assert len(seals) == count and not any(other.pictures for other in pages if other is not page)
    in_a_row = 2 if name in LONG else 3
    tops = sorted({round(box.top) for box in seals})
    assert len(tops) == -(-count // in_a_row)
    for one, other in itertools.combinations(seals, 2):
        assert one.right < other.left or other.right < one.left or one.bottom < other.top or other.bottom < one.top
    assert all(box.left >= -0.1 and box.right <= WIDTH + 0.1 for box in seals)
    above = max(line.base for line in page.body if line.base < seals[0].top)
    assert seals[0].top - above < PITCH
    last = seals[-1]
    assert day.right == pytest.approx(WIDTH - 4 * CELL, abs=0.15)
    assert last.middle[0] == pytest.approx(day.middle, abs=0.15)
    assert last.top < day.base - PITCH and day.base < last.bottom
    text = "".join(line.text for line in page.lines)
    assert all(text.count(character) for character in "".join(joint))


@pytest.mark.slow
def test_copies_and_printing_office_of_four_joint_issuers_do_not_stand_alone() -> None:
    joint = ("奇台县人民检察院", "吉木萨尔县人民检察院", "昌吉市人民检察院")
    frame = replace(sample_sheets.RED, marks=(), joint=joint, joint_seals=("a" * 64,) * 3)
    pages = measured.pages(print_sealed(sample_sheets.letter(frame=frame)))
    assert len(pages) == 2 and len(pages[-1].pictures) == 4 and pages[-1].line("印发")


@pytest.mark.slow
@pytest.mark.parametrize("frame", [sample_sheets.SEALED, sample_sheets.RED], ids=["plain head", "red head"])
def test_the_signature_never_stands_without_text_above_it(frame: SheetFrame) -> None:
    counts = set()
    for lines in COUNTS:
        facts = "\n".join(["上述情况属实。"] * lines)
        pages = measured.pages(print_sealed(sample_sheets.letter(查明的事实和证据=facts, 附件=[], frame=frame)))
        page, place = signature(pages)
        counts.add(page.number)
        assert place >= 2, f"{lines} lines"
        assert page.lines[place - 2].size == pytest.approx(16, abs=0.1)
        assert len(page.pictures) == 1
        assert all(not other.pictures for other in pages if other is not page)
        if frame is sample_sheets.RED:
            assert pages[-1].line("印发")
    assert len(counts) > 1


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_note_of_attachments_is_not_torn_and_the_page_of_the_seal_bears_text(count: int) -> None:
    names = [f"证据材料{number}" for number in range(count)]
    for lines in COUNTS:
        facts = "\n".join(["上述情况属实。"] * lines)
        sheet = sample_sheets.letter(查明的事实和证据=facts, 附件=names, frame=sample_sheets.SEALED, 抄送=[])
        pages = measured.pages(print_sealed(sheet))
        last = [line.text for line in pages[-1].lines]
        note = next(number for number, text in enumerate(last) if text.startswith("附件："))
        assert note >= 1, f"{lines} lines"
        assert sum("证据材料" in text for text in last) == count


@pytest.mark.slow
@pytest.mark.parametrize("lines", [1, 8, 10, 12, 30])
def test_copies_and_printing_office_stand_on_an_even_page(lines: int) -> None:
    facts = "\n".join(["上述情况属实。"] * lines)
    pages = measured.pages(print_sealed(sample_sheets.letter(查明的事实和证据=facts, frame=sample_sheets.RED)))
    assert len(pages) % 2 == 0
    assert pages[-1].line("抄送：")
    assert all(not any("抄送：" in line.text for line in page.lines) for page in pages[:-1])
    is_behind_a_blank_page = not pages[-2].lines
    assert bool(pages[-1].folio.text) != is_behind_a_blank_page
    assert bool(pages[-2].folio.text) != is_behind_a_blank_page


@pytest.mark.usefixtures("any_fonts")
def test_copies_and_printing_office_stand_at_the_foot_of_the_last_page() -> None:
    pdf = print_sealed(sample_sheets.letter(frame=sample_sheets.RED))
    page = measured.pages(pdf)[-1]
    copies = [line for line in page.lines if abs(line.size - 14) < 0.1]
    first, *more, office = copies
    character = 14 / MILLIMETRE
    assert first.text.startswith("抄送：")
    assert first.left == pytest.approx(character, abs=0.1)
    assert more
    assert all(line.left == pytest.approx(4 * character, abs=0.1) for line in more)
    assert all(line.right < WIDTH - character + 0.1 for line in copies)
    assert office.left == pytest.approx(character, abs=0.1)
    assert office.right == pytest.approx(WIDTH - character, abs=0.1)
    assert office.text.endswith("2019年11月11日印发")


def rules_of(pdf: bytes, *, page: int) -> list[tuple[float, float]]:
    """Where each rule begins and ends that is drawn at the left edge of the lower part of a page, from top to bottom."""
    top, dpi = 150.0, 1016
    strip = measured.looked_at(pdf, page=page, box=Box(0.2, top, 0.6, HEIGHT + 1), dpi=dpi)
    rows = [strip.getpixel((strip.width // 2, row)) for row in range(strip.height)]
    edges = [row for row, (one, other) in enumerate(itertools.pairwise([0, *rows, 0])) if one != other]
    places = [top + edge / dpi * 25.4 for edge in edges]
    return list(zip(places[::2], places[1::2], strict=True))


@pytest.mark.slow
def test_the_rules_at_the_foot_are_thick_thin_thick_and_the_last_on_the_edge_of_the_text_block() -> None:
    pdf = print_sealed(sample_sheets.letter(frame=sample_sheets.RED))
    pages = measured.pages(pdf)
    first, middle, last = rules_of(pdf, page=len(pages))
    assert first[1] - first[0] == pytest.approx(0.35, abs=0.08)
    assert middle[1] - middle[0] == pytest.approx(0.25, abs=0.08)
    assert last[1] - last[0] == pytest.approx(0.35, abs=0.08)
    assert last[1] == pytest.approx(HEIGHT, abs=0.2)
    across = [rule for rule in pages[-1].rules if not any(rule.color)]
    assert across
    assert all(rule.left == pytest.approx(0, abs=0.1) for rule in across)
    assert all(rule.right == pytest.approx(WIDTH, abs=0.1) for rule in across)


@pytest.mark.slow
def test_one_thing_at_the_foot_has_no_rule_inside() -> None:
    pdf = print_sealed(sample_sheets.letter(frame=sample_sheets.SEALED))
    assert len(rules_of(pdf, page=len(measured.pages(pdf)))) == 2


@pytest.mark.slow
def test_the_note_of_attachments_stands_one_line_below_and_hangs() -> None:
    names = ["现场勘验笔录以及其他能够证明上述事实的书证物证视听资料和电子数据的清单", "照片8张"]
    pages = measured.pages(print_sealed(sample_sheets.letter(附件=names, frame=sample_sheets.SEALED)))
    page = next(page for page in pages if any("附件：" in line.text for line in page.lines))
    place = next(number for number, line in enumerate(page.lines) if line.text.startswith("附件：1."))
    above, first, hanging, second = page.lines[place - 1 : place + 3]
    begins = {character.text: character.left for character in reversed(first.characters)}
    assert first.base - above.base == pytest.approx(2 * PITCH, abs=0.05)
    assert first.left == pytest.approx(2 * CELL, abs=0.1)
    assert hanging.left == pytest.approx(begins["现"], abs=0.3)
    assert second.text == "2.照片8张"
    assert second.left == pytest.approx(begins["1"], abs=0.15)


@pytest.mark.slow
def test_a_single_attachment_has_no_number() -> None:
    pages = measured.pages(print_sealed(sample_sheets.letter(附件=["照片8张"], frame=sample_sheets.SEALED)))
    assert pages[-1].line("附件：").text == "附件：照片8张"


@pytest.mark.slow
def test_a_title_of_several_lines_and_a_long_issuer_keep_the_grid(printer: renderer.Printer) -> None:
    sheet = sample_sheets.letter(
        frame=SheetFrame(author=LONG, seal="a" * 64), 变更说明="（替代本院2019年10月26日发出的检察建议书）"
    )
    page = measured.pages(print_sealed(sheet))[0]
    for line in page.body:
        step = line.base / PITCH - 0.739
        assert step == pytest.approx(round(step), abs=0.01), line.text


def test_number_of_the_copy_stands_over_the_marks_and_the_remark_under_the_date() -> None:
    for red_mark in ("", sample_sheets.ORGAN):
        frame = SheetFrame(
            author=sample_sheets.ORGAN,
            red_mark=red_mark,
            marks=("工作秘密", "加急"),
            copy_number="000001",
            remark="此件不公开",
            seal="a" * 64,
        )
        pages = measured.pages(print_sealed(sample_sheets.letter(frame=frame)))
        number, secret, urgent = pages[0].lines[:3]
        assert [number.text, secret.text, urgent.text] == ["000001", "工作秘密", "加急"]
        assert [line.left for line in (number, secret, urgent)] == [pytest.approx(0, abs=0.7)] * 3
        assert [after.base - one.base for one, after in itertools.pairwise((number, secret, urgent))] == [
            pytest.approx(PITCH, abs=0.1)
        ] * 2
        page, place = signature(pages)
        remark = page.lines[place + 1]
        assert remark.text == "（此件不公开）"
        assert remark.left == pytest.approx(2 * CELL, abs=4)  # the bracket's own room stands before its ink
        assert remark.base - page.lines[place].base == pytest.approx(PITCH, abs=0.1)


def test_the_form_of_a_letter_has_its_mark_and_double_lines_where_the_standard_says() -> None:
    frame = SheetFrame(author=sample_sheets.ORGAN, red_mark=sample_sheets.ORGAN, is_letter_form=True)
    pdf = typesetting.print_sheet(sample_sheets.letter(frame=frame)).pdf
    first, *others = measured.pages(pdf)
    above = measured.ink(pdf, box=Box(0, -20, WIDTH, first.line(sample_sheets.ORGAN).base + 0.5))
    assert above.top + measured.TOP == pytest.approx(30, abs=0.3)
    lines = [rule for rule in first.rules if rule.color == pytest.approx(RED)]
    assert lines
    assert all(rule.right - rule.left == pytest.approx(170, abs=0.3) for rule in lines)
    assert all((rule.left + rule.right) / 2 == pytest.approx(WIDTH / 2 - 1, abs=1.1) for rule in lines)
    foot = [rule.top for rule in lines if rule.top > HEIGHT / 2]
    assert 297 - measured.TOP - min(foot) == pytest.approx(20, abs=0.2)
    assert first.line(sample_sheets.NUMBER).right == pytest.approx(WIDTH, abs=0.5)
    assert not any(line.text.strip("— ") == "1" for line in first.lines)
    assert not any(rule.color == pytest.approx(RED) for page in others for rule in page.rules)
