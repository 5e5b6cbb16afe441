"""`python -m tests.references`: random questions to the application and to the slow references; their answers must be equal.

    python -m tests.references --questions 100000     a third each: what may be seen, due days, figures
    python -m tests.references --seed 7               other questions; a seed asks the same ones again

It makes a database of its own beside that of the settings, and drops it again. The exit status is 1 when answers differ.
"""

import argparse
import itertools
import math
import os
import sys
import time
from collections.abc import Mapping
from random import Random

import django
from django.conf import settings
from django.db import connection, transaction

DATABASE = "random_questions"
SHOWN = 5


def options() -> argparse.Namespace:
    """Reads the command line."""
    asked = argparse.ArgumentParser(prog="python -m tests.references", description=__doc__.split("\n")[0])
    asked.add_argument(
        "--questions", type=int, default=100_000, help="at least so many, divided among the subjects (%(default)s)"
    )
    asked.add_argument("--seed", type=int, default=1, help="draws other questions (%(default)s)")
    asked.add_argument("--only", choices=["visibility", "due_days", "figures"], help="one subject alone")
    return asked.parse_args()


def run(rounds: Mapping[str, "Round"], *, questions: int, seed: int) -> bool:
    """Asks on each subject, says how it went, and tells whether all answers were equal."""
    all_equal, share = True, math.ceil(questions / len(rounds))
    for subject, ask in rounds.items():
        answers, start = Answers(), time.perf_counter()
        for number in itertools.count():
            with transaction.atomic():
                answers.add(ask(Random(f"{seed} {subject} {number}"), False))
                connection.check_constraints()
                transaction.set_rollback(True)
            if answers.asked >= share:
                break
        worlds, seconds = number + 1, time.perf_counter() - start
        print(
            f"{subject:10} {answers.asked:9,} questions  {len(answers.differences):6,} differences"
            f"  {worlds:4} worlds  {seconds:6.0f} s",
            flush=True,
        )
        for difference in answers.differences[:SHOWN]:
            print(difference)
        all_equal &= not answers.differences
    return all_equal


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()
    from tests.another_database import another_database
    from tests.references import due_day_questions, figure_questions, visibility_questions
    from tests.references.answers import Answers, Round
    from tests.template_database import migrate

    asked = options()
    subjects = {
        "visibility": visibility_questions.ask,
        "due_days": due_day_questions.ask,
        "figures": figure_questions.ask,
    }
    chosen = {name: ask for name, ask in subjects.items() if asked.only in {None, name}}
    connection.settings_dict.update(settings.DATABASE_LOGINS["owner"])
    with another_database(connection, name=DATABASE):
        migrate(connection, name=DATABASE)
        sys.exit(0 if run(chosen, questions=asked.questions, seed=asked.seed) else 1)
