"""A short flood: other people's pages come, /livez answers, and what is half sent is ended. `make flood` measures."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.flood import __main__ as flood
from tests.flood import users


@pytest.mark.slow
def test_other_people_hardly_wait_in_a_flood_of_half_sent_requests() -> None:
    # In a thread of its own: a browser of another test may have left an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(flood.run, size=500, seed=11, seconds=15).result()
    assert found.begun > 500, "what is half sent was never ended"
    assert max(found.flooded) < users.PATIENCE, found.words()
    assert max(found.livez) < users.PATIENCE, found.words()
    # On a machine that does other things beside, a page may wait for them; it may not wait for the flood to end.
    assert users.p95(found.flooded) < max(flood.MOST_TIMES_LONGER * users.p95(found.quiet), 1.0), found.words()
