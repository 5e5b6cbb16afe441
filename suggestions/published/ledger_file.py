"""What a row of a ledger of published suggestions states, and why a row is refused; nothing is written and no names are matched."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from suggestions.published import ledger_cells
from suggestions.published.ledger_cells import LedgerRefused, TextRow
from suggestions.rules import partial_dates
from suggestions.rules.partial_dates import ImpossibleDate, PartialDate

__all__ = ["COLUMNS", "SEVERAL", "UNNAMED", "LedgerRefused", "LedgerRow", "RefusedRow", "read"]

LIMITS = {
    "id": 40,
    "issuing_procuratorate": 120,
    "level": 20,
    "region_province": 40,
    "suggestion_type": 40,
    "document_number": 60,
    "recipient_unit": 200,
    "recipient_kind": 40,
    "industry": 60,
    "problem_category": 60,
    "title": 200,
    "case_source": 2_000,
    "facts": 20_000,
    "problems": 20_000,
    "measures": 20_000,
    "legal_basis": 5_000,
    "issued_on": 40,
    "service_mode": 40,
    "replied_on": 40,
    "reply_summary": 20_000,
    "outcome": 40,
    "look_back_on": 40,
    "look_back_result": 40,
    "similar_group": 80,
    "source": 2_000,
    "source_note": 5_000,
}
"""The columns of a ledger, in their usual order, with the most characters that a cell may have."""

COLUMNS = tuple(LIMITS)
REQUIRED = ("id", "issuing_procuratorate", "recipient_unit", "title", "suggestion_type", "level")
DATES = ("issued_on", "replied_on", "look_back_on")

KNOWN = {
    "suggestion_type": ("retrial", "rectify_violation", "public_interest", "social_governance", "other"),
    "level": ("supreme", "provincial", "prefecture", "basic"),
    "recipient_kind": (
        *("government_department", "court", "police", "prison", "enterprise"),
        *("school", "hospital", "association", "other"),
    ),
    "service_mode": ("proclamation", "written", "direct", "left", "post", "electronic"),
    "outcome": ("adopted", "partly_adopted", "not_adopted", "litigation"),
    "look_back_result": ("held", "partly", "rebound", "unjudged"),
}
"""The codes that are known; all but the required columns may also be empty."""

SEVERAL = "several"
UNNAMED = "unnamed"

MEASURE_NUMBER = re.compile(r"^[0-9]{1,2}[.．、](?![0-9])\s*")
IN_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
NOT_NAMED = re.compile(r"未具名|匿名|未显示|未公开|某|^(?:.*有关|被监督)[^（(]*(?:单位|部门|机关)")
MORE_THAN_ONE = re.compile(r"[、；;]|及|[0-9一二两三四五六七八九十百]+(?:家|个)|等(?:有关)?(?:单位|部门|机关|乡镇)")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken: its number in the sheet (the header is row 1), its id as written, the column and the reason."""

    row_number: int
    id: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What one row states. Names are kept as stated; the flags say which name stands for several or for nobody in particular.

    `excel_dates` names date columns whose cell was an Excel date on the first of a month: Excel turns a typed `2021-09`
    into such a day, so that their precision is not certain.
    """

    row_number: int
    id: str
    issuing_procuratorate: str
    level: str
    region_province: str
    suggestion_type: str
    document_number: str
    recipient_unit: str
    recipient_kind: str
    industry: str
    problem_category: str
    title: str
    case_source: str
    facts: str
    problems: str
    measures: tuple[str, ...]
    legal_basis: tuple[str, ...]
    issued_on: PartialDate | None
    service_mode: str
    replied_on: PartialDate | None
    reply_summary: str
    outcome: str
    look_back_on: PartialDate | None
    look_back_result: str
    similar_group: str
    source: str
    source_note: str
    issuer_flags: frozenset[str]
    recipient_flags: frozenset[str]
    excel_dates: frozenset[str]
    digest: str


class _CellRefused(ValueError):
    """One cell makes its row unacceptable."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def read(path: Path) -> Iterator[LedgerRow | RefusedRow]:
    """Read a ledger, CSV in UTF-8 or .xlsx, row by row. Raises LedgerRefused or OSError before the first row is given.

    Of several rows with one id the first is taken and the others are refused.
    """
    return _judged(ledger_cells.read(path, columns=COLUMNS))


def _judged(rows: list[TextRow]) -> Iterator[LedgerRow | RefusedRow]:
    first_rows: dict[str, int] = {}
    for row in rows:
        identity = row.cells.get("id", "")
        try:
            if identity in first_rows:
                raise _CellRefused("id", _("This id is already in row %(row)d.") % {"row": first_rows[identity]})
            if identity:
                first_rows[identity] = row.number
            yield _accepted(row)
        except _CellRefused as refusal:
            yield RefusedRow(row.number, identity, refusal.column, refusal.reason)


def _accepted(row: TextRow) -> LedgerRow:
    """Make a typed row. Raises _CellRefused for the first cell, in the order of columns, that cannot be accepted."""
    if not row.cells:
        raise _CellRefused(
            "", _("The row has %(found)d cells instead of %(right)d.") % {"found": row.count, "right": len(COLUMNS)}
        )
    cells = row.cells
    dates = {column: _checked(column, cells[column]) for column in COLUMNS}
    _refuse_before_issue(dates)
    return LedgerRow(
        row_number=row.number,
        id=cells["id"],
        issuing_procuratorate=cells["issuing_procuratorate"],
        level=cells["level"],
        region_province=cells["region_province"],
        suggestion_type=cells["suggestion_type"],
        document_number=cells["document_number"],
        recipient_unit=cells["recipient_unit"],
        recipient_kind=cells["recipient_kind"],
        industry=cells["industry"],
        problem_category=cells["problem_category"],
        title=cells["title"],
        case_source=cells["case_source"],
        facts=cells["facts"],
        problems=cells["problems"],
        measures=measures(cells["measures"]),
        legal_basis=_listed(cells["legal_basis"]),
        issued_on=dates["issued_on"],
        service_mode=cells["service_mode"],
        replied_on=dates["replied_on"],
        reply_summary=cells["reply_summary"],
        outcome=cells["outcome"],
        look_back_on=dates["look_back_on"],
        look_back_result=cells["look_back_result"],
        similar_group=cells["similar_group"],
        source=cells["source"],
        source_note=cells["source_note"],
        issuer_flags=name_flags(cells["issuing_procuratorate"]),
        recipient_flags=name_flags(cells["recipient_unit"]),
        excel_dates=frozenset(column for column in row.date_columns if cells[column].endswith("-01")),
        digest=digest(cells),
    )


def _checked(column: str, text: str) -> PartialDate | None:
    """Check one cell and give its date if it has one. Raises _CellRefused."""
    if column in REQUIRED and not text:
        raise _CellRefused(column, _("The cell is empty."))
    if len(text) > LIMITS[column]:
        raise _CellRefused(
            column,
            _("The cell has %(found)d characters; at most %(most)d fit.")
            % {"found": len(text), "most": LIMITS[column]},
        )
    if ledger_cells.CONTROL_CHARACTER.search(text):
        raise _CellRefused(column, _("The cell contains a control character."))
    if text and column in KNOWN and text not in KNOWN[column]:
        raise _CellRefused(
            column, _("“%(text)s” is not one of: %(known)s.") % {"text": text, "known": ", ".join(KNOWN[column])}
        )
    if not text or column not in DATES:
        return None
    try:
        return partial_dates.parse(text)
    except ImpossibleDate as error:
        raise _CellRefused(column, str(error)) from error


def _refuse_before_issue(dates: dict[str, PartialDate | None]) -> None:
    """Raises _CellRefused when a reply or look-back is certainly before the issue; an overlap of partial dates is none."""
    issued_on = dates["issued_on"]
    for column in ("replied_on", "look_back_on"):
        later = dates[column]
        if issued_on is not None and later is not None and later.certainly_before(issued_on):
            raise _CellRefused(
                column,
                _("%(later)s is before the day of issue, %(issued)s.")
                % {"later": later.text(), "issued": issued_on.text()},
            )


def measures(text: str) -> tuple[str, ...]:
    """Split measures at `|` and take off the number in front of each: `1. 排查|2. 整治`."""
    texts = (MEASURE_NUMBER.sub("", part) for part in _listed(text))
    return tuple(filter(None, texts))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(stripped for part in text.split("|") if (stripped := part.strip()))


def name_flags(name: str) -> frozenset[str]:
    """Say whether a name as stated stands for several bodies or for one that its source did not name; it is never split.

    A flag asks a person to look; a false one costs a glance, so that lists such as 水利、农业农村等部门 are flagged broadly.
    """
    flags = set()
    if NOT_NAMED.search(name):
        flags.add(UNNAMED)
    if MORE_THAN_ONE.search(IN_BRACKETS.sub("", name)):
        flags.add(SEVERAL)
    return frozenset(flags)


def digest(cells: dict[str, str]) -> str:
    """Give the SHA-256 of a row's cells in the usual order of columns; equal in CSV and Excel, so that equal rows are known."""
    canonical = json.dumps([[column, cells[column]] for column in COLUMNS], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
