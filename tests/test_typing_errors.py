"""The errors that mypy finds in packages outside of `make types` never become more."""

import tomllib

import pytest

from tests import typing_errors

OUTPUT = """\
desk/steps/forms/unit.py:12: error: Function is missing a return type annotation  [no-untyped-def]
desk/steps/forms/unit.py:13: note: Use "-> None" if function does not return a value
desk/apps.py: error: Skipping analyzing "x"  [import-untyped]
suggestions/models/clock.py:48:5: error: Function is missing a type annotation  [no-untyped-def]
suggestions/apps.py:3: error: Returning Any  [no-any-return]
Found 4 errors in 4 files (checked 500 source files)
"""
BEFORE = {"desk": 3, "insights": 2, "sample": 1}


@pytest.mark.slow
def test_no_package_has_more_typing_errors_than_before(record_property):
    now, before = typing_errors.found(), typing_errors.allowed()
    words = f"typing errors under mypy --strict: {sum(now.values())} in {len(now)} packages"
    if fallen := typing_errors.fallen(now, before=before):
        words += f"; lower the numbers with python -m tests.typing_errors ({', '.join(fallen)})"
    record_property("summary", words)
    assert typing_errors.risen(now, before=before) == []


def test_errors_are_counted_by_package_and_in_apps_of_layers_by_layer():
    assert typing_errors.counted(OUTPUT.splitlines()) == {"desk": 2, "suggestions/models": 1, "suggestions": 1}


@pytest.mark.parametrize(
    ("now", "risen", "fallen", "kept"),
    [
        (BEFORE, [], [], BEFORE),
        ({**BEFORE, "desk": 4}, ["desk: 3 → 4"], [], BEFORE),
        ({**BEFORE, "organs/actions": 1}, ["organs/actions: 0 → 1"], [], BEFORE),
        ({"desk": 1, "insights": 2}, [], ["desk: 3 → 1", "sample: 1 → 0"], {"desk": 1, "insights": 2}),
        ({"desk": 1, "insights": 9}, ["insights: 2 → 9"], ["desk: 3 → 1", "sample: 1 → 0"], {"desk": 1, "insights": 2}),
    ],
)
def test_a_number_is_lowered_and_never_raised(now, risen, fallen, kept):
    assert typing_errors.risen(now, before=BEFORE) == risen
    assert typing_errors.fallen(now, before=BEFORE) == fallen
    assert typing_errors.lowered(now, before=BEFORE) == kept


def test_the_file_is_kept_as_the_command_writes_it():
    kept = typing_errors.ALLOWED.read_text()
    assert typing_errors.text(typing_errors.allowed()) == kept
    assert tomllib.loads(typing_errors.text(BEFORE))["errors"] == BEFORE


def test_what_make_types_judges_is_allowed_no_error():
    settings = tomllib.loads((typing_errors.ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    assert not set(typing_errors.allowed()) & set(settings["files"])
    assert {f"{app}/actions" for app in typing_errors.LAYERED} <= set(settings["files"])
