"""Registers a suggestion from a public report, in the state that its facts support and no further; nothing is overwritten.

The only writes of states beside `ledger.take`: what was published was never drafted, signed or numbered here (design 4.10).
"""

import hashlib
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organs import clock
from organs.actions import procuratorates, units
from organs.models import Line, Procuratorate, Unit
from organs.origins import Origin
from organs.refusals import Refused
from suggestions.actions import ledger
from suggestions.models import (
    LetterVersion,
    Measure,
    MeasureText,
    ProblemCategory,
    PublishedRecord,
    Suggestion,
)
from suggestions.published.ledger_file import SEVERAL, UNNAMED, LedgerRow
from suggestions.rules import case_sources, kinds
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.partial_dates import PartialDate, Precision

Result = Literal["imported", "unchanged"]

# What a report says of an outcome and of a look-back, in our terms; a suit is a state of the examination, not an outcome.
OUTCOMES = {"adopted": "adopted", "partly_adopted": "partly", "not_adopted": "not"}
MEASURE_STATES = {"held": "holding", "partly": "partly", "rebound": "rebounded"}


def register(*, row: LedgerRow, at: datetime) -> Result:
    """Writes one row of a ledger once; returns `unchanged` when this very row is there.

    Raises Refused when its id is known with other contents: a published record is never overwritten.
    """
    known = PublishedRecord.objects.filter(source_id=row.id).values_list("row_digest", flat=True).first()
    if known == row.digest:
        return "unchanged"
    if known is not None:
        raise Refused(
            _("This id was imported before with other contents. Give the corrected row an id of its own."), field="id"
        )
    flags = sorted(_flags(row))
    with transaction.atomic():
        suggestion = _suggestion(row=row, issuer=_issuer(row, at=at), unit=_unit(row, at=at), at=at)
        _letter(suggestion=suggestion, row=row)
        _record(suggestion=suggestion, row=row, flags=flags, at=at)
        issued_on = _stated("issued_on", row)
        ledger.append(
            step=TABLE["document.register_published"],
            suggestion=suggestion,
            subject=suggestion,
            actor=None,
            at=at,
            from_state="",
            to_state=suggestion.document_state,
            on=issued_on.value if issued_on else None,
            precision=suggestion.issued_precision,
            text="",
            details={"source_id": row.id, "row": row.digest},
            notify=False,
        )
    return "imported"


def kind_of(row: LedgerRow) -> tuple[str, bool]:
    """Returns the kind of a row, and whether the report says enough to be certain of the procedure.

    Retrial and the courts' own violations are civil unless title, facts or problems speak of administrative cases.
    Police, prisons and their like stand for criminal proceedings, every other body for an administrative organ (P19 Art. 9).
    """
    words = row.title + row.facts + row.problems
    procedure = "administrative" if "行政" in words else "civil"
    is_certain = "行政" in words or any(word in words for word in ("民事", "借贷", "合同", "民间", "侵权", "婚姻"))
    if row.suggestion_type == "retrial":
        return f"retrial_{procedure}", is_certain
    if row.suggestion_type != "rectify_violation":
        return row.suggestion_type, True
    if row.recipient_kind == "court":
        return f"violation_{procedure}_{'enforcement' if '执行' in words else 'trial'}", is_certain
    if row.recipient_kind in {"police", "prison"}:
        return "violation_criminal", True
    return "violation_administrative_organ", row.recipient_kind == "government_department"


def _flags(row: LedgerRow) -> set[str]:
    """Returns what a person should look at: names that stand for several or for nobody, and what could not be told."""
    flags = {f"issuer:{flag}" for flag in row.issuer_flags} | {f"recipient:{flag}" for flag in row.recipient_flags}
    flags |= {f"excel_date:{column}" for column in row.excel_dates}
    if not kind_of(row)[1]:
        flags.add("kind:procedure_not_stated")
    if row.look_back_result and len(row.measures) > 1:
        flags.add("look_back:not_stated_per_measure")
    if row.problem_category and _category(row) is None:
        flags.add(f"problem_category:{row.problem_category}")
    if row.outcome == "litigation" and row.suggestion_type != "public_interest":
        flags.add("outcome:suit_outside_public_interest")
    return flags


def _category(row: LedgerRow) -> ProblemCategory | None:
    return ProblemCategory.objects.filter(Q(zh=row.problem_category) | Q(code=row.problem_category)).first()


def _issuer(row: LedgerRow, *, at: datetime) -> Procuratorate:
    """Returns the procuratorate of exactly this name, else adds it with its parent not known.

    One that is unnamed or stands for several is never taken for another: it gets a row of its own.
    """
    own = bool(row.issuer_flags & {SEVERAL, UNNAMED})
    code = _code(f"{row.id} {row.issuing_procuratorate}" if own else row.issuing_procuratorate)
    same = Q(code=code) if own else Q(code=code) | Q(name=row.issuing_procuratorate)
    found = Procuratorate.objects.filter(same).order_by("id").first()
    if found:
        return found
    line = Line.objects.filter(code="territorial").first()
    if line is None:
        raise Refused(_("The lines of authority are not set up yet. Run manage.py set_up first."))
    return procuratorates.found(
        access=None,
        at=at,
        code=code,
        name=row.issuing_procuratorate,
        level=row.level,
        line=line,
        origin=Origin.PUBLISHED,
        parent_known=row.level == "supreme",
        region_name=row.region_province,
    )


def _code(name: str) -> str:
    """Returns a code that depends on nothing but the name, so that a renamed procuratorate is still known."""
    return f"PUB-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _unit(row: LedgerRow, *, at: datetime) -> Unit:
    """Returns the published unit of exactly this name and province, else adds it; a placeholder for unnamed or several."""
    placeholder = bool(row.recipient_flags & {SEVERAL, UNNAMED})
    stated: units.UnitFacts = {"region_name": row.region_province, "is_placeholder": placeholder}
    if not placeholder:
        same = Unit.objects.filter(origin=Origin.PUBLISHED, name=row.recipient_unit, **stated)
        known = same.order_by("id").first()
        if known:
            return known
    facts: units.UnitFacts = {**stated, "industry": row.industry}
    return units.register(
        access=None,
        at=at,
        name=row.recipient_unit,
        kind=row.recipient_kind or "other",
        origin=Origin.PUBLISHED,
        **facts,
    )


def _suggestion(*, row: LedgerRow, issuer: Procuratorate, unit: Unit, at: datetime) -> Suggestion:
    issued_on, replied_on = _stated("issued_on", row), _stated("replied_on", row)
    has_reply = bool(row.replied_on or row.reply_summary)
    kind, _is_certain = kind_of(row)
    return Suggestion.objects.create(
        procuratorate=issuer,
        drafted_by=issuer,
        issued_by=issuer,
        issuer_as_stated=row.issuing_procuratorate,
        depth=issuer.depth,
        **{f"anc{depth}": each for depth, each in enumerate(issuer.ancestors, start=1)},
        unit=unit,
        unit_as_stated=row.recipient_unit,
        kind=kind,
        origin=Origin.PUBLISHED,
        title=row.title,
        industry=row.industry,
        problem_category=_category(row) if row.problem_category else None,
        case_source=case_sources.told_by(row.case_source),
        document_state="served" if _was_received(row) else "issued",
        reply_state="received" if has_reply else "not_due",
        examination_state="sued" if row.outcome == "litigation" and kind == "public_interest" else "not_begun",
        outcome=OUTCOMES.get(row.outcome, ""),
        opened_at=at,
        opening_version=_version(kind, issued_on, at=at),
        issued_on=issued_on.value if issued_on else None,
        issued_precision=(issued_on.precision if issued_on else Precision.DAY).value,
        replied_on=_day(replied_on),
    )


def _version(kind: str, issued_on: PartialDate | None, *, at: datetime) -> str:
    """Returns the version of the day of issue; nothing is decided on what was published, which is read by it."""
    return kinds.KINDS[kind].on(issued_on.value if issued_on else clock.civil_day(at)).key


def _was_received(row: LedgerRow) -> bool:
    """Tells whether the report shows that the letter reached the unit: it was served, answered, acted on or looked back at."""
    return any((row.service_mode, row.replied_on, row.reply_summary, row.outcome, row.look_back_result))


def _stated(column: str, row: LedgerRow) -> PartialDate | None:
    """Returns a date as stated; an Excel date on the first of a month may be a typed month, so only the month is taken."""
    stated: PartialDate | None = getattr(row, column)
    if stated and column in row.excel_dates:
        return PartialDate(stated.value, Precision.MONTH)
    return stated


def _day(stated: PartialDate | None) -> date | None:
    return stated.value if stated and stated.precision is Precision.DAY else None


def _letter(*, suggestion: Suggestion, row: LedgerRow) -> None:
    """Keeps what the letter said, as the report states it; there is no digest and no PDF, since nobody here signed it."""
    letter = LetterVersion.objects.create(
        suggestion=suggestion,
        kind_version=suggestion.opening_version,
        recipient_name=row.recipient_unit,
        contents={"source": row.case_source, "facts": row.facts, "problems": row.problems},
        document_number=row.document_number or None,
        issued_on=_day(_stated("issued_on", row)),
    )
    suggestion.letter = letter
    suggestion.save(update_fields=["letter"])
    looked_back = _day(row.look_back_on)
    for position, text in enumerate(row.measures, start=1):
        measure = Measure.objects.create(
            suggestion=suggestion,
            position=position,
            state=MEASURE_STATES.get(row.look_back_result, "asked"),
            looked_back_on=looked_back if row.look_back_result else None,
        )
        measure.text = MeasureText.objects.create(measure=measure, letter=letter, position=position, text=text)
        measure.save(update_fields=["text"])


def _record(*, suggestion: Suggestion, row: LedgerRow, flags: list[str], at: datetime) -> None:
    PublishedRecord.objects.create(
        suggestion=suggestion,
        source_id=row.id,
        row_digest=row.digest,
        imported_at=at,
        region=row.region_province,
        source=row.source,
        source_note=row.source_note,
        similar_group=row.similar_group,
        case_source=row.case_source,
        legal_basis=list(row.legal_basis),
        flags=flags,
        issued_on_stated=row.issued_on.text() if row.issued_on else "",
        replied_on_stated=row.replied_on.text() if row.replied_on else "",
        reply_summary=row.reply_summary,
        service_mode=row.service_mode,
        outcome_stated=row.outcome,
        look_back_on_stated=row.look_back_on.text() if row.look_back_on else "",
        look_back_result=row.look_back_result,
    )
