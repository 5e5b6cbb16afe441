"""Every column says what it holds of people: the declarations against the models, the database, the code and the page."""

import ast
import dataclasses
import importlib
import io
import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.apps import apps
from django.conf import settings as installed
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import connection
from django.urls import reverse

from organs import clock
from organs.data_protection import Crossing, DataClass, Ending, PersonalData, Whose, personal, plain, table
from organs.origins import Origin
from procuracy import checks, data_inventory, data_inventory_page
from signin.actions import clearing
from signin.models import Session
from tests import factories
from tests.syntax_trees import PACKAGES, syntax_trees

# What no column may hold of a person, and the words by which one would be called.
FORBIDDEN = {
    "ethnicity": {"ethnic", "ethnicity", "nation", "nationality", "race", "minority"},
    "religion and belief": {"religion", "religious", "faith", "belief", "creed", "party", "political"},
    "where somebody comes from": {
        "origin",
        "birth",
        "birthplace",
        "hometown",
        "native",
        "household",
        "hukou",
        "ancestry",
    },
    "movements": {"location", "latitude", "longitude", "gps", "track_points", "itinerary", "travel", "whereabouts"},
    "communications": {"phone", "telephone", "mobile", "wechat", "call", "calls", "sms", "chat", "contacts"},
    "devices": {"device", "imei", "imsi", "mac", "fingerprint", "face", "biometric", "handset"},
    "identity": {"gender", "sex", "age", "health", "income", "salary"},
}
WHOLE = DataClass(
    name="Names", what=PersonalData.NAME, whose=Whose.STAFF, why="asked", until="then", ending=Ending("gone")
)


def test_every_column_of_every_table_has_a_data_class(record_property):
    found = data_inventory.faults(data_inventory.tables(), data_inventory.of_models())
    assert found == []
    counted = data_inventory.count()
    assert counted["declared"] == counted["columns"] > 800
    record_property("summary", data_inventory.summary())


@pytest.mark.django_db
def test_the_database_has_exactly_the_declared_columns():
    with connection.cursor() as cursor:
        existing = {
            (name, column.name)
            for name in connection.introspection.table_names(cursor)
            for column in connection.introspection.get_table_description(cursor, name)
        }
    assert {(row.name, column.name) for row, column in data_inventory.columns()} == existing


@pytest.mark.parametrize(
    ("declared", "existing", "fault"),
    [
        ([table("people", "", plain("id"))], {"people": ["id", "name"]}, "people.name has no data class"),
        ([], {"people": ["id"]}, "people.id has no data class"),
        ([table("people", "", plain("id name"))], {"people": ["id"]}, "people.name is declared and does not exist"),
        ([table("people", "", plain("id"))], {}, "people.id is declared and does not exist"),
        ([table("people", "", plain("id"), plain("id"))], {"people": ["id"]}, "people.id is declared twice"),
        ([table("people", "", plain("id"))] * 2, {"people": ["id"]}, "people is declared twice"),
        *(
            (
                [table("people", "", personal(dataclasses.replace(WHOLE, **left_out), "name"))],
                {"people": ["name"]},
                f"The data class 'Names' has no {what}",
            )
            for left_out, what in (({"why": " "}, "purpose"), ({"until": ""}, "term"), ({"ending": Ending("")}, "end"))
        ),
    ],
)
def test_what_is_missing_gone_or_said_in_part_is_found(declared, existing, fault):
    assert data_inventory.faults(declared, existing) == [fault]


def test_a_whole_declaration_has_no_fault():
    declared = [table("people", "", personal(WHOLE, "name"), plain("id"))]
    assert data_inventory.faults(declared, {"people": ["id", "name"]}) == []


def test_an_undeclared_column_stops_every_command(monkeypatch):
    assert checks.check_data_classes() == []
    kept = {file: rows for file, rows in data_inventory.DECLARED.items() if file != "notices/rules/data_classes.py"}
    monkeypatch.setattr(data_inventory, "DECLARED", kept)
    with pytest.raises(SystemCheckError, match=r"(?s)procuracy\.E004.*notices_mail\.body has no data class"):
        call_command("check")
    with pytest.raises(CommandError, match="faults in the data classes"):
        call_command("data_classes", stdout=io.StringIO())


def test_the_page_is_what_the_declarations_say():
    page = installed.BASE_DIR / data_inventory_page.PAGE
    assert page.read_text(encoding="utf-8") == data_inventory_page.written(), "run manage.py data_classes --write"


def test_the_command_writes_the_page(tmp_path, capsys):
    (tmp_path / "docs").mkdir()
    call_command("data_classes", write=True, root=tmp_path)
    assert (tmp_path / data_inventory_page.PAGE).read_text(encoding="utf-8") == data_inventory_page.written()
    assert capsys.readouterr().out.strip() == data_inventory.summary()


def test_the_page_names_every_personal_column_that_nothing_ends():
    _before, _head, last = data_inventory_page.written().partition("## What nothing ends yet")
    for each in data_inventory.not_ended():
        assert f"- **{each.name}**" in last
    listed = set(re.findall(r"\*\*(.+?)\*\*", last))
    assert listed == {each.name for each in data_inventory.classes() if not each.ending.is_whole}


def forbidden_in(name: str) -> set[str]:
    """Returns which forbidden kinds of data a column's name speaks of."""
    words = set(name.lower().split("_"))
    return {kind for kind, names in FORBIDDEN.items() if words & names}


@pytest.mark.parametrize("name", ["ethnicity", "person_religion", "place_of_birth", "mobile", "device_id", "gender"])
def test_a_column_of_a_forbidden_kind_is_known_by_its_name(name):
    assert forbidden_in(name)


def test_no_column_is_named_after_a_forbidden_kind():
    found = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if forbidden_in(field.column)
        # Whether a row is live, a sample or published.
        and not (field.column == "origin" and field.choices == list(Origin.choices))
    }
    assert found == set()


def test_the_declaration_has_no_word_for_a_forbidden_kind():
    for member in (*PersonalData, *Whose):
        words = "_".join(re.findall(r"[a-z]+", f"{member.name} {member.value}".lower()))
        assert forbidden_in(words) == set(), member


def code_that_deletes() -> set[str]:
    """Returns the dotted names of our functions that call `delete()`."""
    found = set()
    for path, tree in syntax_trees(*PACKAGES).items():
        if "migrations" in path.parts or not any(_is_delete(node) for node in ast.walk(tree)):
            continue
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and any(_is_delete(node) for node in ast.walk(function)):
                found.add(".".join([*path.with_suffix("").parts, function.name]))
    return found


def _is_delete(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "delete"


def test_all_code_that_removes_rows_is_named():
    ours = {ending.by for ending in data_inventory.endings() if ending.by.split(".")[0] in PACKAGES}
    assert code_that_deletes() <= ours
    assert len(code_that_deletes()) >= 6


@pytest.mark.parametrize("by", sorted({ending.by for ending in data_inventory.endings()}))
def test_the_code_that_is_named_exists(by):
    parts, found = by.split("."), None
    for cut in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for name in parts[cut:]:
            found = getattr(found, name)
        break
    assert callable(found)


def test_where_a_column_may_be_shown_is_read_from_its_two_words():
    assert {each.name for each in Crossing if each.reaches_recipients} == {"SITE", "BOTH"}
    assert {each.name for each in Crossing if each.is_bound} == {"BUNDLE", "BOTH"}


class TestSigningIn:
    """What the tables of signing in hold, and for how long: as declared in procuracy/third_party_data_classes.py."""

    @pytest.fixture(autouse=True)
    def guarded(self, settings):
        settings.AXES_ENABLED = True

    def try_in(self, client, password: str):
        return client.post(reverse("sign-in"), {"username": "liaison", "password": password})

    def test_a_failed_attempt_is_kept_without_the_password_for_half_a_year_and_then_cleared(self, w, client):
        self.try_in(client, "never-the-password")
        assert "never-the-password" not in AccessAttempt.objects.get().post_data
        clearing.clear(at=clock.now() + timedelta(days=180))
        assert AccessAttempt.objects.count() == 1
        clearing.clear(at=clock.now() + timedelta(days=installed.SIGN_IN_LOG_DAYS, minutes=1))
        assert AccessAttempt.objects.count() == 0

    def test_the_log_of_sign_ins_is_cleared_with_them(self, w, client):
        client.post(reverse("sign-in"), {"username": "liaison", "password": factories.PASSWORD})
        assert AccessLog.objects.filter(username="liaison").exists()
        clearing.clear(at=clock.now() + timedelta(days=installed.SIGN_IN_LOG_DAYS, minutes=1))
        assert not AccessLog.objects.exists()

    def test_failed_attempts_are_not_logged_for_ever(self):
        assert installed.AXES_ENABLE_ACCESS_FAILURE_LOG is False

    def test_signing_out_removes_the_session(self, w, client):
        client.force_login(w.liaison, backend="organs.sign_in.PersonBackend")
        key = Session.objects.get().session_key
        client.post(reverse("sign-out"))
        assert not Session.objects.filter(session_key=key).exists()
        assert timedelta(hours=12).total_seconds() == installed.SESSION_COOKIE_AGE
