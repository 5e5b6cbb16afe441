"""`python -m tests.security.awkward`: every text field of every form that somebody of the sample world is shown meets each of the
sixty awkward strings (awkward_texts.py): nothing falls over, and nothing is lost. The suite sends each form twice; this sends it
sixty times.
"""

import argparse
import logging
import os
import sys
import time

import django

DATABASE = f"awkward_{os.getpid()}"


def run(*, times: int) -> bool:
    """Sends all forms, says what came of it; tells whether all is well."""
    begin = time.perf_counter()
    found = awkward_sendings.drive(sample_cases.suggestions(), times=times, say=True)
    print("\n".join([f"{found.words}; {time.perf_counter() - begin:.0f} s", *found.wrong[:200]]), flush=True)
    return not found.wrong


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()

from tests.desk import awkward_sendings, sample_cases  # noqa: E402
from tests.security.awkward_texts import AWKWARD  # noqa: E402
from tests.security.installation import sample_installation  # noqa: E402

if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.security.awkward", description=__doc__)
    asked.add_argument("--times", type=int, default=len(AWKWARD), help="how often each form is sent (%(default)s)")
    logging.disable(logging.CRITICAL)
    with sample_installation(name=DATABASE):
        sys.exit(0 if run(times=asked.parse_args().times) else 1)
