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


GIVEN_UP = re.compile(r"^\| (?P<word>[^|`]+) \| (?P<within>[^|`]+) \| (?P<other>[^|`]+) \|$", re.MULTILINE)
CHINESE = re.compile(r'^(?:msgstr(?:\[\d+\])? )?"(.*)"$', re.MULTILINE)
PLACE = re.compile(r"\{[^{}\n]*\}")
TOLD_IN = ("suggestions/rules", "suggestions/documents", "followups/rules", "followups/documents")


def told() -> Iterator[tuple[str, str]]:
    """Yields what readers are told in Chinese: of pages, of documents, and of the tables of rules, with where it stands."""
    catalogue = markdown.ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    for said in CHINESE.findall(catalogue.read_text(encoding="utf-8")):
        yield catalogue.name, said
    for path in (markdown.ROOT / "templates" / "documents").glob("*.txt"):
        yield path.name, PLACE.sub("", path.read_text(encoding="utf-8"))
    for path in (path for folder in TOLD_IN for path in (markdown.ROOT / folder).glob("*.py")):
        for word in (node.value for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Constant)):
            if isinstance(word, str) and word != "措施":  # the name of a place in a template
                yield path.name, word


def test_a_word_that_gave_way_stands_only_within_its_phrases():
    page = GLOSSARY.read_text(encoding="utf-8").partition("## Words that give way")[2]
    rows = [row for row in GIVEN_UP.finditer(page) if row["word"] not in {"不用", "---"}]
    assert len(rows) > 10
    found = []
    for where, said in told():
        for row in rows:
            rest = said
            for phrase in sorted(row["within"].split("；"), key=len, reverse=True):
                rest = rest.replace(phrase, "")
            if row["word"] in rest:
                found.append(f"{where}: {row['word']} in {said}")
    assert not found
