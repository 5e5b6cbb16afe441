"""`manage.py set_up`: an empty installation becomes usable from the command line, once and again, and says what is missing."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from notices.models import ReminderRule
from organs import clock
from organs.models import Line, Person, Post, Procuratorate, SetupEvent
from suggestions.models import CalendarYear, NumberSeries, ProblemCategory
from suggestions.rules import duties

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSWORD = "snow-on-tianshan-7"
GIVEN = {
    "procuratorate_name": "木垒哈萨克自治县人民检察院",
    "short_name": "木检",
    "code": "652328",
    "level": "basic",
    "admin_username": "guanli",
    "admin_name": "管理员甲",
}


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n")
    return path


def set_up(**options: object) -> str:
    out = io.StringIO()
    call_command("set_up", stdout=out, **options)
    return out.getvalue()


def test_an_empty_installation_becomes_usable(client, password_file):
    said = set_up(**GIVEN, password_file=password_file)
    assert PASSWORD not in said
    assert reverse("setup") in said
    place = Procuratorate.objects.get()
    assert (place.name, place.origin, place.depth) == ("木垒哈萨克自治县人民检察院", "live", 1)
    assert NumberSeries.objects.get(kind="retrial_civil").pattern == "木检民监〔{year}〕{serial}号"
    assert NumberSeries.objects.get(kind="public_interest").counted_by.pattern == "木检建〔{year}〕{serial}号"
    assert ProblemCategory.objects.count() == 25
    of_environment = ProblemCategory.objects.filter(is_environmental=True).values_list("code", flat=True)
    assert set(of_environment) == {"RIVER", "WASTE", "AGRI", "LAND", "WATER"}
    assert CalendarYear.objects.count() > 20
    assert set(ReminderRule.objects.values_list("subject", flat=True)) == set(duties.REMINDED)
    answer = client.post(reverse("sign-in"), {"username": "guanli", "password": PASSWORD})
    assert answer["Location"] == reverse("home")
    assert client.get(reverse("home"))["Location"] == reverse("setup")
    assert client.get(reverse("setup")).status_code == 200


OTHERS = {
    "security_username": "anquan",
    "security_name": "安全管理员甲",
    "audit_username": "shenji",
    "audit_name": "审计管理员甲",
}


def test_three_people_share_the_work_and_set_their_own_passwords(client, password_file):
    said = set_up(**GIVEN, **OTHERS, password_file=password_file)
    roles = dict(Post.objects.values_list("person__username", "role"))
    assert roles == {"guanli": "administrator", "anquan": "security_admin", "shenji": "audit_admin"}
    for name in ("anquan", "shenji"):
        assert not Person.objects.get(username=name).has_usable_password()
    [first, _second] = re.findall(r"/link/[\w-]+/", said)
    assert client.get(first, follow=True).status_code == 200
    given = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("link-password"), given)["Location"] == reverse("sign-in")
    assert Person.objects.get(username="anquan").check_password(PASSWORD)
    assert "is there" in set_up(**OTHERS) and not re.search("/link/", set_up(**OTHERS))


def test_one_alone_only_admits_the_other_two(client, password_file):
    set_up(**GIVEN, password_file=password_file)
    client.force_login(Person.objects.get(), backend="organs.sign_in.PersonBackend")
    page = client.get(reverse("setup"))
    assert len(page.context["checks"]) == 2 and page.context["is_first"]
    assert client.get(reverse("setup-units"))["Location"] == reverse("setup")
    place = Procuratorate.objects.get()
    href = f"{reverse('setup-person-new')}?procuratorate={place.pk}"
    given = {"name": "安全管理员甲", "username": "anquan", "from_on": clock.today().isoformat()}
    assert client.post(href, given | {"role": "chief"}).status_code == 422
    assert not Person.objects.filter(username="anquan").exists()
    assert client.post(href, given | {"role": "security_admin"}).context["slip"].username == "anquan"
    client.post(href, given | {"role": "audit_admin", "username": "shenji"})
    assert client.get(reverse("setup-units")).status_code == 200


def test_running_it_again_changes_nothing(password_file):
    set_up(**GIVEN, password_file=password_file)
    before = SetupEvent.objects.count()
    assert "added" not in set_up()
    ReminderRule.objects.update(retired_at=clock.now())
    assert "rungs of the ladders of reminding: all there" in set_up()
    set_up(**GIVEN | {"procuratorate_name": "另一个名字"}, password_file=password_file)
    assert (SetupEvent.objects.count(), Procuratorate.objects.get().name) == (before, "木垒哈萨克自治县人民检察院")


def test_what_is_missing_is_named_and_nothing_is_left_behind():
    with pytest.raises(CommandError, match=r"--procuratorate-name, --code, --level"):
        set_up()
    with pytest.raises(CommandError, match="--admin-username"):
        set_up(**GIVEN | {"admin_username": "", "admin_name": ""})
    assert not Line.objects.exists()
    assert not Procuratorate.objects.exists()


@pytest.mark.parametrize("password", ["kurz-9", "12345678901234"])
def test_a_weak_password_is_refused_without_printing_it(password_file, password):
    password_file.write_text(password)
    with pytest.raises(CommandError) as refused:
        set_up(**GIVEN, password_file=password_file)
    assert password not in str(refused.value)
    assert not Person.objects.exists()


def test_numbers_can_wait_for_the_national_system(password_file):
    set_up(**GIVEN, password_file=password_file, numbers="national")
    assert set(NumberSeries.objects.values_list("mode", flat=True)) == {"national"}
