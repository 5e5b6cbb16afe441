"""What is said when the database refuses what somebody else wrote a moment ago: one row for each constraint that input can meet.

Whoever is first is asked for beforehand, in words of their own; this is for two who come at once. A constraint without a
row is never met by input alone: what leads to it holds a lock (tests/organs/test_promises.py says which).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from organs.refusals import Refused
from organs.words import Words


@dataclass(frozen=True)
class TakenWords:
    """What is said of a constraint, and the field at which it is said; None for the whole form."""

    words: Words
    field: str | None = None


_CODE = TakenWords(_("This code is already used."), "code")

TAKEN: Mapping[str, TakenWords] = {
    "there_are_never_two_units_of_one_credit_code": TakenWords(
        _("A unit with this credit code is already registered."), "credit_code"
    ),
    "organs_procuratorate_code_key": TakenWords(_("This code is already used by another procuratorate."), "code"),
    "there_are_never_two_departments_of_one_name_in_an_office": TakenWords(
        _("This procuratorate already has a department of that name."), "name"
    ),
    "organs_line_pkey": _CODE,
    "organs_businessline_pkey": _CODE,
    "suggestions_problemcategory_pkey": _CODE,
    "no_person_has_posts_on_both_sides": TakenWords(
        _("This person has a post on the other side. Nobody can stand on both sides; admit a second account."), "person"
    ),
    "nobody_is_away_twice_at_once": TakenWords(
        _("These days overlap with another absence of this person here."), "first_on"
    ),
    "a_circular_s_number_is_never_given_twice": TakenWords(
        _("This number was given to another circular of the office."), "number"
    ),
    "a_subject_never_has_the_same_rule_twice": TakenWords(_("The ladder has a rung for this day already."), "days"),
}


@contextmanager
def kept() -> Iterator[None]:
    """Opens a transaction, and raises Refused where one of the constraints above is broken in it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as broken:
        taken = TAKEN.get(name_of(broken))
        if taken is None:
            raise
        raise Refused(taken.words, field=taken.field) from broken


def name_of(broken: IntegrityError) -> str:
    """Returns the name of the constraint that was broken; "" where the database names none."""
    diagnosis = getattr(broken.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or "")
