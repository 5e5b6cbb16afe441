"""A wish to stop that comes while it is waited for is never lost and never stops the one who waits."""

import subprocess
import sys

import pytest

from procuracy.start.stop_request import StopRequest

# Waits in short turns, so that a signal comes as it begins or ends waiting: with `threading.Event` this hangs within
# some dozens of signals.
WAITER = """
import random, signal
from procuracy.start.stop_request import StopRequest

for _ in range(2000):
    request = StopRequest()
    signal.signal(signal.SIGALRM, lambda *_: request.ask())
    signal.setitimer(signal.ITIMER_REAL, random.uniform(0.0001, 0.0004))
    while not request.wait(0.000001):
        pass
    request.close()
print("asked 2000 times")
"""


@pytest.fixture
def request_to_stop():
    made = StopRequest()
    yield made
    made.close()


def test_it_is_made_once_it_was_asked_for(request_to_stop):
    assert not request_to_stop.is_made() and not request_to_stop.wait(0.001)
    request_to_stop.ask()
    assert request_to_stop.wait(60) and request_to_stop.is_made()


def test_any_number_of_signals_asks_the_same(request_to_stop):
    for _ in range(100_000):
        request_to_stop.ask()
    assert request_to_stop.is_made()


def test_a_signal_that_interrupts_the_waiting_is_heard():
    run = subprocess.run([sys.executable, "-c", WAITER], capture_output=True, text=True, timeout=60, check=False)
    assert (run.stdout, run.stderr, run.returncode) == ("asked 2000 times\n", "", 0)
