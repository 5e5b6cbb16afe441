"""Hostile files at the door: all of them in the long run, here some, each in words, in time and within its memory."""

import hashlib
import random
from datetime import date

import pytest
import time_machine

from tests.security import hostile_documents, hostile_files, hostile_ledgers, hostile_packages, hostile_pictures

SEED = 20261129
# Its key is drawn by the library that locks it.
MADE_WITH_CHANCE = ("PDF locked with a password",)


@pytest.mark.slow
def test_a_sample_is_answered_in_words_in_time_and_within_its_memory(settings, tmp_path, record_property):
    settings.FILES = tmp_path
    answers = hostile_files.run(seed=SEED, few=True)
    record_property("summary", hostile_files.line(answers, seed=SEED))
    assert [(answer.name, answer.wrong) for answer in answers if answer.wrong] == []


@pytest.mark.slow
def test_there_are_two_hundred_and_a_seed_makes_the_same_again():
    first = _digests(on=date(2026, 11, 29))
    assert len(first) >= hostile_files.LEAST
    again = _digests(on=date(2027, 2, 3))
    assert [name for name, digest in first.items() if again[name] != digest] == list(MADE_WITH_CHANCE)


def _digests(*, on: date) -> dict[str, str]:
    chance = random.Random(SEED)
    with time_machine.travel(on):
        files = [
            *hostile_pictures.all_of(chance),
            *hostile_documents.all_of(chance),
            *hostile_packages.all_of(chance),
            *hostile_ledgers.all_of(),
        ]
    return {name: hashlib.sha256(content).hexdigest() for name, _ending, content in files}
