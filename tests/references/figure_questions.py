"""The question of every figure over a random world: which letters or measures does it count, above and below?

It is asked as pages ask: all numbers of a filter, the list that each number opens, and the numbers by place, kind and period.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import date, timedelta
from random import Random

from insights import tallies
from insights.figures import FIGURES, Part
from insights.filters import SuggestionFilter
from insights.scopes import Scope
from insights.tallies import Tallies, Tally
from organs import people
from organs.access import Access
from organs.models import Person, Procuratorate
from tests.references import figure_reference as reference
from tests.references import figure_worlds
from tests.references.answers import Answers
from tests.references.figure_reference import LetterFacts
from tests.references.figure_worlds import TODAY, World

type Group = Hashable


def ask(random: Random, is_small: bool) -> Answers:
    """Draws a world and asks every figure of it by some filters; the caller takes the rows away again.

    Letters do not influence each other, so that a difference is told with the letters that are counted otherwise, and
    needs no search for a smaller one.
    """
    world = figure_worlds.make(random, letters=20 if is_small else 120)
    access = people.access_of(person=Person.objects.get(pk=world.person), on=TODAY)
    answers = Answers()
    filters = [SuggestionFilter(origin="live"), SuggestionFilter(origin="published"), _draw_filter(world, random)]
    if not is_small:
        chosen_by = random.choice(filters)
        _ask_lists(answers, chosen_by, [each for each in world.letters if _is_chosen(each, chosen_by)], access)
    for chosen_by in filters[: 1 if is_small else None]:
        letters = [letter for letter in world.letters if _is_chosen(letter, chosen_by)]
        _ask_numbers(answers, chosen_by, letters, access)
        if not is_small:
            _ask_groups(answers, chosen_by, letters, access, depth=random.randint(1, 4))
    return answers


def _draw_filter(world: World, random: Random) -> SuggestionFilter:
    place = Procuratorate.objects.get(pk=random.choice(list(world.parents)))
    first = random.choice((None, TODAY - timedelta(days=random.randint(0, 500))))
    last = random.choice((None, TODAY - timedelta(days=random.randint(0, 300))))
    return SuggestionFilter(
        origin="live",
        scope=Scope(procuratorate=place, alone=random.random() < 0.3),
        kind=random.choice(("", "", "rectify_violation", *figure_worlds.REPLY_TERMS)),
        issued_from=first,
        issued_to=last,
        unit=random.choice((None, None, *world.units)),
    )


def _is_chosen(letter: LetterFacts, by: SuggestionFilter) -> bool:
    """Tells whether a filter keeps a letter; drafts are nobody's to count, and in no figure."""
    if letter.origin != by.origin:
        return False
    place = by.scope.procuratorate
    if place is not None and (letter.office != place.pk if by.scope.alone else place.pk not in letter.path):
        return False
    if by.kind and by.kind not in {letter.kind, letter.type}:
        return False
    if by.unit and letter.unit != by.unit:
        return False
    if by.issued_from and (letter.issued_on is None or letter.issued_on < by.issued_from):
        return False
    return not by.issued_to or (letter.issued_on is not None and letter.issued_on <= by.issued_to)


def _ask_numbers(answers: Answers, chosen_by: SuggestionFilter, letters: list[LetterFacts], access: Access) -> None:
    suggestions = chosen_by.suggestions(access=access, on=TODAY)
    found = tallies.count(suggestions=suggestions, figures=FIGURES.values(), on=TODAY)
    for key in sorted(reference.KEYS):
        answers.compare(
            expected=_tally(key, letters),
            found=found.get(key),
            question=lambda key=key: f"How many does “{key}” count of {len(letters)} letters by {chosen_by}?",
        )


def _ask_lists(answers: Answers, chosen_by: SuggestionFilter, letters: list[LetterFacts], access: Access) -> None:
    for key in sorted(reference.KEYS):
        above, below = reference.counts(key, letters, TODAY)
        for part, expected in ((Part.NUMERATOR, above), (Part.DENOMINATOR, below)):
            if expected is None:
                continue
            rows = chosen_by.of(FIGURES[key], part).rows(access=access, on=TODAY)
            found = list(rows.values_list("pk", flat=True))
            answers.compare(
                expected=sorted(expected),
                found=sorted(found),
                question=lambda key=key, part=part, odd=expected ^ set(found): (
                    f"Which are in the {part} of “{key}”? Counted otherwise: {_with(odd, letters)}"
                ),
            )


def _with(numbers: set[int], letters: list[LetterFacts]) -> list[LetterFacts]:
    """Returns the letters of these numbers, or with measures of these numbers."""
    return [
        letter
        for letter in letters
        if letter.number in numbers or any(measure.number in numbers for measure in letter.measures)
    ]


def _ask_groups(
    answers: Answers, chosen_by: SuggestionFilter, letters: list[LetterFacts], access: Access, *, depth: int
) -> None:
    suggestions = chosen_by.suggestions(access=access, on=TODAY)
    common = {"suggestions": suggestions, "figures": FIGURES.values(), "on": TODAY}
    dated = [letter for letter in letters if letter.issued_on]
    _compare_groups(
        answers,
        tallies.by_place(**common, depth=depth),
        letters,
        lambda letter: letter.path[depth - 1] if len(letter.path) >= depth else None,
    )
    _compare_groups(answers, tallies.by_kind(**common), letters, lambda letter: letter.kind)
    _compare_groups(answers, tallies.by_period(**common, period="quarter"), dated, _quarter)
    _compare_groups(
        answers, tallies.by_period(**common, period="year"), dated, lambda letter: date(letter.issued_on.year, 1, 1)
    )


def _quarter(letter: LetterFacts) -> date:
    return date(
        letter.issued_on.year, {1: 1, 2: 1, 3: 1, 4: 4, 5: 4, 6: 4, 7: 7, 8: 7, 9: 7}.get(letter.issued_on.month, 10), 1
    )


def _compare_groups(
    answers: Answers, found: dict[Group, Tallies], letters: list[LetterFacts], group_of: Callable[[LetterFacts], Group]
) -> None:
    """Asks each figure about each group; one in which nothing is counted may be left out."""
    groups: dict[Group, list[LetterFacts]] = defaultdict(list)
    for letter in letters:
        groups[group_of(letter)].append(letter)
    for group in groups.keys() | found.keys():
        for key in sorted(reference.KEYS):
            expected = _tally(key, groups[group])
            nothing = Tally(part=0, whole=None if expected.whole is None else 0)
            answers.compare(
                expected=expected,
                found=found.get(group, {}).get(key, nothing),
                question=lambda key=key, group=group: f"How many does “{key}” count in the group {group}?",
            )


def _tally(key: str, letters: list[LetterFacts]) -> Tally:
    above, below = reference.counts(key, letters, TODAY)
    return Tally(part=len(above), whole=None if below is None else len(below))
