"""Gathers the rules from the packages of statutes and writes docs/law.md; what the code cites is in citations.py."""

import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.law.rules import Authority, Coverage, Rule, Statute

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "law.md"

# The order of the manual: from what governs every suggestion to what helps to print one.
ORDER = (
    *(
        "p19",
        "pil21",
        "jipil",
        "civ21",
        "adm21",
        "exec16",
        "crim19",
        "org18",
        "comm20",
        "spcciv",
        "spcadm",
        "apl",
        "eec",
        "tpl",
    ),
    *(
        "cc",
        "gpcl17",
        "civpl",
        "cpl",
        "mail15",
        "hol24",
        "local",
        "bill",
        "pipl",
        "dsl",
        "sec24",
        "gbt9704",
        "practice",
    ),
)

FIRST_LINE = re.compile(r"(?P<paragraph>[^:\s][^:]{0,24}): (?P<text>\S.*)", re.DOTALL)

HEAD = """# The law, and how far the software keeps it

Written by `python -m tests.law` from the tests in `tests/law/`, which show each rule at work; do not edit it by hand. A
rule is told in our own words: the text that binds is that of the statute. Articles are those of the version in the
heading.

| word | says |
|---|---|
| in | the software keeps the rule, and the test named beside it shows how |
| partly | some of it; the note says what is lacking |
| missing | nothing of it yet |
| wrong | the software does otherwise than the rule says |
| left out | not meant to be in; the note says why |
| law | the text was read |
| practice | the office's own practice, where the law is silent; the software never calls it law |
| unverified | in circulation, or known, and not read at its source |
"""


class Untold(ValueError):
    """An example does not say which rule it shows."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One statute with all its rules, those of its tests and those without, in the order of its articles."""

    key: str
    statute: Statute
    rules: tuple[Rule, ...]

    @property
    def articles(self) -> frozenset[int]:
        """The articles that have a paragraph."""
        return frozenset(number for rule in self.rules for number in articles_of(rule.paragraph))


@cache
def chapters() -> tuple[Chapter, ...]:
    """Returns every chapter, in the order of the manual."""
    return tuple(_chapter(key) for key in ORDER)


def _chapter(key: str) -> Chapter:
    statute: Statute = importlib.import_module(f"tests.law.{key}").STATUTE
    told = [rule for module in _modules(key) for rule in _of_tests(module)]
    return Chapter(key=key, statute=statute, rules=tuple(sorted([*told, *statute.rules], key=_place)))


def _modules(key: str) -> Iterator[ModuleType]:
    for path in sorted((HERE / key).glob("test_*.py")):
        yield importlib.import_module(f"tests.law.{key}.{path.stem}")


def _of_tests(module: ModuleType) -> Iterator[Rule]:
    """Yields the rule of every example that has a docstring; one without adds to the example before it."""
    path = f"tests/law/{module.__name__.removeprefix('tests.law.').replace('.', '/')}.py"
    for name, test in vars(module).items():
        if name.startswith("test_") and test.__doc__:
            yield rule_of(test, named=f"{path}::{name}")


def rule_of(test: Any, *, named: str) -> Rule:
    """Returns the rule that an example shows. Raises Untold when its docstring does not begin with a paragraph."""
    said = FIRST_LINE.fullmatch(" ".join(test.__doc__.split()))
    if said is None:
        raise Untold(f"{named}: the docstring begins with the paragraph, a colon and the rule")
    facts = dict(getattr(test, "law", {}))
    tests = (named, *facts.pop("tests", ()))
    return Rule(paragraph=said["paragraph"], text=said["text"], tests=tests, **facts)


def articles_of(paragraph: str) -> list[int]:
    """Returns the articles that a paragraph speaks of: 47–48 is two, 16(2)(1) is one, and what is no article none."""
    found: list[int] = []
    for part in re.split(r",\s*", paragraph):
        if span := re.fullmatch(r"(\d+)–(\d+)", part):
            found += range(int(span[1]), int(span[2]) + 1)
        elif one := re.match(r"(\d+)(?![\d.])", part):
            found.append(int(one[1]))
    return found


def _place(rule: Rule) -> tuple[bool, list[int], str]:
    """Sorts by numbers, and what has none, by its words, after them."""
    numbers = [int(each) for each in re.findall(r"\d+", rule.paragraph)] if rule.paragraph[0].isdigit() else []
    return not numbers, numbers, rule.paragraph


def page() -> str:
    """Returns the text of docs/law.md."""
    parts = [
        HEAD,
        _counted(),
        _listed("What is wrong", chosen=lambda rule: rule.coverage is Coverage.WRONG, with_note=True),
        _listed("The office's own practice", chosen=_is_done_by_practice),
        _listed("Not verified", chosen=lambda rule: rule.authority is Authority.UNVERIFIED),
    ]
    return "\n".join([*parts, *(_written(chapter) for chapter in chapters())])


def _counted() -> str:
    columns = [each.value for each in Coverage]
    lines = [
        "## In numbers\n",
        f"| | rules | {' | '.join(columns)} | practice | unverified |",
        "|---" * (len(columns) + 4) + "|",
    ]
    everything = [rule for chapter in chapters() for rule in chapter.rules]
    shown = [(_link(chapter), chapter.rules) for chapter in chapters()]
    for name, rules in [*shown, ("**all**", tuple(everything))]:
        by_coverage = Counter(rule.coverage for rule in rules)
        by_authority = Counter(rule.authority for rule in rules)
        numbers = [len(rules), *(by_coverage[each] for each in Coverage)]
        numbers += [by_authority[Authority.PRACTICE], by_authority[Authority.UNVERIFIED]]
        lines.append(f"| {name} | {' | '.join(str(number or '') for number in numbers)} |")
    return "\n".join(lines) + "\n"


def _listed(title: str, *, chosen: Callable[[Rule], bool], with_note: bool = False) -> str:
    """Lists some rules of all chapters together: what must not be overlooked or taken for law that was read."""
    lines = [f"## {title}\n"]
    for chapter in chapters():
        lines += [
            f"- {_link(chapter)} {rule.paragraph}: {rule.text}{f' *{rule.note}*' if with_note else ''}"
            for rule in chapter.rules
            if chosen(rule)
        ]
    return "\n".join(lines) + "\n"


def _is_done_by_practice(rule: Rule) -> bool:
    return rule.authority is Authority.PRACTICE and rule.coverage is not Coverage.MISSING


def _link(chapter: Chapter) -> str:
    return f"[{chapter.statute.abbreviation}](#{chapter.key})"


def _written(chapter: Chapter) -> str:
    statute = chapter.statute
    lines = [
        f'<a id="{chapter.key}"></a>\n',
        f"## {statute.abbreviation} · {statute.english} {statute.chinese}\n",
        f"{statute.in_force}{' ' + statute.remark if statute.remark else ''}\n",
        "| | rule | | rests on | test, note |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {rule.paragraph} | {rule.text} | {_emphasised(rule.coverage)} | {rule.authority} | {_evidence(rule)} |"
        for rule in chapter.rules
    ]
    return "\n".join(lines) + "\n"


def _emphasised(coverage: Coverage) -> str:
    return str(coverage) if coverage is Coverage.IN else f"**{coverage}**"


def _evidence(rule: Rule) -> str:
    links = [f"[{_sentence(test)}](../{test.partition('::')[0]})" for test in rule.tests]
    return "; ".join([*links, *([rule.note] if rule.note else [])])


def _sentence(test: str) -> str:
    """Returns the name of a test as the sentence that it is."""
    return test.rpartition("::")[2].removeprefix("test_").replace("_", " ")
