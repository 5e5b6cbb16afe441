"""Every text of every form has a length, holds no sign that turns the direction of writing, and only what can be printed."""

import importlib
import inspect
import pkgutil

import pytest
from django import forms
from django.contrib.auth.forms import UsernameField
from django.urls import reverse
from django.utils import translation

import desk
from desk.fields import TextField
from desk.steps import registry
from suggestions.printing import printable
from suggestions.rules import letter_lengths
from tests import factories

SIGNS = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)]


def form_classes() -> list[type[forms.Form]]:
    """Returns every form of the pages."""
    for module in pkgutil.walk_packages(desk.__path__, "desk."):
        importlib.import_module(module.name)
    waiting, found = [forms.BaseForm], set()
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each.__module__.startswith("desk.") and hasattr(each, "base_fields"):
                found.add(each)
    return sorted(found, key=lambda each: (each.__module__, each.__qualname__))


def test_every_text_has_a_length():
    without = [
        f"{form.__module__}.{form.__qualname__}.{name}"
        for form in form_classes()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not field.max_length
        # Django gives the name its length when the form is made; passwords and keys are judged by what they are.
        and not isinstance(field, UsernameField | forms.UUIDField)
        and "password" not in name
    ]
    assert len(form_classes()) > 60 and registry.REGISTRY
    assert without == []


def test_texts_made_while_a_form_is_made_are_of_the_same_field():
    """A field of one's own would have no length: there is none in the code."""
    own = [
        module.name
        for module in pkgutil.walk_packages(desk.__path__, "desk.")
        if module.name not in {"desk.fields", "desk.accounts.forms"}
        and "forms.CharField(" in inspect.getsource(importlib.import_module(module.name))
    ]
    assert own == []


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"{ord(sign):04x}")
@pytest.mark.parametrize("widget", [forms.TextInput, forms.Textarea])
def test_no_text_holds_a_sign_that_turns_the_writing(sign, widget):
    assert TextField(widget=widget).clean(f"检察{sign}院") == "检察院"


def test_breaks_stay_in_a_text_and_are_spaces_in_one_line():
    assert TextField(widget=forms.Textarea).clean("第一行\x0b第二行\u2028第三行") == "第一行\n第二行\n第三行"
    assert TextField().clean("第一行\x0b第二行") == "第一行 第二行"


@pytest.mark.parametrize(("text", "code"), [("已整改👍", "1F44D"), ("甲\x7f乙", "007F"), ("公章\ue000", "E000")])
def test_what_no_declared_face_prints_is_named_with_its_place(text, code):
    with pytest.raises(forms.ValidationError) as refused:
        TextField().clean(text)
    [error] = refused.value.error_list
    assert error.code == "unprintable"
    assert f"U+{code}" in error.message and text[0] in error.message


def test_a_symbol_of_a_word_processor_is_not_called_invisible():
    with pytest.raises(forms.ValidationError) as refused:
        TextField().clean("合格\uf0e8不合格")
    with translation.override("en"):
        [fault] = printable.faults("合格\uf0e8不合格")
        assert "U+F0E8" in refused.value.messages[0] and "Type what it means" in str(fault)


def test_an_empty_and_a_usual_text_name_nothing():
    assert TextField(required=False).clean("") == ""
    assert (
        TextField(widget=forms.Textarea).clean("第一项：\t①整改；\r\n第二项：“完成”——2026年")
        == "第一项：\t①整改；\n第二项：“完成”——2026年"
    )


def test_a_longer_text_is_refused():
    assert TextField().clean("字" * 200)
    for field, most in ((TextField(), 200), (TextField(widget=forms.Textarea), 10_000)):
        with pytest.raises(forms.ValidationError):
            field.clean("字" * (most + 1))


@pytest.mark.django_db
def test_a_title_that_turns_is_saved_without_the_sign(w, client):
    suggestion = factories.drafted(w)
    client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
    page = client.get(reverse("draft", args=[suggestion.pk]))
    values = {bound.html_name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "")}
    values |= {"title": "关于\u202e整改的建议", "do": "save"}
    assert client.post(reverse("draft", args=[suggestion.pk]), values).status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.title == "关于整改的建议"


@pytest.mark.django_db
@pytest.mark.parametrize("do", ["preview", "pdf", "save"])
def test_a_letter_that_is_too_long_is_neither_printed_nor_saved(w, client, do):
    suggestion = factories.drafted(w)
    client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
    page = client.get(reverse("draft", args=[suggestion.pk]))
    values = {bound.html_name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "")}
    values |= {"measures-count": "60", "do": do}
    for number in range(60):
        values |= {f"measures-{number}-text": "字" * 2900, f"measures-{number}-criterion": "字"}
    answer = client.post(reverse("draft", args=[suggestion.pk]), values)
    assert answer.status_code == 422
    assert str(letter_lengths.MOST_IN_ALL) in answer.content.decode()
