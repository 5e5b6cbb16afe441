"""A name is imported from the module that defines it, never from one that only imports it."""

import ast
from collections.abc import Iterator

from tests.syntax_trees import PACKAGES, syntax_trees

# The package of an app's models is the declared door to what its modules define.
DOORS = tuple(f"{app}.models" for app in PACKAGES)


def modules() -> dict[str, ast.Module]:
    """Returns the syntax tree of every module of ours by its dotted name."""
    found = {}
    for path, tree in (syntax_trees(*PACKAGES) | syntax_trees("benchmarks")).items():
        parts = path.with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = tree
    return found


def imported_by(tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    """Returns module, name and line of each `from module import name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name, node.lineno) for alias in node.names)


def defined_in(statements: list[ast.stmt]) -> Iterator[str]:
    """Returns the names that statements of a module bind otherwise than by an import."""
    for node in statements:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign() | ast.TypeAlias():
                yield from (each.id for each in ast.walk(node) if isinstance(each, ast.Name) and _is_bound(each))
            case ast.If() | ast.Try() | ast.With() | ast.For() | ast.While():
                for each in ast.iter_child_nodes(node):
                    yield from (name.id for name in ast.walk(each) if isinstance(name, ast.Name) and _is_bound(name))
                yield from defined_in(
                    [each for each in ast.walk(node) if isinstance(each, ast.stmt) and each is not node]
                )


def _is_bound(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def borrowed(name: str, *, of: dict[str, ast.Module]) -> set[str]:
    """Returns the names that a module has from others only: none for a door, where that is the purpose."""
    if name in DOORS:
        return set()
    tree = of[name]
    passed_on = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return passed_on - set(defined_in(tree.body))


def taken_second_hand(of: dict[str, ast.Module]) -> list[str]:
    """Returns each use of a borrowed name, as "module line: name of the module that only imports it"."""
    lent = {name: borrowed(name, of=of) for name in of}
    found = []
    for user, tree in of.items():
        called = {}
        for module, name, line in imported_by(tree):
            if (full := f"{module}.{name}") in of:
                called[name] = full
            elif name in lent.get(module, ()):
                found.append(f"{user} {line}: {name} of {module}")
        # An alias is called by its own name.
        for node in ast.walk(tree):
            for alias in node.names if isinstance(node, ast.ImportFrom | ast.Import) else ():
                full = f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
                if alias.asname and full in of:
                    called[alias.asname] = full
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = called.get(node.value.id)
                if module and node.attr in lent[module] and f"{module}.{node.attr}" not in of:
                    found.append(f"{user} {node.lineno}: {node.attr} of {module}")
    return found


def test_every_name_comes_from_where_it_is_defined():
    assert taken_second_hand(modules()) == []


def test_a_name_at_second_hand_is_found_however_it_is_taken():
    written = {
        "rules.lengths": "class Length: ...",
        "rules.counting": "from rules.lengths import Length\nfrom django.utils import timezone\nONE = Length()",
        "rules.by_name": "from rules.counting import Length",
        "rules.by_module": "from rules import counting\nnow = counting.timezone.now()",
        "rules.by_alias": "from rules import counting as c\nc.Length()",
        "rules.first_hand": "from rules.counting import ONE\nfrom rules.lengths import Length",
        "organs.models": "from rules.lengths import Length",
        "rules.by_the_door": "from organs.models import Length",
    }
    of = {name: ast.parse(text) for name, text in written.items()} | {"rules": ast.parse("")}
    assert taken_second_hand(of) == [
        "rules.by_name 1: Length of rules.counting",
        "rules.by_module 2: timezone of rules.counting",
        "rules.by_alias 2: Length of rules.counting",
    ]
