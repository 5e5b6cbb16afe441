"""The form fields that the pages share."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.urls import get_resolver
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from desk.fields import DayField, FilesField, offer_titles, refuse_titles, uploads_of
from desk.office.drafts_forms import HeadForm
from desk.steps.forms.filing import ReceiveFilingForm
from desk.steps.forms.paper_reply import PaperReplyForm
from desk.steps.forms.urging import UrgeForm
from followups.rules import review_sheet
from organs import clock, days
from organs.days import DayMeaning


class DayForm(forms.Form):
    day = DayField(meaning=DayMeaning.PAST)


class FilesForm(forms.Form):
    scans = FilesField()
    photographs = FilesField(required=False)


class NamedFilesForm(forms.Form):
    scans = FilesField(required=False, is_named=True)
    photographs = FilesField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offer_titles(self)

    def clean(self) -> dict[str, object]:
        refuse_titles(self)
        return self.cleaned_data


@pytest.mark.parametrize("text", ["2020-01-13", "2020/1/13", "2020.1.13", "2020年1月13日"])
def test_a_day_may_be_written_as_letters_write_it(text: str) -> None:
    form = DayForm(data={"day": text})
    assert form.is_valid()
    assert form.cleaned_data["day"] == datetime.date(2020, 1, 13)


@pytest.mark.parametrize("text", ["13/1/2020", "2020-02-30", "tomorrow"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert not DayForm(data={"day": text}).is_valid()


def test_the_native_picker_gets_the_day_as_it_expects_it_in_chinese_too() -> None:
    with translation.override("zh-hans"):
        shown = str(DayForm(initial={"day": datetime.date(2020, 1, 13)})["day"])
    assert 'type="date"' in shown
    assert 'value="2020-01-13"' in shown


def test_several_files_come_in_as_a_list() -> None:
    files = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]
    form = FilesForm(data={}, files=MultiValueDict({"scans": files}))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["scans"]] == ["a.pdf", "b.pdf"]
    assert form.cleaned_data["photographs"] == []


def test_an_empty_file_among_several_is_refused() -> None:
    files = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"")]
    assert not FilesForm(data={}, files=MultiValueDict({"scans": files})).is_valid()


def test_required_files_must_be_there() -> None:
    form = FilesForm(data={}, files=MultiValueDict())
    assert not form.is_valid()
    assert "scans" in form.errors


TODAY = clock.today()
ONE = datetime.timedelta(days=1)
SAYS = {
    DayMeaning.PAST: {-1: "", 0: "", 1: "future"},
    DayMeaning.COMING: {-1: "passed", 0: "", 1: ""},
    DayMeaning.NEAR: {-1: "", 0: "", 1: ""},
    DayMeaning.ANY: {-1: "", 0: "", 1: ""},
}


def said(day: datetime.date | str, meaning: DayMeaning) -> str:
    """Returns why a field refuses a day, "" when it takes it."""
    try:
        DayField(meaning=meaning).clean(str(day))
    except forms.ValidationError as refused:
        [error] = refused.error_list
        return error.code
    return ""


@pytest.mark.parametrize("meaning", DayMeaning)
@pytest.mark.parametrize("day", ["0001-01-01", "0026-03-02", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_that_no_case_has_is_refused(day, meaning):
    """The calendar of the machine ends with 9999: nothing could be counted on from there."""
    assert said(day, meaning) in {"far", "distant"}


@pytest.mark.parametrize("meaning", DayMeaning)
@pytest.mark.parametrize("after", [-1, 0, 1])
def test_a_day_around_today_is_taken_as_its_meaning_says(meaning, after):
    assert said(TODAY + ONE * after, meaning) == SAYS[meaning][after]


def test_what_is_to_come_is_near_and_what_has_been_is_within_a_working_life():
    assert said(days.later(TODAY, years=10), DayMeaning.COMING) == ""
    assert said(days.later(TODAY, years=10) + ONE, DayMeaning.COMING) == "distant"
    assert said("2099-01-01", DayMeaning.NEAR) == "distant"
    assert said("2099-01-01", DayMeaning.PAST) == "far"
    assert said(days.later(TODAY, years=-50), DayMeaning.PAST) == ""
    assert said(days.later(TODAY, years=-50) - ONE, DayMeaning.PAST) == "far"


def test_a_form_may_refuse_in_words_of_its_own():
    field = DayField(meaning=DayMeaning.COMING, error_messages={"passed": "held already"})
    with pytest.raises(forms.ValidationError, match="held already"):
        field.clean(str(TODAY - ONE))


def test_a_title_is_asked_for_only_of_files_that_printed_lists_name() -> None:
    assert list(NamedFilesForm().fields) == ["scans", "titles_scans", "photographs"]


def test_titles_go_with_the_files_line_by_line_and_an_empty_line_leaves_a_file_its_name() -> None:
    files = [SimpleUploadedFile(f"{name}.pdf", b"a") for name in "abc"]
    form = NamedFilesForm(data={"titles_scans": "\r\n整改台账 \r\n"}, files=MultiValueDict({"scans": files}))
    assert form.is_valid()
    assert [each.title for each in uploads_of(form, "scans")] == ["", "整改台账", ""]


def test_more_titles_than_files_and_a_title_too_long_are_refused() -> None:
    one = MultiValueDict({"scans": [SimpleUploadedFile("a.pdf", b"a")]})
    for titles in ("甲\n乙", "甲" * 101):
        form = NamedFilesForm(data={"titles_scans": titles}, files=one)
        assert not form.is_valid()
        assert "titles_scans" in form.errors


def test_no_list_offers_the_frameworks_words_for_no_choice() -> None:
    """Its catalogue has no Chinese for them; ours says — or what the empty choice means."""
    get_resolver().reverse_dict  # noqa: B018 - loads every view, and with it every form
    forms_here, waiting = set(), [forms.BaseForm]
    while waiting:
        found = [each for each in waiting.pop().__subclasses__() if each not in forms_here]
        forms_here.update(found)
        waiting += found
    lists = [
        (form.__name__, name, field)
        for form in forms_here
        if form.__module__.startswith("desk.")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.ModelChoiceField)
    ]
    assert len(lists) > 5
    assert [row[:2] for row in lists if row[2].empty_label == BLANK_CHOICE_LABEL] == []


def test_one_word_has_one_meaning_in_forms_that_are_alike() -> None:
    with translation.override("zh-hans"):
        assert [str(words) for words in review_sheet.GRADES.values()] == ["符合要求", "有瑕疵", "不符合要求"]
        assert str(PaperReplyForm.base_fields["signed_as"].label) == "签署人身份"
        assert str(ReceiveFilingForm.base_fields["departments"].label) == "接收部门"
        assert str(UrgeForm.base_fields["text"].label) == "督促事项和要求"
        assert str(HeadForm.base_fields["title"].help_text).startswith("列表中使用的名称。建议书上不印；未填案件名称的")
