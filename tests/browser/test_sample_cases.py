"""Sample cases of public interest, of retrial and of courts repeated through a real browser, by forms alone (issue 13).

Here a few that are quick; `python -m tests.browser.sample_cases` repeats every one. A new draft is opened and brought along
the same acts as the sample case, on the same days, each by its form and by the person whose part it is. At the end both have
the same record, and each paper that the page of the case offers is a PDF that says what it is. What is not repeated by a form
is the clock's own: the examination whether to sue begins by itself.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation

from organs import clock
from sample import world as sample_world
from sample.stage import World
from suggestions.actions import ledger
from suggestions.models import Suggestion
from tests.browser.acts_by_form import ByForms, acts_by_forms
from tests.browser.repeated_cases import BEFORE, CASES, People, Replay, expected, papers_of, record_of, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: One of each family, as far as it goes in a few seconds; the command names others.
QUICK = ("old-bridge", "sham-loan")
LONG = 1_000_000
CHOSEN = os.environ.get("SAMPLE_CASES", ",".join(QUICK)).split(",")
FOLDER = os.environ.get("SAMPLE_CASES_PAPERS", "")


@pytest.fixture
def world(settings, monkeypatch) -> World:
    """The places and people of the sample world, without a case."""
    settings.CLOCK_MAY_BE_SHIFTED = True
    # Most days pass without a new sign-in: what ends a session is tested elsewhere.
    settings.SESSION_LONGEST_HOURS = settings.SESSION_IDLE_MINUTES_OFFICE = settings.SESSION_IDLE_MINUTES_UNIT = LONG
    monkeypatch.setenv(clock.SHIFT, "0")
    with transaction.atomic(), translation.override("zh-hans"):
        return sample_world.people_and_places(at=clock.now(), say=lambda line: None)


@pytest.fixture
def people(browser, live_server) -> Iterator[People]:
    found = People(browser, live_server.url)
    yield found
    found.leave()


@pytest.mark.parametrize("letter", CHOSEN)
def test_a_sample_case_is_repeated_by_forms(world, people, letter, record_property):
    sample, begun = CASES[letter](world), time.perf_counter()
    if before := BEFORE.get(letter):
        told(world, CASES[before](world))
    asked = expected(world, sample)
    story = Replay(**vars(sample_world.tell(world=world, letter=letter, place=sample.place, desk=sample.desk)))
    stage = ByForms(people.of)
    with acts_by_forms(stage):
        story.play(sample.acts)
    assert record_of(story.suggestion) == asked
    assert ledger.breaks(Suggestion.objects.get(pk=story.suggestion.pk)) == []
    handling = people.of(story.cast["handling"])
    papers = papers_of(handling, story.suggestion, folder=Path(FOLDER) / letter if FOLDER else None)
    assert people.broken == []
    words = f"{letter}: {len(stage.taken)} acts, {papers} papers, {time.perf_counter() - begun:.0f} s"
    record_property("summary", words)
