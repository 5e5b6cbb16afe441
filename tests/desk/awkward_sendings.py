"""Sends the forms that people of the sample world are shown with awkward texts in every field: what broke, and what was lost."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from organs import typed_text
from suggestions.models import Suggestion
from tests.desk import typed_forms
from tests.desk.typed_forms import TEXTS, Desks, Sent, Shown
from tests.security import page_forms
from tests.security.awkward_texts import AWKWARD

NAMES = list(AWKWARD)
BEGIN, END = "始", "终"


def typed(name: str) -> str:
    """Returns an awkward string between two signs by which what became of it is found again; blanks stay blank."""
    return f"{BEGIN}{AWKWARD[name]}{END}" if AWKWARD[name].strip() else AWKWARD[name]


def bare(text: str) -> str:
    """Returns what a text says, without spaces and line ends, which a field may set otherwise."""
    return re.sub(r"\s", "", typed_text.clean(text))


@dataclass
class Run:
    """What came of all sendings; `met` counts the pairs of a field and a string."""

    wrong: list[str] = field(default_factory=list)
    driven: Counter[str] = field(default_factory=Counter)
    forms: int = 0
    fields: int = 0
    sendings: int = 0
    taken: int = 0

    @property
    def words(self) -> str:
        return (
            f"{self.forms} forms with {self.fields} text fields, sent {self.sendings:,} times with {self.driven.total():,}"
            f" texts of {len(self.driven)} kinds; {self.taken:,} sendings taken; faults: {len(self.wrong)}"
        )


def drive(rows: list[Suggestion], *, times: int, say: bool = False) -> Run:
    """Sends each form so often, with another string in each field each time; as often as there are strings, each field meets all.

    Pages are opened after the first sending of each form that is taken. A form begins where the one before stopped.
    """
    desks, run, turn = Desks(), Run(), 0
    for found in typed_forms.shown(rows, desks, types=TEXTS):
        names = [each.name for each in found.fields(TEXTS)]
        run.forms, run.fields = run.forms + 1, run.fields + len(names)
        for time in range(times):
            used = {name: NAMES[(turn + time + place) % len(NAMES)] for place, name in enumerate(names)}
            values = {name: typed(awkward) for name, awkward in used.items()}
            outcome = typed_forms.sent(found, values, desks, and_pages=time == 0)
            run.sendings, run.taken = run.sendings + 1, run.taken + outcome.is_taken
            run.driven.update(used.values())
            words = f"{found.form.method} {found.path} for {found.reader.person.username}, {used}"
            run.wrong += [f"{words}: {fault}" for fault in faults(found, values, outcome)]
        turn += len(names) + times
        if say:
            print(f"{found.name} {found.path}: {run.sendings:,} sendings, {len(run.wrong)} faults", flush=True)
    return run


def faults(found: Shown, values: dict[str, str], outcome: Sent) -> Iterator[str]:
    """Yields what is wrong with one sending: an error, a page that broke, a text that was cut or does not come back."""
    yield from (f"then {page}" for page in outcome.broken)
    yield from (f"kept {text[:40]!r}" for text in outcome.stored if BEGIN in text and END not in text)
    if outcome.status >= 500:
        yield str(outcome.status)
    elif not outcome.is_taken and not is_a_condition(found, outcome) and not is_shown_once(found, outcome):
        yield from lost(values, outcome.body)


def is_a_condition(found: Shown, outcome: Sent) -> bool:
    """Tells whether the address of a list was refused: what it says in words is no form."""
    return found.form.method == "get" and outcome.status == 400


def is_shown_once(found: Shown, outcome: Sent) -> bool:
    """Tells whether the answer shows what the form made, such as a link to a password, and is no form that was refused."""
    return found.form.method == "post" and outcome.status == 200


def lost(values: dict[str, str], body: str) -> Iterator[str]:
    """Yields each field that does not show again what was typed, in the form that came back refused."""
    again = [form for form in page_forms.read(body.encode())[1] if set(values) <= set(form.fields)]
    if not again:
        yield "the form did not come back"
        return
    for name, text in values.items():
        if bare("".join(again[0].fields[name].values)) != bare(text):
            yield f"{name} shows {''.join(again[0].fields[name].values)[:40]!r}"
