"""Run inside a copy of the packages: adds each wrong import in turn, asks import-linter, and says which contracts it breaks.

Reads (module, imported module, beginning of the contract's name) as JSON from its input; writes the names of the broken
contracts, of the unchanged copy first. A process of its own: import-linter reads the packages that stand first on the path.
"""

import json
import sys
from pathlib import Path

from importlinter import api  # noqa: F401  configures import-linter
from importlinter.application import use_cases


def broken(contract: str = "") -> list[str]:
    """Returns the names of the contracts, of those that begin so, which the folder as it stands breaks."""
    options = use_cases.read_user_options()
    options.contracts_options = [each for each in options.contracts_options if each["name"].startswith(contract)]
    use_cases._register_contract_types(options)
    report = use_cases.create_report(options, cache_dir=".import_linter_cache")
    if report.could_not_run:
        raise RuntimeError(report.invalid_contract_options)
    return [contract.name for contract, check in report.get_contracts_and_checks() if not check.kept]


def broken_by(module: str, imported: str, contract: str) -> list[str]:
    """Returns the same with one import more, which is taken out again."""
    path = Path(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\nimport {imported}\n", encoding="utf-8")
    try:
        return broken(contract)
    finally:
        path.write_text(before, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    cases = json.load(sys.stdin)
    json.dump([broken(), *(broken_by(*case) for case in cases)], sys.stdout)
