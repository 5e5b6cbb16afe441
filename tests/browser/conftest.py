"""A real browser for the journeys: Debian's Chromium, driven by Playwright; without one the journeys say so."""

import os
import shutil
from collections.abc import Iterator

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# The journeys reach no other host than this one: nothing is looked up or updated in the background.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Starts the browser once; fails under CI=true when there is none, else skips and says what to install."""
    if not os.path.exists(CHROMIUM):  # noqa: PTH110
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs a browser for the journeys: apt-get install chromium")
        pytest.skip("no browser: sudo apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()
