"""`python -m tests.docs.lifecycle_page`: writes docs/lifecycle.md, a diagram and a table of steps for each track, from the tables.

tests/docs/test_lifecycle.py holds the file against the tables, so that a new step cannot be forgotten on the page.
"""

import os
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "lifecycle.md"

# A step out of more states than this is one arrow from "several states": the table names them.
MOST_ARROWS = 5
SEVERAL = "several"

HEAD = """# The life of a suggestion

Written by `python -m tests.docs.lifecycle_page` from `suggestions/rules/lifecycle.py`, `suggestions/rules/tracks.py` and
`followups/rules/tracks.py`; do not edit it by hand.

Nothing has one flat status. Each track has its own states and is drawn by itself; all of them stand on one timeline. An arrow is a
step that changes the state; where whoever takes it chooses, it goes through a diamond when it may also begin in several states. A step that
may begin in very many is drawn from “several states”. The table below each diagram has every step, also those that leave the state as it is (—).

*Shown to*: `internal` is for the case's own people, `office` for the procuratorates, `both` for the recipient as well.
"""


def page() -> str:
    """Returns the whole text of docs/lifecycle.md, in English."""
    from django.utils import translation

    with translation.override("en"):
        return "\n".join([HEAD, *(part for track in tracks() for part in _section(track))])


def tracks() -> dict[str, list]:
    """Returns the steps of all tables by their track, in the order of the tables."""
    from followups.rules.tracks import TABLE as FOLLOWUPS
    from suggestions.rules.lifecycle import TABLE as LIFECYCLE
    from suggestions.rules.tracks import TABLE as TRACKS

    found: dict[str, list] = {}
    for table in (LIFECYCLE, TRACKS, FOLLOWUPS):
        for step in table.steps.values():
            found.setdefault(step.track, []).append((table, step))
    return found


def _section(track: str) -> Iterator[str]:
    steps = tracks()[track]
    yield f"## {track}\n"
    yield "```mermaid"
    yield from _diagram(track, steps)
    yield "```\n"
    yield "| step | what is done | from → to | by | reason | shown to | article |"
    yield "|---|---|---|---|---|---|---|"
    order = _states(track, steps)
    for table, step in steps:
        yield _row(table, step, order)
    yield ""


def _states(track: str, steps: list) -> list[str]:
    """Returns the states of a track: those it begins with, then each in the order in which the steps lead there."""
    found = list(_beginnings(track, steps))
    for _table, step in sorted(steps, key=lambda row: len(row[1].sources) > MOST_ARROWS):
        found += sorted(step.sources) + sorted(_targets(step))
    return list(dict.fromkeys(found))


def _targets(step) -> frozenset[str]:
    return step.targets or (frozenset({step.target}) if step.target else frozenset())


def _beginnings(track: str, steps: list) -> list[str]:
    """Returns the states in which a row of the track is made without a step: its column's default, and what no step reaches."""
    from suggestions.models import Filing, Measure, Suggestion
    from suggestions.models.suggestion import AXES

    fields = {axis: Suggestion._meta.get_field(name) for axis, name in AXES.items()}
    fields |= {"measure": Measure._meta.get_field("state"), "filing": Filing._meta.get_field("state")}
    reached = {state for _table, step in steps for state in _targets(step)}
    left = {state for _table, step in steps for state in step.sources}
    default = [fields[track].default] if track in fields and fields[track].has_default() else []
    return [*default, *sorted(left - reached - set(default))]


def _diagram(track: str, steps: list) -> Iterator[str]:
    table = steps[0][0]
    yield "stateDiagram-v2"
    for state in _states(track, steps):
        yield f"  {state}: {_plain(table.label(track, state))}"
    if any(len(step.sources) > MOST_ARROWS and _targets(step) for _table, step in steps):
        yield f"  {SEVERAL}: several states"
    yield from (f"  state {step.key} <<choice>>" for _table, step in steps if _is_choice(step))
    for (begin, end), labels in _arrows(track, steps).items():
        yield f"  {begin} --> {end}" + (f": {' / '.join(labels)}" if labels else "")


def _plain(words: object) -> str:
    """Returns words without the signs that end a text in the language of the diagrams."""
    return str(words).replace(":", " –").replace(";", ",")


def _is_choice(step) -> bool:
    return len(step.sources) > 1 and len(step.targets) > 1


def _arrows(track: str, steps: list) -> dict[tuple[str, str], list[str]]:
    """Returns each pair of states between which a step leads, with the labels of all such steps."""
    found: dict[tuple[str, str], list[str]] = {("[*]", state): [] for state in _beginnings(track, steps)}
    for _table, step in steps:
        begins = sorted(step.sources) or ["[*]"]
        begins = [SEVERAL] if len(begins) > MOST_ARROWS else begins
        ends = sorted(_targets(step))
        if _is_choice(step):
            found |= {(step.key, end): [] for end in ends}
            ends = [step.key]
        for pair in ((begin, end) for begin in begins for end in ends if begin != end):
            labels = found.setdefault(pair, [])
            if (words := _plain(step.label)) not in labels:
                labels.append(words)
    return found


def _row(table, step, order: list[str]) -> str:
    from suggestions.rules.relations import BY_KEY

    def words(states: frozenset[str]) -> str:
        return ", ".join(str(table.label(step.track, state)) for state in order if state in states)

    way = f"{words(step.sources) or 'nothing yet'} → {words(_targets(step)) or '—'}"
    by = ", ".join(str(BY_KEY[key].label) for key in BY_KEY if key in step.who) or "the application itself"
    cells = [
        f"`{step.key}`",
        str(step.label),
        way,
        by + ("; from paper the office" if step.by_unit else ""),
        "yes" if step.needs_reason else "",
        f"`{step.shown_to}`",
        str(step.article),
    ]
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}: {len(tracks())} tracks, {sum(len(steps) for steps in tracks().values())} steps")
