"""What a client did wrong is one line in the log: no traceback, in which what was sent might stand."""

import logging
import sys

import pytest

from procuracy import logs


def record(status: int | None) -> logging.LogRecord:
    try:
        raise ValueError("what somebody typed")
    except ValueError:
        made = logging.LogRecord("django.request", logging.WARNING, "", 1, "Bad Request", (), sys.exc_info())
    if status is not None:
        made.status_code = status
    return made


@pytest.mark.parametrize(
    ("status", "has_traceback"), [(400, False), (404, False), (500, True), (503, True), (None, True)]
)
def test_only_faults_of_ours_bring_a_traceback(status, has_traceback):
    kept = record(status)
    assert logs.without_traceback(kept)
    assert bool(kept.exc_info) is has_traceback


def test_every_line_passes_the_filter():
    configured = logs.configuration(as_json=True)
    assert "brief" in configured["handlers"]["stderr"]["filters"]
