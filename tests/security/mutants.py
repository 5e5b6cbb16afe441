"""`python -m tests.security.mutants`: loosens one fact of the tables and guards at a time, and asks cells that should notice.

    python -m tests.security.mutants --seed 1
    python -m tests.security.mutants --seed 1 --only steps

A mutant is noticed when the matrix finds a cell that is not as the reference says. Of a guard that was taken away it may also be
that nobody comes further, since what stands behind it asks again: that is said apart. The exit status is 1 when a mutant that
lets somebody in, or that cannot be tried in this world, is not noticed.
"""

import argparse
import itertools
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from random import Random
from unittest import mock

import django

DATABASE = f"mutated_{os.getpid()}"
MOST_CELLS = 60


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One loosened fact: what is done, and the cells that should notice it, the likeliest first."""

    group: str
    words: str
    done: Callable[[], AbstractContextManager[object]]
    cells: Callable[[], Iterable["Cell"]]


@contextmanager
def fact(row: object, **values: object) -> Iterator[None]:
    """Changes a row of a table in place, so that whoever holds it reads the change."""
    former = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        object.__setattr__(row, name, value)
    try:
        yield
    finally:
        for name, value in former.items():
            object.__setattr__(row, name, value)


class Mutants:
    """Makes every mutant for the world that the matrix has read."""

    def __init__(self, matrix: "Matrix", random: Random) -> None:
        self.matrix, self.random, self.world = matrix, random, matrix.world
        self.pairs: dict[str, list[tuple[int, int]]] = {}
        self.stands: dict[tuple[int, int], set[str]] = {}
        self.kept: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for person, who in matrix.drawer.people.items():
            if who.person is not None:
                for case in self.world.cases:
                    self.stands[person, case] = who.stands(case)
                    for relation in [*self.stands[person, case], *self._further(who, case)]:
                        self.pairs.setdefault(relation, []).append((person, case))

    def _further(self, who: "Who", case: int) -> Iterator[str]:
        facts = self.world.cases[case]
        if facts.office in who.offices():
            yield "own"
        if who.offices() & visibility_reference.above(facts.office, self.world.parents):
            yield "above"
        if who.offices({"case_manager"}) & visibility_reference.above(facts.office, self.world.parents):
            yield "supervising"

    def all(self) -> Iterator[Mutant]:
        yield from self.of_steps()
        yield from self.of_relations()
        yield from self.of_rights()
        yield from self.of_guards()

    # What a step needs.

    def of_steps(self) -> Iterator[Mutant]:
        """A relation more, a state more, every kind: for each form of a step."""
        for (side, paper, key), form in sorted(registry.REGISTRY.items(), key=lambda item: str(item[0])):
            name = "portal-step" if side == Side.UNIT else "paper-step" if paper else "step"
            if form.page or key not in steps_reference.STEPS:
                continue
            step, known = form.row(), steps_reference.STEPS[key]
            by = steps_reference.FROM_PAPER if paper else known.by
            if not paper:
                for relation in self._reachable_relations(name, key, by):
                    yield Mutant(
                        group="steps: a relation more",
                        words=f"{name} {key} also by {relation}",
                        done=lambda step=step, relation=relation: fact(step, who=step.who | {relation}),
                        cells=lambda name=name, key=key, relation=relation: self._cells_of_step(
                            name, key, lambda person, case: relation in self._stands(person, case)
                        ),
                    )
            if known.about in self.states():
                yield from self._wider_states(name, key, step, by, known)
            if known.kinds is not None:
                yield Mutant(
                    group="steps: every kind",
                    words=f"{name} {key} for every kind",
                    done=lambda step=step: fact(step, kinds=None),
                    cells=lambda name=name, key=key, by=by: self._cells_of_step(
                        name, key, lambda person, case: bool(self._stands(person, case) & by), any_kind=True
                    ),
                )

    def states(self) -> set[str]:
        return {"document", "case", "examination", "reply"} | set(steps_reference.tracks_with_parts())

    def _reachable_relations(self, name: str, key: str, by: frozenset[str]) -> list[str]:
        """Returns two relations that do not take the step, and that somebody has where it could be taken."""
        possible = [relation for relation in RELATIONS if relation not in by]
        self.random.shuffle(possible)
        found = []
        for relation in possible:
            cells = self._cells_of_step(name, key, lambda person, case, r=relation: r in self._stands(person, case))
            if next(cells, None) is not None:
                found.append(relation)
            if len(found) == 2:
                break
        return found

    def _wider_states(
        self, name: str, key: str, step: "Step", by: frozenset[str], known: "StepFacts"
    ) -> Iterator[Mutant]:
        states = sorted(self._states_of(known.about) - known.states)
        self.random.shuffle(states)
        for state in states[:2]:

            def cells(name=name, key=key, by=by, known=known, state=state) -> Iterator["Cell"]:
                for person, case in self._standing(by):
                    for number in self._subjects(known.about, case, {state}):
                        yield Cell(name=name, arguments=(case, key, number), method="GET", person=person)

            if next(cells(), None) is not None:
                yield Mutant(
                    group="steps: a state more",
                    words=f"{name} {key} also from {state}",
                    done=lambda step=step, state=state: fact(step, sources=step.sources | {state}),
                    cells=cells,
                )

    def _states_of(self, about: str) -> set[str]:
        if about in steps_reference.tracks_with_parts():
            return {part.state for (track, _pk), part in self.world.parts.items() if track == about}
        return {more.states[about] for more in self.world.more.values()}

    def _subjects(self, about: str, case: int, states: set[str] | frozenset[str]) -> list[int]:
        if about in steps_reference.tracks_with_parts():
            parts = self.world.parts.items()
            return [pk for (track, pk), part in parts if track == about and part.case == case and part.state in states]
        if about in {"new"}:
            return [0]
        if about == "all measures":
            return [0] if set(self.world.more[case].measures.values()) & states else []
        return [0] if self.world.more[case].states[about] in states else []

    def _cells_of_step(self, name: str, key: str, fits, *, any_kind: bool = False) -> Iterator["Cell"]:
        known = steps_reference.STEPS[key]
        in_portal = name == "portal-step"
        for person, case in self._standing(RELATIONS):
            who, more = self.matrix.drawer.people[person], self.world.more[case]
            if self.world.cases[case].is_published or bool(who.units) != in_portal or not fits(person, case):
                continue
            if not any_kind and known.kinds is not None and more.kind not in known.kinds:
                continue
            if any_kind and more.kind in known.kinds:
                continue
            for number in self._subjects(known.about, case, known.states):
                for method in ("GET", "POST"):  # a form that something else forbids to show is judged when it is sent
                    yield Cell(name=name, arguments=(case, key, number), method=method, person=person)

    def _standing(self, relations: Iterable[str]) -> list[tuple[int, int]]:
        """Returns who stands to which case by one of the relations, well mixed; worked out once for each choice of them."""
        wanted = tuple(sorted(relations))
        if wanted not in self.kept:
            found = list(dict.fromkeys(itertools.chain.from_iterable(self.pairs.get(each, ()) for each in wanted)))
            Random(len(found)).shuffle(found)
            self.kept[wanted] = found
        return self.kept[wanted]

    def _stands(self, person: int, case: int) -> set[str]:
        return self.stands[person, case]

    # How much a relation shows.

    def of_relations(self) -> Iterator[Mutant]:
        """An earlier stage, a level more, every role: for each row of the table of relations."""
        for row in relations.ROWS:

            def cells(row=row) -> Iterator["Cell"]:
                return self._cells_of_sight(self._standing([row.key]))

            if row.stage != relations.ALWAYS:
                yield Mutant(
                    group="relations: an earlier stage",
                    words=f"{row.key} from the first draft on",
                    done=lambda row=row: fact(row, stage=relations.ALWAYS),
                    cells=cells,
                )
            if row.visibility < relations.Visibility.INTERNAL:
                more = relations.Visibility(row.visibility + 1)
                yield Mutant(
                    group="relations: a level more",
                    words=f"{row.key} sees {more.name}",
                    done=lambda row=row, more=more: fact(row, visibility=more),
                    cells=cells,
                )
            if row.roles:
                yield Mutant(
                    group="relations: every role",
                    words=f"{row.key} by any role of the place",
                    done=lambda row=row: fact(row, roles=()),
                    cells=lambda: self._cells_of_sight_or_step(),
                )

    def _cells_of_sight(self, pairs: Iterable[tuple[int, int]]) -> Iterator["Cell"]:
        """What shows at each level: that there is a case, its drafts, its files, what the recipient reads."""
        for person, case in pairs:
            in_office = self.matrix.drawer.people[person].of_office
            names = ("versions", "draft", "bundle") if in_office else ("portal-letter", "portal-versions")
            for name in names:
                yield Cell(name=name, arguments=(case,), method="GET", person=person)
            for name, pool in (("document", self.world.documents), ("file", self.world.files)):
                for number in [pk for pk, row in pool.items() if row[0] == case][:2]:
                    yield Cell(name=name, arguments=(number,), method="GET", person=person)

    def _cells_of_sight_or_step(self) -> Iterator["Cell"]:
        """Everybody at each case of the own place and above, and a step of every kind."""
        places = self._standing(["own", "above"])
        for person, case in places:
            yield Cell(name="draft", arguments=(case,), method="GET", person=person)
            yield Cell(name="versions", arguments=(case,), method="GET", person=person)
            for key, track in (("filing.review", "filing"), ("filing.file", "filing")):
                for number in self._subjects(track, case, {"filed", "received", "due"}):
                    yield Cell(name="step", arguments=(case, key, number), method="GET", person=person)

    # Who sets up what, and what is asked on the way.

    def of_rights(self) -> Iterator[Mutant]:
        """Own places become all, another's becomes one's own: the functions that decide outside the tables."""
        everything = {
            "permissions.below_posts gives every place": (
                permissions,
                "below_posts",
                lambda access, *roles: (
                    Procuratorate.objects.all() if access.holding(*roles) else Procuratorate.objects.none()
                ),
            ),
            "permissions.administers_all for every administrator": (
                permissions,
                "administers_all",
                lambda access: access.is_administrator,
            ),
            "permissions.people_administered_by gives everybody": (
                permissions,
                "people_administered_by",
                lambda access: Person.objects.all() if access.has(*permissions.DECIDING) else Person.objects.none(),
            ),
            "permissions.proposals_open_to gives every proposal": (
                permissions,
                "proposals_open_to",
                lambda access: Proposal.objects.all(),
            ),
            "permissions.heads_unit for everybody of the unit": (
                permissions,
                "heads_unit",
                lambda *, access, unit: unit.pk in access.unit_ids,
            ),
            "visible_records.is_shown for every file": (
                visible_records,
                "is_shown",
                lambda row, *, suggestion, visibility: True,
            ),
            "clock_presenter.is_shown for every clock": (clock_presenter, "is_shown", lambda clock, *, reader: True),
            "draw_reach.reaches for every office": (draw_views, "reaches", lambda access: [1]),
            "supervision.supervises for every office": (supervision, "supervises", lambda access: True),
            "permissions.RECORDERS with case management": (
                step_permissions,
                "RECORDERS",
                step_permissions.RECORDERS | {"case_manager", "head"},
            ),
            "person_relations.visibility a level more": (
                person_relations,
                "visibility",
                a_level_more(person_relations.visibility),
            ),
            "jobs.is_supervisor for every office": (
                jobs,
                "is_supervisor",
                lambda *, access, at: access is not None and access.is_office,
            ),
        }
        for words, (module, name, value) in everything.items():
            yield Mutant(
                group="rights: own becomes all",
                words=words,
                done=lambda module=module, name=name, value=value: mock.patch.object(module, name, value),
                cells=lambda words=words: self._cells_of_right(words),
            )

    def _cells_of_right(self, words: str) -> Iterator["Cell"]:
        if "heads_unit" in words:
            return (
                Cell(name="portal-person-new", arguments=(unit,), method="GET", person=person)
                for person, who in self.matrix.drawer.people.items()
                if person is not None
                for unit in sorted(who.units)
            )
        about = {
            "below_posts": ("setup-procuratorate", "setup-department", "setup-numbers-of"),
            "administers_all": ("setup-reminders-of", "setup-reminder-rule"),
            "people_administered_by": ("setup-person", "setup-person-link"),
            "proposals_open_to": ("setup-proposal",),
            "is_shown for every file": ("file", "document"),
            "clock_presenter": ("portal-clock",),
            "reaches": ("draw-new",),
            "supervises": ("reminders-ahead",),
            "RECORDERS": ("paper-step",),
            "visibility a level more": ("draft", "portal-versions", "bundle"),
            "is_supervisor": ("background",),
        }
        names = next(found for part, found in about.items() if part in words)
        return self._drawn(names, most=600)

    def _drawn(self, names: Iterable[str], *, most: int) -> Iterator["Cell"]:
        """Cells of these addresses, those first that the reference forbids."""
        drawer, later, seen = self.matrix.drawer, [], set()
        administrators = [
            person for person, who in drawer.people.items() if who.offices(access_reference.ADMINISTRATORS)
        ]
        setting_up = [*administrators * 5, *drawer.people]
        for name in itertools.islice(itertools.cycle(names), most):
            person = self.random.choice(setting_up if name.startswith("setup") else list(drawer.people))
            arguments = drawer._arguments(access_reference.ADDRESSES[name].about, person)
            address = access_reference.ADDRESSES[name]
            method = "GET" if address.reads is not None else "POST"
            cell = Cell(name=name, arguments=arguments, method=method, person=person or 0)
            if cell in seen or person is None:
                continue
            seen.add(cell)
            rule = address.reads or address.sends
            if rule(drawer.people[person], arguments) in {Answer.ABSENT, Answer.REFUSED, Answer.NOT_NOW}:
                yield cell
            else:
                later.append(cell)
        yield from later[:20]

    # Who enters.

    def of_guards(self) -> Iterator[Mutant]:
        """For each address: its guard lets everybody in who is signed in."""
        for pattern in patterns(get_resolver()):
            inner = unguarded(pattern.callback)
            if inner is not None and pattern.name in access_reference.ADDRESSES:
                yield Mutant(
                    group="guards: taken away",
                    words=f"the guard of {pattern.name}",
                    done=lambda pattern=pattern, inner=inner: mock.patch.object(pattern, "callback", inner),
                    cells=lambda pattern=pattern: self._drawn([pattern.name], most=80),
                )


def a_level_more(really: Callable[..., "relations.Visibility"]) -> Callable[..., "relations.Visibility"]:
    def loosened(**given: object) -> "relations.Visibility":
        found = really(**given)
        return relations.Visibility(min(found + 1, relations.Visibility.INTERNAL)) if found else found

    return loosened


def patterns(resolver: object) -> Iterator["URLPattern"]:
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from patterns(each)
        else:
            yield each


def unguarded(view: Callable[..., object]) -> Callable[..., object] | None:
    """Returns the view behind the outermost guard of desk/guards.py; None where a view has none."""
    while view is not None:
        code = getattr(view, "__code__", None)
        if code is not None and code.co_name == "guarded":
            return view.__wrapped__
        view = getattr(view, "__wrapped__", None)
    return None


def try_all(matrix: "Matrix", *, seed: int, only: str, say) -> list[str]:
    """Tries every mutant; says how many were noticed, and returns those that were not."""
    counts, noticed, survivors, second, begin = Counter(), Counter(), [], [], time.perf_counter()
    cells, by_table, held = 0, Counter(), Counter()
    for mutant in Mutants(matrix, Random(seed)).all():
        if only not in mutant.group:
            continue
        counts[mutant.group] += 1
        outcome, tried = Outcome(), 0
        with mutant.done():
            by_table[mutant.group] += (is_in_table := bool(table_comparison.differences()))
            for cell in itertools.islice(mutant.cells(), MOST_CELLS):
                tried += 1
                matrix.ask(cell, outcome)
                if outcome.differences:
                    break
        cells += tried
        if outcome.differences:
            noticed[mutant.group] += 1
        elif is_in_table:
            held[mutant.group] += 1
        elif mutant.group.startswith("guards"):
            second.append(mutant.words)
        else:
            survivors.append(f"{mutant.words} ({tried} cells)")
        if counts.total() % 50 == 0:
            say(f"{counts.total()} mutants, {noticed.total()} noticed, {time.perf_counter() - begin:.0f} s")
    for group, count in counts.items():
        say(
            f"{noticed[group] + held[group]:4} of {count:4} noticed · {group}: {noticed[group]} by a cell, {by_table[group]} by"
            f" the comparison of the tables, {held[group]} by it alone"
        )
    say(
        f"{noticed.total() + held.total()} of {counts.total()} noticed, {len(second)} let nobody further since what stands behind asks"
        f" again, {len(survivors)} survive; {cells:,} cells in {time.perf_counter() - begin:.0f} s"
    )
    if second:
        say("a second wall holds behind: " + ", ".join(each.removeprefix("the guard of ") for each in second))
    return survivors


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.security.mutants", description=__doc__.split("\n")[0])
    asked.add_argument("--seed", type=int, default=1, help="draws other relations and states (%(default)s)")
    asked.add_argument("--only", default="", help="one group: steps, relations, rights, guards")
    return asked.parse_args()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()

from django.urls import URLPattern, get_resolver  # noqa: E402

from desk.case import clock_presenter  # noqa: E402
from desk.draws import views as draw_views  # noqa: E402
from desk.steps import registry  # noqa: E402
from notices.actions import jobs  # noqa: E402
from organs import permissions  # noqa: E402
from organs.models import Person, Procuratorate, Proposal  # noqa: E402
from organs.roles import Side  # noqa: E402
from suggestions.access import permissions as step_permissions  # noqa: E402
from suggestions.access import person_relations, supervision, visible_records  # noqa: E402
from suggestions.rules import relations  # noqa: E402
from suggestions.rules.steps import Step  # noqa: E402
from tests.references import visibility_reference  # noqa: E402
from tests.security import access_reference, steps_reference, table_comparison  # noqa: E402
from tests.security.access_reference import Answer, Who  # noqa: E402
from tests.security.cells import Cell  # noqa: E402
from tests.security.installation import sample_installation  # noqa: E402
from tests.security.matrix import Matrix, Outcome  # noqa: E402
from tests.security.steps_reference import StepFacts  # noqa: E402

RELATIONS = ("handling", "team", "head", "policy", "chief", "secretary", "registrar", "case_manager", "higher", "unit")

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asked = options()
    with sample_installation(name=DATABASE):
        survivors = try_all(
            Matrix(seed=asked.seed), seed=asked.seed, only=asked.only, say=lambda line: print(line, flush=True)
        )
    for survivor in survivors:
        print(f"- not noticed: {survivor}")
    sys.exit(1 if survivors else 0)
