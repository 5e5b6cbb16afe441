"""The import contracts hold, and are no empty words: in a copy of the packages each wrong import breaks the one that forbids it."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[1]
CONFIGURED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]

# How the name of the contract begins that forbids the import.
DOWN = "Imports point down"
APP = "Inside an app of cases"
DESK = "Inside desk"
SMALL = "Inside insights, organs, sample, signin and pending"
PURE = "The rules are pure"
SERVERS = "The embedded servers"

# (who imports, what it imports, which contract forbids it)
WRONG = [
    ("desk.urls", "procuracy.health", DOWN),
    ("sample.world", "desk", DOWN),
    ("desk.wording", "sample", DOWN),
    ("insights.figures", "desk.charts", DOWN),
    ("followups.actions", "insights.figures", DOWN),
    ("notices.actions", "followups", DOWN),
    ("suggestions.actions", "notices.tasks", DOWN),
    ("suggestions.actions", "followups.models", DOWN),
    ("organs.models", "suggestions.models", DOWN),
    ("suggestions.models", "suggestions.actions", APP),
    ("suggestions.access", "suggestions.documents", APP),
    ("suggestions.rules", "suggestions.models", APP),
    ("followups.documents", "followups.actions", APP),
    ("notices.models", "notices.queries", APP),
    ("suggestions.rules.terms", "suggestions.models", PURE),
    ("organs.access", "organs.models", PURE),
    ("organs.data_classes", "organs.models", PURE),
    ("organs.data_protection", "organs.models", PURE),
    ("desk.case", "desk.office", DESK),
    ("desk.portal", "desk.office", DESK),
    ("desk.office", "desk.portal", DESK),
    ("desk.setup", "desk.analysis", DESK),
    ("desk.steps", "desk.case", DESK),
    ("desk.lists", "desk.case", DESK),
    ("desk.wording", "desk.steps", DESK),
    ("organs.permissions", "organs.actions", SMALL),
    ("organs.models", "organs.filters", SMALL),
    ("signin.actions", "signin.tasks", SMALL),
    ("signin.actions", "followups.models", DOWN),
    ("notices.actions", "signin.models", DOWN),
    ("signin.rules", "signin.models", PURE),
    ("pending.actions", "pending.tasks", SMALL),
    ("pending.actions", "signin.models", DOWN),
    ("notices.actions", "pending.models", DOWN),
    ("pending.rules", "pending.models", PURE),
    ("procuracy.embedded", "desk", SERVERS),
    ("procuracy.start", "procuracy.settings", SERVERS),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The contracts that the unchanged copy breaks, then which it breaks with each wrong import: of the one that forbids it."""
    copy = tmp_path_factory.mktemp("packages")
    for package in CONFIGURED["root_packages"]:
        for path in (PROJECT / package).rglob("*.py"):
            to = copy / path.relative_to(PROJECT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
    shutil.copyfile(PROJECT / "pyproject.toml", copy / "pyproject.toml")
    ran = subprocess.run(
        [sys.executable, str(PROJECT / "tests" / "wrong_imports.py")],
        cwd=copy,
        input=json.dumps(WRONG),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_an_unchanged_copy_keeps_every_contract(broken):
    assert broken[0] == []


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[f"{who} imports {what}" for who, what, _contract in WRONG])
def test_a_wrong_import_breaks_the_contract_that_forbids_it(broken, number):
    (name,) = broken[number + 1]
    assert name.startswith(WRONG[number][2])


def test_every_contract_is_broken_by_some_wrong_import():
    tried = {contract for _who, _what, contract in WRONG}
    for configured in CONFIGURED["contracts"]:
        assert any(configured["name"].startswith(begin) for begin in tried), configured["name"]
