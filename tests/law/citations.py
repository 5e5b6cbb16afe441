"""Which articles the code cites: in strings, docstrings and comments of the application, and in its templates.

What the letters of sample cases cite is left out: their laws are those of the cases.

A citation is "Name, Art. 7", "P19 Art. 7" or "CIVPL 87-91", with lists and paragraphs behind it, or 《name》第七条. An
article without a name is one of the Provisions, which have 32, or else of the statute that the file named last.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.law import manual
from tests.syntax_trees import PACKAGES

PROVISIONS, PROVISIONS_HAVE = "p19", 32
UNKNOWN = "unknown"
SAMPLE = "sample"

ONE = r"\d{1,3}(?:\(\d+\))*"
LIST = rf"(?P<numbers>{ONE}(?:(?:, | and |–|-){ONE})*)"
ABBREVIATION = re.compile(r"[A-Z]{2,}[a-z]*\d*|P19")
# What stands before "Art." where a name would: words from a capital letter to a comma, or an abbreviation.
LOOKS_LIKE_A_NAME = re.compile(r"(?:[A-Z][\w'-]*(?: [\w'-]+)*(?: \((?:both )?\d{4}\))?, |\b[A-Z]{2,}[a-z]*\d* )$")

NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
CHINESE = re.compile(r"(?:《(?P<name>[^》]+)》)?第(?P<number>[零一二三四五六七八九十百千]+|\d{1,3})条")


@dataclass(frozen=True, kw_only=True)
class Citation:
    """One article that a line cites; a statute that the manual does not know is `unknown`."""

    place: str
    statute: str
    article: int

    def __str__(self) -> str:
        return f"{self.place}: {self.statute} Art. {self.article}"


@dataclass(frozen=True, kw_only=True)
class _Found:
    start: int
    statute: str
    numbers: str


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Every name under which code cites a statute, the longest first, with the key of its chapter."""
    known = [(name, chapter.key) for chapter in manual.chapters() for name in chapter.statute.names]
    return tuple(sorted(known, key=lambda pair: -len(pair[0])))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The three ways of naming: before "Art.", after it, and an abbreviation without "Art."."""
    names = "|".join(re.escape(name) for name, _key in _names())
    short = "|".join(re.escape(name) for name, _key in _names() if ABBREVIATION.fullmatch(name))
    return (
        re.compile(rf"\b(?P<name>{names})(?: \((?:both )?\d{{4}}\))?,? Art\. {LIST}"),
        re.compile(rf"\bArt\. {LIST} of the (?P<name>{names})\b"),
        re.compile(rf"\b(?P<name>{short}) {LIST}"),
    )


BARE = re.compile(rf"\bArt\. {LIST}")


class Reader:
    """Reads one file piece by piece and remembers the statute that was named last."""

    def __init__(self) -> None:
        self.named_last = PROVISIONS

    def read(self, text: str, *, place: str) -> Iterator[Citation]:
        """Yields what a piece of text cites, in its order."""
        text = " ".join(text.split())
        for found in sorted([*self._english(text), *self._chinese(text)], key=lambda each: each.start):
            articles = _expanded(found.numbers)
            statute = found.statute or self._of_bare(articles)
            if found.statute and statute != UNKNOWN:
                self.named_last = statute
            yield from (Citation(place=place, statute=statute, article=article) for article in articles)

    def _of_bare(self, articles: list[int]) -> str:
        return PROVISIONS if max(articles) <= PROVISIONS_HAVE else self.named_last

    def _english(self, text: str) -> Iterator[_Found]:
        keys = dict(_names())
        taken: set[int] = set()
        for pattern in _patterns():
            for match in pattern.finditer(text):
                if not taken & set(range(*match.span())):
                    taken |= set(range(*match.span()))
                    yield _Found(start=match.start(), statute=keys[match["name"]], numbers=match["numbers"])
        for match in BARE.finditer(text):
            if match.start() not in taken:
                unknown = LOOKS_LIKE_A_NAME.search(text[: match.start()])
                yield _Found(start=match.start(), statute=UNKNOWN if unknown else "", numbers=match["numbers"])

    def _chinese(self, text: str) -> Iterator[_Found]:
        spelt = {name: chapter.key for chapter in manual.chapters() for name in chapter.statute.spelt}
        for match in CHINESE.finditer(text):
            statute = spelt.get(match["name"], UNKNOWN) if match["name"] else ""
            yield _Found(start=match.start(), statute=statute, numbers=str(number_of(match["number"])))


def number_of(numeral: str) -> int:
    """Returns the number that a Chinese or Arabic numeral below 10000 says: 一百二十九 is 129."""
    if numeral.isdigit():
        return int(numeral)
    total, digit = 0, 0
    for each in numeral:
        if each in NUMERALS:
            digit = NUMERALS[each]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[each]
            digit = 0
    return total + digit


def _expanded(numbers: str) -> list[int]:
    """Returns the articles of a list: "16, 18" is two of them, "87-91" five, "16(2)" one."""
    articles: list[int] = []
    for part in re.split(r", | and ", numbers):
        first, *rest = (int(re.match(r"\d+", each)[0]) for each in re.split(r"[–-]", part))
        articles += range(first, rest[0] + 1) if rest else [first]
    return articles


def pieces_of_module(source: str) -> Iterator[tuple[int, str]]:
    """Yields the strings, docstrings and comments of a module with their lines, in their order."""
    found = [
        (node.lineno, node.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    comments = tokenize.generate_tokens(io.StringIO(source).readline)
    found += [(token.start[0], token.string) for token in comments if token.type == tokenize.COMMENT]
    return iter(sorted(found))


def pieces_of_template(source: str) -> Iterator[tuple[int, str]]:
    """Yields the lines of a template with their numbers."""
    return iter(enumerate(source.splitlines(), start=1))


def sources() -> Iterator[Path]:
    """Yields the modules of the application and its templates, letters of the sample cases left out."""
    for package in PACKAGES:
        yield from sorted((manual.ROOT / package).rglob("*.py"))
    yield from sorted(path for path in (manual.ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})


@cache
def _hint() -> re.Pattern[str]:
    """What a file has that cites anything: most have nothing of it, and need not be parsed."""
    short = "|".join(re.escape(name) for name, _key in _names() if ABBREVIATION.fullmatch(name))
    return re.compile(rf"Art\.|条|\b(?:{short})\b")


@cache
def cited() -> tuple[Citation, ...]:
    """Returns every citation of the application."""
    found: list[Citation] = []
    for path in sources():
        reader, name = Reader(), path.relative_to(manual.ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        if not _hint().search(source):
            continue
        pieces = pieces_of_module(source) if path.suffix == ".py" else pieces_of_template(source)
        for line, text in pieces:
            is_of_a_case = name.startswith(f"{SAMPLE}/") and CHINESE.search(text)
            if _hint().search(text) and not is_of_a_case:
                found += reader.read(text, place=f"{name}:{line}")
    return tuple(found)


def without_paragraph(citations: tuple[Citation, ...]) -> list[str]:
    """Returns the citations of an article that no chapter of the manual has a paragraph for."""
    told = {(chapter.key, article) for chapter in manual.chapters() for article in chapter.articles}
    return [str(each) for each in citations if (each.statute, each.article) not in told]
