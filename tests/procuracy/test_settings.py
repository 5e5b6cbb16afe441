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
@pytest.mark.parametrize(("environment", "sides"), [(PRODUCTION, ["office"]), ({}, [])], ids=["production", "sample"])
def test_a_second_factor_is_required_of_offices_in_production_only(
    tmp_path: Path, environment: dict[str, str], sides: list[str]
) -> None:
    assert settings_said(tmp_path, "settings.SECOND_FACTOR_REQUIRED", **environment) == str(sides)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SECOND_FACTOR_REQUIRED": "everybody"}, "SECOND_FACTOR_REQUIRED names sides"),
        ({"OIDC_ISSUER": "http://idp.example"}, "https://"),
    ],
)
def test_a_setting_of_signing_in_that_says_nothing_is_refused(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    assert said in settings_said(tmp_path, "1", **(PRODUCTION | change))


@pytest.mark.slow
def test_the_secret_of_the_identity_provider_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    given = PRODUCTION | {"OIDC_ISSUER": "https://idp.example/", "OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret")}
    app = "settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]"
    assert settings_said(tmp_path, f"{app}['secret'], {app}['settings']", **given) == (
        "s3cret {'server_url': 'https://idp.example'}"
    )


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


LOGINS = (
    "[settings.DATABASE_LOGINS[name].get(key, '') for name in ('application', 'owner') for key in ('USER', 'PASSWORD')]"
)


@pytest.mark.slow
def test_on_a_real_server_the_application_has_its_own_login_and_knows_no_other(tmp_path: Path) -> None:
    said = settings_said(tmp_path, LOGINS, DATABASE_URL="postgres://app:word@db.example/procuracy")
    assert said == "['app', 'word', '', '']"


@pytest.mark.slow
def test_a_secret_may_be_a_file_and_take_the_place_of_one_in_an_address(tmp_path: Path) -> None:
    files = {}
    for name, content in (
        ("DATABASE_PASSWORD", "a@b/c\n"),
        ("DATABASE_OWNER_PASSWORD", "d"),
        ("REDIS_PASSWORD", "e:f\n"),
    ):
        (tmp_path / name).write_text(content)
        files[f"{name}_FILE"] = str(tmp_path / name)
    said = settings_said(
        tmp_path,
        f"[*{LOGINS}, settings.REDIS_URL, settings.CELERY_BROKER_URL]",
        DATABASE_URL="postgres://app@db.example/procuracy",
        DATABASE_OWNER_URL="postgres://owner@db.example/procuracy",
        REDIS_URL="redis://redis.example:6379/0",
        **files,
    )
    url = "redis://:e%3Af@redis.example:6379/0"
    assert said == str(["app", "a@b/c", "owner", "d", url, url])


@pytest.mark.slow
def test_a_secret_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    assert "The file of SECRET_KEY_FILE cannot be read" in settings_said(tmp_path, "1", SECRET_KEY_FILE="/no/such/file")


@pytest.mark.slow
def test_every_cookie_of_production_is_bound_to_its_host(tmp_path: Path) -> None:
    names = [f"settings.{name}_COOKIE_NAME" for name in ("SESSION", "CSRF", "LANGUAGE", "MESSAGE")]
    said = settings_said(tmp_path, f"[{', '.join(names)}]", **PRODUCTION)
    assert said == str([f"__Host-{name}" for name in ("sessionid", "csrftoken", "django_language", "messages")])
    expression = "[settings.LANGUAGE_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS]"
    assert settings_said(tmp_path, expression, **PRODUCTION) == str([True, True, 31536000])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        ({"OFFICE_HOSTS": "a.example", "PORTAL_HOSTS": "a.example"}, "A host shows one side: a.example"),
        ({"OFFICE_HOSTS": "b.example"}, "Hosts of a side must be in ALLOWED_HOSTS: b.example"),
    ],
)
def test_a_host_shows_one_side_and_is_known(tmp_path: Path, hosts: dict[str, str], said: str) -> None:
    assert said in settings_said(tmp_path, "1", **(PRODUCTION | {"ALLOWED_HOSTS": "a.example"} | hosts))


@pytest.mark.slow
def test_nothing_is_said_against_putting_production_settings_into_use(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        env={"PATH": os.environ["PATH"], "PROCURACY_VAR": str(tmp_path)} | PRODUCTION,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr


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
