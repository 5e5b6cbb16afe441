"""Lines of cells: what breaks where, whatever the text; and in the printed file, where each line ends."""

import itertools
import re
import unicodedata
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sample.letters import LETTERS
from suggestions.printing import line_breaking, typesetting
from suggestions.printing.line_breaking import (
    CELLS,
    MOST_ROOM,
    NATURAL,
    NEARLY,
    NEVER_FIRST,
    NEVER_LAST,
    SIZE,
    STEP,
    FontRun,
    TypesetLine,
)
from suggestions.printing.sheets import Sheet

from . import measured, sample_sheets

CELL = line_breaking.WIDTH / CELLS
HANZI = "检察建议书面回复办理情况督促整改落实监督管理职责公共利益"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CLOSING = "。，、；：？！）》」』”’】〕％"
OPENING = "（《「『“‘【〔"
words = st.one_of(
    st.text(alphabet=HANZI, min_size=1, max_size=12),
    st.text(alphabet="0123456789", min_size=1, max_size=18),
    st.text(alphabet=LATIN, min_size=1, max_size=14),
    st.sampled_from(["https://www.example.gov.cn/a/b?c=d&e=1#f" * 2, "12345678.90", "98.5%", "NH3-N", " ", "——", "……"]),
)
fragments = st.tuples(
    st.text(alphabet=OPENING, max_size=2), words, st.sampled_from(["", "", "——", "……"]), st.text(CLOSING, max_size=2)
)
paragraphs = st.lists(fragments.map("".join), min_size=1, max_size=30).map("".join).filter(str.strip)
#: Faces in which Latin is half a cell, or as wide as each letter.
fonts = st.sampled_from([0.5, 0.47, 0.61])


def measure(latin: float) -> line_breaking.Measure:
    def width(text: str, _role: str) -> float:
        return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else latin for character in text)

    return width


def broken(text: str, latin: float = 0.5, **room: float) -> list[TypesetLine]:
    return list(line_breaking.broken([FontRun(text)], measure=measure(latin), **room))


def end(line: TypesetLine, latin: float) -> float:
    """Where the last character of a line ends, in points, as the typesetter draws it."""
    width = sum(measure(latin)(character, "") * SIZE for character in line.text)
    drawn = line_breaking.drawn_steps(line_breaking.asked(line.steps))
    return width + gaps(line, drawn) * STEP


def gaps(line: TypesetLine, drawn: float) -> float:
    """How many steps of spacing a line has: behind each character or word and its spaces; behind the last there is none."""
    steps = [
        step
        for run in line.runs
        for step in ([line.steps] * (1 + 2 * run.text.count(" ")) if run.is_word else [drawn] * len(run.text))
    ]
    return sum(steps[:-1])


def is_ragged(line: TypesetLine, latin: float, room: float) -> bool:
    """Whether the edge would ask for wider gaps than a line may have."""
    drawn = sum(measure(latin)(character, "") * SIZE for character in line.text)
    between = len(pieces(line.text)) - 1 or len(line.text) - 1
    return line.steps == NATURAL and room - drawn > between * line_breaking.WIDEST * STEP - NEARLY


def pieces(text: str) -> list[str]:
    """What a spread line has room between: each character, each word as a whole."""
    found = text[:1]
    for before, after in itertools.pairwise(text):
        found += after if is_of_word(before) and is_of_word(after) else f"\n{after}"
    return found.split("\n")


def is_of_word(character: str) -> bool:
    is_wide = unicodedata.east_asian_width(character) in "WF"
    return character in line_breaking.WORD_MARKS or (character.isalnum() and not is_wide)


@pytest.mark.slow
@given(paragraphs, fonts, st.sampled_from([26, 28, 20.5]), st.sampled_from([28, 22.3]))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_doubled_or_moved_but_spaces_between_lines(
    text: str, latin: float, first: float, rest: float
) -> None:
    found = broken(text, latin, first=first, rest=rest)
    position = 0
    for line in found:
        assert line.text
        skipped = text.index(line.text, position)
        assert text[position:skipped].strip(" ") == ""
        position = skipped + len(line.text)
    assert text[position:].strip(" ") == ""


@pytest.mark.slow
@given(paragraphs, fonts, st.sampled_from([26, 28, 20.5]), st.sampled_from([28, 22.3]))
@settings(max_examples=300, deadline=None)
def test_no_line_is_wider_than_its_room_and_only_the_last_or_one_that_would_be_torn_is_shorter(
    text: str, latin: float, first: float, rest: float
) -> None:
    found = broken(text, latin, first=first, rest=rest)
    for number, line in enumerate(found):
        room = (first if number == 0 else rest) * CELL
        tolerance = max(NEARLY, 0.8 * STEP * len(line.text)) + 0.01
        assert end(line, latin) <= room + tolerance
        can_be_spread = len(line.runs) > 1 or not line.runs[0].is_word
        if line is not found[-1] and can_be_spread and not is_ragged(line, latin, room):
            assert end(line, latin) >= room - tolerance


@pytest.mark.slow
@given(paragraphs, fonts)
@example("书’’书书书书书书书书书——’’‘书‘‘书‘‘ 书——", 0.5)  # a space behind what no line ends with
@settings(max_examples=300, deadline=None)
def test_the_prohibitions_hold_at_every_end_of_a_line(text: str, latin: float) -> None:
    found = broken(text, latin, first=26)
    for line, after in itertools.pairwise(found):
        assert after.text[0] not in NEVER_FIRST, (line.text, after.text)
        assert line.text[-1] not in NEVER_LAST, (line.text, after.text)
        assert not (line.text[-1] in "—…" and line.text[-1] == after.text[0])


@pytest.mark.slow
@given(paragraphs, fonts)
@settings(max_examples=300, deadline=None)
def test_a_word_or_number_is_broken_only_where_it_would_tear_the_line_apart(text: str, latin: float) -> None:
    found = broken(text, latin)
    for line, after in itertools.pairwise(found):
        if line_breaking.may_break(line.text[-1], after.text[0]) or " " in text:
            continue
        kept = next(
            (at for at in range(len(line.text) - 1, 0, -1) if line_breaking.may_break(*line.text[at - 1 : at + 1])), 0
        )
        if kept == 0:
            continue
        before = pieces(line.text[:kept])
        filled = sum(measure(latin)(character, "") * SIZE for piece in before for character in piece)
        room = line_breaking.WIDTH - filled - kept * NATURAL * STEP
        assert room > MOST_ROOM * CELL - NEARLY


@pytest.mark.slow
@given(st.text(alphabet=HANZI + "。，、；：（）《》“”", min_size=1, max_size=300))
@settings(max_examples=200, deadline=None)
def test_lines_of_chinese_hold_28_or_27_or_26_cells(text: str) -> None:
    text = re.sub(r"([。，、；：（）《》“”])[。，、；：（）《》“”]+", r"\1", text)
    for line in broken(text)[:-1]:
        assert len(line.text) in {28, 27, 26}


@pytest.mark.slow
@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_comes_to_an_end_with_every_character_in_it(text: str) -> None:
    squeezed = "".join("".join(line.text for line in broken(text)).split(" "))
    assert squeezed == "".join(text.split(" "))


def test_what_a_class_asks_for_is_drawn_within_half_a_step() -> None:
    for steps in range(-40, line_breaking.WIDEST + 1):
        asked = line_breaking.asked(steps)
        assert abs(line_breaking.drawn_steps(abs(asked)) - abs(steps)) < 0.56
        assert (asked < 0) == (steps < 0)


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("字" * 27 + "“引”", "字", "“"),
        ("字" * 27 + "——续", "字", "字"),
        ("字" * 28 + "。", "字", "字"),
        ("字" * 27 + "123", "字", "1"),
        ("字" * 27 + "2019年", "字", "2"),
        ("字" * 23 + "2019年11月11日起", "字", "2"),
        ("字" * 26 + "11月1日起", "字", "1"),
        ("字" * 24 + "检建〔2026〕1号", "建", "〔"),
        ("字" * 27 + "〔2026〕12号", "字", "〔"),
        ("字" * 20 + "电话0994-123456／7。", "话", "0"),
        ("字" * 22 + "电话0994-1234567转801。", "话", "0"),
        ("字" * 22 + "电话13999999999。", "话", "1"),
    ],
)
def test_lines_end_before_what_belongs_together(text: str, last: str, first: str) -> None:
    line, after, *_others = broken(text)
    assert (line.text[-1], after.text[0]) == (last, first)


@pytest.mark.parametrize("before", ["你院", "本院认为，上述情况属实。你院" + "字" * 8])
def test_a_line_before_a_date_is_set_as_it_comes_rather_than_spread_wide(before: str) -> None:
    text = before + "字" * (22 - len(before)) + "2026年12月10日向你单位发出检察建议书。"
    line, after, *_others = broken(text)
    assert after.text.startswith("2026年12月10日")
    assert line.steps == NATURAL


def test_no_line_has_gaps_of_more_than_an_eighth_of_a_cell() -> None:
    texts = ["字" * many + "2026年12月10日" + "字" * 40 for many in range(12, 28)]
    steps = {line.steps for text in texts for line in broken(text)}
    assert max(steps) <= line_breaking.WIDEST == 125
    assert NATURAL in steps


def test_letter_spacing_stands_between_chinese_characters_and_beside_words_never_inside() -> None:
    line, *_others = broken("经查Xinjiang Dairy于2019年生产" + "字" * 12 + "（" + "字" * 12 + "）")
    assert line.steps > 0
    assert [run.text for run in line.runs if run.is_word] == ["Xinjiang Dairy", "2019"]


def test_a_line_whose_spacing_nobody_sees_is_one_piece_with_its_words() -> None:
    line, *_others = broken("于2019年生产" + "字" * 40)
    assert abs(line.steps) <= line_breaking.UNSEEN
    assert not any(run.is_word for run in line.runs)


def test_a_phrase_from_right_to_left_is_one_piece_and_its_words_may_be_parted_by_a_line() -> None:
    name = "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى"
    line, *_others = broken("经查" + name + "字" * 30)
    assert name in [run.text for run in line.runs if run.is_word]
    first, second = broken("字" * 25 + name + "字" * 3)
    assert (first.text.split("字")[-1] + " " + second.text.split("字")[0]).strip() == name


def test_a_long_address_is_broken_and_no_full_stop_begins_the_next_line() -> None:
    found = broken("见https://www.example.gov.cn/jcjy/2019/11/index.htm" + "x" * 8 + "。" * 2 + "字" * 40)
    assert found[0].text.startswith("见https")
    assert not any(line.text[0] in NEVER_FIRST for line in found)


CORPUS = {
    "mixed": sample_sheets.mixed_letter(seed=11, paragraphs=24),
    "red head": sample_sheets.mixed_letter(seed=12, paragraphs=12, frame=sample_sheets.RED),
    "long attachments": sample_sheets.letter(
        附件=[sample_sheets.mixed(seed=5, stretches=2), sample_sheets.mixed(seed=6, stretches=4)]
    ),
} | {key: sample_sheets.invented(key) for key in sorted(LETTERS)[6:12]}


def set_lines(sheet: Sheet) -> tuple[set[str], set[str]]:
    """Return the lines of all paragraphs that have a line after them, and those that have none."""
    inner, last = set(), set()
    for paragraph in re.findall(
        r'<(?:p|h2) class="lines[^>]*><span>(.*?)</span></(?:p|h2)>', typesetting.html(sheet), re.S
    ):
        *before, end_of_it = (unescape(re.sub(r"<[^>]+>", "", line)) for line in paragraph.split("\n"))
        inner.update(before)
        last.add(end_of_it)
    return inner, last


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPUS)
def test_every_printed_line_but_a_paragraphs_last_reaches_the_right_edge(name: str) -> None:
    inner, last = set_lines(CORPUS[name])
    printed = [
        line
        for page in measured.pages(typesetting.print_sheet(CORPUS[name], seals=sample_sheets.seals()).pdf)
        for line in page.body
    ]
    full = [line for line in printed if line.text in inner - last]
    assert len(full) >= 3
    uneven = [line for line in full if abs(line.right - measured.WIDTH) > 0.3]
    assert len(uneven) <= len(full) / 10
    for line in uneven:  # to reach the edge each gap would have to be wider than an eighth of a cell
        gaps = len(pieces(line.text)) - 1
        room = (measured.WIDTH - line.right) * measured.MILLIMETRE + gaps * NATURAL * STEP
        assert room > gaps * line_breaking.WIDEST * STEP - 1, line.text
    beside = [line.text for line in printed if line.text in last and line.right > measured.WIDTH + 0.3]
    assert beside == []
    from_the_right = {line for line in inner if line_breaking.is_from_the_right(line)}
    assert inner - from_the_right <= {line.text for line in printed}
    ends = {"".join(re.findall(r"[\u4e00-\u9fff，。]+$", line)) for line in from_the_right}
    beside_their_neighbours = [line.right for line in printed if line.text.endswith(tuple(ends - {""}) or "none")]
    assert len(beside_their_neighbours) >= len(from_the_right)
    assert beside_their_neighbours == [pytest.approx(measured.WIDTH, abs=0.3)] * len(beside_their_neighbours)


@pytest.mark.slow
@pytest.mark.usefixtures("office")
def test_printed_lines_reach_the_right_edge_in_the_faces_of_an_office_too() -> None:
    test_every_printed_line_but_a_paragraphs_last_reaches_the_right_edge("mixed")
