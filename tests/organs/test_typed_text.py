"""What pasted text becomes before it is kept."""

import pytest

from organs import typed_text
from tests.security.awkward_texts import AWKWARD


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("第一行\x0b第二行", "第一行\n第二行"),
        ("上\u2028下", "上\n下"),
        ("上\u2029下", "上\n下"),
        ("上\x0c下", "上\n下"),
        ("上\x85下", "上\n下"),
        ("一\r二\r\n三\n四", "一\n二\n三\n四"),
        ("甲\x07乙", "甲\t乙"),
        ("2026\x1e03\x1e02", "2026-03-02"),
        ("整\x1f改", "整改"),
        ("\uf0b7 第一项", "• 第一项"),
        ("\uf0a7 第一项", "■ 第一项"),
        ("附\u202egpj.exe\u202c件", "附gpj.exe件"),
        ("检\u200b察\ufeff院", "检察院"),
        ("甲\x00乙", "甲乙"),
        ("\x13 PAGE \x14 3 \x15页", " PAGE  3 页"),
    ],
)
def test_the_signs_of_word_processors_become_what_they_mean(pasted, kept):
    assert typed_text.clean(pasted) == kept


def test_in_one_line_a_break_is_a_space():
    assert typed_text.clean_line("关于\x0b 加强\r\n\r\n管理\u2028的建议\x07书\n") == "关于 加强 管理 的建议 书"


def test_what_a_script_needs_to_be_read_stays():
    for name in ("Uyghur", "joiners", "extension B", "emoji joined", "variation selectors", "combining", "private use"):
        text = AWKWARD[name].replace("\u200b", "")
        assert typed_text.clean(text) == text, name


@pytest.mark.parametrize("name", AWKWARD)
def test_cleaning_again_changes_nothing(name):
    for clean in (typed_text.clean, typed_text.clean_line):
        once = clean(AWKWARD[name])
        assert clean(once) == once


def test_there_are_sixty():
    assert len(AWKWARD) == 60
