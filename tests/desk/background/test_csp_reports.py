"""What browsers report: counted by rule and kind of source, in small bodies, not too many; nothing of a page or person is kept."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from desk.background import csp_reports

URL = "/csp-report/"
CASE = "http://testserver/suggestions/4711/?person=刘某"


@pytest.fixture(autouse=True)
def empty() -> None:
    cache.clear()


def report(directive: str = "script-src-elem", blocked: str = "https://evil.example/x.js") -> str:
    return json.dumps(
        {
            "csp-report": {
                "document-uri": CASE,
                "effective-directive": directive,
                "blocked-uri": blocked,
                "script-sample": "刘某",
            }
        }
    )


def send(client: Client, body: str | bytes) -> int:
    return client.post(URL, body, content_type="application/csp-report").status_code


def test_a_report_is_counted_by_rule_and_kind_of_source(client: Client) -> None:
    for blocked in ("https://evil.example/x.js", "https://other.example/", "inline", "http://testserver/own.js"):
        assert send(client, report(blocked=blocked)) == 204
    assert csp_reports.counts() == [
        ("script-src-elem", "foreign", 2),
        ("script-src-elem", "inline", 1),
        ("script-src-elem", "own", 1),
    ]


def test_the_newer_form_of_reports_is_read_too() -> None:
    body = json.dumps([{"type": "csp-violation", "body": {"effectiveDirective": "img-src", "blockedURL": "data"}}])
    assert csp_reports.read(body.encode(), own_host="testserver") == [("img-src", "data")]


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", "[1]", "null", '{"csp-report": 1}', "[" * 5000, b"\xff\x00", '{"csp-report": []}']
)
def test_what_is_no_report_is_answered_alike_and_counts_nothing(client: Client, body: str | bytes) -> None:
    assert send(client, body) == 204
    assert csp_reports.counts() == []


def test_nothing_of_page_or_person_is_kept(client: Client) -> None:
    send(client, report(directive=CASE, blocked=CASE.replace("testserver", "[刘某")))
    kept = repr(sorted(cache._cache.items())) + repr(csp_reports.counts())
    assert csp_reports.counts() == [("other", "other", 1)]
    assert "4711" not in kept
    assert "刘某" not in kept


def test_a_large_report_is_not_read(client: Client) -> None:
    assert send(client, report() + " " * csp_reports.LARGEST) == 204
    assert csp_reports.counts() == []


def test_a_flood_is_counted_no_further_than_its_limit(client: Client) -> None:
    for _ in range(csp_reports.MOST_A_MINUTE + 5):
        send(client, report())
    assert csp_reports.counts() == [("script-src-elem", "foreign", csp_reports.MOST_A_MINUTE)]


def test_a_report_is_only_sent(client: Client) -> None:
    assert client.get(URL).status_code == 405
