"""Twenty published suggestions set as letters again, and what a ruler says of them beside the standard.

`python -m tests.suggestions.printing.published_letters DIR` writes the files to be looked at and prints the figures. The
contents are those of data/published_suggestions.csv, which tells them in our own words; number and, where the report has
none, the day are invented.
"""

import csv
import itertools
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()

from suggestions.printing import typesetting, wording
from suggestions.printing.sheets import Sheet, SheetFrame

from . import measured, sample_sheets
from .measured import PITCH, WIDTH

ROWS = Path(__file__).resolve().parents[3] / "data" / "published_suggestions.csv"
MANY = 20
#: GB/T 9704-2012: lines of a page, characters of a line, title in points, seal of a county's office in millimetres.
LINES, CELLS, TITLE, SEAL = 22, 28, 22.0, 42.0


@dataclass(frozen=True)
class Figures:
    """What one printed letter measures, in millimetres and points; the largest distance from the standard where it has many."""

    key: str
    pages: int
    left: float
    right: float
    above: float
    below: float
    grid: float
    lines: int
    cells: int
    line_end: float
    title: float
    seal: float
    seal_from_date: float
    is_sealed_over_both: bool
    lines_with_seal: int


def rows() -> list[Mapping[str, str]]:
    """Return twenty rows: every fifth one, so that all kinds of letters come."""
    with ROWS.open(encoding="utf-8-sig", newline="") as file:
        full = [row for row in csv.DictReader(file) if row["measures"] and row["problems"]]
    return full[:: len(full) // MANY][:MANY]


def sheet(row: Mapping[str, str], *, number: int) -> Sheet:
    """Return a row as a letter; plain and red heads alternate."""
    office = row["issuing_procuratorate"].replace("（报道未具名）", "")
    recipient = row["recipient_unit"].replace("（报道未具名）", "")
    red = SheetFrame(author=office, red_mark=office, printing_office=f"{office}办公室", seal="a" * 64)
    texts = (each.partition(".")[2].strip() or each for each in row["measures"].split("|"))
    bases = [*row["legal_basis"].split("|"), *itertools.repeat("", MANY)]
    return sample_sheets.letter(
        frame=red if number % 2 else SheetFrame(author=office, seal="a" * 64),
        检察院=office,
        文号=f"检建〔2019〕{number}号",
        抬头单位=recipient,
        案件或者问题的来源=f"{row['case_source'].rstrip('。')}。",
        查明的事实和证据=row["facts"],
        违法情形或者应当消除的隐患=f"本院认为，{row['problems']}",
        建议=[{"内容": text, "依据": basis, "完成标准": ""} for text, basis in zip(texts, bases, strict=False)],
        附件=[],
        抄送=[],
        落款日期=wording.day(_day(row["issued_on"])),
    )


def _day(issued_on: str) -> date:
    return date.fromisoformat(issued_on) if len(issued_on) == len("2019-11-11") else date(2019, 11, 11)


def printed() -> Iterator[tuple[str, Sheet, bytes]]:
    """Yield each letter with its file."""
    for number, row in enumerate(rows(), start=1):
        one = sheet(row, number=number)
        yield row["id"], one, typesetting.print_sheet(one, seals=sample_sheets.seals()).pdf


def figures(key: str, letter: Sheet, pdf: bytes) -> Figures:
    """Measure a file; every page, every line."""
    pages = measured.pages(pdf)
    body = [line for page in pages for line in page.body if line.text != letter.number]
    offset = body[-1].base % PITCH
    steps = [(line.base - offset) / PITCH for line in body]
    full = [line for line in body if line.right > WIDTH - 1]
    whole = [line for line in full if not any(character.isascii() for character in line.text)]
    last, place = next((page, line) for page in reversed(pages) for line in page.lines if line.text == letter.signed_on)
    [seal] = last.pictures
    names = [line for line in last.body if line.text and line.text in letter.frame.author]
    return Figures(
        key=key,
        pages=len(pages),
        left=min(line.left for line in body),
        right=max(line.right for line in body) - WIDTH,
        above=min(steps) * PITCH,
        below=(LINES - 1 - max(steps)) * PITCH,
        grid=max(abs(step - round(step)) for step in steps) * PITCH,
        lines=round(max(steps)) + 1,
        cells=max((len(line.text) for line in whole), default=0),
        line_end=max((abs(line.right - WIDTH) for line in full), default=0.0),
        title=next(line for line in pages[0].lines if "检察建议书" in line.text).size,
        seal=seal.right - seal.left,
        seal_from_date=abs(seal.middle[0] - place.middle),
        is_sealed_over_both=all(seal.top < line.base < seal.bottom for line in (*names, place)),
        lines_with_seal=sum(line.base < seal.top for line in last.body),
    )


def main(folder: Path) -> None:
    """Write the letters and print a table."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for key, letter, pdf in printed():
        (folder / f"{key}.pdf").write_bytes(pdf)
        found.append(figures(key, letter, pdf))
    for each in found:
        print(*(f"{value:.2f}" if isinstance(value, float) else str(value) for value in vars(each).values()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
