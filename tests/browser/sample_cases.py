"""`python -m tests.browser.sample_cases`: every sample case of four families through a real browser, by forms alone.

    python -m tests.browser.sample_cases                               public interest, retrial, trial and enforcement
    python -m tests.browser.sample_cases --kind retrial_civil          of one kind
    python -m tests.browser.sample_cases --only 3                      the first three
    python -m tests.browser.sample_cases pond-fill land-restored       these

What is repeated, and what is compared, stands in test_sample_cases.py. The exit status is 1 when a case fails.
"""

import argparse
import os
import sys
from pathlib import Path

import django
import pytest


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.browser.sample_cases", description=__doc__.split("\n")[0])
    asked.add_argument("case", nargs="*", help="sample cases by the key of their letter; else all")
    asked.add_argument("--kind", help="cases of this kind alone")
    asked.add_argument("--only", type=int, help="so many of them")
    asked.add_argument(
        "--papers", default="", help="a folder in which the papers of the cases are left, to be looked at"
    )
    return asked.parse_args()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()
    from sample.letters import LETTERS
    from tests.browser.repeated_cases import CASES

    asked = options()
    chosen = [key for key in asked.case or CASES if asked.kind in (None, LETTERS[key].kind)]
    os.environ["SAMPLE_CASES"] = ",".join(chosen[: asked.only])
    os.environ["SAMPLE_CASES_PAPERS"] = asked.papers
    sys.exit(pytest.main([str(Path(__file__).with_name("test_sample_cases.py")), "-p", "no:cacheprovider"]))
