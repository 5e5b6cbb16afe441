"""The list of packages names each one of the lock file, and the audit fails on a known vulnerability alone."""

import json
import re

import pytest

from tests.security import packages
from tests.security.packages import LOCK, Ran


def answering(**facts):
    return lambda *command: Ran(**{"status": 0, "out": "", "errors": "", **facts})


@pytest.mark.slow
def test_every_package_of_the_lock_file_is_listed_with_version_and_hash_and_always_in_the_same_bytes(tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    count = packages.write_list(into=first)
    packages.write_list(into=second)
    assert first.read_bytes() == second.read_bytes()
    listed = {row["name"]: row for row in json.loads(first.read_text())["components"]}
    locked = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", LOCK.read_text(), re.M))
    assert {name: row["version"] for name, row in listed.items()} == locked
    assert count == len(locked)
    assert all(row["externalReferences"][0]["hashes"] for row in listed.values())


def test_a_known_vulnerability_fails_the_audit_and_says_what_mends_it():
    weak = {"name": "django", "version": "6.1.0", "vulns": [{"id": "CVE-2030-1", "fix_versions": ["6.1.9"]}]}
    out = json.dumps({"dependencies": [weak, {"name": "pillow", "version": "12.0", "vulns": []}]})
    status, lines = packages.audit(ask=answering(status=1, out=out, errors="Found 1 known vulnerability"))
    assert (status, lines) == (1, ["django 6.1.0: CVE-2030-1, mended in 6.1.9"])


def test_packages_without_a_known_vulnerability_pass():
    out = json.dumps({"dependencies": [{"name": "pillow", "version": "12.0", "vulns": []}]})
    assert packages.audit(ask=answering(out=out)) == (
        0,
        ["No vulnerability is known in 1 packages; 0 were not there to ask of."],
    )


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"status": 1, "errors": "ConnectionError: host unreachable"}, "(host unreachable)"),
        ({"status": 1, "errors": ""}, "(it said nothing)"),
        ({"out": '{"dependencies": [{"name": "a", "skip_reason": "not there"}]}'}, "says nothing of vulnerabilities"),
    ],
)
def test_an_index_that_cannot_be_asked_is_said_in_a_sentence_and_fails_nothing(facts, says):
    status, lines = packages.audit(ask=answering(**facts))
    assert status == 0
    assert len(lines) == 1
    assert lines[0].startswith("Not audited: ")
    assert says in lines[0]
