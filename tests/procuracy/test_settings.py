"""What a production start refuses, and what any other makes for itself; each in a process of its own."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from organs import clock
from procuracy import secret_key

GOOD_KEY = "t8Yb2-wL0qZr5nXc7VmK1pJd9sFgHa3e4RuTiOyQxWzEvBnMkUj"
PRODUCTION = {"PROCURACY_PRODUCTION": "1", "SECRET_KEY": GOOD_KEY, "ALLOWED_HOSTS": "jianyi.example"}
SHIFTED = {clock.SHIFT: "30"}


def settings_said(var: Path, expression: str, **environment: str) -> str:
    """The value of an expression over the settings as they load under an environment, or the error."""
    return said_by(var, f"from procuracy import settings; print({expression})", **environment)


def said_by(var: Path, code: str, **environment: str) -> str:
    """The last line that code prints in a process of its own under an environment, or the error."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "PROCURACY_VAR": str(var)} | environment,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    return (done.stdout + done.stderr).strip().splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("left_out", "said"),
    [("SECRET_KEY", "Production needs a SECRET_KEY"), ("ALLOWED_HOSTS", "Production needs ALLOWED_HOSTS")],
)
def test_production_refuses_to_start_without(tmp_path: Path, left_out: str, said: str) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != left_out}
    assert said in settings_said(tmp_path, "1", **given)


@pytest.mark.slow
@pytest.mark.parametrize("change", [{"DEBUG": "1"}, {"ALLOWED_HOSTS": "*"}])
def test_production_refuses_what_is_convenient(tmp_path: Path, change: dict[str, str]) -> None:
    assert "Production does not run with DEBUG" in settings_said(tmp_path, "1", **(PRODUCTION | change))


@pytest.mark.slow
def test_production_refuses_to_move_the_clock(tmp_path: Path) -> None:
    assert f"take {clock.SHIFT} out of the environment" in settings_said(tmp_path, "1", **(PRODUCTION | SHIFTED))


@pytest.mark.slow
@pytest.mark.parametrize(("module", "days"), [("procuracy.settings", 0), ("tests.faults.settings", 30)])
def test_only_the_settings_of_a_fault_run_move_the_clock(tmp_path: Path, module: str, days: int) -> None:
    ahead = "round((clock.now() - timezone.now()).total_seconds() / 86400)"
    code = f"from django.utils import timezone; from organs import clock; print({ahead})"
    assert said_by(tmp_path, code, DJANGO_SETTINGS_MODULE=module, **SHIFTED) == str(days)


@pytest.mark.slow
def test_production_sends_cookies_over_tls_only(tmp_path: Path) -> None:
    expression = "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0"
    assert settings_said(tmp_path, expression, **PRODUCTION) == "True True True"


@pytest.mark.slow
def test_production_writes_no_key_to_disk(tmp_path: Path) -> None:
    assert settings_said(tmp_path, "settings.SECRET_KEY", **PRODUCTION) == GOOD_KEY
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize("key", ["", "short", "a" * 60])
def test_a_key_that_can_be_guessed_is_refused(key: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        secret_key.checked(key)


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    made = secret_key.kept(tmp_path)
    assert len(made) >= secret_key.SHORTEST
    assert secret_key.kept(tmp_path) == made
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.slow
def test_addresses_of_real_servers_take_the_place_of_the_embedded(tmp_path: Path) -> None:
    expression = (
        "settings.DATABASES['default']['ENGINE'], settings.DATABASES['default']['HOST'], settings.CELERY_BROKER_URL"
    )
    said = settings_said(
        tmp_path,
        expression,
        DATABASE_URL="postgres://name:word@db.example/procuracy",
        REDIS_URL="redis://redis.example/1",
    )
    assert said == "django.db.backends.postgresql db.example redis://redis.example/1"


@pytest.mark.slow
def test_the_application_role_is_assumed_on_real_servers_too(tmp_path: Path) -> None:
    expression = "settings.DATABASES['default']['OPTIONS']['assume_role']"
    assert settings_said(tmp_path, expression, DATABASE_URL="postgres://name@db.example/procuracy") == "procuracy_app"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "leads_to"),
    [
        ({}, "http://localhost:8000 http://localhost:8000"),
        ({"PORT": "8080"}, "http://localhost:8080 http://localhost:8080"),
        (
            {"SITE_URL": "", "PORTAL_URL": "", "CSRF_TRUSTED_ORIGINS": "https://a.example"},
            "https://a.example https://a.example",
        ),
        ({"SITE_URL": "https://b.example/", "PORTAL_URL": "https://c.example"}, "https://b.example https://c.example"),
    ],
)
def test_mails_lead_to_the_first_origin_where_no_address_is_given(
    tmp_path: Path, given: dict[str, str], leads_to: str
) -> None:
    assert settings_said(tmp_path, "settings.SITE_URL, settings.PORTAL_URL", **given) == leads_to
