"""The manual is what the tests say, and every rule that is kept has a test that is there."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.law import manual
from tests.law.rules import Coverage, Rule, also, partly

RULES = [(chapter.key, rule) for chapter in manual.chapters() for rule in chapter.rules]


@cache
def names_of_tests(path: Path) -> frozenset[str]:
    """Returns the names of the tests of a file as pytest writes them after the path."""
    found = set()
    for node in ast.parse(path.read_bytes()).body:
        match node:
            case ast.FunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name, body=body):
                found |= {f"{name}::{each.name}" for each in body if isinstance(each, ast.FunctionDef)}
    return frozenset(found)


def is_there(test: str) -> bool:
    path, _colons, name = test.partition("::")
    return (manual.ROOT / path).is_file() and name in names_of_tests(manual.ROOT / path)


def test_the_page_is_what_the_tests_say(record_property):
    counted = Counter(rule.coverage.value for _key, rule in RULES)
    record_property("summary", f"rules of the law: {len(RULES)} ({', '.join(f'{n} {c}' for c, n in counted.items())})")
    assert manual.PAGE.read_text(encoding="utf-8") == manual.page(), "run: python -m tests.law"


def test_every_package_of_a_statute_is_a_chapter():
    assert sorted(path.parent.name for path in manual.HERE.glob("*/__init__.py")) == sorted(manual.ORDER)


def test_what_is_kept_has_a_test_and_every_test_that_is_named_is_there():
    lacking = [
        f"{key} {rule.paragraph}"
        for key, rule in RULES
        if rule.coverage in {Coverage.IN, Coverage.PARTLY} and not rule.tests
    ]
    unknown = [f"{key} {rule.paragraph}: {test}" for key, rule in RULES for test in rule.tests if not is_there(test)]
    assert not lacking + unknown


def test_what_is_not_kept_says_what_is_lacking():
    silent = [f"{key} {rule.paragraph}" for key, rule in RULES if rule.coverage != Coverage.IN and not rule.note]
    assert not silent


def test_no_paragraph_stands_twice_in_a_chapter():
    counted = Counter((key, rule.paragraph) for key, rule in RULES)
    assert [each for each, count in counted.items() if count > 1] == []


def test_no_rule_has_a_mark_that_would_end_its_cell():
    assert not [rule for _key, rule in RULES if "|" in rule.paragraph + rule.text + rule.note]


@pytest.mark.parametrize(
    ("paragraph", "articles"),
    [
        ("16(2)(1)", [16]),
        ("47–48", [47, 48]),
        ("102, 108 (notice)", [102, 108]),
        ("417, 419 (2015)", [417, 419]),
        ("85(2), 85(3)", [85, 85]),
        ("5.2.1", []),
        ("closing", []),
    ],
)
def test_a_paragraph_names_its_articles(paragraph, articles):
    assert manual.articles_of(paragraph) == articles


def test_an_example_says_its_paragraph_its_rule_and_its_marks():
    @also("tests/law/test_manual.py::is_there")
    @partly("half of it")
    def test_something():
        """7(1): All of it,
        on two lines."""

    assert manual.rule_of(test_something, named="here::test_something") == Rule(
        paragraph="7(1)",
        text="All of it, on two lines.",
        coverage=Coverage.PARTLY,
        note="half of it",
        tests=("here::test_something", "tests/law/test_manual.py::is_there"),
    )


def test_an_example_without_its_paragraph_is_refused():
    def test_something():
        """All of it."""

    with pytest.raises(manual.Untold, match="here"):
        manual.rule_of(test_something, named="here")


def test_a_test_that_is_not_there_is_found():
    assert is_there("tests/law/test_manual.py::test_a_test_that_is_not_there_is_found")
    assert not is_there("tests/law/test_manual.py::test_never_written")
    assert not is_there("tests/law/nowhere.py::test_never_written")
