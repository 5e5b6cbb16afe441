"""The headers of every answer: pages, refusals, health, static files; and what no cache keeps."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
PATHS = ["/sign-in/", "/no/such/page/", "/desk/", "/livez", "/calendar/unknown.ics", "/visits/worker.js"]


@pytest.mark.parametrize("path", PATHS)
def test_no_cache_keeps_an_answer(client: Client, path: str) -> None:
    assert client.get(path)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_others_out(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]
    if path != "/livez":
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/sign-in/", "/no/such/page/"])
def test_no_page_is_framed_and_what_is_blocked_is_reported(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Frame-Options"] == "DENY"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "report-uri /csp-report/" in policy
    assert "unsafe" not in policy


def test_a_static_file_may_be_kept(client: Client, settings: Settings) -> None:
    answer = client.get(f"{settings.STATIC_URL}no-such-file.css")
    assert "no-store" not in answer.get("Cache-Control", "")
