"""Tests of registering published suggestions: what a row supports and no further, twice the same, and the command around it."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from organs.actions import vocabulary
from organs.models import Procuratorate, Unit
from organs.origins import Origin
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from suggestions.access import permissions
from suggestions.actions import categories, ledger, publishing
from suggestions.models import Clock, Event, PublishedRecord, Suggestion
from suggestions.published import ledger_file
from suggestions.published.ledger_file import COLUMNS, LedgerRow
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.partial_dates import PartialDate, Precision
from tests import factories

DATA = Path(__file__).resolve().parents[3] / "data" / "published_suggestions.csv"
AT = factories.at()

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def imported(file: Path, **options: object) -> list[str]:
    """Returns the lines that the command prints."""
    out = StringIO()
    call_command("import_ledger", file, stdout=out, **options)
    return out.getvalue().splitlines()


def written(folder: Path, *changes: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    """Writes a ledger of one row per change to a plain row."""
    plain = {
        "issuing_procuratorate": "丙县人民检察院",
        "level": "basic",
        "region_province": "新疆",
        "suggestion_type": "social_governance",
        "recipient_unit": "丙县教育局",
        "recipient_kind": "government_department",
        "title": "关于校园安全的检察建议",
    }
    path = folder / "ledger.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        for number, change in enumerate(changes, start=1):
            writer.writerow(dict.fromkeys(COLUMNS, "") | plain | {"id": f"T{number}"} | change)
    return path


def registered(row: LedgerRow) -> Suggestion:
    assert publishing.register(row=row, at=AT) == "imported"
    return Suggestion.objects.get(published_record__source_id=row.id)


@pytest.fixture(scope="session")
def rows() -> dict[str, LedgerRow]:
    return {row.id: row for row in ledger_file.read(DATA) if isinstance(row, LedgerRow)}


@pytest.fixture
def words() -> None:
    """The lines and categories that an installation has before anything is imported."""
    vocabulary.seed(access=None, at=AT)
    categories.seed(access=None, at=AT)


@pytest.mark.slow
def test_the_real_ledger_is_imported_whole_and_a_second_time_changes_nothing():
    assert imported(DATA) == ["read 107, imported 107, unchanged 0, refused 0"]
    before = [model.objects.count() for model in (Suggestion, Event, Unit, Procuratorate)]
    assert imported(DATA) == ["read 107, imported 0, unchanged 107, refused 0"]
    assert [model.objects.count() for model in (Suggestion, Event, Unit, Procuratorate)] == before
    assert set(Suggestion.objects.values_list("origin", flat=True)) == {Origin.PUBLISHED}
    assert [each for suggestion in Suggestion.objects.all() for each in ledger.breaks(suggestion)] == []
    assert not Clock.objects.exists()


@pytest.mark.slow
def test_a_workbook_with_the_same_rows_is_known_as_the_same(tmp_path):
    imported(DATA)
    workbook = openpyxl.Workbook()
    with DATA.open(encoding="utf-8", newline="") as file:
        for cells in csv.reader(file):
            workbook.active.append(cells)
    workbook.save(tmp_path / "ledger.xlsx")
    assert imported(tmp_path / "ledger.xlsx") == ["read 107, imported 0, unchanged 107, refused 0"]


@pytest.mark.slow
def test_a_dry_run_says_the_same_and_writes_nothing():
    assert imported(DATA, dry_run=True)[-1] == "read 107, imported 107, unchanged 0, refused 0"
    assert not Suggestion.objects.exists()
    assert not Procuratorate.objects.exists()
    assert not Unit.objects.exists()


def test_the_mulei_row_is_served_replied_rebounded_and_sued(words, rows):
    suggestion = registered(rows["PS001"])
    assert (suggestion.document_state, suggestion.reply_state) == ("served", "received")
    assert (suggestion.examination_state, suggestion.outcome) == ("sued", "")
    assert (suggestion.issued_on, suggestion.replied_on) == (date(2019, 11, 11), date(2019, 11, 21))
    assert suggestion.served_on is None
    assert set(suggestion.measures.values_list("state", flat=True)) == {"rebounded"}
    assert suggestion.letter.contents["facts"].startswith("检察机关对县城8家生鲜乳门店")
    assert suggestion.published_record.flags == ["look_back:not_stated_per_measure"]
    event = suggestion.events.get()
    assert (event.step, event.actor, event.recorded_by) == ("register_published", None, None)


def test_a_report_of_the_issue_alone_leaves_the_letter_issued(words, rows):
    suggestion = registered(rows["PS057"])
    assert (suggestion.document_state, suggestion.reply_state, suggestion.outcome) == ("issued", "not_due", "")
    assert set(suggestion.measures.values_list("state", flat=True)) <= {"asked"}


def test_a_partial_date_keeps_its_precision_and_is_no_day_of_reply(words, rows):
    suggestion = registered(rows["PS038"])
    assert (suggestion.issued_on, suggestion.issued_precision) == (date(2024, 8, 1), "month")
    assert suggestion.letter.issued_on is None
    assert suggestion.published_record.issued_on_stated == "2024-08"
    partial = registered(rows["PS106"])
    assert (partial.issued_precision, partial.replied_on) == ("year", None)
    assert (partial.reply_state, partial.published_record.replied_on_stated) == ("received", "2023")
    assert not Clock.objects.exists()


def test_an_excel_date_on_the_first_of_a_month_is_taken_as_the_month_only(words, rows):
    first = PartialDate(date(2021, 9, 1), Precision.DAY)
    row = replace(rows["PS003"], issued_on=first, excel_dates=frozenset({"issued_on"}))
    suggestion = registered(row)
    assert suggestion.issued_precision == "month"
    assert suggestion.published_record.flags == ["excel_date:issued_on"]


def test_units_of_one_name_are_one_and_unnamed_ones_are_never_merged(words, rows):
    one = registered(rows["PS053"])
    same = registered(replace(rows["PS053"], id="AGAIN", digest="0" * 64))
    assert one.unit == same.unit
    unnamed = registered(rows["PS006"])
    another = registered(replace(rows["PS006"], id="OTHER", digest="1" * 64))
    assert unnamed.unit != another.unit
    assert unnamed.unit.is_placeholder and another.unit.is_placeholder
    assert unnamed.unit_as_stated == unnamed.unit.name == "乌什县有关行政部门（报道未具名）"
    assert "recipient:unnamed" in unnamed.published_record.flags


def test_a_unit_of_the_same_name_in_another_province_is_another_unit(words, rows):
    here = registered(rows["PS055"])
    there = registered(replace(rows["PS055"], id="THERE", region_province="安徽", digest="2" * 64))
    assert here.unit != there.unit


def test_several_issuers_stay_as_stated_with_a_row_of_their_own(words, rows):
    joint = registered(rows["PS143"])
    assert joint.issuer_as_stated == joint.procuratorate.name == "长沙军事检察院、张家界市永定区人民检察院"
    single = registered(rows["PS028"])
    assert single.procuratorate.name == "张家界市永定区人民检察院"
    assert single.procuratorate != joint.procuratorate
    assert not single.procuratorate.parent_known
    assert "issuer:several" in joint.published_record.flags


def test_a_procuratorate_of_that_very_name_is_not_added_again(rows):
    world = factories.world(origin="sample")
    categories.seed(access=None, at=AT)
    row = replace(rows["PS002"], issuing_procuratorate=world.county.name)
    suggestion = registered(row)
    assert suggestion.procuratorate == world.county
    assert suggestion.ancestors == world.county.ancestors


@pytest.mark.parametrize(
    ("changes", "kind", "is_certain"),
    [
        (
            {"suggestion_type": "retrial", "recipient_kind": "court", "title": "民间借贷纠纷再审检察建议"},
            "retrial_civil",
            True,
        ),
        (
            {"suggestion_type": "retrial", "recipient_kind": "court", "title": "行政纠纷"},
            "retrial_administrative",
            True,
        ),
        ({"suggestion_type": "retrial", "recipient_kind": "court", "title": "再审检察建议"}, "retrial_civil", False),
        (
            {"suggestion_type": "rectify_violation", "recipient_kind": "court", "title": "行政非诉执行"},
            "violation_administrative_enforcement",
            True,
        ),
        (
            {"suggestion_type": "rectify_violation", "recipient_kind": "court", "title": "民事公告送达"},
            "violation_civil_trial",
            True,
        ),
        ({"suggestion_type": "rectify_violation", "recipient_kind": "police"}, "violation_criminal", True),
        (
            {"suggestion_type": "rectify_violation", "recipient_kind": "government_department"},
            "violation_administrative_organ",
            True,
        ),
        ({"suggestion_type": "other"}, "other", True),
    ],
)
def test_the_kind_follows_the_type_the_recipient_and_the_words(tmp_path, changes, kind, is_certain):
    (row,) = ledger_file.read(written(tmp_path, changes))
    assert publishing.kind_of(row) == (kind, is_certain)


def test_a_known_id_with_other_contents_is_refused_and_nothing_is_overwritten(tmp_path):
    imported(written(tmp_path, {"outcome": "adopted"}))
    lines = imported(written(tmp_path, {"outcome": "not_adopted"}))
    assert lines[0].split("\t")[:3] == ["2", "T1", "id"]
    assert lines[-1] == "read 1, imported 0, unchanged 0, refused 1"
    assert PublishedRecord.objects.get().outcome_stated == "adopted"


def test_refused_rows_are_printed_with_number_id_column_and_reason_and_the_others_are_taken(tmp_path):
    ledger_of = written(
        tmp_path,
        {"suggestion_type": "advice"},
        {"issued_on": "2023-02-30"},
        {"issued_on": "2023-05-02", "replied_on": "2023-04"},
        {"title": "好的一行", "measures": "", "document_number": ""},
    )
    lines = imported(ledger_of)
    assert [line.split("\t")[:3] for line in lines[:3]] == [
        ["2", "T1", "suggestion_type"],
        ["3", "T2", "issued_on"],
        ["4", "T3", "replied_on"],
    ]
    assert all(line.split("\t")[3] for line in lines[:3])
    assert lines[-1] == "read 4, imported 1, unchanged 0, refused 3"
    assert Suggestion.objects.get().measures.count() == 0


def test_unknown_columns_or_encoding_refuse_the_file_and_say_where(tmp_path):
    with pytest.raises(CommandError, match="similar_group"):
        imported(written(tmp_path, {}, columns=tuple(name for name in COLUMNS if name != "similar_group")))
    path = tmp_path / "gbk.csv"
    path.write_bytes(written(tmp_path, {}).read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(CommandError, match="2"):
        imported(path)
    with pytest.raises(CommandError):
        imported(tmp_path / "absent.csv")
    assert not Suggestion.objects.exists()


def test_without_any_line_of_authority_the_row_is_refused_in_words(rows):
    with pytest.raises(Refused, match="set_up"):
        publishing.register(row=rows["PS001"], at=AT)


def test_an_unknown_category_is_kept_as_a_flag(words, tmp_path):
    (row,) = ledger_file.read(written(tmp_path, {"problem_category": "别的门类"}))
    suggestion = registered(row)
    assert suggestion.problem_category is None
    assert suggestion.published_record.flags == ["problem_category:别的门类"]


def test_nobody_acts_on_what_was_published_and_every_office_reads_it(rows):
    world = factories.world(origin="sample")
    categories.seed(access=None, at=AT)
    suggestion = registered(replace(rows["PS001"], issuing_procuratorate=world.county.name))
    for person in (world.head, world.chief, world.registrar):
        access = factories.access(person)
        assert Suggestion.objects.visible_to(access).filter(pk=suggestion.pk).exists()
        with pytest.raises(NotAllowed):
            permissions.require(access=access, step=TABLE["case.hand_over"], suggestion=suggestion)
    outsider = factories.access(world.outsider)
    assert outsider.has(Role.PROSECUTOR)
    assert Suggestion.objects.visible_to(outsider).filter(pk=suggestion.pk).exists()
    liaison = factories.access(world.liaison)
    assert not Suggestion.objects.visible_to(liaison).filter(pk=suggestion.pk).exists()
