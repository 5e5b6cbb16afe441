"""No cell of an export is read as a formula by a spreadsheet, however its beginning is hidden; other cells stay as they are."""

import csv
import io
from datetime import date

import pytest

from insights import exports

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫−"
BEFORE = ["", " ", "\t", "\r", "\n", "\r\n", "\u3000", "\xa0", "\u200b", "\ufeff", "\u2060", " \t\n "]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_what_would_act_gets_an_apostrophe(before, sign):
    assert exports.cell(f"{before}{sign}HYPERLINK(1)") == f"'{before}{sign}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["\t检察", "\r检察", "\n检察"])
def test_what_would_leave_the_cell_gets_one_too(text):
    assert exports.cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["检察建议", "丙检建〔2026〕1号", "a=b", "2026-03-12", " 检察", "（一）", "'=1", ""])
def test_what_does_not_act_stays(text):
    assert exports.cell(text) == text


def test_days_and_nothing():
    assert exports.cell(date(2026, 3, 12)) == "2026-03-12"
    assert exports.cell(None) == ""


def test_every_cell_of_a_file_goes_through_it():
    lines = "".join(exports.csv_lines(header=["=头"], rows=[["＝1", "二"], ["\n=3", None]]))
    rows = list(csv.reader(io.StringIO(lines.removeprefix(exports.BYTE_ORDER_MARK), newline="")))
    assert rows == [["'=头"], ["'＝1", "二"], ["'\n=3", ""]]
