"""Every name that docs/glossary.md gives stands in the syntax of the file that it names."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

from tests.docs import markdown

GLOSSARY = markdown.ROOT / "docs" / "glossary.md"
ROW = re.compile(
    r"^\| (?P<chinese>[^|]+) \| (?P<english>[^|]+) \| `(?P<name>[\w-]+)` \| `(?P<file>[\w/.]+)` \|$", re.MULTILINE
)


def rows() -> list[dict[str, str]]:
    return [found.groupdict() for found in ROW.finditer(GLOSSARY.read_text(encoding="utf-8"))]


def names(tree: ast.Module) -> Iterator[str]:
    """Yields what a module gives a name to, and the words that are keys in its tables."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Constant(value=str(word)):
                yield word


def test_every_name_stands_in_its_file():
    assert len(rows()) > 80
    missing = []
    for row in rows():
        path = markdown.ROOT / row["file"]
        if not path.exists() or row["name"] not in names(ast.parse(path.read_bytes())):
            missing.append(f"{row['chinese']}: {row['name']} in {row['file']}")
    assert not missing


def test_every_line_of_the_tables_with_names_is_read():
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.count("|") == 5]
    heads = [line for line in lines if line.startswith(("| 中文", "|---"))]
    assert len(lines) - len(heads) == len(rows())


def test_no_term_stands_twice():
    twice = [word for word, times in Counter(row["chinese"] for row in rows()).items() if times > 1]
    assert not twice
