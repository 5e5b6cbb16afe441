"""One person prints one document at a time, also from two processes; other people and commands wait for nobody."""

import subprocess
import sys
import threading

import pytest
from django.conf import settings

from suggestions.confined import turns

HOLDS = """
import sys, django
from django.conf import settings
settings.configure(VAR={var!r})
from suggestions.confined import turns
with turns.of(7), turns.turn():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr(turns, "PATIENCE", 0.2)


@pytest.fixture
def held():
    """Another process prints for person 7."""
    program = HOLDS.format(var=str(settings.VAR))
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_document_of_one_person_is_refused_in_words(held):
    with turns.of(7), pytest.raises(turns.Busy) as busy, turns.turn():
        pytest.fail("both print")
    assert str(busy.value)


def test_another_person_and_a_command_wait_for_nobody(held):
    with turns.of(8), turns.turn():
        pass
    with turns.turn():
        pass


def test_it_waits_and_goes_on_when_the_first_is_done(held, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 30)
    threading.Timer(0.2, held.stdin.close).start()
    with turns.of(7), turns.turn():
        pass


def test_a_process_that_is_killed_leaves_nobody_waiting(held):
    held.kill()
    held.wait()
    with turns.of(7), turns.turn():
        pass


def test_two_threads_of_one_process_wait_for_each_other_too():
    refused = []

    def second():
        try:
            with turns.of(7), turns.turn():
                pass
        except turns.Busy as busy:
            refused.append(busy)

    with turns.of(7), turns.turn():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(timeout=30)
    assert len(refused) == 1


def test_whose_turn_it_is_ends_with_the_request():
    with turns.of(7):
        pass
    assert turns._person.get() is None
