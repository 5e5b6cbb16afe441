"""A part of a suggestion has one name, made and read in one place; nothing else is taken for one."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps

from notices.rules.notice_topics import Topic
from suggestions.models import LetterVersion, Measure
from suggestions.rules import part_names
from suggestions.rules.part_names import KINDS, NoPartName, PartName
from tests.syntax_trees import PACKAGES, syntax_trees

# Where names are made and read.
HOMES = {"suggestions/rules/part_names.py", "notices/rules/notice_topics.py"}
# What is read at a colon and names no part: buttons of rows, and kinds of dropped data with their counts.
OTHER_COLONS = {"desk/typed_rows.py", "desk/case/event_words.py"}
READING = {"split", "rsplit", "partition", "rpartition", "removeprefix", "startswith"}
BEGINNING = re.compile(rf"({'|'.join(sorted(KINDS | set(Topic)))}):")


def test_a_name_is_kind_and_number():
    assert str(PartName("measure", 12)) == "measure:12"
    assert PartName.parse("measure:12") == PartName("measure", 12)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_name_is_read_back_and_fits_its_column(kind):
    name = PartName(kind, 2**63 - 1)
    assert PartName.parse(str(name)) == name
    assert len(str(name)) <= 40


def test_a_record_is_named_by_its_model_and_a_letter_by_its_version():
    assert str(PartName.of(Measure(pk=12))) == "measure:12"
    assert LetterVersion(pk=99, version=2).part_name == "letter:2"


@pytest.mark.parametrize("record", [Measure(), LetterVersion(pk=1)])
def test_a_record_that_is_not_kept_or_no_part_has_no_name(record):
    with pytest.raises(NoPartName):
        PartName.of(record)


@pytest.mark.parametrize(
    ("kind", "number"), [("person", 1), ("", 1), ("measure", 0), ("measure", "1"), ("visit", True)]
)
def test_an_unknown_kind_and_what_is_no_number_are_refused(kind, number):
    with pytest.raises(NoPartName):
        PartName(kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "measure",
        "measure:",
        ":1",
        "measure:x",
        "measure:²",
        "measure:-1",
        "measure:0",
        "measure:012",
        "person:1",
        "measure:1:2",
    ],
)
def test_what_is_no_name_is_not_read_as_one(text):
    with pytest.raises(NoPartName):
        PartName.parse(text)


def test_the_number_is_that_of_a_part_of_the_kind_only():
    assert part_names.number_of("measure:12", kind="measure") == 12
    assert part_names.number_of("visitedmeasure:12", kind="measure") is None
    assert part_names.number_of("", kind="measure") is None


def test_kinds_are_names_of_models_and_what_has_no_model():
    models = {
        model._meta.model_name
        for app in ("suggestions", "followups")
        for model in apps.get_app_config(app).get_models()
    }
    assert KINDS - models == {"letter", "visit_pack"}


def test_whatever_takes_steps_on_a_track_of_its_own_has_a_name():
    on_tracks = {
        model._meta.model_name
        for app in ("suggestions", "followups")
        for model in apps.get_app_config(app).get_models()
        if {"suggestion", "state", "moves"} <= {field.name for field in model._meta.get_fields()}
    }
    assert on_tracks - KINDS == set()
    assert len(on_tracks) >= 10


@pytest.mark.parametrize("topic", Topic)
def test_a_notice_is_of_its_own_topic_only(topic):
    about = topic.about("key", 12)
    assert [each for each in Topic if each.covers(about)] == [topic]
    assert about == f"{topic}:key:12"


def hand_made(tree: ast.AST) -> Iterator[int]:
    """Returns the lines where a name is put together or taken apart by hand."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=values):
                texts = [each.value for each in values[:-1] if isinstance(each, ast.Constant)]
                whole = [text for text in texts if BEGINNING.fullmatch(text)]
                after_a_value = len(values) == 3 and isinstance(values[0], ast.FormattedValue) and texts == [":"]
                if whole or (after_a_value and "model_name" in ast.unparse(node)):
                    yield node.lineno
            case ast.Call(func=ast.Attribute(attr=attr), args=[ast.Constant(value=str(text)), *_]) if attr in READING:
                if text == ":" or BEGINNING.fullmatch(text):
                    yield node.lineno
            case ast.Constant(value=str(text)) if BEGINNING.fullmatch(text) or "':' ||" in text:
                yield node.lineno


def test_all_names_of_a_kind_begin_alike():
    assert part_names.beginning("service") == "service:"
    with pytest.raises(part_names.NoPartName):
        part_names.beginning("person")


def test_no_name_is_made_or_read_by_hand():
    found = {
        f"{path}:{line}"
        for path, tree in syntax_trees(*PACKAGES).items()
        if path.as_posix() not in HOMES | OTHER_COLONS and "migrations" not in path.parts
        for line in hand_made(tree)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("code", "is_hand_made"),
    [
        ('about = f"measure:{pk}"', True),
        ('about = f"{row._meta.model_name}:{row.pk}"', True),
        ('kind, _colon, pk = about.partition(":")', True),
        ('pk = about.split(":")[1]', True),
        ('is_own = about.startswith("own:")', True),
        ('PREFIX = "reminder:"', True),
        ('about = "visit:" + str(pk)', True),
        ('what = f"template:{kind.key}"', False),
        ('words = f"{label}: {text}"', False),
        ('name, _dot, key = step.partition(".")', False),
    ],
)
def test_a_name_by_hand_is_found_however_it_is_written(code, is_hand_made):
    assert bool(list(hand_made(ast.parse(code)))) is is_hand_made
