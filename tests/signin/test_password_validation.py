"""Which passwords are refused: common ones, dressed up or not, and those that hold own words, also in pinyin."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from organs.models import Person, Unit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def li_wei(w) -> Person:
    return factories.person("lwei83", "李伟", "prosecutor", procuratorate=w.county)


def codes_of(password: str, person: Person) -> set[str]:
    try:
        validate_password(password, person)
    except ValidationError as refused:
        return {error.code for error in refused.error_list}
    return set()


@pytest.mark.parametrize("password", ["password123!!", "dragon-2024-!", "qwertyqwerty", "!!iloveyou2026", "1q2w3e4r5t"])
def test_a_common_password_is_refused_with_its_trimmings(li_wei, password):
    assert "password_too_common" in codes_of(password, li_wei)


@pytest.mark.parametrize(
    "password",
    [
        "liwei-snow-77",
        "Li.Wei.snow77",
        "李伟的雪山七十七",
        "snow-lwei83-77",
        "procuracy-snow",
        "雪山检察院七十七",
        "jianchayuan77",
    ],
)
def test_own_words_are_refused_also_in_pinyin_and_with_signs_between(li_wei, password):
    assert "password_of_own_words" in codes_of(password, li_wei)


def test_so_are_those_of_the_own_office(w, li_wei):
    w.county.name, w.county.short_name, w.county.region_name = "木垒县人民检察院", "木检", "木垒县"
    w.county.save()
    for password in ("mulei-snow-77", "木垒的雪山七七七", "mlxrmjcy-2026", "muleixian-abc"):
        assert "password_of_own_words" in codes_of(password, Person.objects.get(pk=li_wei.pk)), password


def test_and_those_of_the_unit_for_which_an_account_is_opened(w):
    person = Person(username="zhangsan", name="张三")
    person.future_places = [Unit(name="奇台县水利局", credit_code="11652325010123456X", region_name="奇台县")]
    for password in ("qitai-snow-77", "shuiliju-qt-77", "11652325010123456x", "奇台县水利的七"):
        assert "password_of_own_words" in codes_of(password, person), password


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("木垒哈萨克自治县人民检察院", "mulei-2026xx"),
        ("长丰县人民检察院", "changfeng2026"),
        ("木垒哈萨克自治县市场监督管理局", "市场监督管理局市场监督"),
    ],
)
def test_a_part_of_a_long_name_and_every_reading_of_a_short_one_count(name, password):
    person = Person(username="zhangsan", name="张三")
    person.future_places = [Unit(name=name)]
    assert "password_of_own_words" in codes_of(password, person)


@pytest.mark.parametrize(
    "password",
    ["snow-on-tianshan-7", "correct horse battery", "一二三四五六七八九十雪", "ж" * 12 + "7a", "7a" + "x9" * 64],
)
def test_others_are_taken_of_any_letters_and_up_to_more_than_a_hundred(li_wei, password):
    assert codes_of(password, li_wei) == set()


def test_nine_letters_are_too_few(li_wei):
    assert codes_of("snow-tia7", li_wei) == {"password_too_short"}
