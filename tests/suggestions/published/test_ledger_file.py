"""Tests of reading a ledger: the real file is accepted whole, every refusal is provoked, and Excel says the same as CSV."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation

from suggestions.published import ledger_file
from suggestions.published.ledger_cells import LedgerRefused
from suggestions.published.ledger_file import COLUMNS, SEVERAL, UNNAMED, LedgerRow, RefusedRow
from suggestions.rules.partial_dates import Precision

DATA = Path(__file__).resolve().parents[3] / "data"
PUBLISHED = DATA / "published_suggestions.csv"

type Cells = dict[str, object]
type Writer = Callable[[Path, list[Cells]], Path]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared with their source strings."""
    with translation.override("en"):
        yield


def cells(**given: object) -> Cells:
    complete: Cells = dict.fromkeys(COLUMNS, "")
    complete |= {
        "id": "T1",
        "issuing_procuratorate": "木垒哈萨克自治县人民检察院",
        "level": "basic",
        "region_province": "新疆",
        "suggestion_type": "public_interest",
        "recipient_unit": "木垒哈萨克自治县市场监督管理局",
        "recipient_kind": "government_department",
        "title": "督促整治散装生鲜乳销售安全的检察建议",
        "issued_on": "2019-11-11",
    }
    assert set(given) <= set(COLUMNS)
    return complete | given


def write_csv(folder: Path, rows: list[Cells]) -> Path:
    path = folder / "ledger.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_xlsx(folder: Path, rows: list[Cells]) -> Path:
    path = folder / "ledger.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([row[column] for column in COLUMNS])
    workbook.save(path)
    return path


def only(path: Path) -> LedgerRow | RefusedRow:
    (row,) = ledger_file.read(path)
    return row


def accepted(path: Path) -> LedgerRow:
    row = only(path)
    assert isinstance(row, LedgerRow), row
    return row


def published() -> dict[str, LedgerRow]:
    return {row.id: row for row in ledger_file.read(PUBLISHED) if isinstance(row, LedgerRow)}


def test_the_published_file_is_accepted_whole() -> None:
    rows = list(ledger_file.read(PUBLISHED))
    assert len(rows) == 107
    assert [row for row in rows if isinstance(row, RefusedRow)] == []


def test_every_category_of_the_published_file_is_in_the_list_of_categories() -> None:
    with (DATA / "problem_categories.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["zh"] for row in csv.DictReader(file)}
    assert len(known) == 25
    assert {row.problem_category for row in published().values()} <= known


def test_the_mulei_row_says_what_the_report_says() -> None:
    row = published()["PS001"]
    assert row.measures == ("依法履行监管职责，查处违规销售生鲜乳的商户", "加强食品安全教育，提高商户的食品安全意识")
    assert row.legal_basis == ("《新疆维吾尔自治区奶业条例》",)
    assert row.issued_on is not None
    assert row.look_back_on is not None
    assert (row.issued_on.text(), row.look_back_on.text()) == ("2019-11-11", "2021-08")
    assert row.look_back_on.precision is Precision.MONTH
    assert (row.outcome, row.look_back_result, row.recipient_flags) == ("litigation", "rebound", frozenset())


@pytest.mark.parametrize(
    ("identity", "issuer_flags", "recipient_flags"),
    [
        ("PS006", set(), {UNNAMED}),
        ("PS091", set(), {SEVERAL}),
        ("PS099", set(), {SEVERAL}),
        ("PS102", set(), {SEVERAL, UNNAMED}),
        ("PS143", {SEVERAL}, set()),
        ("PS144", {UNNAMED}, {UNNAMED}),
        ("PS145", set(), {UNNAMED}),
        ("PS155", set(), {SEVERAL}),
    ],
)
def test_names_that_are_no_single_body_are_flagged_and_kept_as_stated(
    identity: str, issuer_flags: frozenset[str], recipient_flags: frozenset[str]
) -> None:
    row = published()[identity]
    assert row.issuer_flags == issuer_flags
    assert row.recipient_flags == recipient_flags
    assert f",{row.issuing_procuratorate}," in PUBLISHED.read_text(encoding="utf-8-sig")
    assert f",{row.recipient_unit}," in PUBLISHED.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "name", ["某省住房和城乡建设高等专科学校", "金塔县住房和城乡建设局", "新疆高等学校", "公安部", "中级人民法院"]
)
def test_the_name_of_one_body_is_not_taken_for_several(name: str) -> None:
    assert SEVERAL not in ledger_file.name_flags(name)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_missing_measure_number_reply_or_date_is_no_error(tmp_path: Path, write: Writer) -> None:
    row = accepted(write(tmp_path, [cells(issued_on="", recipient_kind="")]))
    assert (row.measures, row.document_number, row.issued_on, row.replied_on) == ((), "", None, None)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize(
    ("given", "column", "reason"),
    [
        ({"id": ""}, "id", "empty"),
        ({"id": "   "}, "id", "empty"),
        ({"issuing_procuratorate": ""}, "issuing_procuratorate", "empty"),
        ({"recipient_unit": ""}, "recipient_unit", "empty"),
        ({"title": ""}, "title", "empty"),
        ({"level": ""}, "level", "empty"),
        ({"level": "county"}, "level", "“county” is not one of: supreme, provincial, prefecture, basic"),
        ({"suggestion_type": "opinion"}, "suggestion_type", "“opinion” is not one of"),
        ({"recipient_kind": "person"}, "recipient_kind", "“person” is not one of"),
        ({"service_mode": "pigeon"}, "service_mode", "“pigeon” is not one of"),
        ({"outcome": "ADOPTED"}, "outcome", "“ADOPTED” is not one of"),
        ({"look_back_result": "fine"}, "look_back_result", "“fine” is not one of"),
        ({"issued_on": "2019-02-29"}, "issued_on", "no such date as 2019-02-29"),
        ({"issued_on": "2019/02/28"}, "issued_on", "is not a date"),
        ({"replied_on": "2020-13"}, "replied_on", "no such date"),
        ({"look_back_on": "spring"}, "look_back_on", "is not a date"),
        ({"replied_on": "2019-11-10"}, "replied_on", "2019-11-10 is before the day of issue, 2019-11-11"),
        ({"replied_on": "2019-10"}, "replied_on", "before the day of issue"),
        ({"look_back_on": "2018"}, "look_back_on", "before the day of issue"),
        ({"title": "长" * 201}, "title", "201 characters; at most 200"),
        ({"facts": "长" * 20_001}, "facts", "at most 20000"),
    ],
    ids=str,
)
def test_a_row_is_refused_with_its_number_column_and_reason(
    tmp_path: Path, write: Writer, given: Cells, column: str, reason: str
) -> None:
    good, refused = ledger_file.read(write(tmp_path, [cells(), cells(id="T2") | given]))
    assert isinstance(good, LedgerRow)
    assert isinstance(refused, RefusedRow)
    assert (refused.row_number, refused.id, refused.column) == (3, str(given.get("id", "T2")).strip(), column)
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("issued_on", "replied_on", "look_back_on"),
    [("2019-11-11", "2019-11", "2019"), ("2019", "2019-01-01", "2019-01"), ("2019-11", "2019-11-01", "")],
)
def test_a_reply_that_only_may_be_before_the_issue_is_accepted(
    tmp_path: Path, issued_on: str, replied_on: str, look_back_on: str
) -> None:
    given = cells(issued_on=issued_on, replied_on=replied_on, look_back_on=look_back_on)
    assert accepted(write_csv(tmp_path, [given])).id == "T1"


def test_of_two_rows_with_one_id_the_first_is_taken(tmp_path: Path) -> None:
    first, second, third = ledger_file.read(write_csv(tmp_path, [cells(), cells(title="另一"), cells(id="T2")]))
    assert isinstance(first, LedgerRow)
    assert isinstance(third, LedgerRow)
    assert isinstance(second, RefusedRow)
    assert (second.row_number, second.id, second.column) == (3, "T1", "id")
    assert "row 2" in second.reason


def test_a_control_character_is_refused(tmp_path: Path) -> None:
    refused = only(write_csv(tmp_path, [cells(facts="a\0b")]))
    assert isinstance(refused, RefusedRow)
    assert (refused.column, refused.reason) == ("facts", "The cell contains a control character.")


def test_a_row_with_too_few_or_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path, [cells()])
    with path.open("a", encoding="utf-8") as file:
        file.write("T2,short\n" + "\n" + ",".join(["x"] * 27) + "\n")
    _good, short, long = ledger_file.read(path)
    assert isinstance(short, RefusedRow)
    assert isinstance(long, RefusedRow)
    assert (short.row_number, short.reason) == (3, "The row has 2 cells instead of 26.")
    assert (long.row_number, long.reason) == (5, "The row has 27 cells instead of 26.")


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("1. 排查|2. 整治", ("排查", "整治")),
        ("1.排查| 2．整治 |", ("排查", "整治")),
        ("排查", ("排查",)),
        ("1. 拆除1.5米以下围栏|2.5米护栏复原|12、复查", ("拆除1.5米以下围栏", "2.5米护栏复原", "复查")),
        ("1. |2. 整治", ("整治",)),
        ("", ()),
    ],
)
def test_measures_are_split_and_lose_their_numbers(text: str, split: tuple[str, ...]) -> None:
    assert ledger_file.measures(text) == split


def test_the_order_of_columns_and_a_byte_order_mark_make_no_difference(tmp_path: Path) -> None:
    plain = accepted(write_csv(tmp_path, [cells(facts="一\r\n二")]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS[::-1])
    writer.writeheader()
    writer.writerow(cells(facts=" 一\n二 "))
    path = tmp_path / "marked.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    assert accepted(path) == plain


def test_a_changed_cell_changes_the_digest(tmp_path: Path) -> None:
    digests = {
        accepted(write_csv(tmp_path, [cells(**given)])).digest
        for given in ({}, {"facts": "甲"}, {"problems": "甲"}, {"issued_on": "2019-11"})
    }
    assert len(digests) == 4


def header_with(tmp_path: Path, names: list[str]) -> Path:
    path = tmp_path / "ledger.csv"
    path.write_text(",".join(names) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        ([*COLUMNS[1:]], "missing: id"),
        ([*COLUMNS, "nickname"], "unknown: nickname"),
        ([*COLUMNS, "id"], "more than once: id"),
        (["编号", *COLUMNS[1:]], "missing: id; unknown: 编号"),
        ([";".join(COLUMNS)], "missing: id, issuing_procuratorate"),
    ],
)
def test_other_columns_refuse_the_file_and_say_which(tmp_path: Path, names: list[str], complaint: str) -> None:
    with pytest.raises(LedgerRefused, match=complaint) as refusal:
        ledger_file.read(header_with(tmp_path, names))
    assert refusal.value.line == 1


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with pytest.raises(LedgerRefused, match="missing: id"):
        ledger_file.read(path)


def test_a_ledger_with_no_rows_is_read(tmp_path: Path) -> None:
    assert list(ledger_file.read(write_csv(tmp_path, []))) == []


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_another_encoding_refuses_the_file_at_line_and_byte(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "gbk.csv"
    header = mark + ",".join(COLUMNS).encode() + b"\n"
    path.write_bytes(header + "T1,中".encode("gbk"))
    with pytest.raises(LedgerRefused, match="not UTF-8") as refusal:
        ledger_file.read(path)
    assert (refusal.value.line, refusal.value.byte) == (2, len(header) + len("T1,") + 1)


def test_a_quote_that_never_closes_refuses_the_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path, [cells()])
    with path.open("a", encoding="utf-8") as file:
        file.write('T2,"open\n')
    with pytest.raises(LedgerRefused, match="Line 3 cannot be read as CSV"):
        ledger_file.read(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK\x03\x04 no workbook", "cannot be read as an Excel"), (b"\xd0\xcf\x11\xe0\xa1", "old or encrypted")],
)
def test_a_file_that_is_no_readable_workbook_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(content)
    with pytest.raises(LedgerRefused, match=reason):
        ledger_file.read(path)


def test_excel_says_the_same_as_csv_for_the_published_file(tmp_path: Path) -> None:
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as file:
        rows: list[Cells] = [dict(row) for row in csv.DictReader(file)]
    assert list(ledger_file.read(write_xlsx(tmp_path, rows))) == list(ledger_file.read(PUBLISHED))


def test_dates_and_numbers_of_excel_are_read_as_their_text(tmp_path: Path) -> None:
    stated = accepted(
        write_csv(tmp_path, [cells(id="7", issued_on="2019", replied_on="2020-01-15", document_number="12")])
    )
    typed = accepted(
        write_xlsx(
            tmp_path,
            [cells(id=7, issued_on=2019, replied_on=datetime(2020, 1, 15), document_number=12.0)],  # noqa: DTZ001
        )
    )
    assert typed == stated


def test_an_excel_date_on_the_first_of_a_month_is_pointed_out(tmp_path: Path) -> None:
    row = accepted(
        write_xlsx(
            tmp_path, [cells(issued_on=date(2021, 9, 1), replied_on=date(2021, 9, 3), look_back_on="2022-01-01")]
        )
    )
    assert row.excel_dates == {"issued_on"}
    assert row.issued_on is not None
    assert row.issued_on.text() == "2021-09-01"


def test_an_excel_date_with_a_time_of_day_is_refused_in_words(tmp_path: Path) -> None:
    refused = only(write_xlsx(tmp_path, [cells(issued_on=datetime(2021, 9, 1, 10, 5))]))  # noqa: DTZ001
    assert isinstance(refused, RefusedRow)
    assert (refused.column, "2021-09-01 10:05:00" in refused.reason) == ("issued_on", True)


def test_blank_rows_of_excel_are_passed_over_and_still_counted(tmp_path: Path) -> None:
    blank: Cells = dict.fromkeys(COLUMNS, "")
    (row,) = ledger_file.read(write_xlsx(tmp_path, [blank, blank, cells()]))
    assert isinstance(row, LedgerRow)
    assert row.row_number == 4
