"""`manage.py due_date`: the day alone on the first line, the derivation below, and every bad input refused in words."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from suggestions.actions import calendars
from suggestions.models import CalendarDay, CalendarYear
from suggestions.rules import term_rows
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def calendar(db):
    calendars.seed(at=factories.at())


def due_date(*given: str, **options: object) -> list[str]:
    out = StringIO()
    call_command("due_date", *given, stdout=out, **options)
    return out.getvalue().splitlines()


# The worked dates of domain.md 2.4.
@pytest.mark.parametrize(
    ("term", "received", "due_on"),
    [
        ("reply", "2023-10-24", "2023-12-25"),
        ("reply", "2023-12-31", "2024-02-29"),
        ("reply", "2024-12-30", "2025-02-28"),
        ("reply", "2023-12-12", "2024-02-18"),
        ("reply_pil", "2023-07-31", "2023-10-07"),
        ("reply_urgent_pil", "2024-01-26", "2024-02-18"),
        ("filing", "2023-09-27", "2023-10-07"),
        ("retrial_court", "2023-11-30", "2024-02-29"),
        ("reply", "2026-08-01", "2026-10-08"),
    ],
)
def test_the_worked_dates_stand_alone_on_the_first_line(calendar, term, received, due_on):
    assert due_date(term, received)[0] == due_on


def test_the_derivation_stands_below_with_rule_article_and_every_rest_day(calendar):
    lines = due_date("reply", "2023-12-12")
    assert lines[1] == (
        "Reply: 2 months · recipient unit · Provisions on Procuratorial Suggestions (2019), Art. 19 · national rule"
    )
    assert lines[2] == ("2023-12-12  this day does not count  (Civil Procedure Law, Art. 85(2); Civil Code, Art. 201)")
    assert "2024-02-12  Spring Festival (public holiday): moved on" in lines[5]
    assert "counts as a working day" in lines[-2]
    assert lines[-1].startswith("2024-02-18  due")


def test_a_day_that_may_still_move_says_so(calendar):
    assert any("2027 are not published yet" in line for line in due_date("reply", "2026-12-01"))


def test_the_calendar_is_the_one_that_was_entered_and_before_that_the_published_one(db):
    assert due_date("reply", "2023-10-24")[0] == "2023-12-25"
    CalendarYear.objects.create(year=2023, source="国办发明电", entered_at=factories.at())
    CalendarDay.objects.create(day=date(2023, 12, 25), kind="holiday", name="测试")
    assert due_date("reply", "2023-10-24")[0] == "2023-12-26"


def test_a_region_moves_the_day_only_with_the_switch(calendar, settings):
    CalendarDay.objects.create(day=date(2026, 5, 27), kind="holiday", name="古尔邦节", region="65")
    off = due_date("reply", "2026-03-27", region="65")
    assert off[0] == "2026-05-27"
    assert "the switch is off" in off[2]
    settings.REGIONAL_DAYS_MOVE_DEADLINES = True
    assert due_date("reply", "2026-03-27", region="653125")[0] == "2026-05-28"
    assert due_date("reply", "2026-03-27", region="34")[0] == "2026-05-27"


def test_a_term_that_no_clock_runs_under_is_counted_and_says_why_none_runs(calendar):
    assert "switched off until the office adopts it" in due_date("reply_local_qingdao", "2024-05-06")[2]


def test_the_version_in_force_on_the_day_is_taken(calendar):
    assert "(2015), Art. 419" in due_date("retrial_court", "2022-04-09")[1]
    assert "(2022), Art. 417" in due_date("retrial_court", "2022-04-10")[1]


def test_every_row_is_listed_with_its_key_first():
    keys = [line.split("\t")[0] for line in due_date(list=True)]
    assert keys == [term.key for term in term_rows.TERMS]
    assert all(len(line.split("\t")) == 7 for line in due_date(list=True))
    [visit] = [line for line in due_date(list=True) if line.startswith("visit\t—\tprocuratorate\t")]
    assert "name no day" in visit


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((), "Name a term and a day"),
        (("reply",), "Name a term and a day"),
        (("replay", "2023-10-24"), "no term “replay”. --list"),
        (("reply", "2023-02-30"), "no such date as 2023-02-30"),
        (("reply", "24.10.2023"), "not a date"),
        (("reply", "2023-10"), "from a day, not from a month"),
        (("reply", "2018-10-24"), "not in force on 2018-10-24"),
        (("objection", "2023-10-24"), "no length of its own"),
        (("visit", "2023-10-24"), "no length of its own"),
    ],
)
def test_bad_input_is_refused_in_words(given, words):
    with pytest.raises(CommandError, match=words):
        due_date(*given)


def test_a_region_that_is_no_code_is_refused_in_words():
    with pytest.raises(CommandError, match="administrative code"):
        due_date("reply", "2023-10-24", region="新疆")
