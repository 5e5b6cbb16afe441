"""The form fields that the pages share."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from desk.fields import DayField, FilesField


class DayForm(forms.Form):
    day = DayField()


class FilesForm(forms.Form):
    scans = FilesField()
    photographs = FilesField(required=False)


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
