"""Two who write a template at the same moment: of both texts one is kept, and the other person is told."""

import threading

import pytest
from django.db import connection

from organs.refusals import Stale
from suggestions.actions import templates
from suggestions.documents import composing
from suggestions.documents.document_kinds import LETTER
from suggestions.models import DocumentTemplate
from tests import factories

pytestmark = pytest.mark.slow


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_do_not_lose_ones_text() -> None:
    w = factories.world(with_calendar=False)
    found: list[object] = []
    barrier = threading.Barrier(2)

    def save(words: str) -> None:
        barrier.wait()
        try:
            found.append(
                templates.write(
                    access=factories.access(w.administrator),
                    at=factories.at(),
                    kind=LETTER,
                    procuratorate=w.county,
                    heading=LETTER.heading,
                    text=composing.text_that_came_along("letter") + words,
                    reason="按本院格式。",
                    expected_change=0,
                )
            )
        except Stale as stale:
            found.append(stale)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(f"{words}的说明。\n",)) for words in "甲乙"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(each).__name__ for each in found) == ["DocumentTemplate", "Stale"]
    assert DocumentTemplate.objects.filter(procuratorate=w.county).count() == 1
